#include "models/daily_life/choice.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rurban {
namespace {

TEST(Logit, GivesEachAlternativeItsShareOfTheExponentials) {
  const std::vector<double> utilities{0, std::log(2.0), std::log(5.0)};  // 1 : 2 : 5
  const Logit logit(utilities);
  EXPECT_NEAR(logit.thresholds()[0] * 0x1p-32, 1 / 8.0, 1e-9);
  EXPECT_NEAR(logit.thresholds()[1] * 0x1p-32, 3 / 8.0, 1e-9);
  EXPECT_EQ(logit.choose(0), 0U);
  EXPECT_EQ(logit.choose(logit.thresholds()[0]), 1U);
  EXPECT_EQ(logit.choose(0xFFFFFFFF), 2U);
}

TEST(Logit, DependsOnDifferencesOnlyAndBearsExtremes) {
  const std::vector<double> low{-1e6, -1e6 - 1}, high{1e6, 1e6 - 1}, lone{-1e9};
  EXPECT_EQ(Logit(low).thresholds()[0], Logit(high).thresholds()[0]);
  EXPECT_EQ(Logit(lone).choose(12345), 0U);
}

TEST(Logit, TakenOnceIsTheSameAsMadeReady) {
  const std::vector<double> utilities{0.3, -2, 1.1, 0.3};
  for (std::uint64_t bits = 0; bits < 0x1'0000'0000; bits += 0x123'4567)
    ASSERT_EQ(choose(utilities, static_cast<std::uint32_t>(bits)),
              Logit(utilities).choose(static_cast<std::uint32_t>(bits)));
}

TEST(Utility, FallsWithMinutesAndWithKronor) {
  const ChoiceRules rules;
  const auto of = [&](Leg leg) { return utility(Mode::kBus, leg, Season::kSummer, {}, rules); };
  EXPECT_GT(of({10, 5'000, 0}), of({11, 5'000, 0}));
  EXPECT_GT(of({10, 5'000, 0}), of({10, 5'000, 3'000}));
  // 75 kr are an hour's worth.
  EXPECT_NEAR(of({70, 5'000, 0}), of({10, 5'000, 7'500}), 1e-12);
}

TEST(Utility, WinterIsHardOnCyclistsAndALiftIsHarderToAskForOutsideTheHome) {
  const ChoiceRules rules;
  const Leg leg{15, 3'000, 0};
  EXPECT_GT(utility(Mode::kBicycle, leg, Season::kSummer, {}, rules),
            utility(Mode::kBicycle, leg, Season::kWinter, {}, rules));
  EXPECT_EQ(utility(Mode::kWalk, leg, Season::kSummer, {}, rules),
            utility(Mode::kWalk, leg, Season::kWinter, {}, rules));
  EXPECT_GT(utility(Mode::kLift, leg, Season::kSummer, {.lift = true}, rules),
            utility(Mode::kLift, leg, Season::kSummer, {}, rules));
}

TEST(Means, WhoHasACarAtHandAsksForNoLiftAndWhoHasNoneCantDrive) {
  EXPECT_TRUE(has({.car = true}, Mode::kCar));
  EXPECT_FALSE(has({.car = true}, Mode::kLift));
  EXPECT_FALSE(has({}, Mode::kCar));
  EXPECT_TRUE(has({}, Mode::kLift));
  EXPECT_FALSE(has({}, Mode::kBus));
  EXPECT_TRUE(has({.bus = true}, Mode::kBus));
}

TEST(Means, OnlyWhereNobodyAtHomeDrivesIsTheMarketplaceAsked) {
  EXPECT_TRUE(has({}, Mode::kShared));
  EXPECT_FALSE(has({.car = true}, Mode::kShared));
  EXPECT_FALSE(has({.lift = true}, Mode::kShared));
}

}  // namespace
}  // namespace rurban
