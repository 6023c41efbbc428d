#include "models/vehicle_routing/ride_chain.h"

#include <algorithm>
#include <limits>

namespace rurban::vrp {

void RideChain::set(const Problem& problem, std::uint32_t index, std::span<const Stop> stops) {
  const Vehicle& vehicle = problem.vehicles[index];
  const auto end = static_cast<std::uint32_t>(stops.size()) + 1;
  way.assign(end + 1, 0);
  earliest.assign(end + 1, vehicle.earliest);
  latest.assign(end + 1, vehicle.latest);
  begins.assign(end + 1, kNoRide);
  rides.clear();
  std::uint32_t node = vehicle.start;
  Ticks service = 0;
  for (std::uint32_t point = 1; point != end; ++point) {
    const Stop& stop = stops[point - 1];
    const Visit visit = stop.visit;
    const Task& task = stop.task;
    way[point] = service + problem.hops(node, task.node).ticks;
    earliest[point] = task.earliest;
    latest[point] = task.latest;
    node = task.node;
    service = task.service;
    if (visit.kind != Visit::Kind::kDelivery) continue;
    const Request& request = problem.requests[visit.index];
    Ride ride{0, point, kNoLimit, request.per_ride_tick, 0, true, true};
    for (std::uint32_t from = point - 1; from != 0 && ride.aboard; --from)
      if (stops[from - 1].visit == Visit{Visit::Kind::kPickup, visit.index}) {
        ride.from = from;
        ride.aboard = false;
        ride.limit = std::min(kNoLimit, request.most_ride + request.pickup.service);
        ride.direct = request.pickup.service + problem.hops(request.pickup.node, task.node).ticks;
      }
    if (ride.aboard) ride.direct = vehicle.earliest + problem.hops(vehicle.start, task.node).ticks;
    rides.push_back(ride);
  }
  const bool returns = vehicle.end != Vehicle::kAnywhere && (!stops.empty() || vehicle.out);
  way[end] = service + (returns ? problem.hops(node, vehicle.end).ticks : 0);
  if (vehicle.most_duration < kNoLimit) rides.push_back({0, end, vehicle.most_duration, 0, 0, false, false});
  for (std::uint32_t r = 0; r != rides.size(); ++r)
    if (rides[r].limit < kNoLimit) begins[rides[r].from] = r;
}

std::vector<Ticks> RideChain::earliest_times() const {
  std::vector<Ticks> times = earliest;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t point = 1; point != times.size(); ++point)
      times[point] = std::max(times[point], times[point - 1] + way[point]);
    for (std::size_t r = rides.size(); r-- != 0;) {
      const Ride& ride = rides[r];
      if (ride.limit == kNoLimit || times[ride.from] >= times[ride.to] - ride.limit) continue;
      times[ride.from] = times[ride.to] - ride.limit;
      changed = true;
    }
  }
  return times;
}

namespace {

/// `to` is no sooner than `from` and `ticks`; what flows is how much the sum would gain if it could be.
struct Bound {
  std::uint32_t from, to;
  std::int64_t ticks;
  Cost flow = 0;
};

/// The flow of least cost that takes `supply` to where it is negative; `times` follow, so that each bound holds and
/// those that something flows along are tight.
class RideFlow {
 public:
  RideFlow(std::vector<Bound> bounds, std::vector<std::int64_t> times, std::vector<Cost> supply)
      : bounds_(std::move(bounds)), times_(std::move(times)), supply_(std::move(supply)) {}

  void run() {
    for (std::uint32_t point = 0; point != supply_.size(); ++point)
      while (supply_[point] > 0) send(point);
  }
  const std::vector<Bound>& bounds() const { return bounds_; }
  const std::vector<std::int64_t>& times() const { return times_; }

