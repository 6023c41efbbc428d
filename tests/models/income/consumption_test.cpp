#include "models/income/consumption.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

double part(std::int32_t share) {
  return static_cast<double>(share) / kWholeShare;
}

TEST(Spending, LeavesARestForJourneysAbroadAndNoKindIsNamedTwice) {
  double sum = 0;
  for (const Spending& kind : kSpending) {
    sum += kind.share;
    EXPECT_GT(kind.share, 0);
    EXPECT_GE(kind.online, 0);
    EXPECT_LT(kind.online, 1);
    int named = 0;
    for (const Spending& other : kSpending) named += other.sector == kind.sector;
    EXPECT_EQ(named, 1);
  }
  EXPECT_NEAR(sum, 0.93, 1e-12);  // 0.33 + 3 x 0.09 + 2 x 0.07 + 0.06 + 0.05 + 2 x 0.03 + 0.02
}

TEST(Shopping, IsAtTheSeatBeforeAnyErrandIsKnown) {
  const Tiers tiers = shopping_tiers(0, 0, 0);
  EXPECT_EQ(tiers.here, 0);
  EXPECT_NEAR(part(tiers.seat), 0.94, 1e-4);
  EXPECT_EQ(tiers.coast, 0);
}

TEST(Shopping, FollowsErrandsAndKeepsAPartForJourneys) {
  const Tiers tiers = shopping_tiers(300'00, 600'00, 100'00);
  EXPECT_NEAR(part(tiers.here), 0.3 * 0.94, 1e-4);
  EXPECT_NEAR(part(tiers.seat), 0.6 * 0.94, 1e-4);
  EXPECT_NEAR(part(tiers.coast), 0.1 * 0.94, 1e-4);
}

TEST(Shopping, NeverSpendsMoreThanTheWhole) {
  for (const std::int64_t here : {0LL, 1LL, 7LL, 1'000'000'000'007LL})
    for (const std::int64_t seat : {0LL, 3LL, 999'999'999'999LL})
      for (const std::int64_t coast : {0LL, 1LL, 123'456'789LL}) {
        const Tiers tiers = shopping_tiers(here, seat, coast);
        EXPECT_GE(tiers.here, 0);
        EXPECT_LE(tiers.here + tiers.seat + tiers.coast, share(0.9401));
      }
}

TEST(Shopping, MovesHereWhenMoreErrandsDo) {
  EXPECT_GT(shopping_tiers(200, 600, 100).here, shopping_tiers(100, 600, 100).here);
  EXPECT_LT(shopping_tiers(200, 600, 100).seat, shopping_tiers(100, 600, 100).seat);
}

TEST(Serving, LeavesAPartOutsideTheCounty) {
  EXPECT_NEAR(part(kServedFrom.here + kServedFrom.seat + kServedFrom.coast), 0.85, 1e-4);
}

TEST(OtherSpending, IsWhatErrandsAndRentsLeaveOfWhatIsConsumed) {
  // 0.94 of 1,000 kr less 200 and 300 leave 440.
  EXPECT_NEAR(part(other_spending_share(1'000'00, 200'00, 300'00, 0.94)), 0.44, 1e-4);
}

TEST(OtherSpending, StaysWithinBounds) {
  EXPECT_NEAR(part(other_spending_share(1'000'00, 900'00, 900'00, 0.94)), 0.15, 1e-4);
  EXPECT_NEAR(part(other_spending_share(1'000'00, 0, 0, 1)), 0.95, 1e-4);
}

TEST(OtherSpending, RisesWithThePropensityAndFallsWithErrandsAndRents) {
  const std::int32_t now = other_spending_share(1'000'00, 200'00, 100'00, 0.9);
  EXPECT_GT(other_spending_share(1'000'00, 200'00, 100'00, 0.95), now);
  EXPECT_LT(other_spending_share(1'000'00, 250'00, 100'00, 0.9), now);
  EXPECT_LT(other_spending_share(1'000'00, 200'00, 150'00, 0.9), now);
}

}  // namespace
}  // namespace rurban
