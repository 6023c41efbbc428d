#pragma once
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twin/experiment/design.h"
#include "twin/experiment/sensitivity.h"

namespace twin::experiment {

/// What is expected of an output, and how unsure that is.
struct Prediction {
  double mean = 0;
  double variance = 0;
};

/// How an output varies over the unit cube. Lengths are in widths of a factor: over a third of one the output is much
/// the same, over several it is not; a long one is a factor that acts along a line or not at all.
struct Hyperparameters {
  Eigen::VectorXd lengths;
  double variance = 1;  ///< of the deviation from the linear trend
  double noise = 0;     ///< variance between runs at the same point: chance, not the factors
};

/// A Gaussian process that stands for runs: a linear trend in the factors, whose coefficients are unknown beforehand,
/// and around it a field with Matérn 5/2 correlation and a length per factor (Rasmussen & Williams 2006, ch. 2.7 and
/// 4.2). Given its hyperparameters; fit_emulator() finds them. Safe to read from many threads.
class Emulator {
 public:
  /// Learns from one output per point. Trend coefficients that the points can't tell apart are left out.
  /// Requires: points.rows() > points.cols() + 1, outputs.size() == points.rows(), all finite, lengths > 0,
  /// variance >= 0, noise >= 0; no point twice unless noise > 0
  Emulator(Points points, Eigen::VectorXd outputs, Hyperparameters hyperparameters);

  const Points& points() const { return points_; }
  const Eigen::VectorXd& outputs() const { return outputs_; }
  const Hyperparameters& hyperparameters() const { return hyperparameters_; }
  std::size_t factors() const { return static_cast<std::size_t>(points_.cols()); }

  /// The output's mean over chance at a point, with how unsure it is. Of a single run the variance is greater by
  /// hyperparameters().noise. Requires: point.size() == factors()
  Prediction predict(std::span<const double> point) const;
  /// The mean alone, at a third of the price.
  double mean(std::span<const double> point) const;

  /// What the emulator would expect of each of its own runs, had it not seen that one; noise included. In closed form
  /// (Rasmussen & Williams 2006, eq. 5.12; with a trend Dubrule 1983), hyperparameters as they are.
  std::vector<Prediction> leave_one_out() const;

 private:
  Eigen::VectorXd covariances(std::span<const double> point) const;
  Eigen::VectorXd trend_at(std::span<const double> point) const;

  Points points_;
  Eigen::VectorXd outputs_;
  Hyperparameters hyperparameters_;
  double centre_ = 0;                     // taken off the outputs, so that large ones lose no digits
  double unit_ = 0;                       // variance and noise together: covariances are kept as shares of it
  double field_share_ = 0;                // the field's share of it
  Points scaled_;                         // points in lengths
  std::vector<Eigen::Index> trend_;       // columns of the trend; 0: constant, k + 1: factor k
  Eigen::LLT<Eigen::MatrixXd> cholesky_;  // of the covariance
  Eigen::MatrixXd whitened_trend_;        // the trend at the points, times the inverse of the Cholesky factor
  Eigen::LLT<Eigen::MatrixXd> trend_cholesky_;
  Eigen::VectorXd coefficients_;  // of the trend
  Eigen::VectorXd weights_;       // of the points
};

/// How well an emulator foretells runs that it has not seen.
struct CrossValidation {
  double root_mean_square_error = 0;
  double explained = 0;  ///< 1 - mean square error / variance of the outputs (Q²); below 0: worse than their mean
  double coverage = 0;   ///< share of the runs within their 90 % band
};
CrossValidation cross_validated(const Emulator& emulator);

/// Sobol indices of what the emulator expects, from `base` base rows. Chance between runs is no part of it, and the
/// intervals are those of the sampling, not of the emulator's doubt: cross_validated() says that. Requires: base >= 1
SobolIndices sobol_indices(const Emulator& emulator, std::size_t base, std::uint64_t seed = 1);

}  // namespace twin::experiment
