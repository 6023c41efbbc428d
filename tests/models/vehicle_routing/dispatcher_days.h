#pragma once
// Small worlds and whole random days for tests of the dispatcher, and a walk over what was driven that knows nothing
// of how it was planned.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "models/vehicle_routing/dispatcher.h"
#include "twin/base/draw.h"

namespace rurban::vrp::test {

/// Nodes along a road, one tick and one length apart.
inline Hops along(std::uint32_t nodes) {
  std::vector<Hop> hops;
  for (int from = 0; from != static_cast<int>(nodes); ++from)
    for (int to = 0; to != static_cast<int>(nodes); ++to) hops.push_back({std::abs(from - to), std::abs(from - to)});
  return {nodes, std::move(hops)};
}

/// Four seats, and one length costs one.
inline Vehicle taxi(std::uint32_t start) {
  Vehicle vehicle;
  vehicle.start = start;
  vehicle.capacity[0] = 4;
  return vehicle;
}

/// One person, any time.
inline Request at(std::uint32_t pickup, std::uint32_t delivery) {
  Request request;
  request.pickup.node = pickup;
  request.delivery.node = delivery;
  request.load[0] = 1;
  return request;
}

struct Call {
  Ticks time = 0;
  Request request;
};

/// A day on a plane: taxis, vans, buses with timetables, shifts, wheelchairs; requests at once and ahead, half of
/// them with a limit of the ride.
class Day {
 public:
  explicit Day(int seed) : key_(twin::draw_key(static_cast<std::uint64_t>(seed), 0)) {
    std::vector<std::pair<int, int>> nodes(kNodes);
    for (auto& node : nodes) node = {below(40), below(40)};
    std::vector<Hop> table;
    for (const auto& [x, y] : nodes)
      for (const auto& [to_x, to_y] : nodes) {
        const int way = std::abs(x - to_x) + std::abs(y - to_y);
        // Lengths are not shortest ways: where a road is fast, it may be long.
        table.push_back({way, way == 0 ? 0 : way + below(10)});
      }
    hops = Hops(kNodes, std::move(table));
    for (int v = 0; v != 8; ++v) add_vehicle(v);
    for (Ticks c = 0; c != kCalls; ++c) add_call(c * 1'000 / kCalls);
  }

  Dispatcher dispatcher() const {
    return Dispatcher(hops, vehicles, {.horizon = 5, .sooner = 10, .later = 25, .no_show_wait = 7});
  }

  Hops hops;
  std::vector<Vehicle> vehicles;
  std::vector<Call> calls;

 private:
  static constexpr std::uint32_t kNodes = 30;
  static constexpr Ticks kCalls = 120;

  int below(std::uint32_t n) { return static_cast<int>(twin::Draw(key_, ++drawn_, 0).below(n)); }
  std::uint32_t node() { return static_cast<std::uint32_t>(below(kNodes)); }

  void add_vehicle(int v) {
    Vehicle vehicle = taxi(node());
    vehicle.per_tick = below(2);
    vehicle.fixed = below(2) * 30;
    vehicle.earliest = below(100);
    vehicle.latest = 700 + below(600);
    if (below(2) == 0) vehicle.end = vehicle.start;
    if (v % 3 == 1) {
      vehicle.has = 1;
      vehicle.capacity[1] = 2;
    }
    if (v % 4 == 2) {  // a bus between two nodes
      vehicle.capacity[0] = 20;
      vehicle.latest = 1'400;
      std::uint32_t from = vehicle.start, to = node();
      for (Ticks time = 120; time < 900; std::swap(from, to)) {
        time += hops(from, to).ticks + 15;
        vehicle.duties.push_back({{to, time, time + 4, 1}, Load{}});
      }
    }
    vehicles.push_back(vehicle);
  }

  void add_call(Ticks time) {
    Request request = at(node(), node());
    const Ticks direct = hops(request.pickup.node, request.delivery.node).ticks;
    request.pickup.earliest = time + (below(2) == 0 ? 0 : below(300));
    request.pickup.latest = request.pickup.earliest + 20 + below(40);
    request.delivery.latest = request.pickup.latest + direct + below(30);
    if (below(2) == 0) request.most_ride = direct + below(20);
    request.pickup.service = below(3);
    request.delivery.service = below(3);
    request.load[0] = static_cast<std::int16_t>(1 + below(2));
    if (below(5) == 0) {
      request.load[1] = 1;
      request.needs = 1;
    }
    calls.push_back({time, request});
  }

  twin::PhiloxKey key_;
  std::uint64_t drawn_ = 0;
};

/// What is wrong with what was driven, found by following each vehicle from stop to stop. `excused`: windows may be
/// missed, since something unforeseen happened.
inline std::vector<std::string> faults(const Day& day, const Dispatcher& dispatcher, bool excused = false) {
  std::vector<std::string> faults;
  const auto check = [&](bool holds, const std::string& what, const Done& done) {
    if (!holds)
      faults.push_back(what + ": vehicle " + std::to_string(done.vehicle) + " at " + std::to_string(done.begin));
  };
  struct State {
    std::uint32_t node = 0;
    Ticks ready = 0;
    Load load{};
    std::size_t duties = 0;
    bool out = false;
  };
  std::vector<State> states;
  for (const Vehicle& vehicle : day.vehicles) states.push_back({vehicle.start, vehicle.earliest});
  std::map<std::uint32_t, std::uint32_t> aboard;  // by request: the vehicle
  std::map<std::uint32_t, int> delivered;
  Cost cost = 0;
  std::vector<char> used(day.vehicles.size());
  for (const Done& done : dispatcher.fleet().log()) {
    const Vehicle& vehicle = day.vehicles[done.vehicle];
    State& state = states[done.vehicle];
    const bool set_down = done.kind == Done::Kind::kSetDown;
    check(done.left >= state.ready, "left before it was ready", done);
    const Ticks way = set_down ? 0 : day.hops(state.node, done.node).ticks;
    if (!excused) check(done.arrived == done.left + way, "took another time than the way takes", done);
    check(done.begin >= done.arrived, "began before it came", done);
    bool same = true;
    for (int kind = 0; kind != kLoads; ++kind) same &= done.load[kind] == state.load[kind];
    check(same, "says another load than is on board", done);
    cost += done.cost;
    Load change{};
    const Task* task = nullptr;
    switch (done.kind) {
      case Done::Kind::kPickup: {
        const Booking& booking = dispatcher.bookings()[done.index];
        check(aboard.emplace(done.index, done.vehicle).second, "picked up what is aboard", done);
        check((booking.asked.needs & ~vehicle.has) == 0, "has not what is needed", done);
        change = booking.asked.load;
        task = &booking.pickup;
        if (!excused) check(done.node == task->node, "picked up elsewhere", done);
        check(done.begin >= booking.asked.pickup.earliest, "picked up before what was asked", done);
        break;
      }
      case Done::Kind::kDelivery: {
        const Booking& booking = dispatcher.bookings()[done.index];
        check(aboard.contains(done.index) && aboard[done.index] == done.vehicle, "delivered what is not aboard",
              done);
        aboard.erase(done.index);
        ++delivered[done.index];
        change = -booking.asked.load;
        task = &booking.delivery;
        if (!excused)
          check(done.begin - *booking.picked_up - booking.pickup.service <= booking.asked.most_ride, "rode too long",
                done);
        check(done.node == task->node, "delivered elsewhere", done);
        break;
      }
      case Done::Kind::kDuty:
        if (excused)
          check(done.index >= state.duties, "duties in another order", done);
        else
          check(done.index == state.duties, "duties in another order", done);
        state.duties = done.index + 1;
        task = &vehicle.duties[done.index].task;
        check(done.node == task->node, "a duty elsewhere", done);
        break;
      case Done::Kind::kHome:
        check(done.node == vehicle.end, "not at home", done);
        check(fits(state.load, Load{}), "came home with something on board", done);
        break;
      case Done::Kind::kSetDown:
        check(aboard.contains(done.index) && aboard[done.index] == done.vehicle, "set down what is not aboard", done);
        aboard.erase(done.index);
        change = -dispatcher.bookings()[done.index].asked.load;
        break;
      case Done::Kind::kInVain:
      case Done::Kind::kNoShow:
        break;
    }
    if (task != nullptr && !excused) {
      check(done.begin >= task->earliest && done.begin <= task->latest, "outside the window", done);
      check(done.ready == done.begin + task->service, "took another time for service", done);
    }
    if (!excused) check(done.ready <= vehicle.latest, "on duty after its hours", done);
    used[done.vehicle] |= done.kind == Done::Kind::kPickup;
    state.load = state.load + change;
    check(fits(state.load, vehicle.capacity), "too full", done);
    check(fits(Load{}, state.load), "less than nothing on board", done);
    state.node = done.node;
    state.ready = done.ready;
    state.out = done.kind != Done::Kind::kHome;
  }
  for (std::uint32_t v = 0; v != states.size(); ++v) {
    const std::string who = "vehicle " + std::to_string(v);
    if (!excused && states[v].duties != day.vehicles[v].duties.size()) faults.push_back(who + " left out duties");
    if (!fits(states[v].load, Load{})) faults.push_back(who + " has something on board at the end");
    if (!excused && states[v].out && day.vehicles[v].end != Vehicle::kAnywhere)
      faults.push_back(who + " is not home");
  }
  for (const auto& [request, times] : delivered)
    if (times != 1) faults.push_back("request " + std::to_string(request) + " delivered more than once");
  for (std::uint32_t b = 0; b != dispatcher.bookings().size(); ++b)
    if (dispatcher.bookings()[b].state == Booking::State::kDelivered && !delivered.contains(b))
      faults.push_back("request " + std::to_string(b) + " was not delivered");
  if (!excused && cost != dispatcher.cost()) faults.push_back("the log's costs are not the day's");
  return faults;
}

}  // namespace rurban::vrp::test
