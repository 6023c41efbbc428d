#include "models/broadband/radio_sites.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/vocabulary.h"

namespace rurban::broadband {
namespace {

double apart_km(radio::Spot a, radio::Spot b) {
  return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m) / 1'000;
}

/// The best band that bridges the path; none if all are too short or the ground is in the way.
std::optional<RadioBand> band_for(const radio::Surface& surface, const RadioSite& site, radio::Spot place,
                                  const RadioRules& rules) {
  const double km = apart_km(site.spot, place);
  if (km <= 0 || km > rules.bands.back().reach_km) return std::nullopt;
  const radio::PathProfile path = radio::profile_between(surface, site.spot, place, rules.step_m);
  for (const RadioBand& band : rules.bands)
    if (km <= band.reach_km && clearance_m(path, site.antenna_m, rules.place_antenna_m, band.ghz, rules) >= 0)
      return band;
  return std::nullopt;
}

std::int32_t homes_served(const RadioBand& band, double spread_m, std::int32_t homes, const RadioRules& rules) {
  const double at_once = band.mbps / 100 * rules.share_one_line;
  return static_cast<std::int32_t>(std::min(at_once, homes * within_last_hop(spread_m, rules)));
}

}  // namespace

double fresnel_m(double from_km, double km, double ghz) {
  return 17.3 * std::sqrt(from_km * (km - from_km) / (ghz * km));
}

double clearance_m(const radio::PathProfile& path, double antenna_a_m, double antenna_b_m, double ghz,
                   const RadioRules& rules) {
  const double km = path.distance_km.back();
  const double a = path.ground_m.front() + antenna_a_m, b = path.ground_m.back() + antenna_b_m;
  double least = 1e9;
  for (std::size_t i = 1; i + 1 < path.distance_km.size(); ++i) {
    const double d = path.distance_km[i];
    const double ray = a + (b - a) * d / km;
    const double bulge = d * (km - d) / (2 * rules.earth_radius_km) * 1'000;
    const double top = path.ground_m[i] + path.clutter_m[i] + bulge;
    least = std::min(least, ray - top - rules.clearance * fresnel_m(d, km, ghz));
  }
  return least;
}

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
    const double km = apart_km(sites[site].spot, place);
    const auto band = band_for(surface, sites[site], place, rules);
    if (!band) continue;
    const std::int32_t served = homes_served(*band, spread_m, homes, rules);
    if (best && (served < best->homes || (served == best->homes && km >= best->km))) continue;
    best = {site, km, band->ghz, band->mbps, served, ore(rules.link_kr + rules.pole_kr + served * rules.home_kr)};
  }
  return best && best->homes > 0 ? best : std::nullopt;
}

bool is_cheaper(const RadioOffer& radio, std::int64_t fibre_ore, std::int32_t fibre_homes) {
  return static_cast<double>(radio.ore) * fibre_homes < static_cast<double>(fibre_ore) * radio.homes;
}

}  // namespace rurban::broadband
