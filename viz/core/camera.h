#pragma once
#include <algorithm>

#include "viz/core/canvas.h"

namespace viz {

/// Which part of the plane (SWEREF 99 TM, metres) an image shows, north up.
struct Camera {
  double east_m = 0, north_m = 0;  ///< in the middle of the image
  double metres_per_pixel = 500;
  int width = 0, height = 0;

  Point to_screen(double east, double north) const {
    return {width / 2.0 + (east - east_m) / metres_per_pixel, height / 2.0 - (north - north_m) / metres_per_pixel};
  }
  std::pair<double, double> to_world(Point at) const {
    return {east_m + (at.x - width / 2.0) * metres_per_pixel, north_m - (at.y - height / 2.0) * metres_per_pixel};
  }
  void pan(double dx, double dy) {
    east_m -= dx * metres_per_pixel;
    north_m += dy * metres_per_pixel;
  }
  /// Zooms so that what is under `at` stays there; `factor` above 1 goes nearer.
  void zoom(Point at, double factor) {
    const auto [east, north] = to_world(at);
    metres_per_pixel = std::clamp(metres_per_pixel / factor, 2.0, 5'000.0);
    const auto [after_east, after_north] = to_world(at);
    east_m += east - after_east;
    north_m += north - after_north;
  }
  /// Shows a rectangle of the plane whole.
  void fit(double west, double south, double east, double north) {
    east_m = (west + east) / 2;
    north_m = (south + north) / 2;
    metres_per_pixel = std::max((east - west) / std::max(width, 1), (north - south) / std::max(height, 1));
  }

  friend bool operator==(const Camera&, const Camera&) = default;
};

}  // namespace viz
