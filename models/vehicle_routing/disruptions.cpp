// What a dispatcher does when something is not as it was when promises were made.
#include <algorithm>

#include "models/vehicle_routing/dispatcher.h"

namespace rurban::vrp {

bool Dispatcher::cancel(std::uint32_t index) {
  Booking& booking = bookings_[index];
  const std::uint32_t vehicle = fleet_.problem().requests[index].vehicle;
  if (booking.state == Booking::State::kPlanned) {
    fleet_.take_out(index);
    fleet_.expect_somebody(index);
  } else if (booking.state == Booking::State::kAboard) {
    Request request = fleet_.problem().requests[index];
    request.delivery.latest = kNoLimit;
    fleet_.set_request(index, request);
    fleet_.refresh(vehicle);
  } else {
    return false;
  }
  booking.state = Booking::State::kCancelled;
  repair(vehicle, Cause::kCancellation);
  ++state_;
  return true;
}

bool Dispatcher::no_show(std::uint32_t index) {
  if (bookings_[index].state != Booking::State::kPlanned || bookings_[index].picked_up) return false;
  fleet_.expect_nobody(index);
  return true;
}

void Dispatcher::break_down(std::uint32_t vehicle, Ticks until) {
  const std::vector<std::uint32_t> homeless = fleet_.stand(vehicle, until);
  for (std::uint32_t d = 0; d != timetables_[vehicle].size(); ++d) {
    const auto duties = fleet_.route(vehicle).visits();
    const bool undone = std::find(duties.begin(), duties.end(), Visit{Visit::Kind::kDuty, d}) != duties.end();
    if (undone && timetables_[vehicle][d].task.latest < until) skip_duty(vehicle, d, Cause::kBreakdown);
  }
  repair(vehicle, Cause::kBreakdown);
  for (const std::uint32_t booking : homeless) place(booking, Cause::kBreakdown);
  ++state_;
}

void Dispatcher::delay(std::uint32_t vehicle, Ticks ticks) {
  fleet_.delay(vehicle, ticks);
  repair(vehicle, Cause::kDelay);
  ++state_;
}

void Dispatcher::set_hops(Hops hops) {
  hops = with_no_roads(hops, rules_.no_road);
  std::vector<std::uint32_t> homeless;
  for (std::uint32_t v = 0; v != fleet_.size(); ++v) leave_closed_roads(v, hops, homeless);
  fleet_.set_hops(std::move(hops));
  for (std::uint32_t v = 0; v != fleet_.size(); ++v) repair(v, Cause::kRoad);
  for (const std::uint32_t booking : homeless) place(booking, Cause::kRoad);
  ++state_;
}

/// Leaves out of a route what it can't come to, or on from, any more.
void Dispatcher::leave_closed_roads(std::uint32_t v, const Hops& hops, std::vector<std::uint32_t>& homeless) {
  const auto closed = [&](std::uint32_t from, std::uint32_t to) { return hops(from, to).ticks >= kNoWay; };
  const auto first_closed = [&] {
    const auto stops = fleet_.route(v).stops();
    // The first leg is driven to its end if it is under way.
    std::size_t s = fleet_.under_way(v) ? 1 : 0;
    while (s != stops.size() &&
           !closed(s == 0 ? fleet_.vehicle(v).start : stops[s - 1].task.node, stops[s].task.node))
      ++s;
    return s;
  };
  for (std::size_t s = first_closed(); s != fleet_.route(v).size(); s = first_closed()) {
    const Visit visit = fleet_.route(v).stops()[s].visit;
    if (visit.kind == Visit::Kind::kDuty) {
      skip_duty(v, visit.index, Cause::kRoad);
    } else if (fleet_.problem().requests[visit.index].aboard) {
      fleet_.set_down(visit.index);
      homeless.push_back(visit.index);
    } else {
      fleet_.take_out(visit.index);
      homeless.push_back(visit.index);
    }
  }
  const auto stops = fleet_.route(v).stops();
  const std::uint32_t last = stops.empty() ? fleet_.vehicle(v).start : stops.back().task.node;
  const Vehicle& vehicle = fleet_.vehicle(v);
  if (vehicle.end != Vehicle::kAnywhere && closed(last, vehicle.end))
    fleet_.set_end(v, Vehicle::kAnywhere, vehicle.latest);
}

/// Has a route hold again what it has to, if it does not: others take what would be late where they can in time, and
/// of the rest no window is widened by more than it has to be.
void Dispatcher::repair(std::uint32_t v, Cause cause) {
  if (fleet_.route(v).feasible()) return;
  std::vector<std::uint32_t> tried;
  while (hand_over_late(v, tried)) {
  }
  if (!fleet_.route(v).feasible()) widen(v, cause);
}

/// Tries to hand over the first request that makes a stop late and was not tried yet; false if that is no use.
bool Dispatcher::hand_over_late(std::uint32_t v, std::vector<std::uint32_t>& tried) {
  const Route& route = fleet_.route(v);
  const std::vector<Visit> visits = route.visits();
  std::size_t late = route.size();  // the last stop that is; past all of them if the vehicle comes home late
  while (late != 0 && fleet_.begin(v, late - 1) <= route.stops()[late - 1].task.latest) --late;
  if (late == 0) late = route.size();
  for (std::size_t s = fleet_.frozen(v); s < late; ++s) {
    const std::uint32_t request = visits[s].index;
    if (visits[s].kind != Visit::Kind::kPickup || std::find(tried.begin(), tried.end(), request) != tried.end())
      continue;
    tried.push_back(request);
    fleet_.take_out(request);
    const std::vector<Offer> others = best_offers(fleet_, request, 1, v);
    if (others.empty())
      fleet_.assign(v, visits);
    else
      fleet_.insert(others.front().vehicle, request, others.front().at);
    return !fleet_.route(v).feasible();
  }
  return false;
}

void Dispatcher::widen(std::uint32_t v, Cause cause) {
  const Route& route = fleet_.route(v);
  for (std::size_t s = 0; s != route.size(); ++s) {
    const Stop& stop = route.stops()[s];
    const Ticks begin = fleet_.begin(v, s);
    if (begin <= stop.task.latest) continue;
    if (stop.visit.kind == Visit::Kind::kDuty) {
      Task task = stop.task;
      task.latest = begin;
      fleet_.set_duty(v, stop.visit.index, task);
      causes_[v] = cause;
      continue;
    }
    Request request = fleet_.problem().requests[stop.visit.index];
    (stop.visit.kind == Visit::Kind::kPickup ? request.pickup : request.delivery).latest = begin;
    fleet_.set_request(stop.visit.index, request);
    bookings_[stop.visit.index].cause = cause;
  }
  const Vehicle& vehicle = fleet_.vehicle(v);
  if (route.size() != 0) {
    const Task& last = route.stops().back().task;
    const Ticks home = vehicle.end == Vehicle::kAnywhere ? 0 : fleet_.problem().hops(last.node, vehicle.end).ticks;
    const Ticks end = fleet_.begin(v, route.size() - 1) + last.service + home;
    if (end > vehicle.latest) fleet_.set_end(v, vehicle.end, end);
  }
  fleet_.refresh(v);
  if (!route.feasible()) lengthen_rides(v, cause);
}

/// Allows rides to be as long as they are where every stop is served as early as can be.
void Dispatcher::lengthen_rides(std::uint32_t v, Cause cause) {
  const std::vector<Visit> visits = fleet_.route(v).visits();
  for (std::size_t s = 0; s != visits.size(); ++s) {
    if (visits[s].kind != Visit::Kind::kPickup) continue;
    Request request = fleet_.problem().requests[visits[s].index];
    const auto delivery = std::find(visits.begin(), visits.end(), Visit{Visit::Kind::kDelivery, visits[s].index});
    const Ticks ride = fleet_.begin(v, static_cast<std::size_t>(delivery - visits.begin())) - fleet_.begin(v, s) -
                       request.pickup.service;
    if (ride <= request.most_ride) continue;
    request.most_ride = ride;
    fleet_.set_request(visits[s].index, request);
    bookings_[visits[s].index].cause = cause;
  }
  fleet_.refresh(v);
}

/// Finds a vehicle for a promised request that has none, as little late as can be.
void Dispatcher::place(std::uint32_t index, Cause cause) {
  Booking& booking = bookings_[index];
  if (booking.state == Booking::State::kAboard) booking.state = Booking::State::kPlanned;
  std::vector<Offer> offers = best_offers(fleet_, index);
  if (offers.empty()) {
    booking.cause = cause;
    Request request = fleet_.problem().requests[index];
    const Ticks direct = fleet_.problem().hops(request.pickup.node, request.delivery.node).ticks;
    request.most_ride = std::max(request.most_ride, direct);
    fleet_.set_request(index, request);
    if (const std::optional<Ticks> by = least_lateness(fleet_, index)) {
      fleet_.set_request(index, later(request, *by));
      offers = best_offers(fleet_, index);
    }
  }
  if (offers.empty())
    give_up(index, cause);
  else
    fleet_.insert(offers.front().vehicle, index, offers.front().at);
}

void Dispatcher::give_up(std::uint32_t index, Cause cause) {
  Booking& booking = bookings_[index];
  fleet_.expect_somebody(index);
  if (booking.state == Booking::State::kCancelled) return;
  booking.state = Booking::State::kUnserved;
  booking.cause = cause;
  booking.refusal = refusal_of(fleet_, index);
  be_late({Visit::Kind::kDelivery, index}, fleet_.problem().requests[index].vehicle, kNoLimit, cause);
}

void Dispatcher::skip_duty(std::uint32_t v, std::uint32_t duty, Cause cause) {
  fleet_.skip_duty(v, duty);
  be_late({Visit::Kind::kDuty, duty}, v, kNoLimit, cause);
}

}  // namespace rurban::vrp
