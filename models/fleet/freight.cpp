#include "models/fleet/freight.h"

#include <algorithm>
#include <cmath>

#include "models/transport/ways.h"

namespace rurban {
namespace {

constexpr double kThawDays = 42 * 5 / 7.0;  // weekdays from 20 April to 31 May

bool is_thaw(twin::Date day) {
  const std::chrono::year_month_day date(day);
  const unsigned month = static_cast<unsigned>(date.month());
  return month == 5 || (month == 4 && static_cast<unsigned>(date.day()) >= 20);
}

double metres_between(const FreightRoute::Stop& a, const FreightRoute::Stop& b) {
  return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
}

template <class List>
std::uint32_t nearest(const List& list, const FreightRoute::Stop& stop) {
  const auto distance = [&](const auto& item) {
    return std::hypot(item.east_m - stop.east_m, item.north_m - stop.north_m);
  };
  return static_cast<std::uint32_t>(
      std::min_element(list.begin(), list.end(),
                       [&](const auto& a, const auto& b) { return distance(a) < distance(b); }) -
      list.begin());
}

}  // namespace

const FreightRules& freight_rules(FreightRoute::Product product) {
  // Timber: weekdays, two shifts, a third of the usual loads in the thaw (0.2 to 0.6). Ore: every day, round the
  // clock less service; 55 km/h (45 to 65) on a line a tenth longer than straight from station to station.
  static constexpr FreightRules kTimber{VehicleKind::kTimberTruck, 250, 40, 0.35, 0, 1};
  static constexpr FreightRules kOre{VehicleKind::kOreTrain, 365, 150, 1, 55, 1.1};
  return product == FreightRoute::Product::kTimber ? kTimber : kOre;
}

FreightWay freight_way(const County& county, const CountyRoads& roads, const FreightRoute& route, Season season) {
  const FreightRules& rules = freight_rules(route.product);
  FreightWay way;
  way.municipality = county.places[nearest(county.places, route.stops.front())].municipality;
  way.loads_per_year = static_cast<double>(route.tonnes_per_year) * 1'000 / class_of(rules.kind).load_kg;
  if (route.product == FreightRoute::Product::kIronOre) {
    double metres = 0;
    for (std::size_t stop = 1; stop != route.stops.size(); ++stop)
      metres += metres_between(route.stops[stop - 1], route.stops[stop]) * rules.detour;
    way.loaded = {static_cast<std::int32_t>(std::lround(metres * 3'600 / rules.km_per_h)),
                  static_cast<std::int32_t>(std::lround(metres))};
  } else {
    way.from_node = nearest(county.road_nodes, route.stops.front());
    way.to_node = nearest(county.road_nodes, route.stops.back());
    // Cars' times, slower by a tenth: 80 km/h is the most for a truck with a trailer.
    const twin::TimeAndLength cost = roads.routes(season).distance(way.from_node, way.to_node);
    way.loaded = {static_cast<std::int32_t>(twin::ms_of(cost) * 1.1), twin::metres_of(cost)};
  }
  return way;
}

std::int64_t cycle_ms(const FreightRules& rules, const FreightWay& way) {
  return 2 * (std::int64_t{way.loaded.ms} + std::int64_t{rules.load_min} * 60'000);
}

FleetYear freight_year(const FreightRules& rules, const FreightWay& way) {
  FleetYear year;
  year.km = way.loads_per_year * 2 * way.loaded.metres / 1'000;
  year.empty_km = year.km / 2;
  year.hours = way.loads_per_year * static_cast<double>(cycle_ms(rules, way)) / 3'600'000;
  year.vehicles =
      static_cast<std::int32_t>(std::ceil(year.hours / rules.days_per_year / class_of(rules.kind).hours_per_day));
  return year;
}

double loads_on(const FreightRules& rules, const FreightWay& way, twin::Date day) {
  if (rules.days_per_year >= 365) return way.loads_per_year / 365;
  if (weekday_of(day) >= 5) return 0;
  const double usual = way.loads_per_year / (rules.days_per_year - kThawDays + kThawDays * rules.thaw_share);
  return is_thaw(day) ? usual * rules.thaw_share : usual;
}

}  // namespace rurban
