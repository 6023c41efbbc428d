#include "twin/experiment/approximate_bayes.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

#include "twin/base/draw.h"
#include "twin/base/math.h"
#include "twin/experiment/normal.h"
#include "twin/experiment/scores.h"

namespace twin::experiment {
namespace {

constexpr Stream kAncestor{"experiment.abc.ancestor"}, kMove{"experiment.abc.move"},
    kResample{"experiment.abc.resample"};
constexpr Stream kRunSeed{"experiment.abc.run"};

std::vector<double> cumulative(const Eigen::VectorXd& weights) {
  std::vector<double> sums;
  double sum = 0;
  for (const double weight : weights) sums.push_back(sum += weight);
  return sums;
}

Eigen::Index pick(const std::vector<double>& cumulative, double uniform) {
  const auto found = std::ranges::lower_bound(cumulative, uniform * cumulative.back());
  return std::min<Eigen::Index>(found - cumulative.begin(), static_cast<Eigen::Index>(cumulative.size()) - 1);
}

/// Particles as they are found, and a generation when they are enough.
class Collected {
 public:
  Collected(std::size_t parameters, double tolerance) : parameters_(parameters), tolerance_(tolerance) {}

  void add(const std::vector<double>& parameters, double distance) {
    values_.insert(values_.end(), parameters.begin(), parameters.end());
    distances_.push_back(distance);
  }
  void count(std::size_t runs) { runs_ += runs; }
  std::size_t size() const { return distances_.size(); }
  std::size_t runs() const { return runs_; }

  Generation generation() const {
    const auto rows = static_cast<Eigen::Index>(distances_.size());
    return {Eigen::Map<const Points>(values_.data(), rows, static_cast<Eigen::Index>(parameters_)),
            Eigen::VectorXd::Constant(rows, 1 / static_cast<double>(rows)),
            Eigen::Map<const Eigen::VectorXd>(distances_.data(), rows), tolerance_, runs_};
  }

 private:
  std::size_t parameters_;
  double tolerance_;
  std::vector<double> values_, distances_;
  std::size_t runs_ = 0;
};

/// Where the next generation may come from: the last one, moved.
class Proposal {
 public:
  Proposal(const Generation& last, std::uint64_t seed)
      : last_(last), cumulative_(cumulative(last.weights)), seed_(seed) {
    Eigen::MatrixXd covariance = 2 * last.covariance();
    // Two particles in three dimensions span a plane only; nothing may stand quite still.
    covariance.diagonal().array() += 1e-12 * covariance.diagonal().maxCoeff() + 1e-300;
    cholesky_.compute(covariance);
    whitened_ = cholesky_.matrixL().solve(last.parameters.transpose());
  }

  std::vector<double> draw(std::uint64_t which) const {
    const Eigen::Index ancestor = pick(cumulative_, Draw(draw_key(seed_, kAncestor.hash), which, 0).uniform());
    Eigen::VectorXd chance(last_.parameters.cols());
    for (Eigen::Index k = 0; k != chance.size(); ++k)
      chance[k] = standard_normal(draw_key(seed_, kMove.hash), which, static_cast<std::uint32_t>(k));
    const Eigen::VectorXd moved = last_.parameters.row(ancestor).transpose() + cholesky_.matrixL() * chance;
    return {moved.data(), moved.data() + moved.size()};
  }

  /// The chance density of proposing these parameters, up to a constant.
  double density(const Eigen::VectorXd& parameters) const {
    const Eigen::VectorXd there = cholesky_.matrixL().solve(parameters);
    double sum = 0;
    for (Eigen::Index j = 0; j != whitened_.cols(); ++j)
      sum += last_.weights[j] * exp(-(there - whitened_.col(j)).squaredNorm() / 2);
    return sum;
  }

 private:
  const Generation& last_;
  std::vector<double> cumulative_;
  std::uint64_t seed_;
  Eigen::LLT<Eigen::MatrixXd> cholesky_;
  Eigen::MatrixXd whitened_;
};

}  // namespace

Distance scaled_distance(std::vector<double> observed, std::vector<double> scales) {
  assert(observed.size() == scales.size());
  return [observed = std::move(observed), scales = std::move(scales)](std::span<const double> outputs) {
    double squares = 0;
    for (std::size_t i = 0; i != observed.size(); ++i) {
      const double off = (outputs[i] - observed[i]) / scales[i];
      squares += off * off;
    }
    return std::isnan(squares) ? std::numeric_limits<double>::infinity() : std::sqrt(squares);
  };
}

Eigen::VectorXd Generation::mean() const {
  return parameters.transpose() * weights;
}

Eigen::MatrixXd Generation::covariance() const {
  const Points off = parameters.rowwise() - mean().transpose();
  return off.transpose() * weights.asDiagonal() * off;
}

Points Generation::resampled(std::size_t count, std::uint64_t seed) const {
  const std::vector<double> sums = cumulative(weights);
  Points drawn(static_cast<Eigen::Index>(count), parameters.cols());
  for (Eigen::Index row = 0; row != drawn.rows(); ++row) {
    const Draw draw(draw_key(seed, kResample.hash), static_cast<std::uint64_t>(row), 0);
    drawn.row(row) = parameters.row(pick(sums, draw.uniform()));
  }
  return drawn;
}

std::vector<Generation> approximate_bayes(const Prior& prior, const Batch& batch, const Distance& distance,
                                          const AbcOptions& options) {
  assert(options.particles >= 2 && options.quantile > 0 && options.quantile < 1);
  std::vector<Generation> generations;
  std::size_t runs_so_far = 0;
  while (generations.size() <= options.generations) {
    const std::uint64_t seed = combine(options.seed, generations.size());
    const Generation* last = generations.empty() ? nullptr : &generations.back();
    if (last != nullptr && last->tolerance <= options.target) break;
    const double tolerance =
        last == nullptr
            ? std::numeric_limits<double>::max()  // a failed run is beyond any
            : std::max(options.target, quantile({last->distances.data(), options.particles}, options.quantile));
    std::optional<Proposal> proposal;
    if (last != nullptr) proposal.emplace(*last, seed);

    Collected found(prior.parameters, tolerance);
    for (std::uint64_t which = 0; found.size() < options.particles;) {
      if (runs_so_far + options.particles > options.most_runs) return generations;
      std::vector<Trial> runs;
      for (; runs.size() != options.particles; ++which) {
        std::vector<double> parameters = proposal ? proposal->draw(which) : prior.draw(seed, which);
        if (prior.density(parameters) > 0)
          runs.push_back({std::move(parameters), combine(seed, kRunSeed.hash, which)});
      }
      const std::vector<std::vector<double>> outputs = batch(runs);
      runs_so_far += runs.size();
      found.count(runs.size());
      for (std::size_t i = 0; i != runs.size() && found.size() != options.particles; ++i)
        if (const double off = distance(outputs[i]); off <= tolerance) found.add(runs[i].parameters, off);
    }
    Generation next = found.generation();
    if (proposal)
      for (Eigen::Index i = 0; i != next.weights.size(); ++i) {
        const Eigen::VectorXd parameters = next.parameters.row(i);
        next.weights[i] = prior.density({parameters.data(), prior.parameters}) / proposal->density(parameters);
      }
    next.weights /= next.weights.sum();
    generations.push_back(std::move(next));
  }
  return generations;
}

}  // namespace twin::experiment
