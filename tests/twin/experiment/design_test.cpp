#include "twin/experiment/design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace twin::experiment {
namespace {

Points table(std::initializer_list<std::initializer_list<double>> rows) {
  return Points(rows);
}

/// In which of `slices` equal parts of a factor each run lies, in order of size.
std::vector<int> slices_of(const Points& points, Eigen::Index factor, Eigen::Index slices) {
  std::vector<int> found;
  for (Eigen::Index run = 0; run != points.rows(); ++run)
    found.push_back(static_cast<int>(points(run, factor) * static_cast<double>(slices)));
  std::ranges::sort(found);
  return found;
}

std::vector<int> one_each(Eigen::Index count) {
  std::vector<int> numbers;
  for (int i = 0; i != count; ++i) numbers.push_back(i);
  return numbers;
}

TEST(FullGrid, TakesEveryCombinationTheLastFactorFastest) {
  EXPECT_EQ(full_grid(std::array<std::size_t, 3>{2, 1, 3}),
            table({{0, 0.5, 0}, {0, 0.5, 0.5}, {0, 0.5, 1}, {1, 0.5, 0}, {1, 0.5, 0.5}, {1, 0.5, 1}}));
}

TEST(FullGrid, OfNoFactorsIsOneRun) {
  EXPECT_EQ(full_grid({}).rows(), 1);
}

TEST(LatinHypercube, HasOneRunInEverySliceOfEveryFactor) {
  for (std::uint64_t seed = 0; seed != 5; ++seed) {
    const Points points = latin_hypercube(37, 4, seed);
    for (Eigen::Index factor = 0; factor != 4; ++factor) EXPECT_EQ(slices_of(points, factor, 37), one_each(37));
  }
}

TEST(LatinHypercube, DiffersBySeedAndByFactor) {
  const Points points = latin_hypercube(20, 2, 1);
  EXPECT_EQ(points, latin_hypercube(20, 2, 1));
  EXPECT_NE(points, latin_hypercube(20, 2, 2));
  EXPECT_NE(points.col(0), points.col(1));
}

TEST(LatinHypercube, PutsRunsAnywhereInTheirSlices) {
  const Points points = latin_hypercube(1000, 1, 3);
  double sum = 0;
  for (Eigen::Index run = 0; run != 1000; ++run) sum += points(run, 0) * 1000 - std::floor(points(run, 0) * 1000);
  EXPECT_NEAR(sum / 1000, 0.5, 0.04);  // standard error of the mean of 1000 uniforms: 0.009
}

// In Gray code order, from Joe & Kuo's new-joe-kuo-6. Third column (s = 2, a = 1, m = 1, 3): the direction numbers
// are 1/2, 3/4, 3/8; 0 ^ 1/2 = 0.5, ^ 3/4 = 0.25, ^ 1/2 = 0.75, ^ 3/8 = 0.625 …
TEST(SobolSequence, IsThePublishedOne) {
  EXPECT_EQ(sobol_sequence(8, 3, 0), table({{0, 0, 0},
                                            {0.5, 0.5, 0.5},
                                            {0.75, 0.25, 0.25},
                                            {0.25, 0.75, 0.75},
                                            {0.375, 0.375, 0.625},
                                            {0.875, 0.875, 0.125},
                                            {0.625, 0.125, 0.875},
                                            {0.125, 0.625, 0.375}}));
}

TEST(SobolSequence, FillsEverySliceOnceWhateverTheShift) {
  for (const std::uint64_t seed : {0, 1, 2, 77}) {
    const Points points = sobol_sequence(256, 40, seed);
    for (Eigen::Index factor = 0; factor != 40; ++factor) EXPECT_EQ(slices_of(points, factor, 256), one_each(256));
  }
}

TEST(SobolSequence, OfTwoFactorsFillsEveryBoxOfEqualArea) {
  for (const std::uint64_t seed : {0, 5}) {  // a (0, m, 2)-net in base 2
    const Points points = sobol_sequence(64, 2, seed);
    for (const int wide : {1, 2, 4, 8, 16, 32, 64}) {
      std::set<std::pair<int, int>> boxes;
      for (Eigen::Index run = 0; run != 64; ++run)
        boxes.emplace(static_cast<int>(points(run, 0) * wide), static_cast<int>(points(run, 1) * (64 / wide)));
      EXPECT_EQ(boxes.size(), 64u);
    }
  }
}

TEST(SobolSequence, ShiftedByChanceNeverTouchesTheEnds) {
  for (std::uint64_t seed = 1; seed != 200; ++seed) {
    const Points points = sobol_sequence(16, 3, seed);
    EXPECT_GT(points.minCoeff(), 0);
    EXPECT_LT(points.maxCoeff(), 1);
  }
}

TEST(Saltelli, MixesOneFactorAtATime) {
  const Points both = sobol_sequence(4, 4, 9);
  const Points points = saltelli(4, 2, true, 9);
  ASSERT_EQ(points.rows(), 4 * 6);
  for (Eigen::Index i = 0; i != 4; ++i) {
    const double a1 = both(i, 0), a2 = both(i, 1), b1 = both(i, 2), b2 = both(i, 3);
    EXPECT_EQ(Points(points.middleRows(6 * i, 6)),
              table({{a1, a2}, {b1, a2}, {a1, b2}, {a1, b2}, {b1, a2}, {b1, b2}}));
  }
}

TEST(Saltelli, WithoutSecondOrderLeavesOutTheMixturesOfB) {
  const Points both = sobol_sequence(2, 6, 9);
  const Points points = saltelli(2, 3, false, 9);
  ASSERT_EQ(points.rows(), 2 * 5);
  EXPECT_EQ(points.row(5), both.row(1).head(3));
  EXPECT_EQ(points.row(9), both.row(1).tail(3));
  EXPECT_EQ(points(8, 2), both(1, 5));
  EXPECT_EQ(points(8, 0), both(1, 0));
}

TEST(Morris, MovesEveryFactorOnceByHalfTheLevels) {
  const Points points = morris(10, 5, 4, 3);
  ASSERT_EQ(points.rows(), 10 * 6);
  for (Eigen::Index first = 0; first != 60; first += 6) {
    std::set<Eigen::Index> moved;
    for (Eigen::Index row = first; row != first + 5; ++row)
      for (Eigen::Index k = 0; k != 5; ++k)
        if (points(row, k) != points(row + 1, k)) {
          EXPECT_NEAR(std::abs(points(row + 1, k) - points(row, k)), 4.0 / 6, 1e-12);  // 4 / (2 (4 - 1))
          moved.insert(row * 10 + k);
        }
    EXPECT_EQ(moved.size(), 5u);
    std::set<Eigen::Index> factors;
    for (const Eigen::Index m : moved) factors.insert(m % 10);
    EXPECT_EQ(factors.size(), 5u);
  }
}

TEST(Morris, VisitsAllLevelsAlike) {
  const Points points = morris(2000, 3, 4, 1);
  for (Eigen::Index k = 0; k != 3; ++k)
    for (int level = 0; level != 4; ++level) {
      const auto share = (points.col(k).array() * 3 - level).abs() < 1e-9;
      // Runs of a trajectory share levels: 2000 independent trajectories, standard error below 0.01.
      EXPECT_NEAR(static_cast<double>(share.count()) / 8000, 0.25, 0.03);
    }
}

TEST(OneAtATime, BeginsAtTheCentreAndReturnsToItForEachFactor) {
  EXPECT_EQ(one_at_a_time(2, 3, std::array{0.2, 0.4}),
            table({{0.2, 0.4}, {0, 0.4}, {0.5, 0.4}, {1, 0.4}, {0.2, 0}, {0.2, 0.5}, {0.2, 1}}));
}

}  // namespace
}  // namespace twin::experiment
