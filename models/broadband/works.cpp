#include "models/broadband/works.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/broadband/edge_search.h"

namespace rurban::broadband {
namespace {

/// A county's problem is solved to the proof in a few rounds.
constexpr SteinerRules kSteiner{.seconds = 0, .rounds = 8};

/// What a home may be worth, from less than any costs to more than all, each 1.4 times the one before.
std::vector<std::int64_t> ladder() {
  std::vector<std::int64_t> values;
  for (double kr = 5'000; kr < 10e6; kr *= 1.4) values.push_back(ore(kr));
  return values;
}

}  // namespace

Planner::Planner(const FibreGraph& graph, const PlanState& state, const PlanRules& rules)
    : graph_(graph), state_(state), rules_(rules), lit_(graph.nodes()), way_ore_per_home_(graph.nodes()) {
  lit_[state.root] = 1;
  for (std::size_t edge = 0; edge != graph.edges.size(); ++edge)
    if (state.lit[edge] != 0) lit_[graph.edges[edge].a] = lit_[graph.edges[edge].b] = 1;
}

std::int32_t Planner::left(std::uint32_t cluster) const {
  const Premises& premises = state_.clusters[cluster];
  return premises.homes - premises.passed - premises.radio;
}

std::int32_t Planner::left_in(std::uint32_t place) const {
  return left(cluster_of(place, Settlement::kLocality)) + left(cluster_of(place, Settlement::kScattered));
}

std::int64_t Planner::need(std::uint32_t place) const {
  if (state_.needs.empty()) return 0;
  const PlaceNeeds& needs = state_.needs[place];
  return std::int64_t{needs.firms} * rules_.firm + std::int64_t{needs.schools} * rules_.school +
         std::int64_t{needs.masts} * rules_.mast;
}

std::int64_t Planner::own_work(std::uint32_t place, std::int64_t ore) const {
  if (state_.signed_up.empty() || state_.signed_up[place] < rules_.sign_up) return 0;
  return std::llround(static_cast<double>(ore) * rules_.own_work);
}

Planner::Problem Planner::problem(const std::vector<std::uint8_t>& joined) const {
  Problem problem;
  problem.node.resize(graph_.nodes());
  std::uint32_t nodes = 1;
  for (std::uint32_t node = 0; node != graph_.nodes(); ++node)
    if (joined[node] == 0) problem.node[node] = nodes++;
  problem.graph.prize.resize(nodes);
  problem.graph.root = 0;
  for (std::uint32_t edge = 0; edge != graph_.edges.size(); ++edge) {
    const std::uint32_t a = problem.node[graph_.edges[edge].a], b = problem.node[graph_.edges[edge].b];
    if (a == b) continue;
    const std::int64_t own =
        edge < graph_.road_edges ? 0 : own_work(edge - graph_.road_edges, graph_.edges[edge].ore);
    problem.graph.edges.push_back({a, b, graph_.edges[edge].ore - own});
    problem.edge.push_back(edge);
  }
  return problem;
}

/// What there is to gain at a place if a home is worth so much and the way there is free.
std::int64_t Planner::gain(std::uint32_t place, std::int64_t ore_per_home) const {
  std::int64_t gain = need(place) * ore_per_home;
  for (const Settlement settlement : {Settlement::kLocality, Settlement::kScattered}) {
    const std::uint32_t cluster = cluster_of(place, settlement);
    const std::int64_t cost = graph_.clusters[cluster].pass_ore - own_work(place, graph_.clusters[cluster].pass_ore);
    gain += left(cluster) * std::max<std::int64_t>(0, rules_.home * ore_per_home - cost);
  }
  return gain;
}

void Planner::grow() {
  std::vector<std::uint8_t> joined = lit_, in_tree(graph_.edges.size());
  const auto join = [&](const auto& prize) {
    Problem at_value = problem(joined);
    for (std::uint32_t place = 0; place != places(); ++place)
      if (const std::uint32_t node = at_value.node[graph_.node_of(place)]; node != 0)
        at_value.graph.prize[node] = prize(place);
    for (const std::uint32_t edge : prize_collecting_tree(at_value.graph, kSteiner).edges) {
      in_tree[at_value.edge[edge]] = 1;
      joined[graph_.edges[at_value.edge[edge]].a] = joined[graph_.edges[at_value.edge[edge]].b] = 1;
    }
  };
  for (const std::int64_t value : ladder()) join([&](std::uint32_t place) { return gain(place, value); });
  std::int64_t all = 1;
  for (const auto& edge : graph_.edges) all += edge.ore;
  join([&](std::uint32_t place) { return left_in(place) + need(place) > 0 ? all : 0; });
  orient(in_tree);
}

/// Lists the tree's edges from what is lit outwards.
void Planner::orient(const std::vector<std::uint8_t>& in_tree) {
  std::vector<std::vector<std::uint32_t>> around(graph_.nodes());
  for (std::uint32_t edge = 0; edge != in_tree.size(); ++edge) {
    if (in_tree[edge] == 0) continue;
    around[graph_.edges[edge].a].push_back(edge);
    around[graph_.edges[edge].b].push_back(edge);
  }
  std::vector<std::uint8_t> reached = lit_;
  std::vector<std::uint32_t> front;
  for (std::uint32_t node = 0; node != graph_.nodes(); ++node)
    if (reached[node] != 0) front.push_back(node);
  for (std::size_t i = 0; i != front.size(); ++i)
    for (const std::uint32_t edge : around[front[i]]) {
      const std::uint32_t to = graph_.edges[edge].a == front[i] ? graph_.edges[edge].b : graph_.edges[edge].a;
      if (reached[to] != 0) continue;
      reached[to] = 1;
      branches_.push_back({edge, front[i], to});
      front.push_back(to);
    }
}

/// Spreads the cost of each edge over the homes behind it.
void Planner::share_ways() {
  std::vector<double> homes(graph_.nodes());
  for (std::uint32_t place = 0; place != places(); ++place) homes[graph_.node_of(place)] = left_in(place);
  for (auto branch = branches_.rbegin(); branch != branches_.rend(); ++branch)
    homes[branch->from] += homes[branch->to];
  for (const Branch& branch : branches_)
    way_ore_per_home_[branch.to] =
        way_ore_per_home_[branch.from] +
        static_cast<double>(graph_.edges[branch.edge].ore) / std::max(homes[branch.to], 1.0);
}

bool Planner::radio_is_better(std::uint32_t index) const {
  const Cluster& cluster = graph_.clusters[index];
  if (state_.radio.empty() || !state_.radio[cluster.place] || cluster.settlement != Settlement::kScattered)
    return false;
  const double each = way_ore_per_home_[graph_.node_of(cluster.place)] + static_cast<double>(cluster.pass_ore);
  return is_cheaper(*state_.radio[cluster.place], std::llround(each * left(index)), left(index));
}

void Planner::add_edge(Works& works, std::uint32_t edge, std::uint32_t parent) const {
  const bool to_place = edge >= graph_.road_edges;
  const std::uint32_t place = to_place ? edge - graph_.road_edges : Item::kNone;
  const std::int64_t ore = graph_.edges[edge].ore, own = to_place ? own_work(place, ore) : 0;
  works.items.push_back({.place = place, .edge = edge, .ore_each = ore - own, .own_work_each = own});
  works.works.push_back({parent, ore - own, to_place ? need(place) : 0});
}

void Planner::add_cluster(Works& works, std::uint32_t index, std::int32_t homes, std::uint32_t parent) const {
  const Cluster& cluster = graph_.clusters[index];
  const std::int64_t own = own_work(cluster.place, cluster.pass_ore), each = cluster.pass_ore - own;
  works.items.push_back(
      {.place = cluster.place, .cluster = index, .ore_each = each, .own_work_each = own, .homes = homes});
  works.works.push_back({parent, each * homes, std::int64_t{homes} * rules_.home});
}

std::int32_t Planner::add_radio(Works& works, std::uint32_t cluster) const {
  if (!radio_is_better(cluster)) return 0;
  const std::uint32_t place = graph_.clusters[cluster].place;
  const RadioOffer& offer = *state_.radio[place];
  const std::int32_t homes = std::min(offer.homes, left(cluster));
  works.items.push_back({.place = place, .cluster = cluster, .radio = true, .ore_each = offer.ore, .homes = homes});
  works.works.push_back({Work::kFirst, offer.ore, std::int64_t{homes} * rules_.home});
  return homes;
}

Works Planner::works() {
  grow();
  share_ways();
  Works works;
  std::vector<std::uint32_t> reached_by(graph_.nodes(), Work::kFirst);
  for (const Branch& branch : branches_) {
    add_edge(works, branch.edge, reached_by[branch.from]);
    reached_by[branch.to] = static_cast<std::uint32_t>(works.items.size() - 1);
  }
  for (std::uint32_t cluster = 0; cluster != graph_.clusters.size(); ++cluster) {
    const std::uint32_t node = graph_.node_of(graph_.clusters[cluster].place);
    if (left(cluster) == 0) continue;
    const std::int32_t homes = left(cluster) - add_radio(works, cluster);
    const bool way = lit_[node] != 0 || reached_by[node] != Work::kFirst;
    if (way && homes > 0) add_cluster(works, cluster, homes, reached_by[node]);
  }
  return works;
}

Works Planner::works_of(std::uint32_t place) const {
  EdgeSearch search(graph_);
  for (std::uint32_t node = 0; node != graph_.nodes(); ++node)
    if (lit_[node] != 0) search.light(node);
  search.settle();
  Works works;
  if (search.ore(graph_.node_of(place)) >= EdgeSearch::kNoWay) return works;
  std::uint32_t last = Work::kFirst;
  for (const std::uint32_t edge : search.path(graph_.node_of(place))) {
    add_edge(works, edge, last);
    last = static_cast<std::uint32_t>(works.items.size() - 1);
  }
  for (const Settlement settlement : {Settlement::kLocality, Settlement::kScattered})
    if (const std::uint32_t cluster = cluster_of(place, settlement); left(cluster) > 0)
      add_cluster(works, cluster, left(cluster), last);
  return works;
}

Planner::Priced Planner::at_value(const Works& works, Problem& problem, std::int64_t ore_per_home) const {
  std::vector<std::int64_t>& prize = problem.graph.prize;
  std::fill(prize.begin(), prize.end(), 0);
  std::int64_t gains = 0;
  Priced priced;
  for (std::size_t i = 0; i != works.items.size(); ++i) {
    const Item& item = works.items[i];
    const std::int64_t cost = item.cluster == Item::kNone ? 0 : works.works[i].cost;
    const std::int64_t gain = works.works[i].benefit * ore_per_home - cost;
    if (gain <= 0) continue;
    // What needs no way is taken in any case: at node 0, which every tree holds.
    prize[item.radio ? 0 : problem.node[graph_.node_of(item.place)]] += gain;
    gains += gain;
    priced.cost += cost;
  }
  const SteinerTree tree = prize_collecting_tree(problem.graph, kSteiner);
  priced.cost += tree.edge_cost;
  priced.most = gains - tree.lower_bound;
  return priced;
}

std::int64_t Planner::bound(const Works& works, std::int64_t budget_ore) const {
  Problem unlit = problem(lit_);
  double least = std::numeric_limits<double>::infinity();
  double low = static_cast<double>(ore(1'000)), high = static_cast<double>(ore(50e6));
  for (int step = 0; step != 20; ++step) {
    const double value = std::round(std::sqrt(low * high));
    const Priced priced = at_value(works, unlit, static_cast<std::int64_t>(value));
    least = std::min(least, static_cast<double>(priced.most + budget_ore) / value);
    (priced.cost > budget_ore ? high : low) = value;
  }
  return static_cast<std::int64_t>(std::floor(least));
}

}  // namespace rurban::broadband
