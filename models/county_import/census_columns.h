#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "models/county_import/census_cells.h"

namespace rurban {

/// A count of the census grid: how Eurostat names it, how cut-outs do, and where it goes.
struct CensusCount {
  std::string_view eurostat, plain;
  double& (*of)(CensusCell&);
};
inline constexpr std::array<CensusCount, 10> kCensusCounts{
    {{"T", "total", [](CensusCell& c) -> double& { return c.residents; }},
     {"F", "women", [](CensusCell& c) -> double& { return c.by_sex[0]; }},
     {"M", "men", [](CensusCell& c) -> double& { return c.by_sex[1]; }},
     {"Y_LT15", "age_lt15", [](CensusCell& c) -> double& { return c.by_age[0]; }},
     {"Y_1564", "age_15_64", [](CensusCell& c) -> double& { return c.by_age[1]; }},
     {"Y_GE65", "age_ge65", [](CensusCell& c) -> double& { return c.by_age[2]; }},
     {"EMP", "employed", [](CensusCell& c) -> double& { return c.employed; }},
     {"NAT", "born_in_country", [](CensusCell& c) -> double& { return c.by_birth[0]; }},
     {"EU_OTH", "born_eu", [](CensusCell& c) -> double& { return c.by_birth[1]; }},
     {"OTH", "born_non_eu", [](CensusCell& c) -> double& { return c.by_birth[2]; }}}};

/// The lower left corner of a cell, EPSG:3035.
struct CellCorner {
  double east_m = 0, north_m = 0;
};
/// Of "CRS3035RES1000mN4707000E4765000" or "1kmN4707E4765"; nothing for another word.
std::optional<CellCorner> corner_of(std::string_view grid_id);

inline constexpr double kCellM = 1000;

}  // namespace rurban
