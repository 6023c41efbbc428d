#include "twin/experiment/sensitivity.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "twin/experiment/bootstrap.h"

namespace twin::experiment {
namespace {

constexpr Eigen::Index kNone = -1;

/// The factor in which two rows differ; kNone if it is not exactly one.
Eigen::Index moved_factor(const Points& points, Eigen::Index row) {
  Eigen::Index moved = kNone;
  for (Eigen::Index k = 0; k != points.cols(); ++k)
    if (points(row, k) != points(row + 1, k)) {
      if (moved != kNone) return kNone;
      moved = k;
    }
  return moved;
}

bool complete(std::span<const double> outputs) {
  return std::ranges::all_of(outputs, [](double y) { return std::isfinite(y); });
}

/// The outputs of one base row, in the order of saltelli().
struct BaseRow {
  std::span<const double> outputs;
  std::size_t factors;

  double a() const { return outputs.front(); }
  double b() const { return outputs.back(); }
  double a_with_b(std::size_t k) const { return outputs[1 + k]; }
  double b_with_a(std::size_t k) const { return outputs[1 + factors + k]; }
};

/// Mean of A and B, or of what `value(row)` gives.
template <class Value>
double mean_over(std::span<const std::size_t> rows, const Value& value) {
  double sum = 0;
  for (const std::size_t row : rows) sum += value(row);
  return sum / static_cast<double>(rows.size());
}

/// S1 of every factor, ST of every factor, S2 of every pair.
std::vector<double> indices(std::span<const BaseRow> base, std::span<const std::size_t> rows, bool second_order) {
  const std::size_t factors = base.front().factors;
  const auto over = [&](const auto& value) {
    return mean_over(rows, [&](std::size_t row) { return value(base[row]); });
  };
  // Products of outputs far from 0 would drown the differences they are taken for.
  const double mean = over([](const BaseRow& r) { return (r.a() + r.b()) / 2; });
  const double variance =
      over([&](const BaseRow& r) { return ((r.a() - mean) * (r.a() - mean) + (r.b() - mean) * (r.b() - mean)) / 2; });
  const auto share = [&](double part) { return variance > 0 ? part / variance : 0; };
  std::vector<double> found;
  for (std::size_t k = 0; k != factors; ++k)  // Saltelli et al. 2010, table 2 (b)
    found.push_back(share(over([&](const BaseRow& r) { return (r.b() - mean) * (r.a_with_b(k) - r.a()); })));
  for (std::size_t k = 0; k != factors; ++k)  // Jansen 1999; Saltelli et al. 2010, table 2 (f)
    found.push_back(share(over([&](const BaseRow& r) {
      const double change = r.a() - r.a_with_b(k);
      return change * change / 2;
    })));
  for (std::size_t i = 0; second_order && i != factors; ++i)  // Saltelli 2002, theorem 2
    for (std::size_t j = i + 1; j != factors; ++j)
      found.push_back(share(over([&](const BaseRow& r) {
                        return (r.b_with_a(i) - mean) * (r.a_with_b(j) - mean) - (r.a() - mean) * (r.b() - mean);
                      })) -
                      found[i] - found[j]);
  return found;
}

}  // namespace

bool are_trajectories(const Points& points) {
  const Eigen::Index factors = points.cols();
  if (factors == 0 || points.rows() % (factors + 1) != 0) return false;
  for (Eigen::Index first = 0; first != points.rows(); first += factors + 1) {
    std::vector<bool> moved(static_cast<std::size_t>(factors));
    for (Eigen::Index row = first; row != first + factors; ++row) {
      const Eigen::Index k = moved_factor(points, row);
      if (k == kNone || moved[static_cast<std::size_t>(k)]) return false;
      moved[static_cast<std::size_t>(k)] = true;
    }
  }
  return true;
}

std::vector<ElementaryEffect> morris_effects(const Points& points, std::span<const double> outputs,
                                             const Bootstrap& bootstrap) {
  assert(are_trajectories(points) && outputs.size() == static_cast<std::size_t>(points.rows()));
  const auto factors = static_cast<std::size_t>(points.cols());
  std::vector<std::vector<double>> trajectories;  // the effect of every factor
  for (std::size_t first = 0; first != outputs.size(); first += factors + 1) {
    if (!complete(outputs.subspan(first, factors + 1))) continue;
    std::vector<double>& effects = trajectories.emplace_back(factors);
    for (std::size_t row = first; row != first + factors; ++row) {
      const auto at = static_cast<Eigen::Index>(row);
      const Eigen::Index k = moved_factor(points, at);
      effects[static_cast<std::size_t>(k)] = (outputs[row + 1] - outputs[row]) / (points(at + 1, k) - points(at, k));
    }
  }
  if (trajectories.empty()) return {};
  const std::vector<Estimate> mu_star =
      bootstrapped(trajectories.size(), bootstrap, [&](std::span<const std::size_t> rows) {
        std::vector<double> means(factors);
        for (std::size_t k = 0; k != factors; ++k)
          means[k] = mean_over(rows, [&](std::size_t row) { return std::abs(trajectories[row][k]); });
        return means;
      });
  std::vector<ElementaryEffect> found(factors);
  const auto count = static_cast<double>(trajectories.size());
  for (std::size_t k = 0; k != factors; ++k) {
    ElementaryEffect& effect = found[k];
    effect.mu_star = mu_star[k];
    for (const auto& effects : trajectories) effect.mu += effects[k] / count;
    for (const auto& effects : trajectories) effect.sigma += (effects[k] - effect.mu) * (effects[k] - effect.mu);
    effect.sigma = count > 1 ? std::sqrt(effect.sigma / (count - 1)) : 0;
  }
  return found;
}

SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors, bool second_order,
                           const Bootstrap& bootstrap) {
  const std::size_t stride = second_order ? 2 * factors + 2 : factors + 2;
  assert(factors >= 1 && outputs.size() % stride == 0);
  std::vector<BaseRow> base;
  for (std::size_t first = 0; first != outputs.size(); first += stride)
    if (const auto row = outputs.subspan(first, stride); complete(row)) base.push_back({row, factors});
  SobolIndices found{std::vector<SobolIndex>(factors),
                     std::vector<Estimate>(second_order ? factors * (factors - 1) / 2 : 0), base.size()};
  if (base.empty()) return found;
  const std::vector<Estimate> estimates = bootstrapped(
      base.size(), bootstrap, [&](std::span<const std::size_t> rows) { return indices(base, rows, second_order); });
  for (std::size_t k = 0; k != factors; ++k) found.factors[k] = {estimates[k], estimates[factors + k]};
  for (std::size_t pair = 0; pair != found.pairs.size(); ++pair) found.pairs[pair] = estimates[2 * factors + pair];
  return found;
}

}  // namespace twin::experiment
