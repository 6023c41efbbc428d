#pragma once
#include <cmath>

namespace rurban::radio {

/// Free-space basic transmission loss, ITU-R P.1812 (8). Requires: both positive
inline double free_space_db(double frequency_ghz, double distance_km) {
  return 92.4 + 20 * std::log10(frequency_ghz) + 20 * std::log10(distance_km);
}

}  // namespace rurban::radio
