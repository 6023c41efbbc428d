#include "models/employment/labour.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

/// The employed share after months at one age, starting from `start`.
double after(int months, double start, double share, double next) {
  const LabourChances chances = labour_chances(share, next, 0.1, 1 / 12.0);
  double employed = start;
  for (int i = 0; i != months; ++i) employed += (1 - employed) * chances.find - employed * chances.lose;
  return employed;
}

TEST(Labour, KeepsAShareThatStandsStill) {
  for (const double share : {0.2, 0.5, 0.9}) EXPECT_NEAR(after(600, share, share, share), share, 1e-3);
}

TEST(Labour, ComesBackToTheShareFromAnywhere) {
  EXPECT_NEAR(after(1200, 0, 0.7, 0.7), 0.7, 0.01);
  EXPECT_NEAR(after(1200, 1, 0.7, 0.7), 0.7, 0.01);
}

TEST(Labour, FollowsTheShareThroughAYearOfAge) {
  EXPECT_NEAR(after(12, 0.5, 0.5, 0.7), 0.7, 0.02);      // the young find their first jobs
  EXPECT_NEAR(after(12, 0.66, 0.66, 0.42), 0.42, 0.05);  // the old retire
}

TEST(Labour, IsNeverMoreThanCertain) {
  for (const double share : {0.0, 0.001, 0.999, 1.0})
    for (const double next : {0.0, 0.5, 1.0}) {
      const LabourChances chances = labour_chances(share, next, 1, 1);
      EXPECT_GE(chances.find, 0);
      EXPECT_LE(chances.find, 1);
      EXPECT_GE(chances.lose, 0);
      EXPECT_LE(chances.lose, 1);
    }
}

}  // namespace
}  // namespace rurban
