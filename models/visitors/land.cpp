#include "models/visitors/land.h"

#include <cstdint>

namespace rurban::visitors {
namespace {

constexpr std::int32_t kReach = 3'000;  // m; assumption: 2,000 to 5,000, a facility's own surroundings

/// Mean of a raster's cells whose middles lie within reach; `otherwise` if there are none.
double mean_around(const Grid& grid, const Place& place, double otherwise) {
  const std::int64_t north_edge = grid.south_m + std::int64_t{grid.rows} * grid.cell_m;
  std::int64_t sum = 0, count = 0;
  const std::int32_t cells = kReach / grid.cell_m + 1;
  const std::int64_t column = (place.east_m - grid.west_m) / grid.cell_m,
                     row = (north_edge - place.north_m) / grid.cell_m;
  for (std::int64_t y = row - cells; y <= row + cells; ++y)
    for (std::int64_t x = column - cells; x <= column + cells; ++x) {
      if (x < 0 || y < 0 || x >= grid.columns || y >= grid.rows) continue;
      const std::int64_t east = grid.west_m + x * grid.cell_m + grid.cell_m / 2 - place.east_m,
                         north = north_edge - y * grid.cell_m - grid.cell_m / 2 - place.north_m;
      if (east * east + north * north > std::int64_t{kReach} * kReach) continue;
      sum += grid.cells[static_cast<std::size_t>(y * grid.columns + x)];
      ++count;
    }
  return count == 0 ? otherwise : static_cast<double>(sum) / static_cast<double>(count);
}

}  // namespace

std::vector<Land> land_around_places(const County& county) {
  std::vector<Land> result(county.places.size());
  if (!county.terrain) return result;
  for (std::size_t place = 0; place != result.size(); ++place) {
    const Place& here = county.places[place];
    result[place].water = mean_around(county.terrain->inland_water_percent, here, 0) / 100;
    result[place].fells = mean_around(county.terrain->elevation_mean_m, here, 0) >= kFellsFrom;
  }
  return result;
}

}  // namespace rurban::visitors
