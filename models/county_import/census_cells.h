#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "models/county/county.h"
#include "models/projection.h"
#include "twin/io/text_file.h"

namespace rurban {

/// An inhabited square kilometre of the European census grid. Counts are fractions of persons where a border cell is
/// shared between countries.
struct CensusCell {
  double east_m = 0, north_m = 0;  ///< its centre, SWEREF 99 TM
  int municipality = 0;            ///< its code; 0: the file does not say
  double residents = 0;
  std::array<double, kSexes> by_sex{};  ///< women, men
  std::array<double, 3> by_age{};       ///< 0-14, 15-64, 65 and over
  double employed = 0;
  std::array<double, kBirthRegions> by_birth{};  ///< Sweden, EU, outside the EU
};

/// Reads Eurostat's census grid as CSV, in one of two forms:
/// * Eurostat's own: `GRD_ID` (or `GRID_ID`), as CRS3035RES1000mN4707000E4765000 or 1kmN4707E4765, and `T`, `M`, `F`,
///   `Y_LT15`, `Y_1564`, `Y_GE65`, `EMP`, `NAT`, `EU_OTH`, `OTH`;
/// * a cut-out: `x_laea` and `y_laea` (lower left corner, EPSG:3035), `total`, `men`, `women`, `age_lt15`,
///   `age_15_64`, `age_ge65`, `employed`, `born_in_country`, `born_eu`, `born_non_eu`.
/// `area` or `municipality` (a code) and `se_share` (the part of the cell's people that counts) may be there; other
/// columns are left unread. A negative count or a blank is one that the source keeps back: taken for 0. Cells without
/// residents are left out. Throws twin::InputError with every fault of the file.
std::vector<CensusCell> read_census_cells(const twin::TextFile& file, const PlaneChange& project);

/// The same from the one layer of a GeoPackage with Eurostat's columns, by GDAL. Throws twin::InputError for a file
/// that is no GeoPackage, has no such layer or bad cells (told by their row), twin::IoError when it is not there.
/// Only in programs built with GDAL.
std::vector<CensusCell> read_census_geopackage(const std::filesystem::path& file, const PlaneChange& project);

/// Either, by its ending, onto SWEREF 99 TM. Throws as they do, and InputError for a GeoPackage in a program without
/// GDAL.
std::vector<CensusCell> read_census_grid(const std::filesystem::path& file);

}  // namespace rurban
