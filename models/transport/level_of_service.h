#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "models/transport/bus_days.h"
#include "models/transport/roads.h"

namespace rurban {

/// How people move. A lift is a seat in someone else's car, who drives for one's sake; a shared ride is a seat that
/// the marketplace finds in a vehicle that is out anyway, or sends out.
enum class Mode : std::uint8_t { kCar, kLift, kBus, kBicycle, kWalk, kShared };
inline constexpr int kModes = 6;

/// What moving costs and how fast it is. Assumptions with their range unless a source is named.
struct TravelRules {
  double car_kr_per_km = 2.5;       ///< Swedish Tax Agency's deduction for own cars since 2023, 25 kr per 10 km
  double fare_kr = 30;              ///< 20 to 40: single ticket in town
  double fare_kr_per_km = 1.2;      ///< 0.8 to 1.6: beyond the first 10 km
  double most_fare_kr = 250;        ///< 200 to 350
  double ready_min = 3;             ///< 2 to 6: to and from the parked car
  double lift_wait_min = 10;        ///< 5 to 20: until the lift is there
  double bicycle_km_per_h = 14;     ///< 12 to 16
  double farthest_bicycle_km = 10;  ///< 5 to 15, one way
  double walk_km_per_h = 4.5;       ///< 3.6 to 5.4
  double farthest_walk_km = 4;      ///< 2 to 5, one way
};

/// What a bus costs that far.
std::int32_t fare_ore(const TravelRules& rules, std::int32_t metres);

/// One way from place to place, door to door.
struct Leg {
  std::int32_t minutes = 0, metres = 0;
  std::int32_t ore = 0;  ///< paid by the traveller

  friend bool operator==(const Leg&, const Leg&) = default;
};

/// The day that a leg is made on.
struct DayKind {
  int weekday = 0;  ///< 0 Monday to 6 Sunday
  Season season = Season::kSummer;
};

/// What the marketplace's shared rides are like for those who live in a place.
struct SharedRides {
  static constexpr std::int16_t kNone = 0;
  std::int16_t wait_min = kNone;   ///< until one sits in a vehicle, and what its detours take; kNone: there are none
  std::int16_t fare_permille = 0;  ///< of what a bus costs that far

  friend bool operator==(const SharedRides&, const SharedRides&) = default;
};

/// Whether people without a car ask the marketplace for a ride for an errand from place to place: where no bus goes,
/// and too far to walk.
bool asks_for_ride(const BusDays& buses, std::int32_t metres, int weekday, std::uint32_t from, std::uint32_t to);

/// What a mode offers between two places, or nothing where it does not go. A bus to work and back is another one than
/// a bus for an errand.
class LevelOfService {
 public:
  /// Buses are free between the `free_places`; none if empty, else one flag for each place. `shared` by place; empty:
  /// there is no marketplace.
  LevelOfService(const CountyRoads& roads, const BusDays& buses, TravelRules rules = {},
                 std::vector<bool> free_places = {}, std::vector<SharedRides> shared = {})
      : roads_(roads),
        buses_(buses),
        rules_(rules),
        free_places_(std::move(free_places)),
        shared_(std::move(shared)) {}

  std::optional<Leg> leg(Mode mode, std::uint32_t from, std::uint32_t to, DayKind day, bool for_work) const;
  const TravelRules& rules() const { return rules_; }
  std::span<const SharedRides> shared() const { return shared_; }

 private:
  std::optional<Leg> by_shared_ride(std::uint32_t from, std::uint32_t to, Drive drive, DayKind day) const;
  std::optional<Leg> by_bus(std::uint32_t from, std::uint32_t to, std::int32_t metres, DayKind day,
                            bool for_work) const;

  const CountyRoads& roads_;
  const BusDays& buses_;
  TravelRules rules_;
  std::vector<bool> free_places_;
  std::vector<SharedRides> shared_;
};

}  // namespace rurban
