#include "twin/experiment/approximate_bayes.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/twin/experiment/gaussian_toy.h"
#include "twin/base/parallel.h"

namespace twin::experiment {
namespace {

constexpr Stream kError{"approximate_bayes_test.error"};

TEST(ApproximateBayes, FindsTheKnownPosteriorOfAGaussian) {
  const GaussianToy toy;
  const auto generations = approximate_bayes(toy.prior(), side_by_side(toy), scaled_distance({1.5}, {toy.error}),
                                             {.particles = 2000, .generations = 7});
  const Generation& last = generations.back();
  // 1500 effective particles: the mean has a standard error of 0.013, the deviation one of 2 %; a tolerance of 0.1
  // errors widens the variance by 0.3 %.
  EXPECT_LT(last.tolerance, 0.1);
  EXPECT_GT(last.effective_size(), 1000);
  EXPECT_NEAR(last.mean()[0], toy.posterior_mean(1.5), 0.05);
  EXPECT_NEAR(std::sqrt(last.covariance()(0, 0)), std::sqrt(toy.posterior_variance()), 0.04);
}

TEST(ApproximateBayes, FindsTwoParametersThatAreKnownByTheirSumOnly) {
  // Prior variances 1 and 1, the sum observed as 2 with variance 0.25: correlation -1 / 1.25, means 2 / 2.25 each.
  const Simulator sum = [](std::span<const double> x, std::uint64_t seed) {
    return std::vector{x[0] + x[1] + 0.5 * standard_normal(draw_key(seed, kError.hash), 0, 0)};
  };
  const auto generations = approximate_bayes(normal_prior({{0, 1}, {0, 1}}), side_by_side(sum),
                                             scaled_distance({2}, {0.5}), {.particles = 2000, .generations = 6});
  const Eigen::MatrixXd covariance = generations.back().covariance();
  EXPECT_NEAR(generations.back().mean()[0], 2 / 2.25, 0.1);
  EXPECT_NEAR(generations.back().mean()[1], 2 / 2.25, 0.1);
  EXPECT_NEAR(covariance(0, 0), 1 - 1 / 2.25, 0.08);
  EXPECT_NEAR(covariance(0, 1), -1 / 2.25, 0.08);
}

TEST(ApproximateBayes, KeepsToAUniformPriorsRange) {
  const Simulator itself = [](std::span<const double> x, std::uint64_t) { return std::vector{x[0]}; };
  const auto generations = approximate_bayes(uniform_prior({{0, 1}}), side_by_side(itself), scaled_distance({1}, {1}),
                                             {.particles = 400, .generations = 4});
  for (const Generation& generation : generations) EXPECT_LE(generation.parameters.maxCoeff(), 1);
  // What is left is uniform between 1 - tolerance and 1; without weights it would crowd away from the edge.
  const Generation& last = generations.back();
  EXPECT_NEAR(last.mean()[0], 1 - last.tolerance / 2, 0.08 * last.tolerance);
}

TEST(ApproximateBayes, NarrowsItsToleranceAndCountsItsRuns) {
  const GaussianToy toy;
  std::size_t runs = 0, counted = 0;
  const Batch batch = [&](std::span<const Trial> asked) {
    runs += asked.size();
    return side_by_side(toy)(asked);
  };
  const auto generations = approximate_bayes(toy.prior(), batch, scaled_distance({0}, {1}), {.particles = 100});
  ASSERT_EQ(generations.size(), 9u);
  for (std::size_t i = 0; i != generations.size(); ++i) {
    counted += generations[i].runs;
    EXPECT_NEAR(generations[i].weights.sum(), 1, 1e-12);
    EXPECT_LE(generations[i].distances.maxCoeff(), generations[i].tolerance);
    if (i > 0) {
      EXPECT_LT(generations[i].tolerance, generations[i - 1].tolerance);
    }
  }
  EXPECT_EQ(counted, runs);
}

TEST(ApproximateBayes, StopsAtItsTargetAndBeforeItsRunsAreSpent) {
  const GaussianToy toy;
  const auto with = [&](AbcOptions options) {
    return approximate_bayes(toy.prior(), side_by_side(toy), scaled_distance({0}, {1}), options);
  };
  EXPECT_EQ(with({.particles = 100, .generations = 50, .target = 0.2}).back().tolerance, 0.2);
  const auto few = with({.particles = 100, .generations = 50, .most_runs = 1000});
  std::size_t runs = 0;
  for (const Generation& generation : few) runs += generation.runs;
  EXPECT_LE(runs, 1000u);
  EXPECT_GE(few.size(), 3u);
}

TEST(ApproximateBayes, DoesNotTakeRunsThatFailed) {
  const Simulator fails_below_zero = [](std::span<const double> x, std::uint64_t) {
    return std::vector{x[0] < 0 ? std::nan("") : x[0]};
  };
  const auto generations = approximate_bayes(normal_prior({{0, 1}}), side_by_side(fails_below_zero),
                                             scaled_distance({0}, {1}), {.particles = 100, .generations = 2});
  for (const Generation& generation : generations) EXPECT_GE(generation.parameters.minCoeff(), 0);
}

TEST(ApproximateBayes, IsTheSameOnOneThreadAndOnThree) {
  const GaussianToy toy;
  const auto run = [&](int threads) {
    set_threads(threads);
    return approximate_bayes(toy.prior(), side_by_side(toy), scaled_distance({1}, {1}), {.particles = 200}).back();
  };
  const Generation one = run(1), three = run(3);
  set_threads(0);
  EXPECT_EQ(one.parameters, three.parameters);
  EXPECT_EQ(one.weights, three.weights);
}

TEST(Resampled, DrawsByWeight) {
  Generation generation{Points(3, 1), Eigen::Vector3d(0.5, 0, 0.5), Eigen::Vector3d::Zero(), 1, 3};
  generation.parameters << 1, 2, 3;
  const Points drawn = generation.resampled(4000, 1);
  EXPECT_EQ((drawn.array() == 2).count(), 0);
  EXPECT_NEAR(static_cast<double>((drawn.array() == 1).count()), 2000, 4 * std::sqrt(1000));
}

}  // namespace
}  // namespace twin::experiment
