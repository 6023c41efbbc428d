#include "models/broadband/radio_sites.h"

#include <algorithm>
#include <cmath>

#include "models/vocabulary.h"

namespace rurban::broadband {
namespace {

double apart_km(radio::Spot a, radio::Spot b) {
  return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m) / 1'000;
}

std::optional<radio::LinkPlan> link(const radio::Surface& surface, const RadioSite& site, radio::Spot place,
                                    const RadioRules& rules) {
  const double km = apart_km(site.spot, place);
  if (km <= 0 || km > rules.longest_km) return std::nullopt;
  const radio::PathProfile path = radio::profile_between(surface, site.spot, place, rules.step_m);
  return radio::plan_link(path, {site.antenna_m}, {rules.place_antenna_m}, rules.link);
}

std::int32_t homes_served(double mbps, double spread_m, std::int32_t homes, const RadioRules& rules) {
  const double at_once = mbps / 100 * rules.share_one_line;
  return static_cast<std::int32_t>(std::min(at_once, std::round(homes * within_last_hop(spread_m, rules))));
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
  std::optional<RadioOffer> best;
  for (std::uint32_t site = 0; site != sites.size(); ++site) {
    const auto plan = link(surface, sites[site], place, rules);
    if (!plan) continue;
    const std::int32_t served = homes_served(plan->promised_mbps, spread_m, homes, rules);
    if (served == 0) continue;
    if (best && (served < best->homes || (served == best->homes && plan->length_km >= best->km))) continue;
    best = {site,           plan->length_km,
            plan->band.ghz, plan->promised_mbps,
            served,         ore(rules.link_kr + rules.pole_kr + served * rules.home_kr)};
  }
  return best;
}

bool is_cheaper(const RadioOffer& radio, std::int64_t fibre_ore, std::int32_t fibre_homes) {
  return static_cast<double>(radio.ore) * fibre_homes < static_cast<double>(fibre_ore) * radio.homes;
}

}  // namespace rurban::broadband
