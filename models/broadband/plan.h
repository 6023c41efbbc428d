#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/broadband/fibre_graph.h"
#include "models/broadband/premises.h"
#include "models/broadband/radio_sites.h"

namespace rurban::broadband {

/// What of a place is reached when the cable comes to it, besides the homes that it then passes one by one.
struct PlaceNeeds {
  std::int32_t firms = 0, schools = 0, masts = 0;  ///< masts: those that wait for backhaul
};

struct PlanRules {
  /// Worth of 100 Mbit/s, that of one home as the measure; assumptions.
  std::int32_t home = 1;
  std::int32_t firm = 2;     ///< 1 to 5: jobs at rural workplaces answer to fibre, rural population does not
                             ///< (Andersson, Stenfeldt 2016)
  std::int32_t school = 20;  ///< 5 to 50
  std::int32_t mast = 10;    ///< 3 to 30
  /// A village-fibre association digs itself when enough of its homes sign up. Åmål Norra Fiber: two days' work a
  /// member or 3,000 of 20,000 kr, so 0.15 at least; assumptions, 0.15 to 0.4 and 0.5 to 0.8.
  double own_work = 0.25;
  double sign_up = 0.6;
};

/// Where the county stands before a year's works.
struct PlanState {
  std::span<const Premises> clusters;  ///< by cluster of the graph
  std::span<const std::uint8_t> lit;   ///< by edge
  std::uint32_t root = 0;
  std::span<const PlaceNeeds> needs;  ///< by place, or empty; those at places with fibre count as met
  std::span<const double> signed_up;  ///< by place, or empty: share of homes in a village-fibre association
  /// By place, or empty. Taken for the place's scattered homes where a home by radio costs less than by fibre with
  /// its share of the way. A home that radio reaches is served: no fibre is planned for it, but for those beyond it.
  std::span<const std::optional<RadioOffer>> radio = {};
};

/// What is built in a year.
struct YearPlan {
  std::vector<std::uint32_t> edges;         ///< in the order of building
  std::vector<std::int32_t> passed;         ///< homes more, by cluster
  std::vector<std::int32_t> radio;          ///< homes more that get 100 Mbit/s by radio, by cluster
  std::vector<std::int64_t> cost_by_place;  ///< öre: the place's homes, and the way that was laid for them
  std::int64_t cost = 0;                    ///< öre, the sum; never above the budget
  std::int64_t own_work = 0;                ///< öre that associations' members dug themselves; not in cost
  std::int64_t benefit = 0;                 ///< in homes' worth
  std::int64_t bound = 0;                   ///< no plan within the budget brings more, places by radio being the same
  double gap() const { return bound == 0 ? 0 : static_cast<double>(bound - benefit) / static_cast<double>(bound); }
  std::int32_t homes() const;  ///< passed, or reached by radio
};

/// The extensions that a budget buys. One order of building is made for the county, in which each start brings most
/// for its cost, and followed as far as the money goes, home by home at the end; a way is not laid before the first
/// home or need behind it can be paid, so that a larger budget never passes fewer homes. What is left of the budget
/// is for next year.
YearPlan plan_year(const FibreGraph& graph, const PlanState& state, std::int64_t budget_ore, const PlanRules& rules);

/// One place alone, whatever it costs: the cheapest way to it, all its homes and needs. Costs nothing where all is
/// done; builds nothing where no way leads.
YearPlan plan_place(const FibreGraph& graph, const PlanState& state, std::uint32_t place, const PlanRules& rules);

/// Puts a year's works into the state. `clusters` and `lit` as in PlanState.
void build(const FibreGraph& graph, const YearPlan& plan, std::span<Premises> clusters, std::span<std::uint8_t> lit);

}  // namespace rurban::broadband
