#include "models/radio/p2109.h"

#include <gtest/gtest.h>

#include "models/radio/validation.h"

namespace rurban::radio {
namespace {

using enum Building;

TEST(BuildingEntry, MeetsThePublishedValidationTable) {
  const auto at = validation::folder("itu_p2109");
  if (!std::filesystem::exists(at)) GTEST_SKIP() << "the validation data are not beside the project";
  for (const auto& file : validation::files(at)) {
    const auto rows = validation::rows(file);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const auto& row = rows[i];
      EXPECT_NEAR(building_entry_db(std::stod(row[0]), std::stod(row[1]), static_cast<Building>(std::stoi(row[2])),
                                    std::stod(row[3])),
                  std::stod(row[4]), 1e-6)
          << "line " << i + 1;
    }
  }
}

/// Rows of the validation table of ic-crc/crc-covlib, tests/iturp2109/validation.csv.
TEST(BuildingEntry, MeetsPublishedRows) {
  EXPECT_NEAR(building_entry_db(0.08, 4.166667583, kThermallyEfficient, -67.5), 39.84006086, 1e-6);
  EXPECT_NEAR(building_entry_db(0.08, 25.0000005, kTraditional, 45), 15.22398380, 1e-6);
  EXPECT_NEAR(building_entry_db(100, 91.666665833, kTraditional, 45), 52.26879397, 1e-6);
}

TEST(BuildingEntry, MorePlacesMeanMoreLoss) {
  double before = -100;
  for (int percent = 1; percent != 100; ++percent) {
    const double here = building_entry_db(0.8, percent, kTraditional, 0);
    EXPECT_GT(here, before);
    before = here;
  }
}

TEST(BuildingEntry, AWellInsulatedHouseKeepsMoreOut) {
  for (const double ghz : {0.7, 0.8, 1.8, 3.5})
    EXPECT_GT(building_entry_db(ghz, 50, kThermallyEfficient, 0), building_entry_db(ghz, 50, kTraditional, 0) + 10);
}

TEST(BuildingEntry, ASteeperPathLosesMoreAndUpIsAsDown) {
  EXPECT_GT(building_entry_db(0.8, 50, kTraditional, 30), building_entry_db(0.8, 50, kTraditional, 5));
  EXPECT_DOUBLE_EQ(building_entry_db(0.8, 50, kTraditional, 30), building_entry_db(0.8, 50, kTraditional, -30));
}

}  // namespace
}  // namespace rurban::radio
