#include "models/radio/p833.h"

#include <gtest/gtest.h>

namespace rurban::radio {
namespace {

TEST(Woodland, TakesPerMetreWhatWasMeasuredNearStPetersburg) {  // P.833-10 Table 1
  EXPECT_NEAR(woodland_db_per_m(105.9), 0.04, 1e-12);
  EXPECT_NEAR(woodland_db_per_m(466.475), 0.12, 1e-12);
  EXPECT_NEAR(woodland_db_per_m(949), 0.17, 1e-12);
  EXPECT_NEAR(woodland_db_per_m(1852.2), 0.30, 1e-12);
  EXPECT_NEAR(woodland_db_per_m(2117.5), 0.34, 1e-12);
}

/// The formula for the limit was fitted to these measurements of P.833-10 Table 1 and stays within 4 dB of each.
TEST(Woodland, TheLimitFollowsTheMeasurements) {
  EXPECT_NEAR(woodland_limit_db(105.9), 9.4, 0.5);
  EXPECT_NEAR(woodland_limit_db(466.475), 18.0, 0.5);
  EXPECT_NEAR(woodland_limit_db(949), 26.5, 2.5);
  EXPECT_NEAR(woodland_limit_db(1852.2), 29.0, 4);
  EXPECT_NEAR(woodland_limit_db(2117.5), 34.1, 0.5);
}

TEST(Woodland, DeeperInTheWoodIsDarkerUpToTheLimit) {
  double before = -1;
  for (int metres = 0; metres <= 2000; metres += 10) {
    const double here = woodland_db(800, metres);
    EXPECT_GT(here, before);
    EXPECT_LT(here, woodland_limit_db(800));
    before = here;
  }
  EXPECT_DOUBLE_EQ(woodland_db(800, 0), 0);
  EXPECT_NEAR(woodland_db(800, 2000), woodland_limit_db(800), 0.01);
}

TEST(Woodland, TheFirstMetreTakesTheSpecificAttenuation) {
  EXPECT_NEAR(woodland_db(800, 1), woodland_db_per_m(800), 0.001);
}

TEST(Woodland, HigherFrequenciesLoseMore) {
  double before = 0;
  for (double mhz = 100; mhz <= 3800; mhz += 50) {
    const double here = woodland_db(mhz, 100);
    EXPECT_GT(here, before) << mhz;
    before = here;
  }
}

}  // namespace
}  // namespace rurban::radio
