#include "models/broadband/plan.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "models/broadband/works.h"

namespace rurban::broadband {
namespace {

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
    plan_.benefit += std::int64_t{homes} * rules.home;
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
  Planner planner(graph, state, rules);
  const Works works = planner.works();
  Builder builder(graph, works, budget_ore);
  for (const std::uint32_t work : build_order(works.works))
    if (!builder.add(work, rules)) break;
  YearPlan plan = builder.take();
  const auto everything = [](std::int64_t sum, const Work& work) { return sum + work.benefit; };
  const std::int64_t all = std::accumulate(works.works.begin(), works.works.end(), std::int64_t{0}, everything);
  plan.bound = plan.benefit == all ? all : std::min(all, planner.bound(works, budget_ore));
  return plan;
}

YearPlan plan_place(const FibreGraph& graph, const PlanState& state, std::uint32_t place, const PlanRules& rules) {
  const Works works = Planner(graph, state, rules).works_of(place);
  Builder builder(graph, works, std::numeric_limits<std::int64_t>::max());
  for (std::uint32_t work = 0; work != works.items.size(); ++work) builder.add(work, rules);
  YearPlan plan = builder.take();
  plan.bound = plan.benefit;
  return plan;
}

void build(const FibreGraph& graph, const YearPlan& plan, std::span<Premises> clusters, std::span<std::uint8_t> lit) {
  for (const std::uint32_t edge : plan.edges) lit[edge] = 1;
  for (std::size_t cluster = 0; cluster != graph.clusters.size(); ++cluster) {
    clusters[cluster].passed += plan.passed[cluster];
    clusters[cluster].radio += plan.radio[cluster];
  }
}

}  // namespace rurban::broadband
