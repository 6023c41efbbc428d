#include "models/broadband/rollout.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "models/broadband/steiner_net.h"

namespace rurban::broadband {
namespace {

using steiner::HeapEntry;
using steiner::kEndless;
using steiner::kNone;
using steiner::Net;

constexpr std::int64_t kMostSum = std::int64_t{1} << 54;  // of priced costs or prizes: what SteinerGraph allows

Net net_of(const SteinerGraph& graph) {
  assert(graph.root);
  std::vector<Net::Edge> edges;
  for (const SteinerGraph::Edge& edge : graph.edges) edges.push_back({edge.a, edge.b, edge.cost});
  std::vector<std::uint8_t> must(graph.prize.size(), 0);
  must[*graph.root] = 1;
  return Net(std::move(edges), graph.prize, std::move(must));
}

/// A tree while it grows.
struct Growing {
  std::vector<std::uint8_t> node;
  std::int64_t cost = 0, served = 0;

  Growing(const Net& net, std::uint32_t root, const std::vector<std::uint32_t>& edges) : node(net.nodes(), 0) {
    take(net, root);
    for (const std::uint32_t e : edges) {
      cost += net.edge(e).cost;
      take(net, net.edge(e).a);
      take(net, net.edge(e).b);
    }
  }
  void take(const Net& net, std::uint32_t n) {
    if (!node[n]) served += net.prize(n);
    node[n] = 1;
  }
};

/// Ways from a standing tree to everywhere, kept right as it grows.
class Ways {
 public:
  Ways(const Net& net, Growing& tree)
      : net_(net), tree_(tree), cost_(net.nodes(), kEndless), last_(net.nodes(), kNone) {
    for (std::uint32_t node = 0; node != net.nodes(); ++node) {
      if (tree.node[node]) reach(node, 0, kNone);
      if (net.prize(node) > 0 && !tree.node[node]) wanted_.push_back(node);
    }
    spread();
  }

  /// The node outside with most prize for the cost of its way; kNone when none can be reached.
  std::uint32_t best() {
    std::erase_if(wanted_, [&](std::uint32_t node) { return tree_.node[node] || cost_[node] == kEndless; });
    std::uint32_t best = kNone;
    double most = -1;
    for (const std::uint32_t node : wanted_) {
      // One more, so that ways for nothing have an order too.
      const double ratio = static_cast<double>(net_.prize(node)) / (static_cast<double>(cost_[node]) + 1);
      if (ratio <= most) continue;
      most = ratio;
      best = node;
    }
    return best;
  }

  /// Builds the way to a node; returns its edges.
  std::vector<std::uint32_t> build(std::uint32_t node) {
    std::vector<std::uint32_t> edges;
    while (!tree_.node[node]) {
      const std::uint32_t e = last_[node];
      edges.push_back(e);
      tree_.cost += net_.edge(e).cost;
      tree_.take(net_, node);
      reach(node, 0, kNone);
      node = net_.edge(e).other(node);
    }
    spread();
    return edges;
  }

 private:
  void reach(std::uint32_t node, std::int64_t cost, std::uint32_t by) {
    cost_[node] = cost;
    last_[node] = by;
    heap_.push_back({cost, node});
    std::push_heap(heap_.begin(), heap_.end());
  }
  void spread() {
    while (!heap_.empty()) {
      std::pop_heap(heap_.begin(), heap_.end());
      const HeapEntry at = heap_.back();
      heap_.pop_back();
      if (at.key != cost_[at.item]) continue;
      for (const Net::Arc& arc : net_.around(at.item))
        if (const std::int64_t there = at.key + net_.edge(arc.edge).cost; there < cost_[arc.node])
          reach(arc.node, there, arc.edge);
    }
  }

