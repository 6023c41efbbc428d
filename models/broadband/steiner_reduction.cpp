#include "models/broadband/steiner_reduction.h"

#include <algorithm>

namespace rurban::broadband::steiner {
namespace {

constexpr std::size_t kBypassArcs = 100;         // looked at for each bypass; longer ones are rare
constexpr std::size_t kWorthAnotherPass = 5000;  // edges must have become fewer by one in so many

}  // namespace

Reduction::Reduction(const Net& given, bool rooted) : rooted_(rooted), given_edges_(given.edges().size()) {
  nodes_.resize(given.nodes());
  around_.resize(given.nodes());
  is_touched_.assign(given.nodes(), 0);
  ways_.resize(given.nodes());
  for (std::uint32_t node = 0; node != nodes_.size(); ++node) {
    nodes_[node].prize = given.prize(node);
    nodes_[node].given = node;
    nodes_[node].must = given.must(node);
    musts_ += given.must(node);
    touch(node);
  }
  for (std::uint32_t e = 0; e != given_edges_; ++e)
    if (given.edge(e).a != given.edge(e).b) link(given.edge(e).a, given.edge(e).b, given.edge(e).cost, e);
}

std::uint32_t Reduction::join(std::uint32_t x, std::uint32_t y) {
  if (x == kNone || y == kNone) return x == kNone ? y : x;
  joins_.push_back({x, y});
  return static_cast<std::uint32_t>(given_edges_ + joins_.size() - 1);
}

void Reduction::append(std::uint32_t history, std::vector<std::uint32_t>& edges) const {
  std::vector<std::uint32_t> open{history};
  while (!open.empty()) {
    const std::uint32_t next = open.back();
    open.pop_back();
    if (next == kNone) continue;
    if (next < given_edges_) {
      edges.push_back(next);
      continue;
    }
    open.push_back(joins_[next - given_edges_].x);
    open.push_back(joins_[next - given_edges_].y);
  }
}

/// Of parallel edges only the cheapest is kept.
void Reduction::link(std::uint32_t a, std::uint32_t b, std::int64_t cost, std::uint32_t history) {
  const std::uint32_t fewer = around_[a].size() <= around_[b].size() ? a : b;
  for (const std::uint32_t e : around_[fewer]) {
    if (edges_[e].other(fewer) != (fewer == a ? b : a)) continue;
    if (cost < edges_[e].cost) {
      edges_[e].cost = cost;
      edges_[e].history = history;
    }
    touch(a);
    touch(b);
    return;
  }
  const auto edge = static_cast<std::uint32_t>(edges_.size());
  edges_.push_back({a, b, cost, history});
  around_[a].push_back(edge);
  around_[b].push_back(edge);
  ++edges_left_;
  touch(a);
  touch(b);
}

void Reduction::unlink(std::uint32_t edge) {
  if (!edges_[edge].alive) return;
  edges_[edge].alive = false;
  --edges_left_;
  for (const std::uint32_t node : {edges_[edge].a, edges_[edge].b}) {
    std::erase(around_[node], edge);
    touch(node);
  }
}

void Reduction::forget(std::uint32_t node) {
  const std::vector<std::uint32_t> edges = around_[node];
  for (const std::uint32_t edge : edges) unlink(edge);
  nodes_[node].alive = false;
}

void Reduction::note_cut_off(std::uint32_t node) {
  if (rooted_ || nodes_[node].prize <= cut_off_.gain) return;
  cut_off_.gain = nodes_[node].prize;
  cut_off_.top = nodes_[node].given;
  cut_off_.edges.clear();
  append(nodes_[node].history, cut_off_.edges);
}

void Reduction::contract(std::uint32_t edge) {
  const Edge gone = edges_[edge];
  const bool keep_a = around_[gone.a].size() >= around_[gone.b].size();
  const std::uint32_t kept = keep_a ? gone.a : gone.b, merged = keep_a ? gone.b : gone.a;
  Node& node = nodes_[kept];
  node.prize += nodes_[merged].prize - gone.cost;
  node.history = join(join(node.history, nodes_[merged].history), gone.history);
  if (node.must && nodes_[merged].must) --musts_;
  node.must = node.must || nodes_[merged].must;
  const std::vector<std::uint32_t> moving = around_[merged];
  forget(merged);
  for (const std::uint32_t e : moving)
    if (e != edge) link(kept, edges_[e].other(merged), edges_[e].cost, edges_[e].history);
  touch(kept);
}

void Reduction::touch(std::uint32_t node) {
  if (is_touched_[node]) return;
  is_touched_[node] = 1;
  touched_.push_back(node);
}

void Reduction::simplify_touched() {
  while (!touched_.empty()) {
    const std::uint32_t node = touched_.back();
    touched_.pop_back();
    is_touched_[node] = 0;
    if (nodes_[node].alive) simplify(node);
  }
}

bool Reduction::simplify(std::uint32_t node) {
  if (around_[node].empty()) {
    if (nodes_[node].must) return false;
    note_cut_off(node);
    forget(node);
    return true;
  }
  return leaf(node) || pass(node) || nearest(node);
}

/// A node with one edge is worth that edge or not, whatever the rest of the tree is.
bool Reduction::leaf(std::uint32_t node) {
  if (around_[node].size() != 1) return false;
  const std::uint32_t edge = around_[node].front();
  if (worth(node) <= edges_[edge].cost) {
    note_cut_off(node);
    forget(node);
    return true;
  }
  // A tree may stand on the only node that it must hold; it then buys no edge.
  if (nodes_[node].must && musts_ == 1 && worth(edges_[edge].other(node)) < edges_[edge].cost) {
    if (rooted_) return false;
    note_cut_off(node);
  }
  note_cut_off(node);
  contract(edge);
  return true;
}

/// A node with two edges, worth neither of them, is only ever passed.
bool Reduction::pass(std::uint32_t node) {
  if (around_[node].size() != 2) return false;
  const Edge first = edges_[around_[node][0]], second = edges_[around_[node][1]];
  if (worth(node) > std::min(first.cost, second.cost)) return false;
  note_cut_off(node);
  const std::uint32_t history = join(join(first.history, second.history), nodes_[node].history);
  forget(node);
  link(first.other(node), second.other(node), first.cost + second.cost - nodes_[node].prize, history);
  return true;
}

/// Two nodes that are both worth the edge between them, which is the cheapest of one of them, stand or fall together.
bool Reduction::nearest(std::uint32_t node) {
  std::int64_t least = kEndless;
  for (const std::uint32_t e : around_[node]) least = std::min(least, edges_[e].cost);
  if (worth(node) < least) return false;
  for (const std::uint32_t e : around_[node])
    if (edges_[e].cost == least && worth(edges_[e].other(node)) >= least) {
      contract(e);
      return true;
    }
  return false;
}

/// Drops edges of a node to whose other end a way round exists no stretch of which, less the prizes inside it, costs
/// more than the edge: with it a tree that lost the edge is joined again (Uchoa 2006, bottleneck distance). All ways
/// are of one search, whose own edges stay.
std::size_t Reduction::drop_bypassed_edges(std::uint32_t from) {
  std::int64_t most = 0;
  for (const std::uint32_t e : around_[from]) most = std::max(most, edges_[e].cost);
  heap_.assign(1, {0, from});
  ways_[from] = {0, 0, kNone, false};
  reached_.assign(1, from);
  const std::size_t most_arcs = kBypassArcs + kBypassArcs * around_[from].size();
  for (std::size_t arcs = 0; !heap_.empty() && arcs < most_arcs;) {
    std::pop_heap(heap_.begin(), heap_.end());
    const HeapEntry at = heap_.back();
    heap_.pop_back();
    Way& here = ways_[at.item];
    if (here.passed) continue;
    here.passed = true;
    arcs += around_[at.item].size();
    // The stretch that ends here may begin anew behind the prize of this node.
    const std::int64_t left = at.item == from ? 0 : std::max<std::int64_t>(0, at.key - worth(at.item));
    for (const std::uint32_t e : around_[at.item]) {
      const std::int64_t stretch = left + edges_[e].cost;
      const std::uint32_t node = edges_[e].other(at.item);
      Way& there = ways_[node];
      const bool direct = there.edge != kNone && stretch == there.stretch && edges_[there.edge].other(node) == from;
      if (stretch > most || there.passed || (stretch >= there.stretch && !direct)) continue;
      if (there.stretch == kEndless) reached_.push_back(node);
      there = {stretch, std::max(here.dearest, stretch), e, false};
      heap_.push_back({stretch, node});
      std::push_heap(heap_.begin(), heap_.end());
    }
  }
  const std::vector<std::uint32_t> edges = around_[from];
  std::size_t dropped = 0;
  for (const std::uint32_t e : edges) {
    const Way& way = ways_[edges_[e].other(from)];
    if (way.edge == kNone || way.edge == e || way.dearest > edges_[e].cost) continue;
    unlink(e);
    ++dropped;
  }
  for (const std::uint32_t node : reached_) ways_[node] = {};
  return dropped;
}

void Reduction::reduce() {
  simplify_touched();
  if (edges_left_ > 4000 && edges_left_ * 20 > edges_searched_ * 19) return;
  for (std::size_t dropped = 1; dropped * kWorthAnotherPass > edges_left_;) {
    simplify_touched();
    dropped = 0;
    for (std::uint32_t node = 0; node != nodes_.size(); ++node)
      if (nodes_[node].alive) dropped += drop_bypassed_edges(node);
  }
  simplify_touched();
  edges_searched_ = edges_left_;
}

Net Reduction::net() {
  node_of_net_.clear();
  edge_of_net_.clear();
  std::vector<std::uint32_t> number(nodes_.size(), kNone);
  std::vector<std::int64_t> prize;
  std::vector<std::uint8_t> must;
  for (std::uint32_t node = 0; node != nodes_.size(); ++node) {
    if (!nodes_[node].alive) continue;
    number[node] = static_cast<std::uint32_t>(node_of_net_.size());
    node_of_net_.push_back(node);
    prize.push_back(nodes_[node].prize);
    must.push_back(nodes_[node].must);
  }
  std::vector<Net::Edge> edges;
  for (std::uint32_t e = 0; e != edges_.size(); ++e) {
    if (!edges_[e].alive) continue;
    edge_of_net_.push_back(e);
    edges.push_back({number[edges_[e].a], number[edges_[e].b], edges_[e].cost});
  }
  return Net(std::move(edges), std::move(prize), std::move(must));
}

Tree Reduction::given_tree(const Tree& tree) const {
  Tree given{{}, nodes_[node_of_net_[tree.top]].given, tree.gain};
  std::vector<std::uint8_t> held(nodes_.size(), 0);
  held[node_of_net_[tree.top]] = 1;
  for (const std::uint32_t net_edge : tree.edges) {
    const Edge& edge = edges_[edge_of_net_[net_edge]];
    append(edge.history, given.edges);
    held[edge.a] = held[edge.b] = 1;
  }
  for (std::uint32_t node = 0; node != held.size(); ++node)
    if (held[node]) append(nodes_[node].history, given.edges);
  return given;
}

void Reduction::drop_edge(std::uint32_t net_edge) {
  unlink(edge_of_net_[net_edge]);
}

void Reduction::drop_node(std::uint32_t net_node) {
  forget(node_of_net_[net_node]);
}

void Reduction::require(std::uint32_t net_node) {
  Node& node = nodes_[node_of_net_[net_node]];
  if (!node.must) ++musts_;
  node.must = true;
  touch(node_of_net_[net_node]);
}

}  // namespace rurban::broadband::steiner
