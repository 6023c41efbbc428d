#include "models/vehicle_routing/regroup.h"

#include <algorithm>
#include <cmath>

#include "models/vehicle_routing/route.h"
#include "twin/base/draw.h"

namespace rurban::vrp {
namespace {

constexpr twin::Stream kRegroup{"vehicle_routing.regroup"};

class Regrouping {
 public:
  Regrouping(const Problem& problem, const Plan& start, std::uint64_t seed)
      : problem_(problem), key_(twin::draw_key(seed, kRegroup.hash)), vehicle_of_(problem.requests.size(), kNobody) {
    for (std::uint32_t v = 0; v != problem.vehicles.size(); ++v) {
      routes_.emplace_back(problem, v, start.routes[v]);
      for (const Stop& stop : routes_.back().stops())
        if (stop.visit.kind == Visit::Kind::kPickup) {
          vehicle_of_[stop.visit.index] = v;
          loose_.push_back(stop.visit.index);
        }
    }
  }

  /// Takes some out and puts them back; keeps that if it costs no more.
  void step(std::uint32_t iteration) {
    if (loose_.empty()) return;
    const twin::Draw draw(key_, 0, iteration);
    // Few mostly: most of what can be gained is one request or two.
    const std::uint32_t count = 1 + draw.below(1 + draw.below(kMostOut, 1), 2);
    const std::vector<std::uint32_t> out = near(loose_[draw.below(static_cast<std::uint32_t>(loose_.size()))], count);
    before_.clear();
    Cost gain = 0;
    bool possible = true;
    for (const std::uint32_t request : out) {
      Route& route = kept(vehicle_of_[request]);
      gain += route.cost();
      route.remove(problem_, request);
      gain -= route.cost();
      possible &= route.feasible();
    }
    const std::vector<std::uint32_t> vehicles = vehicle_of_;
    for (std::size_t i = out.size(); possible && i-- != 0;) {
      const Cost price = put_back(out[i]);
      gain -= price;
      possible = price < kNever;
    }
    if (possible && gain >= 0) return;
    for (auto& [v, route] : before_) routes_[v] = std::move(route);
    vehicle_of_ = vehicles;
  }

  Plan plan() const {
    Plan plan;
    for (const Route& route : routes_) plan.routes.push_back(route.visits());
    return plan;
  }

 private:
  static constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  static constexpr std::uint32_t kMostOut =
      10;  // as many as SISR takes out on average (Christiaens, Vanden Berghe 2020)

  /// A request and those nearest to it, by the way between pick-ups and the time between.
  std::vector<std::uint32_t> near(std::uint32_t request, std::uint32_t count) {
    const Task& here = problem_.requests[request].pickup;
    const auto far = [&](std::uint32_t other) {
      const Task& there = problem_.requests[other].pickup;
      return std::int64_t{problem_.hops(here.node, there.node).ticks} +
             std::abs(std::int64_t{here.earliest} - there.earliest);
    };
    std::vector<std::pair<std::int64_t, std::uint32_t>> all;
    for (const std::uint32_t other : loose_) all.emplace_back(other == request ? -1 : far(other), other);
    const std::size_t size = std::min<std::size_t>(count, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size), all.end());
    std::vector<std::uint32_t> result;
    for (std::size_t i = 0; i != size; ++i) result.push_back(all[i].second);
    return result;
  }

  /// The route, with what it was kept for the case that the step fails.
  Route& kept(std::uint32_t v) {
    if (std::none_of(before_.begin(), before_.end(), [&](const auto& one) { return one.first == v; }))
      before_.emplace_back(v, routes_[v]);
    return routes_[v];
  }

  Cost put_back(std::uint32_t request) {
    Insertion best;
    std::uint32_t vehicle = kNobody;
    const Task& pickup = problem_.requests[request].pickup;
    for (std::uint32_t v = 0; v != routes_.size(); ++v) {
      const Vehicle& candidate = problem_.vehicles[v];
      if (candidate.earliest + problem_.hops(candidate.start, pickup.node).ticks > pickup.latest) continue;
      const Insertion at = routes_[v].best_insertion(problem_, request, best.cost);
      if (!at.possible()) continue;
      best = at;
      vehicle = v;
    }
    if (vehicle == kNobody) return kNever;
    kept(vehicle).insert(problem_, request, best);
    vehicle_of_[request] = vehicle;
    return best.cost;
  }

  const Problem& problem_;
  twin::PhiloxKey key_;
  std::vector<Route> routes_;
  std::vector<std::uint32_t> vehicle_of_, loose_;
  std::vector<std::pair<std::uint32_t, Route>> before_;
};

}  // namespace

Plan regrouped(const Problem& problem, const Plan& start, std::int64_t iterations, std::uint64_t seed) {
  Regrouping regrouping(problem, start, seed);
  for (std::int64_t i = 0; i != iterations; ++i) regrouping.step(static_cast<std::uint32_t>(i));
  return regrouping.plan();
}

}  // namespace rurban::vrp
