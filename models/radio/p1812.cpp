#include "models/radio/p1812.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "models/radio/constants.h"
#include "models/radio/free_space.h"
#include "models/radio/normal_tail.h"

namespace rurban::radio {
namespace {

constexpr double kBetaRadiusKm = kEarthKm * 3.0;  // (7b)

double decibels(double ratio) {
  return 10 * std::log10(ratio);
}

/// Along the straight line between the antennas, (8a).
double free_space_between_db(const P1812Input& input, const PathGeometry& path) {
  return free_space_db(input.frequency_ghz,
                       std::hypot(path.length_km, (path.transmitter_m - path.receiver_m) / 1000));
}

/// What multipath and focusing take off the loss for this share of time, (9a) and (9b).
double focusing_db(const PathGeometry& path, double percent) {
  const double horizons_km = path.transmitter_horizon_km + path.receiver_horizon_km;
  return 2.6 * (1 - std::exp(-0.1 * horizons_km)) * std::log10(percent / 50);
}

DiffractionPath diffraction_path(const P1812Input& input, const PathProfile& profile, const PathGeometry& path,
                                 std::span<const double> surface) {
  return {.distance_km = profile.distance_km,
          .surface_m = surface,
          .transmitter_m = path.transmitter_m,
          .receiver_m = path.receiver_m,
          .smooth_transmitter_m = path.smooth_transmitter_m,
          .smooth_receiver_m = path.smooth_receiver_m,
          .frequency_ghz = input.frequency_ghz,
          .polarisation = input.polarisation,
          .sea_share = path.sea_share};
}

/// How far from the median of time towards beta0, (40).
double time_weight(double time_percent, double anomalous_percent) {
  if (time_percent <= anomalous_percent) return 1;
  return normal_tail_p1812(time_percent / 100) / normal_tail_p1812(anomalous_percent / 100);
}

/// From 1 to 0 as `value` grows past `middle`, (57) and (58).
double falling(double value, double middle, double steepness) {
  return 0.5 * (1 - std::tanh(3 * steepness * (value - middle) / middle));
}

void find_diffraction(const P1812Input& input, const PathProfile& profile, P1812Result& result) {
  const std::vector<double> surface = surface_m(profile);
  const DiffractionPath path = diffraction_path(input, profile, result.path, surface);
  result.median_diffraction = delta_bullington(path, result.air.effective_radius_km);
  result.beta_diffraction_db = delta_bullington(path, kBetaRadiusKm).total_db;
  const double median_db = result.median_diffraction.total_db;
  result.diffraction_db = median_db + (result.beta_diffraction_db - median_db) * result.time_weight;  // (41)
  result.median_diffracted_db = result.free_space_db + median_db;                                     // (42)
  result.diffracted_db = result.line_of_sight_db + result.diffraction_db;                             // (43)
}

void find_weights(const P1812Input& input, P1812Result& result) {
  result.time_weight = time_weight(input.time_percent, result.air.anomalous_percent);
  result.angle_weight = falling(result.path.path_angle_mrad, 0.3, 0.8);
  result.distance_weight = falling(result.path.length_km, 20, 0.5);
}

double least_sight_or_sea_db(const P1812Input& input, const P1812Result& result) {  // (59)
  const double over_land_db = (1 - result.path.sea_share) * result.diffraction_db;
  if (input.time_percent < result.air.anomalous_percent) return result.line_of_sight_db + over_land_db;
  return result.median_diffracted_db +
         (result.line_of_sight_beta_db + over_land_db - result.median_diffracted_db) * result.time_weight;
}

/// 2.5 ln(e^(a/2.5) + e^(b/2.5)), also where the powers would overflow.
double blended_db(double a, double b) {
  return std::max(a, b) + 2.5 * std::log1p(std::exp(-std::abs(a - b) / 2.5));
}

void combine(const P1812Input& input, P1812Result& result) {
  result.least_sight_or_sea_db = least_sight_or_sea_db(input, result);
  result.least_sight_or_duct_db = blended_db(result.ducting_db, result.line_of_sight_db);  // (60)
  const double enhanced_db = result.least_sight_or_duct_db, diffracted_db = result.diffracted_db;
  result.diffracted_or_enhanced_db =
      enhanced_db > diffracted_db ? diffracted_db
                                  : enhanced_db + (diffracted_db - enhanced_db) * result.distance_weight;  // (61)
  result.without_scatter_db =
      result.diffracted_or_enhanced_db +
      (result.least_sight_or_sea_db - result.diffracted_or_enhanced_db) * result.angle_weight;  // (62)
  result.median_place_db = -0.5 * decibels(std::pow(10, -0.2 * result.troposcatter_db) +
                                           std::pow(10, -0.2 * result.without_scatter_db));  // (63)
}

/// At this share of places, section 4.8. There is none at sea, and none at the median, where the approximation of the
/// tail is not quite 0.
double location_db(const P1812Input& input, Zone receiver) {
  if (receiver == Zone::kSea || input.location_percent == 50) return 0;
  return -normal_tail_p1812(input.location_percent / 100) * input.location_sd_db;
}

}  // namespace

P1812Result p1812(const P1812Input& input, const PathProfile& profile) {
  assert(input.time_percent >= 1 && input.time_percent <= 50);
  P1812Result result;
  result.path = path_geometry(profile, input.above_ground, input.frequency_ghz, effective_radius_km(input.delta_n));
  result.air = air_over(result.path, input.latitude_deg, input.delta_n, input.surface_refractivity);
  find_weights(input, result);
  result.free_space_db = free_space_between_db(input, result.path);
  result.line_of_sight_db = result.free_space_db + focusing_db(result.path, input.time_percent);
  result.line_of_sight_beta_db = result.free_space_db + focusing_db(result.path, result.air.anomalous_percent);
  find_diffraction(input, profile, result);
  result.troposcatter_db = troposcatter_db(result.path, result.air, input.frequency_ghz, input.time_percent);
  result.ducting_db = ducting_db(result.path, result.air, input.coast, input.frequency_ghz, input.time_percent);
  combine(input, result);
  result.loss_db =
      std::max(result.line_of_sight_db, result.median_place_db + location_db(input, profile.zone.back()));  // (69)
  result.field_dbuv_per_m = 199.36 + 20 * std::log10(input.frequency_ghz) - result.loss_db;                 // (70)
  return result;
}

double median_loss_db(const P1812Input& input, const PathProfile& profile) {
  const double radius_km = effective_radius_km(input.delta_n);
  const PathGeometry path = path_geometry(profile, input.above_ground, input.frequency_ghz, radius_km);
  const std::vector<double> surface = surface_m(profile);
  return free_space_between_db(input, path) +
         delta_bullington(diffraction_path(input, profile, path, surface), radius_km).total_db;
}

double location_sd_db(double frequency_ghz, double square_m, double receiver_m, double clutter_m) {
  const double below_clutter = std::clamp(1 - (receiver_m - clutter_m) / 10, 0.0, 1.0);
  return (0.52 + 0.024 * frequency_ghz) * std::pow(square_m, 0.28) * below_clutter;
}

}  // namespace rurban::radio
