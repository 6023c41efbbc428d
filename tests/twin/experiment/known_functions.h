#pragma once
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <vector>

#include "twin/experiment/design.h"

namespace twin::experiment {

using Function = std::function<double(std::span<const double>)>;

inline std::vector<double> values_at(const Points& points, const Function& function) {
  std::vector<double> values;
  for (Eigen::Index row = 0; row != points.rows(); ++row)
    values.push_back(function({points.row(row).data(), static_cast<std::size_t>(points.cols())}));
  return values;
}

/// sin x1 + a sin² x2 + b x3⁴ sin x1, each x uniform in -π to π (Ishigami & Homma 1990).
struct Ishigami {
  double a = 7, b = 0.1;

  double operator()(std::span<const double> unit) const {
    const auto x = [&](std::size_t k) { return std::numbers::pi * (2 * unit[k] - 1); };
    return std::sin(x(0)) * (1 + b * std::pow(x(2), 4)) + a * std::pow(std::sin(x(1)), 2);
  }
  double v1() const { return std::pow(1 + b * std::pow(std::numbers::pi, 4) / 5, 2) / 2; }
  double v2() const { return a * a / 8; }
  double v13() const { return 8 * b * b * std::pow(std::numbers::pi, 8) / 225; }
  double variance() const { return v1() + v2() + v13(); }
  std::array<double, 3> first() const { return {v1() / variance(), v2() / variance(), 0}; }
  std::array<double, 3> total() const { return {(v1() + v13()) / variance(), v2() / variance(), v13() / variance()}; }
};

/// The product of (|4 x - 2| + a) / (1 + a) over all factors (Saltelli & Sobol 1995): the greater a, the less it
/// does.
struct SobolG {
  std::vector<double> a;

  double operator()(std::span<const double> x) const {
    double product = 1;
    for (std::size_t k = 0; k != a.size(); ++k) product *= (std::abs(4 * x[k] - 2) + a[k]) / (1 + a[k]);
    return product;
  }
  double v(std::size_t k) const { return 1 / (3 * (1 + a[k]) * (1 + a[k])); }
  double variance() const {
    double product = 1;
    for (std::size_t k = 0; k != a.size(); ++k) product *= 1 + v(k);
    return product - 1;
  }
  double first(std::size_t k) const { return v(k) / variance(); }
  double total(std::size_t k) const { return v(k) / (1 + v(k)) * (1 + variance()) / variance(); }
};

}  // namespace twin::experiment
