#pragma once
#include <cmath>
#include <cstdint>

#include "twin/base/draw.h"
#include "twin/base/math.h"

namespace twin::experiment {

/// A standard normal number, a pure function of its arguments and the same to the bit on every machine: the polar
/// method (Marsaglia & Bray 1964), which needs a logarithm and a root only.
inline double standard_normal(PhiloxKey key, std::uint64_t which, std::uint32_t time) {
  for (std::uint32_t attempt = 0;; ++attempt) {
    const Draw draw(key, which, time, attempt);
    const double u = 2 * draw.uniform(0) - 1, v = 2 * draw.uniform(1) - 1, square = u * u + v * v;
    if (square < 1) return u * std::sqrt(-2 * log(square) / square);
  }
}

}  // namespace twin::experiment
