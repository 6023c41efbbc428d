#include "models/broadband/rollout.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <numeric>
#include <optional>

#include "models/broadband/steiner_net.h"

namespace rurban::broadband {
namespace {

using steiner::HeapEntry;
using steiner::kEndless;
using steiner::kNone;
using steiner::Net;

constexpr std::int64_t kMostSum = std::int64_t{1} << 58;  // of priced costs or prizes: far from the end of 64 bits

Net net_of(const SteinerGraph& graph) {
  std::vector<Net::Edge> edges;
  for (const SteinerGraph::Edge& edge : graph.edges) edges.push_back({edge.a, edge.b, edge.cost});
  std::vector<std::uint8_t> must(graph.prize.size(), 0);
  must[*graph.root] = 1;
  return Net(std::move(edges), graph.prize, std::move(must));
}

/// A tree as sets of nodes and edges that a step changes.
struct Standing {
  std::vector<std::uint8_t> node, edge;
  std::int64_t cost = 0, served = 0;

  Standing(const Net& net, std::uint32_t root, const std::vector<std::uint32_t>& edges)
      : node(net.nodes(), 0), edge(net.edges().size(), 0) {
    take(net, root);
    for (const std::uint32_t e : edges) {
      edge[e] = 1;
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
  Ways(const Net& net, Standing& tree) : net_(net), tree_(tree), cost_(net.nodes(), kEndless), last_(net.nodes(), kNone) {
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
      tree_.edge[e] = 1;
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
  Standing& tree_;
  std::vector<std::int64_t> cost_;
  std::vector<std::uint32_t> last_;
  std::vector<HeapEntry> heap_;
  std::vector<std::uint32_t> wanted_;
};

/// The branches that hang free from a standing tree, each down to the next fork or prize.
class Branches {
 public:
  Branches(const Net& net, Standing& tree, std::uint32_t root)
      : net_(net), tree_(tree), root_(root), degree_(net.nodes(), 0) {
    for (std::uint32_t e = 0; e != net.edges().size(); ++e)
      if (tree.edge[e]) ++degree_[net.edge(e).a], ++degree_[net.edge(e).b];
    for (std::uint32_t node = 0; node != net.nodes(); ++node)
      if (hangs(node)) ends_.push_back(node);
  }

  /// Takes off the branch with least prize for its cost; no edges when there is none.
  std::vector<std::uint32_t> drop() {
    std::size_t worst = ends_.size();
    double least = 0;
    for (std::size_t i = 0; i != ends_.size(); ++i) {
      std::int64_t cost = 0;
      walk(ends_[i], [&](std::uint32_t e, std::uint32_t) { cost += net_.edge(e).cost; });
      const double ratio = static_cast<double>(net_.prize(ends_[i])) / (static_cast<double>(cost) + 1);
      if (worst != ends_.size() && ratio >= least) continue;
      worst = i;
      least = ratio;
    }
    std::vector<std::uint32_t> edges;
    if (worst == ends_.size()) return edges;
    std::vector<std::uint32_t> nodes;
    const std::uint32_t fork = walk(ends_[worst], [&](std::uint32_t e, std::uint32_t node) {
      edges.push_back(e);
      nodes.push_back(node);
    });
    for (const std::uint32_t e : edges) {
      tree_.edge[e] = 0;
      tree_.cost -= net_.edge(e).cost;
    }
    for (const std::uint32_t node : nodes) {
      tree_.node[node] = 0;
      tree_.served -= net_.prize(node);
      degree_[node] = 0;
    }
    --degree_[fork];
    ends_.erase(ends_.begin() + static_cast<std::ptrdiff_t>(worst));
    if (hangs(fork)) ends_.push_back(fork);
    return edges;
  }

 private:
  bool hangs(std::uint32_t node) const { return degree_[node] == 1 && node != root_; }

  /// Calls `pass(edge, node)` from an end for each edge and the node it begins at; returns where the branch is fast.
  template <class Pass>
  std::uint32_t walk(std::uint32_t node, const Pass& pass) const {
    std::uint32_t by = kNone;
    do {
      for (const Net::Arc& arc : net_.around(node)) {
        if (!tree_.edge[arc.edge] || arc.edge == by) continue;
        pass(arc.edge, node);
        by = arc.edge;
        node = arc.node;
        break;
      }
    } while (degree_[node] == 2 && node != root_ && net_.prize(node) == 0);
    return node;
  }

  const Net& net_;
  Standing& tree_;
  std::uint32_t root_;
  std::vector<std::uint32_t> degree_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace

/// Fills a plan.
class RolloutPlan::Builder {
 public:
  Builder(RolloutPlan& plan, const SteinerGraph& graph, const RolloutRules& rules)
      : plan_(plan), graph_(graph), rules_(rules), net_(net_of(graph)), root_(*graph.root) {}

  void build() {
    plan_.prizes_ = net_.prizes();
    costs_ = 0;
    for (const Net::Edge& edge : net_.edges()) costs_ += edge.cost;
    add_tree({});
    add_everything();
    split();
    std::sort(plan_.trees_.begin(), plan_.trees_.end(), [](const Chain& x, const Chain& y) { return x.cost < y.cost; });
    for (std::size_t i = 0; i + 1 < plan_.trees_.size(); ++i) {
      grow(plan_.trees_[i], plan_.trees_[i + 1].cost);
      shrink(plan_.trees_[i + 1], plan_.trees_[i].cost);
    }
    grow(plan_.trees_.front(), kEndless);
    grow(plan_.trees_.back(), kEndless);
  }

 private:
  const Chain& add_tree(std::vector<std::uint32_t> edges) {
    const Standing tree(net_, root_, edges);
    return plan_.trees_.emplace_back(Chain{std::move(edges), tree.cost, tree.served, true, {}});
  }

  /// The tree with every prize that can be reached.
  void add_everything() {
    Standing nothing(net_, root_, {});
    Ways ways(net_, nothing);
    for (std::uint32_t node = ways.best(); node != kNone; node = ways.best()) ways.build(node);
    plan_.reachable_ = nothing.served;
    plan_.most_cost_ = nothing.cost;
    SteinerGraph all = graph_;
    for (std::int64_t& prize : all.prize) prize = prize > 0 ? nothing.cost + 1 : 0;
    const Chain& tree = add_tree(prize_collecting_tree(all, steiner_rules()).edges);
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
        const Chain &cheap = plan_.trees_[pair.cheap], &dear = plan_.trees_[pair.dear];
        return static_cast<double>(dear.cost - cheap.cost) * static_cast<double>(dear.served - cheap.served);
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
      const Chain& tree = plan_.trees_[found];
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
    for (const Chain& known : plan_.trees_)
      if (known.edges == tree.edges) return false;
    add_tree(std::move(tree.edges));
    return true;
  }

  void grow(const Chain& from, std::int64_t until) {
    Standing tree(net_, root_, from.edges);
    Ways ways(net_, tree);
    Chain chain{from.edges, from.cost, from.served, true, {}};
    while (tree.cost < until) {
      const std::uint32_t node = ways.best();
      if (node == kNone) break;
      std::vector<std::uint32_t> edges = ways.build(node);
      chain.steps.push_back({std::move(edges), tree.cost, tree.served});
    }
    plan_.chains_.push_back(std::move(chain));
  }

  void shrink(const Chain& from, std::int64_t until) {
    Standing tree(net_, root_, from.edges);
    Branches branches(net_, tree, root_);
    Chain chain{from.edges, from.cost, from.served, false, {}};
    while (tree.cost > until) {
      std::vector<std::uint32_t> edges = branches.drop();
      if (edges.empty()) break;
      chain.steps.push_back({std::move(edges), tree.cost, tree.served});
    }
    plan_.chains_.push_back(std::move(chain));
  }

  RolloutPlan& plan_;
  const SteinerGraph& graph_;
  const RolloutRules& rules_;
  Net net_;
  std::uint32_t root_;
  std::int64_t costs_ = 0;
};

RolloutPlan::RolloutPlan(const SteinerGraph& graph, const RolloutRules& rules) {
  assert(graph.root);
  Builder(*this, graph, rules).build();
}

Rollout RolloutPlan::within(std::int64_t budget) const {
  struct Pick {
    const Chain* chain = nullptr;
    std::size_t steps = 0;
    std::int64_t cost = 0, served = -1;
  } best;
  const auto consider = [&](const Pick& pick) {
    if (pick.cost <= budget && (pick.served > best.served || (pick.served == best.served && pick.cost < best.cost)))
      best = pick;
  };
  for (const Chain& chain : chains_) {
    consider({&chain, 0, chain.cost, chain.served});
    for (std::size_t i = 0; i != chain.steps.size(); ++i)
      consider({&chain, i + 1, chain.steps[i].cost, chain.steps[i].served});
  }
  Rollout rollout{best.chain->edges, best.cost, best.served, upper_bound(budget)};
  std::sort(rollout.edges.begin(), rollout.edges.end());
  std::vector<std::uint32_t> changed;
  for (std::size_t i = 0; i != best.steps; ++i)
    changed.insert(changed.end(), best.chain->steps[i].edges.begin(), best.chain->steps[i].edges.end());
  std::sort(changed.begin(), changed.end());
  std::vector<std::uint32_t> edges;
  if (best.chain->grows)
    std::set_union(rollout.edges.begin(), rollout.edges.end(), changed.begin(), changed.end(), std::back_inserter(edges));
  else
    std::set_difference(rollout.edges.begin(), rollout.edges.end(), changed.begin(), changed.end(),
                        std::back_inserter(edges));
  rollout.edges = std::move(edges);
  return rollout;
}

std::int64_t RolloutPlan::upper_bound(std::int64_t budget) const {
  // cost_price * cost + prize_price * (prizes - served) >= least, and the cost is at most the budget.
  std::int64_t most = reachable_;
  if (budget >= most_cost_) return most;
  for (const Bound& bound : bounds_) {
    const std::int64_t room = bound.cost_price * budget - bound.least;
    const std::int64_t spare = room >= 0 ? room / bound.prize_price : -((-room + bound.prize_price - 1) / bound.prize_price);
    most = std::min(most, prizes_ + spare);
  }
  return most;
}

std::vector<RolloutPoint> RolloutPlan::frontier() const {
  std::vector<RolloutPoint> points;
  for (const Chain& tree : trees_) points.push_back({tree.cost, tree.served, upper_bound(tree.cost)});
  return points;
}

}  // namespace rurban::broadband
