#include "models/broadband/state_2021.h"

#include <algorithm>
#include <cmath>

#include "models/broadband/whole_shares.h"
#include "models/places.h"

namespace rurban::broadband {
namespace {

PassedShares shares_of(const Municipality& municipality, const Rules2021& rules) {
  for (const auto& own : rules.municipal)
    if (own.code == municipality.code) return own.shares;
  return rules.county;
}

std::int32_t homes_in(std::span<const Premises> state, std::span<const std::uint32_t> clusters) {
  std::int32_t homes = 0;
  for (const std::uint32_t cluster : clusters) homes += state[cluster].homes;
  return homes;
}

std::int32_t rounded(double share, std::int32_t of) {
  return static_cast<std::int32_t>(std::lround(share * of));
}

/// A share of the homes of some clusters, evenly. The whole numbers add up to the share of all.
void pass_evenly(std::vector<Premises>& state, std::span<const std::uint32_t> clusters, double share) {
  std::vector<double> homes;
  for (const std::uint32_t cluster : clusters) homes.push_back(state[cluster].homes);
  const std::vector<std::int32_t> passed = whole_shares(rounded(share, homes_in(state, clusters)), homes);
  for (std::size_t i = 0; i != clusters.size(); ++i) state[clusters[i]].passed = passed[i];
}

/// A share of the homes of some clusters, the cheapest clusters whole and first.
void pass_cheapest(std::vector<Premises>& state, std::vector<std::uint32_t> clusters, double share,
                   std::span<const std::int64_t> ore_per_home) {
  std::stable_sort(clusters.begin(), clusters.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ore_per_home[a] < ore_per_home[b]; });
  std::int32_t left = rounded(share, homes_in(state, clusters));
  for (const std::uint32_t cluster : clusters) {
    state[cluster].passed = std::min(left, state[cluster].homes);
    left -= state[cluster].passed;
  }
}

/// What a home costs if its cluster had to be reached alone from the backbone.
std::vector<std::int64_t> ore_per_home_alone(const FibreGraph& graph, std::span<const std::int64_t> from_backbone) {
  std::vector<std::int64_t> ore;
  for (const Cluster& cluster : graph.clusters) {
    const std::int64_t way = from_backbone[graph.node_of(cluster.place)];
    ore.push_back(way < 0 ? INT64_MAX : cluster.pass_ore + way / std::max(cluster.homes, 1));
  }
  return ore;
}

void connect(const County& county, std::vector<Premises>& state, const Rules2021& rules) {
  std::vector<double> passed, dark;
  for (const Premises& p : state) passed.push_back(p.passed);
  const Premises all = premises_of_county(state);
  const std::vector<std::int32_t> connected = whole_shares(rounded(rules.connected, all.passed), passed);
  double in_towns = 0;
  for (std::uint32_t i = 0; i != state.size(); ++i) {
    state[i].connected = connected[i];
    const bool town = i % kSettlements == 0 && !is_countryside(county.places[i / kSettlements]);
    dark.push_back(town ? state[i].homes - connected[i] : 0);
    in_towns += dark.back();
  }
  const std::vector<std::int32_t> cable = whole_shares(static_cast<std::int32_t>(rules.cable * in_towns), dark);
  for (std::size_t i = 0; i != state.size(); ++i) state[i].cable = cable[i];
}

std::vector<std::uint32_t> nodes_of(const FibreGraph& graph, std::span<const std::uint32_t> places) {
  std::vector<std::uint32_t> nodes;
  for (const std::uint32_t place : places) nodes.push_back(graph.node_of(place));
  return nodes;
}

}  // namespace

State2021 state_2021(const County& county, const FibreGraph& graph, const Rules2021& rules) {
  State2021 state;
  for (const Cluster& cluster : graph.clusters) state.clusters.push_back({.homes = cluster.homes});
  state.root = graph.node_of(largest_place(county));
  std::vector<std::uint32_t> ends = nodes_of(graph, backbone_places(county));
  const std::vector<std::uint8_t> backbone = lit_tree(graph, state.root, ends);
  const std::vector<std::int64_t> cost = ore_per_home_alone(graph, ore_from_lit(graph, state.root, backbone));
  for (std::uint32_t m = 0; m != county.municipalities.size(); ++m) {
    const PassedShares shares = shares_of(county.municipalities[m], rules);
    pass_evenly(state.clusters, clusters_of(county, m, Settlement::kLocality), shares.locality);
    pass_cheapest(state.clusters, clusters_of(county, m, Settlement::kScattered), shares.scattered, cost);
  }
  connect(county, state.clusters, rules);
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    if (premises_of_place(state.clusters, place).passed > 0) ends.push_back(graph.node_of(place));
  state.lit = lit_tree(graph, state.root, ends);
  return state;
}

}  // namespace rurban::broadband
