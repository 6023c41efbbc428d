#include "models/vehicle_routing/route.h"

#include <algorithm>
#include <utility>

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
  aboard_out_ = Load{};
  refresh(problem);
}

/// The way to a point from the one before it.
void Route::link(const Problem& problem, std::size_t point) {
  Point& to = points_[point];
  // A vehicle without stops stays where it is, unless it is out, and an open route ends at its last stop.
  if (to.node == Vehicle::kAnywhere || (points_.size() == 2 && !problem.vehicles[vehicle_].out)) {
    to.ticks = 0;
    to.leg = 0;
    return;
  }
  const Hop& hop = problem.hops(points_[point - 1].node, to.node);
  to.ticks = hop.ticks;
  to.leg = cost_of(problem.vehicles[vehicle_], hop);
}

void Route::refresh(const Problem& problem) {
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  const std::size_t count = stops_.size();
  points_.resize(count + 2);
  points_.front() = {};
  points_.front().node = vehicle.start;
  points_.front().ready = vehicle.earliest;
  for (std::size_t s = 0; s != count; ++s) {
    const Task& task = stops_[s].task;
    Point& point = points_[s + 1];
    point.node = task.node;
    point.earliest = task.earliest;
    point.service = task.service;
    point.latest = task.latest;
  }
  points_.back() = {};
  points_.back().node = vehicle.end;
  points_.back().latest = vehicle.latest;
  for (std::size_t p = 1; p != points_.size(); ++p) link(problem, p);
  retime(problem);
}

void Route::retime(const Problem& problem) {
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  const std::size_t end = stops_.size() + 1;
  points_[0].load = vehicle.load - aboard_out_;
  feasible_ = true;
  used_ = false;
  Cost service = 0;
  cost_ = 0;
  for (std::size_t p = 1; p <= end; ++p) {
    Point& point = points_[p];
    const Ticks early = std::max(points_[p - 1].ready + point.ticks, point.earliest);
    feasible_ &= early <= point.latest;
    point.ready = early + point.service;
    cost_ += point.leg;
    service += point.service;
    if (p == end) break;
    point.load = points_[p - 1].load + stops_[p - 1].load;
    feasible_ &= fits(point.load, vehicle.capacity);
    used_ |= stops_[p - 1].visit.kind != Visit::Kind::kDuty;
  }
  points_[end].late = points_[end].latest;
  for (std::size_t p = end; p-- != 1;)
    points_[p].late = std::min(points_[p].latest, points_[p + 1].late - points_[p + 1].ticks - points_[p].service);
  cost_ += vehicle.per_tick * service + (used_ ? vehicle.fixed : 0);
  limited_ = has_limits(problem, vehicle_, stops_);
  if (!limited_) return;
  timed_.set(problem, vehicle_, stops_, points_[0].load);
  feasible_ &= timed_.can_be_timed();
  if (feasible_) cost_ += timed_.riding_cost();
}

namespace {

/// Above any limit, whatever is added to it.
constexpr Cost kNowhere = 2 * kNever;

/// The delivery alone between two points that follow each other.
struct Drop {
  Cost cost = kNowhere;
  Cost least = kNowhere;  ///< here or later
  Ticks to = 0, from = 0;
};

}  // namespace

