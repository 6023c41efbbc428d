#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "models/radio/profile.h"

namespace rurban::broadband {

/// Where a link may start: a mast or a roof at a node with fibre.
struct RadioSite {
  radio::Spot spot;
  double antenna_m = 40;  ///< above ground
};

/// A link that can be bought. Reach and capacity of usual licensed equipment in one polarisation of 56 MHz (80 GHz:
/// 500 MHz) at 99.99 % of the year in the county's rain; assumptions, plus or minus a third.
struct RadioBand {
  double ghz = 0, reach_km = 0, mbps = 0;
};

struct RadioRules {
  std::array<RadioBand, 4> bands{{{80, 3, 4'000}, {23, 12, 500}, {18, 20, 450}, {7, 50, 400}}};  ///< best first
  double place_antenna_m = 20;     ///< pole at the place; assumption, 12 to 30
  double step_m = 250;             ///< of the profile
  double earth_radius_km = 8'500;  ///< effective, for the usual bending of the ray: 4/3 of 6,371 km (ITU-R P.530)
  double clearance = 0.6;          ///< of the first Fresnel zone's radius (ITU-R P.530)
  double link_kr = 350'000;        ///< both ends with mounting; assumption, 200,000 to 700,000
  double pole_kr = 200'000;        ///< pole, power and base station at the place; assumption, 100,000 to 500,000
  double home_kr = 7'000;          ///< antenna and mounting at a home; assumption, 4,000 to 12,000
  double last_hop_m = 6'000;       ///< from pole to home at 100 Mbit/s; assumption, 3,000 to 10,000
  double share_one_line = 10;      ///< homes that share the rate of one in the busy hour; assumption, 5 to 20
};

/// Radius of the first Fresnel zone between two ends `km` apart, at `from_km` from one of them: 17.3 sqrt(d1 d2 / (f
/// d)) m (ITU-R P.530).
double fresnel_m(double from_km, double km, double ghz);

/// The least clearance over the path in metres, ground with its clutter and the earth's curve below the ray, less the
/// share of the Fresnel zone that has to be free: none negative where a link works.
double clearance_m(const radio::PathProfile& path, double antenna_a_m, double antenna_b_m, double ghz,
                   const RadioRules& rules);

/// Homes of a place that stand within the last hop, scattered normally around its centre.
double within_last_hop(double spread_m, const RadioRules& rules);

struct RadioOffer {
  std::uint32_t site = 0;  ///< index into sites
  double km = 0, ghz = 0, mbps = 0;
  std::int32_t homes = 0;  ///< that get 100 Mbit/s
  std::int64_t ore = 0;    ///< link, pole and these homes
};

/// The best link from a site with fibre to a place: the one that serves most homes, then the nearest site. None where
/// hills stand before all of them.
std::optional<RadioOffer> radio_offer(const radio::Surface& surface, std::span<const RadioSite> sites,
                                      radio::Spot place, double spread_m, std::int32_t homes,
                                      const RadioRules& rules);

/// A home by radio costs less than one by fibre.
bool is_cheaper(const RadioOffer& radio, std::int64_t fibre_ore, std::int32_t fibre_homes);

}  // namespace rurban::broadband
