#pragma once
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "models/transport/rounds.h"
#include "twin/run/motion.h"

namespace rurban {

/// Draws ways over the county's roads for a film: point after point, with the time each takes.
class WayPen {
 public:
  WayPen(const County& county, const CountyRoads& roads, Season season)
      : county_(county), roads_(roads), season_(season) {}

  /// A new way that begins there.
  void begin_at_place(std::uint32_t place);
  void begin_at(std::int32_t east_m, std::int32_t north_m);
  /// Drives on to the centre of a place, in the time that CountyRoads::drive tells.
  void drive_to(std::uint32_t place);
  /// Drives on from node to node of the network, in `ms` as a timetable has it.
  void drive_between(std::uint32_t from_node, std::uint32_t to_node, std::int32_t ms);
  /// Goes straight on.
  void go_to(std::int32_t east_m, std::int32_t north_m, std::int32_t ms);
  void stay(std::int32_t ms);
  /// Wanders evenly over a place and back to its centre: from door to door, whose addresses are not followed.
  void wander(std::uint32_t place, std::int32_t ms);

  /// A new way: one round from the depot to its places, from door to door there, and back; as long as the round.
  void begin_round(std::uint32_t depot, const Round& round, std::span<const RoundStop> stops);

  /// A new way: from a place's centre in that direction as far as its people live on average, or back.
  void begin_inside(std::uint32_t place, const std::array<double, 2>& direction, bool back);

  std::int32_t ms() const { return points_.back().ms; }
  const std::vector<twin::WayPoint>& points() const { return points_; }

 private:
  /// Along the best way, each link in its share of `ms`.
  void follow(std::uint32_t from_node, std::uint32_t to_node, std::int32_t ms);

  const County& county_;
  const CountyRoads& roads_;
  Season season_;
  std::uint32_t place_ = 0;
  std::vector<twin::WayPoint> points_;
};

/// Ways from place to place, drawn once for all who drive them on a day.
class WayBook {
 public:
  WayBook(const County& county, const CountyRoads& roads, Season season, twin::MotionDay& day)
      : pen_(county, roads, season), day_(day), places_(county.places.size()) {}

  /// Requires: from != to
  std::uint32_t between(std::uint32_t from, std::uint32_t to);
  /// Inside a place: from its centre to one of kBearings points at the mean distance of its people, or back.
  static constexpr std::uint32_t kBearings = 8;
  std::uint32_t inside(std::uint32_t place, std::uint32_t bearing, bool back);

 private:
  WayPen pen_;
  twin::MotionDay& day_;
  std::size_t places_;
  std::unordered_map<std::size_t, std::uint32_t> ways_;  ///< looked up only, never walked through
};

/// Snow lies from November to April, half a month more or less; whole quarters, so that a week stands for its
/// quarter.
Season season_of(twin::Date date);

/// 0 Monday to 6 Sunday.
int weekday_of(twin::Date date);

}  // namespace rurban
