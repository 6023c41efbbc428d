#include "twin/experiment/emulator_file.h"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <tuple>

#include "tests/support/temp_dir.h"
#include "tests/twin/experiment/known_functions.h"
#include "twin/experiment/emulator_fit.h"
#include "twin/io/file.h"

namespace twin::experiment {
namespace {

/// A file of one emulator, of two factors.
class EmulatorFiles : public testing::Test {
 protected:
  EmulatorFiles() {
    const Points points = sobol_sequence(16, 2, 1);
    emulator_ = std::make_unique<Emulator>(
        fit_emulator(points, values_at(points, [](auto x) { return std::sin(4 * x[0]) / 3 + x[1]; })));
    write_emulators(path_, {{"1.0", "today", "norrbotten", "00"},
                            {{"migration.arrivals", 5000, 9000}, {"fibre.price", 0, 1}},
                            {{"residents", *emulator_}}});
  }

  /// Writes the file anew with one entry changed, and tells what reading it says.
  std::string said_of(const char* entry, const nlohmann::json& value) {
    auto root = nlohmann::json::parse(read_text(path_));
    root[nlohmann::json::json_pointer(entry)] = value;
    write_text(path_, root.dump());
    try {
      read_emulators(path_);
    } catch (const IoError& error) {
      return error.text().en;
    }
    return "nothing";
  }

  TempDir folder_;
  std::filesystem::path path_ = folder_ / "emulators.json";
  std::unique_ptr<Emulator> emulator_;
};

TEST_F(EmulatorFiles, PredictTheSameToTheBitAfterwards) {
  const EmulatorFile file = read_emulators(path_);
  EXPECT_EQ(file.provenance.scenario, "today");
  EXPECT_EQ(file.factors, (std::vector<Factor>{{"migration.arrivals", 5000, 9000}, {"fibre.price", 0, 1}}));
  ASSERT_EQ(file.outputs.size(), 1u);
  EXPECT_EQ(file.outputs[0].output, "residents");
  const Points fresh = latin_hypercube(50, 2, 3);
  for (Eigen::Index i = 0; i != 50; ++i) {
    const std::span<const double> point(fresh.row(i).data(), 2);
    const Prediction before = emulator_->predict(point), after = file.outputs[0].emulator.predict(point);
    EXPECT_EQ(before.mean, after.mean);
    EXPECT_EQ(before.variance, after.variance);
  }
}

TEST_F(EmulatorFiles, ThatAreNotWhatTheyShouldBeAreRefusedWithTheEntry) {
  const auto has = [](const std::string& said, const char* part) { return said.find(part) != std::string::npos; };
  const std::string whole = read_text(path_);
  for (const auto& [entry, value, part] : std::vector<std::tuple<const char*, nlohmann::json, const char*>>{
           {"/format", "photos", "no file of emulators"},
           {"/version", 2, "knows format 1"},
           {"/outputs/0/lengths/1", -1, "residents, lengths: allowed is > 0"},
           {"/outputs/0/lengths", {1}, "residents, lengths: there must be a number per factor"},
           {"/outputs/0/noise", -1, "noise: allowed is 0 or more"},
           {"/outputs/0/variance", "much", "type must be number"},
           {"/outputs/0/points/3", {1, 2, 3}, "residents, points: there must be a number per factor"},
           {"/outputs/0/values", {1, 2}, "a number per point"}}) {
    write_text(path_, whole);
    const std::string said = said_of(entry, value);
    EXPECT_TRUE(has(said, part)) << entry << ": " << said;
  }
}

TEST_F(EmulatorFiles, CutAnywhereAreRefused) {
  const std::string whole = read_text(path_);
  for (std::size_t size = 0; size < whole.size() - 2; size += 37) {
    write_text(path_, whole.substr(0, size));
    EXPECT_THROW(read_emulators(path_), IoError) << size;
  }
}

}  // namespace
}  // namespace twin::experiment
