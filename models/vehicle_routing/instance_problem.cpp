#include "models/vehicle_routing/instance_problem.h"

#include <algorithm>
#include <cmath>

namespace rurban::vrp {
namespace {

constexpr double kSameTick = 1e-6;  // 0.1 + 0.2 is no later than 0.3

class Clock {
 public:
  explicit Clock(const Instance& instance) : scale_(instance.scale) {}
  Ticks up(double time) const { return static_cast<Ticks>(std::ceil(time * scale_ - kSameTick)); }
  Ticks down(double time) const {
    const double ticks = std::floor(time * scale_ + kSameTick);
    return ticks < kNoLimit ? static_cast<Ticks>(ticks) : kNoLimit;
  }
  std::int32_t nearest(double length) const { return static_cast<std::int32_t>(std::lround(length * scale_)); }
  Task task(std::uint32_t node, const InstanceTask& t) const {
    return {node, up(t.earliest), down(t.latest), up(t.service)};
  }

 private:
  double scale_;
};

bool same_place(const InstanceTask& a, const InstanceTask& b) {
  return a.x == b.x && a.y == b.y;
}

/// Nodes have the tasks' numbers; an end depot that stands elsewhere comes last.
Hops hops_of(const Instance& instance, const Clock& clock) {
  std::vector<InstanceTask> places = instance.tasks;
  if (!same_place(instance.end, places.front())) places.push_back(instance.end);
  std::vector<Hop> hops;
  hops.reserve(places.size() * places.size());
  for (std::size_t from = 0; from != places.size(); ++from)
    for (std::size_t to = 0; to != places.size(); ++to) {
      const double way = distance(places[from], places[to]);
      const bool leaves_depot = (from == 0) != (to == 0) && instance.kind == InstanceKind::kDeliveryFromDepot;
      hops.push_back({std::max(clock.up(way), leaves_depot ? 1 : 0), clock.nearest(way)});
    }
  return {static_cast<std::uint32_t>(places.size()), std::move(hops)};
}

/// Whether the row begins a request: a pick-up, or a customer who is served from the depot.
bool begins_request(const Instance& instance, std::uint32_t task) {
  const InstanceTask& t = instance.tasks[task];
  return t.partner == 0 || t.load > 0 || (t.load == 0 && task < t.partner);
}

/// The tasks that begin requests, by request.
std::vector<std::uint32_t> firsts(const Instance& instance) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t task = 1; task <= instance.count(); ++task)
    if (begins_request(instance, task)) result.push_back(task);
  return result;
}

}  // namespace

Problem problem_of(const Instance& instance, std::uint32_t vehicles) {
  const Clock clock(instance);
  Problem problem;
  problem.hops = hops_of(instance, clock);
  const InstanceTask& depot = instance.tasks.front();
  const Ticks begin = clock.up(depot.earliest);
  const Ticks ride = clock.down(instance.most_ride);
  for (const std::uint32_t first : firsts(instance)) {
    const InstanceTask& task = instance.tasks[first];
    Request request;
    if (task.partner == 0) {
      request.pickup = {0, begin, begin, 0};
      request.delivery = clock.task(first, task);
    } else {
      request.pickup = clock.task(first, task);
      request.delivery = clock.task(task.partner, instance.tasks[task.partner]);
      request.most_ride = ride;
    }
    request.load[0] = static_cast<std::int16_t>(std::abs(task.load));
    problem.requests.push_back(request);
  }
  Vehicle vehicle;
  vehicle.end = same_place(instance.end, depot) ? 0 : problem.hops.nodes() - 1;
  vehicle.earliest = begin;
  vehicle.latest = clock.down(instance.end.latest);
  vehicle.most_duration = clock.down(instance.most_duration);
  vehicle.capacity[0] = static_cast<std::int16_t>(instance.capacity);
  problem.vehicles.assign(std::min<std::size_t>({vehicles, instance.vehicles, problem.requests.size()}), vehicle);
  return problem;
}

TaskRoutes routes_of(const Instance& instance, const Plan& plan) {
  const std::vector<std::uint32_t> first = firsts(instance);
  TaskRoutes routes;
  for (const std::vector<Visit>& visits : plan.routes) {
    std::vector<std::uint32_t> route;
    for (const Visit visit : visits) {
      const std::uint32_t task = first[visit.index], partner = instance.tasks[task].partner;
      if (visit.kind == Visit::Kind::kDelivery)
        route.push_back(partner == 0 ? task : partner);
      else if (partner != 0)
        route.push_back(task);
    }
    if (!route.empty()) routes.push_back(std::move(route));
  }
  return routes;
}

Plan plan_of(const Instance& instance, const TaskRoutes& routes, std::size_t vehicles) {
  const std::vector<std::uint32_t> first = firsts(instance);
  std::vector<Visit> visit(instance.tasks.size());
  for (std::uint32_t request = 0; request != first.size(); ++request) {
    const std::uint32_t partner = instance.tasks[first[request]].partner;
    visit[first[request]] = {partner == 0 ? Visit::Kind::kDelivery : Visit::Kind::kPickup, request};
    if (partner != 0) visit[partner] = {Visit::Kind::kDelivery, request};
  }
  Plan plan;
  std::vector<bool> served(first.size());
  for (const std::vector<std::uint32_t>& route : routes) {
    std::vector<Visit> visits;
    for (const std::uint32_t task : route)
      if (instance.tasks[task].partner == 0) visits.push_back({Visit::Kind::kPickup, visit[task].index});
    for (const std::uint32_t task : route) {
      visits.push_back(visit[task]);
      served[visit[task].index] = true;
    }
    plan.routes.push_back(std::move(visits));
  }
  plan.routes.resize(std::max(vehicles, plan.routes.size()));
  for (std::uint32_t request = 0; request != first.size(); ++request)
    if (!served[request]) plan.unserved.push_back(request);
  return plan;
}

}  // namespace rurban::vrp
