#pragma once

namespace rurban::radio {

inline constexpr double kLightMGhz = 0.2998;  ///< the speed of light in m GHz, as ITU-R P.1812 rounds it
inline constexpr double kEarthKm = 6371;      ///< mean radius, ITU-R P.1812 section 3.5

}  // namespace rurban::radio
