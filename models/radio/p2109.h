#pragma once
#include <cstdint>

namespace rurban::radio {

/// The two kinds of house that Recommendation ITU-R P.2109 knows.
enum class Building : std::uint8_t { kTraditional = 1, kThermallyEfficient = 2 };

/// Loss into a building by Recommendation ITU-R P.2109-1 that is not exceeded at `percent` of places in buildings of
/// this kind. `elevation_deg` is the angle of the path above the horizontal at the facade.
/// Requires: 0.08 <= frequency_ghz <= 100, 0 < percent < 100
double building_entry_db(double frequency_ghz, double percent, Building building, double elevation_deg);

}  // namespace rurban::radio
