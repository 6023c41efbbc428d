#include "models/vehicle_routing/set_partition.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/models/vehicle_routing/random_routes.h"

namespace rurban::vrp {
namespace {

constexpr std::uint32_t kRequests = 7;
const auto kAlways = [] { return true; };

std::vector<Column> random_columns(std::uint64_t seed, int count) {
  testing::RandomRoutes random(seed);
  std::vector<Column> columns;
  for (int c = 0; c != count; ++c) {
    Column column;
    for (std::uint32_t r = 0; r != kRequests; ++r)
      if (random.below(5) < 2) column.requests.push_back(r);
    if (column.requests.empty()) column.requests.push_back(static_cast<std::uint32_t>(random.below(kRequests)));
    column.cost = 10 + 10 * static_cast<Cost>(column.requests.size()) + random.below(20);
    columns.push_back(column);
  }
  return columns;
}

/// All choices of columns, the plain way.
Cost best_choice(const Partition& partition, const std::vector<Column>& columns) {
  Cost best = kNever;
  for (std::uint32_t chosen = 0; chosen != 1u << columns.size(); ++chosen) {
    std::vector<int> times(kRequests);
    Cost cost = 0;
    std::size_t vehicles = 0;
    for (std::size_t c = 0; c != columns.size(); ++c) {
      if ((chosen >> c & 1) == 0) continue;
      cost += columns[c].cost;
      ++vehicles;
      for (const std::uint32_t r : columns[c].requests) ++times[r];
    }
    if (vehicles > partition.vehicles || *std::ranges::max_element(times) > 1) continue;
    for (std::uint32_t r = 0; r != kRequests; ++r)
      if (times[r] == 0) cost = std::min(kNever, cost + partition.unserved[r]);
    best = std::min(best, cost);
  }
  return best;
}

class Columns : public ::testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Columns, ::testing::Range<std::uint64_t>(1, 31));

TEST_P(Columns, AreChosenAtTheLeastCostThereIs) {
  const std::vector<Column> columns = random_columns(GetParam(), 14);
  for (const Cost unserved : {Cost{25}, Cost{60}, kNever})
    for (const std::size_t vehicles : {2u, 3u, 7u}) {
      const Partition partition{std::vector<Cost>(kRequests, unserved), vehicles};
      const Cost best = best_choice(partition, columns);
      const Chosen chosen = choose(partition, columns, {}, {.go_on = kAlways});
      EXPECT_TRUE(chosen.proven);
      ASSERT_EQ(chosen.best.has_value(), best < kNever);
      if (best == kNever) continue;
      EXPECT_EQ(chosen.best->cost, best);
      EXPECT_FALSE(choose(partition, columns, {}, {.below = best, .go_on = kAlways}).best);
      EXPECT_EQ(choose(partition, columns, {}, {.below = best + 1, .go_on = kAlways}).best->cost, best);
      EXPECT_LE(choose(partition, columns, {}, {.cover = true, .go_on = kAlways}).best->cost, best);
    }
}

TEST_P(Columns, CostAtLeastWhatThePricesAddUpToAlsoWithTrios) {
  const std::vector<Column> columns = random_columns(GetParam(), 14);
  const Partition partition{std::vector<Cost>(kRequests, 60), 4};
  const Cost best = best_choice(partition, columns);
  CoverShares shares(partition, 500, kAlways);
  shares.add(columns);
  Cost before = 0;
  for (int round = 0; round != 4; ++round) {
    ASSERT_TRUE(shares.solve());
    const Prices prices = shares.prices();
    Cost bound = -static_cast<Cost>(partition.vehicles) * prices.vehicle;
    for (const Cost price : prices.requests) bound += price;
    for (const Cost price : prices.trios) bound -= price;
    const Cost rounding = kRequests + 4 + static_cast<Cost>(prices.trios.size());
    EXPECT_LE(bound, best + rounding);
    EXPECT_GE(bound, before - rounding);
    before = bound;
    shares.add(shares.broken(5));
  }
}

TEST(CoverShares, OfATriangleAreHalvesUntilTheTrioForbidsIt) {
  // Three pairs at 10 each: half of each serves everybody for 15, but two routes are needed, and they cost 20.
  const Partition partition{std::vector<Cost>(3, kNever), 3};
  CoverShares shares(partition, 100, kAlways);
  shares.add(std::vector<Column>{{10, {0, 1}}, {10, {1, 2}}, {10, {0, 2}}, {10, {0}}, {10, {1}}, {10, {2}}});
  ASSERT_TRUE(shares.solve());
  EXPECT_NEAR(shares.shares()[0] + shares.shares()[1] + shares.shares()[2], 1.5, 1e-9);
  const std::vector<Trio> broken = shares.broken(10);
  ASSERT_EQ(broken, (std::vector<Trio>{{0, 1, 2}}));
  shares.add(broken);
  ASSERT_TRUE(shares.solve());
  double cost = 0;
  for (const double share : shares.shares()) cost += 10 * share;
  EXPECT_NEAR(cost, 20, 1e-9);
  EXPECT_TRUE(shares.broken(10).empty());
}

TEST(CoverShares, StopsWhenThereIsNoTime) {
  const Partition partition{std::vector<Cost>(kRequests, kNever), 3};
  CoverShares shares(partition, 500, [] { return false; });
  shares.add(random_columns(1, 14));
  EXPECT_FALSE(shares.solve());
}

}  // namespace
}  // namespace rurban::vrp
