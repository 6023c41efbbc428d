#include "models/vehicle_routing/fleet.h"

#include <algorithm>
#include <utility>

#include "models/vehicle_routing/schedule.h"

namespace rurban::vrp {
namespace {

Hops reversed(const Hops& hops) {
  const std::uint32_t n = hops.nodes();
  std::vector<Hop> back(std::size_t{n} * n);
  for (std::uint32_t from = 0; from != n; ++from)
    for (std::uint32_t to = 0; to != n; ++to) back[std::size_t{to} * n + from] = hops(from, to);
  return {n, std::move(back)};
}

bool is_of(Visit visit, std::uint32_t request) {
  return visit.kind != Visit::Kind::kDuty && visit.index == request;
}

std::vector<Visit> without(std::vector<Visit> visits, std::uint32_t request) {
  std::erase_if(visits, [&](Visit visit) { return is_of(visit, request); });
  return visits;
}

}  // namespace

Hops with_no_roads(const Hops& hops, Ticks no_road) {
  const std::uint32_t n = hops.nodes();
  std::vector<Hop> result;
  result.reserve(std::size_t{n} * n);
  for (std::uint32_t from = 0; from != n; ++from)
    for (std::uint32_t to = 0; to != n; ++to) {
      const Hop& hop = hops(from, to);
      result.push_back(hop.ticks < no_road ? hop : Hop{kNoWay, hop.length});
    }
  return {n, std::move(result)};
}

void Driven::add(const Done& done) {
  length += done.length;
  const bool empty = fits(done.load, Load{});
  if (empty) empty_length += done.length;
  driving += done.arrived - done.left;
  if (!empty) waiting += done.stood + done.begin - done.arrived;
  service += done.ready - done.begin;
  cost += done.cost;
}

Fleet::Fleet(Hops hops, std::vector<Vehicle> vehicles, Ticks horizon, Ticks wait)
    : now_(-kNoLimit),
      horizon_(horizon),
      wait_(wait),
      problem_{std::move(hops), {}, std::move(vehicles)},
      reversed_(reversed(problem_.hops)),
      routes_(problem_.vehicles.size()),
      reckoned_(routes_.size()),
      begins_(routes_.size()),
      legs_(routes_.size()),
      next_(routes_.size()),
      resting_(problem_.hops.nodes() + 1),
      listed_(routes_.size()) {
  cheapest_.earliest = now_;
  cheapest_.per_length = cheapest_.per_tick = kNever;
  for (std::uint32_t v = 0; v != size(); ++v) {
    free_.push_back(vehicle(v).earliest);
    listed_[v] = {problem_.hops.nodes(), v};
    resting_.back().push_back(v);
    cheapest_.per_length = std::min(cheapest_.per_length, vehicle(v).per_length);
    cheapest_.per_tick = std::min(cheapest_.per_tick, vehicle(v).per_tick);
  }
  for (std::uint32_t v = 0; v != size(); ++v) {
    std::vector<Visit> duties(vehicle(v).duties.size(), Visit{Visit::Kind::kDuty, 0});
    for (std::uint32_t d = 0; d != duties.size(); ++d) duties[d].index = d;
    routes_[v] = Route(problem_, v, std::move(duties));
    reckoned_[v] = vehicle(v).earliest;
    look_ahead(v);
  }
}

std::size_t Fleet::frozen(std::uint32_t v) const {
  const Route& route = routes_[v];
  std::size_t stops = under_way(v) ? 1 : 0;
  while (stops != route.size() && begin(v, stops) <= now_ + horizon_) ++stops;
  return stops;
}

Cost Fleet::cost() const {
  Cost sum = driven_;
  for (const Route& route : routes_) sum += route.cost();
  return sum;
}

void Fleet::advance(Ticks now) {
  now_ = now;
  cheapest_.earliest = now;
  for (std::uint32_t v = 0; v != size(); ++v)
    if (next_[v] <= now) run(v);
  for (std::uint32_t v = 0; v != size(); ++v)
    if (!legs_[v].under_way) problem_.vehicles[v].earliest = std::max(problem_.vehicles[v].earliest, now);
}

bool Fleet::expects_nobody(std::uint32_t request) const {
  return std::find(nobody_.begin(), nobody_.end(), request) != nobody_.end();
}

void Fleet::run(std::uint32_t v) {
  for (look_ahead(v); next_[v] <= now_; look_ahead(v)) {
    if (routes_[v].size() == 0)
      go_home(v);
    else if (under_way(v))
      do_first(v);
    else
      leave(v, next_[v]);
  }
}

void Fleet::list(std::uint32_t v, std::uint32_t place) {
  auto& [in, at] = listed_[v];
  if (in == place) return;
  std::vector<std::uint32_t>& from = resting_[in];
  from[at] = from.back();
  listed_[from.back()].second = at;
  from.pop_back();
  in = place;
  at = static_cast<std::uint32_t>(resting_[place].size());
  resting_[place].push_back(v);
}

/// What follows from a vehicle's route: when it leaves or begins service next, and whether it rests.
void Fleet::look_ahead(std::uint32_t v) {
  const Route& route = routes_[v];
  const Vehicle& now = vehicle(v);
  list(v, route.size() == 0 && !now.out ? now.start : problem_.hops.nodes());
  if (route.size() != 0) {
    const Ticks first = begin(v, 0);
    next_[v] = under_way(v) ? first : first - problem_.hops(now.start, route.stops()[0].task.node).ticks;
  } else if (now.out && now.end != Vehicle::kAnywhere) {
    next_[v] = std::max(now.earliest, now.latest - problem_.hops(now.start, now.end).ticks);
  } else {
    next_[v] = kNoLimit + 1;
  }
}

void Fleet::leave(std::uint32_t v, Ticks at) {
  Vehicle& vehicle = problem_.vehicles[v];
  const Hop hop = problem_.hops(vehicle.start, routes_[v].stops()[0].task.node);
  legs_[v] = {true, at, at + hop.ticks, hop};
  vehicle.earliest = at;
  vehicle.out = true;
  if (vehicle.most_duration < kNoLimit) vehicle.latest = std::min(vehicle.latest, at + vehicle.most_duration);
  vehicle.most_duration = kNoLimit;
  if (!begins_[v].empty()) reckon(v, routes_[v].visits());  // it could have left sooner
}

/// The leg that ends now, as the log has it.
Done& Fleet::log(Done::Kind kind, std::uint32_t v, std::uint32_t index, std::uint32_t node) {
  Vehicle& vehicle = problem_.vehicles[v];
  const Leg leg = std::exchange(legs_[v], {});
  Done done{.kind = kind, .vehicle = v, .index = index, .node = node, .load = vehicle.load};
  done.stood = leg.left - free_[v];
  done.left = leg.left;
  done.arrived = done.begin = done.ready = leg.arrives;
  done.length = leg.hop.length;
  done.cost = cost_of(vehicle, leg.hop);
  free_[v] = leg.arrives;
  vehicle.start = node;
  driven_ += done.cost;
  return log_.emplace_back(done);
}

void Fleet::do_first(std::uint32_t v) {
  Vehicle& vehicle = problem_.vehicles[v];
  const Stop stop = routes_[v].stops()[0];
  const Visit visit = stop.visit;
  const Ticks now = begin(v, 0);
  const bool nobody = visit.kind == Visit::Kind::kPickup && expects_nobody(visit.index);
  const auto kind = nobody                                 ? Done::Kind::kNoShow
                    : visit.kind == Visit::Kind::kPickup   ? Done::Kind::kPickup
                    : visit.kind == Visit::Kind::kDelivery ? Done::Kind::kDelivery
                                                           : Done::Kind::kDuty;
  Done& done = log(kind, v, visit.index, stop.task.node);
  done.begin = now;
  done.ready = now + (nobody ? wait_ : stop.task.service);
  Cost here = nobody ? 0 : vehicle.per_tick * stop.task.service;
  if (visit.kind != Visit::Kind::kDuty) here += std::exchange(vehicle.fixed, 0);
  done.cost += here;
  driven_ += here;
  vehicle.earliest = free_[v] = done.ready;
  if (!nobody) vehicle.load = vehicle.load + stop.load;
  if (kind == Done::Kind::kPickup) {
    Request& request = problem_.requests[visit.index];
    request.aboard = true;
    if (request.most_ride < kNoLimit)
      request.delivery.latest = std::min(request.delivery.latest, done.ready + request.most_ride);
  }
  std::vector<Visit> visits = routes_[v].visits();
  visits.erase(visits.begin());
  if (nobody) {
    assign(v, without(std::move(visits), visit.index));
    return;
  }
  reckon(v, std::move(visits));
  if (!begins_[v].empty()) begins_[v].erase(begins_[v].begin());
}

void Fleet::go_home(std::uint32_t v) {
  Vehicle& vehicle = problem_.vehicles[v];
  const Hop hop = problem_.hops(vehicle.start, vehicle.end);
  legs_[v] = {true, next_[v], next_[v] + hop.ticks, hop};
  vehicle.earliest = log(Done::Kind::kHome, v, 0, vehicle.end).ready;
  vehicle.out = false;
  refresh(v);
}

void Fleet::arrive_in_vain(std::uint32_t v) {
  const Visit visit = routes_[v].stops()[0].visit;
  const std::uint32_t node = routes_[v].stops()[0].task.node;
  problem_.vehicles[v].earliest = log(Done::Kind::kInVain, v, visit.index, node).ready;
}

std::uint32_t Fleet::add(const Request& request) {
  problem_.requests.push_back(request);
  return static_cast<std::uint32_t>(problem_.requests.size() - 1);
}

void Fleet::insert(std::uint32_t v, std::uint32_t request, const Insertion& at) {
  route_from_now(v);
  routes_[v].insert(problem_, request, at);
  set_times(v);
  problem_.requests[request].vehicle = v;
  look_ahead(v);
}

/// The route as it follows from its stops and the vehicle now; the times at which it is driven stay.
void Fleet::reckon(std::uint32_t v, std::vector<Visit> visits) {
  routes_[v].assign(problem_, std::move(visits));
  reckoned_[v] = vehicle(v).earliest;
}

void Fleet::assign(std::uint32_t v, std::vector<Visit> visits) {
  for (const Visit visit : visits)
    if (visit.kind != Visit::Kind::kDuty) problem_.requests[visit.index].vehicle = v;
  reckon(v, std::move(visits));
  set_times(v);
  look_ahead(v);
}

/// When the stops are served, where riders would ride too long if each were as early as can be.
void Fleet::set_times(std::uint32_t v) {
  begins_[v].clear();
  const auto stops = routes_[v].stops();
  if (!has_limits(problem_, v, stops)) return;
  if (auto times = schedule(problem_, v, stops)) begins_[v] = std::move(times->begins);
}

void Fleet::take_out(std::uint32_t request) {
  const std::uint32_t v = problem_.requests[request].vehicle;
  if (under_way(v) && is_of(routes_[v].stops()[0].visit, request)) arrive_in_vain(v);
  assign(v, without(routes_[v].visits(), request));
}

void Fleet::delay(std::uint32_t v, Ticks ticks) {
  problem_.vehicles[v].earliest += ticks;
  if (under_way(v)) {
    legs_[v].arrives += ticks;
    legs_[v].hop.ticks += ticks;
  }
  refresh(v);
}

std::vector<std::uint32_t> Fleet::stand(std::uint32_t v, Ticks until) {
  Vehicle& vehicle = problem_.vehicles[v];
  if (under_way(v)) {
    Leg& leg = legs_[v];
    if (now_ - leg.left < leg.arrives - now_) {
      leg = {};
      vehicle.earliest = now_;
    } else {
      leg.arrives = now_;
      arrive_in_vain(v);
    }
  }
  std::vector<std::uint32_t> requests;
  std::vector<Visit> duties;
  for (const Stop& stop : routes_[v].stops()) {
    if (stop.visit.kind == Visit::Kind::kDuty)
      duties.push_back(stop.visit);
    else if (std::find(requests.begin(), requests.end(), stop.visit.index) == requests.end())
      requests.push_back(stop.visit.index);
  }
  for (const std::uint32_t request : requests)
    if (problem_.requests[request].aboard) set_down(request);
  vehicle.earliest = std::max(vehicle.earliest, until);
  assign(v, std::move(duties));
  return requests;
}

void Fleet::set_down(std::uint32_t index) {
  Request& request = problem_.requests[index];
  const std::uint32_t v = request.vehicle;
  if (under_way(v)) arrive_in_vain(v);
  Vehicle& vehicle = problem_.vehicles[v];
  legs_[v] = {true, vehicle.earliest, vehicle.earliest, {}};
  log(Done::Kind::kSetDown, v, index, vehicle.start);
  vehicle.load = vehicle.load - request.load;
  request.aboard = false;
  request.pickup = {vehicle.start, vehicle.earliest, kNoLimit, request.pickup.service};
  request.most_ride = kNoLimit;  // has become the delivery's latest moment
  assign(v, without(routes_[v].visits(), index));
}

void Fleet::set_hops(Hops hops) {
  problem_.hops = std::move(hops);
  reversed_ = reversed(problem_.hops);
  for (std::uint32_t v = 0; v != size(); ++v) {
    if (under_way(v)) {
      const std::uint32_t to = routes_[v].stops()[0].task.node;
      problem_.vehicles[v].earliest = legs_[v].arrives - problem_.hops(vehicle(v).start, to).ticks;
    }
    refresh(v);
  }
}

void Fleet::skip_duty(std::uint32_t v, std::uint32_t duty) {
  const Visit skipped{Visit::Kind::kDuty, duty};
  if (under_way(v) && routes_[v].stops()[0].visit == skipped) arrive_in_vain(v);
  std::vector<Visit> visits = routes_[v].visits();
  std::erase(visits, skipped);
  assign(v, std::move(visits));
}

void Fleet::set_request(std::uint32_t index, const Request& request) {
  const std::uint32_t v = problem_.requests[index].vehicle;
  problem_.requests[index] = request;
  problem_.requests[index].vehicle = v;
}

void Fleet::set_end(std::uint32_t v, std::uint32_t end, Ticks latest) {
  problem_.vehicles[v].end = end;
  problem_.vehicles[v].latest = latest;
}

}  // namespace rurban::vrp
