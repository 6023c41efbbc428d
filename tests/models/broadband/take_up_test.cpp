#include "models/broadband/take_up.h"

#include <gtest/gtest.h>

#include <numeric>

#include "models/broadband/norrbotten.h"

namespace rurban::broadband {
namespace {

const TakeUpRules kRules;

TEST(TakeUp, FallsWithPriceAndAgeAndGrowsWithTime) {
  for (double age = 20; age < 100; age += 5)
    for (double kr = 100; kr < 1'500; kr += 100)
      for (double years = 0; years < 15; years += 0.5) {
        EXPECT_LE(subscribed(years, age, kr + 50, kRules), subscribed(years, age, kr, kRules));
        EXPECT_LE(subscribed(years, age + 2, kr, kRules), subscribed(years, age, kr, kRules));
        EXPECT_LT(subscribed(years, age, kr, kRules), subscribed(years + 0.5, age, kr, kRules));
        EXPECT_LE(subscribed(years, age, kr, kRules), take_up_ceiling(age, kr, kRules));
      }
}

TEST(TakeUp, MonthByMonthLeadsWhereTheCurveDoes) {
  double share = 0;
  for (int month = 0; month != 60; ++month)
    share += (1 - share) * take_up_chance(month / 12.0, 1 / 12.0, 45, 450, kRules);
  EXPECT_NEAR(share, subscribed(5, 45, 450, kRules), 1e-12);
}

TEST(TakeUp, IsBassesCurve) {
  // f / (1 - F) = p + q F (Bass 1969, equation 1), seen over a short while.
  const double f = adopted(3, kRules), next = adopted(3.0001, kRules);
  EXPECT_NEAR((next - f) / 1e-4 / (1 - f), kRules.innovation + kRules.imitation * f, 1e-3);
  EXPECT_EQ(adopted(0, kRules), 0);
  EXPECT_NEAR(adopted(50, kRules), 1, 1e-9);
}

TEST(TakeUp, OfThoseOver75SevenInTenAreOnline) {
  // Svenskarna och internet: 27 % of 76 and over do not use the internet (2020), 30 % of over 75 (2023). Nobody is
  // held back by a price of nothing.
  double old = 0, online = 0;
  for (int age = 76; age != kAges; ++age)
    for (const auto& sex : norrbotten().county.demography.population) {
      old += sex[static_cast<std::size_t>(age)];
      online += sex[static_cast<std::size_t>(age)] * take_up_ceiling(age, 0, kRules);
    }
  EXPECT_GE(online / old, 0.70);
  EXPECT_LE(online / old, 0.75);
}

TEST(TakeUp, AfterSomeYearsFourHouseholdsInFiveThatArePassedSubscribe) {
  // Sweden 2020: 35 subscriptions of 100 Mbit/s or more for 100 inhabitants (SSNf citing PTS), 2.2 persons a
  // household, 95 % of homes passed. Norrbotten's ages stand in for the nation's.
  double all = 0, taken = 0;
  for (int age = 20; age != kAges; ++age)
    for (const auto& sex : norrbotten().county.demography.population) {
      all += sex[static_cast<std::size_t>(age)];
      taken += sex[static_cast<std::size_t>(age)] * subscribed(6, age, 450, kRules);
    }
  EXPECT_NEAR(taken / all, 0.35 * 2.2 / 0.95, 0.06);
}

}  // namespace
}  // namespace rurban::broadband
