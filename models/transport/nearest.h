#pragma once
#include <cstdint>
#include <span>

#include "models/transport/bus_days.h"
#include "models/transport/roads.h"

namespace rurban {

inline constexpr std::int16_t kOutOfReach = -1;

/// Minutes by car in summer from a place to the nearest of `places`; kOutOfReach if there are none.
std::int16_t minutes_by_car(const CountyRoads& roads, std::uint32_t from, std::span<const std::uint32_t> places);

/// Minutes by bus for an errand on a weekday, or on foot up to an hour; kOutOfReach where neither goes.
std::int16_t minutes_without_car(const CountyRoads& roads, const BusDays& buses, std::uint32_t from,
                                 std::span<const std::uint32_t> places);

/// On foot; kFarMinutes for what is farther than an hour.
inline constexpr std::int32_t kFarMinutes = 32'767;
std::int32_t walking_minutes(std::int32_t metres);

}  // namespace rurban
