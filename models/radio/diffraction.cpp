#include "models/radio/diffraction.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace rurban::radio {
namespace {

double square(double x) {
  return x * x;
}

/// What the Bullington construction needs of a path: heights above a common level.
struct Sight {
  std::span<const double> distance_km;
  std::span<const double> surface_m;  ///< empty: zero everywhere
  double transmitter_m, receiver_m;
  double wavelength_m, curvature;  ///< 1 / effective radius, 1/km

  double length_km() const { return distance_km.back(); }
  double chord_m(double km) const { return (transmitter_m * (length_km() - km) + receiver_m * km) / length_km(); }
  /// Height of the surface with the bulge of the earth.
  double bulged_m(std::size_t i) const {
    const double km = distance_km[i];
    return (surface_m.empty() ? 0 : surface_m[i]) + 500 * curvature * km * (length_km() - km);
  }
  double fresnel(double height_m, double km) const {
    return height_m * std::sqrt(0.002 * length_km() / (wavelength_m * km * (length_km() - km)));
  }
};

/// The largest value over the points between the terminals.
template <typename Value>
double largest(const Sight& sight, Value&& value) {
  double best = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i + 1 < sight.distance_km.size(); ++i) best = std::max(best, value(i));
  return best;
}

double line_of_sight_nu(const Sight& sight) {  // (15)
  return largest(sight, [&](std::size_t i) {
    const double km = sight.distance_km[i];
    return sight.fresnel(sight.bulged_m(i) - sight.chord_m(km), km);
  });
}

double obstructed_nu(const Sight& sight, double slope_from_transmitter) {
  const double slope_from_receiver = largest(sight, [&](std::size_t i) {  // (17)
    return (sight.bulged_m(i) - sight.receiver_m) / (sight.length_km() - sight.distance_km[i]);
  });
  const double km = (sight.receiver_m - sight.transmitter_m + slope_from_receiver * sight.length_km()) /
                    (slope_from_transmitter + slope_from_receiver);                                 // (18)
  return sight.fresnel(sight.transmitter_m + slope_from_transmitter * km - sight.chord_m(km), km);  // (19)
}

double bullington_db(const Sight& sight) {
  const double slope = largest(sight, [&](std::size_t i) {  // (13)
    return (sight.bulged_m(i) - sight.transmitter_m) / sight.distance_km[i];
  });
  const double direct = (sight.receiver_m - sight.transmitter_m) / sight.length_km();  // (14)
  const double edge = knife_edge_db(slope < direct ? line_of_sight_nu(sight) : obstructed_nu(sight, slope));
  return edge + (1 - std::exp(-edge / 6)) * (10 + 0.02 * sight.length_km());  // (21)
}

/// Antennas above a smooth earth.
struct SmoothEarth {
  double length_km, transmitter_m, receiver_m, frequency_ghz, wavelength_m;
  Polarisation polarisation;
  double sea_share;
};

struct Soil {
  double permittivity, conductivity;  ///< relative; S/m
};
constexpr Soil kLand{22.0, 0.003}, kSea{80.0, 5.0};  // P.1812 section 4.3.3

double height_gain_db(double y, double beta, double admittance) {  // (34) and (35)
  const double b = beta * y;
  const double gain =
      b > 2 ? 17.6 * std::sqrt(b - 1.1) - 5 * std::log10(b - 1.1) - 8 : 20 * std::log10(b + 0.1 * b * b * b);
  return std::max(gain, 2 + 20 * std::log10(admittance));
}

double distance_db(double x) {  // (33)
  return x >= 1.6 ? 11 + 10 * std::log10(x) - 17.6 * x : -20 * std::log10(x) - 5.6488 * std::pow(x, 1.425);
}

double first_term_db(const SmoothEarth& earth, double radius_km, Soil soil) {
  const double f = earth.frequency_ghz, loss = 18 * soil.conductivity / f;
  double k = 0.036 * std::pow(radius_km * f, -1.0 / 3) *
             std::pow(square(soil.permittivity - 1) + square(loss), -0.25);  // (29a)
  if (earth.polarisation == Polarisation::kVertical)
    k *= std::sqrt(square(soil.permittivity) + square(loss));  // (29b)
  const double k2 = k * k, k4 = k2 * k2;
  const double beta = (1 + 1.6 * k2 + 0.67 * k4) / (1 + 4.5 * k2 + 1.53 * k4);         // (30)
  const double x = 21.88 * beta * std::cbrt(f / square(radius_km)) * earth.length_km;  // (31)
  const double y = 0.9575 * beta * std::cbrt(square(f) / radius_km);                   // (32) per metre
  return -distance_db(x) - height_gain_db(y * earth.transmitter_m, beta, k) -
         height_gain_db(y * earth.receiver_m, beta, k);  // (36)
}

