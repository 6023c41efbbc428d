#pragma once
#include <cstdint>
#include <vector>

namespace twin {

/// A raster of whole numbers in a metric coordinate system; row 0 is the northernmost.
struct Grid {
  std::int32_t columns = 0, rows = 0;
  std::int32_t west_m = 0, south_m = 0, cell_m = 0;
  std::vector<std::int16_t> cells;  ///< rows x columns
};

/// True if both rasters have the same cells on the ground.
inline bool same_extent(const Grid& a, const Grid& b) {
  return a.columns == b.columns && a.rows == b.rows && a.west_m == b.west_m && a.south_m == b.south_m &&
         a.cell_m == b.cell_m;
}

inline bool contains(const Grid& grid, std::int32_t east_m, std::int32_t north_m) {
  const std::int64_t east = std::int64_t{east_m} - grid.west_m, north = std::int64_t{north_m} - grid.south_m;
  return east >= 0 && north >= 0 && east < std::int64_t{grid.columns} * grid.cell_m &&
         north < std::int64_t{grid.rows} * grid.cell_m;
}

}  // namespace twin
