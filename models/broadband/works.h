#pragma once
#include <cstdint>
#include <vector>

#include "models/broadband/build_order.h"
#include "models/broadband/plan.h"
#include "models/broadband/steiner.h"

/// Inside the planner of fibre; models use models/broadband/plan.h.
namespace rurban::broadband {

/// A work of the order: an edge to lay, the homes of a cluster to pass, or a radio link to them.
struct Item {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t place = kNone;  ///< whose edge or homes; kNone: a road's
  std::uint32_t edge = kNone, cluster = kNone;
  bool radio = false;              ///< a link: all homes or none
  std::int64_t ore_each = 0;       ///< of the edge, of the link, or of one home
  std::int64_t own_work_each = 0;  ///< öre
  std::int32_t homes = 0;          ///< to pass, or that the link serves
};

struct Works {
  std::vector<Item> items;
  std::vector<Work> works;  ///< by item
};

/// What is left to build in the county, and trees that are worth it.
class Planner {
 public:
  /// Keeps references to all three.
  Planner(const FibreGraph& graph, const PlanState& state, const PlanRules& rules);

  /// Everything, along one tree from what is lit to every place with homes or needs. The tree grows with what a home
  /// is thought to be worth: what is worth it at a low value lies as if nothing else were ever built.
  Works works();
  /// One place's homes and needs, and the cheapest way to it. None if no way leads there.
  Works works_of(std::uint32_t place) const;

  /// No plan within the budget brings more. By Lagrange: whatever a home is worth, a plan's worth less its cost is at
  /// most that of all that pays at this value, so its benefit at most (that + budget) / value; the least of these.
  std::int64_t bound(const Works& works, std::int64_t budget_ore) const;

 private:
  /// An edge of the tree, away from what is lit.
  struct Branch {
    std::uint32_t edge, from, to;
  };
  /// A prize-collecting problem; what is joined already is its node 0.
  struct Problem {
    SteinerGraph graph;
    std::vector<std::uint32_t> node;  ///< by node of the fibre graph
    std::vector<std::uint32_t> edge;  ///< of the fibre graph, by edge of the problem
  };

  /// Homes that are neither passed nor reached by radio.
  std::int32_t left(std::uint32_t cluster) const;
  std::int32_t left_in(std::uint32_t place) const;
  std::int64_t need(std::uint32_t place) const;
  std::int64_t own_work(std::uint32_t place, std::int64_t ore) const;
  std::uint32_t places() const { return static_cast<std::uint32_t>(graph_.clusters.size()) / kSettlements; }

  /// All that pays when a home is worth so much.
  struct Priced {
    std::int64_t most = 0;  ///< its gains less its ways: no plan's worth less cost is more
    std::int64_t cost = 0;  ///< of homes and ways
  };

  Problem problem(const std::vector<std::uint8_t>& joined) const;
  std::int64_t gain(std::uint32_t place, std::int64_t ore_per_home) const;
  Priced at_value(const Works& works, Problem& problem, std::int64_t ore_per_home) const;
  void grow();
  void orient(const std::vector<std::uint8_t>& in_tree);
  void share_ways();
  bool radio_is_better(std::uint32_t cluster) const;
  void add_edge(Works& works, std::uint32_t edge, std::uint32_t parent) const;
  void add_cluster(Works& works, std::uint32_t cluster, std::int32_t homes, std::uint32_t parent) const;
  /// The homes that a link is better for; none where fibre is.
  std::int32_t add_radio(Works& works, std::uint32_t cluster) const;

  const FibreGraph& graph_;
  const PlanState& state_;
  const PlanRules& rules_;
  std::vector<std::uint8_t> lit_;         ///< by node
  std::vector<Branch> branches_;          ///< each after those that lead to it
  std::vector<double> way_ore_per_home_;  ///< by node: a home's share of the tree's edges from what is lit
};

}  // namespace rurban::broadband
