#include "twin/experiment/emulator_fit.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "twin/base/math.h"
#include "twin/base/parallel.h"
#include "twin/experiment/matern.h"
#include "twin/experiment/trend.h"

namespace twin::experiment {
namespace {

// In widths of a factor. Below the shortest length neighbouring runs of any affordable design know nothing of each
// other; beyond the longest a field can't be told from its trend.
constexpr double kShortest = 0.03, kLongest = 30;
// Noise beside variance: from what rounding needs to a field that is hardly there.
constexpr double kLeastNoise = 1e-8, kMostNoise = 1e3;
// Places to climb from: a smooth field with a little noise, then a Latin hypercube of lengths and noises.
constexpr std::size_t kStarts = 8;
// All climb a little, the best of them to the top: which hill a place lies on shows early.
constexpr int kRoughRounds = 25, kMostRounds = 200;
constexpr std::size_t kFinalists = 2;
constexpr double kStartShortest = 0.1, kStartLongest = 5, kStartLeastNoise = 1e-6, kStartMostNoise = 1;

/// All that follows from lengths and ratio.
struct Fitted {
  Matern field;
  Eigen::LLT<Eigen::MatrixXd> cholesky;  // of correlation + noise
  Eigen::LLT<Eigen::MatrixXd> trend_cholesky;
  Eigen::MatrixXd whitened_trend;
  Eigen::VectorXd residual;  // whitened, the trend taken off
  double variance = 0;
};

double log_determinant(const Eigen::LLT<Eigen::MatrixXd>& cholesky) {
  double sum = 0;
  for (Eigen::Index i = 0; i != cholesky.rows(); ++i) sum += 2 * log(cholesky.matrixLLT()(i, i));
  return sum;
}

Fitted fitted(const std::vector<Eigen::ArrayXXd>& squared, const Eigen::MatrixXd& trend,
              const Eigen::VectorXd& outputs, const Eigen::VectorXd& logarithms) {
  Fitted f;
  Eigen::ArrayXXd distance = Eigen::ArrayXXd::Zero(outputs.size(), outputs.size());
  for (std::size_t k = 0; k != squared.size(); ++k)
    distance += squared[k] * exp(-2 * logarithms[static_cast<Eigen::Index>(k)]);
  f.field = matern(distance);
  Eigen::MatrixXd covariance = f.field.correlation;
  covariance.diagonal().array() += exp(logarithms[logarithms.size() - 1]);
  f.cholesky.compute(covariance);
  f.whitened_trend = f.cholesky.matrixL().solve(trend);
  f.trend_cholesky.compute(f.whitened_trend.transpose() * f.whitened_trend);
  const Eigen::VectorXd whitened = f.cholesky.matrixL().solve(outputs);
  f.residual = whitened - f.whitened_trend * f.trend_cholesky.solve(f.whitened_trend.transpose() * whitened);
  f.variance = f.residual.squaredNorm() / static_cast<double>(outputs.size() - trend.cols());
  return f;
}

Eigen::VectorXd bounds(std::size_t factors, double length, double noise) {
  Eigen::VectorXd bound = Eigen::VectorXd::Constant(static_cast<Eigen::Index>(factors) + 1, log(length));
  bound[static_cast<Eigen::Index>(factors)] = log(noise);
  return bound;
}

std::vector<Eigen::VectorXd> starts(std::size_t factors) {
  const Eigen::VectorXd low = bounds(factors, kStartShortest, kStartLeastNoise);
  const Eigen::VectorXd high = bounds(factors, kStartLongest, kStartMostNoise);
  std::vector<Eigen::VectorXd> places{bounds(factors, 1, 1e-2)};
  const Points spread = latin_hypercube(kStarts - 1, factors + 1, 1);
  for (Eigen::Index row = 0; row != spread.rows(); ++row)
    places.push_back(low + (high - low).cwiseProduct(spread.row(row).transpose()));
  return places;
}

}  // namespace

RestrictedLikelihood::RestrictedLikelihood(const Points& points, const Eigen::VectorXd& outputs) : outputs_(outputs) {
  for (Eigen::Index k = 0; k != points.cols(); ++k) squared_.push_back(squared_distances(points.col(k)));
  const Eigen::MatrixXd full = full_trend(points);
  trend_ = full(Eigen::all, independent_columns(full));
}

// With n runs, p trend coefficients, R = correlation + ratio, H = trend, y = outputs (Santner, Williams & Notz 2018,
// ch. 3.3): log L = -1/2 ((n - p) log s² + log |R| + log |H' R⁻¹ H|), s² = y' Q y / (n - p), Q = R⁻¹ less what the
// trend takes up; its derivative: -1/2 (trace(Q dR) - y' Q dR Q y / s²).
Slope RestrictedLikelihood::operator()(const Eigen::VectorXd& logarithms) const {
  const Fitted f = fitted(squared_, trend_, outputs_, logarithms);
  const Eigen::Index runs = outputs_.size();
  const Eigen::MatrixXd root = f.cholesky.matrixL().solve(Eigen::MatrixXd::Identity(runs, runs));
  const Eigen::MatrixXd trend_root = f.trend_cholesky.matrixL().solve(f.whitened_trend.transpose() * root);
  const Eigen::VectorXd weights = root.transpose() * f.residual;
  Eigen::MatrixXd pull = root.transpose() * root;
  pull -= trend_root.transpose() * trend_root;
  pull -= weights * weights.transpose() / f.variance;

  Slope slope;
  slope.value = -0.5 * (static_cast<double>(runs - trend_.cols()) * log(f.variance) + log_determinant(f.cholesky) +
                        log_determinant(f.trend_cholesky));
  slope.gradient.resize(logarithms.size());
  const Eigen::ArrayXXd felt = pull.array() * f.field.slope;
  for (std::size_t k = 0; k != squared_.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    slope.gradient[at] = -0.5 * exp(-2 * logarithms[at]) * (felt * squared_[k]).sum();
  }
  slope.gradient[logarithms.size() - 1] = -0.5 * exp(logarithms[logarithms.size() - 1]) * pull.trace();
  return slope;
}

Hyperparameters RestrictedLikelihood::hyperparameters(const Eigen::VectorXd& logarithms) const {
  const Fitted f = fitted(squared_, trend_, outputs_, logarithms);
  Hyperparameters found;
  found.lengths.resize(logarithms.size() - 1);
  for (Eigen::Index k = 0; k != found.lengths.size(); ++k) found.lengths[k] = exp(logarithms[k]);
  found.variance = f.variance;
  found.noise = f.variance * exp(logarithms[logarithms.size() - 1]);
  return found;
}

Emulator fit_emulator(const Points& points, std::span<const double> outputs) {
  assert(outputs.size() == static_cast<std::size_t>(points.rows()));
  std::vector<Eigen::Index> rows;
  for (std::size_t row = 0; row != outputs.size(); ++row)
    if (std::isfinite(outputs[row])) rows.push_back(static_cast<Eigen::Index>(row));
  const auto factors = static_cast<std::size_t>(points.cols());
  assert(rows.size() >= least_runs(factors));
  Points kept = points(rows, Eigen::all);
  const Eigen::Map<const Eigen::VectorXd> all(outputs.data(), points.rows());
  Eigen::VectorXd values = all(rows);

  // The likelihood has no place where nothing varies, or nothing but the trend does: its variance is rounding.
  const RestrictedLikelihood likelihood(kept, values);
  const Hyperparameters plain = likelihood.hyperparameters(bounds(factors, 1, 1e-2));
  const double size = values.array().square().mean();
  if (!(plain.variance > 1e-20 * size)) return {std::move(kept), std::move(values), {plain.lengths, 0, 0}};

  const Eigen::VectorXd low = bounds(factors, kShortest, kLeastNoise), high = bounds(factors, kLongest, kMostNoise);
  std::vector<Place> places;
  for (Eigen::VectorXd& start : starts(factors)) places.push_back({std::move(start)});
  const auto all_climb = [&](int rounds) {
    for_each_index(places.size(),
                   [&](std::size_t i) { places[i] = climb(likelihood, places[i].at, low, high, rounds); });
    std::ranges::stable_sort(places, std::greater{}, &Place::value);
  };
  all_climb(kRoughRounds);
  places.resize(kFinalists);
  all_climb(kMostRounds);
  return {std::move(kept), std::move(values), likelihood.hyperparameters(places.front().at)};
}

}  // namespace twin::experiment
