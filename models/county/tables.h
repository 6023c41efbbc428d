#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/county/county.h"
#include "models/county/manifest.h"
#include "twin/io/ascii_grid.h"
#include "twin/io/table_spec.h"

namespace rurban {

/// A table of rates by sex and age (`age_from,age_to,women,men`) and the field of Demography it fills.
struct AgeTable {
  std::string_view name;
  ByAgeSex Demography::*field;
  double most;  ///< the values go from 0 to this
};
extern const std::array<AgeTable, 13> kAgeTables;

struct GridTable {
  std::string_view name;
  twin::Grid Terrain::*field;
  twin::GridRange range;
};
extern const std::array<GridTable, 5> kGridTables;

/// The tables of the timetable, and those of freight: of each group all are listed or none.
extern const std::array<std::string_view, 3> kBusTables;
extern const std::array<std::string_view, 2> kFreightTables;

/// Mobile masts. A package keeps the table as text: only models/coverage knows bands and operators.
inline constexpr std::string_view kMastsTable = "masts";

/// Kinds of service points, as service_points.csv names them.
std::vector<std::string> point_kinds();

/// Every CSV table of a package with its columns.
std::vector<twin::TableSpec> table_specs();

/// Every table of a package, rasters as well. Optional are the terrain, the bus timetable, the service points,
/// large workplaces, freight and masts.
std::vector<KnownTable> known_tables();

}  // namespace rurban
