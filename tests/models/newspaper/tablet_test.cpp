#include "models/newspaper/tablet.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

TEST(HomeOnline, WithAFastLineAlwaysAndWithoutOneAsOftenAsTheOthersOfThePlace) {
  for (const Line line : {Line::kFibre, Line::kCable, Line::kRadio}) EXPECT_EQ(home_is_online(line, 10, 5), 1);
  // Of 100 homes 40 have a line and 85 are online: 45 of the 60 without one.
  EXPECT_DOUBLE_EQ(home_is_online(Line::kNone, 85, 40), 45.0 / 60);
  EXPECT_DOUBLE_EQ(home_is_online(Line::kPassed, 85, 40), 45.0 / 60) << "a line past the door is none";
  EXPECT_EQ(home_is_online(Line::kNone, 40, 40), 0);
  EXPECT_EQ(home_is_online(Line::kNone, -1, -1), 0) << "nobody was counted there";
}

TEST(Tablet, IsTakenByTheShareOfThoseWhoCanReadOnIt) {
  // Half of the homes are online; 98 of 100 use the internet, and 0.3 of the other 2 learn to.
  EXPECT_DOUBLE_EQ(takes_tablet(0.5, 40, {0.6, 0.3}), 0.5 * (0.98 + 0.02 * 0.3) * 0.6);
  EXPECT_DOUBLE_EQ(takes_tablet(1, 92, {0.6, 0.3}), (0.55 + 0.45 * 0.3) * 0.6);
  EXPECT_EQ(takes_tablet(0, 40, {1, 1}), 0) << "no course helps where there is no net";
  EXPECT_EQ(takes_tablet(1, 100, {1, 1}), 1);
}

TEST(Tablet, IsTakenLessTheOlderAndMoreTheMoreTheCourseHelps) {
  for (int age = 20; age != 109; ++age) EXPECT_GE(takes_tablet(1, age, {}), takes_tablet(1, age + 1, {})) << age;
  const auto gap = [](double helps) { return takes_tablet(1, 40, {1, helps}) - takes_tablet(1, 85, {1, helps}); };
  EXPECT_GT(gap(0), gap(0.3));
  EXPECT_NEAR(gap(1), 0, 1e-12) << "a course that helps all leaves no gap between young and old";
}

TEST(TabletBill, IsSharedByThePublisherTheStateAndTheMunicipality) {
  const TabletBill none = tablet_bill(10, {3'000, 1'500, 0}), half = tablet_bill(10, {3'000, 1'500, 0.5});
  EXPECT_EQ(none.publisher, ore(30'000));
  EXPECT_EQ(none.state, 0);
  EXPECT_EQ(none.municipality, ore(15'000));
  EXPECT_EQ(half.publisher, ore(15'000));
  EXPECT_EQ(half.state, ore(15'000));
  EXPECT_EQ(half.municipality, ore(15'000)) << "the state helps with tablets only";
}

TEST(TabletBill, AddsUpToTheOreWhateverTheShare) {
  TabletBill sum;
  for (int k = 0; k != 100; ++k) {
    const TabletBill bill = tablet_bill(7, {2'999.99, 1'234.56, k / 99.0});
    EXPECT_EQ(bill.all(), 7 * (299'999 + 123'456)) << k;
    EXPECT_GE(bill.publisher, 0);
    EXPECT_GE(bill.state, 0);
    sum += bill;
  }
  EXPECT_EQ(sum.all(), 100 * 7 * (299'999 + 123'456));
}

TEST(Readers, AreCountedOnceByAgeAndOnceByPlace) {
  ReaderTally tally;
  tally.add(64, PlaceClass::kTown);
  tally.add(65, PlaceClass::kVillage);
  tally.add(74, PlaceClass::kHamlet);
  tally.add(75, PlaceClass::kHamlet);
  EXPECT_EQ(tally.by_age, (std::array<std::int64_t, kReaderAges>{1, 2, 1}));
  EXPECT_EQ(tally.by_class, (std::array<std::int64_t, kPlaceClasses>{1, 1, 2}));
}

}  // namespace
}  // namespace rurban
