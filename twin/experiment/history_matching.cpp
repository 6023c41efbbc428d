#include "twin/experiment/history_matching.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/base/hash.h"
#include "twin/base/parallel.h"
#include "twin/experiment/emulator_fit.h"

namespace twin::experiment {
namespace {

std::span<const double> row_of(const Points& points, Eigen::Index row) {
  return {points.row(row).data(), static_cast<std::size_t>(points.cols())};
}

bool plausible(const Wave& wave, std::span<const Target> targets, std::span<const double> point, double cutoff) {
  for (std::size_t i = 0; i != targets.size(); ++i)
    if (!(implausibility(wave.emulators[i], targets[i], point) <= cutoff)) return false;
  return true;
}

/// Those of the points that the wave leaves.
Points left_by(const Wave& wave, std::span<const Target> targets, const Points& points, double cutoff) {
  std::vector<char> kept(static_cast<std::size_t>(points.rows()));  // bytes: neighbours are written side by side
  for_blocks(kept.size(), [&](Block block) {
    for (std::size_t i = block.begin; i != block.end; ++i)
      kept[i] = plausible(wave, targets, row_of(points, static_cast<Eigen::Index>(i)), cutoff);
  });
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i != kept.size(); ++i)
    if (kept[i] != 0) rows.push_back(static_cast<Eigen::Index>(i));
  return points(rows, Eigen::all);
}

/// `count` of the points, or all: one after the other the one that is farthest from those taken (Gonzalez 1985).
Points spread_out(const Points& points, std::size_t count) {
  std::vector<Eigen::Index> taken;
  Eigen::VectorXd nearest = Eigen::VectorXd::Constant(points.rows(), std::numeric_limits<double>::infinity());
  Eigen::Index next = 0;
  while (taken.size() < std::min(count, static_cast<std::size_t>(points.rows()))) {
    taken.push_back(next);
    nearest = nearest.cwiseMin((points.rowwise() - points.row(next)).rowwise().squaredNorm());
    nearest.maxCoeff(&next);
  }
  return points(taken, Eigen::all);
}

std::vector<std::vector<double>> run_all(const Batch& batch, const Points& points, std::uint64_t seed) {
  std::vector<Trial> trials;
  for (Eigen::Index row = 0; row != points.rows(); ++row) {
    const auto point = row_of(points, row);
    trials.push_back({{point.begin(), point.end()}, combine(seed, static_cast<std::uint64_t>(row))});
  }
  return batch(trials);
}

/// All runs so far that earlier waves do not rule out: an emulator need not follow the model where nobody looks
/// again.
struct Lessons {
  Points points;
  std::vector<std::vector<double>> outputs;
};

Lessons lessons_of(const std::vector<Wave>& waves, std::span<const Target> targets, double cutoff) {
  std::vector<double> values;
  Lessons lessons;
  for (const Wave& wave : waves)
    for (Eigen::Index row = 0; row != wave.points.rows(); ++row) {
      const auto point = row_of(wave.points, row);
      const bool left = std::all_of(waves.begin(), waves.end() - 1,
                                    [&](const Wave& earlier) { return plausible(earlier, targets, point, cutoff); });
      if (!left) continue;
      values.insert(values.end(), point.begin(), point.end());
      lessons.outputs.push_back(wave.outputs[static_cast<std::size_t>(row)]);
    }
  lessons.points = Eigen::Map<const Points>(values.data(), static_cast<Eigen::Index>(lessons.outputs.size()),
                                            waves.front().points.cols());
  return lessons;
}

/// False where runs that did not fail are too few for some output.
bool learn(Wave& wave, const Lessons& lessons, std::size_t targets) {
  for (std::size_t i = 0; i != targets; ++i) {
    std::vector<double> values;
    std::size_t known = 0;
    for (const auto& outputs : lessons.outputs) {
      values.push_back(outputs[i]);
      known += std::isfinite(outputs[i]);
    }
    if (known < least_runs(static_cast<std::size_t>(lessons.points.cols()))) return false;
    wave.emulators.push_back(fit_emulator(lessons.points, values));
  }
  return true;
}

}  // namespace

double implausibility(const Emulator& emulator, const Target& target, std::span<const double> point) {
  const Prediction prediction = emulator.predict(point);
  const double miss = std::abs(prediction.mean - target.observed);
  const double variance = prediction.variance + emulator.hyperparameters().noise + target.observation_variance +
                          target.discrepancy_variance;
  return miss == 0 ? 0 : miss / std::sqrt(variance);
}

HistoryMatch history_match(const Batch& batch, std::size_t factors, std::span<const Target> targets,
                           const HistoryMatchOptions& options) {
  assert(options.runs >= least_runs(factors) && !targets.empty());
  HistoryMatch found;
  found.plausible = sobol_sequence(options.candidates, factors, combine(options.seed, 0));
  while (found.waves.size() != options.waves &&
         static_cast<std::size_t>(found.plausible.rows()) >= least_runs(factors)) {
    const std::uint64_t seed = combine(options.seed, found.waves.size() + 1);
    Wave& wave = found.waves.emplace_back();
    wave.points = found.waves.size() == 1 ? latin_hypercube(options.runs, factors, seed)
                                          : spread_out(found.plausible, options.runs);
    wave.outputs = run_all(batch, wave.points, seed);
    if (!learn(wave, lessons_of(found.waves, targets, options.cutoff), targets.size())) {
      found.waves.pop_back();
      break;
    }
    found.plausible = left_by(wave, targets, found.plausible, options.cutoff);
    wave.plausible_share = static_cast<double>(found.plausible.rows()) / static_cast<double>(options.candidates);
  }
  return found;
}

}  // namespace twin::experiment
