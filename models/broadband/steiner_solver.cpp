#include "models/broadband/steiner_solver.h"

#include <time.h>

#include <algorithm>

#include "models/broadband/steiner_fixing.h"
#include "twin/base/draw.h"

namespace rurban::broadband::steiner {
namespace {

constexpr twin::Stream kRoots{"broadband.steiner.roots"};
constexpr twin::Stream kCosts{"broadband.steiner.costs"};

// Rounds without a better tree or bound, after which nothing more is expected of them.
constexpr std::int32_t kIdleRounds = 40;
constexpr std::int32_t kMergeEvery = 2;  // rounds
constexpr std::int32_t kMergeRounds = 8;
constexpr std::size_t kTreesKept = 20;                      // for merges
constexpr std::uint32_t kCostScale = 64, kCostSpread = 24;  // changed costs are up to 36 % higher

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::uint32_t dearest(const Net& net, std::span<const std::uint8_t> among = {}) {
  std::uint32_t best = kNone;
  for (std::uint32_t node = 0; node != net.nodes(); ++node)
    if ((among.empty() || among[node]) && (best == kNone || net.worth(node) > net.worth(best))) best = node;
  return best;
}

Tree bettered(TreeSearch& search, Tree tree) {
  search.better(tree);
  return tree;
}

}  // namespace

Limits::Limits(std::int32_t rounds, double seconds)
    : most_rounds_(rounds),
      until_(rounds == 0 && seconds > 0 ? cpu_seconds() + seconds : 0),
      counted_(until_ > 0 ? cpu_seconds() : 0) {}

void Limits::count_round() {
  ++rounds_;
  if (until_ == 0) return;
  const double now = cpu_seconds();
  last_ = now - counted_;
  counted_ = now;
}

bool Limits::reached() const {
  return (most_rounds_ > 0 && rounds_ >= most_rounds_) || (until_ > 0 && cpu_seconds() + last_ >= until_);
}

Solver::Solver(const Net& net, bool rooted, std::int64_t known, Limits& limits, std::uint64_t seed, bool part)
    : net_(net), rooted_(rooted), limits_(limits), seed_(seed), part_(part), reduction_(net, rooted) {
  best_.gain = known;
}

std::int64_t Solver::cost() const {
  return net_.prizes() - best_.gain;
}

std::int64_t Solver::bound() const {
  return std::min(bound_, cost());
}

bool Solver::done() const {
  return bound_ >= cost() || limits_.reached() || idle_ >= kIdleRounds;
}

void Solver::run() {
  if (!done()) reduction_.reduce();
  for (; !done(); ++round_) {
    const std::int64_t gain = best_.gain, bound = bound_;
    round();
    limits_.count_round();
    idle_ = gain == best_.gain && bound == bound_ ? idle_ + 1 : 0;
    if (!part_ && (round_ + 1) % kMergeEvery == 0 && !done()) merge();
  }
}

void Solver::note_given(Tree tree) {
  trees_.push_back(tree.edges);
  if (trees_.size() > kTreesKept) trees_.erase(trees_.begin());
  if (tree.gain > best_.gain) best_ = std::move(tree);
}

void Solver::note(const Tree& left) {
  note_given(reduction_.given_tree(left));
}

void Solver::round() {
  const Tree& alone = reduction_.best_cut_off();
  if (alone.gain > best_.gain) best_ = alone;
  const Net left = reduction_.net();
  if (left.edges().empty()) return settle_without_edges(left);
  TreeSearch search(left);
  if (round_ == 0) note(bettered(search, search.grow(dearest(left), {})));
  // Gains count from the prizes of the given net; so must bounds.
  const std::int64_t missed = net_.prizes() - left.prizes();
  DualAscent ascent(left);
  const Dual dual = left.anchor() ? ascent.from(drawn_must(left)) : ascent.from_anywhere(best_.gain);
  bound_ = std::max(bound_, missed + dual.bound);
  const std::vector<std::uint8_t> reached = reached_for_nothing(left, dual);
  const std::uint32_t from = dual.root != kNone ? dual.root : dearest(left, reached);
  TreeSearch::Growth growth;
  growth.allowed = reached;
  growth.all_prizes = true;
  if (from != kNone) note(bettered(search, search.grow(from, growth)));
  if (round_ > 0) note(changed_costs(search, left));
  if (bound_ >= cost()) return;
  if (fix_by_bound(left, dual, cost() - missed, reduction_) != 0) reduction_.reduce();
}

/// What is left without edges is one node that every tree must hold, or nothing: all better trees are known.
void Solver::settle_without_edges(const Net& left) {
  if (left.anchor()) note(Tree{{}, *left.anchor(), left.prize(*left.anchor())});
  bound_ = cost();
}

/// Grown at changed costs and bettered at the real ones, so that each round finds another tree.
Tree Solver::changed_costs(TreeSearch& search, const Net& left) const {
  const twin::PhiloxKey key = twin::draw_key(seed_, kCosts.hash);
  std::vector<std::int64_t> cost(left.edges().size());
  for (std::uint32_t e = 0; e != cost.size(); ++e)
    cost[e] =
        left.edge(e).cost * (kCostScale + twin::Draw(key, e, static_cast<std::uint32_t>(round_)).below(kCostSpread));
  TreeSearch::Growth growth;
  growth.cost = cost;
  growth.scale = kCostScale;
  return bettered(search, search.grow(left.anchor() ? drawn_must(left) : dearest(left), growth));
}

std::uint32_t Solver::drawn_must(const Net& left) const {
  std::vector<std::uint32_t> musts;
  for (std::uint32_t node = 0; node != left.nodes(); ++node)
    if (left.must(node)) musts.push_back(node);
  const twin::Draw draw(twin::draw_key(seed_, kRoots.hash), 0, static_cast<std::uint32_t>(round_));
  return musts[draw.below(static_cast<std::uint32_t>(musts.size()))];
}

/// The best tree in the union of the trees kept: a net with few circles, which the reductions nearly solve.
void Solver::merge() {
  std::vector<std::uint32_t> given;
  for (const auto& tree : trees_) given.insert(given.end(), tree.begin(), tree.end());
  std::sort(given.begin(), given.end());
  given.erase(std::unique(given.begin(), given.end()), given.end());
  std::vector<Net::Edge> edges;
  std::vector<std::int64_t> prize;
  std::vector<std::uint8_t> must;
  std::vector<std::uint32_t> number(net_.nodes(), kNone), node_of;
  const auto numbered = [&](std::uint32_t node) {
    if (number[node] == kNone) {
      number[node] = static_cast<std::uint32_t>(prize.size());
      node_of.push_back(node);
      prize.push_back(net_.prize(node));
      must.push_back(net_.must(node));
    }
    return number[node];
  };
  for (std::uint32_t node = 0; node != net_.nodes(); ++node)
    if (net_.must(node)) numbered(node);
  for (const std::uint32_t e : given) {
    const std::uint32_t a = numbered(net_.edge(e).a);
    edges.push_back({a, numbered(net_.edge(e).b), net_.edge(e).cost});
  }
  const Net united(std::move(edges), std::move(prize), std::move(must));
  Limits limits(kMergeRounds, 0);
  Solver solver(united, rooted_, best_.gain, limits, seed_ + static_cast<std::uint64_t>(round_) + 1, true);
  solver.run();
  Tree tree = solver.best();
  if (tree.top == kNone) return;
  tree.top = node_of[tree.top];
  for (std::uint32_t& e : tree.edges) e = given[e];
  note_given(std::move(tree));
}

}  // namespace rurban::broadband::steiner
