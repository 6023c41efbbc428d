#include "models/coverage/reconstruction.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>

#include "models/coverage/synthetic_field.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

Estimate estimate_at(const Reconstruction& map, double east_m, double north_m, float trend_dbm = -100) {
  const Target place{east_m, north_m, trend_dbm};
  Estimate estimate;
  map.predict({&place, 1}, {&estimate, 1});
  return estimate;
}

Reading reading(double east_m, double north_m, float value_dbm, std::uint16_t day = 0) {
  return {east_m, north_m, value_dbm, -100, day, 0, false};
}

std::vector<Reading> scattered(std::size_t count, double extent_m) {
  std::vector<Reading> readings;
  for (std::uint64_t i = 0; i != count; ++i)
    readings.push_back(reading(uniform(11, i, 0, extent_m), uniform(12, i, 0, extent_m),
                               static_cast<float>(-100 + 10 * normal(13, i))));
  return readings;
}

float sd_of_field(const Kernel& kernel) {
  return std::sqrt(kernel.short_variance + kernel.long_variance);
}

TEST(Reconstruction, WithoutReadingsIsTheTrendAsUncertainAsTheField) {
  const Kernel kernel;
  const Estimate estimate = estimate_at(Reconstruction({}, kernel), 10, 20, -93);
  EXPECT_EQ(estimate.mean_dbm, -93);
  EXPECT_FLOAT_EQ(estimate.sd_db, sd_of_field(kernel));
}

