#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/geo/grid.h"

namespace viz {

/// What a base map is drawn from; carried in every recording, so that a replay needs no other file. SWEREF 99 TM.
struct MapData {
  struct Road {
    std::int32_t east_a = 0, north_a = 0, east_b = 0, north_b = 0;
  };
  struct Name {
    std::string text;
    std::int32_t east_m = 0, north_m = 0;
    std::int32_t weight = 0;  ///< heavier names are drawn first: residents
  };

  twin::Grid elevation_m, land_cover, water_percent, municipality;  ///< of one extent; without cells where unknown
  std::vector<Road> roads;
  std::vector<Name> names;

  std::vector<std::byte> pack() const;
  /// Nothing if the bytes are none of ours.
  static std::optional<MapData> unpack(std::span<const std::byte> bytes);

  /// West, south, east and north of all that there is.
  struct Extent {
    double west = 0, south = 0, east = 1, north = 1;
  };
  Extent extent() const;
};

/// The name nearest to a point, or its coordinates where no name is within 30 km.
std::string nearest_name(const MapData& map, double east_m, double north_m);

}  // namespace viz
