#include "models/radio/radio_link.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "models/radio/constants.h"
#include "models/radio/free_space.h"
#include "models/radio/rain.h"

namespace rurban::radio {
namespace {

/// A path in one band, before it is known what it carries.
struct Path {
  const PathProfile& profile;
  const LinkSite &a, &b;
  const LinkRules& rules;
  const LinkBand& band;

  double length_km() const { return profile.distance_km.back(); }
};

double antenna_a_m(const PathProfile& profile, const LinkSite& a) {
  return profile.ground_m.front() + a.antenna_m;
}
double antenna_b_m(const PathProfile& profile, const LinkSite& b) {
  return profile.ground_m.back() + b.antenna_m;
}

double noise_dbm(const LinkBand& band) {
  return -174 + 10 * std::log10(band.channel_mhz * 1e6) + band.noise_figure_db;  // -174 dBm/Hz: kT at 290 K
}

double outage_percent(const Path& path, double margin_db) {
  const RainFade rain(path.band.ghz, path.band.polarisation, path.length_km(), path.rules.rain_mm_per_h);
  return std::min(100.0, rain.outage_percent(margin_db) +
                             multipath_percent(path.profile, path.a, path.b, path.band.ghz, path.rules, margin_db));
}

double mbps(const Path& path, const Modulation& modulation) {
  return path.band.channel_mhz * modulation.bits_per_symbol * path.rules.rate_per_symbol_hz;
}

LinkPlan budget(const Path& path) {
  LinkPlan plan{.band = path.band, .length_km = path.length_km()};
  plan.clearance = clearance(path.profile, path.a, path.b, path.band.ghz, path.rules.earth_factor);
  const double rise_m = antenna_b_m(path.profile, path.b) - antenna_a_m(path.profile, path.a);
  plan.free_space_db = free_space_db(path.band.ghz, std::hypot(plan.length_km, rise_m / 1000));
  plan.received_dbm = path.band.power_dbm + 2 * path.band.antenna_dbi - plan.free_space_db -
                      path.band.gas_db_per_km * plan.length_km - path.rules.other_losses_db;
  return plan;
}

void promise(const Path& path, LinkPlan& plan) {
  const double snr_db = plan.received_dbm - noise_dbm(path.band);
  for (const Modulation& modulation : path.rules.modulations) {
    if (modulation.bits_per_symbol > path.band.most_bits_per_symbol || snr_db < modulation.least_snr_db) continue;
    const double rate = mbps(path, modulation);
    plan.clear_air_mbps = std::max(plan.clear_air_mbps, rate);
    const double available_percent = 100 - outage_percent(path, snr_db - modulation.least_snr_db);
    if (available_percent < path.rules.availability_percent || rate <= plan.promised_mbps) continue;
    plan.promised_mbps = rate;
    plan.availability_percent = available_percent;
  }
}

}  // namespace

std::vector<LinkBand> usual_bands() {
  return {{.ghz = 7,
           .channel_mhz = 28,
           .power_dbm = 28,
           .antenna_dbi = 40,
           .noise_figure_db = 4,
           .most_bits_per_symbol = 12,
           .gas_db_per_km = 0.01},
          {.ghz = 18,
           .channel_mhz = 56,
           .power_dbm = 22,
           .antenna_dbi = 44,
           .noise_figure_db = 5,
           .most_bits_per_symbol = 12,
           .gas_db_per_km = 0.06},
          {.ghz = 23,
           .channel_mhz = 56,
           .power_dbm = 20,
           .antenna_dbi = 40,
           .noise_figure_db = 6,
           .most_bits_per_symbol = 12,
           .gas_db_per_km = 0.19},
          {.ghz = 38,
           .channel_mhz = 56,
           .power_dbm = 18,
           .antenna_dbi = 44,
           .noise_figure_db = 7,
           .most_bits_per_symbol = 10,
           .gas_db_per_km = 0.13},
          {.ghz = 80,
           .channel_mhz = 500,
           .power_dbm = 14,
           .antenna_dbi = 51,
           .noise_figure_db = 8,
           .most_bits_per_symbol = 8,
           .gas_db_per_km = 0.4}};
}

std::vector<Modulation> usual_modulations() {
  return {{2, 7}, {4, 14}, {6, 20}, {8, 26}, {10, 32}, {12, 38}};
}

double fresnel_radius_m(double ghz, double km_to_a, double km_to_b) {
  return 17.3 * std::sqrt(km_to_a * km_to_b / (ghz * (km_to_a + km_to_b)));
}

double clearance(const PathProfile& profile, const LinkSite& a, const LinkSite& b, double ghz, double earth_factor) {
  const double start_m = antenna_a_m(profile, a), end_m = antenna_b_m(profile, b),
               length = profile.distance_km.back();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i + 1 < profile.distance_km.size(); ++i) {
    const double km = profile.distance_km[i], rest = length - km;
    const double bulge_m = 500 * km * rest / (earth_factor * kEarthKm);
    const double ray_m = (start_m * rest + end_m * km) / length;
    const double free_m = ray_m - bulge_m - profile.ground_m[i] - profile.clutter_m[i];
    least = std::min(least, free_m / fresnel_radius_m(ghz, km, rest));
  }
  return least;
}

double multipath_percent(const PathProfile& profile, const LinkSite& a, const LinkSite& b, double ghz,
                         const LinkRules& rules, double margin_db) {
  const double start_m = antenna_a_m(profile, a), end_m = antenna_b_m(profile, b),
               length = profile.distance_km.back();
  const double k =
      std::pow(10, -4.4 - 0.0027 * rules.gradient_1_percent) * std::pow(10 + rules.terrain_sd_m, -0.46);  // (4)
  const double inclination_mrad = std::abs(end_m - start_m) / length;                                     // (5)
  const double percent = k * std::pow(length, 3.4) * std::pow(1 + inclination_mrad, -1.03) * std::pow(ghz, 0.8) *
                         std::pow(10, -0.00076 * std::min(start_m, end_m) - margin_db / 10);  // (7)
  return std::min(percent, 100.0);
}

std::optional<LinkPlan> plan_link(const PathProfile& profile, const LinkSite& a, const LinkSite& b,
                                  const LinkRules& rules) {
  assert(profile.distance_km.size() >= 3);
  std::optional<LinkPlan> best;
  for (const LinkBand& band : rules.bands) {
    const Path path{profile, a, b, rules, band};
    LinkPlan plan = budget(path);
    if (plan.clearance < rules.fresnel_share) continue;
    promise(path, plan);
    if (plan.promised_mbps > (best ? best->promised_mbps : 0)) best = plan;
  }
  return best;
}

}  // namespace rurban::radio
