#pragma once
#include <cstdint>

#include "models/vehicle_routing/problem.h"

namespace rurban::vrp {

/// A plan no dearer than `start`, found by taking out requests that lie near one another, again and again, and
/// putting them back where they are cheapest. Small and quick, for a few vehicles and little time: what is planned
/// stays planned. Requires: every route of `start` is feasible
Plan regrouped(const Problem& problem, const Plan& start, std::int64_t iterations, std::uint64_t seed);

}  // namespace rurban::vrp
