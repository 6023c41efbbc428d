#include <algorithm>
#include <bit>

#include "models/vehicle_routing/offers.h"

namespace rurban::vrp {
namespace {

/// How many parts more than one a load has to be cut into for a vehicle; -1 if the vehicle can't take any of it.
int parts_beyond_one(const Vehicle& vehicle, const Request& request) {
  if ((request.needs & ~vehicle.has) != 0) return -1;
  int beyond = 0;
  for (int kind = 0; kind != kLoads; ++kind) {
    const int load = request.load[kind], capacity = vehicle.capacity[kind];
    if (load <= capacity) continue;
    if (capacity <= 0) return -1;
    beyond = std::max(beyond, (load - 1) / capacity);
  }
  return beyond;
}

/// How far all windows of a request may be moved for a vehicle that has nothing else to do.
struct Shift {
  Ticks least = kNoLimit, most = -kNoLimit;
  bool possible() const { return least <= most; }
  Ticks nearest() const { return std::clamp(0, least, most); }
};

Shift shift_for(const Problem& problem, const Vehicle& vehicle, const Request& request) {
  const Task &up = request.pickup, &down = request.delivery;
  const Ticks direct = problem.hops(up.node, down.node).ticks;
  const Ticks home = vehicle.end == Vehicle::kAnywhere ? 0 : problem.hops(down.node, vehicle.end).ticks;
  const Ticks there = vehicle.earliest + problem.hops(vehicle.start, up.node).ticks;  // at the soonest
  const Ticks latest = vehicle.latest - home - down.service;                          // begin of the delivery
  const Ticks delivered = there + up.service + direct;
  if (delivered > latest) return {};
  return {std::max(there - up.latest, delivered - down.latest),
          latest - std::max(down.earliest, up.earliest + up.service + direct)};
}

bool has_road(const Problem& problem, const Vehicle& vehicle, const Request& request) {
  return problem.hops(vehicle.start, request.pickup.node).ticks < kNoWay &&
         (vehicle.end == Vehicle::kAnywhere || problem.hops(request.delivery.node, vehicle.end).ticks < kNoWay);
}

/// The vehicle nearest to what a request asks for, by a rule that tells how far off one is (negative: not to be had
/// at all).
template <class Off>
std::uint32_t nearest(const Fleet& fleet, const Off& off) {
  std::uint32_t best = Vehicle::kAnywhere;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::uint32_t v = 0; v != fleet.size(); ++v)
    if (const std::int64_t here = off(fleet.vehicle(v)); here >= 0 && here < least) {
      least = here;
      best = v;
    }
  return best;
}

Ticks ticks_there_are(const Request& request) {
  return request.delivery.latest - request.pickup.earliest - request.pickup.service;
}

Request moved(Request request, Ticks shift) {
  for (Task* task : {&request.pickup, &request.delivery}) {
    task->earliest += shift;
    if (task->latest < kNoLimit) task->latest += shift;
  }
  return request;
}

Request sooner(Request request, Ticks by) {
  for (Task* task : {&request.pickup, &request.delivery}) task->earliest -= by;
  return request;
}

/// The least change that lets somebody serve a request, of changes that help the more the larger they are.
template <class Change>
std::optional<Ticks> least_change(Fleet& fleet, std::uint32_t index, std::uint32_t except, Ticks most,
                                  const Change& change) {
  const Request asked = fleet.problem().requests[index];
  const auto helps = [&](Ticks by) {
    fleet.set_request(index, change(asked, by));
    return !best_offers(fleet, index, 1, except).empty();
  };
  std::optional<Ticks> result;
  if (most >= 0 && helps(most)) {
    Ticks least = 0;
    while (least < most) {
      const Ticks middle = least + (most - least) / 2;
      if (helps(middle))
        most = middle;
      else
        least = middle + 1;
    }
    result = least;
  }
  fleet.set_request(index, asked);
  return result;
}

}  // namespace

Request later(Request request, Ticks by) {
  for (Task* task : {&request.pickup, &request.delivery}) task->latest = std::min(task->latest, kNoLimit - by) + by;
  return request;
}

