#include "models/network/changes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace rurban {
namespace {

constexpr double kOneRoad_m = 1'000, kFarthest_m = 10'000;

/// Distance of a spot from a straight line between two nodes.
double distance_m(const RoadNode& a, const RoadNode& b, NetworkChanges::Spot spot) {
  const double dx = b.east_m - a.east_m, dy = b.north_m - a.north_m;
  const double length2 = dx * dx + dy * dy;
  const double along =
      length2 == 0
          ? 0
          : std::clamp(((spot.east_m - a.east_m) * dx + (spot.north_m - a.north_m) * dy) / length2, 0.0, 1.0);
  return std::hypot(spot.east_m - (a.east_m + along * dx), spot.north_m - (a.north_m + along * dy));
}

double distance_m(const County& county, const RoadLink& link, NetworkChanges::Spot spot) {
  return distance_m(county.road_nodes[link.from], county.road_nodes[link.to], spot);
}

/// How many of the first `count` stay at so many per cent, rounded.
std::int64_t share_of(std::int64_t count, std::int64_t percent) {
  return (count * percent + 50) / 100;
}

bool uses(const BusPattern& pattern, const RoadLink& link) {
  for (std::size_t stop = 1; stop < pattern.stops.size(); ++stop) {
    const std::uint32_t a = pattern.stops[stop - 1].node, b = pattern.stops[stop].node;
    if ((a == link.from && b == link.to) || (a == link.to && b == link.from)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> bus_lines(const County& county) {
  std::vector<std::string> lines;
  for (const BusPattern& pattern : county.bus_patterns)
    if (std::find(lines.begin(), lines.end(), pattern.line) == lines.end()) lines.push_back(pattern.line);
  return lines;
}

std::vector<std::uint32_t> road_at(const County& county, NetworkChanges::Spot spot) {
  double least = kFarthest_m;
  std::vector<double> distances;
  for (const RoadLink& link : county.road_links) {
    distances.push_back(distance_m(county, link, spot));
    least = std::min(least, distances.back());
  }
  std::vector<std::uint32_t> road;
  for (std::uint32_t link = 0; link != distances.size(); ++link)
    if (distances[link] < kFarthest_m && distances[link] <= least + kOneRoad_m) road.push_back(link);
  return road;
}

std::uint32_t node_at(const County& county, NetworkChanges::Spot spot) {
  const auto distance = [&](const RoadNode& node) {
    return std::hypot(node.east_m - spot.east_m, node.north_m - spot.north_m);
  };
  const auto nearest =
      std::min_element(county.road_nodes.begin(), county.road_nodes.end(),
                       [&](const RoadNode& a, const RoadNode& b) { return distance(a) < distance(b); });
  return static_cast<std::uint32_t>(nearest - county.road_nodes.begin());
}

std::int32_t built_metres(const County& county, std::uint32_t from, std::uint32_t to) {
  constexpr double kDetour = 1.1;
  const RoadNode &a = county.road_nodes[from], &b = county.road_nodes[to];
  return static_cast<std::int32_t>(std::lround(kDetour * std::hypot(a.east_m - b.east_m, a.north_m - b.north_m)));
}

std::vector<BusTrip> thinned(const County& county, const std::vector<BusTrip>& trips, std::int32_t percent) {
  using Group = std::tuple<std::uint32_t, std::uint8_t>;  // first stop, days
  std::map<Group, std::vector<BusTrip>> groups;
  for (const BusTrip& trip : trips)
    groups[{county.bus_patterns[trip.pattern].stops.front().node, trip.weekdays}].push_back(trip);
  std::vector<BusTrip> result;
  for (auto& [group, members] : groups) {
    std::stable_sort(members.begin(), members.end(),
                     [](const BusTrip& a, const BusTrip& b) { return a.start_min < b.start_min; });
    for (std::size_t i = 0; i != members.size(); ++i) {
      const auto at = static_cast<std::int64_t>(i);
      const std::int64_t wanted = share_of(at + 1, percent) - share_of(at, percent);
      if (wanted == 0) continue;  // never at 100 % and more
      result.push_back(members[i]);
      const std::int32_t room = i + 1 != members.size() ? members[i + 1].start_min - members[i].start_min : 120;
      for (std::int64_t more = 1; more < wanted; ++more) {
        BusTrip extra = members[i];
        extra.start_min += static_cast<std::int32_t>(room * more / wanted);
        if (extra.start_min < 24 * 60) result.push_back(extra);
      }
    }
  }
  return result;
}

County changed(const County& county, const NetworkChanges& changes) {
  County result = county;
  for (const NetworkChanges::Spot& spot : changes.closed)
    for (const std::uint32_t link : road_at(county, spot)) result.road_links[link].open = RoadLink::Open::kNever;
  for (const NetworkChanges::Road& road : changes.built) {
    RoadLink link;
    link.from = node_at(county, road.from);
    link.to = node_at(county, road.to);
    link.length_m = built_metres(county, link.from, link.to);
    link.km_per_h = road.km_per_h;
    link.estimated = true;
    result.road_links.push_back(link);
  }
  if (!changes.line_percent.empty()) {
    const std::vector<std::string> lines = bus_lines(county);
    std::vector<BusTrip> trips;
    for (std::size_t line = 0; line != lines.size(); ++line) {
      std::vector<BusTrip> own;
      for (const BusTrip& trip : county.bus_trips)
        if (county.bus_patterns[trip.pattern].line == lines[line]) own.push_back(trip);
      if (changes.line_percent[line] != 100) own = thinned(county, own, changes.line_percent[line]);
      trips.insert(trips.end(), own.begin(), own.end());
    }
    result.bus_trips = std::move(trips);
  }
  std::vector<bool> cancelled(county.bus_patterns.size());
  for (const RoadLink& link : result.road_links)
    if (link.open == RoadLink::Open::kNever)
      for (std::size_t pattern = 0; pattern != cancelled.size(); ++pattern)
        cancelled[pattern] = cancelled[pattern] || uses(county.bus_patterns[pattern], link);
  std::erase_if(result.bus_trips, [&](const BusTrip& trip) { return cancelled[trip.pattern]; });
  return result;
}

}  // namespace rurban
