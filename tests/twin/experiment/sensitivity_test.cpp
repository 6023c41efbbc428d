#include "twin/experiment/sensitivity.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/twin/experiment/known_functions.h"

namespace twin::experiment {
namespace {

SobolIndices indices_of(const Function& function, std::size_t base, std::size_t factors, std::uint64_t seed = 1,
                        bool second_order = false) {
  return sobol_indices(values_at(saltelli(base, factors, second_order, seed), function), factors, second_order);
}

/// Half of a 95 % interval is two standard errors, so that its whole width is four: a miss by chance once in 16,000.
/// `widest` keeps the interval from saying nothing.
void expect_within_error(const Estimate& estimate, double exact, double widest) {
  const double width = estimate.high - estimate.low;
  EXPECT_LT(width, widest);
  EXPECT_LE(std::abs(estimate.value - exact), width + 1e-12) << estimate.value << " for " << exact;
}

TEST(SobolIndices, OfIshigamisFunctionAreTheAnalyticOnes) {
  const Ishigami ishigami;
  const SobolIndices found = indices_of(ishigami, 4096, 3);
  for (std::size_t k = 0; k != 3; ++k) {
    expect_within_error(found.factors[k].first, ishigami.first()[k], 0.09);
    expect_within_error(found.factors[k].total, ishigami.total()[k], 0.09);
  }
}

TEST(SobolIndices, OfIshigamisFunctionFindTheOnePairThatInteracts) {
  const Ishigami ishigami;
  const SobolIndices found = indices_of(ishigami, 4096, 3, 1, true);
  ASSERT_EQ(found.pairs.size(), 3u);
  expect_within_error(found.pairs[0], 0, 0.15);
  expect_within_error(found.pairs[1], ishigami.v13() / ishigami.variance(), 0.15);
  expect_within_error(found.pairs[2], 0, 0.15);
}

TEST(SobolIndices, OfTheGFunctionAreTheAnalyticOnes) {
  const SobolG g{{0, 1, 4.5, 9, 99, 99, 99, 99}};
  const SobolIndices found = indices_of(g, 4096, 8);
  for (std::size_t k = 0; k != 8; ++k) {
    expect_within_error(found.factors[k].first, g.first(k), 0.09);
    expect_within_error(found.factors[k].total, g.total(k), 0.09);
  }
}

TEST(SobolIndices, IntervalsHoldTheTruthAboutAsOftenAsTheySay) {
  const SobolG g{{0.5, 2}};
  int inside = 0, all = 0;
  for (std::uint64_t seed = 1; seed != 101; ++seed) {
    // Latin hypercubes of pairs instead of Sobol's sequence, whose evenness the intervals know nothing of.
    const Points both = latin_hypercube(200, 4, seed);
    std::vector<double> outputs;
    for (Eigen::Index row = 0; row != both.rows(); ++row) {
      const double a1 = both(row, 0), a2 = both(row, 1), b1 = both(row, 2), b2 = both(row, 3);
      for (const auto& x : {std::array{a1, a2}, std::array{b1, a2}, std::array{a1, b2}, std::array{b1, b2}})
        outputs.push_back(g(x));
    }
    const SobolIndices found = sobol_indices(outputs, 2, false);
    for (std::size_t k = 0; k != 2; ++k) {
      const Estimate& total = found.factors[k].total;
      inside += total.low <= g.total(k) && g.total(k) <= total.high;
      ++all;
    }
  }
  EXPECT_GE(inside, all * 88 / 100);
}

TEST(SobolIndices, OfAFactorWithoutEffectAreNothing) {
  const SobolIndices found = indices_of([](auto x) { return x[0] * x[2] + std::sin(5 * x[0]); }, 256, 3);
  EXPECT_EQ(found.factors[1].total.value, 0);
  EXPECT_EQ(found.factors[1].total.high, 0);
  EXPECT_EQ(found.factors[1].first.value, 0);
}

TEST(SobolIndices, OfASumAreSharesOfItAlone) {
  const SobolIndices found = indices_of([](auto x) { return 3 * x[0] + 2 * x[1] - x[2]; }, 4096, 3);
  const std::array shares{9.0 / 14, 4.0 / 14, 1.0 / 14};  // variances in the ratio of squared coefficients
  double sum = 0;
  for (std::size_t k = 0; k != 3; ++k) {
    EXPECT_NEAR(found.factors[k].first.value, shares[k], 0.005);
    EXPECT_NEAR(found.factors[k].total.value, shares[k], 0.005);
    sum += found.factors[k].first.value;
  }
  EXPECT_NEAR(sum, 1, 0.005);
}

TEST(SobolIndices, DoNotDependOnTheUnitOfTheOutput) {
  const Points points = saltelli(128, 3, true, 4);
  const SobolIndices plain = sobol_indices(values_at(points, Ishigami{}), 3, true);
  const SobolIndices scaled =
      sobol_indices(values_at(points, [](auto x) { return 250'000 - 1000 * Ishigami{}(x); }), 3, true);
  for (std::size_t k = 0; k != 3; ++k) {
    EXPECT_NEAR(plain.factors[k].first.value, scaled.factors[k].first.value, 1e-9);
    EXPECT_NEAR(plain.factors[k].total.high, scaled.factors[k].total.high, 1e-9);
    EXPECT_NEAR(plain.pairs[k].low, scaled.pairs[k].low, 1e-9);
  }
}

TEST(SobolIndices, OfWhatNeverChangesAreNothing) {
  const SobolIndices found = indices_of([](auto) { return 0.1; }, 16, 2);
  EXPECT_EQ(found.factors[0].first.value, 0);
  EXPECT_EQ(found.factors[1].total.value, 0);
}

TEST(SobolIndices, LeaveOutBaseRowsWithARunMissing) {
  std::vector<double> outputs = values_at(saltelli(64, 3, false, 2), Ishigami{});
  const std::vector<double> kept(outputs.begin() + 5, outputs.end());
  outputs[3] = std::numeric_limits<double>::quiet_NaN();
  const SobolIndices found = sobol_indices(outputs, 3, false);
  EXPECT_EQ(found.base, 63u);
  EXPECT_EQ(found.factors[1].first.value, sobol_indices(kept, 3, false).factors[1].first.value);
}

TEST(MorrisEffects, OfALineAreItsSlopes) {
  const Points points = morris(6, 3, 4, 1);
  const auto effects = morris_effects(points, values_at(points, [](auto x) { return 2 * x[0] - 5 * x[1] + 1; }));
  const std::array slopes{2.0, -5.0, 0.0};
  for (std::size_t k = 0; k != 3; ++k) {
    EXPECT_NEAR(effects[k].mu, slopes[k], 1e-9);
    EXPECT_NEAR(effects[k].mu_star.value, std::abs(slopes[k]), 1e-9);
    EXPECT_NEAR(effects[k].sigma, 0, 1e-9);
  }
}

// Of x1 x2 the effect of x1 is x2, one of four levels: mean 1/2, standard deviation √(5/36) = 0.373.
TEST(MorrisEffects, OfAProductSpreadAsItsOtherFactorDoes) {
  const Points points = morris(2000, 2, 4, 1);
  const auto effects = morris_effects(points, values_at(points, [](auto x) { return x[0] * x[1]; }));
  for (const ElementaryEffect& effect : effects) {
    EXPECT_NEAR(effect.mu, 0.5, 4 * 0.373 / std::sqrt(2000));
    EXPECT_NEAR(effect.sigma, 0.373, 0.02);
    EXPECT_LT(effect.mu_star.low, 0.5);
    EXPECT_GT(effect.mu_star.high, 0.5);
  }
}

TEST(MorrisEffects, ThatCancelShowInTheMeanOfAbsoluteValues) {
  const Points points = morris(500, 1, 4, 1);
  const auto effects = morris_effects(points, values_at(points, [](auto x) { return std::abs(x[0] - 0.5); }));
  EXPECT_NEAR(effects[0].mu, 0, 0.1);
  EXPECT_NEAR(effects[0].mu_star.value, 0.5,
              1e-9);  // from 0 to 2/3 or from 1/3 to 1: (1/6 - 1/2) / (2/3) or its opposite
}

TEST(MorrisEffects, LeaveOutTrajectoriesWithARunMissing) {
  const Points points = morris(8, 2, 4, 1);
  std::vector<double> outputs = values_at(points, [](auto x) { return 3 * x[0]; });
  outputs[4] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NEAR(morris_effects(points, outputs)[0].mu, 3, 1e-9);
  EXPECT_TRUE(morris_effects(points, std::vector<double>(outputs.size(), outputs[4])).empty());
}

TEST(AreTrajectories, KnowsWhatMorrisMadeFromOtherDesigns) {
  EXPECT_TRUE(are_trajectories(morris(5, 4, 6, 1)));
  EXPECT_FALSE(are_trajectories(latin_hypercube(25, 4, 1)));
  EXPECT_FALSE(are_trajectories(one_at_a_time(2, 3, std::array{0.5, 0.5})));
}

}  // namespace
}  // namespace twin::experiment
