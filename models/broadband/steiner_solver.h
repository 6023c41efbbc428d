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
  void count_round();
  /// No round is left, or no time for one as long as the last.
  bool reached() const;

 private:
  std::int32_t most_rounds_, rounds_ = 0;
  double until_, counted_, last_ = 0;
};

/// Solves a net: rounds of dual ascent, growing trees, bettering them, fixing and reducing; trees merged now and
/// then. What was tried and did not help: asking for single nodes, in or out (branch and bound). Where a bound stays
/// open it does so at places that few nodes decide, and neither the degree in a good tree nor the bounds of both
/// answers found them.
class Solver {
 public:
  /// `rooted` as for Reduction. Only trees that gain more than `known` are of interest. `part`: the net is
  /// a union of trees, looked through once.
  Solver(const Net& net, bool rooted, std::int64_t known, Limits& limits, std::uint64_t seed, bool part);

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

  const Net& net_;
  bool rooted_;
  Limits& limits_;
  std::uint64_t seed_;
  bool part_;
  Reduction reduction_;
  Tree best_;
  std::int64_t bound_ = 0;
  std::int32_t round_ = 0, idle_ = 0;
  std::vector<std::vector<std::uint32_t>> trees_;  ///< the last ones found, by edges
};

}  // namespace rurban::broadband::steiner
