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

}  // namespace
}  // namespace rurban::radio
