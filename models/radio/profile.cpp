#include "models/radio/profile.h"

#include <algorithm>
#include <cmath>

namespace rurban::radio {
namespace {

std::size_t cell(const Surface& surface, double column, double row) {
  const auto c = static_cast<std::size_t>(std::clamp(column, 0.0, surface.columns - 1.0));
  const auto r = static_cast<std::size_t>(std::clamp(row, 0.0, surface.rows - 1.0));
  return r * static_cast<std::size_t>(surface.columns) + c;
}

/// In cells, centres at whole numbers, row 0 northernmost.
struct CellSpot {
  double column, row;
};
CellSpot in_cells(const Surface& surface, Spot spot) {
  return {(spot.east_m - surface.west_m) / surface.cell_m - 0.5,
          surface.rows - 0.5 - (spot.north_m - surface.south_m) / surface.cell_m};
}

double clutter_at(const Surface& surface, Spot spot) {
  if (surface.clutter_m.empty()) return 0;
  const CellSpot at = in_cells(surface, spot);
  return surface.clutter_m[cell(surface, std::round(at.column), std::round(at.row))];
}

}  // namespace

double ground_at(const Surface& surface, Spot spot) {
  const CellSpot at = in_cells(surface, spot);
  const double c = std::clamp(at.column, 0.0, surface.columns - 1.0);
  const double r = std::clamp(at.row, 0.0, surface.rows - 1.0);
  const double x = c - std::floor(c), y = r - std::floor(r);
  const auto ground = [&](double column, double row) {
    return static_cast<double>(surface.ground_m[cell(surface, column, row)]);
  };
  const double north = ground(c, r) * (1 - x) + ground(c + 1, r) * x;
  const double south = ground(c, r + 1) * (1 - x) + ground(c + 1, r + 1) * x;
  return north * (1 - y) + south * y;
}

PathProfile profile_between(const Surface& surface, Spot a, Spot b, double step_m) {
  const double apart = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
  const int steps = std::max(2, static_cast<int>(std::ceil(apart / step_m)));
  PathProfile path;
  for (int i = 0; i <= steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    const Spot spot{a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)};
    path.distance_km.push_back(t * apart / 1'000);
    path.ground_m.push_back(ground_at(surface, spot));
    path.clutter_m.push_back(i == 0 || i == steps ? 0 : clutter_at(surface, spot));
    path.zone.push_back(path.ground_m.back() <= 0 ? Zone::kSea : Zone::kInland);
  }
  return path;
}

}  // namespace rurban::radio
