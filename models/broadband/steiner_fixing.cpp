#include "models/broadband/steiner_fixing.h"

#include <algorithm>

namespace rurban::broadband::steiner {
namespace {

enum class Way { kFromRoot, kToLeaf };

/// What is left of the cheapest way from the root to each node, or from the node to where a branch may end.
std::vector<std::int64_t> ways_left(const Net& net, const Dual& dual, Way way, std::vector<std::int64_t> left) {
  std::vector<HeapEntry> heap;
  for (std::uint32_t node = 0; node != net.nodes(); ++node)
    if (left[node] < kEndless) heap.push_back({left[node], node});
  std::make_heap(heap.begin(), heap.end());
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end());
    const HeapEntry at = heap.back();
    heap.pop_back();
    if (at.key != left[at.item]) continue;
    for (const Net::Arc& arc : net.around(at.item)) {
      const std::uint32_t over = arc_into(net, arc.edge, way == Way::kFromRoot ? arc.node : at.item);
      const std::int64_t there = at.key + dual.arc_left[over];
      if (there >= left[arc.node]) continue;
      left[arc.node] = there;
      heap.push_back({there, arc.node});
      std::push_heap(heap.begin(), heap.end());
    }
  }
  return left;
}

std::vector<std::int64_t> at_root(const Net& net, const Dual& dual) {
  std::vector<std::int64_t> left(net.nodes(), kEndless);
  if (dual.root != kNone) left[dual.root] = 0;
  if (dual.root == kNone)
    for (std::uint32_t node = 0; node != net.nodes(); ++node)
      if (net.worth(node) > 0) left[node] = dual.root_left[node];
  return left;
}

/// A branch ends where the prize is worth the last edge.
std::vector<std::int64_t> at_leaves(const Net& net) {
  std::vector<std::int64_t> left(net.nodes(), kEndless);
  for (std::uint32_t node = 0; node != net.nodes(); ++node)
    for (const Net::Arc& arc : net.around(node))
      if (net.worth(node) > net.edge(arc.edge).cost) left[node] = 0;
  return left;
}

}  // namespace

std::size_t fix_by_bound(const Net& net, const Dual& dual, std::int64_t cost, Reduction& reduction) {
  const std::int64_t slack = cost - dual.bound;
  const std::vector<std::int64_t> from = ways_left(net, dual, Way::kFromRoot, at_root(net, dual)),
                                  to = ways_left(net, dual, Way::kToLeaf, at_leaves(net));
  const auto dear = [&](std::uint32_t tail, std::uint32_t head, std::uint32_t edge) {
    return from[tail] >= slack || to[head] >= slack ||
           from[tail] + dual.arc_left[arc_into(net, edge, head)] + to[head] >= slack;
  };
  std::size_t decided = 0;
  std::vector<std::uint8_t> gone(net.nodes(), 0);
  for (std::uint32_t node = 0; node != net.nodes(); ++node) {
    if (net.must(node)) continue;
    // A tree of one node has no branch that ends.
    const bool alone = dual.root == kNone && net.prize(node) > 0 && dual.root_left[node] < slack;
    gone[node] = !alone && (from[node] >= slack || to[node] >= slack || from[node] + to[node] >= slack);
    if (gone[node]) {
      reduction.drop_node(node);
    } else if (dual.prize_left[node] >= slack) {
      reduction.require(node);
    } else {
      continue;
    }
    ++decided;
  }
  for (std::uint32_t e = 0; e != net.edges().size(); ++e) {
    const Net::Edge& edge = net.edge(e);
    if (gone[edge.a] || gone[edge.b] || !dear(edge.a, edge.b, e) || !dear(edge.b, edge.a, e)) continue;
    reduction.drop_edge(e);
    ++decided;
  }
  return decided;
}

std::vector<std::uint8_t> reached_for_nothing(const Net& net, const Dual& dual) {
  std::vector<std::uint8_t> reached(net.nodes(), 0);
  std::vector<std::uint32_t> open;
  const std::vector<std::int64_t> left = at_root(net, dual);
  for (std::uint32_t node = 0; node != net.nodes(); ++node)
    if (left[node] == 0) open.push_back(node);
  for (const std::uint32_t node : open) reached[node] = 1;
  while (!open.empty()) {
    const std::uint32_t node = open.back();
    open.pop_back();
    for (const Net::Arc& arc : net.around(node)) {
      if (reached[arc.node] || dual.arc_left[arc_into(net, arc.edge, arc.node)] != 0) continue;
      reached[arc.node] = 1;
      open.push_back(arc.node);
    }
  }
  return reached;
}

}  // namespace rurban::broadband::steiner
