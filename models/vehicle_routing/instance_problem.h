#pragma once
// A published instance as a problem for the search, and its plans as routes of the file's numbers.
#include "models/vehicle_routing/instances.h"
#include "models/vehicle_routing/problem.h"
#include "models/vehicle_routing/solution_check.h"

namespace rurban::vrp {

/// The instance in whole numbers: `scale` ticks, and as much length, to the file's unit. Lengths are rounded to the
/// nearest; times to the safe side, driving and openings up, closings and limits down, so that what is in time by
/// ticks is in time by double precision as well. At most `vehicles` vehicles; more than there are requests are left
/// out.
///
/// Requests are numbered as pick-ups are in the file. A customer whose goods come from the depot is a request with
/// its pick-up at the depot, in no time, at the moment the day begins: since every way takes at least a tick, nobody
/// can come back to load again.
Problem problem_of(const Instance& instance, std::uint32_t vehicles = std::numeric_limits<std::uint32_t>::max());

/// The plan's routes in the file's numbers; vehicles that stay at home are left out.
TaskRoutes routes_of(const Instance& instance, const Plan& plan);
/// The plan that drives these routes. Requires: they name each of their requests' tasks once, and no task besides
Plan plan_of(const Instance& instance, const TaskRoutes& routes, std::size_t vehicles);

}  // namespace rurban::vrp
