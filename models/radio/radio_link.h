#pragma once
// Fixed radio links between two masts, after Recommendation ITU-R P.530-17: can two points see each other, and how
// much do they carry how reliably.
#include <optional>
#include <vector>

#include "models/radio/diffraction.h"
#include "models/radio/path_profile.h"

namespace rurban::radio {

/// A band and the equipment in it, the same at both ends.
struct LinkBand {
  double ghz = 0;
  double channel_mhz = 0;
  double power_dbm = 0;
  double antenna_dbi = 0;
  double noise_figure_db = 0;
  int most_bits_per_symbol = 0;
  double gas_db_per_km = 0;
  Polarisation polarisation = Polarisation::kVertical;
};

/// Assumptions: what equipment of this kind usually has, powers and gains give or take 3 dB; gas as of P.676 near sea
/// level at 15 C and 7.5 g/m3, give or take a half.
std::vector<LinkBand> usual_bands();

struct Modulation {
  int bits_per_symbol = 0;
  double least_snr_db = 0;
};

/// QPSK to 4096-QAM. Assumption: coded, at an error ratio of 1e-6, give or take 2 dB.
std::vector<Modulation> usual_modulations();

struct LinkSite {
  double antenna_m = 0;  ///< above ground
};

struct LinkRules {
  std::vector<LinkBand> bands = usual_bands();
  std::vector<Modulation> modulations = usual_modulations();
  double availability_percent = 99.99;  ///< of the year, for the rate that is promised; 99 to 99.999
  double earth_factor = 4.0 / 3;        ///< k, its median; P.530 section 2.2.2
  double fresnel_share = 0.6;  ///< of the first Fresnel zone kept free; assumption, 0.3 to 1 (P.530: 1 at median k)
  double rain_mm_per_h = 20;   ///< exceeded for 0.01 % of the year; assumption for Norrbotten, 15 to 25
  /// dN1, in the lowest 65 m, not exceeded 1 % of the year, N-units/km; assumption, -250 to -100.
  double gradient_1_percent = -150;
  double terrain_sd_m = 80;    ///< s_a, of heights within 110 km x 110 km; assumption, 40 (coast) to 250 (fells)
  double other_losses_db = 3;  ///< feeders, radomes, pointing, snow; assumption, 1 to 6
  double rate_per_symbol_hz = 0.75;  ///< roll-off and coding; assumption, 0.7 to 0.8
};

struct LinkPlan {
  LinkBand band;
  double length_km = 0;
  double clearance = 0;  ///< least distance from the ray to the surface, in radii of the first Fresnel zone
  double free_space_db = 0;
  double received_dbm = 0;          ///< in clear air
  double clear_air_mbps = 0;        ///< the most it carries
  double promised_mbps = 0;         ///< what it carries for at least the availability that the rules ask for
  double availability_percent = 0;  ///< of that rate; no better than 99.999 is claimed
};

/// The link that promises most between the ends of a profile, the first of equals in the order of the bands. Nothing
/// where the path is not clear, or no band holds out for the availability asked. Trees and houses count as ground.
std::optional<LinkPlan> plan_link(const PathProfile& profile, const LinkSite& a, const LinkSite& b,
                                  const LinkRules& rules);

/// Radius of the first Fresnel zone between two distances, P.530 (2).
double fresnel_radius_m(double ghz, double km_to_a, double km_to_b);

/// The least clearance of the ray over the surface in radii of the first Fresnel zone; negative where it is blocked.
double clearance(const PathProfile& profile, const LinkSite& a, const LinkSite& b, double ghz, double earth_factor);

/// Share of the worst month, in percent, in which fading by multipath exceeds a margin, P.530 (4) to (7). Counted
/// here as if it were the year's: on the safe side.
double multipath_percent(const PathProfile& profile, const LinkSite& a, const LinkSite& b, double ghz,
                         const LinkRules& rules, double margin_db);

}  // namespace rurban::radio
