#include "models/broadband/rollout.h"

#include <gtest/gtest.h>

#include "models/broadband/steiner_check.h"

namespace rurban::broadband {
namespace {

std::int64_t costs_of(const SteinerGraph& graph) {
  std::int64_t sum = 0;
  for (const auto& edge : graph.edges) sum += edge.cost;
  return sum;
}

void expect_sound(const SteinerGraph& graph, const Rollout& rollout) {
  SteinerTree tree;
  tree.edges = rollout.edges;
  tree.edge_cost = rollout.cost;
  tree.missed_prize = prizes_of(graph) - rollout.served;
  expect_sound(graph, tree);
  EXPECT_LE(rollout.served, rollout.upper_bound);
}

/// The most that a tree within the budget serves, over all sets of nodes. Requires: few nodes
std::int64_t most_served(const SteinerGraph& graph, std::int64_t budget) {
  std::int64_t most = 0;
  for (std::uint32_t set = 1; set != 1U << graph.prize.size(); ++set) {
    SteinerGraph chosen = graph;  // all of this set, or a missed prize that nothing outweighs
    std::int64_t served = 0;
    for (std::uint32_t node = 0; node != graph.prize.size(); ++node) {
      chosen.prize[node] = set >> node & 1 ? 1000 : 0;
      if (set >> node & 1) served += graph.prize[node];
    }
    if (served > most && least_objective(chosen) <= budget) most = served;
  }
  return most;
}

// root 0 --3-- 1 --3-- 2, and 0 --8-- 3; homes: 1 has 2, 2 has 5, 3 has 6
SteinerGraph three_villages() {
  return {{{0, 1, 3}, {1, 2, 3}, {0, 3, 8}}, {0, 2, 5, 6}, 0};
}

TEST(Rollout, TheMoneyGoesWhereMostHomesAreForIt) {
  const RolloutPlan plan(three_villages(), {});
  EXPECT_EQ(plan.within(6).served, 7);  // 1 and 2, for 3 + 3
  EXPECT_EQ(plan.within(6).cost, 6);
  EXPECT_EQ(plan.within(14).served, 13);  // all, for 3 + 3 + 8
  EXPECT_EQ(plan.within(0).edges.size(), 0U);
}

TEST(Rollout, OneMoreKronaNeverServesLessAndNothingIsPaidThatIsNotThere) {
  for (std::uint32_t seed = 0; seed != 200; ++seed) {
    SCOPED_TRACE(seed);
    const SteinerGraph graph = small_graph(seed, true);
    const RolloutPlan plan(graph, {});
    std::int64_t served = 0, bound = 0;
    for (std::int64_t budget = 0; budget <= costs_of(graph) + 1; ++budget) {
      const Rollout rollout = plan.within(budget);
      expect_sound(graph, rollout);
      EXPECT_LE(rollout.cost, budget);
      EXPECT_GE(rollout.served, served);
      EXPECT_GE(rollout.upper_bound, bound);
      served = rollout.served;
      bound = rollout.upper_bound;
    }
  }
}

TEST(Rollout, NoTreeWithinTheBudgetServesMoreThanTheBound) {
  for (std::uint32_t seed = 0; seed != 60; ++seed) {
    SteinerGraph graph = small_graph(seed, true);
    if (graph.prize.size() > 6) continue;
    const RolloutPlan plan(graph, {});
    for (const std::int64_t budget : {std::int64_t{3}, std::int64_t{9}, costs_of(graph) / 2}) {
      SCOPED_TRACE(seed);
      const std::int64_t most = most_served(graph, budget);
      EXPECT_LE(most, plan.within(budget).upper_bound);
      EXPECT_GE(most, plan.within(budget).served);
    }
  }
}

TEST(Rollout, WithMoneyEnoughEveryPrizeThatCanBeReachedIsServed) {
  for (std::uint32_t seed = 0; seed != 200; ++seed) {
    const SteinerGraph graph = small_graph(seed, true);
    Sets sets(graph.prize.size());
    for (const auto& edge : graph.edges) sets.merge(edge.a, edge.b);
    std::int64_t reachable = 0;
    for (std::uint32_t node = 0; node != graph.prize.size(); ++node)
      if (sets.of(node) == sets.of(*graph.root)) reachable += graph.prize[node];
    const Rollout rollout = RolloutPlan(graph, {}).within(INT64_MAX / 4);
    EXPECT_EQ(rollout.served, reachable);
    EXPECT_EQ(rollout.upper_bound, reachable);
  }
}

TEST(Rollout, TheFrontierRisesAndIsThatOfThePlan) {
  for (std::uint32_t seed = 0; seed != 100; ++seed) {
    const SteinerGraph graph = small_graph(seed, true);
    const RolloutPlan plan(graph, {});
    for (const RolloutPoint& point : plan.frontier()) {
      EXPECT_GE(plan.within(point.cost).served, point.served);
      EXPECT_LE(point.served, point.upper_bound);
    }
  }
}

TEST(Rollout, ThreeThousandCrossingsAreRolledOutNearTheBound) {
  // A lattice of 60 x 50 crossings with every tenth a village of 5 to 44 homes; costs in thousands of kronor.
  static constexpr twin::Stream kLattice{"test.rollout.lattice"};
  const twin::PhiloxKey key = twin::draw_key(1, kLattice.hash);
  SteinerGraph graph;
  graph.prize.assign(3000, 0);
  graph.root = 1530;
  for (std::uint32_t node = 0; node != 3000; ++node) {
    const twin::Draw draw(key, node, 0);
    if (draw.chance(0.1)) graph.prize[node] = 5 + draw.below(40, 1);
    if (node % 60 != 59 && draw.chance(0.7, 2)) graph.edges.push_back({node, node + 1, 100 + draw.below(400, 3)});
    const twin::Draw other(key, node, 1);
    if (node + 60 < 3000 && other.chance(0.7)) graph.edges.push_back({node, node + 60, 100 + other.below(400, 1)});
  }
  const RolloutPlan plan(graph, {});
  const std::int64_t all = plan.within(INT64_MAX / 4).cost;
  // Trunk roads must be paid before they serve anyone: small budgets lie under a long edge of the frontier's hull,
  // where the bound is no tree's.
  for (const auto& [percent, most] :
       {std::pair{2, 0.10}, {5, 0.12}, {10, 0.02}, {20, 0.02}, {40, 0.02}, {80, 0.02}}) {
    const Rollout rollout = plan.within(all * percent / 100);
    expect_sound(graph, rollout);
    EXPECT_LE(rollout.gap(), most) << percent << " % of the money for everything";
  }
}

}  // namespace
}  // namespace rurban::broadband
