#include "models/visitors/land.h"

#include <gtest/gtest.h>

namespace rurban::visitors {
namespace {

/// Ten by ten square kilometres: a lake in the western half, fells in the north above 500 m.
County county() {
  County county;
  const auto raster = [](auto value) {
    Grid grid{.columns = 10, .rows = 10, .west_m = 0, .south_m = 0, .cell_m = 1'000, .cells = {}};
    for (int row = 0; row != 10; ++row)
      for (int column = 0; column != 10; ++column)
        grid.cells.push_back(static_cast<std::int16_t>(value(row, column)));
    return grid;
  };
  county.terrain.emplace();
  county.terrain->elevation_mean_m = raster([](int row, int) { return row < 5 ? 800 : 100; });
  county.terrain->inland_water_percent = raster([](int, int column) { return column < 5 ? 100 : 0; });
  return county;
}

Land at(std::int32_t east_m, std::int32_t north_m) {
  County here = county();
  here.places.push_back({.name = "", .municipality = 0, .east_m = east_m, .north_m = north_m, .census = {}});
  return land_around_places(here).front();
}

TEST(LandAround, IsWaterAsFarAsTheLakeReaches) {
  EXPECT_DOUBLE_EQ(at(1'500, 1'500).water, 1);
  EXPECT_DOUBLE_EQ(at(8'500, 1'500).water, 0);
  EXPECT_DOUBLE_EQ(at(5'000, 5'000).water, 0.5);
}

TEST(LandAround, IsFellsWhereItLiesHigh) {
  EXPECT_TRUE(at(5'000, 8'500).fells) << "north is up";
  EXPECT_FALSE(at(5'000, 1'500).fells);
}

TEST(LandAround, WithoutRastersHasNoWaterAndNoFells) {
  County bare = county();
  bare.terrain.reset();
  bare.places.push_back({.name = "", .municipality = 0, .east_m = 0, .north_m = 0, .census = {}});
  const Land land = land_around_places(bare).front();
  EXPECT_EQ(land.water, 0);
  EXPECT_FALSE(land.fells);
  EXPECT_TRUE(land.herding) << "all of Norrbotten";
}

TEST(LandAround, BeyondTheRasterHasNone) {
  EXPECT_EQ(at(50'000, 50'000).water, 0);
}

}  // namespace
}  // namespace rurban::visitors
