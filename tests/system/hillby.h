#pragma once
#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "twin/io/file.h"

/// Lillby with a ground of 60 by 60 km below it: the smallest county that has masts. A lake lies in the east, and a
/// rim of two cells lies outside the county.
class Hillby {
 public:
  static constexpr int kSide = 60, kRim = 2, kWest = 670'000, kSouth = 7'272'000;
  static constexpr double kLakeEast = 714'500, kLakeNorth = 7'298'500;

  static const Hillby& hills() {
    static const Hillby kHills(
        [](int column, int row) {
          const auto ridge = [](int at, int every) { return std::abs(at % every - every / 2); };
          return 60 + 30 * ridge(column + row / 3, 13) + 20 * ridge(row, 9);
        },
        50, 40);
    return kHills;
  }
  /// As flat as the sea, without trees.
  static const Hillby& plain() {
    static const Hillby kPlain([](int, int) { return 100; }, 100, 0);
    return kPlain;
  }

  /// Founded, with these parameters and acts. Runs on one ground share what is made of it.
  tools::Session founded(const std::vector<std::string>& set = {}, const std::vector<twin::Change>& acts = {}) const {
    tools::Session session = ready(set, acts);
    session.simulation->found(session.scenario.from);
    return session;
  }
  /// To be founded or restored.
  tools::Session ready(const std::vector<std::string>& set = {}, const std::vector<twin::Change>& acts = {}) const {
    return tools::open_session(folder_ / "hillby.yaml", set, acts, [this](const auto&) { return beginning_; });
  }
  const rurban::Beginning& beginning() const { return *beginning_; }

 private:
  Hillby(const std::function<int(int, int)>& mean_m, int lake_m, int highest_above_m) {
    namespace fs = std::filesystem;
    const fs::path scenarios = fs::path(RURBAN_ROOT) / "scenarios";
    for (const char* part : {"lillby", "demography"}) fs::copy(scenarios / part, folder_ / part);
    std::string manifest = twin::read_text(folder_ / "lillby" / "county.yaml");
    const auto raster = [&](const std::string& table, const std::function<int(int, int)>& value) {
      std::string text =
          fmt::format("ncols {}\nnrows {}\nxllcorner {}\nyllcorner {}\ncellsize 1000\n", kSide, kSide, kWest, kSouth);
      for (int row = 0; row != kSide; ++row)
        for (int column = 0; column != kSide; ++column)
          text += fmt::format("{}{}", value(column, row), column + 1 == kSide ? "\n" : " ");
      twin::write_text(folder_ / "lillby" / (table + ".asc"), text);
      manifest += fmt::format("  {}: {{file: {}.asc, source: test, licence: CC0, date: 2021, synthetic: true}}\n",
                              table, table);
    };
    const auto is_lake = [](int column, int row) { return column >= 43 && column < 47 && row >= 31 && row < 36; };
    constexpr int kLake = 1, kOpen = 5;  // land_cover.asc
    raster("elevation_mean_m", [&](int c, int r) { return is_lake(c, r) ? lake_m : mean_m(c, r); });
    raster("elevation_max_m", [&](int c, int r) { return is_lake(c, r) ? lake_m : mean_m(c, r) + highest_above_m; });
    raster("land_cover", [&](int c, int r) { return is_lake(c, r) ? kLake : kOpen; });
    raster("inland_water_percent", [&](int c, int r) { return is_lake(c, r) ? 100 : 0; });
    raster("municipality",
           [](int c, int r) { return c < kRim || r < kRim || c >= kSide - kRim || r >= kSide - kRim ? 0 : 9999; });
    twin::write_text(folder_ / "lillby" / "county.yaml", manifest);
    twin::write_text(folder_ / "hillby.yaml",
                     "title: {sv: Hillby, en: Hillby}\ncounty: lillby\nfrom: 2021-01-01\nto: 2023-01-01\nseed: 1\n"
                     "parameters: {migration: {arrivals: 7 persons/year}}\n");
    beginning_ = tools::read_beginning(folder_ / "lillby");
  }

  twin::TempDir folder_;
  rurban::BeginningPtr beginning_;
};
