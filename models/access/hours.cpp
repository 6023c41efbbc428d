#include "models/access/hours.h"

#include <algorithm>

#include "models/transport/bus_days.h"
#include "models/transport/nearest.h"
#include "twin/base/parallel.h"

namespace rurban {

std::vector<ByHour> minutes_by_hour(const County& county, const CountyRoads& roads, const Timetable& timetable,
                                    std::span<const std::uint32_t> goals, const WalkingRules& rules) {
  std::vector<Timetable::Goal> stops;
  for (const std::uint32_t goal : goals)
    for (const Timetable::Goal& stop : stops_near(county, county.places[goal], rules)) stops.push_back(stop);
  const auto by_stop = timetable.journeys_to(stops);

  std::vector<ByHour> result(county.places.size());
  twin::for_each_index(result.size(), [&](std::size_t place) {
    const auto from = static_cast<std::uint32_t>(place);
    std::int32_t on_foot = kFarMinutes;
    for (const std::uint32_t goal : goals)
      on_foot = std::min(on_foot, walking_minutes(roads.drive(Season::kSummer, from, goal).metres));
    const auto journeys = from_place(stops_near(county, county.places[place], rules), by_stop);
    for (std::size_t hour = 0; hour != result[place].size(); ++hour) {
      const auto leaves = static_cast<DaySeconds>(hour) * 3'600;
      const DaySeconds arrives = arrival_of(journeys, leaves);
      const std::int32_t by_bus = arrives == kNever ? kFarMinutes : (arrives - leaves + 59) / 60;
      const std::int32_t least = std::min(on_foot, by_bus);
      result[place][hour] = least >= kFarMinutes ? kOutOfReach : static_cast<std::int16_t>(least);
    }
  });
  return result;
}

}  // namespace rurban
