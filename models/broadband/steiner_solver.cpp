#include "models/broadband/steiner_solver.h"

#include <time.h>

#include <algorithm>

#include "models/broadband/steiner_fixing.h"
#include "twin/base/draw.h"

namespace rurban::broadband::steiner {
namespace {

constexpr twin::Stream kRoots{"broadband.steiner.roots"};
constexpr twin::Stream kCosts{"broadband.steiner.costs"};

// Rounds without a better tree or bound, after which nothing more is expected of them, or a node is asked for.
constexpr std::int32_t kIdleRounds = 40, kIdleBeforeBranches = 12, kIdleInBranch = 1;
constexpr std::size_t kMostEdgesToBranch = 6000;  // beyond, too many nodes are undecided for branches to end
constexpr std::int32_t kMergeEvery = 4;           // rounds
constexpr std::int32_t kMergeRounds = 8;
constexpr std::size_t kTreesKept = 8;                          // for merges
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

/// The same net where every tree holds a node, or none does.
Net with(const Net& net, std::uint32_t asked, bool held) {
  std::vector<Net::Edge> edges(net.edges().begin(), net.edges().end());
  std::vector<std::int64_t> prize;
  std::vector<std::uint8_t> must;
  for (std::uint32_t node = 0; node != net.nodes(); ++node) {
    prize.push_back(net.prize(node));
    must.push_back(net.must(node));
  }
  must[asked] = held;
  if (!held) prize[asked] = 0;
  for (Net::Edge& edge : edges)
    if (!held && (edge.a == asked || edge.b == asked)) edge.a = edge.b = asked;  // back to itself: it is no way
  return Net(std::move(edges), std::move(prize), std::move(must));
}

Tree bettered(TreeSearch& search, Tree tree) {
  search.better(tree);
  return tree;
}

}  // namespace

Limits::Limits(std::int32_t rounds, double seconds)
    : most_rounds_(rounds), until_(rounds == 0 && seconds > 0 ? cpu_seconds() + seconds : 0) {}

bool Limits::reached() const {
  return (most_rounds_ > 0 && rounds_ >= most_rounds_) || (until_ > 0 && cpu_seconds() >= until_);
}

Solver::Solver(const Net& net, bool rooted, std::int64_t known, Limits& limits, std::uint64_t seed, Task task)
    : net_(net), rooted_(rooted), limits_(limits), seed_(seed), task_(task), reduction_(net, rooted) {
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
  reduction_.reduce();
  for (; !done(); ++round_) {
    if (may_branch()) return branch();
    const std::int64_t gain = best_.gain, bound = bound_;
    round();
    limits_.count_round();
    idle_ = gain == best_.gain && bound == bound_ ? idle_ + 1 : 0;
    if (task_ == Task::kWhole && (round_ + 1) % kMergeEvery == 0 && !done()) merge();
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
  if (round_ > 0 && task_ != Task::kBranch) note(changed_costs(search, left));
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
    cost[e] = left.edge(e).cost *
              (kCostScale + twin::Draw(key, e, static_cast<std::uint32_t>(round_)).below(kCostSpread));
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
  Solver solver(united, rooted_, best_.gain, limits, seed_ + static_cast<std::uint64_t>(round_) + 1, Task::kMerge);
  solver.run();
  Tree tree = solver.best();
  if (tree.top == kNone) return;
  tree.top = node_of[tree.top];
  for (std::uint32_t& e : tree.edges) e = given[e];
  note_given(std::move(tree));
}

bool Solver::may_branch() const {
  if (task_ == Task::kMerge || reduction_.edges_left() > kMostEdgesToBranch) return false;
  return idle_ >= (task_ == Task::kBranch ? kIdleInBranch : kIdleBeforeBranches);
}

/// Asks for a node: whatever is better than the best tree holds it or does not.
void Solver::branch() {
  const Net left = reduction_.net();
  const std::uint32_t asked = branching_node(left);
  if (asked == kNone) return;
  std::int64_t least = kEndless;
  for (const bool held : {true, false}) {
    const Net half = with(left, asked, held);
    Solver solver(half, rooted_, best_.gain, limits_, seed_ + 1, Task::kBranch);
    // What is known of the whole is known of its halves.
    solver.bound_ = bound_ - (net_.prizes() - half.prizes());
    solver.run();
    if (solver.best().top != kNone) note(solver.best());
    least = std::min(least, net_.prizes() - half.prizes() + solver.bound());
  }
  bound_ = std::max(bound_, least);
}

/// Where most ways meet that is undecided.
std::uint32_t Solver::branching_node(const Net& left) const {
  std::uint32_t most = kNone;
  for (std::uint32_t node = 0; node != left.nodes(); ++node)
    if (!left.must(node) && (most == kNone || left.around(node).size() > left.around(most).size())) most = node;
  return most;
}

}  // namespace rurban::broadband::steiner
