#include "models/radio/coverage_map.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/radio/synthetic_ground.h"
#include "twin/base/parallel.h"

namespace rurban::radio {
namespace {

constexpr SweepRules kSweep{.radius_m = 10'000, .step_m = 250};
constexpr Transmitter kMast{.east_m = 0, .north_m = 0, .antenna_m = 40, .mhz = 800};

MapGrid grid_around(std::int32_t side_m, std::int32_t cell_m) {
  return {.columns = side_m / cell_m,
          .rows = side_m / cell_m,
          .west_m = -side_m / 2,
          .south_m = -side_m / 2,
          .cell_m = cell_m};
}

struct At {
  double east_m, north_m;
};
At centre(const MapGrid& grid, std::uint32_t cell) {
  const double column = cell % static_cast<std::uint32_t>(grid.columns),
               row = cell / static_cast<std::uint32_t>(grid.columns);
  return {grid.west_m + (column + 0.5) * grid.cell_m, grid.south_m + (grid.rows - row - 0.5) * grid.cell_m};
}

/// Radials whose loss is a formula of place, so that one knows what a map should say.
template <class Formula>
RadialLoss painted(const Formula& formula) {
  RadialLoss loss;
  loss.step_m = 250;
  loss.samples = 40;
  loss.radials = 252;
  for (int r = 0; r != loss.radials; ++r)
    for (int s = 0; s != loss.samples; ++s) {
      const double turn = 2 * 3.14159265358979 * r / loss.radials, way = (s + 1) * loss.step_m;
      loss.loss_db.push_back(static_cast<float>(formula(way * std::sin(turn), way * std::cos(turn))));
    }
  return loss;
}

TEST(LossMap, SaysWhatTheRadialsSayAtEachPlace) {
  const auto plane = [](double east_m, double north_m) { return 110 + east_m / 500 + north_m / 1000; };
  for (const int spots : {1, 3}) {
    const MapGrid grid = grid_around(30'000, 500);
    const LossMap map = loss_map(painted(plane), kMast, grid, {.most_loss_db = 187, .spots_across = spots});
    map.for_each([&](std::uint32_t cell, double loss_db) {
      const At at = centre(grid, cell);
      if (std::hypot(at.east_m, at.north_m) > 9'000)
        return;  // at the rim the last sample stands for what lies outside
      EXPECT_NEAR(loss_db, plane(at.east_m, at.north_m), 0.25 + 0.3) << at.east_m << ' ' << at.north_m;
    });
  }
}

TEST(LossMap, CoversTheDiscAndNothingElse) {
  const MapGrid grid = grid_around(30'000, 500);
  const LossMap map = loss_map(painted([](double, double) { return 100; }), kMast, grid, {});
  std::size_t inside = 0;
  for (std::uint32_t cell = 0; cell != static_cast<std::uint32_t>(grid.columns * grid.rows); ++cell) {
    const At at = centre(grid, cell);
    const bool near = std::hypot(at.east_m, at.north_m) <= 10'000;
    EXPECT_EQ(map.loss_db(cell).has_value(), near) << at.east_m << ' ' << at.north_m;
    inside += near;
  }
  EXPECT_EQ(map.size(), inside);
}

TEST(LossMap, LeavesOutWhatIsTooWeak) {
  const auto towards_east = [](double east_m, double) { return east_m > 0 ? 150 : 120; };
  const LossMap map = loss_map(painted(towards_east), kMast, grid_around(30'000, 500), {.most_loss_db = 140});
  EXPECT_GT(map.size(), 0U);
  map.for_each([&](std::uint32_t cell, double loss_db) {
    EXPECT_LE(centre(grid_around(30'000, 500), cell).east_m, 250);
    EXPECT_LE(loss_db, 140);
  });
}

TEST(LossMap, AGridThatTheMastStandsOutsideOfGetsItsPart) {
  MapGrid grid = grid_around(30'000, 500);
  const LossMap whole = loss_map(painted([](double, double) { return 100; }), kMast, grid, {});
  grid.west_m = 5'000;
  const LossMap east = loss_map(painted([](double, double) { return 100; }), kMast, grid, {});
  EXPECT_GT(east.size(), 0U);
  EXPECT_LT(east.size(), whole.size() / 2);
  grid.west_m = 50'000;
  EXPECT_EQ(loss_map(painted([](double, double) { return 100; }), kMast, grid, {}).size(), 0U);
}

TEST(LossMap, TheMeanOfACellLiesBetweenItsParts) {
  const Surface surface = synthetic_ground(kHills, 5, 24'000, 100);
  const RadialLoss loss = sweep(surface, kMast, kSweep);
  const MapRules centre_only{.most_loss_db = 187}, sixteen{.most_loss_db = 187, .spots_across = 4};
  const MapGrid fine = grid_around(20'000, 250), coarse = grid_around(20'000, 1'000);
  const LossMap parts = loss_map(loss, kMast, fine, centre_only), means = loss_map(loss, kMast, coarse, sixteen);
  means.for_each([&](std::uint32_t cell, double mean) {
    double sum = 0;
    const std::uint32_t column = cell % 20 * 4, row = cell / 20 * 4;
    for (std::uint32_t i = 0; i != 16; ++i) {
      const auto part = parts.loss_db((row + i / 4) * 80 + column + i % 4);
      if (!part) return;  // at the rim
      sum += *part;
    }
    EXPECT_NEAR(mean, sum / 16, 0.5);  // both are rounded to halves
  });
}

TEST(LossMap, SameBytesAtAnyCountOfThreads) {
  const Surface surface = synthetic_ground(kForestedHills, 5, 24'000, 100);
  const std::vector<Transmitter> masts{kMast, {.east_m = 3'100, .north_m = -2'000, .antenna_m = 70, .mhz = 1800}};
  twin::set_threads(1);
  const auto one = loss_maps(surface, masts, kSweep, grid_around(20'000, 250), {});
  twin::set_threads(2);
  EXPECT_EQ(loss_maps(surface, masts, kSweep, grid_around(20'000, 250), {}), one);
  twin::set_threads(0);
}

TEST(LossMap, AStrongerMastIsHeardWhereverAWeakerOneIs) {
  const Surface surface = synthetic_ground(kHills, 5, 24'000, 100);
  const RadialLoss loss = sweep(surface, kMast, kSweep);
  const MapGrid grid = grid_around(20'000, 250);
  const LossMap weak = loss_map(loss, kMast, grid, {.most_loss_db = 120}),
                strong = loss_map(loss, kMast, grid, {.most_loss_db = 123});
  EXPECT_GT(strong.size(), weak.size());
  weak.for_each([&](std::uint32_t cell, double loss_db) { EXPECT_EQ(strong.loss_db(cell), loss_db); });
}

}  // namespace
}  // namespace rurban::radio
