#pragma once
#include "models/vehicle_routing/problem.h"

namespace rurban::vrp {

/// What a stop asks for, whoever's it is.
struct Stop {
  Visit visit;
  Task task;
  bool limited = false;  ///< riding from or to it has a limit or a price
  Load load{};           ///< what it adds to the load on board
};
Stop stop_of(const Problem& problem, std::uint32_t vehicle, Visit visit);

/// Where a request fits best into a route.
struct Insertion {
  Cost cost = kNever;          ///< what it adds to the route's; kNever: it does not fit
  std::uint32_t pickup = 0;    ///< before the stop of this index, as the route is now
  std::uint32_t delivery = 0;  ///< the same; equal to `pickup`: straight after the pick-up
  bool possible() const { return cost < kNever; }
};

}  // namespace rurban::vrp
