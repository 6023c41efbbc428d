#include "models/radio/sweep.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/radio/p1812.h"
#include "models/radio/synthetic_ground.h"
#include "models/radio/validation.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"

namespace rurban::radio {
namespace {

/// Losses along a profile one step apart, from an antenna of 40 m to 1.5 m at 800 MHz unless said otherwise.
std::vector<float> along(const std::vector<float>& ground, const std::vector<float>& clutter,
                         const Transmitter& from = {.antenna_m = 40, .mhz = 800}, double step_m = 100) {
  return sweep_profile(ground, clutter, from, {.step_m = step_m});
}

std::vector<float> nothing(std::size_t points) {
  return std::vector<float>(points);
}

/// Hills along a line, from the same generator as the maps.
std::vector<float> hilly_profile(const Relief& relief, std::uint64_t seed, std::size_t points) {
  std::vector<float> ground;
  for (std::size_t i = 0; i != points; ++i)
    ground.push_back(static_cast<float>(height_at(relief, seed, 100.0 * static_cast<double>(i), 0)));
  return ground;
}

double uniform(std::uint64_t seed, std::uint64_t index, double low, double high) {
  return low + (high - low) * static_cast<double>(twin::combine(seed, index) >> 11) * 0x1p-53;
}

/// The profile of one sample of a sweep, read off the raster by the rule in the header, in doubles.
PathProfile profile_to(const Surface& surface, double east_step_m, double north_step_m, std::int32_t steps) {
  PathProfile profile;
  const double step_km = std::hypot(east_step_m, north_step_m) / 1000;
  for (std::int32_t i = 0; i <= steps; ++i) {
    const double x = (i * east_step_m - surface.west_m) / surface.cell_m - 0.5;
    const double y = surface.rows - 0.5 - (i * north_step_m - surface.south_m) / surface.cell_m;
    const auto cell = [&](double column, double row) {
      return static_cast<std::size_t>(row * surface.columns + column);
    };
    const auto height = [&](double column, double row) { return double{1} * surface.ground_m[cell(column, row)]; };
    const double left = std::floor(x), top = std::floor(y), u = x - left, v = y - top;
    profile.distance_km.push_back(i * step_km);
    profile.ground_m.push_back((height(left, top) * (1 - u) + height(left + 1, top) * u) * (1 - v) +
                               (height(left, top + 1) * (1 - u) + height(left + 1, top + 1) * u) * v);
    const bool between = i > 0 && i < steps && !surface.clutter_m.empty();
    profile.clutter_m.push_back(between ? surface.clutter_m[cell(std::floor(x + 0.5), std::floor(y + 0.5))] : 0);
    profile.zone.push_back(Zone::kInland);
  }
  return profile;
}

struct Difference {
  double squares = 0, worst = 0;
  int paths = 0;

