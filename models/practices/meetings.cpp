#include "models/practices/meetings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rurban::practices {
namespace {

/// In which order months get their meeting: March, September, May, November, January, June, October, February, April,
/// August. Assumption: as far apart as the holidays allow.
constexpr std::array<int, kMostMeetings> kMonths{3, 9, 5, 11, 1, 6, 10, 2, 4, 8};

std::int64_t to_ore(double kr) {
  return std::llround(kr * 100);
}

}  // namespace

bool meets_in(int month, int meetings_a_year) {
  const auto end = kMonths.begin() + std::clamp(meetings_a_year, 0, kMostMeetings);
  return std::find(kMonths.begin(), end, month) != end;
}

std::uint32_t next_host(std::span<const std::int32_t> hosted) {
  return static_cast<std::uint32_t>(std::min_element(hosted.begin(), hosted.end()) - hosted.begin());
}

Visit visit(std::int64_t people, const Way& way, const MeetingRules& rules) {
  if (people == 0 || way.minutes >= kNoWayMin) return {};
  Visit visit{.people = people, .meeting_min = people * rules.minutes, .travel_min = people * 2 * way.minutes};
  const double hours = static_cast<double>(visit.meeting_min + visit.travel_min) / 60;
  visit.work_ore = to_ore(hours * rules.kr_per_hour * rules.replaced);
  visit.car_ore = to_ore(2 * static_cast<double>(way.metres) / 1'000 * rules.car_kr_per_km);
  visit.nights = way.minutes > rules.night_after_min ? people : 0;
  return visit;
}

std::int64_t hosting_ore(std::int64_t people, std::int64_t nights, const MeetingRules& rules) {
  return to_ore(static_cast<double>(people) * rules.kr_per_guest + static_cast<double>(nights) * rules.kr_per_night);
}

}  // namespace rurban::practices