  const Net& net_;
  Growing& tree_;
  std::vector<std::int64_t> cost_;
  std::vector<std::uint32_t> last_;
  std::vector<HeapEntry> heap_;
  std::vector<std::uint32_t> wanted_;
};

}  // namespace

/// Fills a plan.
class RolloutPlan::Builder {
 public:
  Builder(RolloutPlan& plan, const SteinerGraph& graph, const RolloutRules& rules)
      : plan_(plan), graph_(graph), rules_(rules), net_(plan.net_), root_(plan.root_) {}

  void build() {
    plan_.prizes_ = net_.prizes();
    costs_ = 0;
    for (const Net::Edge& edge : net_.edges()) costs_ += edge.cost;
    add_tree({});
    add_everything();
    split();
    std::sort(plan_.trees_.begin(), plan_.trees_.end(),
              [](const Standing& x, const Standing& y) { return x.cost < y.cost; });
    for (std::size_t i = 0; i + 1 < plan_.trees_.size(); ++i)
      grow(plan_.trees_[i], 2 * plan_.trees_[i + 1].cost - plan_.trees_[i].cost);
    grow(plan_.trees_.front(), kEndless);
    plan_.trees_.push_back(grow(plan_.trees_.back(), kEndless));
  }

 private:
  const Standing& add_tree(std::vector<std::uint32_t> edges) {
    const Growing tree(net_, root_, edges);
    return plan_.trees_.emplace_back(Standing{std::move(edges), tree.cost, tree.served});
  }

  /// The tree with every prize that can be reached.
  void add_everything() {
    Growing nothing(net_, root_, {});
    Ways ways(net_, nothing);
    for (std::uint32_t node = ways.best(); node != kNone; node = ways.best()) ways.build(node);
    plan_.reachable_ = nothing.served;
    plan_.most_cost_ = nothing.cost;
    SteinerGraph all = graph_;
    for (std::int64_t& prize : all.prize) prize = prize > 0 ? nothing.cost + 1 : 0;
    const Standing& tree = add_tree(prize_collecting_tree(all, steiner_rules()).edges);
    plan_.most_cost_ = std::max(plan_.most_cost_, tree.cost);
  }

  SteinerRules steiner_rules() const { return {.seconds = 0, .rounds = rules_.rounds, .seed = rules_.seed}; }

  /// Between two trees, the widest apart first, looks at the price at which they are equally good.
  void split() {
    struct Pair {
      std::size_t cheap, dear;
    };
    std::vector<Pair> open{{0, 1}};
    for (std::int32_t solves = 0; solves != rules_.solves && !open.empty(); ++solves) {
      const auto width = [&](const Pair& pair) {
        const Standing &cheap = plan_.trees_[pair.cheap], &dear = plan_.trees_[pair.dear];
        return static_cast<double>(dear.cost - cheap.cost) /
               static_cast<double>(std::max<std::int64_t>(1, dear.cost)) *
               static_cast<double>(dear.served - cheap.served) /
               static_cast<double>(std::max<std::int64_t>(1, dear.served));
      };
      const auto widest = std::max_element(open.begin(), open.end(),
                                           [&](const Pair& x, const Pair& y) { return width(x) < width(y); });
      const Pair pair = *widest;
      open.erase(widest);
      const std::int64_t cost = plan_.trees_[pair.dear].cost - plan_.trees_[pair.cheap].cost,
                         served = plan_.trees_[pair.dear].served - plan_.trees_[pair.cheap].served;
      if (cost <= 0 || served <= 0) continue;
      if (!solve_at(static_cast<double>(cost) / static_cast<double>(served))) continue;
      const std::size_t found = plan_.trees_.size() - 1;
      const Standing& tree = plan_.trees_[found];
      if (tree.cost <= plan_.trees_[pair.cheap].cost || tree.cost >= plan_.trees_[pair.dear].cost) continue;
      open.push_back({pair.cheap, found});
      open.push_back({found, pair.dear});
    }
  }

