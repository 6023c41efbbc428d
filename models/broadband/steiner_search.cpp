#include "models/broadband/steiner_search.h"

#include <algorithm>

namespace rurban::broadband::steiner {

TreeSearch::TreeSearch(const Net& net)
    : net_(net),
      held_(net.nodes(), 0),
      way_cost_(net.nodes()),
      way_edge_(net.nodes()),
      passed_(net.nodes()),
      edge_held_(net.edges().size(), 0),
      parent_(net.nodes()),
      parent_edge_(net.nodes()),
      degree_(net.nodes()),
      seen_(net.nodes(), 0),
      below_(net.nodes()),
      must_below_(net.nodes()) {}

Tree TreeSearch::grow(std::uint32_t from, const Growth& growth) {
  start({{}, from, 0});
  spread(growth);
  return pruned_spanning();
}

void TreeSearch::better(Tree& tree) {
  for (;;) {
    start(tree);
    spread({});
    if (bought_ == 0 && !exchange(tree)) return;
    Tree next = pruned_spanning();
    if (next.gain <= tree.gain) return;
    tree = std::move(next);
  }
}

void TreeSearch::start(const Tree& tree) {
  std::fill(held_.begin(), held_.end(), 0);
  std::fill(way_cost_.begin(), way_cost_.end(), kEndless);
  std::fill(way_edge_.begin(), way_edge_.end(), kNone);
  std::fill(passed_.begin(), passed_.end(), 0);
  heap_.clear();
  hold(tree.top);
  for (const std::uint32_t e : tree.edges) {
    hold(net_.edge(e).a);
    hold(net_.edge(e).b);
  }
  bought_ = 0;
}

void TreeSearch::hold(std::uint32_t node) {
  if (held_[node]) return;
  held_[node] = 1;
  way_cost_[node] = 0;
  ++bought_;
  heap_.push_back({0, node});
  std::push_heap(heap_.begin(), heap_.end());
}

/// Finds the cheapest way from the tree to every node, and buys those to nodes that are worth more.
void TreeSearch::spread(const Growth& growth) {
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end());
    const HeapEntry at = heap_.back();
    heap_.pop_back();
    if (at.key != way_cost_[at.item]) continue;
    const std::int64_t worth = net_.must(at.item) ? kEndless : net_.prize(at.item) * growth.scale;
    if (!held_[at.item] && (worth > at.key || (growth.all_prizes && worth > 0))) {
      buy_way(at.item);
      continue;
    }
    passed_[at.item] = 1;
    relax(at.item, held_[at.item] ? 0 : at.key - worth, growth);
  }
}

void TreeSearch::relax(std::uint32_t from, std::int64_t left, const Growth& growth) {
  for (const Net::Arc& arc : net_.around(from)) {
    const std::int64_t there = left + (growth.cost.empty() ? net_.edge(arc.edge).cost : growth.cost[arc.edge]);
    if (there >= way_cost_[arc.node] || (!growth.allowed.empty() && !growth.allowed[arc.node])) continue;
    // Prizes make ways cheaper as they go on, so that one could come back to where it has been.
    if (passed_[arc.node] && on_way(arc.node, from)) continue;
    way_cost_[arc.node] = there;
    way_edge_[arc.node] = arc.edge;
    heap_.push_back({there, arc.node});
    std::push_heap(heap_.begin(), heap_.end());
  }
}

bool TreeSearch::on_way(std::uint32_t node, std::uint32_t from) const {
  while (from != node && !held_[from]) from = net_.edge(way_edge_[from]).other(from);
  return from == node;
}

void TreeSearch::buy_way(std::uint32_t node) {
  while (!held_[node]) {
    hold(node);
    node = net_.edge(way_edge_[node]).other(node);
  }
}

Tree TreeSearch::pruned_spanning() {
  const std::vector<std::uint32_t> edges = spanning();
  hang(edges, order_.front());
  return pruned();
}

/// The cheapest tree that spans the nodes held (Prim); order_ begins with its top.
std::vector<std::uint32_t> TreeSearch::spanning() {
  const auto best = [&] {
    std::uint32_t top = kNone;
    for (std::uint32_t node = 0; node != net_.nodes(); ++node)
      if (held_[node] && (top == kNone || net_.worth(node) > net_.worth(top))) top = node;
    return top;
  };
  order_.assign(1, best());
  ++now_;
  std::vector<std::uint32_t> edges;
  heap_.clear();
  const auto take = [&](std::uint32_t node) {
    seen_[node] = now_;
    for (const Net::Arc& arc : net_.around(node)) {
      if (!held_[arc.node] || seen_[arc.node] == now_) continue;
      heap_.push_back({net_.edge(arc.edge).cost, arc.edge});
      std::push_heap(heap_.begin(), heap_.end());
    }
  };
  take(order_.front());
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end());
    const std::uint32_t e = heap_.back().item;
    heap_.pop_back();
    const Net::Edge& edge = net_.edge(e);
    if (seen_[edge.a] == now_ && seen_[edge.b] == now_) continue;
    edges.push_back(e);
    take(seen_[edge.a] == now_ ? edge.b : edge.a);
  }
  return edges;
}

