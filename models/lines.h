#pragma once
#include <cstdint>

namespace rurban {

/// Percentage points of a place's homes that have gained 100 Mbit/s since the base date; 0 where nobody lives now or
/// lived then. Models that depend on broadband let only this change them: at the base date its effect is in what they
/// were calibrated to.
constexpr int broadband_gain(std::int16_t now, std::int16_t first) {
  return now < 0 || first < 0 ? 0 : now - first;
}

}  // namespace rurban
