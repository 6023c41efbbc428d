#include "models/transport/nearest.h"

#include <algorithm>

namespace rurban {
namespace {

std::int16_t in_reach(std::int32_t minutes) {
  return minutes >= kFarMinutes ? kOutOfReach : static_cast<std::int16_t>(minutes);
}

}  // namespace

std::int32_t walking_minutes(std::int32_t metres) {
  constexpr double kMetresPerMinute = 75;  // 4.5 km/h; assumption: 60 to 90
  constexpr std::int32_t kMost = 60;
  const auto minutes = static_cast<std::int32_t>(metres / kMetresPerMinute + 0.5);
  return minutes > kMost ? kFarMinutes : minutes;
}

std::int16_t minutes_by_car(const CountyRoads& roads, std::uint32_t from, std::span<const std::uint32_t> places) {
  std::int32_t least = kFarMinutes;
  for (const std::uint32_t to : places)
    least = std::min(least, (roads.drive(Season::kSummer, from, to).ms + 30'000) / 60'000);
  return in_reach(least);
}

std::int16_t minutes_without_car(const CountyRoads& roads, const BusDays& buses, std::uint32_t from,
                                 std::span<const std::uint32_t> places) {
  std::int32_t least = kFarMinutes;
  for (const std::uint32_t to : places) {
    const std::int16_t bus = from == to ? BusTrips::kNone : buses.between(kWednesday, from, to).errand;
    if (bus != BusTrips::kNone) least = std::min<std::int32_t>(least, bus);
    least = std::min(least, walking_minutes(roads.drive(Season::kSummer, from, to).metres));
  }
  return in_reach(least);
}

}  // namespace rurban
