#include "viz/core/map_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "twin/base/bytes.h"
#include "twin/io/text_file.h"

namespace viz {
namespace {

void put(twin::ByteWriter& out, const twin::Grid& grid) {
  for (const std::int32_t number : {grid.columns, grid.rows, grid.west_m, grid.south_m, grid.cell_m})
    out.value(number);
  out.list(std::span(grid.cells));
}

twin::Grid take_grid(twin::ByteReader& in) {
  twin::Grid grid;
  for (std::int32_t* number : {&grid.columns, &grid.rows, &grid.west_m, &grid.south_m, &grid.cell_m})
    *number = in.value<std::int32_t>();
  grid.cells = in.list<std::int16_t>();
  return grid;
}

/// Half the way round the Earth: no coordinate is farther, and differences stay within 32 bits.
constexpr std::int32_t kFarthest_m = 20'000'000;

bool is_sound(std::initializer_list<std::int32_t> coordinates) {
  return std::all_of(coordinates.begin(), coordinates.end(),
                     [](std::int32_t metres) { return metres >= -kFarthest_m && metres <= kFarthest_m; });
}

bool is_sound(const twin::Grid& grid) {
  const bool any = !grid.cells.empty();
  return (any ? grid.columns > 0 && grid.rows > 0 && grid.cell_m > 0 : grid.columns == 0 && grid.rows == 0) &&
         is_sound({grid.west_m, grid.south_m, grid.cell_m}) &&
         std::size_t(grid.columns) * std::size_t(grid.rows) == grid.cells.size();
}

}  // namespace

std::vector<std::byte> MapData::pack() const {
  std::vector<std::byte> bytes;
  twin::ByteWriter out(bytes);
  for (const twin::Grid* grid : {&elevation_m, &land_cover, &water_percent, &municipality}) put(out, *grid);
  out.list(std::span(roads));
  out.value(static_cast<std::uint32_t>(names.size()));
  for (const Name& name : names) {
    out.text(name.text);
    for (const std::int32_t number : {name.east_m, name.north_m, name.weight}) out.value(number);
  }
  return bytes;
}

std::optional<MapData> MapData::unpack(std::span<const std::byte> bytes) {
  twin::ByteReader in(bytes);
  MapData data;
  for (twin::Grid* grid : {&data.elevation_m, &data.land_cover, &data.water_percent, &data.municipality})
    *grid = take_grid(in);
  data.roads = in.list<Road>();
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t name = 0; in.good() && name < count; ++name) {
    Name& read = data.names.emplace_back();
    read.text = in.text();
    for (std::int32_t* number : {&read.east_m, &read.north_m, &read.weight}) *number = in.value<std::int32_t>();
  }
  if (!in.done()) return std::nullopt;
  for (const twin::Grid* grid : {&data.elevation_m, &data.water_percent, &data.municipality})
    if (!is_sound(*grid) || !same_extent(*grid, data.land_cover)) return std::nullopt;
  if (!is_sound(data.land_cover)) return std::nullopt;
  for (const Road& road : data.roads)
    if (!is_sound({road.east_a, road.north_a, road.east_b, road.north_b})) return std::nullopt;
  for (const Name& name : data.names)
    if (!is_sound({name.east_m, name.north_m}) || !twin::is_utf8(name.text)) return std::nullopt;
  return data;
}

MapData::Extent MapData::extent() const {
  Extent extent{1e12, 1e12, -1e12, -1e12};
  const auto take = [&](double east, double north) {
    extent = {std::min(extent.west, east), std::min(extent.south, north), std::max(extent.east, east),
              std::max(extent.north, north)};
  };
  const twin::Grid& grid = municipality;
  for (std::int32_t row = 0; row != grid.rows; ++row)
    for (std::int32_t column = 0; column != grid.columns; ++column)
      if (grid.cells[std::size_t(row) * std::size_t(grid.columns) + std::size_t(column)] != 0) {
        const double east = grid.west_m + 1.0 * column * grid.cell_m,
                     north = grid.south_m + 1.0 * (grid.rows - 1 - row) * grid.cell_m;
        take(east, north);
        take(east + grid.cell_m, north + grid.cell_m);
      }
  if (extent.west > extent.east)
    for (const Name& name : names) take(name.east_m, name.north_m);
  if (extent.west > extent.east) return {};
  constexpr double kMargin = 5'000;
  return {extent.west - kMargin, extent.south - kMargin, extent.east + kMargin, extent.north + kMargin};
}

std::string nearest_name(const MapData& map, double east_m, double north_m) {
  double least = 30'000;
  std::string name = fmt::format("{:.0f}, {:.0f}", east_m, north_m);
  for (const MapData::Name& place : map.names) {
    const double distance = std::hypot(place.east_m - east_m, place.north_m - north_m);
    if (distance >= least) continue;
    least = distance;
    name = place.text;
  }
  return name;
}

}  // namespace viz
