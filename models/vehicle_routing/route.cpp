#include "models/vehicle_routing/route.h"

#include <algorithm>

#include "models/vehicle_routing/schedule.h"

namespace rurban::vrp {

Stop stop_of(const Problem& problem, std::uint32_t vehicle, Visit visit) {
  if (visit.kind == Visit::Kind::kDuty) {
    const Duty& duty = problem.vehicles[vehicle].duties[visit.index];
    return {visit, duty.task, false, duty.load};
  }
  const Request& request = problem.requests[visit.index];
  const bool limited = has_limits(request);
  return visit.kind == Visit::Kind::kPickup ? Stop{visit, request.pickup, limited, request.load}
                                            : Stop{visit, request.delivery, limited, -request.load};
}

Route::Route(const Problem& problem, std::uint32_t vehicle, std::vector<Visit> visits) : vehicle_(vehicle) {
  assign(problem, std::move(visits));
}

std::vector<Visit> Route::visits() const {
  std::vector<Visit> visits;
  visits.reserve(stops_.size());
  for (const Stop& stop : stops_) visits.push_back(stop.visit);
  return visits;
}

void Route::assign(const Problem& problem, std::vector<Visit> visits) {
  stops_.clear();
  for (const Visit visit : visits) stops_.push_back(stop_of(problem, vehicle_, visit));
  refresh(problem);
}

void Route::refresh(const Problem& problem) {
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  const std::size_t count = stops_.size();
  early_.resize(count);
  late_.resize(count);
  load_.resize(count);
  cost_ = 0;
  used_ = false;
  feasible_ = true;
  std::uint32_t node = vehicle.start;
  Ticks ready = vehicle.earliest;
  Load load = vehicle.load;
  for (std::size_t s = 0; s != count; ++s) {
    const Stop& stop = stops_[s];
    const Hop& hop = problem.hops(node, stop.task.node);
    cost_ += cost_of(vehicle, hop) + vehicle.per_tick * stop.task.service;
    used_ |= stop.visit.kind != Visit::Kind::kDuty;
    early_[s] = std::max(ready + hop.ticks, stop.task.earliest);
    feasible_ &= early_[s] <= stop.task.latest;
    load = load + stop.load;
    load_[s] = load;
    feasible_ &= fits(load, vehicle.capacity);
    ready = early_[s] + stop.task.service;
    node = stop.task.node;
  }
  Ticks due = vehicle.latest;  // at the node after
  std::uint32_t next = vehicle.end;
  if (next != Vehicle::kAnywhere && (count != 0 || vehicle.out)) {
    const Hop& hop = problem.hops(node, next);
    cost_ += cost_of(vehicle, hop);
    feasible_ &= ready + hop.ticks <= vehicle.latest;
  } else {
    feasible_ &= ready <= vehicle.latest;
  }
  for (std::size_t s = count; s-- != 0;) {
    const Task& task = stops_[s].task;
    const Ticks way = next == Vehicle::kAnywhere ? 0 : problem.hops(task.node, next).ticks;
    late_[s] = std::min(task.latest, due - way - task.service);
    due = late_[s];
    next = task.node;
  }
  if (used_) cost_ += vehicle.fixed;
  limited_ = has_limits(problem, vehicle_, stops_);
  if (!limited_) return;
  timed_.set(problem, vehicle_, stops_, vehicle.load);
  feasible_ &= timed_.can_be_timed();
  if (feasible_) cost_ += timed_.riding_cost();
}

Insertion Route::best_insertion(const Problem& problem, std::uint32_t index, Cost limit, std::size_t frozen) const {
  const Request& request = problem.requests[index];
  if (limited_) return timed_.best_insertion(problem, stops_, index, limit, frozen);
  if (has_limits(request))
    return TimedRoute(problem, vehicle_, stops_, problem.vehicles[vehicle_].load)
        .best_insertion(problem, stops_, index, limit, frozen);
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  Insertion best;
  best.cost = limit;
  if ((request.needs & ~vehicle.has) != 0 || !fits(request.load, vehicle.capacity)) return {};
  const Task &up = request.pickup, &down = request.delivery;
  const std::size_t count = stops_.size();
  const Cost always = vehicle.per_tick * (up.service + down.service) + (used_ ? 0 : vehicle.fixed);
  bool found = false;

  for (std::size_t i = frozen; i <= count; ++i) {
    const std::uint32_t before = i == 0 ? vehicle.start : stops_[i - 1].task.node;
    const Ticks ready = i == 0 ? vehicle.earliest : early_[i - 1] + stops_[i - 1].task.service;
    if (ready > up.latest) break;
    const Load on_board = i == 0 ? vehicle.load : load_[i - 1];
    if (!fits(on_board + request.load, vehicle.capacity)) continue;
    const Hop& to_pickup = problem.hops(before, up.node);
    const Ticks at_pickup = std::max(ready + to_pickup.ticks, up.earliest);
    if (at_pickup > up.latest) continue;
    Ticks time = at_pickup + up.service;  // ready to leave the stop before the delivery
    std::uint32_t node = up.node;
    Cost detour = always + cost_of(vehicle, to_pickup);
    // The way from `before` to the stop after is saved once something comes between.
    for (std::size_t j = i;; ++j) {
      const std::uint32_t after = j == count ? vehicle.end : stops_[j].task.node;
      const Hop onward = after == Vehicle::kAnywhere ? Hop{} : problem.hops(node, after);
      const Hop& to_delivery = problem.hops(node, down.node);
      const Ticks at_delivery = std::max(time + to_delivery.ticks, down.earliest);
      if (at_delivery <= down.latest) {
        const Hop from_delivery = after == Vehicle::kAnywhere ? Hop{} : problem.hops(down.node, after);
        const Ticks there = at_delivery + down.service + from_delivery.ticks;
        if (there <= (j == count ? vehicle.latest : late_[j])) {
          Cost cost = detour + cost_of(vehicle, to_delivery) + cost_of(vehicle, from_delivery);
          // What the hop that both replace was: at the pick-up if nothing lies between, else at each.
          const std::uint32_t left = j == 0 ? vehicle.start : stops_[j - 1].task.node;
          if (after != Vehicle::kAnywhere && (count != 0 || vehicle.out))
            cost -= cost_of(vehicle, problem.hops(left, after));
          if (cost < best.cost) {
            best = {cost, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)};
            found = true;
          }
        }
      }
      if (j == count) break;
      // On to stop j with the request on board.
      const Stop& stop = stops_[j];
      const Ticks arrive = std::max(time + onward.ticks, stop.task.earliest);
      if (arrive > late_[j] || !fits(load_[j] + request.load, vehicle.capacity)) break;
      if (j == i) detour += cost_of(vehicle, onward) - cost_of(vehicle, problem.hops(before, stop.task.node));
      time = arrive + stop.task.service;
      node = stop.task.node;
    }
  }
  if (!found) return {};
  return best;
}

void Route::insert(const Problem& problem, std::uint32_t request, const Insertion& at) {
  const auto place = [&](std::uint32_t index) { return stops_.begin() + static_cast<std::ptrdiff_t>(index); };
  stops_.insert(place(at.delivery), stop_of(problem, vehicle_, {Visit::Kind::kDelivery, request}));
  if (!problem.requests[request].aboard)
    stops_.insert(place(at.pickup), stop_of(problem, vehicle_, {Visit::Kind::kPickup, request}));
  refresh(problem);
}

void Route::remove(const Problem& problem, std::uint32_t request) {
  std::erase_if(
      stops_, [&](const Stop& stop) { return stop.visit.kind != Visit::Kind::kDuty && stop.visit.index == request; });
  refresh(problem);
}

}  // namespace rurban::vrp
