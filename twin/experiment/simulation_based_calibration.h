#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "twin/experiment/design.h"
#include "twin/experiment/prior.h"
#include "twin/experiment/simulator.h"

namespace twin::experiment {

/// An inference under test: `draws` parameter sets, a row each, of what it holds after it has seen outputs.
using Inference = std::function<Points(std::span<const double> outputs, std::size_t draws, std::uint64_t seed)>;

/// Simulation-based calibration (Talts et al. 2018): parameters are drawn from the prior, run, and inferred again
/// from the outputs; for each parameter it is counted how many of the draws lie below the true one, 0 to `draws`. Of
/// a right inference all ranks are equally likely: heaps at both ends say that it is too sure, a heap in the middle
/// too unsure, one at an end wrong by a shift. Returns ranks by parameter, each by simulation. Runs go in one batch.
/// Requires: draws >= 1; the inference may be called from many threads
std::vector<std::vector<std::size_t>> simulation_ranks(const Prior& prior, const Batch& batch,
                                                       const Inference& inference, std::size_t simulations,
                                                       std::size_t draws, std::uint64_t seed);

/// Pearson's chi-square test that ranks of 0 to `draws` are all equally likely, counted in `bins` equal bins.
/// Requires: bins >= 2 and divides draws + 1; ranks not empty, better five for each bin or more
struct Uniformity {
  double chi_square = 0;
  double p_value = 1;  ///< how often ranks that are uniform would look as uneven or more
};
Uniformity uniformity(std::span<const std::size_t> ranks, std::size_t draws, std::size_t bins);

}  // namespace twin::experiment
