#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/vehicle_routing/route.h"

namespace rurban::vrp {

/// A way that is none: longer than any day.
inline constexpr Ticks kNoWay = kNoLimit + 1;
/// The same ways, those of `no_road` ticks and more as none.
Hops with_no_roads(const Hops& hops, Ticks no_road);

/// What a vehicle did somewhere, and the way it took there.
struct Done {
  enum class Kind : std::uint8_t {
    kPickup,
    kDelivery,
    kDuty,
    kHome,     ///< back at its end for the day
    kInVain,   ///< came, but was wanted no more
    kNoShow,   ///< came and waited, but nobody was there
    kSetDown,  ///< a vehicle that can't go on lets off what it has on board
  };
  Kind kind = Kind::kPickup;
  std::uint32_t vehicle = 0;
  std::uint32_t index = 0;  ///< of the request, or of the vehicle's duty
  std::uint32_t node = 0;
  Ticks stood = 0;              ///< at the node before, free to go
  Ticks left = 0, arrived = 0;  ///< the node before, and this one
  Ticks begin = 0, ready = 0;   ///< of service, and to go on
  Load load{};                  ///< on board on the way here
  std::int32_t length = 0;      ///< of the way here
  Cost cost = 0;                ///< of the way, of service, and of taking the vehicle out at all
};

/// Sums over what was done.
struct Driven {
  std::int64_t length = 0, empty_length = 0;  ///< empty: with nobody and nothing on board
  // Ticks of vehicles. Waiting: with something on board; a vehicle that stands empty is not counted.
  std::int64_t driving = 0, waiting = 0, service = 0;
  Cost cost = 0;

  void add(const Done& done);
};

/// Vehicles at one moment: where each is, when it is ready, what it has on board and what comes next; and all that
/// they did so far. A vehicle leaves for its next stop so late that it comes just when service can begin there: until
/// then the way is open for something else.
///
/// problem() holds the vehicles as they are now: `start` is where a vehicle stands or left last, `earliest` when it
/// is ready or left, `load` what is on board. Riders on board are `aboard`. Duties keep their index.
/// Requires: in ticks no way is longer than one by a third node.
class Fleet {
 public:
  /// `horizon`: stops where service begins within that many ticks from now keep their places. `wait`: of a vehicle
  /// at a pick-up where nobody is.
  Fleet(Hops hops, std::vector<Vehicle> vehicles, Ticks horizon = 0, Ticks wait = 0);

  Ticks now() const { return now_; }
  const Problem& problem() const { return problem_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(routes_.size()); }
  const Vehicle& vehicle(std::uint32_t v) const { return problem_.vehicles[v]; }
  /// What is still to be done.
  const Route& route(std::uint32_t v) const { return routes_[v]; }
  /// The same, reckoned anew if the vehicle has stood for a while: to put something in.
  const Route& route_from_now(std::uint32_t v) {
    if (reckoned_[v] != vehicle(v).earliest && !under_way(v)) reckon(v, routes_[v].visits());
    return routes_[v];
  }
  /// When service begins at a stop of the route, as planned now.
  Ticks begin(std::uint32_t v, std::size_t stop) const {
    return begins_[v].empty() ? routes_[v].early(stop) : begins_[v][stop];
  }
  /// On the way to the first stop of its route.
  bool under_way(std::uint32_t v) const { return legs_[v].under_way; }
  /// Stops at the front of the route that nothing may come before.
  std::size_t frozen(std::uint32_t v) const;
  /// Vehicles that have nothing to do and have not left, or are back home, by node; and all others. In no order that
  /// means anything.
  std::span<const std::uint32_t> resting(std::uint32_t node) const { return resting_[node]; }
  std::span<const std::uint32_t> busy() const { return resting_.back(); }
  /// As cheap, as soon and as long on duty as any that rests; without a place and an end.
  const Vehicle& cheapest() const { return cheapest_; }
  /// The ways from all nodes to one.
  std::span<const Hop> ways_to(std::uint32_t node) const { return {&reversed_(node, 0), problem_.hops.nodes()}; }
  /// In the order in which each vehicle did them.
  std::span<const Done> log() const { return log_; }
  /// Of all that was done and is planned.
  Cost cost() const;

