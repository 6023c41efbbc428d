#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "twin/experiment/normal.h"
#include "twin/experiment/prior.h"

namespace twin::experiment {

/// A parameter that is normal beforehand, observed once with normal error: what is held afterwards is normal too,
/// with precisions added (conjugate prior).
struct GaussianToy {
  double prior_deviation = 2, error = 0.5;

  Prior prior() const { return normal_prior({{0, prior_deviation}}); }
  std::vector<double> operator()(std::span<const double> parameters, std::uint64_t seed) const {
    return {parameters[0] + error * standard_normal({static_cast<std::uint32_t>(seed), 1}, seed, 0)};
  }
  double posterior_variance() const { return 1 / (1 / (prior_deviation * prior_deviation) + 1 / (error * error)); }
  double posterior_mean(double observed) const { return posterior_variance() / (error * error) * observed; }
};

}  // namespace twin::experiment
