#pragma once
// Many machines: the ranks of an MPI job. Rank 0 hands out runs, the others live them, and so does rank 0.
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/batch/crew.h"

namespace boost::mpi {
class environment;
class communicator;
}  // namespace boost::mpi

namespace tools {

/// This process's part in an MPI job of several ranks. Messages are few and short; nobody waits in MPI, so that no
/// processor is kept busy by waiting.
///
/// A rank that was lost (its process is gone, or it has said nothing for five minutes) is given up, and its runs are
/// handed back. Open MPI ends all ranks when one is gone, unless mpirun is told --enable-recovery.
class Cluster {
 public:
  /// Joins the job that mpirun or srun started; null outside of one, in one of a single rank, and in a program that
  /// is built without MPI. MPI is not touched outside.
  static std::unique_ptr<Cluster> join();
  /// Rank 0 ends the others' work.
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  int rank() const { return rank_; }
  int size() const { return static_cast<int>(workers_.size()); }

  // ---- for rank 0

  /// Tells the others to make themselves ready. Those who see another `identity` are turned away.
  void begin(std::string identity);
  /// Whether a rank is ready for one more run.
  bool has_room() const;
  /// Requires: has_room()
  void start(RunPlace run);

  struct Heard {
    struct Report {
      Ended ended;
      int rank = 0;
      std::string host;
    };
    std::vector<Report> ended;
    std::vector<RunPlace> handed_back;  ///< of ranks that were lost
    std::vector<twin::Text> notices;    ///< of ranks that were lost, or can't work
  };
  /// What the others have said since it was asked last; does not wait.
  Heard collect();

  // ---- for the others

  /// Waits until the work begins; false when it never does.
  bool wait_for_begin();
  /// Ready to live so many runs at a time. `identity` must be that of rank 0's experiment.
  void ready(std::size_t capacity, const std::string& identity);
  /// Can't work, and why.
  void unable(const twin::Text& reason);
  /// The next run to live, if one has come.
  std::optional<RunPlace> next();
  void report(const Ended& ended);
  /// Whether rank 0 has ended the work, or is gone.
  bool is_over();

 private:
  struct Worker {
    std::string host;
    long process = 0;
    std::size_t capacity = 0;  ///< 0: not ready
    bool lost = false;
    std::vector<RunPlace> runs;
    std::chrono::steady_clock::time_point heard = std::chrono::steady_clock::now();
  };
  struct Message {
    int from = 0, tag = 0;
    std::vector<char> content;
  };

  Cluster(std::unique_ptr<boost::mpi::environment> environment, std::unique_ptr<boost::mpi::communicator> world);

  void send(int to, int tag, const std::vector<char>& content);
  std::optional<Message> receive();
  void take(const Message& message, Heard& heard);
  void lose(Worker& worker, int rank, Heard& heard);
  void keep_in_touch();
  bool is_gone(const Worker& other) const;

  std::unique_ptr<boost::mpi::environment> environment_;
  std::unique_ptr<boost::mpi::communicator> world_;
  int rank_ = 0;
  std::vector<Worker> workers_;  ///< by rank; for others than rank 0 only the first is kept up
  std::string identity_, host_;
  std::deque<RunPlace> given_;
  bool over_ = false, begun_ = false;
  std::chrono::steady_clock::time_point spoken_ = std::chrono::steady_clock::now();
};

/// The name of this machine.
std::string host_name();

}  // namespace tools
