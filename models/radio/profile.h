#pragma once
#include "models/radio/path_profile.h"
#include "models/radio/sweep.h"

namespace rurban::radio {

/// A point on the ground.
struct Spot {
  double east_m = 0, north_m = 0;
};

/// Ground above sea level at a point, between the centres of the four cells around it; at the rim the nearest cell's.
double ground_at(const Surface& surface, Spot spot);

/// The straight path from `a` to `b`, a sample at most every `step_m` (at least three), ground between cell centres
/// and clutter of the cell; none at the ends. Ground at or below sea level is sea, all else inland.
/// Requires: step_m > 0; both ends on the surface
PathProfile profile_between(const Surface& surface, Spot a, Spot b, double step_m);

}  // namespace rurban::radio
