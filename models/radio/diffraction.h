#pragma once
// Diffraction by the delta-Bullington method: ITU-R P.1812 section 4.3, the same as ITU-R P.526 section 4.5.2.
#include <cstdint>
#include <span>

#include "models/radio/constants.h"

namespace rurban::radio {

enum class Polarisation : std::uint8_t { kHorizontal = 1, kVertical = 2 };

/// A path as diffraction sees it. Heights are above sea level.
struct DiffractionPath {
  std::span<const double> distance_km;  ///< as in PathProfile
  std::span<const double> surface_m;    ///< ground and clutter, g in the Recommendation
  double transmitter_m = 0;             ///< antenna
  double receiver_m = 0;                ///< antenna
  double smooth_transmitter_m = 0;      ///< the smooth earth below the transmitter, see PathGeometry
  double smooth_receiver_m = 0;
  double frequency_ghz = 0;
  Polarisation polarisation = Polarisation::kVertical;
  double sea_share = 0;             ///< of the path, 0 to 1
  double light_m_ghz = kLightMGhz;  ///< the speed of light; the worked examples of P.526 take 0.3
};

struct Diffraction {
  double bullington_actual_db = 0;  ///< (21) over the profile
  double bullington_smooth_db = 0;  ///< (21) over the smooth earth
  double spherical_db = 0;          ///< (27)
  double total_db = 0;              ///< (39)
};

/// Loss by diffraction over an earth of this effective radius. Requires: both antennas stand above the smooth earth
///
/// A higher obstacle never lowers the Bullington term, but it can lower the total: it also changes the smooth earth,
/// and with it what the spherical-earth term adds.
Diffraction delta_bullington(const DiffractionPath& path, double effective_radius_km);

/// Loss by a single knife edge at this Fresnel parameter, (12).
double knife_edge_db(double nu);

}  // namespace rurban::radio
