#include "tools/session.h"

namespace tools {

viz::MapData map_of(const rurban::County& county) {
  viz::MapData map;
  if (county.terrain) {
    map.elevation_m = county.terrain->elevation_mean_m;
    map.land_cover = county.terrain->land_cover;
    map.water_percent = county.terrain->inland_water_percent;
    map.municipality = county.terrain->municipality;
  }
  for (const rurban::RoadLink& link : county.road_links) {
    const rurban::RoadNode &a = county.road_nodes[link.from], &b = county.road_nodes[link.to];
    map.roads.push_back({a.east_m, a.north_m, b.east_m, b.north_m});
  }
  for (const rurban::Place& place : county.places)
    map.names.push_back({place.name, place.east_m, place.north_m, place.census.residents});
  return map;
}

}  // namespace tools
