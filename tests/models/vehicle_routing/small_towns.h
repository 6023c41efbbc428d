#pragma once
// Towns so small that the best plan can be found by trying all.
#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "models/vehicle_routing/route.h"
#include "tests/models/vehicle_routing/random_routes.h"

namespace rurban::vrp::testing {

/// Streets in squares, whose lengths are their times; a few vehicles, a few requests with windows.
inline Problem town(std::uint64_t seed, std::int32_t requests, std::int32_t vehicles) {
  RandomRoutes random(seed);
  const auto nodes = static_cast<std::uint32_t>(2 * requests + 1);
  std::vector<std::pair<std::int32_t, std::int32_t>> at(nodes);
  for (auto& [x, y] : at) x = random.below(30), y = random.below(30);
  std::vector<Hop> hops;
  for (const auto& [x, y] : at)
    for (const auto& [u, v] : at) {
      const std::int32_t way = std::abs(x - u) + std::abs(y - v);
      hops.push_back({way, way});
    }
  Problem problem;
  problem.hops = Hops(nodes, std::move(hops));
  for (std::int32_t r = 0; r != requests; ++r) {
    Request request;
    request.pickup = {static_cast<std::uint32_t>(2 * r), random.below(100), kNoLimit, 2};
    request.delivery = {static_cast<std::uint32_t>(2 * r + 1), 0, request.pickup.earliest + 120 + random.below(80),
                        2};
    request.load[0] = static_cast<std::int16_t>(1 + random.below(2));
    problem.requests.push_back(request);
  }
  for (std::int32_t v = 0; v != vehicles; ++v) {
    Vehicle vehicle;
    vehicle.start = vehicle.end = nodes - 1;
    vehicle.capacity[0] = 3;
    vehicle.fixed = 20;
    vehicle.latest = 400;
    problem.vehicles.push_back(vehicle);
  }
  return problem;
}

/// All orders of all requests over all vehicles, and what may be left at its price: the plain way.
class Exhaustive {
 public:
  explicit Exhaustive(const Problem& problem) : problem_(problem), routes_(problem.vehicles.size()) {}
  Cost best() {
    place(0);
    return best_;
  }

 private:
  void place(std::uint32_t request) {
    if (request == problem_.requests.size()) {
      Cost cost = left_;
      for (std::uint32_t v = 0; v != routes_.size(); ++v) {
        const Route route(problem_, v, routes_[v]);
        if (!route.feasible()) return;
        cost += route.cost();
      }
      best_ = std::min(best_, cost);
      return;
    }
    if (const Cost unserved = problem_.requests[request].unserved; unserved < kNever) {
      left_ += unserved;
      place(request + 1);
      left_ -= unserved;
    }
    for (auto& route : routes_) {
      const std::vector<Visit> before = route;
      for (std::size_t up = 0; up <= before.size(); ++up)
        for (std::size_t down = up; down <= before.size(); ++down) {
          route = before;
          route.insert(route.begin() + static_cast<std::ptrdiff_t>(down), {Visit::Kind::kDelivery, request});
          route.insert(route.begin() + static_cast<std::ptrdiff_t>(up), {Visit::Kind::kPickup, request});
          place(request + 1);
        }
      route = before;
    }
  }

  const Problem& problem_;
  std::vector<std::vector<Visit>> routes_;
  Cost best_ = kNever, left_ = 0;
};

}  // namespace rurban::vrp::testing
