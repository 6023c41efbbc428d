#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/county_import/census_cells.h"
#include "models/county_import/localities.h"

namespace rurban {

/// How cells find their place.
struct SettlementRules {
  double town_residents = 1'500;  ///< localities of as many draw cells from farther away
  double town_reach_m = 4'000;  ///< so much nearer they seem: their outskirts belong to them, not to a named quarter
  double most_m = 30'000;       ///< cells of unknown municipality farther from every locality are another county's
  std::int32_t least_spread_m = 300;  ///< people of one cell do not all live in its middle
  std::int32_t rounding_m = 100;      ///< of positions, as precise as cells of 1 km can tell
};

/// A place with its people, ready for the package's table.
struct SettledPlace {
  Place place;  ///< municipality holds the code here, since no table of municipalities is at hand
  std::int32_t seat_east_m = 0, seat_north_m = 0;
  std::string confidence;
};

/// Counts of a municipality, summed from its cells and then rounded; those of its places may differ by their
/// rounding.
struct MunicipalCount {
  int code = 0;
  Margins census;
};

struct Settlement {
  std::vector<SettledPlace> places;            ///< by municipality, the largest first; numbered in that order
  std::vector<MunicipalCount> municipalities;  ///< by code
  double far_residents = 0;  ///< of cells whose municipality has no locality, or that lie far from all: left out
  int far_cells = 0;
  int renamed = 0;  ///< second places of a name in their municipality, which got their direction
};

/// Every inhabited cell goes to the nearest locality of its municipality (of all, where the file names none), towns
/// seeming nearer by their reach. A place's centre is the mean of its people's cells, its spread their root mean
/// square distance from there. Localities that nobody lives in are left out. How large a locality is, its file says;
/// where it does not, the cells that are nearest tell.
Settlement settle(std::span<const CensusCell> cells, std::span<const Locality> localities,
                  const SettlementRules& rules = {});

/// The table places.csv. `origin` is a line about where it comes from.
std::string to_table(const Settlement& settlement, const std::string& origin);

}  // namespace rurban
