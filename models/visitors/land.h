#pragma once
#include <vector>

#include "models/county/county.h"
#include "models/visitors/planning.h"

namespace rurban::visitors {

/// From here on land counts as fells, m above the sea. Assumption: 450 to 600, near the tree line of the south and
/// the north of the county.
inline constexpr int kFellsFrom = 500;

/// The land within 3 km of each place, from the package's rasters; without rasters no water and no fells. All of
/// Norrbotten is land of the county's 32 Sámi villages (county-facts 2.2, S52). A pure function.
std::vector<Land> land_around_places(const County& county);

}  // namespace rurban::visitors
