#pragma once
#include <cstdint>
#include <vector>

#include "models/broadband/steiner_dual.h"
#include "models/broadband/steiner_net.h"
#include "models/broadband/steiner_reduction.h"
#include "models/broadband/steiner_search.h"

namespace rurban::broadband::steiner {

/// How long solvers that work on one problem may go on together.
class Limits {
 public:
  /// `rounds` not 0: so many; then no clock decides. `seconds` not 0: of this thread's CPU time.
  Limits(std::int32_t rounds, double seconds);
  void count_round() { ++rounds_; }
  bool reached() const;

 private:
  std::int32_t most_rounds_, rounds_ = 0;
  double until_;
};

/// Solves a net: rounds of dual ascent, growing trees, bettering them, fixing and reducing; trees merged now and then;
/// and when that brings nothing more, both answers to whether a best tree holds a certain node, each by a solver of
/// its own.
class Solver {
 public:
  enum class Task {
    kWhole,   ///< the problem itself
    kBranch,  ///< with one node in or out
    kMerge    ///< a union of trees: looked through once
  };
  /// `rooted` as for Reduction. Only trees that gain more than `known` are of interest.
  Solver(const Net& net, bool rooted, std::int64_t known, Limits& limits, std::uint64_t seed, Task task);

  void run();
  /// The best tree found; without top when none gains more than was known.
  const Tree& best() const { return best_; }
  /// What no tree of the net costs less than, or that of the best tree known when no other costs less.
  std::int64_t bound() const;

 private:
  std::int64_t cost() const;
  bool done() const;
  void note(const Tree& left);
  void note_given(Tree tree);
  void round();
  void settle_without_edges(const Net& left);
  Tree changed_costs(TreeSearch& search, const Net& left) const;
  std::uint32_t drawn_must(const Net& left) const;
  void merge();
  bool may_branch() const;
  void branch();
  std::uint32_t branching_node(const Net& left) const;

  const Net& net_;
  bool rooted_;
  Limits& limits_;
  std::uint64_t seed_;
  Task task_;
  Reduction reduction_;
  Tree best_;
  std::int64_t bound_ = 0;
  std::int32_t round_ = 0, idle_ = 0;
  std::vector<std::vector<std::uint32_t>> trees_;  ///< the last ones found, by edges
};

}  // namespace rurban::broadband::steiner
