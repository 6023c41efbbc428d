#include "models/broadband/edge_search.h"

#include <algorithm>

namespace rurban::broadband {

EdgeSearch::EdgeSearch(const FibreGraph& graph)
    : graph_(graph), first_(graph.nodes() + 1), ore_(graph.nodes(), kNoWay), by_(graph.nodes(), kNone) {
  for (const auto& edge : graph.edges) {
    ++first_[edge.a + 1];
    ++first_[edge.b + 1];
  }
  for (std::size_t node = 1; node != first_.size(); ++node) first_[node] += first_[node - 1];
  leaving_.resize(graph.edges.size() * 2);
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t edge = 0; edge != graph.edges.size(); ++edge) {
    leaving_[next[graph.edges[edge].a]++] = edge;
    leaving_[next[graph.edges[edge].b]++] = edge;
  }
}

void EdgeSearch::light(std::uint32_t node) {
  if (ore_[node] == 0 && by_[node] == kNone) return;
  ore_[node] = 0;
  by_[node] = kNone;
  queue_.emplace(0, node);
}

void EdgeSearch::settle() {
  while (!queue_.empty()) {
    const auto [ore, node] = queue_.top();
    queue_.pop();
    if (ore != ore_[node]) continue;
    for (std::uint32_t i = first_[node]; i != first_[node + 1]; ++i) {
      const FibreGraph::Edge& edge = graph_.edges[leaving_[i]];
      const std::uint32_t to = edge.a == node ? edge.b : edge.a;
      if (ore + edge.ore >= ore_[to]) continue;
      ore_[to] = ore + edge.ore;
      by_[to] = leaving_[i];
      queue_.emplace(ore_[to], to);
    }
  }
}

std::vector<std::uint32_t> EdgeSearch::path(std::uint32_t node) const {
  std::vector<std::uint32_t> edges;
  while (by_[node] != kNone) {
    const std::uint32_t edge = by_[node];
    edges.push_back(edge);
    node = graph_.edges[edge].a == node ? graph_.edges[edge].b : graph_.edges[edge].a;
  }
  std::reverse(edges.begin(), edges.end());
  return edges;
}

}  // namespace rurban::broadband
