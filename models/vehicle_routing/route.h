#pragma once
#include <vector>

#include "models/vehicle_routing/problem.h"
#include "models/vehicle_routing/stop.h"
#include "models/vehicle_routing/timed_insertion.h"

namespace rurban::vrp {

/// One vehicle's stops with what an insertion is tried by: the earliest and latest begin of service at each, and the
/// load on board. Everything follows from the stops, and is set anew when they change.
class Route {
 public:
  Route() = default;
  /// The route of a vehicle with nothing but duties and the deliveries of what is aboard is given by `visits`.
  Route(const Problem& problem, std::uint32_t vehicle, std::vector<Visit> visits);

  std::uint32_t vehicle() const { return vehicle_; }
  std::span<const Stop> stops() const { return stops_; }
  std::vector<Visit> visits() const;
  std::size_t size() const { return stops_.size(); }
  /// Has more than duties.
  bool used() const { return used_; }
  /// Windows, loads, duration, ride times, the vehicle's hours: all hold.
  bool feasible() const { return feasible_; }
  Cost cost() const { return cost_; }
  /// Begin of service at a stop as early as possible, and as late as what follows allows.
  Ticks early(std::size_t stop) const { return early_[stop]; }
  Ticks late(std::size_t stop) const { return late_[stop]; }
  /// On board after the stop.
  Load load(std::size_t stop) const { return load_[stop]; }

  /// The cheapest way to take a request along, exact; never more than `limit`. The first `frozen` stops keep their
  /// places: nothing comes before them.
  Insertion best_insertion(const Problem& problem, std::uint32_t request, Cost limit = kNever,
                           std::size_t frozen = 0) const;
  void insert(const Problem& problem, std::uint32_t request, const Insertion& at);
  /// Takes a request out. Requires: it is in the route
  void remove(const Problem& problem, std::uint32_t request);
  void assign(const Problem& problem, std::vector<Visit> visits);

 private:
  void refresh(const Problem& problem);

  std::uint32_t vehicle_ = 0;
  std::vector<Stop> stops_;
  std::vector<Ticks> early_, late_;
  std::vector<Load> load_;
  Cost cost_ = 0;
  TimedRoute timed_;  ///< where more than windows limits times
  bool used_ = false, feasible_ = true, limited_ = false;
};

}  // namespace rurban::vrp
