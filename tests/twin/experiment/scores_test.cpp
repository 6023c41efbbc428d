#include "twin/experiment/scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "twin/experiment/normal.h"

namespace twin::experiment {
namespace {

constexpr Stream kEnsemble{"scores_test.ensemble"};

std::vector<double> normals(std::size_t count, std::uint64_t seed) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i != count; ++i) values[i] = standard_normal(draw_key(seed, kEnsemble.hash), i, 0);
  return values;
}

double double_sum(std::span<const double> ensemble, double observed, double pairs) {
  double near = 0, apart = 0;
  for (const double x : ensemble) {
    near += std::abs(x - observed);
    for (const double other : ensemble) apart += std::abs(x - other);
  }
  return near / static_cast<double>(ensemble.size()) - apart / (2 * pairs);
}

TEST(PercentageErrors, AreOfWhatWasObserved) {
  const std::array forecast{110.0, 45.0, 200.0}, observed{100.0, 50.0, 200.0};  // +10 %, -10 %, 0 %
  EXPECT_NEAR(mean_absolute_percentage_error(forecast, observed), 20.0 / 3, 1e-12);
  EXPECT_NEAR(worst_absolute_percentage_error(forecast, observed), 10, 1e-12);
  EXPECT_NEAR(mean_percentage_error(forecast, observed), 0, 1e-12);
}

TEST(PercentageErrors, OfAChangeBelowZeroKeepTheirSign) {
  EXPECT_NEAR(mean_percentage_error(std::array{-80.0}, std::array{-100.0}), 20, 1e-12) << "too high";
}

TEST(BandCoverage, CountsTheEdges) {
  const std::array low{0.0, 0.0, 0.0, 0.0}, high{1.0, 1.0, 1.0, 1.0}, observed{0.0, 1.0, 1.1, 0.5};
  EXPECT_EQ(band_coverage(low, high, observed), 0.75);
}

TEST(Quantile, IsLinearBetweenOrderStatistics) {
  const std::array values{4.0, 1.0, 3.0, 2.0};  // R: quantile(c(4, 1, 3, 2), 0.1) is 1 + 0.1 * 3 = 1.3
  EXPECT_NEAR(quantile(values, 0.1), 1.3, 1e-12);
  EXPECT_EQ(quantile(values, 0), 1);
  EXPECT_EQ(quantile(values, 0.5), 2.5);
  EXPECT_EQ(quantile(values, 1), 4);
  EXPECT_EQ(quantile(std::array{7.0}, 0.3), 7);
}

TEST(Crps, OfOneMemberIsTheAbsoluteError) {
  EXPECT_EQ(crps(std::array{3.0}, 5), 2);
}

TEST(Crps, IsTheDoubleSumOfItsDefinition) {
  for (const std::size_t size : {2, 3, 10, 57}) {
    const std::vector<double> ensemble = normals(size, size);
    const auto n = static_cast<double>(size);
    for (const double observed : {-3.0, -0.2, 0.0, 0.7, 9.0}) {
      EXPECT_NEAR(crps(ensemble, observed), double_sum(ensemble, observed, n * n), 1e-12);
      EXPECT_NEAR(fair_crps(ensemble, observed), double_sum(ensemble, observed, n * (n - 1)), 1e-12);
    }
  }
}

// Of a standard normal forecast: y (2 Φ(y) - 1) + 2 φ(y) - 1/√π (Gneiting & Raftery 2007, below eq. 21).
TEST(Crps, OfALargeNormalEnsembleIsThatOfTheNormalDistribution) {
  const std::vector<double> ensemble = normals(100'000, 1);
  for (const double y : {-2.0, 0.0, 0.5, 3.0}) {
    const double density = std::exp(-y * y / 2) / std::sqrt(2 * std::numbers::pi);
    const double exact = y * std::erf(y / std::numbers::sqrt2) + 2 * density - std::numbers::inv_sqrtpi;
    EXPECT_NEAR(crps(ensemble, y), exact, 0.013);  // 4 standard errors of a mean of 100,000 distances
  }
}

TEST(FairCrps, IsTheSameOnAverageForFewMembersAsForMany) {
  double few = 0, unfair = 0;
  const int trials = 20'000;
  for (int trial = 0; trial != trials; ++trial) {
    const std::vector<double> ensemble = normals(3, 1000 + static_cast<std::uint64_t>(trial));
    few += fair_crps(ensemble, 0.5) / trials;
    unfair += crps(ensemble, 0.5) / trials;
  }
  const double many = crps(normals(100'000, 1), 0.5);
  EXPECT_NEAR(few, many, 0.015);   // standard deviation of one trial about 0.4
  EXPECT_GT(unfair - many, 0.15);  // (1/3) (1/√π) = 0.188 too much
}

TEST(StandardNormal, HasTheMomentsAndTailsOfTheNormalDistribution) {
  std::vector<double> values = normals(200'000, 3);
  const auto n = static_cast<double>(values.size());
  double sum = 0, square = 0, fourth = 0;
  for (const double x : values) sum += x, square += x * x, fourth += x * x * x * x;
  EXPECT_NEAR(sum / n, 0, 4 / std::sqrt(n));
  EXPECT_NEAR(square / n, 1, 4 * std::sqrt(2 / n));
  EXPECT_NEAR(fourth / n, 3, 4 * std::sqrt(96 / n));
  std::ranges::sort(values);
  EXPECT_NEAR(sorted_quantile(values, 0.975), 1.95996, 4 * std::sqrt(0.025 * 0.975 / n) / 0.05845);
}

}  // namespace
}  // namespace twin::experiment
