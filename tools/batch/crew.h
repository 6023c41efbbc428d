#pragma once
// Runs lived side by side, each in a process of its own.
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/batch/agenda.h"
#include "twin/base/text.h"
#include "twin/io/file.h"

namespace tools {

/// How a run ended: lived, with its packed outcome, or failed, with a reason.
struct Ended {
  RunPlace run;
  bool lived = false;
  bool may_pass = false;  ///< of a failure: whether another attempt may do better, since chance took the process
  twin::Bytes outcome;
  twin::Text reason;
  double seconds = 0;
  std::int64_t peak_kib = 0;  ///< of memory, with what is shared with this process
};

/// Forks a process for each run. What this process has made (the county, its roads and buses, its people) is shared
/// with them until one writes to it, and a run that crashes, is killed or takes all memory ends alone. Children end
/// with this process, however it ends.
/// Requires: no other thread of this process may hold a lock that a run needs; best is that there is none.
class Crew {
 public:
  /// `live` is called in the child. It returns the packed outcome, or throws.
  Crew(std::size_t size, std::function<twin::Bytes(RunPlace)> live);
  /// Kills what is under way.
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  std::size_t size() const { return size_; }
  std::size_t busy() const { return members_.size(); }
  bool has_room() const { return members_.size() < size_; }
  /// Requires: has_room(). Throws IoError when the system has no more processes or memory.
  void start(RunPlace run);
  /// Those that ended, after waiting for one for so long; a signal ends the wait.
  std::vector<Ended> collect(std::chrono::milliseconds wait);
  /// What is under way, which is killed.
  std::vector<RunPlace> stop();

 private:
  struct Member {
    RunPlace run;
    pid_t process;
    int pipe;
    twin::Bytes heard;
    std::chrono::steady_clock::time_point started;
  };

  bool hear(Member& member);
  Ended bury(Member& member);

  std::size_t size_;
  std::function<twin::Bytes(RunPlace)> live_;
  std::vector<Member> members_;
};

}  // namespace tools
