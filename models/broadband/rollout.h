#pragma once
#include <cstdint>
#include <vector>

#include "models/broadband/steiner.h"
#include "models/broadband/tree_knapsack.h"

namespace rurban::broadband {

struct RolloutRules {
  std::int32_t solves = 24;  ///< prize-collecting trees looked for, each at another price of a prize
  std::int32_t rounds = 12;  ///< of improvement in each (SteinerRules)
  std::uint64_t seed = 1;
};

/// What to build with some money.
struct Rollout {
  std::vector<std::uint32_t> edges;  ///< indices of SteinerGraph::edges, ascending; a tree with the root
  std::int64_t cost = 0;
  std::int64_t served = 0;       ///< prizes of the tree's nodes, the root's among them
  std::int64_t upper_bound = 0;  ///< no tree that costs as little serves more
  double gap() const {
    return upper_bound == 0 ? 0 : static_cast<double>(upper_bound - served) / static_cast<double>(upper_bound);
  }
};

/// One point of the frontier of cost and coverage.
struct RolloutPoint {
  std::int64_t cost = 0, served = 0, upper_bound = 0;
};

/// Rollouts from the fibre there is (nodes on it are one, the root) under any budget. A budget is a knapsack: its
/// Lagrangian prices a prize, and the tree that is best at that price is a best one for what it costs. The plan looks
/// for such trees at the prices where they change (Aneja & Nair, Management Science 25, 1979), lets each grow on, the
/// way with most prize for its cost first, and knows the cheapest part of what has grown for everything it can serve.
/// All of that is done once and knows no budget. A rollout is the best of it that can be paid; so one more krona
/// never serves less.
class RolloutPlan {
 public:
  /// Requires: graph.root
  RolloutPlan(const SteinerGraph& graph, const RolloutRules& rules);

  /// Never dearer than the budget. With enough of it every prize is served that can be reached.
  /// Requires: budget >= 0
  Rollout within(std::int64_t budget) const;
  /// What no tree within the budget serves more than.
  std::int64_t upper_bound(std::int64_t budget) const;
  /// The trees that are best at their price, the cheapest first.
  std::vector<RolloutPoint> frontier() const;

 private:
  struct Standing {
    std::vector<std::uint32_t> edges;
    std::int64_t cost = 0, served = 0;
  };
  /// A tree whose parts are rollouts.
  struct Grown {
    std::vector<std::uint32_t> edges;
    std::vector<TreeKnapsack::Part> parts;
  };
  /// cost_price * cost + prize_price * missed prize is at least `least`, for every tree.
  struct Bound {
    std::int64_t cost_price = 0, prize_price = 0, least = 0;
  };
  class Builder;

  std::int64_t prizes_ = 0, reachable_ = 0, most_cost_ = 0;
  std::vector<Bound> bounds_;
  steiner::Net net_;
  std::uint32_t root_;
  std::vector<Standing> trees_;  ///< by cost
  std::vector<Grown> grown_;
};

}  // namespace rurban::broadband
