#include "twin/experiment/scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace twin::experiment {
namespace {

std::vector<double> percentage_errors(std::span<const double> forecast, std::span<const double> observed) {
  assert(forecast.size() == observed.size() && !observed.empty());
  std::vector<double> errors(observed.size());
  for (std::size_t i = 0; i != errors.size(); ++i) {
    assert(observed[i] != 0);
    errors[i] = 100 * (forecast[i] - observed[i]) / std::abs(observed[i]);
  }
  return errors;
}

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::vector<double> ascending(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return sorted;
}

double mean_distance(std::span<const double> ensemble, double observed) {
  double sum = 0;
  for (const double member : ensemble) sum += std::abs(member - observed);
  return sum / static_cast<double>(ensemble.size());
}

/// The sum of |x - x'| over all ordered pairs. Of two neighbours in size, i + 1 members lie on one side and n - i - 1
/// on the other, and the distance of each such pair, either way round, holds the gap between the neighbours.
double sum_of_distances(std::span<const double> ensemble) {
  const std::vector<double> sorted = ascending(ensemble);
  double sum = 0;
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i)
    sum += static_cast<double>((i + 1) * (sorted.size() - i - 1)) * (sorted[i + 1] - sorted[i]);
  return 2 * sum;
}

}  // namespace

double mean_absolute_percentage_error(std::span<const double> forecast, std::span<const double> observed) {
  std::vector<double> errors = percentage_errors(forecast, observed);
  for (double& error : errors) error = std::abs(error);
  return mean(errors);
}

double worst_absolute_percentage_error(std::span<const double> forecast, std::span<const double> observed) {
  double worst = 0;
  for (const double error : percentage_errors(forecast, observed)) worst = std::max(worst, std::abs(error));
  return worst;
}

double mean_percentage_error(std::span<const double> forecast, std::span<const double> observed) {
  return mean(percentage_errors(forecast, observed));
}

double band_coverage(std::span<const double> low, std::span<const double> high, std::span<const double> observed) {
  assert(low.size() == observed.size() && high.size() == observed.size() && !observed.empty());
  std::size_t inside = 0;
  for (std::size_t i = 0; i != observed.size(); ++i) inside += low[i] <= observed[i] && observed[i] <= high[i];
  return static_cast<double>(inside) / static_cast<double>(observed.size());
}

double quantile(std::span<const double> values, double p) {
  return sorted_quantile(ascending(values), p);
}

double sorted_quantile(std::span<const double> ascending, double p) {
  assert(!ascending.empty() && p >= 0 && p <= 1);
  const double place = p * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 == ascending.size()) return ascending.back();
  return std::lerp(ascending[below], ascending[below + 1], place - static_cast<double>(below));
}

double crps(std::span<const double> ensemble, double observed) {
  assert(!ensemble.empty());
  const auto n = static_cast<double>(ensemble.size());
  return mean_distance(ensemble, observed) - sum_of_distances(ensemble) / (2 * n * n);
}

double fair_crps(std::span<const double> ensemble, double observed) {
  assert(ensemble.size() >= 2);
  const auto n = static_cast<double>(ensemble.size());
  return mean_distance(ensemble, observed) - sum_of_distances(ensemble) / (2 * n * (n - 1));
}

}  // namespace twin::experiment
