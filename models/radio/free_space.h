#pragma once
#include <cmath>

namespace rurban::radio {

/// The speed of light in m GHz, as ITU-R P.1812 rounds it.
inline constexpr double kLightMGhz = 0.2998;

/// Free-space basic transmission loss, ITU-R P.1812 (8). Requires: both positive
inline double free_space_db(double frequency_ghz, double distance_km) {
  return 92.4 + 20 * std::log10(frequency_ghz) + 20 * std::log10(distance_km);
}

}  // namespace rurban::radio