/// Hangs a tree up at its top: parents, degrees, and an order from the top downwards.
void TreeSearch::hang(std::span<const std::uint32_t> edges, std::uint32_t top) {
  for (const std::uint32_t e : edges) edge_held_[e] = 1;
  order_.assign(1, top);
  parent_[top] = parent_edge_[top] = kNone;
  degree_[top] = 0;
  for (std::size_t i = 0; i != order_.size(); ++i) {
    const std::uint32_t node = order_[i];
    for (const Net::Arc& arc : net_.around(node)) {
      if (!edge_held_[arc.edge] || arc.edge == parent_edge_[node]) continue;
      parent_[arc.node] = node;
      parent_edge_[arc.node] = arc.edge;
      degree_[arc.node] = 1;
      ++degree_[node];
      order_.push_back(arc.node);
    }
  }
  for (const std::uint32_t e : edges) edge_held_[e] = 0;
}

/// The best tree inside the one that hangs: branches that cost more than they hold fall off.
Tree TreeSearch::pruned() {
  for (const std::uint32_t node : order_) {
    below_[node] = net_.prize(node);
    must_below_[node] = net_.must(node);
  }
  const auto kept = [&](std::uint32_t node) {
    return must_below_[node] || below_[node] > net_.edge(parent_edge_[node]).cost;
  };
  for (std::size_t i = order_.size(); --i != 0;) {
    const std::uint32_t node = order_[i];
    if (!kept(node)) continue;
    below_[parent_[node]] += below_[node] - net_.edge(parent_edge_[node]).cost;
    must_below_[parent_[node]] |= must_below_[node];
  }
  Tree tree;
  tree.top = order_.front();
  if (!net_.anchor())
    for (const std::uint32_t node : order_)
      if (below_[node] > below_[tree.top]) tree.top = node;
  tree.gain = below_[tree.top];
  ++now_;
  for (const std::uint32_t node : order_) {
    const bool hangs = node != order_.front() && seen_[parent_[node]] == now_ && kept(node);
    if (node != tree.top && !hangs) continue;
    seen_[node] = now_;
    if (node != tree.top) tree.edges.push_back(parent_edge_[node]);
  }
  return tree;
}

/// Tries every edge beside the tree, with the ways from its ends to the tree, against the dearest stretch of the
/// tree that it would close a circle with (key-path exchange, as in Uchoa & Werneck, ACM JEA 17, 2012, found from
/// the edge instead of from the path). Says whether anything was exchanged; the nodes held are then the new tree's.
bool TreeSearch::exchange(const Tree& tree) {
  std::uint32_t top = tree.top;
  for (std::uint32_t node = 0; node != net_.nodes(); ++node)
    if (held_[node] && net_.worth(node) > net_.worth(top)) top = node;
  hang(tree.edges, top);
  changed_.clear();
  std::int64_t saved = 0;
  for (std::uint32_t e = 0; e != net_.edges().size(); ++e) saved += try_edge(e);
  bool any = saved != 0;
  for (std::uint32_t node = 0; node != net_.nodes(); ++node) any |= try_node(node);
  return any;
}

/// What exchanging a stretch for the edge saved; 0 when it was not done.
std::int64_t TreeSearch::try_edge(std::uint32_t e) {
  const Net::Edge& edge = net_.edge(e);
  std::int64_t cost = edge.cost;
  const std::uint32_t u = walk_way(edge.a, cost), v = walk_way(edge.b, cost);
  if (u == v || u == kNone || v == kNone || parent_edge_[u] == e || parent_edge_[v] == e) return 0;
  climb(u, v);
  const Stretch stretch = dearest_stretch();
  if (stretch.value <= cost) return 0;
  swap(stretch, e, u, v);
  return stretch.value - cost;
}

/// Takes a node beside the tree into it when the exchanges that its edges then allow save more than its way costs.
bool TreeSearch::try_node(std::uint32_t node) {
  if (held_[node] || net_.around(node).size() < 3) return false;
  std::int64_t cost = 0;
  const std::uint32_t foot = walk_way(node, cost);
  if (foot == kNone) return false;
  changed_.clear();
  change(foot);
  ++degree_[foot];
  hold_way(node);
  degree_[node] = 1;
  for (const Net::Arc& arc : net_.around(node)) {
    if (!held_[node]) break;
    cost -= try_edge(arc.edge);
  }
  if (cost < 0) return true;
  undo();
  return false;
}

/// Remembers a node as it is, before it changes.
void TreeSearch::change(std::uint32_t node) {
  changed_.push_back({node, parent_[node], parent_edge_[node], degree_[node], way_edge_[node], held_[node]});
}

void TreeSearch::undo() {
  while (!changed_.empty()) {
    const Before& before = changed_.back();
    parent_[before.node] = before.parent;
    parent_edge_[before.node] = before.parent_edge;
    degree_[before.node] = before.degree;
    way_edge_[before.node] = before.way_edge;
    held_[before.node] = before.held;
    changed_.pop_back();
  }
}