Refusal refusal_of(const Fleet& fleet, std::uint32_t index) {
  const Problem& problem = fleet.problem();
  const Request& request = problem.requests[index];
  const Ticks direct = problem.hops(request.pickup.node, request.delivery.node).ticks;
  if (direct >= kNoWay) return {Reason::kNoRoad};

  const auto lacks = [&](const Vehicle& vehicle) { return request.needs & ~vehicle.has; };
  const std::uint32_t suited = nearest(fleet, [&](const Vehicle& vehicle) { return std::popcount(lacks(vehicle)); });
  if (suited == Vehicle::kAnywhere || lacks(fleet.vehicle(suited)) != 0)
    return {Reason::kNeeds, suited == Vehicle::kAnywhere ? request.needs : lacks(fleet.vehicle(suited))};

  const std::uint32_t roomy = nearest(fleet, [&](const Vehicle& v) { return parts_beyond_one(v, request); });
  if (roomy == Vehicle::kAnywhere || parts_beyond_one(fleet.vehicle(roomy), request) != 0) {
    const Load capacity = fleet.vehicle(roomy == Vehicle::kAnywhere ? suited : roomy).capacity;
    std::uint32_t worst = 0;
    for (std::uint32_t kind = 1; kind != kLoads; ++kind)
      if (request.load[kind] - capacity[kind] > request.load[worst] - capacity[worst]) worst = kind;
    return {Reason::kTooHeavy, worst, request.load[worst], capacity[worst]};
  }

  if (ticks_there_are(request) < direct || request.pickup.latest < request.pickup.earliest)
    return {Reason::kShortWindows, 0, ticks_there_are(request), direct};
  if (request.most_ride < direct) return {Reason::kShortRide, 0, request.most_ride, direct};

  bool road = false, on_duty = false;
  for (std::uint32_t v = 0; v != fleet.size(); ++v) {
    const Vehicle& vehicle = fleet.vehicle(v);
    if (parts_beyond_one(vehicle, request) != 0 || !has_road(problem, vehicle, request)) continue;
    road = true;
    const Shift shift = shift_for(problem, vehicle, request);
    on_duty |= shift.possible() && shift.nearest() == 0;
  }
  if (!road) return {Reason::kNoRoad};
  return {on_duty ? Reason::kNoRoom : Reason::kOffDuty};
}

std::optional<Ticks> least_lateness(Fleet& fleet, std::uint32_t request, std::uint32_t except) {
  return least_change(fleet, request, except, kNoLimit / 2, later);
}

namespace {

/// What would lift the reason for which a request is refused, not looking at any other.
std::vector<Alternative> changes(Fleet& fleet, std::uint32_t index, const Refusal& refusal) {
  const Request request = fleet.problem().requests[index];
  Request other = request;
  switch (refusal.reason) {
    case Reason::kNone:
    case Reason::kNoRoad:
      return {};
    case Reason::kNeeds:
      other.needs &= ~refusal.what;
      return {{other}};
    case Reason::kTooHeavy: {
      const std::uint32_t roomy = nearest(fleet, [&](const Vehicle& v) { return parts_beyond_one(v, request); });
      if (roomy == Vehicle::kAnywhere) return {};
      const int parts = parts_beyond_one(fleet.vehicle(roomy), request) + 1;
      for (int kind = 0; kind != kLoads; ++kind)
        other.load[kind] = static_cast<std::int16_t>((request.load[kind] + parts - 1) / parts);
      return {{other, parts}};
    }
    case Reason::kShortWindows: {
      other.pickup.latest = std::max(other.pickup.latest, other.pickup.earliest);
      const Ticks short_of = std::max(refusal.possible - refusal.asked, 0);
      Request early = other;
      early.pickup.earliest -= short_of;
      other.delivery.latest += short_of;
      if (short_of == 0 || early.pickup.earliest < fleet.now()) return {{other}};
      return {{other}, {early}};
    }
    case Reason::kShortRide:
      other.most_ride = refusal.possible;
      return {{other}};
    case Reason::kOffDuty: {
      const std::uint32_t on_duty = nearest(fleet, [&](const Vehicle& vehicle) -> std::int64_t {
        if (parts_beyond_one(vehicle, request) != 0 || !has_road(fleet.problem(), vehicle, request)) return -1;
        const Shift shift = shift_for(fleet.problem(), vehicle, request);
        return shift.possible() ? std::abs(shift.nearest()) : -1;
      });
      if (on_duty == Vehicle::kAnywhere) return {};
      return {{moved(request, shift_for(fleet.problem(), fleet.vehicle(on_duty), request).nearest())}};
    }
    case Reason::kNoRoom: {
      std::vector<Alternative> result;
      if (const auto late = least_lateness(fleet, index)) result.push_back({later(request, *late)});
      const Ticks until_now = request.pickup.earliest - fleet.now();
      if (const auto early = least_change(fleet, index, Vehicle::kAnywhere, until_now, sooner))
        result.push_back({sooner(request, *early)});
      return result;
    }
  }
  return {};
}

}  // namespace

std::vector<Alternative> alternatives_to(Fleet& fleet, const Request& request) {
  constexpr int kReasons = static_cast<int>(Reason::kNoRoom);  // each may stand behind another
  const std::uint32_t index = fleet.add(request);
  std::vector<Alternative> result;
  for (Alternative other : changes(fleet, index, refusal_of(fleet, index))) {
    for (int step = 0; step != kReasons; ++step) {
      fleet.set_request(index, other.request);
      if (!best_offers(fleet, index).empty()) {
        result.push_back(other);
        break;
      }
      const auto next = changes(fleet, index, refusal_of(fleet, index));
      if (next.empty()) break;
      other = {next[0].request, other.parts * next[0].parts};
    }
    fleet.set_request(index, request);
  }
  fleet.drop_last();
  return result;
}

}  // namespace rurban::vrp