Insertion Route::best_insertion(const Problem& problem, std::uint32_t index, Cost limit, std::size_t frozen) const {
  const Request& request = problem.requests[index];
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  if (limited_) return timed_.best_insertion(problem, stops_, index, limit, frozen);
  if (has_limits(request))
    return TimedRoute(problem, vehicle_, stops_, points_[0].load)
        .best_insertion(problem, stops_, index, limit, frozen);
  if ((request.needs & ~vehicle.has) != 0) return {};
  if (request.aboard) return best_delivery(problem, index, limit, frozen);
  if (!fits(request.load, vehicle.capacity)) return {};
  const Task &up = request.pickup, &down = request.delivery;
  const std::size_t count = stops_.size();
  const Cost always = vehicle.per_tick * (up.service + down.service) + (used_ ? 0 : vehicle.fixed);
  const Hop direct = problem.hops(up.node, down.node);
  const Cost direct_cost = cost_of(vehicle, direct);
  const Hop *into_pickup = problem.hops.into(up.node), *into_delivery = problem.hops.into(down.node);
  const Ticks picked = up.earliest + up.service;                                        // at the soonest
  const Ticks dropped = std::max(picked + direct.ticks, down.earliest) + down.service;  // at the soonest
  Cost best = limit - always;
  std::size_t best_up = 0, best_down = 0;
  bool found = false;

  static thread_local std::vector<Drop> drops;
  if (drops.size() < count + 2) drops.resize(2 * count + 16);
  drops[count + 1].least = kNowhere;
  // Gap g is between points g and g + 1. From the last one on, so that what a later delivery costs at least is known
  // when a pick-up is tried: most pick-ups need no look at their deliveries then.
  for (std::size_t gap = count + 1; gap-- != frozen;) {
    const Point &before = points_[gap], &after = points_[gap + 1];
    if (after.late < picked) break;  // here, and at all gaps before
    const bool last = gap == count, open = after.node == Vehicle::kAnywhere;
    Drop& drop = drops[gap];
    drop = {kNowhere, drops[gap + 1].least, 0, 0};
    if (before.ready > down.latest) continue;
    Cost onward = kNowhere;  // from the delivery, less the leg that is there now
    if (after.late >= dropped) {
      const Hop to = into_delivery[before.node];
      const Hop from = open ? Hop{} : problem.hops(down.node, after.node);
      if (dropped + from.ticks <= after.late) {
        onward = cost_of(vehicle, from) - after.leg;
        drop.from = from.ticks;
        if (before.ready + to.ticks <= down.latest) {
          drop.cost = cost_of(vehicle, to) + onward;
          drop.to = to.ticks;
          drop.least = std::min(drop.least, drop.cost);
        }
      }
    }

    if (before.ready > up.latest || !fits(before.load + request.load, vehicle.capacity)) continue;
    const Hop to_pickup = into_pickup[before.node];
    const Ticks at_pickup = std::max(before.ready + to_pickup.ticks, up.earliest);
    if (at_pickup > up.latest) continue;
    const Ticks leave = at_pickup + up.service;
    const Cost pickup_cost = cost_of(vehicle, to_pickup);

    if (const Cost cost = pickup_cost + direct_cost + onward; cost < best) {
      const Ticks at_delivery = std::max(leave + direct.ticks, down.earliest);
      if (at_delivery <= down.latest && at_delivery + down.service + drop.from <= after.late) {
        best = cost;
        best_up = best_down = gap;
        found = true;
      }
    }

    if (last || pickup_cost - after.leg + drops[gap + 1].least >= best) continue;
    const Hop from_pickup = problem.hops(up.node, after.node);
    const Cost detour = pickup_cost + cost_of(vehicle, from_pickup) - after.leg;
    Ticks time = leave + from_pickup.ticks;
    for (std::size_t at = gap + 1; detour + drops[at].least < best; ++at) {
      // On to point `at` with the request on board, then straight to the delivery.
      const Point &here = points_[at], &next = points_[at + 1];
      time = std::max(time, here.earliest);
      if (time > here.late || !fits(here.load + request.load, vehicle.capacity)) break;
      time += here.service;
      if (const Cost cost = detour + drops[at].cost; cost < best) {
        const Ticks at_delivery = std::max(time + drops[at].to, down.earliest);
        if (at_delivery <= down.latest && at_delivery + down.service + drops[at].from <= next.late) {
          best = cost;
          best_up = gap;
          best_down = at;
          found = true;
        }
      }
      time += next.ticks;
    }
  }
  if (!found) return {};
  return {best + always, static_cast<std::uint32_t>(best_up), static_cast<std::uint32_t>(best_down)};
}

Insertion Route::best_delivery(const Problem& problem, std::uint32_t index, Cost limit, std::size_t frozen) const {
  const Request& request = problem.requests[index];
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  const Task& down = request.delivery;
  if (request.vehicle != vehicle_) return {};
  const Cost always = vehicle.per_tick * down.service + (used_ ? 0 : vehicle.fixed);
  Insertion best;
  best.cost = limit;
  bool found = false;
  for (std::size_t gap = 0; gap <= stops_.size(); ++gap) {
    const Point &before = points_[gap], &after = points_[gap + 1];
    if (before.ready > down.latest || !fits(before.load + request.load, vehicle.capacity)) break;
    if (gap < frozen) continue;
    const Hop to = problem.hops(before.node, down.node);
    const Hop from = after.node == Vehicle::kAnywhere ? Hop{} : problem.hops(down.node, after.node);
    const Ticks at = std::max(before.ready + to.ticks, down.earliest);
    const Cost cost = always + cost_of(vehicle, to) + cost_of(vehicle, from) - after.leg;
    if (at > down.latest || at + down.service + from.ticks > after.late || cost >= best.cost) continue;
    best = {cost, static_cast<std::uint32_t>(gap), static_cast<std::uint32_t>(gap)};
    found = true;
  }
  return found ? best : Insertion{};
}

void Route::insert(const Problem& problem, std::uint32_t request, const Insertion& at) {
  const auto put = [&](std::uint32_t place, Visit visit) {
    const Stop stop = stop_of(problem, vehicle_, visit);
    stops_.insert(stops_.begin() + place, stop);
    Point point;
    point.node = stop.task.node;
    point.earliest = stop.task.earliest;
    point.service = stop.task.service;
    point.latest = stop.task.latest;
    points_.insert(points_.begin() + place + 1, point);
    link(problem, place + 1);
    link(problem, place + 2);
  };
  put(at.delivery, {Visit::Kind::kDelivery, request});
  if (problem.requests[request].aboard) {
    aboard_out_ = aboard_out_ - problem.requests[request].load;
  } else {
    put(at.pickup, {Visit::Kind::kPickup, request});
  }
  retime(problem);
}

void Route::remove(const Problem& problem, std::span<const std::uint32_t> requests) {
  std::size_t kept = 0;
  bool gone = false;  // the stop before
  for (std::size_t s = 0; s != stops_.size(); ++s) {
    const Visit visit = stops_[s].visit;
    if (visit.kind != Visit::Kind::kDuty &&
        std::find(requests.begin(), requests.end(), visit.index) != requests.end()) {
      gone = true;
      continue;
    }
    stops_[kept] = stops_[s];
    points_[++kept] = points_[s + 1];
    if (std::exchange(gone, false)) link(problem, kept);
  }
  points_[kept + 1] = points_.back();
  stops_.resize(kept);
  points_.resize(kept + 2);
  link(problem, kept + 1);
  for (const std::uint32_t request : requests)
    if (problem.requests[request].aboard) aboard_out_ = aboard_out_ + problem.requests[request].load;
  retime(problem);
}

}  // namespace rurban::vrp
