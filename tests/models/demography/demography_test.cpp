#include <gtest/gtest.h>

#include "models/demography/demography_model.h"
#include "models/rates.h"

namespace rurban {
namespace {

TEST(Rates, BecomeProbabilitiesThatAddUpOverMonths) {
  const double month = probability(0.3, 1 / 12.0);
  double survived = 1;
  for (int i = 0; i != 12; ++i) survived *= 1 - month;
  EXPECT_NEAR(survived, 1 - probability(0.3, 1), 1e-12);
  EXPECT_EQ(probability(0, 1), 0);
  EXPECT_LT(probability(50, 1), 1.0000001);
}

TEST(Rates, OfAYearSeriesLieOnStraightLinesAndHoldBeyondTheEnds) {
  const std::vector<YearValue> series{{2021, 1.6}, {2025, 1.2}};
  EXPECT_EQ(value_in(series, 1990), 1.6);
  EXPECT_NEAR(value_in(series, 2023), 1.4, 1e-12);
  EXPECT_EQ(value_in(series, 2050), 1.2);
}

TEST(Rates, AtALevelKeepTheirOddsRatioAndStayShares) {
  for (const double share : {0.0, 0.1, 0.5, 0.99, 1.0}) {
    EXPECT_NEAR(at_level(share, 1), share, 1e-15);
    EXPECT_GE(at_level(share, 3), share);
    EXPECT_LE(at_level(share, 3), 1);
  }
  EXPECT_NEAR(at_level(0.5, 3), 0.75, 1e-15);  // odds 1 become odds 3
}

TEST(Fertility, SplitByPartnershipKeepsTheMeanAndTheRatio) {
  const auto [without, with] = split_fertility(0.1, 4, 300, 700);
  EXPECT_NEAR(with / without, 4, 1e-12);
  EXPECT_NEAR((300 * without + 700 * with) / 1000, 0.1, 1e-15);
  EXPECT_EQ(split_fertility(0.1, 4, 0, 0)[0], 0.1);
}

}  // namespace
}  // namespace rurban
