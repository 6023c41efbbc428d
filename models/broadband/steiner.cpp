#include "models/broadband/steiner.h"

#include <time.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "models/broadband/steiner_dual.h"
#include "models/broadband/steiner_fixing.h"
#include "models/broadband/steiner_reduction.h"
#include "models/broadband/steiner_search.h"
#include "twin/base/draw.h"

namespace rurban::broadband {
namespace steiner {
namespace {

constexpr twin::Stream kRoots{"broadband.steiner.roots"};
constexpr twin::Stream kCosts{"broadband.steiner.costs"};

constexpr std::int32_t kIdleRounds = 40;  // without a better tree or bound: then nothing more is expected
constexpr std::int32_t kMergeEvery = 4;   // rounds
constexpr std::int32_t kMergeRounds = 8;  // for the best tree inside a union of trees
constexpr std::size_t kTreesKept = 8;     // for unions

constexpr std::uint32_t kCostScale = 64, kCostSpread = 24;  // changed costs are up to 36 % higher

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// A tree by edges of the given graph.
struct Found {
  std::vector<std::uint32_t> edges;
  std::int64_t gain = -kEndless;
};

class Solver {
 public:
  /// `until`: CPU seconds of this thread; `part`: the graph is a union of trees of another one.
  Solver(const SteinerGraph& graph, std::int32_t rounds, double until, std::uint64_t seed, bool part)
      : graph_(graph),
        rounds_(rounds),
        until_(until),
        seed_(seed),
        part_(part),
        reduction_(graph),
        prizes_(std::accumulate(graph.prize.begin(), graph.prize.end(), std::int64_t{0})) {}

  void run() {
    begin();
    for (; !done(); ++round_) {
      const std::int64_t gain = best_.gain, bound = bound_;
      round();
      idle_ = gain == best_.gain && bound == bound_ ? idle_ + 1 : 0;
      if (!part_ && (round_ + 1) % kMergeEvery == 0) merge();
    }
  }
  const Found& best() const { return best_; }
  std::int64_t bound() const { return std::min(bound_, cost()); }

 private:
  std::int64_t cost() const { return prizes_ - best_.gain; }
  bool done() const {
    return bound_ >= cost() || (rounds_ > 0 && round_ >= rounds_) || idle_ >= kIdleRounds ||
           (until_ > 0 && cpu_seconds() >= until_);
  }

  /// The tree without edges that is best: the root, or the node with the highest prize.
  void begin() {
    best_.gain = 0;
    if (graph_.root)
      best_.gain = graph_.prize[*graph_.root];
    else if (!graph_.prize.empty())
      best_.gain = *std::max_element(graph_.prize.begin(), graph_.prize.end());
    reduction_.reduce();
  }

  void note(Found found) {
    if (found.gain > best_.gain) best_ = found;
    trees_.push_back(std::move(found.edges));
    if (trees_.size() > kTreesKept) trees_.erase(trees_.begin());
  }
  void note(const Tree& tree) { note(Found{reduction_.given_edges(tree), tree.gain}); }

  void round() {
    const Tree& alone = reduction_.best_cut_off();
    if (alone.gain > best_.gain) best_ = {alone.edges, alone.gain};
    const Net net = reduction_.net();
    if (net.edges().empty()) {
      if (net.anchor()) note(Tree{{}, *net.anchor(), net.prize(*net.anchor())});
      bound_ = cost();
      return;
    }
    TreeSearch search(net);
    if (round_ == 0) note(grown(search, net, {}, dearest(net)));
    const std::int64_t missed = prizes_ - net.prizes();
    DualAscent ascent(net);
    const Dual dual =
        net.anchor() ? ascent.from(drawn_root(net)) : ascent.from_anywhere(std::max<std::int64_t>(best_.gain, 0));
    bound_ = std::max(bound_, missed + dual.bound);
    TreeSearch::Growth growth;
    const std::vector<std::uint8_t> reached = reached_for_nothing(net, dual);
    growth.allowed = reached;
    growth.all_prizes = true;
    const std::uint32_t from = dual.root != kNone ? dual.root : dearest(net, reached);
    if (from != kNone) note(grown(search, net, growth, from));
    if (round_ > 0) note(perturbed(search, net));
    if (bound_ >= cost()) return;
    if (fix_by_bound(net, dual, cost() - missed, reduction_) != 0) reduction_.reduce();
  }

