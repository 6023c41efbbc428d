#include "models/transport/level_of_service.h"

#include <algorithm>

namespace rurban {
namespace {

/// To the nearest whole number; std::lround is a call, and this is asked a million times a day.
std::int32_t rounded(double positive) {
  return static_cast<std::int32_t>(positive + 0.5);
}

/// On one's own feet or wheels, as far as people go; nothing is paid.
std::optional<Leg> by_muscle(std::int32_t metres, double km_per_h, double farthest_km) {
  if (metres > farthest_km * 1'000) return std::nullopt;
  return Leg{.minutes = std::max(1, rounded(metres / km_per_h * 0.06)), .metres = metres, .ore = 0};
}

}  // namespace

std::int32_t fare_ore(const TravelRules& rules, std::int32_t metres) {
  const double kr =
      std::min(rules.most_fare_kr, rules.fare_kr + rules.fare_kr_per_km * std::max(0.0, metres / 1'000.0 - 10));
  return rounded(kr * 100);
}

std::optional<Leg> LevelOfService::leg(Mode mode, std::uint32_t from, std::uint32_t to, DayKind day,
                                       bool for_work) const {
  const Drive drive = roads_.drive(day.season, from, to);
  const double driving_min = drive.ms / 60'000.0;
  switch (mode) {
    case Mode::kCar:
      return Leg{.minutes = rounded(driving_min + rules_.ready_min),
                 .metres = drive.metres,
                 .ore = rounded(drive.metres * rules_.car_kr_per_km / 10)};
    case Mode::kLift:
      return Leg{.minutes = rounded(driving_min + rules_.lift_wait_min), .metres = drive.metres, .ore = 0};
    case Mode::kBus:
      return by_bus(from, to, drive.metres, day, for_work);
    case Mode::kBicycle:
      return by_muscle(drive.metres, rules_.bicycle_km_per_h, rules_.farthest_bicycle_km);
    case Mode::kWalk:
      return by_muscle(drive.metres, rules_.walk_km_per_h, rules_.farthest_walk_km);
    case Mode::kShared:
      return by_shared_ride(from, to, drive, day);
  }
  return std::nullopt;
}

std::optional<Leg> LevelOfService::by_bus(std::uint32_t from, std::uint32_t to, std::int32_t metres, DayKind day,
                                          bool for_work) const {
  if (from == to)
    return std::nullopt;  // the county's buses leave towns to themselves; town buses are not in the package
  const BusTrips trips = buses_.between(day.weekday, from, to);
  const std::int16_t minutes = for_work ? trips.work : trips.errand;
  if (minutes == BusTrips::kNone) return std::nullopt;
  if (!free_places_.empty() && free_places_[from] && free_places_[to])
    return Leg{.minutes = minutes, .metres = metres, .ore = 0};
  return Leg{.minutes = minutes, .metres = metres, .ore = fare_ore(rules_, metres)};
}

std::optional<Leg> LevelOfService::by_shared_ride(std::uint32_t from, std::uint32_t to, Drive drive,
                                                  DayKind day) const {
  // Towns have other ways to get about; a way home is shared like the way from there.
  if (shared_.empty() || !asks_for_ride(buses_, drive.metres, day.weekday, from, to)) return std::nullopt;
  const SharedRides& rides = shared_[from].wait_min != SharedRides::kNone ? shared_[from] : shared_[to];
  if (rides.wait_min == SharedRides::kNone) return std::nullopt;
  return Leg{.minutes = rounded(drive.ms / 60'000.0) + rides.wait_min,
             .metres = drive.metres,
             .ore = rounded(fare_ore(rules_, drive.metres) * rides.fare_permille / 1'000.0)};
}

bool asks_for_ride(const BusDays& buses, std::int32_t metres, int weekday, std::uint32_t from, std::uint32_t to) {
  constexpr std::int32_t kWalkM = 2'000;  // one way; assumption: 1,000 to 4,000
  return from != to && metres > kWalkM && buses.between(weekday, from, to).errand == BusTrips::kNone;
}

}  // namespace rurban
