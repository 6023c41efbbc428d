#pragma once
// Small random problems and routes, feasible and infeasible ones, for tests that compare with a slow and plain
// answer.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <vector>

#include "models/vehicle_routing/problem.h"

namespace rurban::vrp::testing {

class RandomRoutes {
 public:
  explicit RandomRoutes(std::uint64_t seed) : random_(seed) {}

  std::int32_t below(std::int32_t n) { return static_cast<std::int32_t>(random_() % static_cast<std::uint64_t>(n)); }
  bool chance(std::int32_t percent) { return below(100) < percent; }

  /// Streets in squares; lengths have nothing to do with times.
  Hops hops(std::uint32_t nodes, std::int32_t streets) {
    std::vector<std::pair<std::int32_t, std::int32_t>> at(nodes);
    for (auto& [x, y] : at) x = below(streets), y = below(streets);
    std::vector<Hop> hops;
    for (const auto& [x, y] : at)
      for (const auto& [u, v] : at) hops.push_back({std::abs(x - u) + std::abs(y - v), below(20)});
    return {nodes, std::move(hops)};
  }

  struct Shape {
    std::int32_t requests = 4, streets = 5, day = 40, window = 15;
    bool priced = false;
    bool aboard = false;  ///< some are
  };
  /// One vehicle. About half of all windows, rides and durations are limited, around times at which everything could
  /// happen if one route had to do nothing else.
  Problem problem(const Shape& shape) {
    Problem problem;
    const auto count = static_cast<std::uint32_t>(shape.requests);
    problem.hops = hops(2 * count + 2, shape.streets);
    times_.clear();
    for (std::uint32_t r = 0; r != count; ++r) {
      Request request;
      const Ticks direct = problem.hops(2 * r, 2 * r + 1).ticks;
      const Ticks off = shape.streets + below(shape.day), there = off + direct + below(shape.streets);
      request.pickup = task(2 * r, off, shape.window);
      request.delivery = task(2 * r + 1, there, shape.window);
      request.load[0] = static_cast<std::int16_t>(below(3));
      if (chance(60)) request.most_ride = direct + below(2 * shape.streets);
      if (shape.priced && chance(60)) request.per_ride_tick = below(4);
      if (shape.aboard && chance(20)) request.aboard = true;
      problem.requests.push_back(request);
      times_.emplace_back(off, there);
    }
    Vehicle vehicle;
    vehicle.start = 2 * count;
    if (chance(70)) vehicle.end = 2 * count + 1;
    vehicle.earliest = below(5);
    vehicle.latest = shape.day + 2 * shape.streets + below(20);
    if (chance(50)) vehicle.most_duration = shape.day / 2 + below(shape.day);
    vehicle.capacity[0] = 4;
    for (const Request& request : problem.requests)
      if (request.aboard) vehicle.load = vehicle.load + request.load;
    vehicle.per_tick = below(3);
    vehicle.fixed = below(10);
    problem.vehicles.push_back(vehicle);
    return problem;
  }

  /// The first requests of the last problem, in about the order that their times have.
  std::vector<Visit> visits(const Problem& problem, std::size_t requests) {
    std::vector<std::pair<Ticks, Visit>> order;
    for (std::uint32_t r = 0; r != requests; ++r) {
      const Ticks off = times_[r].first + below(3);
      if (!problem.requests[r].aboard) order.push_back({off, {Visit::Kind::kPickup, r}});
      order.push_back({std::max(off, times_[r].second + below(5)), {Visit::Kind::kDelivery, r}});
    }
    std::ranges::stable_sort(order, {}, &std::pair<Ticks, Visit>::first);
    std::vector<Visit> visits;
    for (const auto& [time, visit] : order) visits.push_back(visit);
    return visits;
  }

 private:
  Task task(std::uint32_t node, Ticks around, Ticks window) {
    Task task{node, 0, kNoLimit, below(3)};
    if (chance(60)) task.earliest = std::max(0, around - below(window));
    if (chance(60)) task.latest = around + below(window);
    return task;
  }

  std::vector<std::pair<Ticks, Ticks>> times_;
  std::mt19937_64 random_;
};

}  // namespace rurban::vrp::testing
