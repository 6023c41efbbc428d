#pragma once
#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "twin/experiment/design.h"
#include "twin/experiment/prior.h"
#include "twin/experiment/simulator.h"

namespace twin::experiment {

/// How far a run's outputs are from what was observed. Outputs that are not a number are infinitely far.
using Distance = std::function<double(std::span<const double> outputs)>;

/// The root of the sum of ((output - observed) / scale)². A scale is what counts as much in one output as in another:
/// the spread of observation, or of runs. Requires: equal sizes, scales > 0
Distance scaled_distance(std::vector<double> observed, std::vector<double> scales);

/// Parameters that come as near to what was observed as `tolerance`: a weighted sample of what is held of them
/// afterwards.
struct Generation {
  Points parameters;        ///< a row each
  Eigen::VectorXd weights;  ///< they sum to 1
  Eigen::VectorXd distances;
  double tolerance = std::numeric_limits<double>::infinity();
  std::size_t runs = 0;  ///< how many it took, this generation alone

  Eigen::VectorXd mean() const;
  Eigen::MatrixXd covariance() const;
  /// How many particles of equal weight would say as much (Kish 1965).
  double effective_size() const { return 1 / weights.squaredNorm(); }
  /// `count` parameter sets drawn by their weights. Requires: not empty
  Points resampled(std::size_t count, std::uint64_t seed) const;
};

struct AbcOptions {
  std::size_t particles = 500;
  std::size_t generations = 8;  ///< after the first, which is the prior
  double quantile = 0.5;        ///< of a generation's distances becomes the next one's tolerance
  double target = 0;            ///< a tolerance below which nothing is gained: the last one
  std::size_t most_runs = 1'000'000;
  std::uint64_t seed = 1;
};

/// Approximate Bayesian computation by sequential Monte Carlo (Toni et al. 2009): generation by generation parameters
/// are picked by weight, moved a little, run and kept if they come within a tolerance that shrinks. They are moved by
/// a normal distribution of twice the generation's covariance, and weighted so that the prior is what it was
/// (Beaumont et al. 2009). The first generation is the prior itself, each further one is asked for in batches of as
/// many runs as there are particles, and kept in their order: the result does not depend on who ran what when.
/// Ends with the generations, at the target, or where the next batch would exceed most_runs; that generation is
/// dropped. Of a tolerance e the result is too wide by about e²/3 in variance along an output, in the unit of its
/// scale. Requires: particles >= 2, 0 < quantile < 1; runs of the prior that did not fail
std::vector<Generation> approximate_bayes(const Prior& prior, const Batch& batch, const Distance& distance,
                                          const AbcOptions& options = {});

}  // namespace twin::experiment