  void add(double difference) {
    squares += difference * difference;
    worst = std::max(worst, std::abs(difference));
    ++paths;
  }
  double rms() const { return std::sqrt(squares / paths); }
};

/// Some samples of a sweep to 60 km against the reference.
void compare(const Surface& surface, const Transmitter& from, int paths, Difference& difference) {
  const SweepRules rules{.radius_m = 60'000, .step_m = 200};
  const RadialLoss loss = sweep(surface, from, rules);
  const auto seed = static_cast<std::uint64_t>(from.mhz + from.antenna_m);
  for (int k = 0; k != paths; ++k) {
    const auto radial = static_cast<std::int32_t>(uniform(seed, 2 * k, 0, loss.radials));
    const auto sample = static_cast<std::int32_t>(uniform(seed, 2 * k + 1, 1, loss.samples));
    const double azimuth = 2 * std::numbers::pi * radial / loss.radials;
    const PathProfile profile =
        profile_to(surface, rules.step_m * std::sin(azimuth), rules.step_m * std::cos(azimuth), sample + 1);
    const double reference = median_loss_db({.frequency_ghz = from.mhz / 1000,
                                             .above_ground = {from.antenna_m, rules.receiver_m},
                                             .delta_n = rules.refractivity_gradient},
                                            profile);
    difference.add(loss.loss_db[static_cast<std::size_t>(radial * loss.samples + sample)] - reference);
  }
}

class SweepOver : public testing::TestWithParam<Relief> {};

TEST_P(SweepOver, AgreesWithTheReferenceAtAllHeightsAndFrequencies) {
  const Surface surface = synthetic_ground(GetParam(), 7, 121'000, 100);
  Difference difference;
  for (const double antenna_m : {10, 40, 100, 300})
    for (const double mhz : {700, 800, 1800, 3500})
      compare(surface, {.antenna_m = antenna_m, .mhz = mhz}, 250, difference);
  EXPECT_LT(difference.rms(), 0.001);
  EXPECT_LT(difference.worst, 0.01);
  RecordProperty("rms_db", std::to_string(difference.rms()));
  RecordProperty("worst_db", std::to_string(difference.worst));
}
INSTANTIATE_TEST_SUITE_P(Reliefs, SweepOver, testing::Values(kSea, kFlat, kHills, kMountains, kForestedHills));

TEST(Sweep, AgreesWithPeersOnNorrbottenLikeProfiles) {
  const auto folder = validation::folder("p1812_peer_oracle");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the validation data are not beside the project";
  Difference difference;
  const auto cases = validation::rows(folder / "cases.csv");
  for (const auto& row : std::span(cases).subspan(1)) {
    std::vector<float> ground, clutter;
    const auto points = validation::rows(folder / "profiles" / row[0]);
    for (const auto& point : std::span(points).subspan(1)) {
      ground.push_back(std::stof(point[1]));
      clutter.push_back(std::stof(point[2]));
    }
    // Points are evenly spaced, but for the rounding of the file to 0.1 m.
    const SweepRules rules{.step_m = 1000 * std::stod(points.back()[0]) / static_cast<double>(ground.size() - 1),
                           .receiver_m = std::stod(row[4]),
                           .refractivity_gradient = std::stod(row[10])};
    const Transmitter from{.antenna_m = std::stod(row[3]), .mhz = 1000 * std::stod(row[1])};
    difference.add(sweep_profile(ground, clutter, from, rules).back() - std::stod(row[13]) - std::stod(row[14]));
  }
  EXPECT_GT(difference.paths, 50);
  EXPECT_LT(difference.rms(), 0.005);
  EXPECT_LT(difference.worst, 0.02);
}

TEST(Sweep, OverFlatSeaLossGrowsWithDistance) {
  for (const double antenna_m : {10, 40, 300}) {
    const auto loss = along(nothing(600), nothing(600), {.antenna_m = antenna_m, .mhz = 800});
    EXPECT_TRUE(std::is_sorted(loss.begin(), loss.end())) << antenna_m;
  }
}

TEST(Sweep, NearByItIsFreeSpace) {
  // 1 km at 1 GHz: 92.4 dB, and the antenna stands so high that the ground is far below the first Fresnel zone.
  const auto loss = along(nothing(11), nothing(11), {.antenna_m = 30, .mhz = 1000});
  EXPECT_NEAR(loss.back(), 92.4 + 10 * std::log10(1 + 0.0285 * 0.0285), 0.001);
}

TEST(Sweep, TallerTreesOnTheWayNeverLowerTheLoss) {
  for (std::uint64_t seed = 0; seed != 20; ++seed) {
    const auto ground = hilly_profile(kHills, seed, 300);
    std::vector<float> clutter = nothing(300);
    auto before = along(ground, clutter);
    for (int taller = 0; taller != 10; ++taller) {
      clutter[static_cast<std::size_t>(uniform(seed, taller, 1, 299))] += 12;
      const auto after = along(ground, clutter);
      for (std::size_t i = 0; i != after.size(); ++i) ASSERT_GE(after[i], before[i] - 0.0005F) << seed << ' ' << i;
      before = after;
    }
  }
}

// A low rise of the ground also lifts the smooth Earth that the method compares with, and so may lower the loss by
// tenths of a decibel, in the reference too. From where it stands clear of the line of sight this is over.
TEST(Sweep, ATallerRidgeNeverLowersTheLossBehindIt) {
  std::vector<float> ground = nothing(200);
  ground[100] = 60;
  auto before = along(ground, nothing(200));
  for (int rise = 0; rise != 40; ++rise) {
    ground[100] += 10;
    const auto after = along(ground, nothing(200));
    for (std::size_t i = 100; i != after.size(); ++i) ASSERT_GT(after[i], before[i]) << rise << ' ' << i;
    before = after;
  }
}

TEST(Sweep, AHigherFrequencyNeverHasLessLossBehindAHill) {
  std::vector<float> ground = nothing(200);
  for (std::size_t i = 80; i != 120; ++i)
    ground[i] = 150 - 7.5F * static_cast<float>(std::abs(static_cast<int>(i) - 100));
  auto before = along(ground, nothing(200), {.antenna_m = 40, .mhz = 700});
  for (const double mhz : {800, 1800, 2600, 3500}) {
    const auto after = along(ground, nothing(200), {.antenna_m = 40, .mhz = mhz});
    for (std::size_t i = 110; i != after.size(); ++i) ASSERT_GT(after[i], before[i]) << mhz << ' ' << i;
    before = after;
  }
}

TEST(Sweep, TreesAtTheTerminalsDoNotCount) {
  std::vector<float> clutter = nothing(100);
  clutter.front() = clutter.back() = 15;
  EXPECT_EQ(along(nothing(100), clutter).back(), along(nothing(100), nothing(100)).back());
}

TEST(Sweep, AHillInTheEastCastsItsShadowEastwards) {
  Surface surface = synthetic_ground(kSea, 1, 21'000, 100);
  for (std::int32_t row = 90; row != 120; ++row) surface.ground_m[static_cast<std::size_t>(row * 210 + 150)] = 300;
  const RadialLoss loss = sweep(surface, {.antenna_m = 30, .mhz = 800}, {.radius_m = 9'000, .step_m = 100});
  const auto at_rim = [&](double azimuth_deg) {
    const auto radial = static_cast<std::size_t>(std::lround(loss.radials * azimuth_deg / 360));
    return loss.loss_db[(radial + 1) * static_cast<std::size_t>(loss.samples) - 1];
  };
  EXPECT_GT(at_rim(90), at_rim(0) + 20);
  EXPECT_FLOAT_EQ(at_rim(0), at_rim(180));
  EXPECT_FLOAT_EQ(at_rim(0), at_rim(270));
}

TEST(Sweep, RadialsStandAsFarApartAsAskedAndKeepTheirLosses) {
  Surface surface{10, 10, 0, 0, 1000, std::vector<std::int16_t>(100, 0), {}};
  surface.ground_m[37] = 200;
  const Transmitter mast{5000, 5000, 40, 800};
  const RadialLoss close = sweep(surface, mast, {.radius_m = 4000, .step_m = 250});
  EXPECT_EQ(close.radials, 101);  // 2 pi 4000 / 250
  const RadialLoss wide = sweep(surface, mast, {.radius_m = 4000, .step_m = 250, .rim_m = 1000});
  EXPECT_EQ(wide.radials, 26);
  EXPECT_EQ(wide.samples, close.samples);
  for (std::size_t s = 0; s != static_cast<std::size_t>(wide.samples); ++s)  // both look north first
    EXPECT_EQ(wide.loss_db[s], close.loss_db[s]);
}

TEST(Sweep, BeyondTheRasterThereIsSea) {
  Surface island = synthetic_ground(kForestedHills, 1, 10'000, 100), world = synthetic_ground(kSea, 1, 50'000, 100);
  world.clutter_m.resize(world.ground_m.size());
  for (std::int32_t row = 0; row != 100; ++row)
    for (std::int32_t column = 0; column != 100; ++column) {
      const auto here = static_cast<std::size_t>(row * 100 + column);
      const auto there = static_cast<std::size_t>((row + 200) * 500 + column + 200);
      world.ground_m[there] = island.ground_m[here];
      world.clutter_m[there] = island.clutter_m[here];
    }
  for (const double east_m : {0, 4'980, 12'345}) {  // in the middle, at the shore, out at sea
    const Transmitter from{.east_m = east_m, .antenna_m = 30, .mhz = 800};
    const SweepRules rules{.radius_m = 12'000, .step_m = 250};
    EXPECT_EQ(sweep(island, from, rules).loss_db, sweep(world, from, rules).loss_db) << east_m;
  }
}

TEST(Sweep, SameBitsAtAnyCountOfThreadsAndOnEveryInstructionSet) {
  const Surface surface = synthetic_ground(kForestedHills, 3, 30'000, 100);
  const SweepRules rules{.radius_m = 20'000, .step_m = 150};
  const twin::InstructionSet fastest = twin::instruction_set();
  const RadialLoss wanted = sweep(surface, {.antenna_m = 50, .mhz = 800}, rules);
  for (const twin::InstructionSet set : twin::supported_instruction_sets())
    for (const int threads : {1, 2}) {
      twin::set_instruction_set(set);
      twin::set_threads(threads);
      EXPECT_EQ(sweep(surface, {.antenna_m = 50, .mhz = 800}, rules).loss_db, wanted.loss_db)
          << to_string(set) << " on " << threads;
    }
  twin::set_threads(0);
  twin::set_instruction_set(fastest);
}

}  // namespace
}  // namespace rurban::radio
