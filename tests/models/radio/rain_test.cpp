#include "models/radio/rain.h"

#include <gtest/gtest.h>

namespace rurban::radio {
namespace {

using enum Polarisation;

TEST(RainPower, MeetsTheTableOfTheRecommendation) {  // P.838-3 Table 5
  EXPECT_NEAR(rain_power(10, kHorizontal).k, 0.01217, 5e-6);
  EXPECT_NEAR(rain_power(10, kHorizontal).alpha, 1.2571, 5e-5);
  EXPECT_NEAR(rain_power(10, kVertical).k, 0.01129, 5e-6);
  EXPECT_NEAR(rain_power(10, kVertical).alpha, 1.2156, 5e-5);
  EXPECT_NEAR(rain_power(20, kHorizontal).k, 0.09164, 5e-6);
  EXPECT_NEAR(rain_power(20, kHorizontal).alpha, 1.0568, 5e-5);
  EXPECT_NEAR(rain_power(20, kVertical).k, 0.09611, 5e-6);
  EXPECT_NEAR(rain_power(20, kVertical).alpha, 0.9847, 5e-5);
  EXPECT_NEAR(rain_power(80, kVertical).k, 1.1668, 5e-5);
  EXPECT_NEAR(rain_power(80, kVertical).alpha, 0.7021, 5e-5);
}

/// Computed by ITU-Rpy (itu530.rain_attenuation, 19 mm/h, 45 degrees of tilt), which lies between the polarisations.
/// It reads C0 of (35) as 0.12 + 0.4 (log(f/10))^0.8; here the power belongs to the ratio: less than 3 % apart.
TEST(RainFade, IsNearAPeersValues) {
  struct Row {
    double ghz, km, percent, fade_db;
  };
  for (const Row& row : {Row{66.96, 1, 0.1, 4.655}, Row{66.96, 2, 0.1, 6.673}, Row{60.48, 1.5, 0.01, 14.481},
                         Row{69.12, 3, 0.1, 8.498}, Row{64.8, 0.5, 1, 0.824}}) {
    const double low = RainFade(row.ghz, kVertical, row.km, 19).exceeded_db(row.percent);
    const double high = RainFade(row.ghz, kHorizontal, row.km, 19).exceeded_db(row.percent);
    EXPECT_LT(0.97 * low, row.fade_db) << row.ghz;
    EXPECT_GT(1.05 * high, row.fade_db) << row.ghz;
  }
}

TEST(RainFade, MoreRainAndMoreOftenMeanMoreAndLess) {
  for (const double ghz : {7.0, 18.0, 23.0, 38.0, 80.0}) {
    double before = 0;
    for (int mm = 5; mm <= 60; ++mm) {
      const double here = RainFade(ghz, kVertical, 10, mm).exceeded_db(0.01);
      EXPECT_GT(here, before) << ghz << " GHz, " << mm << " mm/h";
      before = here;
    }
    const RainFade fade(ghz, kVertical, 10, 20);
    EXPECT_GT(fade.exceeded_db(0.001), fade.exceeded_db(0.01));
    EXPECT_GT(fade.exceeded_db(0.01), fade.exceeded_db(0.1));
    EXPECT_GT(fade.exceeded_db(0.1), fade.exceeded_db(1));
  }
}

TEST(RainFade, TheOutageOfAMarginIsWhereTheFadeIsThatDeep) {
  const RainFade fade(23, kVertical, 12, 20);
  for (const double percent : {0.002, 0.01, 0.05, 0.5})
    EXPECT_NEAR(fade.outage_percent(fade.exceeded_db(percent)), percent, 1e-9);
  EXPECT_EQ(fade.outage_percent(0), 100);
  EXPECT_EQ(fade.outage_percent(1000), 0.001);
}

}  // namespace
}  // namespace rurban::radio
