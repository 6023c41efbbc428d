#include "models/transport/county_service.h"

#include <cmath>

namespace rurban {

std::int32_t walking_seconds(double straight_m, const WalkingRules& rules) {
  return static_cast<std::int32_t>(std::ceil(straight_m * rules.detour / rules.metres_per_s));
}

std::vector<Walk> walks_between(std::span<const RoadNode> stops, const WalkingRules& rules) {
  std::vector<Walk> walks;
  for (std::size_t a = 0; a != stops.size(); ++a)
    for (std::size_t b = 0; b != stops.size(); ++b) {
      const double east = stops[a].east_m - stops[b].east_m, north = stops[a].north_m - stops[b].north_m;
      const double straight = std::sqrt(east * east + north * north);
      if (a == b || straight > rules.farthest_m) continue;
      walks.push_back(
          {static_cast<std::uint16_t>(a), static_cast<std::uint16_t>(b), walking_seconds(straight, rules)});
    }
  return walks;
}

DayService county_service(const County& county, int weekday, bool with_on_demand, const WalkingRules& rules) {
  DayService service;
  service.stops = static_cast<std::uint32_t>(county.road_nodes.size());
  service.walks = walks_between(county.road_nodes, rules);
  service.change_s = rules.change_s;
  for (const BusTrip& trip : county.bus_trips) {
    const BusPattern& pattern = county.bus_patterns[trip.pattern];
    if ((trip.weekdays >> weekday & 1) == 0 || (pattern.kind == "on-demand" && !with_on_demand)) continue;
    for (std::size_t stop = 1; stop != pattern.stops.size(); ++stop) {
      const BusStopTime &from = pattern.stops[stop - 1], &to = pattern.stops[stop];
      service.connections.push_back({static_cast<std::uint16_t>(from.node), static_cast<std::uint16_t>(to.node),
                                     service.trips, (trip.start_min + from.depart_min) * 60,
                                     (trip.start_min + to.arrive_min) * 60});
    }
    ++service.trips;
  }
  return service;
}

}  // namespace rurban
