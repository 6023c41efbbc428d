#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/text.h"
#include "twin/run/calls.h"

namespace twin {

/// The day to film when it is `now`: a Wednesday soon after, past the holidays of January.
Date film_date(Date now);

/// Whether a run that began on `from` shows a day at `now`: on its first day and each so many years after; 0: never.
bool is_filmed(Date from, Date now, int every_years);

/// No film goes on for longer than a week, nor farther than half the way round the Earth.
inline constexpr std::int32_t kLongestMotion_s = 7 * 86'400;
bool is_on_earth(std::int32_t east_m, std::int32_t north_m);

/// Where one is, so long after a way began. SWEREF 99 TM.
struct WayPoint {
  std::int32_t east_m = 0, north_m = 0, ms = 0;

  friend bool operator==(const WayPoint&, const WayPoint&) = default;
};

/// One mover on one way. It stands at the way's first point before, and at its last point after.
struct Leg {
  std::uint32_t mover = 0, way = 0;
  std::int32_t start_s = 0;  ///< after midnight; below 0 and past 86,400 for what crosses it

  friend bool operator==(const Leg&, const Leg&) = default;
};

/// Everything that moves on one day: movers of some kinds, each with legs one after the other, on ways that many may
/// share. From it follows where each mover is at any second.
class MotionDay {
 public:
  struct Position {
    double east_m = 0, north_m = 0;
    bool moving = false;
  };

  Date date{};

  /// What was asked for on the day, and how it was answered; empty where nothing is.
  Calls calls;

  /// Kinds of movers, as a legend names them; one name is one kind, whoever adds it.
  std::uint8_t add_kind(Text name);
  std::uint32_t add_mover(std::uint8_t kind);
  /// Requires: at least one point; times ascend from 0
  std::uint32_t add_way(std::span<const WayPoint> points);
  /// Requires: the mover's legs are added in the order of time, each after the end of the one before
  void add_leg(Leg leg);

  const std::vector<Text>& kinds() const { return kinds_; }
  std::size_t movers() const { return kind_of_.size(); }
  std::uint8_t kind_of(std::uint32_t mover) const { return kind_of_[mover]; }
  std::size_t ways() const { return way_ends_.size(); }
  std::span<const WayPoint> way(std::uint32_t index) const;
  /// In the order they were added.
  std::span<const Leg> legs() const { return legs_; }
  /// The second at which a leg is done, rounded up.
  std::int32_t end_s(const Leg& leg) const { return leg.start_s + (way(leg.way).back().ms + 999) / 1'000; }

  /// Where the mover of a leg is at this time of the leg.
  Position position_on(const Leg& leg, double second) const;

  /// All there is as bytes, and back; nullopt if they are none of ours. Names of kinds in both languages.
  std::vector<std::byte> pack() const;
  static std::optional<MotionDay> unpack(std::span<const std::byte> bytes);

 private:
  std::vector<Text> kinds_;
  std::vector<std::uint8_t> kind_of_;
  std::vector<WayPoint> points_;
  std::vector<std::uint32_t> way_ends_;
  std::vector<Leg> legs_;
};

}  // namespace twin
