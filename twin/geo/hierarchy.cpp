#include "twin/geo/hierarchy.h"

#include <metis.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>
#include <stdexcept>

namespace twin {
namespace {

/// Neighbours of each node whichever way arcs go, sorted, without loops and doubles.
std::vector<std::vector<std::uint32_t>> neighbours_of(const Network& network) {
  std::vector<std::vector<std::uint32_t>> neighbours(network.nodes());
  for (const Arc& arc : network.arcs()) {
    if (arc.from == arc.to) continue;
    neighbours[arc.from].push_back(arc.to);
    neighbours[arc.to].push_back(arc.from);
  }
  for (auto& list : neighbours) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return neighbours;
}

}  // namespace

std::vector<std::uint32_t> dissection_order(const Network& network) {
  std::vector<std::uint32_t> order(network.nodes());
  std::iota(order.begin(), order.end(), 0U);
  constexpr std::uint32_t kFew = 8;
  if (network.nodes() <= kFew) return order;

  const auto neighbours = neighbours_of(network);
  std::vector<idx_t> first{0}, adjacent;
  for (const auto& list : neighbours) {
    for (const std::uint32_t node : list) adjacent.push_back(static_cast<idx_t>(node));
    first.push_back(static_cast<idx_t>(adjacent.size()));
  }
  if (adjacent.empty()) return order;
  auto nodes = static_cast<idx_t>(network.nodes());
  std::vector<idx_t> rank(order.size()), node_of_rank(order.size());
  idx_t options[METIS_NOPTIONS];
  METIS_SetDefaultOptions(options);
  options[METIS_OPTION_SEED] = 1;
  if (METIS_NodeND(&nodes, first.data(), adjacent.data(), nullptr, options, node_of_rank.data(), rank.data()) !=
      METIS_OK)
    throw std::runtime_error("METIS could not order the network");
  for (std::size_t i = 0; i != order.size(); ++i) order[i] = static_cast<std::uint32_t>(node_of_rank[i]);
  return order;
}

Hierarchy::Hierarchy(const Network& network, std::span<const std::uint32_t> order) {
  assert(order.size() == network.nodes());
  contract(network, order);
  find_subtrees();
  prepare_shared_ancestors();
  link_of_arc_.reserve(network.arcs().size());
  for (const Arc& arc : network.arcs()) {
    const std::uint32_t a = position_[arc.from], b = position_[arc.to];
    link_of_arc_.push_back(a == b ? kNone : link(std::max(a, b), std::min(a, b)));
  }
}

void Hierarchy::contract(const Network& network, std::span<const std::uint32_t> order) {
  const std::uint32_t n = network.nodes();
  std::vector<std::uint32_t> rank(n);
  for (std::uint32_t i = 0; i != n; ++i) rank[order[i]] = i;

  // Taking a node out links all its later neighbours with each other; it is enough to hand them to the first of them,
  // its parent, which does the same in its turn. Everything here is by rank.
  std::vector<std::vector<std::uint32_t>> later(n);
  const auto neighbours = neighbours_of(network);
  for (std::uint32_t node = 0; node != n; ++node)
    for (const std::uint32_t other : neighbours[node])
      if (rank[other] > rank[node]) later[rank[node]].push_back(rank[other]);
  std::vector<std::uint32_t> parent(n, kNone), merged;
  std::vector<std::vector<std::uint32_t>> children(n);
  for (std::uint32_t v = 0; v != n; ++v) {
    std::sort(later[v].begin(), later[v].end());
    for (const std::uint32_t child : children[v]) {
      merged.clear();
      std::set_union(later[v].begin(), later[v].end(), later[child].begin() + 1, later[child].end(),
                     std::back_inserter(merged));
      later[v].swap(merged);
    }
    if (later[v].empty()) continue;
    parent[v] = later[v].front();
    children[parent[v]].push_back(v);
  }

  // The walk: a node, then the trees of its children one after the other.
  std::vector<std::uint32_t> walk, at(n), stack;
  walk.reserve(n);
  for (std::uint32_t root = n; root-- != 0;) {
    if (parent[root] != kNone) continue;
    stack.push_back(root);
    while (!stack.empty()) {
      const std::uint32_t v = stack.back();
      stack.pop_back();
      at[v] = static_cast<std::uint32_t>(walk.size());
      walk.push_back(v);
      stack.insert(stack.end(), children[v].begin(), children[v].end());
    }
  }
  position_.resize(n);
  node_at_.resize(n);
  parent_.resize(n);
  depth_.resize(n);
  first_up_.assign(1, 0);
  first_label_.assign(1, 0);
  for (std::uint32_t i = 0; i != n; ++i) {
    const std::uint32_t v = walk[i];
    node_at_[i] = order[v];
    position_[order[v]] = i;
    parent_[i] = parent[v] == kNone ? kNone : at[parent[v]];
    if (parent[v] != kNone && depth_[parent_[i]] == 0xFFFE) throw std::runtime_error("the network is too dense");
    depth_[i] = parent[v] == kNone ? std::uint16_t{0} : static_cast<std::uint16_t>(depth_[parent_[i]] + 1);
    for (std::size_t k = later[v].size(); k-- != 0;) heads_.push_back(at[later[v][k]]);  // the farthest first
    first_up_.push_back(static_cast<std::uint32_t>(heads_.size()));
    first_label_.push_back(first_label_.back() + depth_[i] + 1);
  }
}

void Hierarchy::find_subtrees() {
  std::vector<std::uint32_t> size(nodes(), 1);
  for (std::uint32_t i = nodes(); i-- != 0;)
    if (parent_[i] != kNone) size[parent_[i]] += size[i];
  const std::uint32_t most = nodes() / 64 + 1;
  for (std::uint32_t i = 0; i != nodes(); ++i)
    if (size[i] <= most && (parent_[i] == kNone || size[parent_[i]] > most)) subtrees_.emplace_back(i, i + size[i]);
}

void Hierarchy::prepare_shared_ancestors() {
  lowest_.push_back(depth_);
  for (std::uint32_t width = 2; width <= nodes(); width *= 2) {
    const auto& half = lowest_.back();
    std::vector<std::uint16_t> full(nodes() - width + 1);
    for (std::uint32_t i = 0; i != full.size(); ++i) full[i] = std::min(half[i], half[i + width / 2]);
    lowest_.push_back(std::move(full));
  }
}

std::uint32_t Hierarchy::link(std::uint32_t position, std::uint32_t ancestor) const {
  const auto all = heads(position);
  const auto found = std::lower_bound(all.begin(), all.end(), ancestor);
  assert(found != all.end() && *found == ancestor);
  return first_up_[position] + static_cast<std::uint32_t>(found - all.begin());
}

std::uint32_t Hierarchy::shared_ancestors(std::uint32_t a, std::uint32_t b) const {
  // Walking from the earlier to the later node, the least deep one on the way is a child of the last shared ancestor.
  const std::uint32_t first = std::min(a, b) + 1, last = std::max(a, b);
  const auto k = static_cast<std::size_t>(std::bit_width(last - first + 1) - 1);
  return std::min(lowest_[k][first], lowest_[k][last + 1 - (1U << k)]);
}

}  // namespace twin
