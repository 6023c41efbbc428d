#include "models/broadband/radio_sites.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "models/vocabulary.h"
#include "twin/base/parallel.h"

namespace rurban::broadband {
namespace {

double apart_km(radio::Spot a, radio::Spot b) {
  return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m) / 1'000;
}

radio::Spot spot_of(const Place& place) {
  return {static_cast<double>(place.east_m), static_cast<double>(place.north_m)};
}

std::vector<std::uint32_t> nearest_sites(std::span<const RadioSite> sites, radio::Spot place,
                                         const RadioRules& rules) {
  std::vector<std::pair<double, std::uint32_t>> near;
  for (std::uint32_t site = 0; site != sites.size(); ++site)
    if (const double km = apart_km(sites[site].spot, place); km > 0 && km <= rules.longest_km)
      near.emplace_back(km, site);
  const std::size_t tried = std::min(near.size(), rules.sites_tried);
  std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(tried), near.end());
  std::vector<std::uint32_t> nearest;
  for (std::size_t i = 0; i != tried; ++i) nearest.push_back(near[i].second);
  return nearest;
}

std::optional<radio::LinkPlan> link(const radio::Surface& surface, const RadioSite& site, radio::Spot place,
                                    const RadioRules& rules) {
  const radio::PathProfile path = radio::profile_between(surface, site.spot, place, rules.step_m);
  return radio::plan_link(path, {site.antenna_m}, {rules.place_antenna_m}, rules.link);
}

/// Homes that have 100 Mbit/s from a link with such a rate.
std::int32_t homes_at(double mbps, const RadioRules& rules) {
  return static_cast<std::int32_t>(mbps / 100 * rules.share_one_line);
}

}  // namespace

double within_last_hop(double spread_m, const RadioRules& rules) {
  if (spread_m <= 0) return 1;
  const double reach = rules.last_hop_m / spread_m;
  return 1 - std::exp(-reach * reach);
}

std::optional<RadioOffer> radio_offer(const radio::Surface& surface, std::span<const RadioSite> sites,
                                      radio::Spot place, double spread_m, std::int32_t homes,
                                      const RadioRules& rules) {
  const auto near = static_cast<std::int32_t>(std::round(homes * within_last_hop(spread_m, rules)));
  std::optional<RadioOffer> best;
  for (const std::uint32_t site : nearest_sites(sites, place, rules)) {
    if (best ? best->homes == near : near == 0) break;  // sites farther away bring nothing
    const auto plan = link(surface, sites[site], place, rules);
    if (!plan) continue;
    const std::int32_t served = std::min(near, homes_at(plan->promised_mbps, rules));
    if (served == 0) continue;
    if (best && (served < best->homes || (served == best->homes && plan->length_km >= best->km))) continue;
    best = {site,           plan->length_km,
            plan->band.ghz, plan->promised_mbps,
            served,         ore(rules.link_kr + rules.pole_kr + served * rules.home_kr)};
  }
  return best;
}

std::vector<RadioSite> sites_with_fibre(const County& county, const FibreGraph& graph,
                                        std::span<const std::uint8_t> lit) {
  std::vector<RadioSite> sites;
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    if (lit[graph.edge_of(place)] != 0) sites.push_back({spot_of(county.places[place])});
  return sites;
}

std::vector<std::optional<RadioOffer>> radio_offers(const County& county, std::span<const Premises> clusters,
                                                    const radio::Surface& surface, std::span<const RadioSite> sites,
                                                    const RadioRules& rules) {
  std::vector<std::optional<RadioOffer>> offers(county.places.size());
  twin::for_each_index(offers.size(), [&](std::size_t place) {
    const Place& at = county.places[place];
    const Premises& homes = clusters[cluster_of(static_cast<std::uint32_t>(place), Settlement::kScattered)];
    const std::int32_t without = homes.homes - homes.passed - homes.radio;
    if (without > 0) offers[place] = radio_offer(surface, sites, spot_of(at), at.spread_m, without, rules);
  });
  return offers;
}

bool is_cheaper(const RadioOffer& radio, std::int64_t fibre_ore, std::int32_t fibre_homes) {
  return static_cast<double>(radio.ore) * fibre_homes < static_cast<double>(fibre_ore) * radio.homes;
}

}  // namespace rurban::broadband
