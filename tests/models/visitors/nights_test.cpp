#include "models/visitors/nights.h"

#include <gtest/gtest.h>

#include <array>

namespace rurban::visitors {
namespace {

constexpr std::array kCodes{2505, 2506, 2510, 2513, 2514, 2518, 2521, 2523, 2560, 2580, 2581, 2582, 2583, 2584};

double sum(const BySeason& of) {
  return total(of);
}

TEST(PublishedNights, AreSpreadWholeOverMunicipalitiesAndSeasons) {
  double all = 0;
  for (const int code : kCodes) {
    EXPECT_GT(published_nights(code).share, 0) << code;
    EXPECT_NEAR(sum(published_nights(code).season), 1, 1e-12) << code;
    all += published_nights(code).share;
  }
  EXPECT_NEAR(all, 1, 1e-12);
  EXPECT_EQ(published_nights(180).share, 0) << "Stockholm";
}

TEST(PublishedNights, AgreeWithWhatIsPublished) {
  // Kiruna had 608,000 of 2.9 million in 2024 and was first, Luleå and Piteå close (turismnytt.se 2024).
  EXPECT_NEAR(published_nights(2584).share * 2'900'000, 608'000, 5'000);
  EXPECT_GT(published_nights(2584).share, published_nights(2580).share);
  EXPECT_GT(published_nights(2580).share, published_nights(2581).share);
  // June to August had 957,898 of some 2.05 million in 2014, 1.3 of 2.4 million in 2019 (affarerinorr.se).
  double summer = 0;
  for (const int code : kCodes)
    summer += published_nights(code).share * published_nights(code).season[static_cast<std::size_t>(Season::kSummer)];
  EXPECT_GT(summer, 0.957898 / 2.05 - 0.02);
  EXPECT_LT(summer, 1.3 / 2.4 + 0.02);
  // A third of Piteå's year is July alone (kuriren.nu 2014), and July is not all of summer.
  EXPECT_GT(published_nights(2581).season[static_cast<std::size_t>(Season::kSummer)], 1.0 / 3);
}

TEST(Beds, TurnGuestsAwayWhenTheSeasonIsFullAndNotBefore) {
  // 100 beds hold 100 * 92 * 0.65 = 5,980 nights in summer and 100 * 121 * 0.65 = 7,865 in winter.
  const BySeason nights{3'000, 500, 5'500, 500};
  const Demand twice{.growth = 1, .draw = 0, .full = 0.65};
  const BySeason served = nights_served(nights, 100, 0, 1, twice);
  EXPECT_DOUBLE_EQ(served[0], 6'000);
  EXPECT_DOUBLE_EQ(served[2], 5'980);
}

TEST(Beds, ThatNobodyAsksForBringNobody) {
  const BySeason nights{1'000, 500, 2'000, 500};
  const Demand still{.growth = 0, .draw = 0, .full = 0.65};
  EXPECT_EQ(sum(nights_gained(nights, 100, 0, 50, 20, still)), 0);
}

TEST(Beds, BringThoseWhoWereTurnedAway) {
  const BySeason nights{0, 0, 5'500, 0};
  const Demand demand{.growth = 0.5, .draw = 0, .full = 0.65};
  // 8,250 ask in the first year, 5,980 find a bed; ten beds more hold 598.
  EXPECT_NEAR(sum(nights_gained(nights, 100, 0, 10, 1, demand)), 598, 1e-9);
  EXPECT_NEAR(sum(nights_gained(nights, 100, 0, 1'000, 1, demand)), 8'250 - 5'980, 1e-9) << "and no more than ask";
}

TEST(Facilities, DrawAPartOfWhatBedsHaveTodayAndTheRestMovesOver) {
  const BySeason nights{1'000, 500, 2'000, 500};
  const Demand demand{.growth = 0, .draw = 0.3, .full = 0.65};
  EXPECT_NEAR(sum(nights_gained(nights, 100, 0, 10, 5, demand)), 4'000 * 0.1 * 0.3, 1e-9);
}

TEST(Nights, NeverFallByMoreBedsOrMoreDemandNorBelowTheGivenCourse) {
  const BySeason nights{3'000, 600, 5'900, 700};
  double before = sum(nights);
  for (const double beds : {0.0, 5.0, 20.0, 80.0, 400.0}) {
    const double served = sum(nights_served(nights, 100, beds, 10, {}));
    EXPECT_GE(served, before);
    before = served;
  }
  before = 0;
  for (const double growth : {0.0, 0.005, 0.01, 0.05}) {
    const double served = sum(nights_served(nights, 100, 30, 10, {.growth = growth}));
    EXPECT_GE(served, before);
    before = served;
  }
  // A given course above what beds hold stays: it was counted.
  EXPECT_GE(sum(nights_served({9'000, 0, 0, 0}, 10, 0, 0, {})), 9'000);
}

TEST(Nights, OfTwoWaysToPlanWithTheSameBedsAreTheSame) {
  EXPECT_EQ(sum(nights_gained({3'000, 600, 5'900, 700}, 100, 40, 40, 15, {})), 0);
}

TEST(ConflictDays, FollowNightsBySeasonAndWhatIsAvoided) {
  const BySeason days{1, 2, 0.5, 0.7};
  EXPECT_DOUBLE_EQ(conflict_days({1'000, 1'000, 2'000, 0}, days, 0), 1 + 2 + 1);
  EXPECT_DOUBLE_EQ(conflict_days({1'000, 1'000, 2'000, 0}, days, 0.25), 3);
  EXPECT_EQ(conflict_days({1'000, 0, 0, 0}, days, 1), 0);
}

}  // namespace
}  // namespace rurban::visitors