/// Where the way from the tree to a node begins; kNone when that has left the tree since.
std::uint32_t TreeSearch::walk_way(std::uint32_t node, std::int64_t& cost) const {
  while (!held_[node]) {
    const std::uint32_t e = way_edge_[node];
    if (e == kNone) return kNone;
    cost += net_.edge(e).cost - net_.prize(node);
    node = net_.edge(e).other(node);
  }
  return node;
}

/// Sets path_ to the tree's way from a to b.
void TreeSearch::climb(std::uint32_t a, std::uint32_t b) {
  now_ += 2;
  const std::uint32_t from_a = now_ - 1, from_b = now_;
  seen_[a] = from_a;
  seen_[b] = from_b;
  std::uint32_t x = a, y = b, meeting = kNone;
  while (meeting == kNone) {
    if (parent_[x] != kNone) {
      x = parent_[x];
      if (seen_[x] == from_b)
        meeting = x;
      else
        seen_[x] = from_a;
    }
    if (meeting == kNone && parent_[y] != kNone) {
      y = parent_[y];
      if (seen_[y] == from_a)
        meeting = y;
      else
        seen_[y] = from_b;
    }
  }
  path_.clear();
  path_edge_.clear();
  for (x = a; x != meeting; x = parent_[x]) {
    path_.push_back(x);
    path_edge_.push_back(parent_edge_[x]);
  }
  path_top_ = path_.size();
  for (y = b; y != meeting; y = parent_[y]) path_.push_back(y);
  std::reverse(path_.begin() + static_cast<std::ptrdiff_t>(path_top_), path_.end());
  path_.insert(path_.begin() + static_cast<std::ptrdiff_t>(path_top_), meeting);
  for (std::size_t i = path_top_ + 1; i != path_.size(); ++i) path_edge_.push_back(parent_edge_[path_[i]]);
}

/// The stretch of path_ that saves most when it goes, with the nodes inside it that nothing else hangs from.
TreeSearch::Stretch TreeSearch::dearest_stretch() const {
  Stretch best;
  std::int64_t value = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i != path_edge_.size(); ++i) {
    value += net_.edge(path_edge_[i]).cost;
    if (value > best.value) best = {first, i + 1, value};
    const std::uint32_t node = path_[i + 1];
    const bool passed = degree_[node] == 2 && !net_.must(node) && parent_[node] != kNone;
    if (passed) value -= net_.prize(node);
    if (passed && value > 0) continue;
    value = 0;
    first = i + 1;
  }
  return best;
}

/// Takes a stretch of path_ out of the tree and the edge with its ways, from u to v, in. The top is on no stretch, so
/// that one of its ends is above the other.
void TreeSearch::swap(const Stretch& stretch, std::uint32_t e, std::uint32_t u, std::uint32_t v) {
  for (std::size_t i = stretch.first + 1; i < stretch.last; ++i) {
    change(path_[i]);
    held_[path_[i]] = 0;
    way_edge_[path_[i]] = kNone;
  }
  for (const std::uint32_t node : {path_[stretch.first], path_[stretch.last], u, v}) change(node);
  --degree_[path_[stretch.first]];
  --degree_[path_[stretch.last]];
  ++degree_[u];
  ++degree_[v];
  // What hangs below the stretch is hung up again at its end of the new way. edge.a leads to u and edge.b to v.
  const Net::Edge& edge = net_.edge(e);
  const bool u_falls = stretch.last <= path_top_;
  turn_round(u_falls ? u : v, u_falls ? path_[stretch.first] : path_[stretch.last]);
  hang_way(u_falls ? edge.a : edge.b, u_falls ? edge.b : edge.a, e);
  hold_way(u_falls ? edge.b : edge.a);
}

/// Makes `top` the top of what hung from `old_top`.
void TreeSearch::turn_round(std::uint32_t top, std::uint32_t old_top) {
  std::uint32_t node = top, above = kNone, by = kNone;
  for (bool last = false; !last;) {
    last = node == old_top;
    change(node);
    const std::uint32_t next = parent_[node], next_by = parent_edge_[node];
    parent_[node] = above;
    parent_edge_[node] = by;
    above = node;
    by = next_by;
    node = next;
  }
}

/// Takes the way to a node in from its far end: it hangs from `above`, and the tree it leads to hangs from it.
void TreeSearch::hang_way(std::uint32_t node, std::uint32_t above, std::uint32_t by) {
  for (bool arrived = false; !arrived;) {
    arrived = held_[node] != 0;
    const std::uint32_t way = way_edge_[node];
    change(node);
    parent_[node] = above;
    parent_edge_[node] = by;
    if (arrived) break;
    held_[node] = 1;
    degree_[node] = 2;
    above = node;
    by = way;
    node = net_.edge(way).other(node);
  }
}

/// Takes the way to a node in from the tree that it begins at.
void TreeSearch::hold_way(std::uint32_t node) {
  while (!held_[node]) {
    change(node);
    held_[node] = 1;
    degree_[node] = 2;
    parent_edge_[node] = way_edge_[node];
    parent_[node] = net_.edge(way_edge_[node]).other(node);
    node = parent_[node];
  }
}

}  // namespace rurban::broadband::steiner
