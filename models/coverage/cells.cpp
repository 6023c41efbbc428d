#include "models/coverage/cells.h"

#include <cmath>

#include "twin/base/math.h"

namespace rurban::coverage {
namespace {

constexpr std::int16_t kSea = 0, kLake = 1;  // classes of land_cover.asc
constexpr int kSpotsPerPlace = 64;

}  // namespace

std::uint32_t CountyCells::at(double east, double north) const {
  const double column = std::floor((east - west_m) / cell_m), up = std::floor((north - south_m) / cell_m);
  if (column < 0 || up < 0 || column >= columns || up >= rows) return kNone;
  const auto row = static_cast<std::size_t>(rows - 1 - static_cast<std::int32_t>(up));
  return index[row * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
}

CountyCells county_cells(const Terrain& terrain) {
  const Grid& inside = terrain.municipality;
  CountyCells cells{inside.columns, inside.rows, inside.west_m, inside.south_m, inside.cell_m, {}, {}, {}, {}, {}};
  cells.index.assign(inside.cells.size(), CountyCells::kNone);
  for (std::size_t raster = 0; raster != inside.cells.size(); ++raster) {
    if (inside.cells[raster] == 0) continue;
    cells.index[raster] = static_cast<std::uint32_t>(cells.size());
    cells.raster.push_back(static_cast<std::uint32_t>(raster));
    const auto column = static_cast<std::int32_t>(raster) % inside.columns,
               row = static_cast<std::int32_t>(raster) / inside.columns;
    cells.east_m.push_back(inside.west_m + column * inside.cell_m + inside.cell_m / 2);
    cells.north_m.push_back(inside.south_m + (inside.rows - 1 - row) * inside.cell_m + inside.cell_m / 2);
    const std::int16_t cover = terrain.land_cover.cells[raster];
    cells.land.push_back(cover == kSea || cover == kLake ? 0 : 1);
  }
  return cells;
}

std::vector<Spot> sunflower(int count) {
  // Turned from seed to seed by the golden angle, 137.508 degrees.
  constexpr double kCos = -0.7373688780783197, kSin = 0.6754902942615238;
  std::vector<Spot> spots;
  double east = 1, north = 0;
  for (int i = 0; i != count; ++i) {
    const double radius = std::sqrt((i + 0.5) / count);
    spots.push_back({radius * east, radius * north});
    const double turned = east * kCos - north * kSin;
    north = east * kSin + north * kCos;
    east = turned;
  }
  return spots;
}

std::vector<double> persons_by_cell(const County& county, const CountyCells& cells) {
  std::vector<double> persons(cells.size());
  for (const Place& place : county.places) {
    const double each = static_cast<double>(place.census.residents) / kSpotsPerPlace;
    for (const Spot& spot : sunflower(kSpotsPerPlace)) {
      // From a disc to a bell of mean square distance 1: the share of people within r is 1 - exp(-r^2).
      const double within = spot.east * spot.east + spot.north * spot.north;
      const double stretch = place.spread_m * std::sqrt(-twin::log(1 - within) / within);
      std::uint32_t cell = cells.at(place.east_m + stretch * spot.east, place.north_m + stretch * spot.north);
      if (cell == CountyCells::kNone) cell = cells.at(place.east_m, place.north_m);
      if (cell != CountyCells::kNone) persons[cell] += each;
    }
  }
  return persons;
}

}  // namespace rurban::coverage
