#include "models/broadband/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/broadband/build_order.h"
#include "models/broadband/edge_search.h"

namespace rurban::broadband {
namespace {

/// A work of the order: an edge to lay, the homes of a cluster to pass, or a radio link to them.
struct Item {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t place = kNone;  ///< whose edge or homes; kNone: a road's
  std::uint32_t edge = kNone, cluster = kNone;
  bool radio = false;              ///< a link: all homes or none
  std::int64_t ore_each = 0;       ///< of the edge, of the link, or of one home
  std::int64_t own_work_each = 0;  ///< öre
  std::int32_t homes = 0;          ///< to pass, or that the link serves
  std::int32_t slow_homes = 0;     ///< of them that have no 100 Mbit/s by radio: those that count, and the first
};

struct Works {
  std::vector<Item> items;
  std::vector<Work> works;
};

/// Lists what is left to build, as a tree from what is lit.
class Planner {
 public:
  Planner(const FibreGraph& graph, const PlanState& state, const PlanRules& rules)
      : graph_(graph), state_(state), rules_(rules), lit_(graph.nodes()) {
    lit_[state.root] = 1;
    for (std::size_t edge = 0; edge != graph.edges.size(); ++edge)
      if (state.lit[edge] != 0) lit_[graph.edges[edge].a] = lit_[graph.edges[edge].b] = 1;
    grow();
    share_ways();
  }

  Works works() const {
    Works works;
    std::vector<std::uint32_t> reached_by(graph_.nodes(), Work::kFirst);
    for (const Branch& branch : branches_) {
      add_edge(works, branch.edge, reached_by[branch.from]);
      reached_by[branch.to] = static_cast<std::uint32_t>(works.items.size() - 1);
    }
    for (std::uint32_t cluster = 0; cluster != graph_.clusters.size(); ++cluster) {
      const std::uint32_t node = graph_.node_of(graph_.clusters[cluster].place);
      if (left(cluster) == 0) continue;
      if (radio_is_better(cluster))
        add_radio(works, cluster);
      else if (lit_[node] != 0 || reached_by[node] != Work::kFirst)
        add_cluster(works, cluster, reached_by[node]);
    }
    return works;
  }

 private:
  /// An edge of the tree, away from what is lit.
  struct Branch {
    std::uint32_t edge, from, to;
  };

  std::int32_t left(std::uint32_t cluster) const {
    return state_.clusters[cluster].homes - state_.clusters[cluster].passed;
  }
  std::int32_t left_in(std::uint32_t place) const {
    return left(cluster_of(place, Settlement::kLocality)) + left(cluster_of(place, Settlement::kScattered));
  }
  std::int64_t need(std::uint32_t place) const {
    if (state_.needs.empty()) return 0;
    const PlaceNeeds& needs = state_.needs[place];
    return std::int64_t{needs.firms} * rules_.firm + std::int64_t{needs.schools} * rules_.school +
           std::int64_t{needs.masts} * rules_.mast;
  }
  std::int64_t own_work(std::uint32_t place, std::int64_t ore) const {
    if (state_.signed_up.empty() || state_.signed_up[place] < rules_.sign_up) return 0;
    return std::llround(static_cast<double>(ore) * rules_.own_work);
  }

  void grow();
  void share_ways();
  bool radio_is_better(std::uint32_t cluster) const;

  void add_edge(Works& works, std::uint32_t edge, std::uint32_t parent) const {
    const bool to_place = edge >= graph_.road_edges;
    const std::uint32_t place = to_place ? edge - graph_.road_edges : Item::kNone;
    const std::int64_t ore = graph_.edges[edge].ore, own = to_place ? own_work(place, ore) : 0;
    works.items.push_back({.place = place, .edge = edge, .ore_each = ore - own, .own_work_each = own});
    works.works.push_back({parent, ore - own, to_place ? need(place) : 0});
  }
  void add_cluster(Works& works, std::uint32_t index, std::uint32_t parent) const {
    const Cluster& cluster = graph_.clusters[index];
    const std::int64_t own = own_work(cluster.place, cluster.pass_ore), each = cluster.pass_ore - own;
    const std::int32_t slow = std::max(0, left(index) - state_.clusters[index].radio);
    works.items.push_back({.place = cluster.place,
                           .cluster = index,
                           .ore_each = each,
                           .own_work_each = own,
                           .homes = left(index),
                           .slow_homes = slow});
    works.works.push_back({parent, each * left(index), std::int64_t{slow} * rules_.home});
  }
  void add_radio(Works& works, std::uint32_t cluster) const {
    const std::uint32_t place = graph_.clusters[cluster].place;
    const RadioOffer& offer = *state_.radio[place];
    const std::int32_t homes = std::min(offer.homes, left(cluster));
    works.items.push_back({.place = place,
                           .cluster = cluster,
                           .radio = true,
                           .ore_each = offer.ore,
                           .homes = homes,
                           .slow_homes = homes});
    works.works.push_back({Work::kFirst, offer.ore, std::int64_t{homes} * rules_.home});
  }

