#pragma once
// Where an experiment's runs are kept while it is under way, and its results when it is done.
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/batch/agenda.h"
#include "tools/batch/crew.h"
#include "tools/batch/experiment.h"
#include "tools/batch/outcome.h"
#include "twin/io/database.h"

namespace tools {

/// What makes an experiment the one it is. Runs of another are never mixed with its own.
struct Identity {
  std::string version, build;  ///< of the program; the build by a checksum of its file
  std::string experiment;      ///< text of its file
  std::string list;            ///< text of its list of points
  std::string scenario;        ///< resolved, with all that is set for all runs
  std::string county;          ///< checksum of the county package
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// The lock of a folder: held by one process, and let go by the system however that ends. Throws IoError when another
/// process has it.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_;
};

/// The journal of an experiment, one SQLite file (journal.sqlite) that is written in transactions: outcomes,
/// failures, and what depends on the clock and the machine (attempts). Every call throws IoError when the disk is
/// full or the folder can't be written; what was committed stays.
class Journal {
 public:
  /// Makes the folder and the file, or opens those that are there. Refuses, in a sentence that says what differs,
  /// those of another experiment; with `anew` they are removed first.
  Journal(const std::filesystem::path& folder, const Identity& identity, bool anew);

  /// Calls `use` for every run that was lived, in no order.
  void for_each_lived(const std::function<void(RunPlace, const Outcome&)>& use);
  std::optional<Outcome> outcome(RunPlace run);

  /// Commits attempts with what came of them. Those that failed are told as faults when `given_up`.
  struct Attempt {
    Ended ended;
    std::string host;
    int rank = 0;
    std::string finished;  ///< wall clock, ISO 8601
    bool given_up = false;
  };
  void add(std::span<const Attempt> attempts);
  /// Runs that were given up earlier are tried again.
  void forget_faults();

  struct Fault {
    RunPlace run;
    twin::Text reason;
  };
  std::vector<Fault> faults();

  /// When the first and the last attempt ended; empty without any.
  std::pair<std::string, std::string> period();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::optional<twin::Database> database_;
};

/// Writes results.sqlite: tables experiment, factors, points, figures, series_values and faults, in the order of
/// points and replicates and with nothing that depends on when, where or in which order runs were lived, so that its
/// bytes are the same for every way to them. An earlier file is replaced when the new one is whole.
void write_results(const std::filesystem::path& path, const Experiment& experiment, const Identity& identity,
                   const Agenda& agenda, Journal& journal);

inline constexpr const char* kJournal = "journal.sqlite";
inline constexpr const char* kResults = "results.sqlite";

}  // namespace tools
