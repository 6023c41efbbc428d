#include "models/radio/rma.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rurban::radio {
namespace {

const RmaCell kCell{.ghz = 0.7};

TEST(Rma, InSightAtOneHundredMetresIsTheSumOfItsTerms) {
  // 5^1.72 = 15.93; d3D = hypot(100, 33.5) = 105.46 m; 20 log(40 pi 105.46 0.7 / 3) = 69.81;
  // + 0.478 log(105.46) = 0.967; - 0.701; + 0.002 log(5) 105.46 = 0.147
  EXPECT_NEAR(rma_in_sight_db(kCell, 100), 69.81 + 0.967 - 0.701 + 0.147, 0.02);
}

TEST(Rma, ObstructedAtOneKilometreIsTheSumOfItsTerms) {
  // 161.04 - 7.1 log 20 = 9.237; + 7.5 log 5 = 5.242; - (24.37 - 3.7 / 49) log 35 = 37.512;
  // + (43.42 - 3.1 log 35) (log 1000.56 - 3) = 0.009; + 20 log 0.7 = -3.098; - (3.2 log^2 17.625 - 4.97) = 0.001
  EXPECT_NEAR(rma_obstructed_db(kCell, 1000), 161.04 - 9.237 + 5.242 - 37.512 + 0.009 - 3.098 - 0.001, 0.02);
}

TEST(Rma, MoreDistanceIsMoreLossAlsoAtTheBreakPoint) {
  double in_sight = 0, obstructed = 0;
  for (double metres = 10; metres <= 10'000; metres += 10) {
    EXPECT_GT(rma_in_sight_db(kCell, metres), in_sight) << metres;
    EXPECT_GT(rma_obstructed_db(kCell, metres), obstructed) << metres;
    in_sight = rma_in_sight_db(kCell, metres);
    obstructed = rma_obstructed_db(kCell, metres);
    EXPECT_GE(obstructed, in_sight);
  }
}

/// 2 pi 35 m 1.5 m 0.7 GHz / c = 769.7 m.
TEST(Rma, FarFromTheMastLossGrowsFasterAndIsLessSure) {
  EXPECT_NEAR(rma_in_sight_db(kCell, 8000) - rma_in_sight_db(kCell, 4000), 12.04, 0.01);  // 40 log 2
  EXPECT_EQ(rma_in_sight_sd_db(kCell, 769), 4);
  EXPECT_EQ(rma_in_sight_sd_db(kCell, 770), 6);
  EXPECT_GT(kRmaObstructedSdDb, rma_in_sight_sd_db(kCell, 770));
}

TEST(Rma, AHigherMastLosesLess) {
  RmaCell high = kCell;
  high.base_m = 100;
  for (const double metres : {500.0, 2000.0, 5000.0})
    EXPECT_LT(rma_obstructed_db(high, metres), rma_obstructed_db(kCell, metres));
}

TEST(Rma, SightFadesWithDistance) {
  EXPECT_EQ(rma_sight_probability(10), 1);
  EXPECT_NEAR(rma_sight_probability(1010), std::exp(-1), 1e-12);
  EXPECT_LT(rma_sight_probability(5000), rma_sight_probability(4000));
}

}  // namespace
}  // namespace rurban::radio