 private:
  static constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 2;
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  void send(std::uint32_t from) {
    distance_.assign(times_.size(), kFar);
    by_.assign(times_.size(), kNone);
    distance_[from] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t b = 0; b != bounds_.size(); ++b) {
        const Bound& bound = bounds_[b];
        changed |= reach(bound.to, distance_[bound.from] + slack(bound), b);
        if (bound.flow > 0) changed |= reach(bound.from, distance_[bound.to], b);
      }
    }
    std::uint32_t nearest = kNone;
    for (std::uint32_t point = 0; point != supply_.size(); ++point)
      if (supply_[point] < 0 && (nearest == kNone || distance_[point] < distance_[nearest])) nearest = point;
    augment(from, nearest);
    for (std::size_t point = 0; point != times_.size(); ++point)
      times_[point] -= std::min(distance_[point], distance_[nearest]);
  }

  std::int64_t slack(const Bound& bound) const { return times_[bound.to] - times_[bound.from] - bound.ticks; }

  bool reach(std::uint32_t point, std::int64_t distance, std::uint32_t bound) {
    if (distance >= distance_[point]) return false;
    distance_[point] = distance;
    by_[point] = bound;
    return true;
  }

  void augment(std::uint32_t from, std::uint32_t to) {
    const auto along = [&](const auto& what) {
      for (std::uint32_t point = to; point != from;) {
        Bound& bound = bounds_[by_[point]];
        const bool forward = bound.to == point;
        what(bound, forward);
        point = forward ? bound.from : bound.to;
      }
    };
    Cost amount = std::min(supply_[from], -supply_[to]);
    along([&](const Bound& bound, bool forward) {
      if (!forward) amount = std::min(amount, bound.flow);
    });
    along([&](Bound& bound, bool forward) { bound.flow += forward ? amount : -amount; });
    supply_[from] -= amount;
    supply_[to] += amount;
  }

  std::vector<Bound> bounds_;
  std::vector<std::int64_t> times_, distance_;
  std::vector<Cost> supply_;
  std::vector<std::uint32_t> by_;
};

}  // namespace

std::vector<Ticks> RideChain::times() const {
  const std::vector<Ticks> first = earliest_times();
  const auto points = static_cast<std::uint32_t>(way.size());
  const std::uint32_t midnight = points;  // an additional point, at 0: windows hold others apart from it
  std::vector<Bound> bounds;
  for (std::uint32_t point = 0; point != points; ++point) {
    if (point != 0) bounds.push_back({point - 1, point, way[point]});
    bounds.push_back({midnight, point, earliest[point]});
    bounds.push_back({point, midnight, -latest[point]});
  }
  std::vector<Cost> supply(points + 1);
  for (const Ride& ride : rides) {
    supply[ride.aboard ? midnight : ride.from] += ride.weight;
    supply[ride.to] -= ride.weight;
    if (ride.limit < kNoLimit) bounds.push_back({ride.to, ride.from, -ride.limit});
  }
  std::vector<std::int64_t> start(first.begin(), first.end());
  start.push_back(0);
  RideFlow flow(std::move(bounds), std::move(start), std::move(supply));
  flow.run();

  // Earliest: all bounds hold, and those with flow hold as equations.
  std::vector<std::int64_t> times(points + 1, std::numeric_limits<std::int32_t>::min());
  times[midnight] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    const auto raise = [&](std::uint32_t point, std::int64_t to) {
      if (times[point] >= to) return;
      times[point] = to;
      changed = true;
    };
    for (const Bound& bound : flow.bounds()) {
      raise(bound.to, times[bound.from] + bound.ticks);
      if (bound.flow > 0) raise(bound.from, times[bound.to] - bound.ticks);
    }
  }
  std::vector<Ticks> result;
  for (std::uint32_t point = 0; point != points; ++point) result.push_back(static_cast<Ticks>(times[point]));
  return result;
}

Cost RideChain::riding_cost(std::span<const Ticks> times) const {
  Cost sum = 0;
  for (const Ride& ride : rides)
    sum += ride.weight * (times[ride.to] - (ride.aboard ? 0 : times[ride.from]) - ride.direct);
  return sum;
}

Cost RideChain::riding_without_waiting() const {
  std::vector<Ticks> times;
  for (const Ticks ticks : way) times.push_back(times.empty() ? earliest[0] : times.back() + ticks);
  return riding_cost(times);
}

}  // namespace rurban::vrp