  const FibreGraph& graph_;
  const PlanState& state_;
  const PlanRules& rules_;
  std::vector<std::uint8_t> lit_;         ///< by node
  std::vector<Branch> branches_;          ///< each after those that lead to it
  std::vector<double> way_ore_per_home_;  ///< by node: a home's share of the tree's edges from what is lit
};

/// Joins every place that has homes or needs to what is lit, the one that costs least first.
void Planner::grow() {
  EdgeSearch search(graph_);
  std::vector<std::uint32_t> open;
  for (std::uint32_t node = 0; node != graph_.nodes(); ++node)
    if (lit_[node] != 0) search.light(node);
  for (std::uint32_t place = 0; place * kSettlements != graph_.clusters.size(); ++place)
    if (lit_[graph_.node_of(place)] == 0 && left_in(place) + need(place) > 0) open.push_back(graph_.node_of(place));
  search.settle();
  while (!open.empty()) {
    const auto next = std::min_element(
        open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) { return search.ore(a) < search.ore(b); });
    if (search.ore(*next) >= EdgeSearch::kNoWay) break;
    const std::vector<std::uint32_t> path = search.path(*next);
    std::uint32_t at = *next;
    const std::size_t first = branches_.size();
    for (auto edge = path.rbegin(); edge != path.rend(); ++edge) {
      const std::uint32_t from = graph_.edges[*edge].a == at ? graph_.edges[*edge].b : graph_.edges[*edge].a;
      branches_.push_back({*edge, from, at});
      at = from;
    }
    std::reverse(branches_.begin() + static_cast<std::ptrdiff_t>(first), branches_.end());
    for (std::size_t i = first; i != branches_.size(); ++i) search.light(branches_[i].to);
    open.erase(next);
    search.settle();
  }
}

/// Spreads the cost of each edge over the homes behind it.
void Planner::share_ways() {
  std::vector<double> homes(graph_.nodes());
  for (std::uint32_t place = 0; place * kSettlements != graph_.clusters.size(); ++place)
    homes[graph_.node_of(place)] = left_in(place);
  for (auto branch = branches_.rbegin(); branch != branches_.rend(); ++branch)
    homes[branch->from] += homes[branch->to];
  way_ore_per_home_.resize(graph_.nodes());
  for (const Branch& branch : branches_)
    way_ore_per_home_[branch.to] =
        way_ore_per_home_[branch.from] +
        static_cast<double>(graph_.edges[branch.edge].ore) / std::max(homes[branch.to], 1.0);
}

bool Planner::radio_is_better(std::uint32_t cluster) const {
  const auto& [place, settlement, homes, pass_ore] = graph_.clusters[cluster];
  if (state_.radio.empty() || !state_.radio[place] || settlement != Settlement::kScattered) return false;
  if (state_.clusters[cluster].radio > 0) return false;
  const double each = way_ore_per_home_[graph_.node_of(place)] + static_cast<double>(pass_ore);
  return is_cheaper(*state_.radio[place], std::llround(each * left(cluster)), left(cluster));
}

/// What the budget would bring if the ways to the places were free: its homes and needs from the cheapest on.
std::int64_t bound_without_ways(const Works& works, std::int64_t budget) {
  std::vector<Work> ends;
  for (const Work& work : works.works)
    if (work.benefit > 0) ends.push_back(work);
  std::sort(ends.begin(), ends.end(), [](const Work& a, const Work& b) {
    return static_cast<double>(a.benefit) * static_cast<double>(b.cost) >
           static_cast<double>(b.benefit) * static_cast<double>(a.cost);
  });
  double benefit = 0;
  auto left = static_cast<double>(budget);
  for (const Work& end : ends) {
    const double part = end.cost == 0 ? 1 : std::min(1.0, left / static_cast<double>(end.cost));
    benefit += part * static_cast<double>(end.benefit);
    left -= part * static_cast<double>(end.cost);
    if (left <= 0) break;
  }
  return static_cast<std::int64_t>(std::floor(benefit));
}

/// Follows an order of works as far as a budget goes.
class Builder {
 public:
  Builder(const FibreGraph& graph, const Works& works, std::int64_t budget) : works_(works), budget_(budget) {
    plan_.passed.resize(graph.clusters.size());
    plan_.radio.resize(graph.clusters.size());
    plan_.cost_by_place.resize(graph.clusters.size() / kSettlements);
  }

