#pragma once
#include <cstdint>
#include <vector>

#include "models/county/county.h"

namespace rurban::coverage {

/// The county's cells of the package's rasters, counted from north-west to south-east without those beyond the
/// border.
struct CountyCells {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::int32_t columns = 0, rows = 0, west_m = 0, south_m = 0, cell_m = 0;
  std::vector<std::uint32_t> index;           ///< by raster cell, row 0 northernmost; kNone beyond the border
  std::vector<std::uint32_t> raster;          ///< raster cell, by cell
  std::vector<std::int32_t> east_m, north_m;  ///< centre, by cell
  std::vector<double> land;                   ///< 1 on land, 0 on a lake or the sea, by cell

  std::size_t size() const { return east_m.size(); }
  /// kNone beyond the border.
  std::uint32_t at(double east_m, double north_m) const;
};
CountyCells county_cells(const Terrain& terrain);

/// Residents of the census by cell. A place's people lie around its centre as a bell, with the package's spread.
std::vector<double> persons_by_cell(const County& county, const CountyCells& cells);

/// A spiral of `count` spots around (0, 0), evenly over the disc of radius 1: sunflower seeds. Spots of a longer
/// spiral lie elsewhere.
struct Spot {
  double east = 0, north = 0;
};
std::vector<Spot> sunflower(int count);

}  // namespace rurban::coverage
