#include "models/broadband/tree_knapsack.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rurban::broadband {

using steiner::kEndless;
using steiner::kNone;
using steiner::Net;

namespace {

constexpr std::size_t kMostEntries = 8'000'000;  // of the table, 8 bytes each

}  // namespace

TreeKnapsack::TreeKnapsack(const Net& net, std::uint32_t root, std::span<const std::uint32_t> edges)
    : root_prize_(net.prize(root)) {
  order(net, root, edges);
  weigh();
  fill();
  for (std::uint32_t served = 0; served <= classes_; ++served) {
    if (least(0, served) >= kEndless) continue;
    Part part{0, root_prize_, served};
    follow(served, [&](const Item& item) {
      part.cost += item.cost;
      part.served += item.prize;
    });
    parts_.push_back(part);
  }
  std::sort(parts_.begin(), parts_.end(),
            [](const Part& x, const Part& y) { return x.cost != y.cost ? x.cost < y.cost : x.served > y.served; });
  std::int64_t most = -1;
  std::erase_if(parts_, [&](const Part& part) {
    if (part.served <= most) return true;
    most = part.served;
    return false;
  });
}

void TreeKnapsack::order(const Net& net, std::uint32_t root, std::span<const std::uint32_t> edges) {
  std::vector<std::uint8_t> held(net.edges().size(), 0);
  std::vector<std::uint32_t> degree(net.nodes(), 0);
  for (const std::uint32_t e : edges) {
    held[e] = 1;
    ++degree[net.edge(e).a];
    ++degree[net.edge(e).b];
  }
  // Where items begin: an edge and the node it comes from. An entry without edge closes the item it names.
  struct Open {
    std::uint32_t edge, from;
  };
  std::vector<Open> open;
  const auto branch = [&](std::uint32_t node, std::uint32_t by) {
    for (const Net::Arc& arc : net.around(node))
      if (held[arc.edge] && arc.edge != by) open.push_back({arc.edge, node});
  };
  branch(root, kNone);
  while (!open.empty()) {
    const Open at = open.back();
    open.pop_back();
    if (at.edge == kNone) {
      items_[at.from].behind = static_cast<std::uint32_t>(items_.size());
      continue;
    }
    Item item;
    item.first_edge = static_cast<std::uint32_t>(edges_.size());
    std::uint32_t by = at.edge, node = net.edge(by).other(at.from);
    const auto pass = [&] {
      edges_.push_back(by);
      item.cost += net.edge(by).cost;
    };
    pass();
    while (degree[node] == 2 && net.prize(node) == 0) {
      for (const Net::Arc& arc : net.around(node)) {
        if (!held[arc.edge] || arc.edge == by) continue;
        by = arc.edge;
        node = arc.node;
        break;
      }
      pass();
    }
    item.prize = net.prize(node);
    item.last_edge = static_cast<std::uint32_t>(edges_.size());
    open.push_back({kNone, static_cast<std::uint32_t>(items_.size())});
    items_.push_back(item);
    branch(node, by);
  }
}

void TreeKnapsack::weigh() {
  std::int64_t prizes = 0;
  for (const Item& item : items_) prizes += item.prize;
  const auto most = static_cast<double>(kMostEntries / (items_.size() + 1));
  const double scale = std::min(1.0, most / static_cast<double>(std::max<std::int64_t>(1, prizes)));
  for (Item& item : items_) {
    if (item.prize > 0)
      item.weight = static_cast<std::uint32_t>(std::max(1LL, std::llround(static_cast<double>(item.prize) * scale)));
    classes_ += item.weight;
  }
}

/// From the last item to the first: it is taken, and the next one comes, or it falls with all that is below it.
void TreeKnapsack::fill() {
  const std::size_t width = classes_ + 1;
  least_.assign((items_.size() + 1) * width, kEndless);
  least_[items_.size() * width] = 0;
  for (std::size_t i = items_.size(); i-- != 0;) {
    const Item& item = items_[i];
    const std::int64_t *taken = &least_[(i + 1) * width], *fallen = &least_[item.behind * width];
    std::int64_t* here = &least_[i * width];
    for (std::size_t served = 0; served != width; ++served) {
      here[served] = fallen[served];
      if (served >= item.weight && taken[served - item.weight] < kEndless)
        here[served] = std::min(here[served], taken[served - item.weight] + item.cost);
    }
  }
}

template <class Take>
void TreeKnapsack::follow(std::uint32_t served_class, const Take& take) const {
  std::size_t served = served_class;
  for (std::size_t i = 0; i != items_.size();) {
    const Item& item = items_[i];
    if (served >= item.weight && least(i, served) == least(i + 1, served - item.weight) + item.cost) {
      take(item);
      served -= item.weight;
      ++i;
    } else {
      i = item.behind;
    }
  }
}

std::vector<std::uint32_t> TreeKnapsack::edges_of(const Part& part) const {
  std::vector<std::uint32_t> edges;
  follow(part.served_class, [&](const Item& item) {
    edges.insert(edges.end(), edges_.begin() + item.first_edge, edges_.begin() + item.last_edge);
  });
  return edges;
}

}  // namespace rurban::broadband
