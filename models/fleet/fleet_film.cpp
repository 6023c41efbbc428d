#include "models/fleet/fleet_film.h"

#include <cmath>
#include <optional>

#include "models/fleet/buses.h"
#include "twin/base/hash.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr std::uint64_t kRideAgents = twin::hash_name("fleet.ride"), kLoadAgents = twin::hash_name("fleet.load");
constexpr std::int32_t kDaySeconds = 86'400;

}  // namespace

FleetFilm::FleetFilm(const County& county, const CountyRoads& roads, twin::PhiloxKey key, twin::MotionDay& day)
    : county_(county),
      roads_(roads),
      key_(key),
      day_(day),
      season_(season_of(day.date)),
      pen_(county, roads, season_),
      dispatch_(day) {}

std::int32_t FleetFilm::whole(double expected, const twin::Draw& draw) {
  return static_cast<std::int32_t>(std::floor(expected + draw.uniform()));
}

void FleetFilm::rounds(std::span<const Task> tasks, bool (*is_shown)(VehicleKind)) {
  std::vector<TaskRounds> plans(tasks.size());
  twin::for_each_index(tasks.size(), [&](std::size_t t) { plans[t] = rounds_of(roads_, tasks[t], season_); });
  for (std::size_t t = 0; t != tasks.size(); ++t) {
    const Duty& duty = kDuties[tasks[t].duty];
    if (!is_shown(duty.kind)) continue;
    for (std::size_t round = 0; round != plans[t].rounds.size(); ++round) {
      if (!runs_on(duty, tasks[t].base + round, day_.date)) continue;
      pen_.begin_round(tasks[t].base, plans[t].rounds[round], tasks[t].stops);
      const std::uint32_t way = day_.add_way(pen_.points());
      for (std::int32_t shift = 0; shift != duty.shifts_per_day; ++shift)
        if (runs_in(duty, round, shift))
          dispatch_.add({duty.kind, tasks[t].base, way, duty.starts_min[static_cast<std::size_t>(shift)] * 60});
    }
  }
}

