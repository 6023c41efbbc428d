#include "models/coverage/siting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <ctime>
#include <numeric>

#include "twin/base/draw.h"

namespace rurban::coverage {
namespace {

using Cells = std::vector<std::uint32_t>;

SitingProblem problem_of(std::vector<std::int64_t> weight,
                         const std::vector<std::pair<std::int64_t, Cells>>& candidates) {
  SitingProblem problem{.cost = {}, .serves = {}, .weight = std::move(weight), .built = {}};
  for (const auto& [cost, cells] : candidates) {
    problem.cost.push_back(cost);
    problem.serves.add(cells);
  }
  return problem;
}

/// Draws as tests need them, one after another.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}
  std::uint32_t below(std::uint32_t n) { return twin::Draw({1, 2}, seed_, thrown_++).below(n); }

 private:
  std::uint64_t seed_;
  std::uint32_t thrown_ = 0;
};

SitingProblem random_problem(std::uint64_t seed, std::uint32_t candidates, std::uint32_t cells,
                             std::uint32_t most_cost) {
  Dice dice(seed);
  SitingProblem problem;
  for (std::uint32_t cell = 0; cell != cells; ++cell) problem.weight.push_back(dice.below(20));
  for (std::uint32_t c = 0; c != candidates; ++c) {
    problem.cost.push_back(1 + dice.below(most_cost));
    Cells served_cells;
    for (std::uint32_t cell = 0; cell != cells; ++cell)
      if (dice.below(4) == 0) served_cells.push_back(cell);
    problem.serves.add(served_cells);
  }
  return problem;
}

/// The most that any set of candidates within the budget serves: by trying all.
std::int64_t optimum(const SitingProblem& problem, std::int64_t budget) {
  std::int64_t best = 0;
  for (std::uint32_t set = 0; set != 1U << problem.cost.size(); ++set) {
    std::vector<std::uint32_t> chosen;
    std::int64_t cost = 0;
    for (std::uint32_t c = 0; c != problem.cost.size(); ++c)
      if (set >> c & 1) {
        chosen.push_back(c);
        cost += problem.cost[c];
      }
    if (cost <= budget) best = std::max(best, served(problem, chosen));
  }
  return best;
}

Cells numbers_of(const Siting& siting) {
  Cells numbers;
  for (const ChosenSite& site : siting.sites) numbers.push_back(site.candidate);
  return numbers;
}

TEST(Siting, BuildsFirstWhereAKronaServesMost) {
  //                      cells:  0   1  2  3
  const auto problem = problem_of({10, 10, 6, 1}, {{10, {0, 1}},  // 2 per krona
                                                   {4, {1, 2}},   // 4 per krona; then the first adds 10 for 10
                                                   {1, {3}}});    // 1 per krona
  const Siting siting = choose_sites(problem, 15);
  EXPECT_EQ(numbers_of(siting), (Cells{1, 0, 2}));
  EXPECT_EQ(siting.sites[1].gain, 10);
  EXPECT_EQ(siting.gain, 27);
  EXPECT_EQ(siting.bound, 27);  // everything is served
  EXPECT_EQ(siting.gap(), 0);
}

TEST(Siting, AHighRatioDoesNotKeepTheGreatSiteFromBeingBuilt) {
  // By gain per krona the hamlet comes first (2 > 1), and then the town does not fit any more.
  const auto problem = problem_of({2, 100}, {{1, {0}}, {100, {1}}});
  const Siting siting = choose_sites(problem, 100);
  EXPECT_EQ(siting.gain, 100);
  EXPECT_NE(siting.rule, Siting::Rule::kGainPerKrona);
}

TEST(Siting, CountsWhatStandsAlready) {
  auto problem = problem_of({5, 5, 5}, {{1, {0, 1}}, {1, {1, 2}}, {1, {0}}});
  problem.built = {0};
  const Siting siting = choose_sites(problem, 3);
  EXPECT_EQ(numbers_of(siting), (Cells{1}));  // the third serves nobody new
  EXPECT_EQ(siting.gain, 5);
  EXPECT_EQ(siting.cost, 1);
}

TEST(Siting, NothingIsChosenWhereNothingIsToBeServedOrPaid) {
  EXPECT_TRUE(choose_sites({}, 100).sites.empty());
  EXPECT_TRUE(choose_sites(problem_of({0, 0}, {{1, {0, 1}}}), 100).sites.empty());
  EXPECT_TRUE(choose_sites(problem_of({3}, {{1, {0}}}), 0).sites.empty());
  EXPECT_EQ(choose_sites(problem_of({3}, {{0, {0}}}), 0).gain, 3);  // a gift is taken
}

TEST(Siting, KeepsTheBudgetAndItsBoundHoldsForEveryChoice) {
  double worst = 1, sum = 0;
  int cases = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const SitingProblem problem = random_problem(seed, 9, 14, 12);
    for (const std::int64_t budget : {0, 3, 8, 15, 30}) {
      const Siting siting = choose_sites(problem, budget);
      const std::int64_t best = optimum(problem, budget);
      EXPECT_LE(siting.cost, budget);
      EXPECT_LE(siting.gain, best);
      EXPECT_GE(siting.bound, best) << seed << ' ' << budget;
      EXPECT_EQ(siting.gain, served(problem, numbers_of(siting)));
      EXPECT_GE(static_cast<double>(siting.gain), 0.316 * static_cast<double>(best));  // (1 - 1/e) / 2
      if (best == 0) continue;
      worst = std::min(worst, static_cast<double>(siting.gain) / static_cast<double>(best));
      sum += static_cast<double>(siting.gain) / static_cast<double>(best);
      ++cases;
    }
  }
  RecordProperty("worst_share_of_optimum", std::to_string(worst));
  EXPECT_GT(sum / cases, 0.97);
}

