#include "models/radio/transhorizon.h"

#include <algorithm>
#include <cmath>

#include "models/radio/constants.h"

namespace rurban::radio {
namespace {

double square(double x) {
  return x * x;
}

/// One antenna and its horizon, as the losses by coupling into a duct see them.
struct End {
  double antenna_m, horizon_km, horizon_mrad, coast_km;
};

double site_shielding_db(const End& end, double f) {  // (48), (48a)
  const double angle = end.horizon_mrad - 0.1 * end.horizon_km;
  if (angle <= 0) return 0;
  return 20 * std::log10(1 + 0.361 * angle * std::sqrt(f * end.horizon_km)) + 0.264 * angle * std::cbrt(f);
}

double over_sea_db(const End& end, double sea_share) {  // (49)
  if (sea_share < 0.75 || end.coast_km > end.horizon_km || end.coast_km > 5) return 0;
  return -3 * std::exp(-0.25 * square(end.coast_km)) * (1 + std::tanh(0.07 * (50 - end.antenna_m)));
}

double coupling_db(const End& t, const End& r, double f, double sea_share) {            // (47)
  const double low_frequency_db = f < 0.5 ? 45.375 - 137.0 * f + 92.5 * square(f) : 0;  // (47a)
  return 102.45 + 20 * std::log10(f) + 20 * std::log10(t.horizon_km + r.horizon_km) + low_frequency_db +
         site_shielding_db(t, f) + site_shielding_db(r, f) + over_sea_db(t, sea_share) + over_sea_db(r, sea_share);
}

/// mu2 of (55): how the path's shape lets ducts form.
double path_shape(const PathGeometry& path, const Air& air) {
  const double d = path.length_km;
  const double alpha = std::max(-3.4, -0.6 - 3.5e-9 * std::pow(d, 3.1) * air.inland);  // (55a)
  const double roots = std::sqrt(path.effective_transmitter_m) + std::sqrt(path.effective_receiver_m);
  return std::min(1.0, std::pow(500 / air.effective_radius_km * square(d / roots), alpha));
}

/// mu3 of (56): how rough ground breaks ducts up.
double smoothness(const PathGeometry& path) {
  if (path.roughness_m <= 10) return 1;
  const double between_km = std::min(path.length_km - path.transmitter_horizon_km - path.receiver_horizon_km, 40.0);
  return std::exp(-4.6e-5 * (path.roughness_m - 10) * (43 + 6 * between_km));
}

double time_db(const PathGeometry& path, const Air& air, double time_percent) {          // (53)
  const double beta = air.anomalous_percent * path_shape(path, air) * smoothness(path);  // (54)
  const double log_beta = std::log10(beta), d = path.length_km;
  const double gamma = 1.076 / std::pow(2.0058 - log_beta, 1.012) *
                       std::exp(-(9.51 - 4.8 * log_beta + 0.198 * square(log_beta)) * 1e-6 * std::pow(d, 1.13));
  const double often = time_percent / beta;
  return -12 + (1.2 + 3.7e-3 * d) * std::log10(often) + 12 * std::pow(often, gamma);
}

double along_duct_db(const PathGeometry& path, const Air& air, double f, double time_percent) {  // (50)
  const double per_mrad_db = 5e-5 * air.effective_radius_km * std::cbrt(f);                      // (51)
  const double angle_mrad = 1000 * path.length_km / air.effective_radius_km +
                            std::min(path.transmitter_horizon_mrad, 0.1 * path.transmitter_horizon_km) +
                            std::min(path.receiver_horizon_mrad, 0.1 * path.receiver_horizon_km);  // (52), (52a)
  return per_mrad_db * angle_mrad + time_db(path, air, time_percent);
}

double anomalous_percent(const PathGeometry& path, double inland, double latitude_deg) {
  const double latitude = std::abs(latitude_deg);
  const double mu1 = std::min(1.0, std::pow(std::pow(10, -path.longest_land_km / (16 - 6.6 * inland)) +
                                                std::pow(10, -5 * (0.496 + 0.354 * inland)),
                                            0.2));  // (2)
  if (latitude > 70) return 4.17 * mu1 * std::pow(mu1, 0.3);
  const double mu4 = std::pow(mu1, -0.935 + 0.0176 * latitude);  // (4)
  return std::pow(10, -0.015 * latitude + 1.67) * mu1 * mu4;     // (5)
}

}  // namespace

double effective_radius_km(double delta_n) {
  return kEarthKm * 157 / (157 - delta_n);
}

Air air_over(const PathGeometry& path, double latitude_deg, double delta_n, double surface_refractivity) {
  const double inland = 1 - std::exp(-4.12e-4 * std::pow(path.longest_inland_km, 2.41));  // (3)
  return {.effective_radius_km = effective_radius_km(delta_n),
          .surface_refractivity = surface_refractivity,
          .anomalous_percent = anomalous_percent(path, inland, latitude_deg),
          .inland = inland};
}

double troposcatter_db(const PathGeometry& path, const Air& air, double frequency_ghz, double time_percent) {
  const double frequency_db = 25 * std::log10(frequency_ghz) - 2.5 * square(std::log10(frequency_ghz / 2));  // (45)
  return 190.1 + frequency_db + 20 * std::log10(path.length_km) + 0.573 * path.path_angle_mrad -
         0.15 * air.surface_refractivity - 10.125 * std::pow(std::log10(50 / time_percent), 0.7);  // (44)
}

double ducting_db(const PathGeometry& path, const Air& air, const Coast& coast, double frequency_ghz,
                  double time_percent) {
  const End transmitter{path.transmitter_m, path.transmitter_horizon_km, path.transmitter_horizon_mrad,
                        coast.transmitter_km};
  const End receiver{path.receiver_m, path.receiver_horizon_km, path.receiver_horizon_mrad, coast.receiver_km};
  return coupling_db(transmitter, receiver, frequency_ghz, path.sea_share) +
         along_duct_db(path, air, frequency_ghz, time_percent);  // (46)
}

}  // namespace rurban::radio
