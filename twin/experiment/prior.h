#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace twin::experiment {

/// What is held of the parameters before any observation.
struct Prior {
  std::size_t parameters = 0;
  /// One set of parameters, a pure function of (seed, which).
  std::function<std::vector<double>(std::uint64_t seed, std::uint64_t which)> draw;
  /// The density up to a constant factor; 0 where parameters are impossible.
  std::function<double(std::span<const double> parameters)> density;
};

struct Range {
  double low = 0, high = 1;
};
/// Anywhere within ranges, independently. Requires: low < high
Prior uniform_prior(std::vector<Range> ranges);

struct Normal {
  double mean = 0, deviation = 1;
};
/// Independent normal distributions. Requires: deviation > 0
Prior normal_prior(std::vector<Normal> marginals);

}  // namespace twin::experiment
