#include "models/resourceflow/equity.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "models/resourceflow/three_places.h"

namespace rurban {
namespace {

using namespace three_places;

const std::vector<std::uint32_t> kRuralOrCity{0, 0, 1};

/// 40 rows in 5 groups, at some distance from the coast.
struct World {
  std::vector<double> values, remoteness;
  std::vector<std::int64_t> persons;
  std::vector<std::uint32_t> group;

  Distribution distribution() const { return {values, persons}; }
};

World random_world(std::uint32_t seed) {
  std::mt19937 random(seed);
  World world;
  for (std::uint32_t row = 0; row != 40; ++row) {
    world.values.push_back(static_cast<double>(20'000 + random() % 400'000));
    world.persons.push_back(1 + random() % 300);
    world.group.push_back(row % 5);
    world.remoteness.push_back(static_cast<double>(random() % 20));  // with ties
  }
  return world;
}

/// All indices at once, to state laws that hold for each.
std::array<double, 9> indices(const World& world) {
  const Distribution welfare = world.distribution();
  std::vector<std::uint8_t> neighbour(world.values.size() * world.values.size());
  for (std::size_t pair = 0; pair != neighbour.size(); ++pair)
    neighbour[pair] = (pair / world.values.size() + pair % world.values.size()) % 3 == 0;
  const Theil split = theil(welfare, world.group, 5);
  return {split.total,
          split.between,
          split.within,
          gini(welfare),
          atkinson(welfare, 0.5).index,
          atkinson(welfare, 1).index,
          atkinson(welfare, 2).index,
          spatial_gini(welfare, neighbour).others,
          concentration(welfare, world.remoteness)};
}

TEST(Theil, OfThreePlacesSplitsIntoCityAgainstCountrysideAndTheRest) {
  // T = 0.1 ln 0.8 + 0.15 ln 0.6 + 0.75 ln 1.2. The countryside's mean is 20M / 150 = 2/3 of all, its income share
  // 0.25: between = 0.25 ln(2/3) + 0.75 ln 1.2. Inside it the mine has 1.2 and the market 0.9 of its mean, with 8 and
  // 12 of 20M: within = 0.25 (0.4 ln 1.2 + 0.6 ln 0.9).
  const Theil split = theil(kDistribution, kRuralOrCity, 2);
  EXPECT_NEAR(split.total, 0.1 * std::log(0.8) + 0.15 * std::log(0.6) + 0.75 * std::log(1.2), 1e-14);
  EXPECT_NEAR(split.total, 0.037803, 1e-6);
  EXPECT_NEAR(split.between, 0.25 * std::log(2 / 3.0) + 0.75 * std::log(1.2), 1e-14);
  EXPECT_NEAR(split.within, 0.25 * (0.4 * std::log(1.2) + 0.6 * std::log(0.9)), 1e-14);
  EXPECT_EQ(split.at_floor, 0);
}

TEST(Theil, BetweenAndWithinSumToTheTotalForAnyGrouping) {
  for (std::uint32_t seed = 0; seed != 50; ++seed) {
    const World world = random_world(seed);
    const Theil split = theil(world.distribution(), world.group, 5);
    ASSERT_NEAR(split.between + split.within, split.total, 1e-13);
    ASSERT_GE(split.between, 0);
    ASSERT_GE(split.within, 0);
  }
}

TEST(Theil, OfOneGroupIsAllWithinAndOfARowEachAllBetween) {
  const Theil one = theil(kDistribution, std::vector<std::uint32_t>{0, 0, 0}, 1);
  EXPECT_NEAR(one.between, 0, 1e-15);
  const Theil each = theil(kDistribution, std::vector<std::uint32_t>{2, 0, 3}, 4);  // group 1 has nobody
  EXPECT_NEAR(each.within, 0, 1e-15);
  EXPECT_NEAR(each.between, one.within, 1e-15);
}

TEST(Gini, OfThreePlacesIsAsComputedByHand) {
  // Pairs: market-mine 100 x 50 x 40k, market-city 100 x 250 x 120k, mine-city 50 x 250 x 80k: 4.2e9 k-persons².
  // Each counts twice and is halved: 4.2e9 / (400² x 200k) = 0.13125.
  EXPECT_NEAR(gini(kDistribution), 0.13125, 1e-15);
}

TEST(Gini, IsTheMeanDifferenceOfAllPairs) {
  const World world = random_world(4);
  double pairs = 0, persons = 0, sum = 0;
  for (std::size_t one = 0; one != world.values.size(); ++one) {
    const double weight = static_cast<double>(world.persons[one]);
    persons += weight;
    sum += weight * world.values[one];
    for (std::size_t other = 0; other != world.values.size(); ++other)
      pairs += weight * static_cast<double>(world.persons[other]) * std::abs(world.values[one] - world.values[other]);
  }
  EXPECT_NEAR(gini(world.distribution()), pairs / (2 * persons * sum), 1e-12);
}

TEST(Gini, ApproachesOneWhenOneOfManyHasAll) {
  const std::vector<double> values{0, 1'000'000};
  const std::vector<std::int64_t> persons{999, 1};
  EXPECT_NEAR(gini({values, persons}), 0.999, 1e-12);  // 1 - 1/n
}

TEST(Palma, CutsTheCityAtTheTenthAndTheFourTenths) {
  // Richest 40 of 400: 40 x 240k = 9.6M. Poorest 160: 100 x 120k + 50 x 160k + 10 x 240k = 22.4M.
  EXPECT_NEAR(palma(kDistribution).value(), 9.6 / 22.4, 1e-14);
}

TEST(Palma, CountsPartsOfPersonsAndIsAQuarterWhenAllHaveTheSame) {
  // 7 persons: the richest 0.7 have 0.7 x 9, the poorest 2.8 have 1 + 1 + 0.8 x 4.
  const std::vector<double> values{1, 4, 9};
  const std::vector<std::int64_t> persons{2, 4, 1};
  EXPECT_NEAR(palma({values, persons}).value(), 6.3 / 5.2, 1e-14);
  EXPECT_NEAR(palma({std::vector<double>{5, 5}, std::vector<std::int64_t>{3, 4}}).value(), 0.25, 1e-14);
}

TEST(Palma, IsEmptyWhenTheFourTenthsHaveNothing) {
  EXPECT_FALSE(palma({std::vector<double>{0, 10}, std::vector<std::int64_t>{6, 4}}));
  EXPECT_FALSE(palma({std::vector<double>{-3, 10}, std::vector<std::int64_t>{6, 4}}));
}

TEST(Atkinson, OfThreePlacesIsAsComputedByHand) {
  // ε = 2: the harmonic mean over the mean is 1 / (0.125/0.8 + 0.25/0.6 + 0.625/1.2) = 1 / 1.09375 = 32/35.
  EXPECT_NEAR(atkinson(kDistribution, 2).index, 3 / 35.0, 1e-14);
  EXPECT_NEAR(atkinson(kDistribution, 1).index, 1 - std::pow(0.8, 0.125) * std::pow(0.6, 0.25) * std::pow(1.2, 0.625),
              1e-14);
  const double root = 0.125 * std::sqrt(0.8) + 0.25 * std::sqrt(0.6) + 0.625 * std::sqrt(1.2);
  EXPECT_NEAR(atkinson(kDistribution, 0.5).index, 1 - root * root, 1e-14);
}

TEST(Atkinson, RisesWithAversion) {
  for (std::uint32_t seed = 0; seed != 20; ++seed) {
    const World world = random_world(seed);
    ASSERT_LT(atkinson(world.distribution(), 0.5).index, atkinson(world.distribution(), 1).index);
    ASSERT_LT(atkinson(world.distribution(), 1).index, atkinson(world.distribution(), 2).index);
    ASSERT_LT(atkinson(world.distribution(), 2).index, 1);
  }
}

TEST(Floor, CountsValuesBelowAHundredthOfTheMeanAndSaysHowManyPersonsHaveThem) {
  // Mean (3 x -100 + 1 x 0 + 6 x 1,000) / 10 = 570: the floor is 5.7.
  constexpr double kNoFloor = 1e-9;
  const std::vector<double> values{-100, 0, 1'000}, lifted{5.7, 5.7, 1'000};
  const std::vector<std::int64_t> persons{3, 1, 6};
  const std::vector<std::uint32_t> group{0, 1, 1};
  const Theil split = theil({values, persons}, group, 2);
  EXPECT_EQ(split.at_floor, 4);
  EXPECT_NEAR(split.total, theil({lifted, persons}, group, 2, kNoFloor).total, 1e-14);
  EXPECT_NEAR(split.between + split.within, split.total, 1e-14);
  EXPECT_EQ(atkinson({values, persons}, 2).at_floor, 4);
  EXPECT_NEAR(atkinson({values, persons}, 2).index, atkinson({lifted, persons}, 2, kNoFloor).index, 1e-14);
}

TEST(SpatialGini, SplitsThreePlacesIntoTheVillagesAndTheirDistanceToTheCity) {
  const std::vector<MapPoint> map{{0, 0}, {30'000, 40'000}, {200'000, 0}};  // the villages are 50 km apart
  const SpatialGini near = spatial_gini(kDistribution, neighbours_within(map, 50'000));
  EXPECT_NEAR(near.neighbours, 0.00625, 1e-15);  // 100 x 50 x 40k / 32e9
  EXPECT_NEAR(near.others, 0.125, 1e-15);        // the two pairs with the city: 4e9 / 32e9
  EXPECT_EQ(spatial_gini(kDistribution, neighbours_within(map, 49'999)).neighbours, 0);
  EXPECT_EQ(spatial_gini(kDistribution, neighbours_within(map, 1'000'000)).others, 0);
}

TEST(SpatialGini, SumsToTheGini) {
  for (std::uint32_t seed = 0; seed != 20; ++seed) {
    const World world = random_world(seed);
    std::vector<MapPoint> map;
    for (const double metres : world.remoteness) map.push_back({static_cast<std::int32_t>(metres) * 1000, 0});
    const SpatialGini spatial = spatial_gini(world.distribution(), neighbours_within(map, 4'000));
    ASSERT_NEAR(spatial.total(), gini(world.distribution()), 1e-12);
    ASSERT_GT(spatial.neighbours, 0);
  }
}

TEST(Concentration, OfThreePlacesIsBelowZeroSinceTheCityIsNearestAndRichest) {
  // Ranks: city 250/400 / 2 = 0.3125, market 0.625 + 0.125 = 0.75, mine 0.875 + 0.0625 = 0.9375.
  // 2 (0.75 x 0.3125 + 0.15 x 0.75 + 0.1 x 0.9375) - 1 = 2 x 0.440625 - 1
  EXPECT_NEAR(concentration(kDistribution, std::vector<double>{120, 60, 0}), -0.11875, 1e-15);
}

TEST(Concentration, TurnsItsSignWhenFarBecomesNearAndStaysWithinOne) {
  for (std::uint32_t seed = 0; seed != 50; ++seed) {
    const World world = random_world(seed);
    std::vector<double> nearness = world.remoteness;
    for (double& value : nearness) value = -value;
    const double index = concentration(world.distribution(), world.remoteness);
    ASSERT_NEAR(concentration(world.distribution(), nearness), -index, 1e-12);
    ASSERT_LE(std::abs(index), gini(world.distribution()) + 1e-12);  // reached when the remotest are the richest
  }
  const World world = random_world(1);
  EXPECT_NEAR(concentration(world.distribution(), world.values), gini(world.distribution()), 1e-12);
}

TEST(Concentration, IsNoughtWhereAllAreEquallyRemote) {
  EXPECT_NEAR(concentration(kDistribution, std::vector<double>{60, 60, 60}), 0, 1e-15);
}

TEST(Inequality, IsNoughtWhenAllHaveTheSame) {
  World world = random_world(2);
  world.values.assign(world.values.size(), 123'456);
  for (const double index : indices(world)) EXPECT_NEAR(index, 0, 1e-14);
}

TEST(Inequality, DoesNotDependOnTheUnitOfMoneyOrOnCopiesOfTheWorld) {
  for (std::uint32_t seed = 0; seed != 20; ++seed) {
    const World world = random_world(seed);
    World in_ore = world, tripled = world;
    for (double& value : in_ore.values) value *= 100;
    for (std::int64_t& persons : tripled.persons) persons *= 3;
    const auto before = indices(world), scaled = indices(in_ore), replicated = indices(tripled);
    for (std::size_t index = 0; index != before.size(); ++index) {
      ASSERT_NEAR(before[index], scaled[index], 1e-12) << index;
      ASSERT_NEAR(before[index], replicated[index], 1e-12) << index;
    }
    ASSERT_NEAR(*palma(world.distribution()), *palma(in_ore.distribution()), 1e-12);
    ASSERT_NEAR(*palma(world.distribution()), *palma(tripled.distribution()), 1e-12);
  }
}

TEST(Inequality, DoesNotDependOnWhetherPeopleStandInOneRowOrInMany) {
  const World world = random_world(5);
  World split;
  for (std::size_t row = 0; row != world.values.size(); ++row)
    for (std::int64_t person = 0; person != world.persons[row]; ++person) {
      split.values.push_back(world.values[row]);
      split.persons.push_back(1);
      split.group.push_back(world.group[row]);
      split.remoteness.push_back(world.remoteness[row]);
    }
  EXPECT_NEAR(gini(world.distribution()), gini(split.distribution()), 1e-12);
  EXPECT_NEAR(*palma(world.distribution()), *palma(split.distribution()), 1e-12);
  EXPECT_NEAR(theil(world.distribution(), world.group, 5).between,
              theil(split.distribution(), split.group, 5).between, 1e-12);
  EXPECT_NEAR(concentration(world.distribution(), world.remoteness),
              concentration(split.distribution(), split.remoteness), 1e-12);
}

TEST(Inequality, FallsWhenTheRicherGivesToThePoorer) {
  // Pigou-Dalton: a gift that leaves the giver the richer of the two.
  for (std::uint32_t seed = 0; seed != 50; ++seed) {
    World world = random_world(seed);
    const std::size_t rich = world.values[0] > world.values[1] ? 0 : 1, poor = 1 - rich;
    const double gift = 0.2 * (world.values[rich] - world.values[poor]);
    world.persons[0] = world.persons[1];  // so that what the one row gives is what the other gets
    const World unequal = world;
    world.values[rich] -= gift;
    world.values[poor] += gift;
    ASSERT_LT(gini(world.distribution()), gini(unequal.distribution()));
    ASSERT_LT(theil(world.distribution(), world.group, 5).total,
              theil(unequal.distribution(), unequal.group, 5).total);
    for (const double aversion : {0.5, 1.0, 2.0})
      ASSERT_LT(atkinson(world.distribution(), aversion).index, atkinson(unequal.distribution(), aversion).index);
    ASSERT_LE(*palma(world.distribution()), *palma(unequal.distribution()) + 1e-12);
  }
}

TEST(LargestLoss, IsThatOfTheGroupThatLosesTheLargestShareOfItsMean) {
  const std::vector<GroupMean> baseline{{200'000, 300}, {100'000, 400}, {300'000, 500}};
  const std::vector<GroupMean> scenario{{197'000, 300}, {98'000, 400}, {330'000, 500}};
  const auto most = largest_loss(baseline, scenario);
  ASSERT_TRUE(most);
  EXPECT_EQ(most->group, 1U);  // 2,000 of 100,000 is more than 3,000 of 200,000
  EXPECT_NEAR(most->loss, 0.02, 1e-15);
}

TEST(LargestLoss, LeavesGroupsOfTwoHundredOutAndKeepsThoseThatEmpty) {
  const std::vector<GroupMean> small{{100, 200}, {100, 201}}, after{{50, 200}, {99, 3}};
  const auto most = largest_loss(small, after);
  ASSERT_TRUE(most);
  EXPECT_EQ(most->group, 1U);
  EXPECT_NEAR(most->loss, 0.01, 1e-15);
  EXPECT_FALSE(largest_loss(std::vector<GroupMean>{{100, 200}}, std::vector<GroupMean>{{50, 200}}));
  EXPECT_FALSE(largest_loss(std::vector<GroupMean>{{100, 300}}, std::vector<GroupMean>{{0, 0}}));
}

TEST(LargestLoss, IsBelowZeroWhenEveryGroupGains) {
  const auto most =
      largest_loss(std::vector<GroupMean>{{100, 300}, {100, 300}}, std::vector<GroupMean>{{110, 300}, {105, 300}});
  EXPECT_NEAR(most->loss, -0.05, 1e-15);
}

TEST(GroupMeans, WeighPersonsAndGiveNoughtToAnEmptyGroup) {
  const std::vector<GroupMean> means = group_means(kDistribution, kRuralOrCity, 3);
  EXPECT_NEAR(means[0].mean, 20e6 / 150, 1e-9);
  EXPECT_EQ(means[0].persons, 150);
  EXPECT_NEAR(means[1].mean, 240'000, 1e-9);
  EXPECT_EQ(means[2].persons, 0);
  EXPECT_EQ(means[2].mean, 0);
}

}  // namespace
}  // namespace rurban
