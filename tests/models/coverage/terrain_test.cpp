#include "models/coverage/terrain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "twin/base/parallel.h"
#include "twin/io/file.h"

namespace rurban::coverage {
namespace {

constexpr std::int16_t kSea = 0, kLake = 1, kDenseForest = 2, kHeath = 4;

twin::Grid grid_of(int columns, int rows, const std::function<double(int, int)>& value) {
  twin::Grid grid{
      .columns = columns, .rows = rows, .west_m = 600'000, .south_m = 7'300'000, .cell_m = 1000, .cells = {}};
  for (int row = 0; row != rows; ++row)
    for (int column = 0; column != columns; ++column)
      grid.cells.push_back(static_cast<std::int16_t>(std::lround(value(column, row))));
  return grid;
}

/// Sea in the west (6 columns), then hills that get higher and rougher eastwards; a lake on a plateau.
Terrain coast_and_hills() {
  const auto is_lake = [](int x, int y) { return x >= 20 && x < 24 && y >= 10 && y < 14; };
  const auto mean = [&](int x, int y) {
    if (x < 6) return 0.0;
    if (is_lake(x, y)) return 120.0;
    return 6.0 * (x - 5) + (x - 5) * (2 + std::sin(0.7 * x) + std::cos(0.5 * y + 0.2 * x));
  };
  const auto rise = [&](int x, int y) { return x < 6 || is_lake(x, y) ? 0.0 : std::min(1.0 + x, 3 * mean(x, y)); };
  constexpr int kColumns = 40, kRows = 30;
  return {
      .elevation_mean_m = grid_of(kColumns, kRows, mean),
      .elevation_max_m = grid_of(kColumns, kRows, [&](int x, int y) { return std::floor(mean(x, y) + rise(x, y)); }),
      .land_cover = grid_of(kColumns, kRows,
                            [&](int x, int y) {
                              return x < 6 ? kSea : is_lake(x, y) ? kLake : x < 30 ? kDenseForest : kHeath;
                            }),
      .inland_water_percent =
          grid_of(kColumns, kRows, [&](int x, int y) { return is_lake(x, y) ? 100
                                                              : x == 10     ? 20
                                                                            : 0; }),
      .municipality = grid_of(kColumns, kRows, [](int, int) { return 2505; })};
}

std::int16_t at(const radio::Surface& s, int column, int row) {
  return s.ground_m[static_cast<std::size_t>(row) * static_cast<std::size_t>(s.columns) +
                    static_cast<std::size_t>(column)];
}

/// The means of squares of `side` cells.
std::vector<double> block_means(const radio::Surface& s, int side) {
  std::vector<double> means;
  for (int row = 0; row != s.rows; row += side)
    for (int column = 0; column != s.columns; column += side) {
      double sum = 0;
      for (int y = row; y != row + side; ++y)
        for (int x = column; x != column + side; ++x) sum += at(s, x, y);
      means.push_back(sum / (side * side));
    }
  return means;
}

/// The highest of the four 500 m squares of each 1 km cell.
std::vector<double> highest_squares(const radio::Surface& s) {
  const std::vector<double> squares = block_means(s, 5);
  const int width = s.columns / 5;
  std::vector<double> highest;
  for (int row = 0; row != s.rows / 5; row += 2)
    for (int column = 0; column != width; column += 2) {
      const auto first = static_cast<std::size_t>(row * width + column),
                 below = first + static_cast<std::size_t>(width);
      highest.push_back(std::max({squares[first], squares[first + 1], squares[below], squares[below + 1]}));
    }
  return highest;
}

void expect_agrees_with_package(const Terrain& terrain, const radio::Surface& truth) {
  const std::vector<double> means = block_means(truth, 10), highest = highest_squares(truth);
  const auto &mean = terrain.elevation_mean_m.cells, &most = terrain.elevation_max_m.cells;
  ASSERT_EQ(means.size(), mean.size());
  double worst_mean = 0, worst_most = 0;
  for (std::size_t cell = 0; cell != mean.size(); ++cell) {
    worst_mean = std::max(worst_mean, std::abs(means[cell] - mean[cell]));
    // Four squares at or above the sea can't be higher than all four together.
    const double reachable = std::min<double>(most[cell], 4.0 * mean[cell]);
    worst_most = std::max(worst_most, std::abs(highest[cell] - reachable));
  }
  EXPECT_LT(worst_mean, 0.25);
  EXPECT_LT(worst_most, 0.5);
}

TEST(CoarseSurface, IsThePackagesMeanWithTheTreesOfItsLandCover) {
  const Terrain terrain = coast_and_hills();
  const radio::Surface surface = coarse_surface(terrain);
  EXPECT_EQ(surface.cell_m, 1000);
  EXPECT_EQ(surface.ground_m, terrain.elevation_mean_m.cells);
  for (std::size_t cell = 0; cell != surface.clutter_m.size(); ++cell)
    EXPECT_EQ(surface.clutter_m[cell] > 0, terrain.land_cover.cells[cell] == kDenseForest) << cell;
}

TEST(HiddenTruth, KeepsEachCellsMeanAndItsHighestSquare) {
  const Terrain terrain = coast_and_hills();
  expect_agrees_with_package(terrain, hidden_truth(terrain, 1));
  expect_agrees_with_package(terrain, hidden_truth(terrain, 2));
}

TEST(HiddenTruth, LeavesTheSeaAndLakesFlat) {
  const Terrain terrain = coast_and_hills();
  const radio::Surface truth = hidden_truth(terrain, 1);
  for (int row = 0; row != truth.rows; ++row)
    for (int column = 0; column != truth.columns; ++column) {
      const auto cell = static_cast<std::size_t>(row / 10 * 40 + column / 10);
      EXPECT_GE(at(truth, column, row), 0);
      if (terrain.elevation_max_m.cells[cell] == terrain.elevation_mean_m.cells[cell]) {
        ASSERT_EQ(at(truth, column, row), terrain.elevation_mean_m.cells[cell]) << column << ' ' << row;
      }
    }
}

TEST(HiddenTruth, HasNoCliffsWhereCellsMeet) {
  const radio::Surface truth = hidden_truth(coast_and_hills(), 1);
  // Mean square steps between neighbours, by where in a 1 km cell the first of them lies; 9: over the border.
  std::array<double, 10> across{}, along{};
  for (int row = 0; row != truth.rows - 1; ++row)
    for (int column = 80; column != truth.columns - 1; ++column) {
      across[static_cast<std::size_t>(column % 10)] +=
          std::pow(at(truth, column + 1, row) - at(truth, column, row), 2);
      along[static_cast<std::size_t>(row % 10)] += std::pow(at(truth, column, row + 1) - at(truth, column, row), 2);
    }
  for (const auto& steps : {across, along}) {
    const double most_inside = *std::max_element(steps.begin(), steps.end() - 1);
    EXPECT_LT(steps[9], 1.3 * most_inside);
  }
}

TEST(HiddenTruth, IsAnotherUnderAnotherSeedAndTheSameOnAnyNumberOfThreads) {
  const Terrain terrain = coast_and_hills();
  twin::set_threads(1);
  const radio::Surface one = hidden_truth(terrain, 7);
  twin::set_threads(3);
  const radio::Surface three = hidden_truth(terrain, 7);
  twin::set_threads(0);
  EXPECT_EQ(one.ground_m, three.ground_m);
  EXPECT_EQ(one.clutter_m, three.clutter_m);
  EXPECT_NE(one.ground_m, hidden_truth(terrain, 8).ground_m);
}

TEST(HiddenTruth, IsTheSameThroughAnyWindow) {
  const Terrain terrain = coast_and_hills();
  const radio::Surface all = hidden_truth(terrain, 3);
  for (const CellWindow w : {CellWindow{0, 0, 3, 2}, CellWindow{5, 9, 17, 11}, CellWindow{39, 29, 1, 1}}) {
    const radio::Surface part = hidden_truth(terrain, 3, w);
    ASSERT_EQ(part.columns, w.columns * 10);
    EXPECT_EQ(part.west_m, 600'000 + w.column * 1000);
    EXPECT_EQ(part.south_m + part.rows * 100, 7'330'000 - w.row * 1000);
    for (int row = 0; row != part.rows; ++row)
      for (int column = 0; column != part.columns; ++column)
        ASSERT_EQ(at(part, column, row), at(all, w.column * 10 + column, w.row * 10 + row)) << column << ' ' << row;
  }
}

TEST(HiddenTruth, ALakeInTheForestLiesLowAndBearsNoTrees) {
  const Terrain terrain = coast_and_hills();
  const radio::Surface truth = hidden_truth(terrain, 1, {10, 5, 1, 1});  // 20 % water
  double wet = 0, dry = 0;
  int bare = 0;
  for (std::size_t cell = 0; cell != 100; ++cell) {
    bare += truth.clutter_m[cell] == 0;
    (truth.clutter_m[cell] == 0 ? wet : dry) += truth.ground_m[cell];
  }
  EXPECT_EQ(bare, 20);
  EXPECT_LT(wet / 20, dry / 80);
}

/// Root mean square difference of height at a lag, over pairs that `counts` says of both.
double rms_difference(const radio::Surface& s, int lag, const std::function<bool(int, int)>& counts) {
  double sum = 0;
  std::int64_t pairs = 0;
  for (int row = 0; row + lag < s.rows; row += 3)
    for (int column = 0; column + lag < s.columns; ++column) {
      if (!counts(column, row)) continue;
      for (const auto& [x, y] : {std::pair{column + lag, row}, std::pair{column, row + lag}}) {
        if (!counts(x, y)) continue;
        sum += std::pow(at(s, x, y) - at(s, column, row), 2);
        ++pairs;
      }
    }
  return std::sqrt(sum / static_cast<double>(pairs));
}

class NorrbottensTruth : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    terrain_ = *load_county(std::string(RURBAN_ROOT) + "/scenarios/norrbotten").terrain;
    truth_ = hidden_truth(terrain_, 1);
  }
  static void TearDownTestSuite() { truth_ = {}; }

  /// Elevations from `least` to `most` in the county.
  static std::function<bool(int, int)> between(int least, int most, int cells_per_km) {
    return [=](int column, int row) {
      const auto cell = static_cast<std::size_t>(row / cells_per_km * 480 + column / cells_per_km);
      const int z = terrain_.elevation_mean_m.cells[cell];
      return terrain_.municipality.cells[cell] > 0 && z >= least && z < most &&
             terrain_.elevation_max_m.cells[cell] > 0;
    };
  }
  /// The truth's 500 m squares, rounded as a raster's are.
  static radio::Surface squares() {
    radio::Surface result{.columns = 960,
                          .rows = 1140,
                          .west_m = 480'000,
                          .south_m = 7'150'000,
                          .cell_m = 500,
                          .ground_m = {},
                          .clutter_m = {}};
    for (const double mean : block_means(truth_, 5))
      result.ground_m.push_back(static_cast<std::int16_t>(std::lround(mean)));
    return result;
  }

  static inline Terrain terrain_;
  static inline radio::Surface truth_;
};

TEST_F(NorrbottensTruth, AgreesWithThePackage) {
  expect_agrees_with_package(terrain_, truth_);
}

TEST_F(NorrbottensTruth, IsAsRoughAtFiveHundredMetresAsTheSurveyedGround) {
  // Differences of neighbouring 500 m squares of the source raster (Viewfinder Panoramas 15", measured), in metres.
  const radio::Surface truth = squares();
  EXPECT_NEAR(rms_difference(truth, 1, between(1, 9999, 2)), 26.1, 1.5);
  EXPECT_NEAR(rms_difference(truth, 1, between(1, 300, 2)), 10.0, 1.0);
  EXPECT_NEAR(rms_difference(truth, 1, between(500, 9999, 2)), 40.3, 2.5);
}

TEST_F(NorrbottensTruth, FallsWithScaleAsTheSurveyedGroundDoes) {
  for (const auto& [least, most] : {std::pair{1, 300}, std::pair{300, 500}, std::pair{500, 9999}}) {
    double before = rms_difference(truth_, 1, between(least, most, 10));
    for (const int lag : {2, 4, 8, 16}) {
      const double now = rms_difference(truth_, lag, between(least, most, 10));
      const double power = std::log2(now / before);
      EXPECT_GT(power, 0.6) << least << ' ' << lag;
      EXPECT_LT(power, 0.85) << least << ' ' << lag;
      before = now;
    }
  }
}

TEST_F(NorrbottensTruth, IsNoSteeperThanGroundIs) {
  std::int64_t steep = 0;
  for (int row = 0; row != truth_.rows; ++row)
    for (int column = 0; column + 1 != truth_.columns; ++column)
      steep += std::abs(at(truth_, column + 1, row) - at(truth_, column, row)) > kTruthCellM;
  // Above 45 degrees over 100 m: fjord walls and cliffs, less than one step in a thousand.
  EXPECT_LT(steep, std::int64_t{truth_.columns} * truth_.rows / 1000);
}

TEST_F(NorrbottensTruth, AgreesWithTheFiveHundredMetreRaster) {
  const std::string file = std::string(RURBAN_ROOT) + "/../shared/data/terrain_500m/elevation_i16le.bin";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the 500 m raster is not beside the project";
  const twin::Bytes bytes = twin::read_file(file);
  radio::Surface raster = squares();
  const radio::Surface truth = raster;
  ASSERT_EQ(bytes.size(), raster.ground_m.size() * 2);
  std::memcpy(raster.ground_m.data(), bytes.data(), bytes.size());
  for (const auto& [least, most] : {std::pair{1, 300}, std::pair{300, 500}, std::pair{500, 9999}})
    for (const int lag : {1, 2, 4}) {
      const double real = rms_difference(raster, lag, between(least, most, 2));
      EXPECT_NEAR(rms_difference(truth, lag, between(least, most, 2)) / real, 1, 0.05) << least << ' ' << lag;
    }
}

}  // namespace
}  // namespace rurban::coverage
