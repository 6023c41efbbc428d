#pragma once
#include <functional>
#include <queue>
#include <span>
#include <utility>
#include <vector>

#include "twin/geo/cost.h"
#include "twin/geo/network.h"

namespace twin {

/// Dijkstra's algorithm, plain: the oracle that faster ways are held against, and the yardstick of their speed.
/// `costs` holds one cost for each arc, from 0 to kNoWay (closed). Returns the cost of the best way from `source` to
/// each node, kNoWay where there is none. If a `last` node is given, only what is settled up to it is right.
template <class Cost>
std::vector<Cost> dijkstra(const Network& network, std::span<const Cost> costs, std::uint32_t source,
                           std::uint32_t last = 0xFFFFFFFF) {
  using Entry = std::pair<Cost, std::uint32_t>;
  std::vector<Cost> best(network.nodes(), kNoWay<Cost>);
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  best[source] = 0;
  queue.emplace(0, source);
  while (!queue.empty()) {
    const auto [cost, node] = queue.top();
    queue.pop();
    if (node == last) break;
    if (cost != best[node]) continue;
    for (const std::uint32_t arc : network.leaving(node)) {
      const std::uint32_t to = network.arcs()[arc].to;
      if (cost + costs[arc] >= best[to]) continue;
      best[to] = cost + costs[arc];
      queue.emplace(best[to], to);
    }
  }
  return best;
}

}  // namespace twin
