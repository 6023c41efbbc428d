#include "models/vehicle_routing/timed_insertion.h"

#include <algorithm>
#include <optional>

namespace rurban::vrp {
namespace {

/// Above any limit, whatever is added to it.
constexpr Cost kNowhere = 2 * kNever;

bool is_rider(const Stop& stop) {
  return stop.visit.kind != Visit::Kind::kDuty;
}

}  // namespace

TimedRoute::TimedRoute(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops, Load load) {
  set(problem, vehicle, stops, load);
}

void TimedRoute::set(const Problem& problem, std::uint32_t index, std::span<const Stop> stops, Load load) {
  const Vehicle& vehicle = problem.vehicles[index];
  vehicle_ = index;
  chain_.set(problem, index, stops);
  used_ = std::ranges::any_of(stops, is_rider);
  riding_ = waiting_ = 0;
  priced_ = std::ranges::any_of(chain_.rides, [](const RideChain::Ride& ride) { return ride.weight != 0; });

  const std::size_t end = stops.size() + 1;
  points_.assign(end + 1, Point{});
  points_[0].node = vehicle.start;
  points_[0].load = load;
  points_[end].node = vehicle.end;
  for (std::size_t p = 0; p <= end; ++p) {
    Point& point = points_[p];
    point.way = chain_.way[p];
    point.earliest = chain_.earliest[p];
    point.latest = chain_.latest[p];
    point.early = std::max(p == 0 ? 0 : points_[p - 1].early + point.way, point.earliest);
    if (p == 0) continue;
    if (p != end) {
      const Stop& stop = stops[p - 1];
      point.node = stop.task.node;
      point.service = stop.task.service;
      point.load = points_[p - 1].load + stop.load;
    }
    if ((end != 1 || vehicle.out) && point.node != Vehicle::kAnywhere)
      point.leg = cost_of(vehicle, problem.hops(points_[p - 1].node, point.node));
  }
  points_[end].late = points_[end].latest;
  for (std::size_t p = end; p-- != 0;)
    points_[p].late = std::min(points_[p].latest, points_[p + 1].late - points_[p + 1].way);

  riders_.clear();
  can_be_timed_ = chain_.can_be_timed([&](std::uint32_t point, std::span<const RideChain::OnBoard> on_board) {
    points_[point].riders = static_cast<std::uint32_t>(riders_.size());
    for (const auto& [r, way, latest] : on_board) {
      const RideChain::Ride& ride = chain_.rides[r];
      riders_.push_back({ride.from, ride.to, ride.limit, way, latest, 0, 0});
    }
    points_[point].last = static_cast<std::uint32_t>(riders_.size());
  });
  if (!can_be_timed_) return;
  look_ahead();
  if (!priced_) return;

  for (const RideChain::Ride& ride : chain_.rides)
    for (std::uint32_t p = ride.from; p != ride.to; ++p) points_[p].weight += ride.weight;
  riding_ = chain_.riding_cost(chain_.times());
  waiting_ = riding_ - chain_.riding_without_waiting();
}

/// The mirror of what RideChain::can_be_timed tells: at each point service begins as late as windows allow; how early
/// can those be put down who are on board before it?
void TimedRoute::look_ahead() {
  for (std::size_t gap = points_.size() - 1; gap-- != 0;) {
    const Point& after = points_[gap + 1];
    const std::span<const Rider> later = gap + 2 < points_.size() ? riders(gap + 1) : std::span<const Rider>();
    // Who gets on at the point after the gap is the last there.
    Ticks soonest = after.earliest;
    const bool boards = !later.empty() && later.back().from == gap + 1;
    if (boards) soonest = std::max(soonest, later.back().soonest - later.back().limit);
    std::size_t next = 0;
    for (std::uint32_t r = points_[gap].riders; r != points_[gap].last; ++r) {
      Rider& rider = riders_[r];
      if (rider.to == gap + 1) {
        rider.soonest = soonest;
        continue;
      }
      rider.ahead = later[next].ahead + points_[gap + 2].way;
      rider.soonest = std::max(later[next].soonest, soonest + rider.ahead);
      ++next;
    }
  }
}

/// A request's way through the route from its pick-up on, and how late everybody on board can have been picked up.
class TimedRoute::Walk {
 public:
  /// With the pick-up in a gap, `way` after the begin of service before it.
  Walk(const TimedRoute& route, std::size_t gap, const Request& request, Ticks way)
      : route_(route),
        request_(request),
        limit_(request.most_ride < kNoLimit ? request.most_ride + request.pickup.service : kNoLimit),
        at_(gap),
        early_(std::max(route.points_[gap].early + way, request.pickup.earliest)),
        own_{0, request.pickup.latest},
        service_(request.pickup.service) {
    riders().clear();
    for (const Rider& rider : route.riders(gap)) {
      const Ticks since = rider.behind + way;
      riders().push_back({since, std::min(rider.latest, request.pickup.latest - since)});
    }
  }

