#include "twin/experiment/simulation_based_calibration.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cassert>

#include "twin/base/hash.h"
#include "twin/base/parallel.h"

namespace twin::experiment {

std::vector<std::vector<std::size_t>> simulation_ranks(const Prior& prior, const Batch& batch,
                                                       const Inference& inference, std::size_t simulations,
                                                       std::size_t draws, std::uint64_t seed) {
  assert(draws >= 1);
  std::vector<Trial> runs;
  for (std::size_t i = 0; i != simulations; ++i) runs.push_back({prior.draw(seed, i), combine(seed, 1, i)});
  const std::vector<std::vector<double>> outputs = batch(runs);
  std::vector<std::vector<std::size_t>> ranks(prior.parameters, std::vector<std::size_t>(simulations));
  for_each_index(simulations, [&](std::size_t i) {
    const Points drawn = inference(outputs[i], draws, combine(seed, 2, i));
    for (std::size_t k = 0; k != prior.parameters; ++k) {
      const auto below = drawn.col(static_cast<Eigen::Index>(k)).array() < runs[i].parameters[k];
      ranks[k][i] = static_cast<std::size_t>(below.count());
    }
  });
  return ranks;
}

Uniformity uniformity(std::span<const std::size_t> ranks, std::size_t draws, std::size_t bins) {
  assert(bins >= 2 && (draws + 1) % bins == 0 && !ranks.empty());
  std::vector<double> counts(bins);
  for (const std::size_t rank : ranks) ++counts[rank * bins / (draws + 1)];
  const double expected = static_cast<double>(ranks.size()) / static_cast<double>(bins);
  double chi_square = 0;
  for (const double count : counts) chi_square += (count - expected) * (count - expected) / expected;
  return {chi_square, boost::math::gamma_q(static_cast<double>(bins - 1) / 2, chi_square / 2)};
}

}  // namespace twin::experiment
