#include "models/shapley.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numeric>

#include "twin/base/draw.h"

namespace rurban {
namespace {

constexpr twin::Stream kGames{"shapley_test"};

/// What coalitions of a game drawn by chance are worth; nobody: nothing.
std::vector<double> game(std::uint32_t seed, int players) {
  std::vector<double> values(std::size_t{1} << players);
  for (std::uint32_t c = 1; c != values.size(); ++c)
    values[c] = twin::Draw(twin::draw_key(seed, kGames.hash), c, 0).uniform() * 100 * std::popcount(c);
  return values;
}

TEST(SampledShapley, IsEfficientAndLiesWithinItsErrorsOfTheExactValues) {
  int outside = 0, all = 0;
  for (std::uint32_t seed = 0; seed != 20; ++seed) {
    const std::vector<double> values = game(seed, 5);
    const auto value = [&](std::uint32_t coalition) { return values[coalition]; };
    const std::vector<double> exact = shapley(5, value);
    const SampledShapley sampled = sampled_shapley(5, 200, seed, value);
    EXPECT_NEAR(std::accumulate(sampled.values.begin(), sampled.values.end(), 0.0), values.back(), 1e-9);
    for (std::size_t i = 0; i != exact.size(); ++i) {
      outside += std::abs(sampled.values[i] - exact[i]) > 2 * sampled.errors[i];
      ++all;
    }
  }
  EXPECT_LE(outside, all / 8) << "one in twenty is to be expected";
}

TEST(SampledShapley, WhoNeverAddsAnythingGetsNothing) {
  const SampledShapley sampled =
      sampled_shapley(4, 3, 1, [](std::uint32_t c) { return 10.0 * std::popcount(c & 0b0111U); });
  EXPECT_EQ(sampled.values[3], 0);
  EXPECT_EQ(sampled.errors[3], 0);
}

TEST(WholeSplit, LosesNoOreAndIsOffByLessThanOne) {
  for (const std::int64_t total : {0L, 1L, 7L, 100'003L, -5L, -100'003L}) {
    const std::vector<double> weights{0.1, 0.25, 0.4, 0.25};
    std::vector<double> shares;
    for (const double weight : weights) shares.push_back(weight * static_cast<double>(total));
    const std::vector<std::int64_t> split = whole_split(total, shares);
    EXPECT_EQ(std::accumulate(split.begin(), split.end(), std::int64_t{0}), total);
    for (std::size_t i = 0; i != split.size(); ++i)
      EXPECT_LT(std::abs(static_cast<double>(split[i]) - shares[i]), 1) << total;
  }
}

}  // namespace
}  // namespace rurban
