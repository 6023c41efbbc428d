#pragma once
// The difference constraints on the times of a route, see schedule.h.
#include <algorithm>
#include <span>
#include <vector>

#include "models/vehicle_routing/stop.h"

namespace rurban::vrp {

/// Points are the start, the stops and the end.
struct RideChain {
  static constexpr std::uint32_t kNoRide = 0xFFFFFFFF;

  /// From the begin of service at a point to that at a later one at most `limit`; each tick costs `weight`.
  struct Ride {
    std::uint32_t from = 0, to = 0;
    Ticks limit = kNoLimit;
    Cost weight = 0;
    Ticks direct = 0;     ///< ticks that cost nothing
    bool rider = true;    ///< a request; otherwise the vehicle's duration
    bool aboard = false;  ///< at the start: counted from Vehicle::earliest, without a limit
  };

  RideChain() = default;
  RideChain(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops) {
    set(problem, vehicle, stops);
  }
  void set(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops);

  /// A ride under way that has a limit.
  struct OnBoard {
    std::uint32_t ride = 0;
    Ticks way = 0;     ///< since its begin, without waiting
    Ticks latest = 0;  ///< that it can have begun, for all that came since
  };
  /// Linear in points times riders on board at once. At each point service begins as early as windows allow, which no
  /// ride's limit can make later; how late can those on board have been picked up at most? Gschwind and Irnich,
  /// Transportation Science 49(2), 2015; first solved in linear time by Firat and Woeginger, Operations Research
  /// Letters 39(1), 2011. `after(point, on_board)` is told of each point whom it leaves on board, in order of
  /// pick-up.
  template <class After>
  bool can_be_timed(After after) const;
  bool can_be_timed() const {
    return can_be_timed([](std::uint32_t, std::span<const OnBoard>) {});
  }

  /// Times by point that make the sum of weighted rides least, and among these the earliest. The dual of it is a flow
  /// of least cost: the weight of each ride flows from its pick-up to any delivery, along the constraints that hold
  /// the times apart; found by successive shortest paths (Ahuja, Magnanti and Orlin, Network Flows, 1993,
  /// sections 9.7 and 9.10). Requires: can_be_timed()
  std::vector<Ticks> times() const;

  Cost riding_cost(std::span<const Ticks> times) const;
  /// What it would be if nobody ever had to wait on board: never more.
  Cost riding_without_waiting() const;

  std::vector<Ticks> way;  ///< to a point from the one before, begin to begin of service without waiting
  std::vector<Ticks> earliest, latest;
  std::vector<Ride> rides;            ///< by `to`, ascending
  std::vector<std::uint32_t> begins;  ///< the ride with a limit that begins at a point

 private:
  std::vector<Ticks> earliest_times() const;
};

template <class After>
bool RideChain::can_be_timed(After after) const {
  static thread_local std::vector<OnBoard> on_board;
  on_board.clear();
  Ticks early = earliest[0];
  for (std::uint32_t point = 0; point != way.size(); ++point) {
    early = std::max(early + way[point], earliest[point]);
    Ticks late = latest[point];
    std::size_t stay = 0;
    for (OnBoard rider : on_board) {
      rider.way += way[point];
      if (rides[rider.ride].to == point) {
        const Ticks limit = rides[rider.ride].limit;
        if (rider.way > limit) return false;
        late = std::min(late, rider.latest + limit);
      } else {
        on_board[stay++] = rider;
      }
    }
    on_board.resize(stay);
    if (early > late) return false;
    for (OnBoard& rider : on_board) rider.latest = std::min(rider.latest, late - rider.way);
    if (begins[point] != kNoRide) on_board.push_back({begins[point], 0, late});
    after(point, std::span<const OnBoard>(on_board));
  }
  return true;
}

}  // namespace rurban::vrp
