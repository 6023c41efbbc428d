#pragma once
// Meetings of the municipalities' developers: when, where, how long, and what they cost.
#include <cstdint>
#include <span>

namespace rurban::practices {

/// No meetings in July, when offices are closed, nor in December.
inline constexpr int kMostMeetings = 10;

/// Whether a meeting is held in a calendar month, 1 to 12, of a year with so many; more than kMostMeetings are as
/// many. A year with more meetings has all those of a year with fewer.
bool meets_in(int month, int meetings_a_year);

/// Who hosts the next meeting: who has done it least often, the first of equals. Requires: hosted is not empty
std::uint32_t next_host(std::span<const std::int32_t> hosted);

/// One way to the meeting, by car.
struct Way {
  std::int64_t minutes = 0, metres = 0;
};
/// Farther than a day: there is no road, or it is closed.
inline constexpr std::int64_t kNoWayMin = 24 * 60;

/// What a meeting takes and costs, in kronor of 2021. Assumptions with their range.
struct MeetingRules {
  std::int64_t people = 2;             ///< 1 to 3: sent by a municipality, in one car
  std::int64_t minutes = 360;          ///< 240 to 480: of the meeting
  double kr_per_hour = 450;            ///< 350 to 550: pay, with contributions, of an hour at work
  double replaced = 1;                 ///< 0 to 1: of the hours away, that are bought in instead
  double car_kr_per_km = 4;            ///< 2.5 to 6: fuel and wear
  std::int64_t night_after_min = 150;  ///< 90 to 180: who drives longer, one way, stays the night
  double kr_per_night = 1'300;         ///< 1,000 to 1,700: a room
  double kr_per_guest = 350;           ///< 200 to 500: food and room for the meeting
};

/// One delegation's part of a meeting; all but nights summed over its people.
struct Visit {
  std::int64_t people = 0, meeting_min = 0, travel_min = 0;
  std::int64_t work_ore = 0;  ///< hours bought in for those spent in the meeting and under way
  std::int64_t car_ore = 0;
  std::int64_t nights = 0;
};

/// There and back, by `people` in one car; nobody comes where there is no way.
Visit visit(std::int64_t people, const Way& way, const MeetingRules& rules);

/// What the host pays for guests and nights, in öre.
std::int64_t hosting_ore(std::int64_t people, std::int64_t nights, const MeetingRules& rules);

}  // namespace rurban::practices
