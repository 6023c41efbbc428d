#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/daily_life/errands.h"
#include "twin/base/draw.h"

namespace rurban {

inline constexpr int kDayMinutes = 1'440;

/// What a day is the same in for all who live it: where errands and leisure may lead.
class DayWorld {
 public:
  /// `residents`, by place, weigh places as destinations of leisure. Keeps references to `service` and `errands`.
  DayWorld(const LevelOfService& service, const ChoiceRules& rules, const ErrandChoices& errands,
           std::span<const double> residents);

  const LevelOfService& service() const { return service_; }
  const ChoiceRules& rules() const { return rules_; }
  const ErrandChoices& errands() const { return errands_; }
  Season season() const { return errands_.season(); }
  std::uint32_t leisure_place(std::uint32_t home, std::uint32_t bits) const {
    return static_cast<std::uint32_t>(leisure_[home].choose(bits));
  }

 private:
  const LevelOfService& service_;
  ChoiceRules rules_;
  const ErrandChoices& errands_;
  std::vector<Logit> leisure_;  ///< by home
};

/// Nowhere that one goes to work: none, outside the county, or at home.
inline constexpr std::uint32_t kNoWorkplace = 0xFFFFFFFF;

/// Whoever's day it is.
struct Resident {
  std::uint32_t home = 0;  ///< place
  int age = 0;
  bool employed = false;
  Means means;
  std::uint32_t workplace = kNoWorkplace;  ///< place
};

/// The chance of one person's day: blocks of four times 32 random bits, taken as they are needed.
class DayChance {
 public:
  DayChance(twin::PhiloxKey key, twin::StableId person, std::uint32_t day) : key_(key), person_(person), day_(day) {}
  twin::Draw block(std::uint32_t index) const { return {key_, person_, day_, index}; }

 private:
  twin::PhiloxKey key_;
  twin::StableId person_;
  std::uint32_t day_;
};

/// One way from place to place.
struct Trip {
  Purpose purpose = Purpose::kHome;
  Mode mode = Mode::kLift;
  std::uint32_t from = 0, to = 0;
  std::uint32_t point = kNoPoint;
  std::int16_t departs = 0, arrives = 0;  ///< minutes after midnight
  std::int32_t metres = 0, ore = 0;
};

/// One person's day, from midnight at home to midnight at home.
struct DayPlan {
  static constexpr std::size_t kMost = 24;
  std::array<Trip, kMost> trips;
  std::size_t count = 0;
  std::array<std::uint8_t, kServices> digital{};  ///< needs met without going anywhere
  std::array<std::uint8_t, kServices> unmet{};    ///< for want of time, or of anywhere to go

  std::span<const Trip> all() const { return {trips.data(), count}; }
  void clear() {
    count = 0;
    digital.fill(0);
    unmet.fill(0);
  }
};

/// The order of a day: work or school first, then errands and leisure one after the other, each from home unless it
/// lies where one works. What would end after half past ten in the evening is left undone.
/// Overwrites `plan`, which a caller with many days to plan keeps: a fresh one for each would cost a third of the
/// time.
void plan_day(const Resident& who, int weekday, const DayWorld& world, const DayChance& chance, DayPlan& plan);

/// Minutes at home, at what one went out for, and under way; they sum to 1,440.
struct DayMinutes {
  std::array<std::int32_t, kPurposes> at{};
  std::int32_t under_way = 0;
};
DayMinutes minutes_of(const DayPlan& plan);

}  // namespace rurban
