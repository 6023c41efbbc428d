#include "models/transport/roads.h"

#include <algorithm>
#include <cmath>

namespace rurban {
namespace {

/// Mean distance of a place's people from its centre, where its services stand, as a part of the root mean square
/// distance: scattered normally in two directions, they lie sqrt(pi) / 2 of it away.
constexpr double kFromCentre = 0.8862;

template <class A, class B>
double apart_m(const A& a, const B& b) {
  const double east = a.east_m - b.east_m, north = a.north_m - b.north_m;
  return std::sqrt(east * east + north * north);
}

std::vector<RoadLink> links_of(const County& county, const DrivingRules& rules) {
  std::vector<RoadLink> links = county.road_links;
  for (std::uint32_t a = 0; a != county.road_nodes.size(); ++a)
    for (std::uint32_t b = a + 1; b != county.road_nodes.size(); ++b) {
      const double straight = apart_m(county.road_nodes[a], county.road_nodes[b]);
      if (straight > rules.same_road_m) continue;
      const auto metres = static_cast<std::int32_t>(std::lround(straight * rules.detour));
      links.push_back({a, b, std::max(metres, 1), 0, true});
    }
  return links;
}

twin::Network network_of(std::uint32_t nodes, const std::vector<RoadLink>& links) {
  std::vector<twin::Arc> arcs;
  for (const RoadLink& link : links) {
    arcs.push_back({link.from, link.to});
    arcs.push_back({link.to, link.from});
  }
  return {nodes, std::move(arcs)};
}

bool is_open(const RoadLink& link, Season season) {
  if (link.open == RoadLink::Open::kNever) return false;
  return link.open == RoadLink::Open::kAlways ||
         (link.open == RoadLink::Open::kSummer) == (season == Season::kSummer);
}

std::int32_t local_ms(double metres, const DrivingRules& rules) {
  return static_cast<std::int32_t>(std::lround(metres * 3600 / rules.local_km_per_h));
}

RoadAccess nearest_node(const County& county, const Place& place, const DrivingRules& rules) {
  RoadAccess access;
  double least = 1e18;
  for (std::uint32_t node = 0; node != county.road_nodes.size(); ++node) {
    const double straight = apart_m(county.road_nodes[node], place);
    if (straight >= least) continue;
    least = straight;
    access.node = node;
  }
  access.metres = static_cast<std::int32_t>(std::lround(least * rules.detour));
  access.ms = local_ms(access.metres, rules);
  return access;
}

}  // namespace

std::int32_t driving_ms(const RoadLink& link, const DrivingRules& rules) {
  struct Speeds {
    double least, usual, most;  // km/h
  };
  const Speeds speeds = link.length_m < 1'000   ? Speeds{30, 45, 60}
                        : link.length_m < 5'000 ? Speeds{45, 60, 80}
                                                : Speeds{60, 75, 100};
  const double bus = link.bus_time_s > 0 ? 3.6 * link.length_m / link.bus_time_s : 0;
  const double km_per_h = link.km_per_h > 0 ? link.km_per_h
                          : bus > 0         ? std::clamp(bus * rules.car_over_bus, speeds.least, speeds.most)
                                            : speeds.usual;
  return std::max(1, static_cast<std::int32_t>(std::lround(link.length_m * 3600 / km_per_h)));
}

CountyRoads::CountyRoads(const County& county, DrivingRules rules)
    : county_(county),
      rules_(rules),
      links_(links_of(county, rules)),
      factors_(links_.size(), 1),
      network_(network_of(static_cast<std::uint32_t>(county.road_nodes.size()), links_)),
      hierarchy_(network_) {
  access_.reserve(county.places.size());
  for (const Place& place : county.places) access_.push_back(nearest_node(county, place, rules));
  for (const Season season : {Season::kSummer, Season::kWinter})
    routes_[index(season)] = std::make_unique<twin::Routes<twin::TimeAndLength>>(network_, hierarchy_, costs(season));
  refresh();
}

std::vector<twin::TimeAndLength> CountyRoads::costs(Season season) const {
  const double factor = season == Season::kWinter ? 1 / rules_.winter_factor : 1;
  std::vector<twin::TimeAndLength> result;
  result.reserve(factors_.size() * 2);
  for (std::size_t link = 0; link != factors_.size(); ++link) {
    const RoadLink& road = links_[link];
    const auto ms = static_cast<std::int32_t>(std::lround(driving_ms(road, rules_) * factor * factors_[link]));
    const twin::TimeAndLength cost = is_open(road, season) && factors_[link] > 0
                                         ? twin::time_and_length(ms, road.length_m)
                                         : twin::kNoWay<twin::TimeAndLength>;
    result.insert(result.end(), 2, cost);
  }
  return result;
}

void CountyRoads::set_link(std::uint32_t link, double time_factor) {
  factors_[link] = time_factor;
  for (const Season season : {Season::kSummer, Season::kWinter}) routes_[index(season)]->set_costs(costs(season));
  refresh();
}

void CountyRoads::refresh() {
  std::vector<std::uint32_t> nodes;
  nodes.reserve(access_.size());
  for (const RoadAccess& access : access_) nodes.push_back(access.node);
  const std::size_t n = access_.size();
  for (const Season season : {Season::kSummer, Season::kWinter}) {
    std::vector<Drive>& drives = drives_[index(season)];
    drives.resize(n * n);
    const auto table = routes(season).table(nodes, nodes);
    for (std::size_t from = 0; from != n; ++from)
      for (std::size_t to = 0; to != n; ++to) {
        Drive& drive = drives[from * n + to];
        if (from == to) {
          drive.metres =
              static_cast<std::int32_t>(std::lround(county_.places[from].spread_m * kFromCentre * rules_.detour));
          drive.ms = local_ms(drive.metres, rules_);
        } else {
          drive.ms = access_[from].ms + twin::ms_of(table[from * n + to]) + access_[to].ms;
          drive.metres = access_[from].metres + twin::metres_of(table[from * n + to]) + access_[to].metres;
        }
      }
  }
}

std::optional<std::uint32_t> nearest_of(const CountyRoads& roads, std::uint32_t from,
                                        std::span<const std::uint32_t> places) {
  const auto ms = [&](std::uint32_t to) { return to == from ? -1 : roads.drive(Season::kSummer, from, to).ms; };
  const auto nearest =
      std::min_element(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) { return ms(a) < ms(b); });
  if (nearest == places.end()) return std::nullopt;
  return *nearest;
}

}  // namespace rurban
