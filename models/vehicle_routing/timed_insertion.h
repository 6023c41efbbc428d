#pragma once
// Insertion into routes where more than windows limits the times of stops, see schedule.h.
#include <span>
#include <vector>

#include "models/vehicle_routing/ride_chain.h"
#include "models/vehicle_routing/stop.h"

namespace rurban::vrp {

/// What a route's stops leave free for another request. For each gap between two points and each ride under way
/// there: how late what came before lets it have begun, and how early what follows lets it end. With that, whether a
/// request fits is told in time of the riders on board, once the pick-up's way to the delivery is walked, and that
/// walk is shared by all deliveries after one pick-up: amortised constant time for riders within a capacity. Gschwind
/// and Drexl, Transportation Science 53(2), 2019.
class TimedRoute {
 public:
  TimedRoute() = default;
  /// `load` is on board at the start.
  TimedRoute(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops, Load load);
  void set(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops, Load load);

  bool can_be_timed() const { return can_be_timed_; }
  /// Of the schedule in which it is least.
  Cost riding_cost() const { return riding_; }

  /// The cheapest insertion at less than `limit`, with what it adds to the cost of riding. As Route::best_insertion.
  /// Requires: the stops are those of set()
  Insertion best_insertion(const Problem& problem, std::span<const Stop> stops, std::uint32_t request, Cost limit,
                           std::size_t frozen) const;

 private:
  /// A ride in a gap.
  struct Rider {
    std::uint32_t from = 0, to = 0;  ///< points
    Ticks limit = 0;
    Ticks behind = 0;   ///< the way from its begin to the point before the gap
    Ticks latest = 0;   ///< begin, for what comes before the gap
    Ticks ahead = 0;    ///< the way from the point after the gap to its end
    Ticks soonest = 0;  ///< end, for what comes after the gap
  };
  struct Point {
    Load load{};  ///< on board after it
    Cost leg = 0;
    Cost weight = 0;  ///< of a tick for all riders on board after it
    std::uint32_t node = 0;
    Ticks way = 0, service = 0;
    Ticks earliest = 0, latest = 0;
    Ticks early = 0, late = 0;           ///< begin of service by windows alone
    std::uint32_t riders = 0, last = 0;  ///< in the gap after it
  };
  class Walk;

  std::span<const Rider> riders(std::size_t gap) const {
    return {riders_.data() + points_[gap].riders, riders_.data() + points_[gap].last};
  }
  void look_ahead();
  Insertion best_delivery(const Problem& problem, std::span<const Stop> stops, std::uint32_t request, Cost limit,
                          std::size_t frozen) const;
  /// What waiting on board would cost with the request.
  Cost waiting_with(const Problem& problem, std::span<const Stop> stops, std::uint32_t request, std::size_t up,
                    std::size_t down) const;

  std::uint32_t vehicle_ = 0;
  RideChain chain_;
  std::vector<Point> points_;  ///< the start, the stops, the end
  std::vector<Rider> riders_;  ///< by gap, then by their pick-ups
  Cost riding_ = 0;
  Cost waiting_ = 0;  ///< of it, what riding without any waiting would not cost
  bool can_be_timed_ = true, used_ = false, priced_ = false;
};

}  // namespace rurban::vrp
