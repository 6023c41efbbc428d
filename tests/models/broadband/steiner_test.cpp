#include "models/broadband/steiner.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "models/broadband/steiner_check.h"
#include "models/broadband/steinlib.h"

namespace rurban::broadband {
namespace {

namespace fs = std::filesystem;

constexpr SteinerRules kRounds{.seconds = 0, .rounds = 12};

SteinerTree solved(const SteinerGraph& graph) {
  return prize_collecting_tree(graph, kRounds);
}

//   0 --2-- 1 --2-- 2     prizes: 0: 5, 2: 4, 3: 4
//           |
//           3
//           |
//           3
SteinerGraph village() {
  return {{{0, 1, 2}, {1, 2, 2}, {1, 3, 3}}, {5, 0, 4, 4}, std::nullopt};
}

TEST(Steiner, WhatIsWorthItIsConnected) {
  const SteinerTree tree = solved(village());
  EXPECT_EQ(tree.edges, (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(tree.edge_cost, 7);  // 2 + 2 + 3; only the 5 of node 0 alone would miss 8
  EXPECT_EQ(tree.missed_prize, 0);
  EXPECT_EQ(tree.lower_bound, 7);
}

TEST(Steiner, ABranchThatCostsMoreThanItsPrizeIsLeftOut) {
  SteinerGraph graph = village();
  graph.prize[2] = 6;
  graph.edges[2].cost = 5;
  const SteinerTree tree = solved(graph);
  EXPECT_EQ(tree.edges, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(tree.edge_cost, 4);
  EXPECT_EQ(tree.missed_prize, 4);
}

TEST(Steiner, WithoutPrizesNothingIsBuiltAndNothingMissed) {
  SteinerGraph graph = village();
  graph.prize.assign(4, 0);
  const SteinerTree tree = solved(graph);
  EXPECT_TRUE(tree.edges.empty());
  EXPECT_EQ(tree.objective(), 0);
}

TEST(Steiner, AnEmptyGraphHasAnEmptyTree) {
  EXPECT_EQ(solved({}).objective(), 0);
  EXPECT_TRUE(solved({}).edges.empty());
}

TEST(Steiner, ATreeWithARootHoldsItEvenWhereItIsWorthNothing) {
  //   0 --9-- 1 --1-- 2    prizes: 1: 4, 2: 4; the root is 0
  const SteinerGraph graph{{{0, 1, 9}, {1, 2, 1}}, {0, 4, 4}, 0};
  const SteinerTree tree = solved(graph);
  EXPECT_TRUE(tree.edges.empty());  // 8 are missed; the way to them costs 10
  EXPECT_EQ(tree.objective(), 8);
}

TEST(Steiner, EveryTreeIsSoundAndNoBoundLiesAboveTheBestOne) {
  int proved = 0;
  constexpr int kGraphs = 3000;
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    SCOPED_TRACE(seed);
    const SteinerGraph graph = small_graph(seed, seed % 3 == 0);
    const std::int64_t least = least_objective(graph);
    const SteinerTree tree = solved(graph);
    expect_sound(graph, tree);
    ASSERT_LE(tree.lower_bound, least);
    ASSERT_GE(tree.objective(), least);
    ASSERT_EQ(tree.objective(), least);
    proved += tree.lower_bound == least;
  }
  EXPECT_EQ(proved, kGraphs);
}

TEST(Steiner, TwiceTheMoneyIsTwiceTheObjective) {
  for (std::uint32_t seed = 0; seed != 100; ++seed) {
    SteinerGraph graph = small_graph(seed, false);
    const std::int64_t once = solved(graph).objective();
    for (auto& edge : graph.edges) edge.cost *= 2;
    for (auto& prize : graph.prize) prize *= 2;
    EXPECT_EQ(solved(graph).objective(), 2 * once);
  }
}

TEST(Steiner, ADearerRoadNeverHelpsAndAHigherPrizeNeverCostsMoreThanItself) {
  for (std::uint32_t seed = 0; seed != 100; ++seed) {
    SteinerGraph graph = small_graph(seed, true);
    if (graph.edges.empty()) continue;
    const std::int64_t before = solved(graph).objective();
    const std::size_t e = seed % graph.edges.size(), node = seed % graph.prize.size();
    graph.edges[e].cost += 3;
    const std::int64_t dearer = solved(graph).objective();
    EXPECT_GE(dearer, before);
    graph.prize[node] += 4;
    const std::int64_t prized = solved(graph).objective();
    EXPECT_GE(prized, dearer);  // the old tree may miss the new prize, and never gains by it
    EXPECT_LE(prized, dearer + 4);
  }
}

fs::path shared(const char* folder) {
  return fs::path(RURBAN_ROOT) / ".." / "shared" / "validation" / "coverage" / folder;
}

std::vector<fs::path> instances(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().string().ends_with(".stp.gz")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Gaps to the optima of a folder's instances, each solved in `seconds`.
std::vector<double> gaps(const char* folder, double seconds) {
  const std::map<std::string, double> known = best_known(shared(folder));
  std::vector<double> result;
  for (const fs::path& file : instances(shared(folder))) {
    const std::string name = file.filename().string();
    SCOPED_TRACE(name);
    const SteinlibProblem problem = load_steinlib(file);
    const SteinerTree tree = prize_collecting_tree(problem.graph, {.seconds = seconds});
    expect_sound(problem.graph, tree);
    const auto at = known.find(name.substr(0, name.find('.')));
    if (at == known.end()) continue;
    const auto scale = static_cast<double>(problem.scale);
    EXPECT_LE(static_cast<double>(tree.lower_bound) / scale, at->second + 1e-6);
    result.push_back(static_cast<double>(tree.objective()) / scale / at->second - 1);
    EXPECT_GE(result.back(), -1e-9);
  }
  return result;
}

TEST(Steiner, RoadNetworksAreWithinAFifthOfAPercentOfTheOptimum) {
  const std::vector<double> found = gaps("pcstp_road", 2);
  if (found.empty()) GTEST_SKIP() << "the road networks of pcstp_road are not here";
  for (const double gap : found) EXPECT_LE(gap, 0.002);
}

TEST(Steiner, TheOrLibrarysInstancesAreWithinHalfAPercentOnAverage) {
  const std::vector<double> found = gaps("pcstp_orlib", 1);
  if (found.empty()) GTEST_SKIP() << "the instances of pcstp_orlib are not here";
  EXPECT_LE(std::accumulate(found.begin(), found.end(), 0.0) / static_cast<double>(found.size()), 0.005);
}

TEST(Steiner, TheSameRoundsGiveTheSameTree) {
  const std::vector<fs::path> files = instances(shared("pcstp_orlib"));
  if (files.empty()) GTEST_SKIP() << "the instances of pcstp_orlib are not here";
  const SteinlibProblem problem = load_steinlib(files.back());
  const SteinerRules rules{.seconds = 0.001, .rounds = 3};  // with rounds no clock decides
  const SteinerTree once = prize_collecting_tree(problem.graph, rules),
                    again = prize_collecting_tree(problem.graph, rules);
  EXPECT_EQ(once.edges, again.edges);
  EXPECT_EQ(once.lower_bound, again.lower_bound);
}

}  // namespace
}  // namespace rurban::broadband
