#pragma once
// Invented ground for tests and measurements: fractal hills, drawn from a seed.
#include <cmath>
#include <cstdint>

#include "models/radio/sweep.h"
#include "twin/base/hash.h"

namespace rurban::radio {

struct Relief {
  double height_m = 0;      ///< of the largest hills
  double width_m = 12'000;  ///< of the largest hills
  double roughness = 0.45;  ///< how high hills of half the width are, as a part of these
  double least_width_m = 150;
  int clutter_percent = 0;  ///< of cells that carry trees
};

inline double lattice(std::uint64_t seed, std::int64_t x, std::int64_t y) {
  const std::uint64_t word = twin::combine(seed, static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y));
  return static_cast<double>(word >> 11) * 0x1p-53;
}

/// Smooth between the values of a lattice, 0 to 1.
inline double smooth_noise(std::uint64_t seed, double x, double y) {
  const double left = std::floor(x), low = std::floor(y);
  const auto column = static_cast<std::int64_t>(left), row = static_cast<std::int64_t>(low);
  const auto ease = [](double t) { return t * t * (3 - 2 * t); };
  const double u = ease(x - left), v = ease(y - low);
  const double below = lattice(seed, column, row) * (1 - u) + lattice(seed, column + 1, row) * u;
  const double above = lattice(seed, column, row + 1) * (1 - u) + lattice(seed, column + 1, row + 1) * u;
  return below * (1 - v) + above * v;
}

inline double height_at(const Relief& relief, std::uint64_t seed, double x_m, double y_m) {
  double height = 0, amplitude = relief.height_m;
  for (double width = relief.width_m; width > relief.least_width_m; width /= 2, amplitude *= relief.roughness)
    height +=
        amplitude * smooth_noise(twin::combine(seed, static_cast<std::uint64_t>(width)), x_m / width, y_m / width);
  return height;
}

/// A square of `side_m` around (0, 0).
inline Surface synthetic_ground(const Relief& relief, std::uint64_t seed, std::int32_t side_m, std::int32_t cell_m) {
  Surface surface;
  surface.columns = surface.rows = side_m / cell_m;
  surface.cell_m = cell_m;
  surface.west_m = surface.south_m = -side_m / 2;
  for (std::int32_t row = 0; row != surface.rows; ++row)
    for (std::int32_t column = 0; column != surface.columns; ++column) {
      const double height =
          height_at(relief, seed, column * static_cast<double>(cell_m), row * static_cast<double>(cell_m));
      surface.ground_m.push_back(static_cast<std::int16_t>(height));
      if (relief.clutter_percent == 0) continue;
      const auto share =
          static_cast<int>(100 * smooth_noise(seed + 1, column * cell_m / 400.0, row * cell_m / 400.0));
      surface.clutter_m.push_back(share < relief.clutter_percent ? 15 : 0);
    }
  return surface;
}

inline constexpr Relief kSea{};
inline constexpr Relief kFlat{.height_m = 12};
inline constexpr Relief kHills{.height_m = 250};
inline constexpr Relief kMountains{.height_m = 1200};
inline constexpr Relief kForestedHills{.height_m = 250, .clutter_percent = 60};

}  // namespace rurban::radio
