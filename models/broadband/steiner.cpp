#include "models/broadband/steiner.h"

#include <algorithm>
#include <numeric>

#include "models/broadband/steiner_solver.h"

namespace rurban::broadband {
namespace {

steiner::Net net_of(const SteinerGraph& graph) {
  std::vector<steiner::Net::Edge> edges;
  for (const SteinerGraph::Edge& edge : graph.edges) edges.push_back({edge.a, edge.b, edge.cost});
  std::vector<std::uint8_t> must(graph.prize.size(), 0);
  if (graph.root) must[*graph.root] = 1;
  return steiner::Net(std::move(edges), graph.prize, std::move(must));
}

/// What the best tree without edges gains: the root's prize, or the highest.
std::int64_t gain_without_edges(const SteinerGraph& graph) {
  if (graph.root) return graph.prize[*graph.root];
  return graph.prize.empty() ? 0 : *std::max_element(graph.prize.begin(), graph.prize.end());
}

}  // namespace

SteinerTree prize_collecting_tree(const SteinerGraph& graph, const SteinerRules& rules) {
  const steiner::Net net = net_of(graph);
  steiner::Limits limits(rules.rounds, rules.seconds);
  steiner::Solver solver(net, graph.root.has_value(), gain_without_edges(graph), limits, rules.seed, false);
  solver.run();
  SteinerTree tree;
  tree.edges = solver.best().edges;
  std::sort(tree.edges.begin(), tree.edges.end());
  for (const std::uint32_t e : tree.edges) tree.edge_cost += net.edge(e).cost;
  tree.missed_prize = net.prizes() - solver.best().gain - tree.edge_cost;
  tree.lower_bound = solver.bound();
  return tree;
}

}  // namespace rurban::broadband
