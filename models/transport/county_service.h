#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/transport/timetable.h"

namespace rurban {

/// How people on foot get between stops. Assumptions: 4.5 km/h (3.6 to 5.4), ways 1.3 times the straight line (1.2 to
/// 1.4), at most 1,000 m (500 to 1,500), two minutes for a change (1 to 5).
struct WalkingRules {
  double metres_per_s = 1.25;
  double detour = 1.3;
  std::int32_t farthest_m = 1'000;  ///< as the crow flies
  std::int32_t change_s = 120;
};

std::int32_t walking_seconds(double straight_m, const WalkingRules& rules);

/// Walks between all stops near enough to each other.
std::vector<Walk> walks_between(std::span<const RoadNode> stops, const WalkingRules& rules);

/// The day of the week that stands for working days.
inline constexpr int kWednesday = 2;

/// The county's buses of one weekday, 0 Monday to 6 Sunday; stops are the county's road nodes. On-demand lines, which
/// must be booked, run to their timetable or not at all.
DayService county_service(const County& county, int weekday, bool with_on_demand, const WalkingRules& rules = {});

}  // namespace rurban
