#include "models/broadband/build_order.h"

#include <gtest/gtest.h>

#include <random>

namespace rurban::broadband {
namespace {

constexpr std::uint32_t kFirst = Work::kFirst;

TEST(BuildOrder, TakesADearRoadFirstWhenARichTownLiesBehindIt) {
  const std::vector<Work> works{{kFirst, 10, 0}, {0, 1, 100}, {kFirst, 2, 4}, {kFirst, 3, 0}};
  EXPECT_EQ(build_order(works), (std::vector<std::uint32_t>{0, 1, 2})) << "100 for 11, then 4 for 2; nothing for 3";
}

TEST(BuildOrder, LeavesTheThinEndOfARoadForLater) {
  const std::vector<Work> works{{kFirst, 1, 10}, {0, 10, 1}, {kFirst, 1, 2}};
  EXPECT_EQ(build_order(works), (std::vector<std::uint32_t>{0, 2, 1}));
}

/// The best benefit of any set within a cost that holds the parents of all its works.
std::int64_t best_within(const std::vector<Work>& works, std::int64_t cost) {
  std::int64_t best = 0;
  for (std::uint32_t set = 0; set != 1U << works.size(); ++set) {
    Work sum;
    bool closed = true;
    for (std::uint32_t i = 0; i != works.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      closed = closed && (works[i].parent == kFirst || (set >> works[i].parent & 1) != 0);
      sum.cost += works[i].cost;
      sum.benefit += works[i].benefit;
    }
    if (closed && sum.cost <= cost) best = std::max(best, sum.benefit);
  }
  return best;
}

TEST(BuildOrder, NoSetOfWorksBeatsAStartOfTheOrderWhereItsRatioFalls) {
  std::mt19937 random(7);
  for (int world = 0; world != 50; ++world) {
    std::vector<Work> works;
    for (std::uint32_t i = 0; i != 11; ++i)
      works.push_back({i == 0 || random() % 4 == 0 ? kFirst : static_cast<std::uint32_t>(random() % i),
                       1 + static_cast<std::int64_t>(random() % 20), static_cast<std::int64_t>(random() % 10)});
    // The first set is the closed set of the highest ratio: nothing of at most its cost brings more.
    std::int64_t cost = 0, benefit = 0, best_cost = 0, best_benefit = 0;
    double highest = 0;
    for (const std::uint32_t work : build_order(works)) {
      cost += works[work].cost;
      benefit += works[work].benefit;
      if (static_cast<double>(benefit) < highest * static_cast<double>(cost)) continue;
      highest = static_cast<double>(benefit) / static_cast<double>(cost);
      best_cost = cost;
      best_benefit = benefit;
    }
    EXPECT_EQ(best_within(works, best_cost), best_benefit);
  }
}

}  // namespace
}  // namespace rurban::broadband
