#include <algorithm>

#include "tools/report.h"
#include "tools/session.h"

namespace tools {
namespace {

struct Shown {
  const char* stock;
  viz::FlowPlan::Kind kind;
};

/// What the map shows on its way, by the stock that is moved.
std::vector<Shown> shown_stocks() {
  constexpr double kOrePerMillion = 1e8;
  return {
      {"money",
       {{"pengar mellan kommuner", "money between municipalities"},
        {"miljoner kr", "million kr"},
        kOrePerMillion,
        true}},
      {"persons", {{"människor som flyttar", "people who move"}, {"personer", "persons"}, 1, false}},
      {"iron ore", {{"järnmalmens vägar", "the ways of iron ore"}, {"tusen ton", "thousand tonnes"}, 1'000, false}},
      {"timber", {{"virkets vägar", "the ways of timber"}, {"tusen m³", "thousand m³"}, 1'000, false}},
      {"power", {{"elens vägar", "the ways of power"}, {"GWh", "GWh"}, 1'000, false}}};
}

/// Municipalities, each where its largest place is, then those outside who are shown by name, around the places.
void add_ends(const rurban::County& county, const viz::AccountNames& names, viz::FlowPlan& plan) {
  std::vector<std::int64_t> largest(county.municipalities.size(), -1);
  double west = 1e9, east = -1e9, south = 1e9, north = -1e9;
  for (const rurban::Municipality& municipality : county.municipalities)
    plan.ends.push_back({{municipality.name, municipality.name}, 0, 0, false});
  plan.end_of_place.push_back(viz::FlowPlan::kNone);  // accounts of places count from 1
  for (const rurban::Place& place : county.places) {
    west = std::min(west, 1.0 * place.east_m);
    east = std::max(east, 1.0 * place.east_m);
    south = std::min(south, 1.0 * place.north_m);
    north = std::max(north, 1.0 * place.north_m);
    plan.end_of_place.push_back(static_cast<std::uint32_t>(place.municipality));
    if (place.census.residents <= largest[place.municipality]) continue;
    largest[place.municipality] = place.census.residents;
    plan.ends[place.municipality].east_m = place.east_m;
    plan.ends[place.municipality].north_m = place.north_m;
  }
  for (const viz::AccountNames::Node& node : names.nodes)
    plan.ends.push_back({node.name, (west + east) / 2 + node.east * (east - west) / 2,
                         (south + north) / 2 + node.north * (north - south) / 2, true});
}

}  // namespace

viz::FlowPlan flow_plan(const rurban::County& county, const twin::Ledger& ledger) {
  const viz::AccountNames names = account_names(county);
  viz::FlowPlan plan;
  add_ends(county, names, plan);
  for (const std::string& node : ledger.nodes()) {
    const auto found = std::ranges::find(names.nodes, node, &viz::AccountNames::Node::label);
    const auto index = static_cast<std::size_t>(found - names.nodes.begin());
    plan.end_of_node.push_back(found == names.nodes.end()
                                   ? viz::FlowPlan::kNone
                                   : static_cast<std::uint32_t>(county.municipalities.size() + index));
  }
  std::vector<std::string> stocks;
  for (const Shown& shown : shown_stocks()) {
    stocks.emplace_back(shown.stock);
    plan.kinds.push_back(shown.kind);
  }
  for (const twin::FlowInfo& flow : ledger.flows()) {
    const auto found = std::ranges::find(stocks, ledger.stocks()[flow.stock].name);
    plan.kind_of_flow.push_back(found == stocks.end() ? viz::FlowPlan::kNone
                                                      : static_cast<std::uint32_t>(found - stocks.begin()));
  }
  return plan;
}

}  // namespace tools