double first_term_db(const SmoothEarth& earth, double radius_km) {  // (28)
  return earth.sea_share * first_term_db(earth, radius_km, kSea) +
         (1 - earth.sea_share) * first_term_db(earth, radius_km, kLand);
}

/// How far the smooth earth lies below the ray, and how far it has to for no loss.
struct Clearance {
  double least_m, required_m;
};

Clearance clearance(const SmoothEarth& earth, double radius_km) {
  const double t = earth.transmitter_m, r = earth.receiver_m, d = earth.length_km;
  const double c = (t - r) / (t + r);                        // (24d)
  const double m = 250 * square(d) / (radius_km * (t + r));  // (24e)
  const double b = 2 * std::sqrt((m + 1) / (3 * m)) *
                   std::cos(std::numbers::pi / 3 +
                            std::acos(3 * c / 2 * std::sqrt(3 * m / (square(m + 1) * (m + 1)))) / 3);  // (24c)
  const double d1 = d / 2 * (1 + b), d2 = d - d1;                                                      // (24a), (24b)
  return {.least_m = ((t - 500 * square(d1) / radius_km) * d2 + (r - 500 * square(d2) / radius_km) * d1) / d,  // (23)
          .required_m = 17.456 * std::sqrt(d1 * d2 * earth.wavelength_m / d)};                                 // (25)
}

double spherical_db(const SmoothEarth& earth, double radius_km) {
  const double roots = std::sqrt(earth.transmitter_m) + std::sqrt(earth.receiver_m);
  if (earth.length_km >= std::sqrt(0.002 * radius_km) * roots) return first_term_db(earth, radius_km);  // (22)
  const Clearance gap = clearance(earth, radius_km);
  if (gap.least_m > gap.required_m) return 0;
  const double grazing_radius_km = 500 * square(earth.length_km / roots);  // (26)
  const double grazing_db = first_term_db(earth, grazing_radius_km);
  return std::max(0.0, (1 - gap.least_m / gap.required_m) * grazing_db);  // (27)
}

}  // namespace

double knife_edge_db(double nu) {
  if (nu <= -0.78) return 0;
  return 6.9 + 20 * std::log10(std::sqrt(square(nu - 0.1) + 1) + nu - 0.1);
}

Diffraction delta_bullington(const DiffractionPath& path, double effective_radius_km) {
  const double transmitter_m = path.transmitter_m - path.smooth_transmitter_m;  // (37a)
  const double receiver_m = path.receiver_m - path.smooth_receiver_m;           // (37b)
  assert(transmitter_m > 0 && receiver_m > 0);
  Sight sight{.distance_km = path.distance_km,
              .surface_m = path.surface_m,
              .transmitter_m = path.transmitter_m,
              .receiver_m = path.receiver_m,
              .wavelength_m = path.light_m_ghz / path.frequency_ghz,
              .curvature = 1 / effective_radius_km};
  Diffraction loss;
  loss.bullington_actual_db = bullington_db(sight);
  sight.surface_m = {};
  sight.transmitter_m = transmitter_m;
  sight.receiver_m = receiver_m;
  loss.bullington_smooth_db = bullington_db(sight);
  loss.spherical_db = spherical_db({.length_km = path.distance_km.back(),
                                    .transmitter_m = transmitter_m,
                                    .receiver_m = receiver_m,
                                    .frequency_ghz = path.frequency_ghz,
                                    .wavelength_m = sight.wavelength_m,
                                    .polarisation = path.polarisation,
                                    .sea_share = path.sea_share},
                                   effective_radius_km);
  loss.total_db = loss.bullington_actual_db + std::max(loss.spherical_db - loss.bullington_smooth_db, 0.0);  // (39)
  return loss;
}

}  // namespace rurban::radio
