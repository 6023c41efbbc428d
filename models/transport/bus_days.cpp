#include "models/transport/bus_days.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr DaySeconds kHour = 3600;

std::int16_t minutes_each_way(std::int64_t seconds) {
  return static_cast<std::int16_t>(
      std::min<std::int64_t>((seconds + 119) / 120, std::numeric_limits<std::int16_t>::max()));
}

}  // namespace

std::vector<Timetable::Goal> stops_near(const County& county, const Place& place, const WalkingRules& rules) {
  std::vector<Timetable::Goal> stops;
  for (std::uint32_t node = 0; node != county.road_nodes.size(); ++node) {
    const double east = county.road_nodes[node].east_m - place.east_m,
                 north = county.road_nodes[node].north_m - place.north_m;
    const double straight = std::sqrt(east * east + north * north);
    if (straight <= rules.farthest_m) stops.push_back({node, walking_seconds(straight, rules)});
  }
  return stops;
}

std::vector<Journey> from_place(const std::vector<Timetable::Goal>& stops,
                                const std::vector<std::vector<Journey>>& by_stop) {
  std::vector<Journey> all;
  for (const Timetable::Goal& stop : stops)
    for (const Journey& journey : by_stop[stop.stop])
      all.push_back({journey.departs - stop.seconds, journey.arrives});
  std::sort(all.begin(), all.end(), [](const Journey& a, const Journey& b) {
    return a.departs != b.departs ? a.departs > b.departs : a.arrives < b.arrives;
  });
  std::vector<Journey> best;
  for (const Journey& journey : all)
    if (best.empty() || journey.arrives < best.back().arrives) best.push_back(journey);
  return best;
}

BusTrips best_day(const std::vector<Journey>& there, const std::vector<Journey>& back) {
  constexpr std::int64_t kNoDay = std::numeric_limits<std::int64_t>::max();
  constexpr DaySeconds kStay = kHour, kWorkBegins = 8 * kHour + kHour / 2, kWorkEnds = 15 * kHour + kHour / 2;
  std::int64_t errand = kNoDay, work = kNoDay;
  for (const Journey& out : there)
    for (const Journey& home : back) {
      const std::int64_t under_way = (out.arrives - out.departs) + (home.arrives - home.departs);
      const std::int64_t stay = home.departs - out.arrives;
      if (out.departs >= 6 * kHour && home.arrives <= 21 * kHour && stay >= kStay)
        errand = std::min(errand, under_way + (stay - kStay) / 2);
      if (out.arrives <= kWorkBegins && home.departs >= kWorkEnds)
        work = std::min(work, under_way + (stay - (kWorkEnds - kWorkBegins)) / 2);
    }
  return {.errand = errand == kNoDay ? BusTrips::kNone : minutes_each_way(errand),
          .work = work == kNoDay ? BusTrips::kNone : minutes_each_way(work)};
}

BusDays::BusDays(const County& county, const WalkingRules& rules) : places_(county.places.size()) {
  std::vector<std::vector<Timetable::Goal>> stops;
  stops.reserve(places_);
  for (const Place& place : county.places) stops.push_back(stops_near(county, place, rules));
  for (const int weekday : {2, 5, 6}) {  // a Wednesday stands for Monday to Friday
    const Timetable timetable(county_service(county, weekday, true, rules));
    std::vector<std::vector<Journey>> journeys(places_ * places_);  // [from][to]
    twin::for_each_index(places_, [&](std::size_t to) {
      if (stops[to].empty()) return;
      const auto by_stop = timetable.journeys_to(stops[to]);
      for (std::size_t from = 0; from != places_; ++from)
        if (from != to) journeys[from * places_ + to] = from_place(stops[from], by_stop);
    });
    std::vector<BusTrips>& trips = trips_.emplace_back(places_ * places_);
    twin::for_each_index(places_, [&](std::size_t from) {
      for (std::size_t to = 0; to != places_; ++to)
        trips[from * places_ + to] = best_day(journeys[from * places_ + to], journeys[to * places_ + from]);
    });
  }
}

}  // namespace rurban