  static Tree grown(TreeSearch& search, const Net& net, const TreeSearch::Growth& growth, std::uint32_t from) {
    (void)net;
    Tree tree = search.grow(from, growth);
    search.better(tree);
    return tree;
  }

  Tree perturbed(TreeSearch& search, const Net& net) {
    const twin::PhiloxKey key = twin::draw_key(seed_, kCosts.hash);
    std::vector<std::int64_t> cost(net.edges().size());
    for (std::uint32_t e = 0; e != cost.size(); ++e) {
      const twin::Draw draw(key, twin::StableId{e}, static_cast<std::uint32_t>(round_));
      cost[e] = net.edge(e).cost * (kCostScale + draw.below(kCostSpread));
    }
    TreeSearch::Growth growth;
    growth.cost = cost;
    growth.scale = kCostScale;
    return grown(search, net, growth, net.anchor() ? drawn_root(net) : dearest(net));
  }

  static std::uint32_t dearest(const Net& net, std::span<const std::uint8_t> among = {}) {
    std::uint32_t best = kNone;
    for (std::uint32_t node = 0; node != net.nodes(); ++node)
      if ((among.empty() || among[node]) && (best == kNone || net.worth(node) > net.worth(best))) best = node;
    return best;
  }

  /// One of the nodes that every tree holds.
  std::uint32_t drawn_root(const Net& net) const {
    std::vector<std::uint32_t> musts;
    for (std::uint32_t node = 0; node != net.nodes(); ++node)
      if (net.must(node)) musts.push_back(node);
    const twin::Draw draw(twin::draw_key(seed_, kRoots.hash), twin::StableId{}, static_cast<std::uint32_t>(round_));
    return musts[draw.below(static_cast<std::uint32_t>(musts.size()))];
  }

  /// The best tree in the union of the trees kept: a graph with few circles, which the reductions nearly solve.
  void merge() {
    std::vector<std::uint32_t> edges;
    for (const auto& tree : trees_) edges.insert(edges.end(), tree.begin(), tree.end());
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    SteinerGraph graph;
    std::vector<std::uint32_t> number(graph_.prize.size(), kNone);
    const auto numbered = [&](std::uint32_t node) {
      if (number[node] == kNone) {
        number[node] = static_cast<std::uint32_t>(graph.prize.size());
        graph.prize.push_back(graph_.prize[node]);
      }
      return number[node];
    };
    if (graph_.root) graph.root = numbered(*graph_.root);
    for (const std::uint32_t e : edges) {
      const std::uint32_t a = numbered(graph_.edges[e].a);
      graph.edges.push_back({a, numbered(graph_.edges[e].b), graph_.edges[e].cost});
    }
    Solver solver(graph, kMergeRounds, until_, seed_ + static_cast<std::uint64_t>(round_) + 1, true);
    solver.run();
    Found found = solver.best();
    for (std::uint32_t& e : found.edges) e = edges[e];
    note(std::move(found));
  }

  const SteinerGraph& graph_;
  std::int32_t rounds_;
  double until_;
  std::uint64_t seed_;
  bool part_;
  Reduction reduction_;
  std::int64_t prizes_;
  Found best_;
  std::int64_t bound_ = 0;
  std::int32_t round_ = 0, idle_ = 0;
  std::vector<std::vector<std::uint32_t>> trees_;
};

}  // namespace
}  // namespace steiner

SteinerTree prize_collecting_tree(const SteinerGraph& graph, const SteinerRules& rules) {
  const bool timed = rules.rounds == 0 && rules.seconds > 0;
  steiner::Solver solver(graph, rules.rounds, timed ? steiner::cpu_seconds() + rules.seconds : 0, rules.seed, false);
  solver.run();
  SteinerTree tree;
  tree.edges = solver.best().edges;
  std::sort(tree.edges.begin(), tree.edges.end());
  for (const std::uint32_t e : tree.edges) tree.edge_cost += graph.edges[e].cost;
  tree.missed_prize =
      std::accumulate(graph.prize.begin(), graph.prize.end(), std::int64_t{0}) - solver.best().gain - tree.edge_cost;
  tree.lower_bound = solver.bound();
  return tree;
}

}  // namespace rurban::broadband