  /// With nothing but a delivery to come in a gap.
  Walk(const TimedRoute& route, std::size_t gap, const Request& request)
      : route_(route),
        request_(request),
        limit_(kNoLimit),
        at_(gap),
        early_(route.points_[gap].early),
        own_{0, kNoLimit},
        service_(route.points_[gap].service) {
    riders().clear();
    for (const Rider& rider : route.riders(gap)) riders().push_back({rider.behind, rider.latest});
  }

  /// On to a point, or false: nobody gets that far with this pick-up. `way` is that from the pick-up to the point
  /// after.
  bool advance(std::size_t point, Ticks way) {
    while (at_ != point) {
      if (!step(started_ ? route_.points_[at_ + 1].way : way)) return false;
      started_ = true;
    }
    return true;
  }

  /// Whether the delivery can be made here, `to` ticks from here and `from` ticks from the point after.
  bool fits(Ticks to, Ticks from) const {
    const Task& down = request_.delivery;
    const Ticks way = service_ + to;
    const Ticks late = std::min(down.latest, own_.latest + limit_);
    const Ticks early = std::max(early_ + way, down.earliest);
    if (early > late || own_.way + way > limit_) return false;
    // Begin of service at the point after:
    const Ticks onward = down.service + from;
    Ticks least = early + onward, most = route_.points_[at_ + 1].late;
    const std::span<const Rider> ahead = route_.riders(at_);
    for (std::size_t r = 0; r != ahead.size(); ++r) {
      const Rider& rest = ahead[r];
      const Ticks since = riders()[r].way + way;
      const Ticks picked = std::min(riders()[r].latest, late - since);
      if (since + onward + rest.ahead > rest.limit || rest.soonest - picked > rest.limit) return false;
      most = std::min(most, picked + rest.limit - rest.ahead);
      least = std::max(least, rest.soonest - rest.limit + since + onward);
    }
    return least <= most;
  }

 private:
  struct OnBoard {
    Ticks way = 0, latest = 0;
  };
  /// In the order of Rider in the gap after the point.
  static std::vector<OnBoard>& riders() {
    static thread_local std::vector<OnBoard> riders;
    return riders;
  }

  bool step(Ticks way) {
    const std::span<const Rider> before = route_.riders(at_);
    const std::size_t to = ++at_;
    const Point& point = route_.points_[to];
    early_ = std::max(early_ + way, point.earliest);
    service_ = point.service;
    own_.way += way;
    if (own_.way > limit_) return false;
    Ticks late = point.latest;
    std::size_t stay = 0;
    for (std::size_t r = 0; r != before.size(); ++r) {
      OnBoard rider = riders()[r];
      rider.way += way;
      if (before[r].to == to) {
        if (rider.way > before[r].limit) return false;
        late = std::min(late, rider.latest + before[r].limit);
      } else {
        riders()[stay++] = rider;
      }
    }
    riders().resize(stay);
    if (early_ > late) return false;
    for (OnBoard& rider : riders()) rider.latest = std::min(rider.latest, late - rider.way);
    own_.latest = std::min(own_.latest, late - own_.way);
    const std::span<const Rider> after = route_.riders(to);
    if (!after.empty() && after.back().from == to) riders().push_back({0, late});
    return true;
  }