  /// The best tree when a prize is worth `price` of cost, and its bound. False when it is known already.
  bool solve_at(double price) {
    SteinerGraph priced = graph_;
    Bound bound;
    // Both prices are whole numbers; the larger they are the nearer is their ratio to the price.
    for (double scale = 1 << 16;; scale /= 2) {
      bound.cost_price = std::max<std::int64_t>(1, std::llround(price >= 1 ? scale : scale / price));
      bound.prize_price = std::max<std::int64_t>(1, std::llround(price >= 1 ? scale * price : scale));
      if (scale < 2 || (bound.cost_price <= kMostSum / std::max<std::int64_t>(1, costs_) &&
                        bound.prize_price <= kMostSum / std::max<std::int64_t>(1, plan_.prizes_)))
        break;
    }
    for (auto& edge : priced.edges) edge.cost *= bound.cost_price;
    for (auto& prize : priced.prize) prize *= bound.prize_price;
    SteinerTree tree = prize_collecting_tree(priced, steiner_rules());
    bound.least = tree.lower_bound;
    plan_.bounds_.push_back(bound);
    for (const Standing& known : plan_.trees_)
      if (known.edges == tree.edges) return false;
    add_tree(std::move(tree.edges));
    return true;
  }

  /// Lets a tree grow until it has cost so much, and adds its parts to the plan.
  Standing grow(const Standing& from, std::int64_t until) {
    Growing tree(net_, root_, from.edges);
    Ways ways(net_, tree);
    std::vector<std::uint32_t> edges = from.edges;
    while (tree.cost < until) {
      const std::uint32_t node = ways.best();
      if (node == kNone) break;
      const std::vector<std::uint32_t> more = ways.build(node);
      edges.insert(edges.end(), more.begin(), more.end());
    }
    plan_.grown_.push_back({edges, TreeKnapsack(net_, root_, edges).parts()});
    return {std::move(edges), tree.cost, tree.served};
  }

  RolloutPlan& plan_;
  const SteinerGraph& graph_;
  const RolloutRules& rules_;
  const Net& net_;
  std::uint32_t root_;
  std::int64_t costs_ = 0;
};

RolloutPlan::RolloutPlan(const SteinerGraph& graph, const RolloutRules& rules)
    : net_(net_of(graph)), root_(*graph.root) {
  Builder(*this, graph, rules).build();
}

Rollout RolloutPlan::within(std::int64_t budget) const {
  Rollout best;
  best.served = -1;
  const auto better = [&](const auto& candidate) {
    return candidate.cost <= budget &&
           (candidate.served > best.served || (candidate.served == best.served && candidate.cost < best.cost));
  };
  for (const Standing& tree : trees_)
    if (better(tree)) best = {tree.edges, tree.cost, tree.served, 0};
  const Grown* from = nullptr;
  TreeKnapsack::Part part;
  for (const Grown& grown : grown_)
    for (const TreeKnapsack::Part& candidate : grown.parts) {
      if (!better(candidate)) continue;
      from = &grown;
      part = candidate;
      best.cost = part.cost;
      best.served = part.served;
    }
  if (from != nullptr) best.edges = TreeKnapsack(net_, root_, from->edges).edges_of(part);
  std::sort(best.edges.begin(), best.edges.end());
  best.upper_bound = upper_bound(budget);
  return best;
}

std::int64_t RolloutPlan::upper_bound(std::int64_t budget) const {
  // cost_price * cost + prize_price * (prizes - served) >= least, and the cost is at most the budget.
  std::int64_t most = reachable_;
  if (budget >= most_cost_) return most;
  for (const Bound& bound : bounds_) {
    const std::int64_t room = bound.cost_price * budget - bound.least;
    const std::int64_t spare =
        room >= 0 ? room / bound.prize_price : -((-room + bound.prize_price - 1) / bound.prize_price);
    most = std::min(most, prizes_ + spare);
  }
  return most;
}

std::vector<RolloutPoint> RolloutPlan::frontier() const {
  std::vector<RolloutPoint> points;
  for (const Standing& tree : trees_) points.push_back({tree.cost, tree.served, upper_bound(tree.cost)});
  return points;
}

}  // namespace rurban::broadband
