#pragma once
#include <cstdint>

#include "models/county/county.h"
#include "twin/base/draw.h"

namespace rurban {

/// A place of this many residents is a town in the tables of cars and dwellings.
inline constexpr std::int32_t kTownResidents = 2000;

struct Home {
  std::int32_t east_m = 0, north_m = 0;
  DwellingKind kind = DwellingKind::kHouse;
  Tenure tenure = Tenure::kOwned;
};

struct Surroundings {
  std::int32_t east_m = 0, north_m = 0, spread_m = 0;  ///< as in Place
  std::int32_t residents = 0;
};

/// One home of a place: position, kind and tenure from two blocks of random numbers.
Home draw_home(const Surroundings& place, const twin::Draw& position, const twin::Draw& kind);

/// How many cars a household with so many adults keeps, at this quantile in (0, 1) of those like it.
int cars_wanted(const Demography& tables, int adults, std::int32_t residents, double quantile);

}  // namespace rurban