  const TimedRoute& route_;
  const Request& request_;
  Ticks limit_;     ///< from begin to begin of service
  std::size_t at_;  ///< the point before the gap
  Ticks early_;     ///< begin of service at the last point, which at first is the pick-up
  OnBoard own_;
  Ticks service_;  ///< at the last point
  bool started_ = false;
};

namespace {

/// The delivery alone in a gap.
struct Drop {
  Cost cost = kNowhere;
  Cost least = kNowhere;  ///< here or later
  Ticks to = 0, from = 0;
};

}  // namespace

Insertion TimedRoute::best_insertion(const Problem& problem, std::span<const Stop> stops, std::uint32_t index,
                                     Cost limit, std::size_t frozen) const {
  if (!can_be_timed_) return {};
  const Request& request = problem.requests[index];
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  if ((request.needs & ~vehicle.has) != 0) return {};
  if (request.aboard) return best_delivery(problem, stops, index, limit, frozen);
  if (!fits(request.load, vehicle.capacity)) return {};
  const Task &up = request.pickup, &down = request.delivery;
  const std::size_t count = stops.size();
  const bool priced = priced_ || request.per_ride_tick != 0;
  const Hop direct = problem.hops(up.node, down.node);
  const Ticks ride_limit = std::min(kNoLimit, request.most_ride);
  if (direct.ticks > ride_limit) return {};
  // What waiting on board costs now may come to an end.
  const Cost always = vehicle.per_tick * (up.service + down.service) + (used_ ? 0 : vehicle.fixed) - waiting_;
  const Ticks picked = up.earliest + up.service;                         // at the soonest
  const Ticks dropped = std::max(picked, down.earliest) + down.service;  // the same
  Cost best = limit;
  Insertion result;

  static thread_local std::vector<Drop> drops;
  if (drops.size() < count + 2) drops.resize(2 * count + 16);
  drops[count + 1].least = kNowhere;
  // Gap g is between points g and g + 1. From the last one on, so that what a later delivery costs at least is known
  // when a pick-up is tried: most pick-ups need no look at their deliveries then.
  for (std::size_t gap = count + 1; gap-- != frozen;) {
    const Point &before = points_[gap], &after = points_[gap + 1];
    if (after.late < picked) break;  // here, and at all gaps before
    const auto way_on = [&](std::uint32_t node) {
      return after.node == Vehicle::kAnywhere ? Hop{} : problem.hops(node, after.node);
    };
    const Ticks ready = before.early + before.service, hop = after.way - before.service;
    Drop& drop = drops[gap];
    drop = {kNowhere, drops[gap + 1].least, 0, 0};
    const Hop from_delivery = way_on(down.node);
    if (ready <= down.latest && dropped + from_delivery.ticks <= after.late) {
      const Hop to = problem.hops(before.node, down.node);
      if (ready + to.ticks <= down.latest) {
        drop.to = to.ticks;
        drop.from = from_delivery.ticks;
        drop.cost = cost_of(vehicle, to) + cost_of(vehicle, from_delivery) - after.leg +
                    before.weight * (to.ticks + down.service + from_delivery.ticks - hop);
        drop.least = std::min(drop.least, drop.cost);
      }
    }

    if (ready > up.latest || !fits(before.load + request.load, vehicle.capacity)) continue;
    const Hop to_pickup = problem.hops(before.node, up.node);
    const Ticks at_pickup = std::max(ready + to_pickup.ticks, up.earliest);
    if (at_pickup > up.latest) continue;
    const Ticks leave = at_pickup + up.service;
    const Hop from_pickup = way_on(up.node);
    std::optional<Walk> walk;
    // False: nobody gets that far with this pick-up.
    const auto take = [&](std::size_t at, Cost cost, Ticks to, Ticks from) {
      if (!walk) walk.emplace(*this, gap, request, before.service + to_pickup.ticks);
      if (!walk->advance(at, up.service + from_pickup.ticks)) return false;
      if (!walk->fits(to, from)) return true;
      if (priced) cost += waiting_with(problem, stops, index, gap, at);
      if (cost >= best) return true;
      best = cost;
      result = {cost, static_cast<std::uint32_t>(gap), static_cast<std::uint32_t>(at)};
      return true;
    };

    const Cost pickup_cost = always + cost_of(vehicle, to_pickup) - after.leg;
    const Cost straight =
        pickup_cost + cost_of(vehicle, direct) + cost_of(vehicle, from_delivery) +
        before.weight * (to_pickup.ticks + up.service + direct.ticks + down.service + from_delivery.ticks - hop);
    const Ticks at_delivery = std::max(leave + direct.ticks, down.earliest);
    if (straight < best && at_delivery <= down.latest &&
        at_delivery + down.service + from_delivery.ticks <= after.late)
      take(gap, straight, direct.ticks, from_delivery.ticks);

    if (gap == count) continue;
    const Cost detour = pickup_cost + cost_of(vehicle, from_pickup) +
                        before.weight * (to_pickup.ticks + up.service + from_pickup.ticks - hop);
    Ticks time = leave + from_pickup.ticks, ride = from_pickup.ticks;
    for (std::size_t at = gap + 1; detour + drops[at].least < best; ++at) {
      // On to point `at` with the request on board, then straight to the delivery.
      const Point &here = points_[at], &next = points_[at + 1];
      time = std::max(time, here.earliest);
      if (time > here.late || !fits(here.load + request.load, vehicle.capacity)) break;
      time += here.service;
      ride += here.service;
      if (ride > ride_limit) break;
      const Drop& there = drops[at];
      const Cost bound = detour + there.cost + request.per_ride_tick * (std::int64_t{ride} + there.to - direct.ticks);
      if (bound < best) {
        const Ticks arrive = std::max(time + there.to, down.earliest);
        if (arrive <= down.latest && arrive + down.service + there.from <= next.late &&
            !take(at, bound, there.to, there.from))
          break;
      }
      time += next.way - here.service;
      ride += next.way - here.service;
    }
  }
  return result;
}

Insertion TimedRoute::best_delivery(const Problem& problem, std::span<const Stop> stops, std::uint32_t index,
                                    Cost limit, std::size_t frozen) const {
  const Request& request = problem.requests[index];
  const Vehicle& vehicle = problem.vehicles[vehicle_];
  const Task& down = request.delivery;
  if (request.vehicle != vehicle_) return {};
  const bool priced = priced_ || request.per_ride_tick != 0;
  const Cost always = vehicle.per_tick * down.service + (used_ ? 0 : vehicle.fixed) - waiting_ -
                      request.per_ride_tick * problem.hops(vehicle.start, down.node).ticks;
  Cost best = limit;
  Insertion result;
  std::int64_t way = 0;  // since the start
  for (std::size_t gap = 0; gap <= stops.size(); ++gap) {
    const Point &before = points_[gap], &after = points_[gap + 1];
    const Ticks ready = before.early + before.service;
    way += before.way;
    if (ready > down.latest || !fits(before.load + request.load, vehicle.capacity)) break;
    if (gap < frozen) continue;
    const Hop to = problem.hops(before.node, down.node);
    const Hop from = after.node == Vehicle::kAnywhere ? Hop{} : problem.hops(down.node, after.node);
    const Ticks at = std::max(ready + to.ticks, down.earliest);
    Cost cost = always + cost_of(vehicle, to) + cost_of(vehicle, from) - after.leg +
                before.weight * (before.service + to.ticks + down.service + from.ticks - after.way) +
                request.per_ride_tick * (way + before.service + to.ticks);
    if (cost >= best || at > down.latest || at + down.service + from.ticks > after.late) continue;
    if (!Walk(*this, gap, request).fits(to.ticks, from.ticks)) continue;
    if (priced) cost += waiting_with(problem, stops, index, gap, gap);
    if (cost >= best) continue;
    best = cost;
    result = {cost, static_cast<std::uint32_t>(gap), static_cast<std::uint32_t>(gap)};
  }
  return result;
}

Cost TimedRoute::waiting_with(const Problem& problem, std::span<const Stop> stops, std::uint32_t request,
                              std::size_t up, std::size_t down) const {
  static thread_local std::vector<Stop> with;
  static thread_local RideChain chain;
  with.assign(stops.begin(), stops.end());
  const auto put = [&](std::size_t place, Visit::Kind kind) {
    with.insert(with.begin() + static_cast<std::ptrdiff_t>(place), stop_of(problem, vehicle_, {kind, request}));
  };
  put(down, Visit::Kind::kDelivery);
  if (!problem.requests[request].aboard) put(up, Visit::Kind::kPickup);
  chain.set(problem, vehicle_, with);
  return chain.riding_cost(chain.times()) - chain.riding_without_waiting();
}

}  // namespace rurban::vrp
