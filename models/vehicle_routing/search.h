#pragma once
#include <cstdint>
#include <functional>
#include <limits>

#include "models/vehicle_routing/problem.h"

namespace rurban::vrp {

class Route;

/// How long to look for a better plan; whichever limit comes first. With `iterations` alone the result is the same to
/// the bit on every machine; with a limit of time it depends on how fast the machine is.
struct SearchRules {
  double cpu_s = 5;
  std::int64_t iterations = std::numeric_limits<std::int64_t>::max();
  std::uint64_t seed = 1;
  /// Told of each plan that is the best so far: seconds of computing, the plan. For curves of progress.
  std::function<void(double, Cost, const Plan&)> on_better = {};
  /// Told of each route that is new in a plan that the search goes on from. For who combines routes of many plans.
  std::function<void(const Route&)> on_route = {};
};

struct SearchResult {
  Plan plan;
  Cost cost = 0;  ///< what total_cost() of the plan is
  std::int64_t iterations = 0;
  double cpu_s = 0;
};

/// Looks for the plan of least cost, from `start` on or from nothing. Visits of `start` that are duties keep their
/// order and vehicle; requests aboard keep their vehicle. A request stays unserved only where its price for that is
/// less than what serving it takes, or where no vehicle can. Slack induced by string removals: Christiaens and Vanden
/// Berghe, Transportation Science 54(2), 2020, with pairs for pick-up and delivery.
SearchResult search(const Problem& problem, const SearchRules& rules, const Plan* start = nullptr);

/// Cost of a plan: vehicles, ways, ticks, riding, and what is unserved. Requires: the plan is feasible
Cost total_cost(const Problem& problem, const Plan& plan);

}  // namespace rurban::vrp
