#pragma once
#include <cstdint>

namespace rurban::coverage {

/// Readings in one square of this side are one place.
inline constexpr double kPlaceM = 50;

/// What one device found at one place on one day: a reading, or the mean of those in a square.
struct Reading {
  double east_m = 0, north_m = 0;
  float value_dbm = 0;  ///< censored: the weakest level that would have been seen
  float trend_dbm = 0;  ///< what is expected there without readings
  std::uint16_t day = 0, device = 0;
  bool censored = false;  ///< no service: the level was below `value_dbm`
};

}  // namespace rurban::coverage
