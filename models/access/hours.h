#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/transport/county_service.h"
#include "models/transport/roads.h"

namespace rurban {

/// By hour of the day.
using ByHour = std::array<std::int16_t, 24>;

/// For each place the minutes to the nearest of `goals`, by bus or on foot, when one sets out on the hour, waiting
/// counted in; kOutOfReach when nothing goes any more that day. `timetable` is of that day.
std::vector<ByHour> minutes_by_hour(const County& county, const CountyRoads& roads, const Timetable& timetable,
                                    std::span<const std::uint32_t> goals, const WalkingRules& rules = {});

}  // namespace rurban
