#include "twin/experiment/emulator.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/experiment/matern.h"
#include "twin/experiment/trend.h"

namespace twin::experiment {
namespace {

constexpr double kNormal95 = 1.6448536;  // 90 % of a normal variable lie within so many deviations of its mean

// Noise that is always there, as a share of all variance, so that rounding can't make a matrix singular. It lets the
// emulator miss its own runs by a hundred-thousandth of a deviation.
constexpr double kJitter = 1e-10;

// A run without which a coefficient of the trend is unknown: nothing can be said of it from the others.
constexpr double kLeverageOne = 1e-12;

}  // namespace

Emulator::Emulator(Points points, Eigen::VectorXd outputs, Hyperparameters hyperparameters)
    : points_(std::move(points)), outputs_(std::move(outputs)), hyperparameters_(std::move(hyperparameters)) {
  assert(points_.rows() > points_.cols() + 1 && outputs_.size() == points_.rows());
  assert(hyperparameters_.lengths.size() == points_.cols() && (hyperparameters_.lengths.array() > 0).all());
  assert(outputs_.allFinite() && points_.allFinite());
  unit_ = hyperparameters_.variance + hyperparameters_.noise;
  const double divisor = unit_ > 0 ? unit_ : 1;
  field_share_ = hyperparameters_.variance / divisor;
  scaled_ = points_ * hyperparameters_.lengths.cwiseInverse().asDiagonal();

  const Eigen::Index runs = points_.rows();
  Eigen::ArrayXXd squared = Eigen::ArrayXXd::Zero(runs, runs);
  for (Eigen::Index k = 0; k != scaled_.cols(); ++k) squared += squared_distances(scaled_.col(k));
  Eigen::MatrixXd covariance = field_share_ * matern(squared).correlation;
  covariance.diagonal().array() += hyperparameters_.noise / divisor + kJitter;
  cholesky_.compute(covariance);

  const Eigen::MatrixXd full = full_trend(points_);
  trend_ = independent_columns(full);
  const Eigen::MatrixXd trend = full(Eigen::all, trend_);
  whitened_trend_ = cholesky_.matrixL().solve(trend);
  trend_cholesky_.compute(whitened_trend_.transpose() * whitened_trend_);
  centre_ = outputs_.mean();
  const Eigen::VectorXd centred = outputs_.array() - centre_;
  const Eigen::VectorXd whitened_outputs = cholesky_.matrixL().solve(centred);
  coefficients_ = trend_cholesky_.solve(whitened_trend_.transpose() * whitened_outputs);
  weights_ = cholesky_.solve(centred - trend * coefficients_);
}

Eigen::VectorXd Emulator::covariances(std::span<const double> point) const {
  assert(point.size() == factors());
  const Eigen::Map<const Eigen::VectorXd> there(point.data(), points_.cols());
  const Eigen::RowVectorXd scaled = there.cwiseQuotient(hyperparameters_.lengths);
  return field_share_ * matern((scaled_.rowwise() - scaled).rowwise().squaredNorm().array()).correlation;
}

Eigen::VectorXd Emulator::trend_at(std::span<const double> point) const {
  Eigen::VectorXd trend(static_cast<Eigen::Index>(trend_.size()));
  for (std::size_t i = 0; i != trend_.size(); ++i)
    trend[static_cast<Eigen::Index>(i)] = trend_[i] == 0 ? 1 : point[static_cast<std::size_t>(trend_[i] - 1)];
  return trend;
}

Prediction Emulator::predict(std::span<const double> point) const {
  const Eigen::VectorXd covariance = covariances(point), trend = trend_at(point);
  const Eigen::VectorXd whitened = cholesky_.matrixL().solve(covariance);
  // What is not known of the trend adds to the field's doubt (Rasmussen & Williams 2006, eq. 2.42).
  const Eigen::VectorXd unknown = trend_cholesky_.matrixL().solve(trend - whitened_trend_.transpose() * whitened);
  const double share = field_share_ - whitened.squaredNorm() + unknown.squaredNorm();
  return {centre_ + trend.dot(coefficients_) + covariance.dot(weights_), unit_ * std::max(share, 0.0)};
}

double Emulator::mean(std::span<const double> point) const {
  return centre_ + trend_at(point).dot(coefficients_) + covariances(point).dot(weights_);
}

std::vector<Prediction> Emulator::leave_one_out() const {
  const Eigen::Index runs = points_.rows();
  const Eigen::MatrixXd inverse_root = cholesky_.matrixL().solve(Eigen::MatrixXd::Identity(runs, runs));
  const Eigen::MatrixXd trend_root = trend_cholesky_.matrixL().solve(whitened_trend_.transpose() * inverse_root);
  // The diagonal of the inverse covariance, less what the trend takes up. Weights are that matrix times the outputs.
  const Eigen::VectorXd precision =
      inverse_root.colwise().squaredNorm().transpose() - trend_root.colwise().squaredNorm().transpose();
  std::vector<Prediction> predictions;
  for (Eigen::Index run = 0; run != runs; ++run)
    if (precision[run] > kLeverageOne)
      predictions.push_back({outputs_[run] - weights_[run] / precision[run], unit_ / precision[run]});
    else
      predictions.push_back({outputs_.mean(), std::numeric_limits<double>::infinity()});
  return predictions;
}

CrossValidation cross_validated(const Emulator& emulator) {
  const Eigen::VectorXd& outputs = emulator.outputs();
  const auto runs = static_cast<double>(outputs.size());
  double squares = 0, inside = 0;
  Eigen::Index run = 0;
  for (const auto& [mean, variance] : emulator.leave_one_out()) {
    const double error = outputs[run++] - mean;
    squares += error * error;
    inside += std::abs(error) <= kNormal95 * std::sqrt(variance);
  }
  const double spread = (outputs.array() - outputs.mean()).square().sum();
  return {std::sqrt(squares / runs), spread > 0 ? 1 - squares / spread : 0, inside / runs};
}

SobolIndices sobol_indices(const Emulator& emulator, std::size_t base, std::uint64_t seed) {
  const Points points = saltelli(base, emulator.factors(), false, seed);
  std::vector<double> outputs;
  for (Eigen::Index row = 0; row != points.rows(); ++row)
    outputs.push_back(emulator.mean({points.row(row).data(), emulator.factors()}));
  return sobol_indices(outputs, emulator.factors(), false, {.seed = seed});
}

}  // namespace twin::experiment
