#include "models/radio/path_geometry.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "models/radio/constants.h"

namespace rurban::radio {
namespace {

struct Peak {
  std::size_t at = 0;
  double value = -std::numeric_limits<double>::infinity();
};

/// The largest value over the points between the terminals, the first of equals, or the last with `Beats` >=.
template <typename Value, typename Beats = std::greater<>>
Peak peak(const PathProfile& profile, Value&& value, Beats&& beats = {}) {
  Peak best;
  for (std::size_t i = 1; i + 1 < profile.distance_km.size(); ++i)
    if (const double here = value(i); beats(here, best.value)) best = {i, here};
  return best;
}

/// Of a ray that rises so far over a distance, against the local horizontal; compared before an angle is made of it.
double slope(double rise_m, double km, double radius_km) {
  return rise_m / (1000 * km) - km / (2 * radius_km);
}
double mrad(double slope) {
  return 1000 * std::atan(slope);
}

/// Height of the ground above the straight line between the antennas.
double above_chord_m(const PathProfile& profile, const PathGeometry& path, std::size_t i) {
  const double km = profile.distance_km[i], rest_km = path.length_km - km;
  return profile.ground_m[i] - (path.transmitter_m * rest_km + path.receiver_m * km) / path.length_km;
}

/// The point that would be the knife edge of a path in line of sight, as in (78) and (81).
std::size_t worst_edge(const PathProfile& profile, const PathGeometry& path, double frequency_ghz, double radius_km) {
  return peak(profile,
              [&](std::size_t i) {
                const double km = profile.distance_km[i], rest_km = path.length_km - km;
                const double height_m = above_chord_m(profile, path, i) + 500 / radius_km * km * rest_km;
                return height_m * std::sqrt(0.002 * path.length_km / (kLightMGhz / frequency_ghz * km * rest_km));
              })
      .at;
}

void find_horizons(const PathProfile& profile, PathGeometry& path, double frequency_ghz, double radius_km) {
  const auto& km = profile.distance_km;
  const Peak ahead =
      peak(profile, [&](std::size_t i) { return slope(profile.ground_m[i] - path.transmitter_m, km[i], radius_km); });
  const double direct = slope(path.receiver_m - path.transmitter_m, path.length_km, radius_km);  // (76)
  if (ahead.value > direct) {
    const Peak back = peak(
        profile,
        [&](std::size_t i) {
          return slope(profile.ground_m[i] - path.receiver_m, path.length_km - km[i], radius_km);
        },
        std::greater_equal<>{});
    path.transmitter_horizon_mrad = mrad(ahead.value);
    path.receiver_horizon_mrad = mrad(back.value);
    path.transmitter_horizon = ahead.at;
    path.receiver_horizon = back.at;
  } else {
    path.transmitter_horizon_mrad = mrad(direct);
    path.receiver_horizon_mrad = mrad(slope(path.transmitter_m - path.receiver_m, path.length_km, radius_km));
    path.transmitter_horizon = path.receiver_horizon = worst_edge(profile, path, frequency_ghz, radius_km);
  }
  path.transmitter_horizon_km = km[path.transmitter_horizon];
  path.receiver_horizon_km = path.length_km - km[path.receiver_horizon];
  path.path_angle_mrad =
      1000 * path.length_km / radius_km + path.transmitter_horizon_mrad + path.receiver_horizon_mrad;  // (82)
}

/// Stretches of a kind of zone; one ends half-way to the next point of another kind.
struct Stretches {
  double longest_km = 0, sum_km = 0;
};

template <typename IsKind>
Stretches stretches(const PathProfile& profile, IsKind&& is_kind) {
  const auto& km = profile.distance_km;
  Stretches found;
  double stretch_km = 0;
  for (std::size_t i = 0; i != km.size(); ++i) {
    if (!is_kind(profile.zone[i])) {
      stretch_km = 0;
      continue;
    }
    const double before = i == 0 ? 0 : km[i] - km[i - 1], after = i + 1 == km.size() ? 0 : km[i + 1] - km[i];
    stretch_km += (before + after) / 2;
    found.sum_km += (before + after) / 2;
    found.longest_km = std::max(found.longest_km, stretch_km);
  }
  return found;
}

void find_zones(const PathProfile& profile, PathGeometry& path) {
  path.longest_land_km = stretches(profile, [](Zone zone) { return zone != Zone::kSea; }).longest_km;
  path.longest_inland_km = stretches(profile, [](Zone zone) { return zone == Zone::kInland; }).longest_km;
  path.sea_share = stretches(profile, [](Zone zone) { return zone == Zone::kSea; }).sum_km / path.length_km;
}

void fit_ground(const PathProfile& profile, PathGeometry& path) {
  const auto& km = profile.distance_km;
  const auto& ground = profile.ground_m;
  double v1 = 0, v2 = 0;
  for (std::size_t i = 1; i != km.size(); ++i) {
    const double step = km[i] - km[i - 1];
    v1 += step * (ground[i] + ground[i - 1]);                                                      // (83)
    v2 += step * (ground[i] * (2 * km[i] + km[i - 1]) + ground[i - 1] * (km[i] + 2 * km[i - 1]));  // (84)
  }
  const double d = path.length_km;
  path.fit_transmitter_m = (2 * v1 * d - v2) / (d * d);  // (85)
  path.fit_receiver_m = (v2 - v1 * d) / (d * d);         // (86)
}

void lower_below_obstacles(const PathProfile& profile, PathGeometry& path) {
  const auto above = [&](std::size_t i) { return above_chord_m(profile, path, i); };  // (87d)
  const auto& km = profile.distance_km;
  const double obstacle_m = peak(profile, above).value;                                       // (87a)
  const double ahead = peak(profile, [&](std::size_t i) { return above(i) / km[i]; }).value;  // (87b)
  const double back =
      peak(profile, [&](std::size_t i) { return above(i) / (path.length_km - km[i]); }).value;  // (87c)
  path.smooth_transmitter_m = path.fit_transmitter_m;
  path.smooth_receiver_m = path.fit_receiver_m;
  if (obstacle_m > 0) {  // (88)
    path.smooth_transmitter_m -= obstacle_m * ahead / (ahead + back);
    path.smooth_receiver_m -= obstacle_m * back / (ahead + back);
  }
  path.smooth_transmitter_m = std::min(path.smooth_transmitter_m, profile.ground_m.front());  // (89)
  path.smooth_receiver_m = std::min(path.smooth_receiver_m, profile.ground_m.back());
}

/// How far the ground between the horizons rises above the smooth earth.
double roughness_m(const PathProfile& profile, const PathGeometry& path) {
  const double slope = (path.ducting_receiver_m - path.ducting_transmitter_m) / path.length_km;  // (91)
  double roughness = -std::numeric_limits<double>::infinity();
  for (std::size_t i = path.transmitter_horizon; i <= path.receiver_horizon; ++i)
    roughness = std::max(
        roughness, profile.ground_m[i] - (path.ducting_transmitter_m + slope * profile.distance_km[i]));  // (93)
  return roughness;
}

void find_ducting_heights(const PathProfile& profile, PathGeometry& path) {
  path.ducting_transmitter_m = std::min(path.fit_transmitter_m, profile.ground_m.front());  // (90a)
  path.ducting_receiver_m = std::min(path.fit_receiver_m, profile.ground_m.back());         // (90b)
  path.effective_transmitter_m = path.transmitter_m - path.ducting_transmitter_m;           // (92a)
  path.effective_receiver_m = path.receiver_m - path.ducting_receiver_m;                    // (92b)
  path.roughness_m = roughness_m(profile, path);
}

}  // namespace

PathGeometry path_geometry(const PathProfile& profile, Antennas above_ground, double frequency_ghz,
                           double effective_radius_km) {
  assert(profile.distance_km.size() >= 3 && profile.distance_km.size() == profile.ground_m.size());
  assert(profile.ground_m.size() == profile.zone.size());
  PathGeometry path;
  path.length_km = profile.distance_km.back();
  path.transmitter_m = profile.ground_m.front() + above_ground.transmitter_m;
  path.receiver_m = profile.ground_m.back() + above_ground.receiver_m;
  find_horizons(profile, path, frequency_ghz, effective_radius_km);
  find_zones(profile, path);
  fit_ground(profile, path);
  lower_below_obstacles(profile, path);
  find_ducting_heights(profile, path);
  return path;
}

std::vector<double> surface_m(const PathProfile& profile) {
  std::vector<double> surface = profile.ground_m;
  for (std::size_t i = 1; i + 1 < surface.size(); ++i) surface[i] += profile.clutter_m[i];
  return surface;
}

double centre_latitude_deg(const Place& from, const Place& towards, double length_km) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double a = from.latitude_deg * kRadians, b = towards.latitude_deg * kRadians;
  const double turn = (towards.longitude_deg - from.longitude_deg) * kRadians;
  const double north = std::cos(a) * std::sin(b) - std::sin(a) * std::cos(b) * std::cos(turn);
  const double bearing = std::atan2(std::cos(b) * std::sin(turn), north);
  const double arc = length_km / 2 / kEarthKm;
  return std::asin(std::sin(a) * std::cos(arc) + std::cos(a) * std::sin(arc) * std::cos(bearing)) / kRadians;
}

}  // namespace rurban::radio
