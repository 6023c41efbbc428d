// Where village service points are put, what they relieve, and what a wrong picture of needs costs.
#include "models/village_services/point_plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace rurban {
namespace {

using Places = std::vector<std::uint32_t>;

/// Villages along a road, as many minutes apart; everything is done in a town far away.
struct Road {
  std::vector<double> errands{1'000, 3'000, 2'000, 500};  ///< parcels a year, all by car
  double minutes_apart = 20, minutes_to_town = 45, use = 0.5;
  BundleRules rules{.near_min = 15, .served = {0.4, 1.0, 0.4}};

  PointPlan plan() const {
    const std::size_t n = errands.size();
    std::vector<PlaceNeeds> needs(n);
    for (std::size_t q = 0; q != n; ++q) needs[q][1] = {{0, errands[q]}, {0, minutes_to_town}};
    std::vector<ByMeans> ways(n * n);
    for (std::size_t q = 0; q != n; ++q)
      for (std::size_t p = 0; p != n; ++p) {
        const double minutes = 2 + minutes_apart * std::abs(static_cast<double>(q) - static_cast<double>(p));
        ways[q * n + p] = {3 * minutes, minutes};
      }
    return {needs, std::vector<double>(n, use), ways, rules};
  }
  Places all() const {
    Places places(errands.size());
    std::iota(places.begin(), places.end(), 0U);
    return places;
  }
  std::vector<double> truth() const { return std::vector<double>(errands.size(), 1.0); }
};

TEST(PointPlan, CountsAsUnmetWhatLiesBeyondANearWayThereAndBack) {
  const Road road;
  EXPECT_DOUBLE_EQ(road.plan().unmet(0), 1'000 * 2 * (45 - 15));
  EXPECT_DOUBLE_EQ((Road{.minutes_to_town = 15}.plan().unmet(0)), 0);
}

TEST(PointPlan, RelievesThoseWhoUseItOfWhatWasBeyondTheNearWay) {
  const PointPlan plan = Road{}.plan();
  const Places here{0};
  const auto to_point = plan.nearest(here);
  EXPECT_DOUBLE_EQ(plan.relieved(0, to_point[0]), 0.5 * 1'000 * 2 * 30);
  EXPECT_DOUBLE_EQ(plan.uses(0, to_point[0]), 500);
  // The next village drives 22 minutes to it: seven beyond what is near.
  EXPECT_DOUBLE_EQ(plan.relieved(1, to_point[1]), 0.5 * 3'000 * 2 * (30 - 7));
}

TEST(PointPlan, ServesNobodyWhoHasAShopNearer) {
  const PointPlan plan = Road{.minutes_to_town = 2}.plan();
  EXPECT_EQ(plan.relief(Places{1}, Road{}.truth()), 0);
  EXPECT_EQ(plan.uses(1, plan.nearest(Places{1})[1]), 0);
  EXPECT_TRUE(plan.choose({}, Road{}.all(), 3, Road{}.truth()).empty()) << "none is opened for nothing";
}

TEST(PointPlan, NeverRelievesOfMoreThanIsUnmetAndNeverLessWithMorePoints) {
  Road road{.use = 1};
  road.rules.served = {1, 1, 1};
  const PointPlan plan = road.plan();
  Places points;
  double before = 0;
  for (const std::uint32_t place : road.all()) {
    points.push_back(place);
    const double relief = plan.relief(points, road.truth());
    EXPECT_GE(relief, before);
    before = relief;
  }
  double unmet = 0;
  for (const std::uint32_t place : road.all()) unmet += plan.unmet(place);
  EXPECT_DOUBLE_EQ(before, unmet) << "all use it, and it serves everything: nothing is left";
}

TEST(PointPlan, OpensFirstWhereMostIsRelievedAndThenWhereTheFirstDoesNotReach) {
  const Road road{.minutes_apart = 20};
  EXPECT_EQ(road.plan().choose({}, road.all(), 1, road.truth()), (Places{1}));
  const Road apart{.minutes_apart = 100};  // none serves another
  EXPECT_EQ(apart.plan().choose({}, apart.all(), 4, apart.truth()), (Places{1, 2, 0, 3}));
  EXPECT_EQ(apart.plan().choose(Places{1}, apart.all(), 1, apart.truth()), (Places{2})) << "one stands in 1";
}

TEST(PointPlan, IsLedAstrayByAWrongPictureAndLosesWhatTheRightOneWouldHaveMet) {
  const Road apart{.minutes_apart = 100};
  const PointPlan plan = apart.plan();
  const std::vector<double> wrong{1, 0.2, 1, 1};  // the planner underrates village 1
  const Places misled = plan.choose({}, apart.all(), 1, wrong);
  EXPECT_EQ(misled, (Places{2}));
  EXPECT_DOUBLE_EQ(plan.relief(Places{1}, apart.truth()) - plan.relief(misled, apart.truth()), 0.5 * 1'000 * 2 * 30);
}

TEST(PointPlan, GivesUpThePointThatIsMissedLeast) {
  const Road apart{.minutes_apart = 100};
  EXPECT_EQ(apart.plan().least_missed(Places{1, 3, 2}, apart.truth()), 1U);
}

TEST(Picture, IsRightOnAverageErrsByItsNoiseAndIsNeverNegative) {
  constexpr int kDraws = 10'000;
  double sum = 0, squares = 0;
  for (int k = 0; k != kDraws; ++k) {
    const double picture = picture_of((k + 0.5) / kDraws, 0.5);
    sum += picture;
    squares += (picture - 1) * (picture - 1);
  }
  EXPECT_NEAR(sum / kDraws, 1, 1e-9);
  EXPECT_NEAR(std::sqrt(squares / kDraws), 0.5, 1e-6);
  EXPECT_GT(picture_of(0, kMostNoise), 0);
  EXPECT_EQ(picture_of(0.9, 0), 1);
}

TEST(Picture, OfAVillageIsNearerTheTruthWithLessNoise) {
  for (const double draw : {0.02, 0.3, 0.77, 0.99})
    EXPECT_NEAR(picture_of(draw, 0.5 * 0.55) - 1, 0.55 * (picture_of(draw, 0.5) - 1), 1e-12);
}

TEST(PublicBill, IsPaidToTheOre) {
  for (const std::int64_t ore : {0L, 1L, 99L, 60'000'001L})
    for (const double state : {0.0, 0.5, 1.0})
      for (const double region : {0.0, 0.2, 1.0}) {
        const PublicBill bill = split_bill(ore, state, region);
        EXPECT_EQ(bill.sum(), ore);
        EXPECT_GE(std::min({bill.state, bill.region, bill.municipality}), 0);
      }
  EXPECT_EQ(split_bill(100, 0.5, 0.2).municipality, 30);
}

TEST(PointBudget, PaysForRunningFirstAndNeverMoreThanThereIs) {
  const PointBudget money{.budget = 1'000, .investment = 60, .running = 25};
  std::size_t points = 0;
  for (int year = 0; year != 40; ++year) {
    const std::size_t kept = points_kept(money, points), opened = points_opened(money, kept);
    EXPECT_EQ(kept, points) << "what was opened can be run in the next year";
    const auto cost = static_cast<std::int64_t>(kept + opened) * 25 + static_cast<std::int64_t>(opened) * 60;
    EXPECT_LE(cost, 1'000);
    points = kept + opened;
  }
  EXPECT_EQ(points, 37U) << "what is left, 75, opens no more";
}

TEST(PointBudget, ClosesPointsWhenTheMoneyEnds) {
  EXPECT_EQ(points_kept({.budget = 100, .investment = 60, .running = 25}, 10), 4U);
  EXPECT_EQ(points_kept({.budget = 0, .investment = 60, .running = 25}, 10), 0U);
  EXPECT_EQ(points_kept({}, 10), 0U);
  EXPECT_EQ(points_opened({}, 0), 0U);
}

}  // namespace
}  // namespace rurban