TEST(Siting, EachSiteGivesNoMorePerKronaThanTheOneBefore) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Siting siting = choose_sites(random_problem(seed, 40, 100, 30), 150);
    if (siting.rule != Siting::Rule::kGainPerKrona) continue;
    for (std::size_t i = 1; i < siting.sites.size(); ++i)
      EXPECT_LE(siting.sites[i].gain * siting.sites[i - 1].cost, siting.sites[i - 1].gain * siting.sites[i].cost);
  }
}

TEST(Siting, OneMoreKronaNeverServesLess) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const SitingProblem problem = random_problem(seed, 25, 60, 40);
    std::int64_t before = 0;
    for (std::int64_t budget = 0; budget <= 250; ++budget) {
      const std::int64_t now = choose_sites(problem, budget).gain;
      ASSERT_GE(now, before) << seed << ' ' << budget;
      before = now;
    }
  }
}

TEST(Siting, TheOrderOfCandidatesDoesNotMatter) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    // Costs of 1 to 3 and few weights: many ties.
    const SitingProblem problem = random_problem(seed, 30, 20, 3);
    SitingProblem reversed{.cost = {}, .serves = {}, .weight = problem.weight, .built = {}};
    for (std::size_t c = problem.cost.size(); c-- != 0;) {
      reversed.cost.push_back(problem.cost[c]);
      reversed.serves.add(problem.serves[c]);
    }
    const Siting a = choose_sites(problem, 5), b = choose_sites(reversed, 5);
    EXPECT_EQ(a.gain, b.gain);
    EXPECT_EQ(a.cost, b.cost);
    EXPECT_EQ(a.bound, b.bound);
  }
}

TEST(Siting, MoreNeedIsNeverServedByLess) {
  SitingProblem problem = random_problem(4, 12, 20, 10);
  const std::int64_t before = choose_sites(problem, 1000).gain;
  for (std::int64_t& weight : problem.weight) weight *= 3;
  EXPECT_EQ(choose_sites(problem, 1000).gain, 3 * before);
}

