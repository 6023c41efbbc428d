#pragma once
#include <cstdint>
#include <vector>

namespace rurban::radio {

/// What a path goes over, as ITU-R P.1812 counts zones.
enum class Zone : std::uint8_t { kSea = 1, kCoastalLand = 3, kInland = 4 };

/// The ground from a transmitter to a receiver: as many entries in each list, at least three, from end to end.
struct PathProfile {
  std::vector<double> distance_km;  ///< from the transmitter; 0 first, ascending
  std::vector<double> ground_m;     ///< above sea level
  std::vector<double> clutter_m;    ///< representative height of trees and houses above ground; 0 at the terminals
  std::vector<Zone> zone;
};

}  // namespace rurban::radio