TEST(Reconstruction, ReturnsToTheTrendFarFromReadings) {
  const Kernel kernel;
  const Reconstruction map(std::vector{reading(0, 0, -60), reading(200, 0, -70)}, kernel);
  EXPECT_GT(estimate_at(map, 50, 0).mean_dbm, -80);
  const Estimate far = estimate_at(map, 50'000, 0);
  EXPECT_NEAR(far.mean_dbm, -100, 1e-3);
  EXPECT_NEAR(far.sd_db, sd_of_field(kernel), 1e-3);
}

TEST(Reconstruction, OfOneReadingIsTheTextbooksFormula) {
  // At the reading itself: k / (k + noise) of its surprise, with k = 150 and noise = 8 + 4; variance k - k^2 / 162.
  const Reconstruction map(std::vector{reading(0, 0, -80)}, Kernel{});
  const Estimate estimate = estimate_at(map, 0, 0);
  EXPECT_NEAR(estimate.mean_dbm, -100 + 20 * 150. / 162, 1e-3);
  EXPECT_NEAR(estimate.sd_db, std::sqrt(150 - 150 * 150. / 162), 1e-3);
  // One more reading there, on another day, sees as much again: -80 +- sqrt(sd^2 + 8 + 4 + 1).
  EXPECT_NEAR(map.reading_sd(estimate), std::sqrt(estimate.sd_db * estimate.sd_db + 13), 1e-4);
}

TEST(Reconstruction, EqualsTheFullGaussianProcessWhenAllPlacesAreNeighbours) {
  const Kernel kernel;
  for (const std::size_t count : {5U, 32U}) {
    std::vector<Reading> readings = scattered(count, 2000);
    for (std::size_t i = 0; i != count; ++i) readings[i].day = static_cast<std::uint16_t>(i % 3);
    const Reconstruction map(readings, kernel);
    const auto size = static_cast<Eigen::Index>(count);
    Eigen::MatrixXd covariance(size, size);
    Eigen::VectorXd values(size);
    for (Eigen::Index i = 0; i != size; ++i) {
      const Reading& a = readings[static_cast<std::size_t>(i)];
      values(i) = a.value_dbm - a.trend_dbm;
      for (Eigen::Index j = 0; j != size; ++j)
        covariance(i, j) = reading_covariance(kernel, a, readings[static_cast<std::size_t>(j)]);
    }
    const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
    for (std::uint64_t i = 0; i != 50; ++i) {
      const double east = uniform(14, i, -500, 2500), north = uniform(15, i, -500, 2500);
      Eigen::VectorXd with(size);
      for (Eigen::Index j = 0; j != size; ++j) {
        const Reading& other = readings[static_cast<std::size_t>(j)];
        with(j) = field_covariance(kernel, std::hypot(other.east_m - east, other.north_m - north));
      }
      const Eigen::VectorXd weights = factor.solve(with);
      const Estimate estimate = estimate_at(map, east, north);
      EXPECT_NEAR(estimate.mean_dbm, -100 + weights.dot(values), 0.01);
      EXPECT_NEAR(estimate.sd_db, std::sqrt(field_covariance(kernel, 0) - weights.dot(with)), 0.01);
    }
  }
}

TEST(Reconstruction, FromThirtyTwoOfSixtyPlacesIsNearTheFullGaussianProcess) {
  const Kernel kernel;
  const std::vector<Reading> readings = scattered(60, 2000);
  const Reconstruction map(readings, kernel);
  Eigen::MatrixXd covariance(60, 60);
  Eigen::VectorXd values(60), with(60);
  for (Eigen::Index i = 0; i != 60; ++i) {
    values(i) = readings[static_cast<std::size_t>(i)].value_dbm + 100;
    for (Eigen::Index j = 0; j != 60; ++j)
      covariance(i, j) =
          reading_covariance(kernel, readings[static_cast<std::size_t>(i)], readings[static_cast<std::size_t>(j)]);
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  for (std::uint64_t i = 0; i != 50; ++i) {
    const double east = uniform(14, i, 0, 2000), north = uniform(15, i, 0, 2000);
    for (Eigen::Index j = 0; j != 60; ++j) {
      const Reading& other = readings[static_cast<std::size_t>(j)];
      with(j) = field_covariance(kernel, std::hypot(other.east_m - east, other.north_m - north));
    }
    const Estimate estimate = estimate_at(map, east, north);
    EXPECT_NEAR(estimate.mean_dbm, -100 + factor.solve(with).dot(values), 0.5);
    EXPECT_NEAR(estimate.sd_db, std::sqrt(field_covariance(kernel, 0) - factor.solve(with).dot(with)), 0.05);
  }
}

// Up to 32 places all of them are neighbours. With more, one that is crowded out may have said more than the
// newcomer.
TEST(Reconstruction, AFurtherReadingOnlyNarrowsTheUncertainty) {
  const std::vector<Reading> all = scattered(32, 1500);
  for (std::size_t count = 0; count != all.size(); ++count) {
    const std::span<const Reading> readings = all;
    const Reconstruction before(readings.first(count), Kernel{});
    const Reconstruction after(readings.first(count + 1), Kernel{});
    for (double east = -500; east <= 2000; east += 250)
      EXPECT_LE(estimate_at(after, east, 700).sd_db, estimate_at(before, east, 700).sd_db + 1e-3F);
  }
}

TEST(Reconstruction, IsSurerOfAPlaceTheMoreDaysItWasVisitedOn) {
  std::vector<Reading> readings;
  float last = sd_of_field(Kernel{});
  for (std::uint16_t day = 0; day != 300; ++day) {  // more days than VisitDays has bits
    readings.push_back(reading(10, 10, -90, day));
    readings.push_back(reading(210, 10, -90, day));
    if (day > 10 && day % 50 != 0) continue;
    const float sd = estimate_at(Reconstruction(readings, Kernel{}), 10, 10).sd_db;
    EXPECT_LT(sd, last);
    last = sd;
  }
}

TEST(Reconstruction, LearnsLessFromManyReadingsOfOneDayThanOfMany) {
  std::vector<Reading> one_day, many_days;
  for (std::uint16_t i = 0; i != 8; ++i) {
    one_day.push_back(reading(60. * i, 0, -90, 0));
    many_days.push_back(reading(60. * i, 0, -90, i));
  }
  EXPECT_GT(estimate_at(Reconstruction(one_day, Kernel{}), 200, 0).sd_db,
            estimate_at(Reconstruction(many_days, Kernel{}), 200, 0).sd_db);
}

TEST(Reconstruction, ACensoredReadingNeverRaisesTheEstimate) {
  const std::vector<Reading> measured = scattered(25, 1500);
  const Reconstruction before(measured, Kernel{});
  for (std::uint64_t i = 0; i != 20; ++i) {
    std::vector<Reading> with = measured;
    Reading& none = with.emplace_back(reading(uniform(16, i, 0, 1500), uniform(17, i, 0, 1500), 0));
    none.censored = true;
    none.value_dbm = static_cast<float>(uniform(18, i, -130, -80));
    const Reconstruction after(with, Kernel{});
    EXPECT_LE(estimate_at(after, none.east_m, none.north_m).mean_dbm,
              estimate_at(before, none.east_m, none.north_m).mean_dbm + 1e-3F);
    // A place behind another one can weigh a little against it: hence the tenth of a decibel.
    for (double east = 0; east <= 1500; east += 250)
      EXPECT_LE(estimate_at(after, east, 700).mean_dbm, estimate_at(before, east, 700).mean_dbm + 0.1F);
  }
}

TEST(Reconstruction, WhereNothingIsHeardItExpectsLessThanTheLimit) {
  // Ten places in a row without service at -115 under a trend of -100.
  std::vector<Reading> readings;
  for (int i = 0; i != 10; ++i) {
    readings.push_back(reading(100. * i, 0, -115));
    readings.back().censored = true;
  }
  const Estimate estimate = estimate_at(Reconstruction(readings, Kernel{}), 450, 0);
  EXPECT_LT(estimate.mean_dbm, -115);
  EXPECT_LT(estimate.mean_dbm + 0.5F * estimate.sd_db, -115);  // seven chances in ten that it is below
}

TEST(Reconstruction, ACensoredReadingHasTheMomentsOfTheCutNormalDistribution) {
  // One reading below -110, alone. The level is N(-100, 150), the reading's noise 12: y ~ N(-100, 162) cut at
  // z = -10 / sqrt(162). E f = -100 - 150 / sqrt(162) phi(z) / Phi(z).
  Reading none = reading(0, 0, -110);
  none.censored = true;
  const double total = std::sqrt(162.), z = -10 / total;
  const double ratio = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) / (0.5 * std::erfc(-z / std::sqrt(2.)));
  const Estimate estimate = estimate_at(Reconstruction({&none, 1}, Kernel{}), 0, 0);
  EXPECT_NEAR(estimate.mean_dbm, -100 - 150 / total * ratio, 0.01);
  EXPECT_NEAR(estimate.sd_db, std::sqrt(150 - 150 * 150 / 162. * ratio * (ratio + z)), 0.01);
}

TEST(Reconstruction, IsTheSameOnAnyNumberOfThreadsAndAnyProcessor) {
  std::vector<Reading> readings = scattered(3000, 20'000);
  for (std::size_t i = 0; i < readings.size(); i += 10) readings[i].censored = true;
  for (std::size_t i = 0; i != readings.size(); ++i) readings[i].day = static_cast<std::uint16_t>(i % 7);
  std::vector<Target> places;
  for (std::uint64_t i = 0; i != 9000; ++i)
    places.push_back({uniform(19, i, -1000, 21'000), uniform(20, i, -1000, 21'000), -100});
  std::vector<Estimate> first;
  const twin::InstructionSet usual = twin::instruction_set();
  for (const twin::InstructionSet set : twin::supported_instruction_sets())
    for (const int threads : {1, 2, 3, 8}) {
      twin::set_instruction_set(set);
      twin::set_threads(threads);
      std::vector<Estimate> estimates(places.size());
      Reconstruction(readings, Kernel{}).predict(places, estimates);
      if (first.empty()) first = estimates;
      EXPECT_EQ(estimates, first) << twin::to_string(set) << ", " << threads << " threads";
    }
  twin::set_instruction_set(usual);
  twin::set_threads(0);
}

}  // namespace
}  // namespace rurban::coverage
