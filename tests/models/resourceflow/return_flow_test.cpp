#include "models/resourceflow/return_flow.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "models/resourceflow/three_places.h"

namespace rurban {
namespace {

using namespace three_places;
using enum HumanCapital;

ReturnFlow of(std::uint32_t place) {
  return return_flow(kFlows[place], kMultiplier);
}

std::vector<PlaceFlows> random_places(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto amount = [&random] { return static_cast<std::int64_t>(random()); };
  std::vector<PlaceFlows> places(count);
  for (PlaceFlows& place : places)
    place = {amount(), amount() - amount(), amount(), amount(), amount(), amount(), amount(), amount(), amount(),
             amount(), 1 + amount() % 1000};
  return places;
}

TEST(ReturnFlow, OfEachPlaceIsAsComputedByHand) {
  EXPECT_EQ(of(kMine).channels,
            (std::array<std::int64_t, kChannels>{kr(200'000), kr(40'000), kr(30'000), kr(40'000), kr(30'000)}));
  EXPECT_EQ(of(kMarket).channels,
            (std::array<std::int64_t, kChannels>{kr(20'000), kr(10'000), kr(50'000), kr(100'000), 0}));
  EXPECT_EQ(of(kCity).channels, (std::array<std::int64_t, kChannels>{0, 0, 0, kr(-200'000), kr(400'000)}));

  EXPECT_DOUBLE_EQ(of(kMine).ratio(kLeftOut).value(), 0.34);        // 340 / 1,000
  EXPECT_DOUBLE_EQ(of(kMine).ratio(kCounted).value(), 34 / 110.0);  // 340 / (1,000 + 100)
  EXPECT_DOUBLE_EQ(of(kMarket).ratio(kLeftOut).value(), 0.9);       // 180 / 200
  EXPECT_DOUBLE_EQ(of(kMarket).ratio(kCounted).value(), 0.72);      // 180 / (200 + 50)
}

TEST(ReturnFlow, OfTheRuralSetIsASumOverASumAndNotAMeanOfRatios) {
  const ReturnFlow rural = return_flow(kFlows, kRural, kMultiplier);
  EXPECT_EQ(rural.returned(), kr(520'000));                       // 340 + 180
  EXPECT_DOUBLE_EQ(rural.ratio(kCounted).value(), 520 / 1350.0);  // 1,100 + 250
  EXPECT_DOUBLE_EQ(rural.ratio(kLeftOut).value(), 520 / 1200.0);
}

TEST(ReturnFlow, HasNoRatioWhereNothingIsExtracted) {
  EXPECT_EQ(of(kCity).extracted(kLeftOut), 0);
  EXPECT_FALSE(of(kCity).ratio(kLeftOut));
  EXPECT_EQ(of(kCity).extracted(kCounted), kr(-150'000));
  EXPECT_FALSE(of(kCity).ratio(kCounted));
  EXPECT_FALSE(return_flow(kFlows, {}, kMultiplier).ratio(kCounted));
}

TEST(Balance, PerInhabitantIsInKronorAndTheCityHasOneToo) {
  EXPECT_DOUBLE_EQ(of(kMine).balance_per_inhabitant(kCounted).value(), -15'200);  // (340 - 1,100) k / 50
  EXPECT_DOUBLE_EQ(of(kMine).balance_per_inhabitant(kLeftOut).value(), -13'200);  // (340 - 1,000) k / 50
  EXPECT_DOUBLE_EQ(of(kMarket).balance_per_inhabitant(kCounted).value(), -700);   // (180 - 250) k / 100
  EXPECT_DOUBLE_EQ(of(kCity).balance_per_inhabitant(kCounted).value(), 1'400);    // (200 + 150) k / 250
  EXPECT_DOUBLE_EQ(of(kCity).balance_per_inhabitant(kLeftOut).value(), 800);      // 200 k / 250
  // (520 - 1,350) k / 150 for the villages together
  EXPECT_DOUBLE_EQ(return_flow(kFlows, kRural, kMultiplier).balance_per_inhabitant(kCounted).value(),
                   -830'000 / 150.0);
  EXPECT_FALSE(return_flow(PlaceFlows{}, kMultiplier).balance_per_inhabitant(kCounted));
}

TEST(ReturnFlow, OfASetIsTheSumOfItsPartsToTheOre) {
  for (std::uint32_t seed = 0; seed != 50; ++seed) {
    const std::vector<PlaceFlows> places = random_places(6, seed);
    const std::array<std::uint32_t, 6> all{0, 1, 2, 3, 4, 5};
    const std::array<std::uint32_t, 2> some{4, 1};
    const std::array<std::uint32_t, 4> others{0, 2, 3, 5};
    ReturnFlow sum = return_flow(places, some, kMultiplier);
    sum += return_flow(places, others, kMultiplier);
    ASSERT_EQ(sum, return_flow(places, all, kMultiplier));
  }
}

TEST(ReturnFlow, RisesWithWagesAndFallsWithTaxesByTheSameAmount) {
  for (const PlaceFlows& place : random_places(50, 7)) {
    PlaceFlows paid = place, taxed = place;
    paid.extraction_wages += kr(1'000);
    taxed.taxes += kr(1'000);
    const std::int64_t before = return_flow(place, kMultiplier).returned();
    ASSERT_EQ(return_flow(paid, kMultiplier).returned() - before, kr(1'000));
    ASSERT_EQ(return_flow(taxed, kMultiplier).returned() - before, kr(-1'000));
    paid.taxes += kr(1'000);  // a wage that is taxed away in full returns nothing
    ASSERT_EQ(return_flow(paid, kMultiplier).returned(), before);
  }
}

TEST(LocalIncome, IsWhatSummingTheRoundsOfPurchasesComesTo) {
  for (const LocalMultiplier multiplier : {LocalMultiplier{0.4, 0.2}, {0.1, 0.9}, {0.7, 0}, {0, 0.5}}) {
    double sales = 1e9, income = 0;
    for (int round = 0; round != 400; ++round) {
      income += multiplier.value_share * sales;
      sales *= multiplier.purchase_share;
    }
    EXPECT_NEAR(static_cast<double>(local_income(1'000'000'000, multiplier)), income, 1) << multiplier.purchase_share;
  }
}

TEST(LocalIncome, NeverExceedsThePurchasesAndReachesThemWhenNothingLeaksOut) {
  EXPECT_EQ(local_income(kr(80'000), kMultiplier), kr(40'000));  // 80,000 x 0.4 / 0.8
  EXPECT_EQ(local_income(kr(80'000), {0.25, 0.75}), kr(80'000));
  for (double bought = 0; bought < 1; bought += 0.1)
    for (double earned = 0; earned + bought <= 1; earned += 0.1)
      EXPECT_LE(local_income(1'000'003, {earned, bought}), 1'000'003);
}

TEST(HumanCapital, IsWhatTheUpbringingOfThoseWhoLeftForGoodCost) {
  EXPECT_EQ(human_capital(12, 8, kr(2'000'000)), kr(8'000'000));  // (12 - 8) x 2 M
  EXPECT_EQ(human_capital(8, 12, kr(2'000'000)), kr(-8'000'000));
}

TEST(FixedPrices, ABoomDoesNotLookLikeInjustice) {
  const std::array<std::int64_t, 3> leaves{10'000, 0, 0};  // t of ore, MWh, m³ of timber
  const std::array<std::int64_t, 3> base{kr(100), kr(300), kr(500)}, boom{kr(200), kr(350), kr(600)};
  const PlaceFlows ordinary = kFlows[kMine];
  const PlaceFlows booming = at_fixed_prices(ordinary, leaves, boom);
  EXPECT_EQ(at_fixed_prices(ordinary, leaves, base), ordinary);
  EXPECT_DOUBLE_EQ(return_flow(booming, kMultiplier).ratio(kLeftOut).value(), 0.17);  // 340 / 2,000
  EXPECT_DOUBLE_EQ(return_flow(at_fixed_prices(booming, leaves, base), kMultiplier).ratio(kLeftOut).value(), 0.34);
}

TEST(FixedPrices, MoreTonnesAreMoreExtractedAndGoodsAddUp) {
  const std::array<std::int64_t, 3> prices{kr(100), kr(300), kr(500)};
  // 10 x 100 + 20 x 300 + 3 x 500 = 1,000 + 6,000 + 1,500
  EXPECT_EQ(at_prices(std::array<std::int64_t, 3>{10, 20, 3}, prices), kr(8'500));
  EXPECT_EQ(at_prices({}, {}), 0);
  const PlaceFlows twice = at_fixed_prices(kFlows[kMine], std::array<std::int64_t, 3>{20'000, 0, 0}, prices);
  EXPECT_DOUBLE_EQ(return_flow(twice, kMultiplier).ratio(kLeftOut).value(), 0.17);
}

}  // namespace
}  // namespace rurban
