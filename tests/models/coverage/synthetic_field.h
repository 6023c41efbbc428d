#pragma once
#include <Eigen/Dense>
#include <cmath>
#include <numbers>
#include <vector>

#include "models/coverage/reconstruction.h"
#include "twin/base/draw.h"

namespace rurban::coverage {

inline constexpr twin::Stream kDrawsOfTest{"test.coverage"};

inline double normal(std::uint64_t seed, std::uint64_t agent) {
  const twin::Draw draw(twin::draw_key(seed, kDrawsOfTest.hash), agent, 0);
  return std::sqrt(-2 * std::log(draw.uniform(0))) * std::cos(2 * std::numbers::pi * draw.uniform(1));
}
inline double uniform(std::uint64_t seed, std::uint64_t agent, double least, double most) {
  return least + (most - least) * twin::Draw(twin::draw_key(seed, kDrawsOfTest.hash), agent, 1).uniform();
}

inline double field_covariance(const Kernel& kernel, double metres) {
  return kernel.short_variance * std::exp(-metres / kernel.short_length_m) +
         kernel.long_variance * std::exp(-metres / kernel.long_length_m);
}

/// The covariance of two readings, each the only one at its place.
inline double reading_covariance(const Kernel& kernel, const Reading& a, const Reading& b) {
  const double metres = std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
  const double visit = a.day == b.day ? kernel.visit_variance * std::exp(-metres / kernel.visit_length_m) : 0;
  return field_covariance(kernel, metres) + visit + (&a == &b ? kernel.nugget : 0);
}

/// `days` rounds through a town of 4 km by 4 km, each along some of its streets, that read a field drawn from the
/// kernel.
inline std::vector<Reading> drawn_drive(const Kernel& kernel, int days, std::uint64_t seed) {
  std::vector<Reading> readings;
  for (int day = 0; day != days; ++day)
    for (int street = 0; street != 3; ++street) {
      const auto agent = static_cast<std::uint64_t>(day * 10 + street);
      const double across = std::floor(uniform(seed, agent, 0, 8)) * 500;
      const bool northwards = uniform(seed, agent + 5000, 0, 1) < 0.5;
      for (double along = 0; along < 4000; along += 80) {
        Reading& reading = readings.emplace_back();
        reading.east_m = northwards ? across : along;
        reading.north_m = northwards ? along : across;
        reading.day = static_cast<std::uint16_t>(day);
      }
    }
  const auto count = static_cast<Eigen::Index>(readings.size());
  Eigen::MatrixXd covariance(count, count);
  Eigen::VectorXd noise(count);
  for (Eigen::Index i = 0; i != count; ++i) {
    noise(i) = normal(seed, static_cast<std::uint64_t>(i) + 100'000);
    for (Eigen::Index j = 0; j != count; ++j)
      covariance(i, j) =
          reading_covariance(kernel, readings[static_cast<std::size_t>(i)], readings[static_cast<std::size_t>(j)]);
  }
  const Eigen::VectorXd values = covariance.llt().matrixL() * noise;
  for (Eigen::Index i = 0; i != count; ++i)
    readings[static_cast<std::size_t>(i)].value_dbm = static_cast<float>(-95 + values(i));
  return readings;
}

}  // namespace rurban::coverage
