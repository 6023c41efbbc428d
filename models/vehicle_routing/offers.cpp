#include "models/vehicle_routing/offers.h"

#include <algorithm>

namespace rurban::vrp {
namespace {

bool could(const Vehicle& vehicle, const Request& request) {
  return (request.needs & ~vehicle.has) == 0 && fits(request.load, vehicle.capacity);
}

bool is_idle(const Fleet& fleet, std::uint32_t v) {
  return fleet.route(v).size() == 0;
}

/// The cheapest so far.
class Best {
 public:
  explicit Best(std::size_t most) : most_(most) {}

  /// What an offer has to cost less than.
  Cost limit(std::uint32_t v) const {
    if (offers_.size() < most_) return kNever;
    return offers_.back().at.cost + (v < offers_.back().vehicle ? 1 : 0);
  }
  void add(const Offer& offer) {
    if (offers_.size() == most_) offers_.pop_back();
    const auto dearer = [](const Offer& a, const Offer& b) {
      return a.at.cost != b.at.cost ? a.at.cost < b.at.cost : a.vehicle < b.vehicle;
    };
    offers_.insert(std::upper_bound(offers_.begin(), offers_.end(), offer, dearer), offer);
  }
  std::vector<Offer> offers() && { return std::move(offers_); }

 private:
  std::size_t most_;
  std::vector<Offer> offers_;
};

/// Ways and times of one request, as they are to any vehicle.
class Question {
 public:
  Question(Fleet& fleet, std::uint32_t index)
      : fleet_(fleet),
        index_(index),
        request_(fleet.problem().requests[index]),
        direct_(fleet.problem().hops(request_.pickup.node, request_.delivery.node)),
        to_pickup_(fleet.ways_to(request_.pickup.node)),
        soonest_(
            std::max(request_.pickup.earliest + request_.pickup.service + direct_.ticks, request_.delivery.earliest) +
            request_.delivery.service) {}

  /// Whether there is time for the ride itself.
  bool has_answer() const { return direct_.ticks <= request_.most_ride; }
  bool could_come(const Vehicle& vehicle) const {
    return vehicle.earliest + to_pickup_[vehicle.start].ticks <= request_.pickup.latest && soonest_ <= vehicle.latest;
  }
  /// What it costs a vehicle that has nothing else to do; never more than it does cost.
  Cost cost_alone(const Vehicle& vehicle) const {
    const Task &up = request_.pickup, &down = request_.delivery;
    Cost cost = vehicle.fixed + vehicle.per_tick * (up.service + down.service) +
                cost_of(vehicle, to_pickup_[vehicle.start]) + cost_of(vehicle, direct_);
    if (vehicle.end == Vehicle::kAnywhere) return cost;
    const Hops& hops = fleet_.problem().hops;
    cost += cost_of(vehicle, hops(down.node, vehicle.end));
    return vehicle.out ? cost - cost_of(vehicle, hops(vehicle.start, vehicle.end)) : cost;
  }
  void ask(std::uint32_t v, Best& best) const {
    const Route& route = fleet_.route_from_now(v);
    if (!route.feasible()) return;  // who can't do what is planned already takes nothing more
    const Insertion at = route.best_insertion(fleet_.problem(), index_, best.limit(v), fleet_.frozen(v));
    if (at.possible()) best.add({v, at});
  }
  const Request& request() const { return request_; }

 private:
  Fleet& fleet_;
  std::uint32_t index_;
  const Request& request_;
  Hop direct_;
  std::span<const Hop> to_pickup_;
  Ticks soonest_;
};

}  // namespace

std::vector<Offer> best_offers(Fleet& fleet, std::uint32_t request, std::size_t most, std::uint32_t except) {
  const Question question(fleet, request);
  if (!question.has_answer()) return {};
  Best best(most);
  // Vehicles without stops first: what they cost is known at once, and spares most looks into routes.
  const auto ask_idle = [&](std::uint32_t v) {
    const Vehicle& vehicle = fleet.vehicle(v);
    if (v != except && question.could_come(vehicle) && could(vehicle, question.request()) &&
        question.cost_alone(vehicle) < best.limit(v))
      question.ask(v, best);
  };
  Vehicle cheapest = fleet.cheapest();
  for (std::uint32_t node = 0; node != fleet.problem().hops.nodes(); ++node) {
    if (fleet.resting(node).empty()) continue;
    cheapest.start = node;
    if (!question.could_come(cheapest) || question.cost_alone(cheapest) > best.limit(0)) continue;
    for (const std::uint32_t v : fleet.resting(node)) ask_idle(v);
  }
  for (const std::uint32_t v : fleet.busy())
    if (is_idle(fleet, v)) ask_idle(v);
  for (const std::uint32_t v : fleet.busy()) {
    const Vehicle& vehicle = fleet.vehicle(v);
    if (!is_idle(fleet, v) && v != except && question.could_come(vehicle) && could(vehicle, question.request()))
      question.ask(v, best);
  }
  return std::move(best).offers();
}

}  // namespace rurban::vrp
