#pragma once
// Vehicle routing with pick-ups and deliveries: what has to be taken where, by whom, and what a plan for it is. Knows
// no county, no calendar and no money: ticks, lengths and costs are whole numbers whose units the caller chooses.
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace rurban::vrp {

/// Time. A day in milliseconds fits, and so does a published instance in hundred-thousandths of its unit.
using Ticks = std::int32_t;
inline constexpr Ticks kNoLimit = std::numeric_limits<Ticks>::max() / 4;

/// What a plan is compared by, the lower the better.
using Cost = std::int64_t;
inline constexpr Cost kNever = std::numeric_limits<Cost>::max() / 4;

/// What is taken along, by kind: seats, wheelchair places, kilograms …, as the caller names them. Eight sums and
/// comparisons in one instruction.
inline constexpr int kLoads = 8;
using Load = std::int16_t __attribute__((vector_size(2 * kLoads)));
inline bool fits(Load load, Load capacity) {
  const auto over = load > capacity;
  std::int64_t halves[2];
  static_assert(sizeof halves == sizeof over);
  __builtin_memcpy(halves, &over, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

/// A way from node to node.
struct Hop {
  Ticks ticks = 0;
  std::int32_t length = 0;

  friend bool operator==(const Hop&, const Hop&) = default;
};

/// All ways between nodes, from-major. Shared by the problems of one day.
class Hops {
 public:
  Hops() = default;
  /// Requires: hops.size() == nodes * nodes
  Hops(std::uint32_t nodes, std::vector<Hop> hops)
      : nodes_(nodes), hops_(std::make_shared<const std::vector<Hop>>(std::move(hops))), data_(hops_->data()) {
    std::vector<Hop> back(hops_->size());
    for (std::size_t from = 0; from != nodes; ++from)
      for (std::size_t to = 0; to != nodes; ++to) back[to * nodes + from] = data_[from * nodes + to];
    back_ = back == *hops_ ? hops_ : std::make_shared<const std::vector<Hop>>(std::move(back));
    back_data_ = back_->data();
  }

  std::uint32_t nodes() const { return nodes_; }
  const Hop& operator()(std::uint32_t from, std::uint32_t to) const {
    return data_[static_cast<std::size_t>(from) * nodes_ + to];
  }
  /// All ways to a node, by where they begin: in one piece, for who compares many.
  const Hop* into(std::uint32_t to) const { return back_data_ + static_cast<std::size_t>(to) * nodes_; }

 private:
  std::uint32_t nodes_ = 0;
  std::shared_ptr<const std::vector<Hop>> hops_, back_;  ///< one and the same where all ways are as long back
  const Hop *data_ = nullptr, *back_data_ = nullptr;
};

/// Somewhere to be: service begins within the window, after waiting if one is early, and takes some ticks.
struct Task {
  std::uint32_t node = 0;
  Ticks earliest = 0, latest = kNoLimit;
  Ticks service = 0;
};

/// Something or somebody to be taken from one place to another.
struct Request {
  Task pickup, delivery;
  Load load{};                 ///< on board in between
  Ticks most_ride = kNoLimit;  ///< from the end of service at the pick-up to the begin of service at the delivery
  std::uint32_t needs = 0;     ///< bits that the vehicle's `has` must hold
  Cost per_ride_tick = 0;      ///< of riding longer than the direct way takes
  Cost unserved = kNever;      ///< of leaving it where it is
  bool aboard = false;         ///< picked up already: only the delivery is left, and only `vehicle` can make it
  std::uint32_t vehicle = 0;   ///< that it is aboard of
};

/// What a vehicle has to do in any case, in this order among each other: a bus's stops, a round, a break.
struct Duty {
  Task task;
  Load load{};  ///< what it adds to the load on board; negative: what it takes off
};

struct Vehicle {
  static constexpr std::uint32_t kAnywhere = 0xFFFFFFFF;

  std::uint32_t start = 0;                ///< node
  std::uint32_t end = kAnywhere;          ///< node; kAnywhere: the route is open and ends at its last task
  Ticks earliest = 0, latest = kNoLimit;  ///< it leaves `start` no sooner, and is at `end` (or done) no later
  Ticks most_duration = kNoLimit;         ///< from leaving to the end
  Load capacity{}, load{};                ///< `load` is on board at the start, of requests that are aboard as well
  std::uint32_t has = 0;                  ///< bits, see Request::needs
  bool out = false;                       ///< has left already: goes to `end` even if nothing is left to do
  Cost fixed = 0;                         ///< if it has any task beside duties
  Cost per_length = 1, per_tick = 0;      ///< on the way; ticks of service count as well, waiting is free
  std::vector<Duty> duties;
};

struct Problem {
  Hops hops;
  std::vector<Request> requests;
  std::vector<Vehicle> vehicles;
};

/// One stop of a route.
struct Visit {
  enum class Kind : std::uint8_t { kPickup, kDelivery, kDuty };
  Kind kind = Kind::kPickup;
  std::uint32_t index = 0;  ///< of the request, or of the vehicle's duty

  friend bool operator==(const Visit&, const Visit&) = default;
};

struct Plan {
  std::vector<std::vector<Visit>> routes;  ///< by vehicle; its duties are among them
  std::vector<std::uint32_t> unserved;     ///< requests, ascending
};

/// The way of a vehicle by cost: what driving it and serving there costs it.
inline Cost cost_of(const Vehicle& vehicle, const Hop& hop) {
  return vehicle.per_length * hop.length + vehicle.per_tick * hop.ticks;
}

}  // namespace rurban::vrp
