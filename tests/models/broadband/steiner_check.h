#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "models/broadband/steiner.h"
#include "twin/base/draw.h"

/// What tests of trees know of them without the solver.
namespace rurban::broadband {

/// Sets of nodes that grow together.
class Sets {
 public:
  explicit Sets(std::size_t nodes) : of_(nodes) { std::iota(of_.begin(), of_.end(), 0U); }
  std::uint32_t of(std::uint32_t node) const { return of_[node] == node ? node : of(of_[node]); }
  /// False when both were together already.
  bool merge(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = of(a), y = of(b);
    of_[std::max(x, y)] = std::min(x, y);
    return x != y;
  }

 private:
  std::vector<std::uint32_t> of_;
};

inline std::int64_t prizes_of(const SteinerGraph& graph) {
  return std::accumulate(graph.prize.begin(), graph.prize.end(), std::int64_t{0});
}

/// The nodes that edges touch, with the root; without edges and root the node with the highest prize.
inline std::vector<std::uint8_t> nodes_of(const SteinerGraph& graph, std::span<const std::uint32_t> edges) {
  std::vector<std::uint8_t> held(graph.prize.size(), 0);
  for (const std::uint32_t e : edges) held[graph.edges[e].a] = held[graph.edges[e].b] = 1;
  if (graph.root) held[*graph.root] = 1;
  if (edges.empty() && !graph.root && !held.empty())
    held[static_cast<std::size_t>(std::max_element(graph.prize.begin(), graph.prize.end()) - graph.prize.begin())] =
        1;
  return held;
}

/// That the tree is one (connected, without circles, with the root), and that its costs and missed prizes add up.
inline void expect_sound(const SteinerGraph& graph, const SteinerTree& tree) {
  EXPECT_TRUE(std::is_sorted(tree.edges.begin(), tree.edges.end()));
  Sets sets(graph.prize.size());
  std::int64_t cost = 0;
  for (const std::uint32_t e : tree.edges) {
    ASSERT_LT(e, graph.edges.size());
    EXPECT_TRUE(sets.merge(graph.edges[e].a, graph.edges[e].b)) << "a circle";
    cost += graph.edges[e].cost;
  }
  const std::vector<std::uint8_t> held = nodes_of(graph, tree.edges);
  std::int64_t missed = 0;
  std::size_t nodes = 0;
  for (std::uint32_t node = 0; node != held.size(); ++node) {
    nodes += held[node];
    missed += held[node] ? 0 : graph.prize[node];
  }
  // A forest of n nodes and n - 1 edges is one tree.
  EXPECT_EQ(nodes, held.empty() ? 0 : tree.edges.size() + 1);
  EXPECT_EQ(tree.edge_cost, cost);
  EXPECT_EQ(tree.missed_prize, missed);
  EXPECT_LE(tree.lower_bound, tree.objective());
}

/// The least objective, over the cheapest trees of all sets of nodes. Requires: few nodes
inline std::int64_t least_objective(const SteinerGraph& graph) {
  std::vector<std::uint32_t> by_cost(graph.edges.size());
  std::iota(by_cost.begin(), by_cost.end(), 0U);
  std::sort(by_cost.begin(), by_cost.end(),
            [&](std::uint32_t x, std::uint32_t y) { return graph.edges[x].cost < graph.edges[y].cost; });
  std::int64_t least = graph.root ? INT64_MAX : prizes_of(graph);
  for (std::uint32_t set = 1; set != 1U << graph.prize.size(); ++set) {
    if (graph.root && !(set >> *graph.root & 1)) continue;
    Sets sets(graph.prize.size());
    std::int64_t objective = 0;
    int parts = 0;
    for (std::uint32_t node = 0; node != graph.prize.size(); ++node) {
      parts += set >> node & 1;
      if (!(set >> node & 1)) objective += graph.prize[node];
    }
    for (const std::uint32_t e : by_cost) {
      const SteinerGraph::Edge& edge = graph.edges[e];
      if (!(set >> edge.a & 1) || !(set >> edge.b & 1) || !sets.merge(edge.a, edge.b)) continue;
      objective += edge.cost;
      --parts;
    }
    if (parts == 1) least = std::min(least, objective);
  }
  return least;
}

/// A small world: some places, some roads between them (also twice, or back to where they began), some prizes.
inline SteinerGraph small_graph(std::uint32_t seed, bool rooted) {
  static constexpr twin::Stream kGraph{"test.steiner.graph"};
  std::uint32_t draws = 0;
  const auto below = [&](std::uint32_t n) {
    return twin::Draw(twin::draw_key(seed, kGraph.hash), draws++, 0).below(n);
  };
  SteinerGraph graph;
  graph.prize.assign(2 + below(10), 0);
  const auto nodes = static_cast<std::uint32_t>(graph.prize.size());
  const std::uint32_t most_prize = 3 + below(25), most_cost = 1 + below(20), rare = 1 + below(3);
  for (std::int64_t& prize : graph.prize) prize = below(rare) == 0 ? below(most_prize + 1) : 0;
  for (std::uint32_t i = nodes - 1 + below(2 * nodes); i-- != 0;) {
    const std::uint32_t a = below(nodes), b = below(nodes);
    graph.edges.push_back({a, a == b ? below(nodes) : b, below(most_cost + 1)});
  }
  if (rooted) graph.root = below(nodes);
  return graph;
}

}  // namespace rurban::broadband
