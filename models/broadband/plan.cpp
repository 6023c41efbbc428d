#include "models/broadband/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/broadband/build_order.h"
#include "models/broadband/edge_search.h"

namespace rurban::broadband {
namespace {

/// A work of the order: an edge to lay, or the homes of a cluster to pass.
struct Item {
  std::uint32_t place = kNone;  ///< whose edge or homes; kNone: a road's
  std::uint32_t edge = kNone, cluster = kNone;
  std::int64_t ore_each = 0;       ///< of the edge, or of one home
  std::int64_t own_work_each = 0;  ///< öre
  std::int32_t homes = 0;          ///< of the cluster that are not passed
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
};

struct Works {
  std::vector<Item> items;
  std::vector<Work> works;
};

class Planner {
 public:
  Planner(const FibreGraph& graph, const PlanState& state, const PlanRules& rules)
      : graph_(graph), state_(state), rules_(rules), lit_node_(graph.nodes()) {
    lit_node_[state.root] = 1;
    for (std::size_t edge = 0; edge != graph.edges.size(); ++edge)
      if (state.lit[edge] != 0) lit_node_[graph.edges[edge].a] = lit_node_[graph.edges[edge].b] = 1;
  }

  /// Everything that is left to build, as a tree from what is lit.
  Works works() const {
    Works works;
    std::vector<std::uint32_t> reached_by(graph_.nodes(), Work::kFirst);
    for (const std::uint32_t edge : tree()) {
      const auto& [a, b, metres, ore] = graph_.edges[edge];
      const bool forward = lit_node_[a] != 0 || reached_by[a] != Work::kFirst;
      add_edge(works, edge, reached_by[forward ? a : b]);
      reached_by[forward ? b : a] = static_cast<std::uint32_t>(works.items.size() - 1);
    }
    for (std::uint32_t cluster = 0; cluster != graph_.clusters.size(); ++cluster) {
      const std::uint32_t node = graph_.node_of(graph_.clusters[cluster].place);
      const bool reached = lit_node_[node] != 0 || reached_by[node] != Work::kFirst;
      if (reached && left(cluster) > 0) add_cluster(works, cluster, reached_by[node]);
    }
    return works;
  }

 private:
  std::int32_t left(std::uint32_t cluster) const {
    return state_.clusters[cluster].homes - state_.clusters[cluster].passed;
  }
  std::int64_t need(std::uint32_t place) const {
    if (state_.needs.empty()) return 0;
    const PlaceNeeds& needs = state_.needs[place];
    return std::int64_t{needs.firms} * rules_.firm + std::int64_t{needs.schools} * rules_.school +
           std::int64_t{needs.masts} * rules_.mast;
  }
  /// Edges from what is lit to every place with homes or needs, each after those that lead to it.
  std::vector<std::uint32_t> tree() const;

  std::int64_t own_work(std::uint32_t place, std::int64_t ore) const {
    if (state_.signed_up.empty() || state_.signed_up[place] < rules_.sign_up) return 0;
    return static_cast<std::int64_t>(std::llround(static_cast<double>(ore) * rules_.own_work));
  }
  void add_edge(Works& works, std::uint32_t edge, std::uint32_t parent) const {
    const bool to_place = edge >= graph_.road_edges;
    const std::uint32_t place = to_place ? edge - graph_.road_edges : Item::kNone;
    const std::int64_t ore = graph_.edges[edge].ore, own = to_place ? own_work(place, ore) : 0;
    works.items.push_back({.place = place, .edge = edge, .ore_each = ore - own, .own_work_each = own});
    works.works.push_back({parent, ore - own, to_place ? need(place) : 0});
  }
  void add_cluster(Works& works, std::uint32_t cluster, std::uint32_t parent) const {
    const auto& [place, settlement, homes, ore] = graph_.clusters[cluster];
    const std::int64_t own = own_work(place, ore);
    works.items.push_back(
        {.place = place, .cluster = cluster, .ore_each = ore - own, .own_work_each = own, .homes = left(cluster)});
    works.works.push_back({parent, (ore - own) * left(cluster), std::int64_t{left(cluster)} * rules_.home});
  }

  const FibreGraph& graph_;
  const PlanState& state_;
  const PlanRules& rules_;
  std::vector<std::uint8_t> lit_node_;
};

std::vector<std::uint32_t> Planner::tree() const {
  EdgeSearch search(graph_);
  for (std::uint32_t node = 0; node != graph_.nodes(); ++node)
    if (lit_node_[node] != 0) search.light(node);
  search.settle();
  std::vector<std::uint32_t> open;
  for (std::uint32_t place = 0; place * kSettlements != graph_.clusters.size(); ++place)
    if (lit_node_[graph_.node_of(place)] == 0 && left(2 * place) + left(2 * place + 1) + need(place) > 0)
      open.push_back(graph_.node_of(place));
  std::vector<std::uint32_t> edges;
  while (!open.empty()) {
    const auto next = std::min_element(
        open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) { return search.ore(a) < search.ore(b); });
    if (search.ore(*next) >= EdgeSearch::kNoWay) break;
    for (const std::uint32_t edge : search.path(*next)) {
      edges.push_back(edge);
      search.light(graph_.edges[edge].a);
      search.light(graph_.edges[edge].b);
    }
    open.erase(next);
    search.settle();
  }
  return edges;
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
    plan_.cost_by_place.resize(graph.clusters.size() / kSettlements);
  }

  /// False when the money is out.
  bool add(std::uint32_t work, const PlanRules& rules) {
    const Item& item = works_.items[work];
    return item.edge == Item::kNone ? pass(item, rules) : lay(item, works_.works[work].benefit);
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
    plan_.benefit += std::int64_t{homes} * rules.home;
    return homes == item.homes;
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
  return std::accumulate(passed.begin(), passed.end(), 0);
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
  for (std::size_t cluster = 0; cluster != graph.clusters.size(); ++cluster)
    clusters[cluster].passed += plan.passed[cluster];
}

}  // namespace rurban::broadband
