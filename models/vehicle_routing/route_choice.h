#pragma once
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "models/vehicle_routing/fragment_routes.h"
#include "models/vehicle_routing/route_pool.h"
#include "models/vehicle_routing/set_partition.h"

namespace rurban::vrp {

struct RouteChoiceRules {
  bool complete = false;  ///< the fragments are all there are: what is found may be the best plan there is
  double seconds = 0;     ///< of computing in all; 0: without end
  /// FragmentRoutes::comparisons(), for results that are the same on every machine.
  std::uint64_t comparisons = std::numeric_limits<std::uint64_t>::max();
  std::function<void(Cost, const Plan&)> on_better;  ///< told of each plan that is cheaper than all before
};

struct ChosenPlan {
  Cost bound = 0;       ///< no plan of the fragments costs less
  bool proven = false;  ///< the last plan told of, or else the first, is the cheapest that the fragments allow
};

/// The cheapest plan whose routes are made of fragments: column generation with prices kept near the best ones so far
/// (Wentges, International Transactions in Operational Research 4(2), 1997), trios where routes are shared
/// (set_partition.h), then all routes that are cheap enough, and an integer program over them. Requires: `start` is
/// feasible, and its vehicles' routes are in the pool
ChosenPlan choose_routes(const Problem& problem, std::span<const Fragment> fragments, RoutePool& pool,
                         const Plan& start, const RouteChoiceRules& rules);

}  // namespace rurban::vrp
