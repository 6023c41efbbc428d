#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twin/experiment/design.h"
#include "twin/experiment/emulator.h"
#include "twin/experiment/simulator.h"

namespace twin::experiment {

/// What was observed of one output, and by how much a right model may miss it.
struct Target {
  double observed = 0;
  double observation_variance = 0;  ///< of the observation's error
  double discrepancy_variance = 0;  ///< of what no parameters would put right: the model is not the world
};

/// By how many standard deviations the emulator's expectation misses the target; all doubts counted: the emulator's,
/// chance between runs (the world is one run), the observation's, the model's (Craig et al. 1997; chance: Andrianakis
/// et al. 2015). Infinite where nothing is in doubt and something is missed.
double implausibility(const Emulator& emulator, const Target& target, std::span<const double> point);

/// Runs of one wave, and what was learnt from them.
struct Wave {
  Points points;                             ///< in the unit cube
  std::vector<std::vector<double>> outputs;  ///< by point
  std::vector<Emulator> emulators;           ///< by target
  double plausible_share = 1;                ///< of the unit cube, after this wave
};

struct HistoryMatchOptions {
  std::size_t runs = 64;  ///< of a wave; ten for each factor are a rule of thumb (Loeppky, Sacks & Welch 2009)
  std::size_t waves = 4;
  double cutoff = 3;  ///< ruled out beyond: 95 % of any distribution with one peak lie within (Pukelsheim 1994)
  std::size_t candidates = 1 << 16;  ///< points of the unit cube that are asked after each wave
  std::uint64_t seed = 1;
};

struct HistoryMatch {
  std::vector<Wave> waves;
  Points plausible;  ///< the candidates that no wave rules out
};

/// Rules out, wave by wave, where the model can't meet the targets (Vernon, Goldstein & Bower 2010). Each wave runs
/// points that are not ruled out yet, spread out, learns emulators from them and from earlier runs there, and asks
/// them about all candidates; the greatest implausibility over the targets counts. Parameters are points of the unit
/// cube; outputs come in the order of the targets. Ends early where too few runs are left to learn from: no candidate
/// plausible means that the model can't meet the targets. What is left is not a posterior distribution: it says where
/// not to look. Requires: runs >= least_runs(factors), targets not empty
HistoryMatch history_match(const Batch& batch, std::size_t factors, std::span<const Target> targets,
                           const HistoryMatchOptions& options = {});

}  // namespace twin::experiment
