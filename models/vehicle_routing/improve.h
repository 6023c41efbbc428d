#pragma once
#include <cstdint>

#include "models/vehicle_routing/fleet.h"

namespace rurban::vrp {

/// How hard to look for a better plan of what is not done yet.
struct ImproveRules {
  std::uint32_t rounds = 1;
  std::uint32_t groups = 8;       ///< of vehicles that are looked at side by side in each round
  std::uint32_t vehicles = 24;    ///< of a group: one, and those that are near it in space and time
  std::int64_t iterations = 150;  ///< of regrouped() in each group
  std::uint64_t seed = 1;
};

struct Improvement {
  Cost gained = 0;
  std::uint32_t tried = 0, better = 0;  ///< groups

  Improvement& operator+=(const Improvement& other) {
    gained += other.gained;
    tried += other.tried;
    better += other.better;
    return *this;
  }
};

/// Makes the plan cheaper where it can: small groups of vehicles are planned anew from their frozen stops on, and
/// what costs less is taken. Who is in a route stays in one, and every window holds. The same on any count of
/// threads.
Improvement improve(Fleet& fleet, const ImproveRules& rules);

}  // namespace rurban::vrp
