#include "twin/experiment/emulator.h"

#include <gtest/gtest.h>

#include "tests/twin/experiment/known_functions.h"
#include "twin/experiment/emulator_fit.h"
#include "twin/experiment/matern.h"
#include "twin/experiment/normal.h"

namespace twin::experiment {
namespace {

constexpr Stream kNoise{"emulator_test.noise"};

double hilly(std::span<const double> x) {
  return 1000 + 20 * std::sin(5 * x[0]) + 30 * x[1] * x[1] + 4 * x[0] * x[1];
}

Eigen::VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

std::vector<double> with_noise(std::vector<double> values, double deviation, std::uint64_t seed) {
  for (std::size_t i = 0; i != values.size(); ++i)
    values[i] += deviation * standard_normal(draw_key(seed, kNoise.hash), i, 0);
  return values;
}

std::span<const double> row(const Points& points, Eigen::Index index) {
  return {points.row(index).data(), static_cast<std::size_t>(points.cols())};
}

/// The share of fresh points where the truth lies within the emulator's 90 % band.
double coverage(const Emulator& emulator, const Function& truth, std::uint64_t seed) {
  const Points fresh = latin_hypercube(400, emulator.factors(), seed);
  int inside = 0;
  for (Eigen::Index i = 0; i != 400; ++i) {
    const auto [mean, variance] = emulator.predict(row(fresh, i));
    inside += std::abs(truth(row(fresh, i)) - mean) <= 1.6448536 * std::sqrt(variance);
  }
  return inside / 400.0;
}

TEST(Emulator, GoesThroughRunsWithoutNoise) {
  const Points points = latin_hypercube(30, 2, 1);
  const std::vector<double> outputs = values_at(points, hilly);
  const Emulator emulator(points, vector_of(outputs), {Eigen::Vector2d(0.5, 0.8), 400, 0});
  for (Eigen::Index i = 0; i != 30; ++i) {
    const auto [mean, variance] = emulator.predict(row(points, i));
    EXPECT_NEAR(mean, outputs[static_cast<std::size_t>(i)], 1e-3);
    EXPECT_NEAR(variance, 0, 1e-6);
  }
}

TEST(Emulator, IsALineWhereTheRunsAreOne) {
  const Points points = latin_hypercube(12, 3, 1);
  const Function line = [](auto x) { return 7 + 2 * x[0] - 3 * x[2]; };
  for (const Emulator& emulator :
       {Emulator(points, vector_of(values_at(points, line)), {Eigen::Vector3d(1, 1, 1), 1, 0.1}),
        fit_emulator(points, values_at(points, line))}) {
    const std::array far{3.0, -2.0, 5.0};
    EXPECT_NEAR(emulator.predict(far).mean, line(far), 1e-6);
    EXPECT_NEAR(emulator.mean(far), line(far), 1e-6);
  }
}

TEST(Emulator, IsNowhereSurerThanAtItsRuns) {
  const Points points = latin_hypercube(20, 2, 2);
  const Emulator emulator(points, vector_of(values_at(points, hilly)), {Eigen::Vector2d(0.3, 0.3), 100, 1});
  double most = 0;
  for (Eigen::Index i = 0; i != 20; ++i) most = std::max(most, emulator.predict(row(points, i)).variance);
  EXPECT_LT(most, 1) << "of one run it is the noise; the neighbours help";
  EXPECT_GT(emulator.predict(std::array{5.0, 5.0}).variance, 100) << "far away: the field's, and the trend's doubt";
}

TEST(Emulator, LeavesOneOutAsIfItHadNeverSeenIt) {
  const Points points = latin_hypercube(15, 2, 3);
  const std::vector<double> outputs = with_noise(values_at(points, hilly), 2, 1);
  const Hyperparameters hyperparameters{Eigen::Vector2d(0.4, 0.9), 300, 4};
  const auto found = Emulator(points, vector_of(outputs), hyperparameters).leave_one_out();
  for (Eigen::Index out = 0; out != 15; ++out) {
    Points others(14, 2);
    others << points.topRows(out), points.bottomRows(14 - out);
    std::vector<double> rest = outputs;
    rest.erase(rest.begin() + out);
    const auto [mean, variance] = Emulator(others, vector_of(rest), hyperparameters).predict(row(points, out));
    EXPECT_NEAR(found[static_cast<std::size_t>(out)].mean, mean, 1e-6);
    EXPECT_NEAR(found[static_cast<std::size_t>(out)].variance, variance + 4, 1e-5);
  }
}

TEST(Emulator, LeavesOutTrendsThatItsRunsCannotTell) {
  Points points = latin_hypercube(12, 3, 3);
  points.col(1).setConstant(0.5);
  const Function truth = [](auto x) { return 3 * x[0] + std::sin(6 * x[2]); };
  const Emulator emulator = fit_emulator(points, values_at(points, truth));
  const std::array there{0.3, 0.5, 0.6};
  EXPECT_NEAR(emulator.predict(there).mean, truth(there), 0.1);
  EXPECT_TRUE(std::isfinite(cross_validated(emulator).root_mean_square_error));
}

TEST(FittedEmulator, FindsAFunctionFromFewRuns) {
  const Points points = sobol_sequence(64, 2, 1);
  const Emulator emulator = fit_emulator(points, values_at(points, hilly));
  const Points fresh = latin_hypercube(100, 2, 9);
  for (Eigen::Index i = 0; i != 100; ++i)  // the function's deviation is about 15
    EXPECT_NEAR(emulator.predict(row(fresh, i)).mean, hilly(row(fresh, i)), 0.3);
  EXPECT_GT(cross_validated(emulator).explained, 0.999);
}

TEST(FittedEmulator, BandsHoldFieldsOfItsOwnKindNineTimesInTen) {
  double inside = 0;
  for (std::uint64_t seed = 1; seed != 21; ++seed) {
    // 48 runs and 100 places to foretell, all of one field of lengths 0.5 and 1.
    Points all(148, 2);
    all << sobol_sequence(48, 2, seed), latin_hypercube(100, 2, seed);
    Eigen::MatrixXd covariance =
        matern(squared_distances(all.col(0)) / 0.25 + squared_distances(all.col(1))).correlation;
    covariance.diagonal().array() += 1e-9;
    const Eigen::VectorXd chance = vector_of(with_noise(std::vector<double>(148), 1, seed));
    const Eigen::VectorXd field = covariance.llt().matrixL() * chance;
    const Emulator emulator = fit_emulator(all.topRows(48), {field.data(), 48});
    for (Eigen::Index i = 48; i != 148; ++i) {
      const auto [mean, variance] = emulator.predict(row(all, i));
      inside += std::abs(field[i] - mean) <= 1.6448536 * std::sqrt(variance);
    }
  }
  // Places of one field are alike in whether they are missed: about as 10 independent ones, 20 times: 0.02.
  EXPECT_NEAR(inside / 2000, 0.9, 0.06);
}

TEST(FittedEmulator, BandsHoldNewRunsOfAKnownFunctionNineTimesInTen) {
  double inside = 0, left_out = 0;
  for (std::uint64_t seed = 1; seed != 11; ++seed) {
    const Points points = sobol_sequence(64, 2, seed), fresh = latin_hypercube(100, 2, seed);
    const Emulator emulator = fit_emulator(points, with_noise(values_at(points, hilly), 3, seed));
    const std::vector<double> runs = with_noise(values_at(fresh, hilly), 3, 1000 + seed);
    for (Eigen::Index i = 0; i != 100; ++i) {
      const auto [mean, variance] = emulator.predict(row(fresh, i));
      const double deviation = std::sqrt(variance + emulator.hyperparameters().noise);
      inside += std::abs(runs[static_cast<std::size_t>(i)] - mean) <= 1.6448536 * deviation;
    }
    left_out += cross_validated(emulator).coverage / 10;
  }
  EXPECT_NEAR(inside / 1000, 0.9, 0.04);
  EXPECT_NEAR(left_out, 0.9, 0.04);
}

TEST(FittedEmulator, LeftOutBandsHoldNineInTenOfAFunctionWithKinksToo) {
  double left_out = 0;
  for (std::uint64_t seed = 1; seed != 11; ++seed) {
    const Points points = sobol_sequence(64, 3, seed);
    left_out += cross_validated(fit_emulator(points, values_at(points, SobolG{{1, 3, 9}}))).coverage / 10;
  }
  EXPECT_NEAR(left_out, 0.9, 0.05);
}

TEST(FittedEmulator, TellsNoiseFromTheFactors) {
  const Points points = sobol_sequence(128, 2, 1);
  for (const double deviation : {0.5, 5.0}) {
    const Emulator emulator = fit_emulator(points, with_noise(values_at(points, hilly), deviation, 7));
    // About 110 degrees of freedom: a standard error of 7 %.
    EXPECT_NEAR(std::sqrt(emulator.hyperparameters().noise), deviation, 0.28 * deviation);
    EXPECT_NEAR(coverage(emulator, hilly, 5), 0.9, 0.1);
  }
}

TEST(FittedEmulator, GivesAFactorWithoutEffectALongLength) {
  const Points points = sobol_sequence(64, 3, 2);
  const Emulator emulator = fit_emulator(points, values_at(points, [](auto x) { return std::sin(6 * x[0]) + x[1]; }));
  EXPECT_LT(emulator.hyperparameters().lengths[0], 2);
  EXPECT_GT(emulator.hyperparameters().lengths[2], 10);
}

TEST(FittedEmulator, DoesNotDependOnTheUnitOfTheOutput) {
  const Points points = sobol_sequence(40, 2, 3);
  const std::vector<double> outputs = with_noise(values_at(points, hilly), 1, 3);
  std::vector<double> scaled;
  for (const double y : outputs) scaled.push_back(1e6 + 1000 * y);
  const Prediction plain = fit_emulator(points, outputs).predict(std::array{0.2, 0.7});
  const Prediction other = fit_emulator(points, scaled).predict(std::array{0.2, 0.7});
  EXPECT_NEAR(1e6 + 1000 * plain.mean, other.mean, 0.1);
  EXPECT_NEAR(plain.variance, other.variance / 1e6, 1e-3 * plain.variance);
}

TEST(FittedEmulator, TakesRunsThatFailedOutAndNothingThatVariesAsItIs) {
  const Points points = sobol_sequence(32, 2, 3);
  std::vector<double> outputs(32, 5.0);
  outputs[4] = std::numeric_limits<double>::quiet_NaN();
  const Emulator emulator = fit_emulator(points, outputs);
  EXPECT_EQ(emulator.outputs().size(), 31);
  EXPECT_NEAR(emulator.predict(std::array{0.3, 0.3}).mean, 5, 1e-9);
  EXPECT_EQ(emulator.predict(std::array{0.3, 0.3}).variance, 0);
}

TEST(RestrictedLikelihood, HasTheGradientThatDifferencesGive) {
  const Points points = latin_hypercube(25, 3, 1);
  const RestrictedLikelihood likelihood(points, vector_of(with_noise(values_at(points, Ishigami{}), 0.3, 2)));
  for (const Eigen::Vector4d& at : {Eigen::Vector4d(-0.5, 0.3, 1, -3), Eigen::Vector4d(0.5, -1.5, 0, -6)}) {
    const Slope here = likelihood(at);
    for (Eigen::Index k = 0; k != 4; ++k) {
      const Eigen::Vector4d step = 1e-5 * Eigen::Vector4d::Unit(k);
      EXPECT_NEAR(here.gradient[k], (likelihood(at + step).value - likelihood(at - step).value) / 2e-5, 1e-5);
    }
  }
}

TEST(RestrictedLikelihood, IsNowhereHigherThanWhereTheFitEnds) {
  // Few noisy runs: long lengths with much noise and short ones with little are both tops (Rasmussen &
  // Williams, 5.4.1).
  for (std::uint64_t seed = 1; seed != 6; ++seed) {
    const Points points = latin_hypercube(12, 1, seed);
    const std::vector<double> outputs =
        with_noise(values_at(points, [](auto x) { return std::sin(9 * x[0]); }), 0.4, seed);
    const RestrictedLikelihood likelihood(points, vector_of(outputs));
    const Hyperparameters fit = fit_emulator(points, outputs).hyperparameters();
    const double top =
        likelihood(Eigen::Vector2d(std::log(fit.lengths[0]), std::log(fit.noise / fit.variance))).value;
    for (double length = std::log(0.03); length < std::log(30); length += 0.2)
      for (double ratio = std::log(1e-8); ratio < std::log(1e3); ratio += 0.4)
        EXPECT_LE(likelihood(Eigen::Vector2d(length, ratio)).value, top + 0.01);
  }
}

TEST(SobolIndicesOfAnEmulator, AreThoseOfTheFunction) {
  const Ishigami ishigami;
  const Points points = sobol_sequence(256, 3, 1);
  const Emulator emulator = fit_emulator(points, values_at(points, ishigami));
  const SobolIndices found = sobol_indices(emulator, 2048);
  for (std::size_t k = 0; k != 3; ++k) {
    EXPECT_NEAR(found.factors[k].first.value, ishigami.first()[k], 0.03);
    EXPECT_NEAR(found.factors[k].total.value, ishigami.total()[k], 0.03);
  }
}

TEST(Climb, FindsTheTopOfASkewedHillAndStopsAtItsBounds) {
  const auto hill = [](const Eigen::VectorXd& x) {
    return Slope{-100 * (x[0] - 1) * (x[0] - 1) - 0.01 * (x[1] - 3) * (x[1] - 3),
                 Eigen::Vector2d(-200 * (x[0] - 1), -0.02 * (x[1] - 3))};
  };
  const Eigen::Vector2d low(-5, -5);
  const Place inside = climb(hill, Eigen::Vector2d(-4, -4), low, Eigen::Vector2d(5, 5), 200);
  EXPECT_NEAR(inside.at[0], 1, 1e-3);
  EXPECT_NEAR(inside.at[1], 3, 1e-3);
  EXPECT_EQ(climb(hill, Eigen::Vector2d(-4, -4), low, Eigen::Vector2d(5, 2), 200).at[1], 2);
}

}  // namespace
}  // namespace twin::experiment