  /// False when the money is out.
  bool add(std::uint32_t work, const PlanRules& rules) {
    const Item& item = works_.items[work];
    if (item.edge != Item::kNone) return lay(item, works_.works[work].benefit);
    return item.radio ? link(item, rules) : pass(item, rules);
  }
  YearPlan take() { return std::move(plan_); }

 private:
  bool lay(const Item& item, std::int64_t benefit) {
    if (plan_.cost + way_cost_ + item.ore_each > budget_) return false;
    way_.push_back(item.edge);
    way_cost_ += item.ore_each;
    way_own_work_ += item.own_work_each;
    if (benefit > 0) settle_way(item.place);
    plan_.benefit += benefit;
    return true;
  }
  bool pass(const Item& item, const PlanRules& rules) {
    const std::int64_t money = budget_ - plan_.cost - way_cost_;
    const auto homes = static_cast<std::int32_t>(
        item.ore_each == 0 ? item.homes : std::min<std::int64_t>(item.homes, money / item.ore_each));
    if (homes == 0) return false;
    settle_way(item.place);
    plan_.passed[item.cluster] = homes;
    plan_.cost += homes * item.ore_each;
    plan_.cost_by_place[item.place] += homes * item.ore_each;
    plan_.own_work += homes * item.own_work_each;
    plan_.benefit += std::int64_t{std::min(homes, item.slow_homes)} * rules.home;
    return homes == item.homes;
  }
  bool link(const Item& item, const PlanRules& rules) {
    if (plan_.cost + item.ore_each > budget_) return false;
    plan_.radio[item.cluster] = item.homes;
    plan_.cost += item.ore_each;
    plan_.cost_by_place[item.place] += item.ore_each;
    plan_.benefit += std::int64_t{item.homes} * rules.home;
    return true;
  }
  /// The way that was laid so far leads to this place.
  void settle_way(std::uint32_t place) {
    plan_.edges.insert(plan_.edges.end(), way_.begin(), way_.end());
    plan_.cost += way_cost_;
    plan_.cost_by_place[place] += way_cost_;
    plan_.own_work += way_own_work_;
    way_.clear();
    way_cost_ = way_own_work_ = 0;
  }

  const Works& works_;
  std::int64_t budget_;
  YearPlan plan_;
  std::vector<std::uint32_t> way_;  ///< laid since the last home or need
  std::int64_t way_cost_ = 0, way_own_work_ = 0;
};

}  // namespace

std::int32_t YearPlan::homes() const {
  return std::accumulate(radio.begin(), radio.end(), std::accumulate(passed.begin(), passed.end(), 0));
}

YearPlan plan_year(const FibreGraph& graph, const PlanState& state, std::int64_t budget_ore, const PlanRules& rules) {
  const Works works = Planner(graph, state, rules).works();
  Builder builder(graph, works, budget_ore);
  for (const std::uint32_t work : build_order(works.works))
    if (!builder.add(work, rules)) break;
  YearPlan plan = builder.take();
  plan.bound = std::max(plan.benefit, bound_without_ways(works, budget_ore));
  return plan;
}

void build(const FibreGraph& graph, const YearPlan& plan, std::span<Premises> clusters, std::span<std::uint8_t> lit) {
  for (const std::uint32_t edge : plan.edges) lit[edge] = 1;
  for (std::size_t cluster = 0; cluster != graph.clusters.size(); ++cluster) {
    clusters[cluster].passed += plan.passed[cluster];
    const std::int32_t not_passed = clusters[cluster].homes - clusters[cluster].passed;
    clusters[cluster].radio = std::min(clusters[cluster].radio + plan.radio[cluster], not_passed);
  }
}

}  // namespace rurban::broadband
