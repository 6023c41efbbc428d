#include "twin/experiment/simulation_based_calibration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/twin/experiment/gaussian_toy.h"
#include "twin/experiment/approximate_bayes.h"

namespace twin::experiment {
namespace {

constexpr Stream kPosterior{"simulation_based_calibration_test.posterior"};

/// The toy's posterior, its deviation `width` times what it should be, moved by `shift` deviations.
Inference posterior(const GaussianToy& toy, double width, double shift) {
  return [=](std::span<const double> outputs, std::size_t draws, std::uint64_t seed) {
    Points drawn(static_cast<Eigen::Index>(draws), 1);
    const double deviation = std::sqrt(toy.posterior_variance());
    for (Eigen::Index i = 0; i != drawn.rows(); ++i)
      drawn(i, 0) = toy.posterior_mean(outputs[0]) +
                    deviation * (shift + width * standard_normal(draw_key(seed, kPosterior.hash),
                                                                 static_cast<std::uint64_t>(i), 0));
    return drawn;
  };
}

double p_value_of(const Inference& inference, std::uint64_t seed) {
  const GaussianToy toy;
  return uniformity(simulation_ranks(toy.prior(), side_by_side(toy), inference, 500, 99, seed)[0], 99, 10).p_value;
}

TEST(SimulationRanks, OfTheRightPosteriorAreUniform) {
  // p-values are uniform themselves: below 0.05 once in twenty.
  int low = 0;
  for (std::uint64_t seed = 0; seed != 40; ++seed) low += p_value_of(posterior({}, 1, 0), seed) < 0.05;
  EXPECT_LE(low, 6) << "more than 6 of 40 at 0.05 each: once in 70";
}

TEST(SimulationRanks, OfAPosteriorTooNarrowTooWideOrShiftedAreNot) {
  for (std::uint64_t seed = 0; seed != 5; ++seed) {
    EXPECT_LT(p_value_of(posterior({}, 0.7, 0), seed), 1e-3);
    EXPECT_LT(p_value_of(posterior({}, 1.5, 0), seed), 1e-3);
    EXPECT_LT(p_value_of(posterior({}, 1, 0.3), seed), 1e-3);
  }
}

TEST(SimulationRanks, OfAPosteriorTooNarrowHeapAtBothEnds) {
  const GaussianToy toy;
  const auto ranks = simulation_ranks(toy.prior(), side_by_side(toy), posterior(toy, 0.5, 0), 1000, 9, 1)[0];
  const auto at = [&](std::size_t rank) { return std::ranges::count(ranks, rank); };
  EXPECT_GT(at(0) + at(9), 400);  // 200 of a right one
}

TEST(SimulationRanks, OfApproximateBayesAreUniform) {
  const GaussianToy toy{1, 1};
  const Inference abc = [&](std::span<const double> outputs, std::size_t draws, std::uint64_t seed) {
    const auto found = approximate_bayes(toy.prior(), side_by_side(toy), scaled_distance({outputs[0]}, {1}),
                                         {.particles = 200, .generations = 4, .seed = seed});
    return found.back().resampled(draws, seed);
  };
  const auto ranks = simulation_ranks(toy.prior(), side_by_side(toy), abc, 200, 19, 3)[0];
  EXPECT_GT(uniformity(ranks, 19, 10).p_value, 0.01);
}

TEST(Uniformity, IsTheTestOfPearson) {
  // 12 and 8 of 20 in two halves: (2² + 2²) / 10 = 0.8 with one degree of freedom, p = 0.371 (R: chisq.test(c(12,
  // 8))).
  std::vector<std::size_t> ranks(20, 0);
  std::fill(ranks.begin() + 12, ranks.end(), std::size_t{1});
  const Uniformity found = uniformity(ranks, 1, 2);
  EXPECT_NEAR(found.chi_square, 0.8, 1e-12);
  EXPECT_NEAR(found.p_value, 0.3711, 1e-4);
}

TEST(Uniformity, IsPerfectOfEqualCounts) {
  std::vector<std::size_t> ranks(100);
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  EXPECT_EQ(uniformity(ranks, 99, 20).p_value, 1);
}

}  // namespace
}  // namespace twin::experiment