TEST(Siting, CoFinancingBuysMore) {
  SitingProblem problem = random_problem(5, 30, 100, 1000);
  const std::int64_t alone = choose_sites(problem, 1500).gain;
  for (std::int64_t& cost : problem.cost) cost = cost_to_payer(cost, 0.5);
  EXPECT_GT(choose_sites(problem, 1500).gain, alone);
  EXPECT_EQ(cost_to_payer(1'000'000, 0.75), 250'000);
  EXPECT_EQ(cost_to_payer(1'000'000, 1), 0);
}

TEST(Siting, WeightsAddUpPersonsRoadsAndLand) {
  const CellContent content{.person_hours = {2, 0}, .road_m = {500, 4000}, .land_m2 = {}};
  // 2 h x 10 + 0.5 km x 3 = 21.5; 4 km x 3 = 12; in thousandths.
  EXPECT_EQ(cell_weights(content, {.per_person_hour = 10, .per_road_km = 3, .per_land_km2 = 100}, 2),
            (std::vector<std::int64_t>{21'500, 12'000}));
  EXPECT_EQ(cell_weights({.person_hours = {}, .road_m = {}, .land_m2 = {250'000}},
                         {.per_person_hour = 0, .per_road_km = 0, .per_land_km2 = 4}, 1),
            (std::vector<std::int64_t>{1000}));
}

TEST(Regret, IsNothingForOneWhoKnowsAndNeverNegative) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const SitingProblem truth = random_problem(seed, 20, 50, 10);
    SitingProblem known = truth;
    Dice dice(seed + 1000);
    for (std::int64_t& weight : known.weight) weight = dice.below(20);
    EXPECT_EQ(regret(choose_sites(truth, 30), truth, 30).share(), 0);
    const Regret blind = regret(choose_sites(known, 30), truth, 30);
    EXPECT_GE(blind.share(), 0);
    EXPECT_LE(blind.delivered, blind.possible);
  }
}

TEST(Regret, TellsWhatTheMapPromisedAndTheGroundDelivered) {
  // The map has both cells behind the hill served by site 0; in truth only the first is.
  const auto map = problem_of({5, 5, 6}, {{1, {0, 1}}, {1, {2}}}),
             ground = problem_of({5, 5, 6}, {{1, {0}}, {1, {2}}});
  const Regret told = regret(choose_sites(map, 1), ground, 1);
  EXPECT_EQ(told.promised, 10);
  EXPECT_EQ(told.delivered, 5);
  EXPECT_EQ(told.possible, 6);
}

TEST(Siting, FiveThousandCandidatesTakeLessThanASecond) {
  // Discs around random points of a 500 x 500 raster: 2,000 cells are a radius of 25.
  Dice dice(1);
  constexpr int kSide = 500, kRadius = 25;
  SitingProblem problem;
  for (int cell = 0; cell != kSide * kSide; ++cell) problem.weight.push_back(dice.below(1000));
  for (int c = 0; c != 5000; ++c) {
    const int x = static_cast<int>(dice.below(kSide)), y = static_cast<int>(dice.below(kSide));
    Cells cells;
    for (int row = std::max(0, y - kRadius); row <= std::min(kSide - 1, y + kRadius); ++row)
      for (int column = std::max(0, x - kRadius); column <= std::min(kSide - 1, x + kRadius); ++column)
        if ((row - y) * (row - y) + (column - x) * (column - x) <= kRadius * kRadius)
          cells.push_back(static_cast<std::uint32_t>(row * kSide + column));
    problem.cost.push_back(100'000'000 + dice.below(200'000'000));
    problem.serves.add(cells);
  }
  const std::clock_t begin = std::clock();
  const Siting siting = choose_sites(problem, 8'000'000'000);
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  RecordProperty("cpu_s", std::to_string(seconds));
  RecordProperty("gap", std::to_string(siting.gap()));
  EXPECT_LT(seconds, 1);
  EXPECT_LT(siting.gap(), 0.25);
}

}  // namespace
}  // namespace rurban::coverage
