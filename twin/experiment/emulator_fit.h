#pragma once
#include <span>

#include "twin/experiment/emulator.h"
#include "twin/experiment/rprop.h"

namespace twin::experiment {

/// The fewest runs from which an emulator of so many factors may be learnt: a trend, a variance and a noise.
constexpr std::size_t least_runs(std::size_t factors) {
  return factors + 3;
}

/// Learns an emulator from runs: lengths and noise are those that make the runs likeliest, with the trend and the
/// variance integrated and maximised out (restricted maximum likelihood, Patterson & Thompson 1971), found from
/// several starts side by side. Runs whose output is missing (not a number) are left out. The same on any number of
/// threads. Requires: outputs.size() == points.rows(), at least least_runs(points.cols()) outputs that are not
/// missing
Emulator fit_emulator(const Points& points, std::span<const double> outputs);

/// The restricted log-likelihood of runs, up to a constant, at the logarithms of all lengths and of the ratio of
/// noise to variance; with its gradient by them. What fit_emulator() maximises.
class RestrictedLikelihood {
 public:
  RestrictedLikelihood(const Points& points, const Eigen::VectorXd& outputs);

  Slope operator()(const Eigen::VectorXd& logarithms) const;
  /// In the unit of the outputs: with the variance that is likeliest beside those lengths and that ratio.
  Hyperparameters hyperparameters(const Eigen::VectorXd& logarithms) const;

 private:
  std::vector<Eigen::ArrayXXd> squared_;  // distances along each factor
  Eigen::MatrixXd trend_;
  Eigen::VectorXd outputs_;
};

}  // namespace twin::experiment
