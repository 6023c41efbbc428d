#include <gtest/gtest.h>

#include "models/broadband/steiner_check.h"
#include "models/broadband/steiner_dual.h"
#include "models/broadband/steiner_fixing.h"
#include "models/broadband/steiner_reduction.h"
#include "models/broadband/steiner_search.h"

namespace rurban::broadband::steiner {
namespace {

constexpr std::uint32_t kGraphs = 1500;

/// The graph as it is, without any reduction.
Net net_of(const SteinerGraph& graph) {
  std::vector<Net::Edge> edges;
  for (const SteinerGraph::Edge& edge : graph.edges)
    if (edge.a != edge.b) edges.push_back({edge.a, edge.b, edge.cost});
  std::vector<std::uint8_t> must(graph.prize.size(), 0);
  if (graph.root) must[*graph.root] = 1;
  return Net(edges, graph.prize, must);
}

/// The most that a tree with all nodes that it must hold gains.
std::int64_t most_gain(const Net& net) {
  constexpr std::int64_t kMust = 1'000'000;
  SteinerGraph graph;
  std::int64_t musts = 0;
  for (const Net::Edge& edge : net.edges()) graph.edges.push_back({edge.a, edge.b, edge.cost});
  for (std::uint32_t node = 0; node != net.nodes(); ++node) {
    graph.prize.push_back(net.prize(node) + (net.must(node) ? kMust : 0));
    musts += net.must(node);
  }
  graph.root = net.anchor();
  return prizes_of(graph) - least_objective(graph) - musts * kMust;
}

void expect_tree(const Net& net, const Tree& tree) {
  Sets sets(net.nodes());
  std::vector<std::uint8_t> held(net.nodes(), 0);
  held[tree.top] = 1;
  std::int64_t gain = 0;
  for (const std::uint32_t e : tree.edges) {
    EXPECT_TRUE(sets.merge(net.edge(e).a, net.edge(e).b));
    held[net.edge(e).a] = held[net.edge(e).b] = 1;
    gain -= net.edge(e).cost;
  }
  std::size_t nodes = 0;
  for (std::uint32_t node = 0; node != net.nodes(); ++node) {
    nodes += held[node];
    if (held[node]) gain += net.prize(node);
    EXPECT_TRUE(held[node] || !net.must(node) || net.anchor() == tree.top);
  }
  EXPECT_EQ(nodes, tree.edges.size() + 1);
  EXPECT_EQ(gain, tree.gain);
}

TEST(SteinerParts, ADualAscentFromTheRootBoundsEveryTreeThatHoldsIt) {
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    SCOPED_TRACE(seed);
    SteinerGraph graph = small_graph(seed, true);
    const Net net = net_of(graph);
    EXPECT_LE(DualAscent(net).from(*graph.root).bound, least_objective(graph));
  }
}

TEST(SteinerParts, ADualAscentFromAnywhereBoundsEveryTreeWhateverTheEntryCosts) {
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    SCOPED_TRACE(seed);
    const SteinerGraph graph = small_graph(seed, false);
    const Net net = net_of(graph);
    const std::int64_t least = least_objective(graph);
    for (const std::int64_t entry : {std::int64_t{0}, std::int64_t{3}, prizes_of(graph) - least, prizes_of(graph)})
      EXPECT_LE(DualAscent(net).from_anywhere(entry).bound, least);
  }
}

TEST(SteinerParts, NothingLeftIsBelowZeroAndNoNodeCallsForMoreThanItsPrize) {
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    const SteinerGraph graph = small_graph(seed, true);
    const Net net = net_of(graph);
    const Dual dual = DualAscent(net).from(*graph.root);
    for (std::uint32_t arc = 0; arc != dual.arc_left.size(); ++arc) {
      EXPECT_GE(dual.arc_left[arc], 0);
      EXPECT_LE(dual.arc_left[arc], net.edge(arc / 2).cost);
    }
    for (std::uint32_t node = 0; node != net.nodes(); ++node) EXPECT_GE(dual.prize_left[node], 0);
  }
}

TEST(SteinerParts, ReductionsKeepABestTree) {
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    SCOPED_TRACE(seed);
    const SteinerGraph graph = small_graph(seed, seed % 2 == 0);
    Reduction reduction(net_of(graph), graph.root.has_value());
    reduction.reduce();
    const std::int64_t gain = std::max(reduction.best_cut_off().gain, most_gain(reduction.net()));
    EXPECT_EQ(gain, prizes_of(graph) - least_objective(graph));
  }
}

TEST(SteinerParts, WhatABoundFixesLeavesATreeAsGoodAsAny) {
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    SCOPED_TRACE(seed);
    const SteinerGraph graph = small_graph(seed, seed % 2 == 0);
    const std::int64_t least = least_objective(graph);
    Reduction reduction(net_of(graph), graph.root.has_value());  // nothing reduced yet: its net is the graph
    const Net net = reduction.net();
    const Dual dual =
        graph.root ? DualAscent(net).from(*graph.root) : DualAscent(net).from_anywhere(prizes_of(graph) - least);
    // Only what is dearer than `cost` may fall: a best tree is cheaper by one.
    fix_by_bound(net, dual, least + 1, reduction);
    EXPECT_EQ(most_gain(reduction.net()), prizes_of(graph) - least);
  }
}

TEST(SteinerParts, TreesAreTreesHowTheyAreGrownAndBettered) {
  for (std::uint32_t seed = 0; seed != kGraphs; ++seed) {
    SCOPED_TRACE(seed);
    const SteinerGraph graph = small_graph(seed, false);
    const Net net = net_of(graph);
    TreeSearch search(net);
    for (const bool all_prizes : {false, true}) {
      TreeSearch::Growth growth;
      growth.all_prizes = all_prizes;
      Tree tree = search.grow(seed % static_cast<std::uint32_t>(net.nodes()), growth);
      expect_tree(net, tree);
      const std::int64_t before = tree.gain;
      search.better(tree);
      expect_tree(net, tree);
      EXPECT_GE(tree.gain, before);
      EXPECT_LE(tree.gain, prizes_of(graph) - least_objective(graph));
    }
  }
}

}  // namespace
}  // namespace rurban::broadband::steiner
