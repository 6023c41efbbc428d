#include "models/transport/ways.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rurban {
namespace {

// Corners at golden angles fill a disc evenly.
constexpr std::array<std::array<double, 2>, 8> kCorners{{{0.35, 0.0},
                                                         {-0.37, 0.34},
                                                         {0.05, -0.61},
                                                         {0.42, 0.56},
                                                         {-0.78, -0.13},
                                                         {0.74, -0.44},
                                                         {-0.29, 0.89},
                                                         {-0.34, -0.94}}};

}  // namespace

void WayPen::begin_at(std::int32_t east_m, std::int32_t north_m) {
  points_.assign(1, {east_m, north_m, 0});
}

void WayPen::begin_at_place(std::uint32_t place) {
  place_ = place;
  begin_at(county_.places[place].east_m, county_.places[place].north_m);
}

void WayPen::go_to(std::int32_t east_m, std::int32_t north_m, std::int32_t ms) {
  points_.push_back({east_m, north_m, this->ms() + ms});
}

void WayPen::stay(std::int32_t ms) {
  if (ms > 0) go_to(points_.back().east_m, points_.back().north_m, ms);
}

void WayPen::follow(std::uint32_t from_node, std::uint32_t to_node, std::int32_t ms) {
  const auto& routes = roads_.routes(season_);
  const std::int64_t whole = std::max(1, twin::ms_of(routes.distance(from_node, to_node)));
  const std::int32_t start = this->ms();
  const auto path = routes.path(from_node, to_node);
  if (path.empty()) {  // the only road is closed: as the crow flies, rather than nowhere
    const RoadNode& at = county_.road_nodes[to_node];
    return go_to(at.east_m, at.north_m, ms);
  }
  std::uint32_t node = from_node;
  for (const std::uint32_t arc : path) {
    node = roads_.network().arcs()[arc].to;
    const std::int64_t done = twin::ms_of(routes.distance(from_node, node));
    const RoadNode& at = county_.road_nodes[node];
    points_.push_back({at.east_m, at.north_m, start + static_cast<std::int32_t>(done * ms / whole)});
  }
  points_.back().ms = start + ms;
}

void WayPen::drive_to(std::uint32_t place) {
  if (place == place_) return;
  const RoadAccess &out = roads_.access(place_), &in = roads_.access(place);
  const RoadNode& first = county_.road_nodes[out.node];
  const std::int32_t between = roads_.drive(season_, place_, place).ms - out.ms - in.ms;
  go_to(first.east_m, first.north_m, out.ms);
  if (out.node != in.node) follow(out.node, in.node, between);
  go_to(county_.places[place].east_m, county_.places[place].north_m, in.ms);
  place_ = place;
}

void WayPen::drive_between(std::uint32_t from_node, std::uint32_t to_node, std::int32_t ms) {
  if (from_node == to_node)
    stay(ms);
  else
    follow(from_node, to_node, ms);
}

void WayPen::wander(std::uint32_t place, std::int32_t ms) {
  constexpr std::int32_t kStepMs = 240'000;  // a corner every four minutes: enough to see it move
  const Place& at = county_.places[place];
  const std::int32_t corners = ms / kStepMs;
  if (corners == 0 || at.spread_m == 0) return stay(ms);
  const std::int32_t step = ms / (corners + 1);
  const double reach_m = std::min<double>(at.spread_m, step * 0.005);  // from corner to corner at 36 km/h at most
  for (std::int32_t corner = 0; corner != corners; ++corner) {
    const auto& [east, north] = kCorners[static_cast<std::size_t>(corner) % kCorners.size()];
    go_to(at.east_m + static_cast<std::int32_t>(std::lround(east * reach_m)),
          at.north_m + static_cast<std::int32_t>(std::lround(north * reach_m)), step);
  }
  go_to(at.east_m, at.north_m, ms - step * corners);
}

void WayPen::begin_inside(std::uint32_t place, const std::array<double, 2>& direction, bool back) {
  const Place& at = county_.places[place];
  const double length = std::hypot(direction[0], direction[1]);
  const std::int32_t east_m = at.east_m + static_cast<std::int32_t>(std::lround(direction[0] / length * at.spread_m)),
                     north_m =
                         at.north_m + static_cast<std::int32_t>(std::lround(direction[1] / length * at.spread_m));
  const std::int32_t ms = roads_.drive(season_, place, place).ms;
  if (back) {
    begin_at(east_m, north_m);
    go_to(at.east_m, at.north_m, ms);
  } else {
    begin_at(at.east_m, at.north_m);
    go_to(east_m, north_m, ms);
  }
}

void WayPen::begin_round(std::uint32_t depot, const Round& round, std::span<const RoundStop> stops) {
  std::int64_t left = round.ms, drops = 0;
  std::uint32_t at = depot;
  const auto drive = [&](std::uint32_t to) {
    if (at != to) left -= roads_.drive(season_, at, to).ms;
    at = to;
  };
  for (const std::uint32_t stop : round.stops) {
    drive(stops[stop].place);
    drops += stops[stop].drops;
  }
  drive(depot);
  // What is not driving from place to place is spent in places, by their drops.
  begin_at_place(depot);
  for (const std::uint32_t stop : round.stops) {
    drive_to(stops[stop].place);
    const std::int64_t inside = left * stops[stop].drops / drops;
    wander(stops[stop].place, static_cast<std::int32_t>(inside));
    left -= inside;
    drops -= stops[stop].drops;
  }
  drive_to(depot);
}

std::uint32_t WayBook::between(std::uint32_t from, std::uint32_t to) {
  const auto [found, is_new] = ways_.try_emplace(from * places_ + to);
  if (is_new) {
    pen_.begin_at_place(from);
    pen_.drive_to(to);
    found->second = day_.add_way(pen_.points());
  }
  return found->second;
}

std::uint32_t WayBook::inside(std::uint32_t place, std::uint32_t bearing, bool back) {
  const std::size_t key = places_ * places_ + (std::size_t{place} * kBearings + bearing) * 2 + back;
  const auto [found, is_new] = ways_.try_emplace(key);
  if (is_new) {
    pen_.begin_inside(place, kCorners[bearing % kCorners.size()], back);
    found->second = day_.add_way(pen_.points());
  }
  return found->second;
}

Season season_of(twin::Date date) {
  const int month = twin::month_of(date) % 12;  // 0 January
  return month < 3 || month >= 9 ? Season::kWinter : Season::kSummer;
}

int weekday_of(twin::Date date) {
  return static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1;
}

}  // namespace rurban
