#include "models/practices/meetings.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace rurban::practices {
namespace {

TEST(Meetings, AreAsManyAYearAsAreWantedButNeverInJulyOrDecember) {
  for (int wanted = 0; wanted <= 12; ++wanted) {
    int held = 0;
    for (int month = 1; month <= 12; ++month) held += meets_in(month, wanted);
    EXPECT_EQ(held, std::min(wanted, kMostMeetings));
    EXPECT_FALSE(meets_in(7, wanted) || meets_in(12, wanted));
  }
}

TEST(Meetings, OfAFullerYearAreThoseOfAnEmptierOneAndMore) {
  for (int few = 0; few < kMostMeetings; ++few)
    for (int month = 1; month <= 12; ++month)
      EXPECT_LE(meets_in(month, few), meets_in(month, few + 1)) << few << " meetings, month " << month;
}

TEST(Meetings, AreHostedByEveryoneOnceBeforeAnyoneHostsTwice) {
  std::vector<std::int32_t> hosted(14);
  for (int meeting = 0; meeting != 14; ++meeting) ++hosted[next_host(hosted)];
  EXPECT_EQ(hosted, std::vector<std::int32_t>(14, 1));
  EXPECT_EQ(next_host(hosted), 0U);
}

TEST(Visit, IsPaidForTheHoursOfTheMeetingAndOfTheWayThereAndBack) {
  MeetingRules rules;
  rules.minutes = 360;
  rules.kr_per_hour = 400;
  rules.car_kr_per_km = 4;
  const Visit two = visit(2, {.minutes = 90, .metres = 100'000}, rules);
  EXPECT_EQ(two.meeting_min, 2 * 360);
  EXPECT_EQ(two.travel_min, 2 * 2 * 90);
  EXPECT_EQ(two.work_ore, 2 * 9 * 400 * 100);  // 6 h there, 3 h under way, of two people
  EXPECT_EQ(two.car_ore, 200 * 4 * 100);       // one car
  EXPECT_EQ(two.nights, 0);
}

TEST(Visit, FromFarStaysTheNight) {
  MeetingRules rules;
  rules.night_after_min = 150;
  EXPECT_EQ(visit(2, {.minutes = 150, .metres = 1}, rules).nights, 0);
  EXPECT_EQ(visit(2, {.minutes = 151, .metres = 1}, rules).nights, 2);
}

TEST(Visit, ThatNoRoadAllowsTakesAndCostsNothing) {
  const Visit none = visit(2, {.minutes = kNoWayMin, .metres = 0}, {});
  EXPECT_EQ(none.people, 0);
  EXPECT_EQ(none.meeting_min + none.travel_min + none.work_ore + none.car_ore + none.nights, 0);
}

TEST(Visit, TakesItsMinutesEvenWhenNobodyIsHiredInstead) {
  MeetingRules rules;
  rules.replaced = 0;
  const Visit unpaid = visit(1, {.minutes = 60, .metres = 60'000}, rules);
  EXPECT_EQ(unpaid.work_ore, 0);
  EXPECT_EQ(unpaid.meeting_min + unpaid.travel_min, rules.minutes + 120);
}

TEST(Hosting, CostsMealsOfAllAndRoomsOfThoseFromFar) {
  MeetingRules rules;
  rules.kr_per_guest = 300;
  rules.kr_per_night = 1'000;
  EXPECT_EQ(hosting_ore(29, 10, rules), (29 * 300 + 10 * 1'000) * 100);
  EXPECT_EQ(hosting_ore(0, 0, rules), 0);
}

}  // namespace
}  // namespace rurban::practices