std::uint32_t FleetFilm::way_of(const BusPattern& pattern) {
  const RoadNode& first = county_.road_nodes[pattern.stops.front().node];
  pen_.begin_at(first.east_m, first.north_m);
  pen_.stay(pattern.stops.front().depart_min * 60'000);
  for (std::size_t stop = 1; stop != pattern.stops.size(); ++stop) {
    const BusStopTime &from = pattern.stops[stop - 1], &to = pattern.stops[stop];
    pen_.drive_between(from.node, to.node, (to.arrive_min - from.depart_min) * 60'000);
    if (stop + 1 != pattern.stops.size()) pen_.stay((to.depart_min - to.arrive_min) * 60'000);
  }
  return day_.add_way(pen_.points());
}

void FleetFilm::buses() {
  std::vector<std::optional<std::uint32_t>> ways(county_.bus_patterns.size());
  for (const BusBlock& block : bus_blocks(county_, roads_, weekday_of(day_.date), season_)) {
    const std::uint32_t mover = day_.add_mover(dispatch_.kind(VehicleKind::kBus));
    const BusTrip* before = nullptr;
    for (const std::uint32_t index : block.trips) {
      const BusTrip& trip = county_.bus_trips[index];
      if (before != nullptr) {
        const auto& done = county_.bus_patterns[before->pattern].stops.back();
        const std::uint32_t next = county_.bus_patterns[trip.pattern].stops.front().node;
        const Drive empty = empty_drive(county_, roads_, *before, trip, season_);
        if (empty.ms > 0) {
          const RoadNode& at = county_.road_nodes[done.node];
          pen_.begin_at(at.east_m, at.north_m);
          pen_.drive_between(done.node, next, empty.ms);
          day_.add_leg({mover, day_.add_way(pen_.points()), (before->start_min + done.arrive_min) * 60});
        }
      }
      auto& way = ways[trip.pattern];
      if (!way) way = way_of(county_.bus_patterns[trip.pattern]);
      day_.add_leg({mover, *way, trip.start_min * 60});
      before = &trip;
    }
  }
}

void FleetFilm::rides(std::span<const Riders> riders, std::span<const RideGoals> goals) {
  constexpr std::int32_t kFirstS = 8 * 3'600, kSpanS = 7 * 3'600;  // when one wants to be there; assumption: 7 to 16
  for (std::uint32_t home = 0; home != riders.size(); ++home)
    for (const RideRules& rules : kRides) {
      const auto draw = [&](std::uint32_t index) {
        const std::uint64_t agent = twin::combine(kRideAgents, static_cast<std::uint64_t>(rules.kind), home);
        return twin::Draw(key_, agent, twin::day_number(day_.date), index);
      };
      const double a_year = rides_per_year(rules, riders[home].residents, riders[home].old);
      const std::int32_t rides = whole(rides_on(rules, a_year, day_.date), draw(0));
      if (rides == 0) continue;
      // The taxi stands where the ride leads: it comes empty and goes back loaded, and later the other way round.
      const std::uint32_t goal = goals[home].of(rules.kind);
      const std::int32_t ms = roads_.drive(season_, home, goal).ms;
      pen_.begin_at_place(goal);
      if (goal == home) {
        pen_.wander(home, 2 * ms + kRideHandlingMin * 60'000);
      } else {
        pen_.drive_to(home);
        pen_.stay(kRideHandlingMin * 60'000);
        pen_.drive_to(goal);
      }
      const std::uint32_t way = day_.add_way(pen_.points());
      const std::int32_t there_s = pen_.ms() / 1'000;
      for (std::int32_t ride = 1; ride <= rides; ++ride) {
        const std::int32_t wanted =
            kFirstS + static_cast<std::int32_t>(draw(static_cast<std::uint32_t>(ride)).below(kSpanS));
        dispatch_.add({rules.kind, goal, way, std::max(0, wanted - there_s)});
        dispatch_.add({rules.kind, goal, way, std::max(wanted, there_s) + rules.stay_min * 60});
      }
    }
}

std::uint32_t FleetFilm::way_of(const FreightRoute& route, const FreightWay& way) {
  const std::int32_t load_ms = freight_rules(route.product).load_min * 60'000;
  if (route.product == FreightRoute::Product::kTimber) {
    const RoadNode& at = county_.road_nodes[way.from_node];
    pen_.begin_at(at.east_m, at.north_m);
    pen_.stay(load_ms);
    pen_.drive_between(way.from_node, way.to_node, way.loaded.ms);
    pen_.stay(load_ms);
    pen_.drive_between(way.to_node, way.from_node, way.loaded.ms);
    return day_.add_way(pen_.points());
  }
  const auto& stops = route.stops;
  std::vector<double> metres{0};
  for (std::size_t stop = 1; stop != stops.size(); ++stop)
    metres.push_back(metres.back() + std::hypot(stops[stop].east_m - stops[stop - 1].east_m,
                                                stops[stop].north_m - stops[stop - 1].north_m));
  const auto run = [&](std::size_t from, std::size_t to) {
    const double share = std::abs(metres[to] - metres[from]) / metres.back();
    pen_.go_to(stops[to].east_m, stops[to].north_m, static_cast<std::int32_t>(share * way.loaded.ms));
  };
  pen_.begin_at(stops.front().east_m, stops.front().north_m);
  pen_.stay(load_ms);
  for (std::size_t stop = 1; stop != stops.size(); ++stop) run(stop - 1, stop);
  pen_.stay(load_ms);
  for (std::size_t stop = stops.size(); --stop != 0;) run(stop, stop - 1);
  return day_.add_way(pen_.points());
}

void FleetFilm::freight() {
  constexpr std::int32_t kFirstTruckS = 4 * 3'600;  // assumption: 3 to 6 o'clock
  for (std::uint32_t r = 0; r != county_.freight_routes.size(); ++r) {
    const FreightRoute& route = county_.freight_routes[r];
    const FreightRules& rules = freight_rules(route.product);
    const FreightWay way = freight_way(county_, roads_, route, season_);
    const auto cycle_s = static_cast<std::int32_t>(cycle_ms(rules, way) / 1'000);
    const bool by_rail = route.product == FreightRoute::Product::kIronOre;
    const auto truck_s = static_cast<std::int32_t>(class_of(rules.kind).hours_per_day * 3'600);
    const std::int32_t first_s = by_rail ? 0 : kFirstTruckS;
    const std::int32_t span_s = by_rail ? kDaySeconds : std::max(1, truck_s - cycle_s);
    std::optional<std::uint32_t> drawn;
    for (const int days_ago : {1, 0}) {  // what set out yesterday may still be under way
      const twin::Date day = day_.date - std::chrono::days(days_ago);
      const auto draw = [&](std::uint32_t index) {
        return twin::Draw(key_, twin::combine(kLoadAgents, r), twin::day_number(day), index);
      };
      const std::int32_t loads = whole(loads_on(rules, way, day), draw(0));
      for (std::int32_t load = 0; load != loads; ++load) {
        const double turn = (load + draw(static_cast<std::uint32_t>(load) + 1).uniform()) / loads;
        const std::int32_t start_s = first_s + static_cast<std::int32_t>(turn * span_s) - days_ago * kDaySeconds;
        if (start_s + cycle_s <= 0) continue;
        if (!drawn) drawn = way_of(route, way);
        dispatch_.add({rules.kind, r, *drawn, start_s});
      }
    }
  }
}

}  // namespace rurban
