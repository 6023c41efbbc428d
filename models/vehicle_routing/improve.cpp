#include "models/vehicle_routing/improve.h"

#include <algorithm>

#include "models/vehicle_routing/regroup.h"
#include "twin/base/draw.h"
#include "twin/base/parallel.h"

namespace rurban::vrp {
namespace {

constexpr twin::Stream kCentre{"vehicle_routing.improve"};

/// Some vehicles from their frozen stops on, as a problem of its own.
struct Group {
  std::vector<std::uint32_t> vehicles;             ///< of the fleet
  std::vector<std::uint32_t> requests;             ///< the same
  std::vector<std::vector<std::uint32_t>> duties;  ///< by vehicle of the group; its duties that are left
  std::vector<std::vector<Visit>> frozen;          ///< by vehicle of the group
  Problem problem;
  Plan plan;
};

Visit renumbered(Visit visit, std::size_t index) {
  visit.index = static_cast<std::uint32_t>(index);
  return visit;
}

/// The vehicle as it is after the frozen stops.
Vehicle after_frozen(const Fleet& fleet, std::uint32_t v, std::size_t frozen) {
  Vehicle vehicle = fleet.vehicle(v);
  vehicle.duties.clear();
  if (frozen == 0) return vehicle;
  const Route& route = fleet.route(v);
  const auto stops = route.stops().first(frozen);
  if (vehicle.most_duration < kNoLimit) {
    const Ticks leaves = fleet.begin(v, 0) - fleet.problem().hops(vehicle.start, stops[0].task.node).ticks;
    vehicle.latest = std::min(vehicle.latest, leaves + vehicle.most_duration);
    vehicle.most_duration = kNoLimit;
  }
  vehicle.start = stops.back().task.node;
  vehicle.earliest = fleet.begin(v, frozen - 1) + stops.back().task.service;
  vehicle.load = route.load(frozen - 1);
  vehicle.out = true;
  if (std::any_of(stops.begin(), stops.end(), [](const Stop& s) { return s.visit.kind != Visit::Kind::kDuty; }))
    vehicle.fixed = 0;
  return vehicle;
}

void add_vehicle(Group& group, const Fleet& fleet, std::uint32_t v) {
  const Route& route = fleet.route(v);
  const std::size_t frozen = fleet.frozen(v);
  const auto here = static_cast<std::uint32_t>(group.vehicles.size());
  const auto visits = route.visits();
  group.vehicles.push_back(v);
  group.problem.vehicles.push_back(after_frozen(fleet, v, frozen));
  group.frozen.emplace_back(visits.begin(), visits.begin() + static_cast<std::ptrdiff_t>(frozen));
  std::vector<std::uint32_t>& duties = group.duties.emplace_back();
  std::vector<Visit>& plan = group.plan.routes.emplace_back();
  for (std::size_t s = frozen; s != visits.size(); ++s) {
    const Visit visit = visits[s];
    if (visit.kind == Visit::Kind::kDuty) {
      plan.push_back(renumbered(visit, duties.size()));
      duties.push_back(visit.index);
      group.problem.vehicles.back().duties.push_back(fleet.vehicle(v).duties[visit.index]);
      continue;
    }
    const auto known = std::find(group.requests.begin(), group.requests.end(), visit.index);
    plan.push_back(renumbered(visit, static_cast<std::size_t>(known - group.requests.begin())));
    if (known != group.requests.end()) continue;
    group.requests.push_back(visit.index);
    Request request = fleet.problem().requests[visit.index];
    request.vehicle = here;
    request.unserved = kNever;
    if (visit.kind == Visit::Kind::kDelivery && !request.aboard) {
      const auto pickup = std::find(visits.begin(), visits.end(), Visit{Visit::Kind::kPickup, visit.index});
      const auto off = fleet.begin(v, static_cast<std::size_t>(pickup - visits.begin())) + request.pickup.service;
      request.aboard = true;
      if (request.most_ride < kNoLimit)
        request.delivery.latest = std::min(request.delivery.latest, off + request.most_ride);
    }
    group.problem.requests.push_back(request);
  }
}

/// Takes the group's plan if it is cheaper. Returns by how much.
Cost apply(const Group& group, Fleet& fleet) {
  if (!group.plan.unserved.empty()) return 0;
  std::vector<std::vector<Visit>> routes = group.frozen;
  Cost gain = 0;
  for (std::size_t i = 0; i != routes.size(); ++i) {
    for (const Visit visit : group.plan.routes[i])
      routes[i].push_back(renumbered(
          visit, visit.kind == Visit::Kind::kDuty ? group.duties[i][visit.index] : group.requests[visit.index]));
    const Route route(fleet.problem(), group.vehicles[i], routes[i]);
    if (!route.feasible()) return 0;
    gain += fleet.route(group.vehicles[i]).cost() - route.cost();
  }
  if (gain <= 0) return 0;
  for (std::size_t i = 0; i != routes.size(); ++i) fleet.assign(group.vehicles[i], std::move(routes[i]));
  return gain;
}

/// Where something could be planned otherwise: stops beyond the frozen ones that are no duties.
struct Loose {
  std::uint32_t vehicle = 0;
  std::size_t stop = 0;
};
std::vector<Loose> loose_stops(const Fleet& fleet) {
  std::vector<Loose> stops;
  for (std::uint32_t v = 0; v != fleet.size(); ++v)
    for (std::size_t s = fleet.frozen(v); s != fleet.route(v).size(); ++s)
      if (fleet.route(v).stops()[s].visit.kind != Visit::Kind::kDuty) stops.push_back({v, s});
  return stops;
}

/// How far a vehicle is from a node at a moment, in ticks: the least of the way from a stop of its and the time
/// between.
Ticks distance(const Fleet& fleet, std::uint32_t v, std::uint32_t node, Ticks moment) {
  const Route& route = fleet.route(v);
  const auto ways = fleet.ways_to(node);
  const Vehicle& vehicle = fleet.vehicle(v);
  Ticks least = ways[vehicle.start].ticks + std::max(0, vehicle.earliest - moment);
  for (std::size_t s = 0; s != route.size(); ++s)
    least = std::min(least, ways[route.stops()[s].task.node].ticks + std::abs(fleet.begin(v, s) - moment));
  return least;
}

/// The vehicles of groups that share none: those nearest to a stop that is drawn.
std::vector<std::vector<std::uint32_t>> drawn_groups(const Fleet& fleet, const ImproveRules& rules,
                                                     std::uint32_t round) {
  const std::vector<Loose> loose = loose_stops(fleet);
  std::vector<char> taken(fleet.size());
  std::vector<std::vector<std::uint32_t>> groups;
  const twin::PhiloxKey key = twin::draw_key(rules.seed, kCentre.hash);
  for (std::uint32_t g = 0; g != rules.groups && !loose.empty(); ++g) {
    const auto [centre, stop] = loose[twin::Draw(key, g, round).below(static_cast<std::uint32_t>(loose.size()))];
    if (taken[centre]) continue;
    const std::uint32_t node = fleet.route(centre).stops()[stop].task.node;
    const Ticks moment = fleet.begin(centre, stop);
    std::vector<std::pair<Ticks, std::uint32_t>> near;
    for (std::uint32_t v = 0; v != fleet.size(); ++v)
      if (!taken[v]) near.emplace_back(v == centre ? -1 : distance(fleet, v, node, moment), v);
    const std::size_t size = std::min<std::size_t>(rules.vehicles, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(size), near.end());
    std::vector<std::uint32_t>& group = groups.emplace_back();
    for (std::size_t i = 0; i != size; ++i) {
      group.push_back(near[i].second);
      taken[near[i].second] = 1;
    }
  }
  return groups;
}

}  // namespace

Improvement improve(Fleet& fleet, const ImproveRules& rules) {
  Improvement result;
  for (std::uint32_t round = 0; round != rules.rounds; ++round) {
    std::vector<Group> groups;
    for (const auto& vehicles : drawn_groups(fleet, rules, round)) {
      Group& group = groups.emplace_back();
      group.problem.hops = fleet.problem().hops;
      for (const std::uint32_t v : vehicles) add_vehicle(group, fleet, v);
    }
    twin::for_each_index(groups.size(), [&](std::size_t g) {
      const std::uint64_t seed = twin::combine(rules.seed, std::uint64_t{round} * rules.groups + g);
      groups[g].plan = regrouped(groups[g].problem, groups[g].plan, rules.iterations, seed);
    });
    for (const Group& group : groups) {
      const Cost gain = apply(group, fleet);
      result += {gain, 1, gain > 0};
    }
  }
  return result;
}

}  // namespace rurban::vrp
