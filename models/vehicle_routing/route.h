#pragma once
#include <span>
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
  Ticks early(std::size_t stop) const { return points_[stop + 1].ready - points_[stop + 1].service; }
  Ticks late(std::size_t stop) const { return points_[stop + 1].late; }
  /// On board after the stop.
  Load load(std::size_t stop) const { return points_[stop + 1].load; }

  /// The cheapest way to take a request along that costs less than `limit`. The first `frozen` stops keep their
  /// places: nothing comes before them. For a request that is aboard, where to deliver it. Exact, provided that no
  /// way is longer in ticks than one round by another stop, service there included.
  Insertion best_insertion(const Problem& problem, std::uint32_t request, Cost limit = kNever,
                           std::size_t frozen = 0) const;
  void insert(const Problem& problem, std::uint32_t request, const Insertion& at);
  /// Takes a request out; if it was aboard, its load goes with it. Requires: it is in the route
  void remove(const Problem& problem, std::uint32_t request) { remove(problem, std::span(&request, 1)); }
  void remove(const Problem& problem, std::span<const std::uint32_t> requests);
  void assign(const Problem& problem, std::vector<Visit> visits);

 private:
  /// A stop, or one of the two ends, with the way to it from the one before.
  struct Point {
    Load load{};  ///< on board after it
    Cost leg = 0;
    std::uint32_t node = 0;
    Ticks ticks = 0;  ///< of the leg
    Ticks earliest = 0, service = 0;
    Ticks ready = 0;  ///< to leave
    Ticks late = 0;
    Ticks latest = 0;
  };

  Insertion best_delivery(const Problem& problem, std::uint32_t request, Cost limit, std::size_t frozen) const;
  void link(const Problem& problem, std::size_t point);
  void refresh(const Problem& problem);
  void retime(const Problem& problem);

  std::uint32_t vehicle_ = 0;
  std::vector<Stop> stops_;
  std::vector<Point> points_;  ///< the start, the stops, the end
  Load aboard_out_{};          ///< of requests that were aboard at the start, but are taken out now
  Cost cost_ = 0;
  TimedRoute timed_;  ///< where more than windows limits times
  bool used_ = false, feasible_ = true, limited_ = false;
};

}  // namespace rurban::vrp