  /// Lets the time go on: what begins until `now`, that included, is done. Requires: now >= now()
  void advance(Ticks now);

  /// A new request, not in any route.
  std::uint32_t add(const Request& request);
  /// Takes back the last request. Requires: it is in no route
  void drop_last() { problem_.requests.pop_back(); }
  void insert(std::uint32_t v, std::uint32_t request, const Insertion& at);
  /// What is to be done instead. Requires: the frozen stops stay, and what is aboard; see take_out()
  void assign(std::uint32_t v, std::vector<Visit> visits);
  /// Takes a request that is not aboard out of its route. A vehicle that is under way to it arrives in vain.
  void take_out(std::uint32_t request);

  // What is not as planned. The routes may not be feasible afterwards.

  /// Nobody will be at a pick-up: its vehicle will come, wait and go on.
  void expect_nobody(std::uint32_t request) { nobody_.push_back(request); }
  /// Takes that back.
  void expect_somebody(std::uint32_t request) { std::erase(nobody_, request); }
  std::span<const std::uint32_t> nobody() const { return nobody_; }
  /// The vehicle is ready, or arrives, so many ticks later.
  void delay(std::uint32_t v, Ticks ticks);
  /// The vehicle stands until `until`, at the end of its leg that is nearer, and lets off all that is aboard: they
  /// are to be picked up there. Returns the requests of its route, which are in no route now.
  std::vector<std::uint32_t> stand(std::uint32_t v, Ticks until);
  /// Lets off one that is aboard, where the vehicle is or comes next; its delivery leaves the route.
  void set_down(std::uint32_t request);
  /// Other ways; a leg that is under way is driven to its end as it was.
  void set_hops(Hops hops);
  /// Leaves a duty out.
  void skip_duty(std::uint32_t v, std::uint32_t duty);
  /// What a request or duty asks for from now on.
  void set_request(std::uint32_t index, const Request& request);
  void set_duty(std::uint32_t v, std::uint32_t duty, const Task& task) {
    problem_.vehicles[v].duties[duty].task = task;
  }
  void set_end(std::uint32_t v, std::uint32_t end, Ticks latest);
  /// Reckons the route anew after the changes above.
  void refresh(std::uint32_t v) { assign(v, routes_[v].visits()); }

 private:
  struct Leg {
    bool under_way = false;
    Ticks left = 0, arrives = 0;
    Hop hop;
  };

  void run(std::uint32_t v);
  void leave(std::uint32_t v, Ticks at);
  void do_first(std::uint32_t v);
  void go_home(std::uint32_t v);
  void arrive_in_vain(std::uint32_t v);
  void look_ahead(std::uint32_t v);
  void reckon(std::uint32_t v, std::vector<Visit> visits);
  void set_times(std::uint32_t v);
  void list(std::uint32_t v, std::uint32_t place);
  Done& log(Done::Kind kind, std::uint32_t v, std::uint32_t index, std::uint32_t node);
  bool expects_nobody(std::uint32_t request) const;

  Ticks now_, horizon_, wait_;
  Problem problem_;
  Hops reversed_;
  Vehicle cheapest_;
  std::vector<Route> routes_;
  std::vector<Ticks> reckoned_;             ///< Vehicle::earliest that each route was reckoned with
  std::vector<std::vector<Ticks>> begins_;  ///< by vehicle and stop; none: as early as can be
  std::vector<Leg> legs_;
  std::vector<Ticks> free_;                                      ///< by vehicle, when it was ready where it is
  std::vector<Ticks> next_;                                      ///< when something happens to a vehicle next
  std::vector<std::vector<std::uint32_t>> resting_;              ///< by node; in the last those that do not rest
  std::vector<std::pair<std::uint32_t, std::uint32_t>> listed_;  ///< by vehicle: in which of those lists, and where
  std::vector<Done> log_;
  std::vector<std::uint32_t> nobody_;  ///< requests at whose pick-up nobody will be
  Cost driven_ = 0;
};

}  // namespace rurban::vrp
