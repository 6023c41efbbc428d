#include "twin/experiment/prior.h"

#include <utility>

#include "twin/base/draw.h"
#include "twin/base/math.h"
#include "twin/experiment/normal.h"

namespace twin::experiment {
namespace {

constexpr Stream kPrior{"experiment.prior"};

}  // namespace

Prior uniform_prior(std::vector<Range> ranges) {
  const std::size_t count = ranges.size();
  const auto draw = [ranges](std::uint64_t seed, std::uint64_t which) {
    std::vector<double> parameters;
    for (const auto& [low, high] : ranges) {
      const Draw chance(draw_key(seed, kPrior.hash), which, static_cast<std::uint32_t>(parameters.size()));
      parameters.push_back(low + (high - low) * chance.uniform());
    }
    return parameters;
  };
  const auto density = [ranges = std::move(ranges)](std::span<const double> parameters) {
    for (std::size_t k = 0; k != ranges.size(); ++k)
      if (parameters[k] < ranges[k].low || parameters[k] > ranges[k].high) return 0.0;
    return 1.0;
  };
  return {count, draw, density};
}

Prior normal_prior(std::vector<Normal> marginals) {
  const std::size_t count = marginals.size();
  const auto draw = [marginals](std::uint64_t seed, std::uint64_t which) {
    std::vector<double> parameters;
    for (const auto& [mean, deviation] : marginals)
      parameters.push_back(mean + deviation * standard_normal(draw_key(seed, kPrior.hash), which,
                                                              static_cast<std::uint32_t>(parameters.size())));
    return parameters;
  };
  const auto density = [marginals = std::move(marginals)](std::span<const double> parameters) {
    double squares = 0;
    for (std::size_t k = 0; k != marginals.size(); ++k) {
      const double deviations = (parameters[k] - marginals[k].mean) / marginals[k].deviation;
      squares += deviations * deviations;
    }
    return exp(-squares / 2);
  };
  return {count, draw, density};
}

}  // namespace twin::experiment
