#include "tools/batch/experiment.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/temp_dir.h"
#include "twin/base/error.h"
#include "twin/experiment/design.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

/// Files in a folder, read with a schema of three parameters and three series.
class ExperimentFile : public testing::Test {
 protected:
  ExperimentFile() {
    schema_.parameters = {parameter("migration.arrivals", "persons/year", 0, 100'000),
                          parameter("migration.pull", "1", 0, 10), parameter("travel.limit", "min", 0, 600)};
    schema_.parameters.push_back(parameter("travel.rounds", "1", 0, 20));
    schema_.parameters.back().whole = true;
    write("world.yaml", "");
  }

  static twin::ParamInfo parameter(std::string name, std::string unit, double least, double most) {
    return {.name = std::move(name),
            .unit = std::move(unit),
            .fallback = 2,
            .least = least,
            .most = most,
            .label = {},
            .source = {}};
  }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  Experiment read(const std::string& text) {
    write("e.yaml", "scenario: world.yaml\n" + text);
    return load_experiment(folder_ / "e.yaml", schema_, series_);
  }

  /// What is told of a file with faults, without the folder.
  std::string faults(const std::string& text) {
    try {
      read(text);
    } catch (const twin::InputError& error) {
      std::string told;
      for (const twin::Fault& fault : error.faults())
        told += fs::path(fault.where.file).filename().string() + ":" + std::to_string(fault.where.line) + ":" +
                std::to_string(fault.where.column) + ": " + fault.message.en +
                (fault.hint.en.empty() ? "" : "; " + fault.hint.en) + "\n";
      return told;
    }
    return "no fault";
  }

  twin::TempDir folder_;
  twin::Schema schema_;
  std::vector<twin::SeriesInfo> series_{{"population.births", "", "persons/month", {}},
                                        {"population.residents", "municipality", "persons", {}},
                                        {"services.visits", "place", "visits", {}}};
};

TEST_F(ExperimentFile, PutsADesignIntoTheRangesOfItsFactorsInTheirUnits) {
  const Experiment e = read(
      "factors:\n  migration: {arrivals: {from: 0, to: 1000 persons/year}}\n  travel.limit: {from: 1 h, to: 2 h}\n"
      "design: {sobol: {runs: 8, seed: 5}}\n");
  const auto unit = twin::experiment::sobol_sequence(8, 2, 5);
  ASSERT_EQ(e.points.rows(), 8);
  for (Eigen::Index i = 0; i != 8; ++i) {
    EXPECT_DOUBLE_EQ(e.points(i, 0), 1000 * unit(i, 0));
    EXPECT_DOUBLE_EQ(e.points(i, 1), 60 + 60 * unit(i, 1));
  }
}

TEST_F(ExperimentFile, CrossesLevelsAndChoicesInAGrid) {
  const Experiment e = read(
      "factors:\n  migration.pull: {from: 1, to: 2}\n  travel.limit: {values: [30 min, 2 h, 45]}\n"
      "design: {grid: {levels: 2}}\nreplicates: 4\n");
  twin::experiment::Points expected(6, 2);
  expected << 1, 30, 1, 120, 1, 45, 2, 30, 2, 120, 2, 45;
  EXPECT_EQ(e.points, expected);
  EXPECT_EQ(e.runs(), 24U);
}

TEST_F(ExperimentFile, TakesWholeNumbersAloneWhereAParameterDoesAndAllOfThemAlikeOften) {
  const Experiment e = read("factors: {travel.rounds: {from: 2, to: 5}}\ndesign: {latin_hypercube: {runs: 400}}\n");
  for (const double rounds : {2, 3, 4, 5}) EXPECT_EQ((e.points.array() == rounds).count(), 100) << rounds;
}

TEST_F(ExperimentFile, VariesOneAtATimeFromTheDefaults) {
  const Experiment e = read(
      "factors:\n  migration.pull: {from: 0, to: 10}\n  travel.limit: {from: 100, to: 200}\n"
      "design: {one_at_a_time: {levels: 2}}\n");
  twin::experiment::Points expected(5, 2);
  expected << 2, 150,  // the default where it is in the range, else the middle
      0, 150, 10, 150, 2, 100, 2, 200;
  EXPECT_EQ(e.points, expected);
}

TEST_F(ExperimentFile, KnowsTheCountOfRunsOfEachDesign) {
  const std::string factors = "factors: {migration.pull: {from: 0, to: 1}, travel.limit: {from: 0, to: 1}}\n";
  for (const auto& [design, runs] :
       {std::pair{"saltelli: {base: 4, second_order: no}", 16U},
        std::pair{"saltelli: {base: 4, second_order: yes}", 24U}, std::pair{"morris: {trajectories: 3}", 9U},
        std::pair{"one_at_a_time: {levels: 3}", 7U}, std::pair{"sobol: {runs: 2}", 2U}})
    EXPECT_EQ(read(factors + "design: {" + design + "}\n").runs(), runs) << design;
}

TEST_F(ExperimentFile, ReadsSamplesAsSalibSavesThem) {
  write("x.txt", "# from a notebook\n1.000000000000000000e+00 3.000000000000000000e+01\n2.5e+00 6.0e+01\n");
  const Experiment e = read("factors: [migration.pull, travel.limit]\ndesign: {list: {file: x.txt}}\n");
  twin::experiment::Points expected(2, 2);
  expected << 1, 30, 2.5, 60;
  EXPECT_EQ(e.points, expected);
  write("x.txt", "1,30\n2.5,60");
  EXPECT_EQ(read("factors: [migration.pull, travel.limit]\ndesign: {list: {file: x.txt}}\n").points, expected);
}

TEST_F(ExperimentFile, ReadsExperimentsOfTheEmaWorkbenchAndTellsWhatItLeavesOut) {
  write("x.csv", "travel.limit,migration.pull,scenario,policy,model\n30,1,0,None,m\n60,2.5,1,None,m\n");
  const Experiment e = read("design: {list: {file: x.csv}}\n");
  ASSERT_EQ(e.factors.size(), 2U);
  EXPECT_EQ(e.factors[0].name, "travel.limit");
  EXPECT_EQ(e.points(1, 0), 60);
  EXPECT_EQ(e.points(1, 1), 2.5);
  ASSERT_EQ(e.notices.size(), 1U);
  EXPECT_TRUE(e.notices[0].en.ends_with("columns that are no factors are not used: scenario, policy, model"));
}

TEST_F(ExperimentFile, RunsReplicatesOfTheScenarioAloneWithoutFactors) {
  const Experiment e = read(
      "set: {to: 2023-01-01, migration: {arrivals: 7000}}\nreplicates: 10\n"
      "stop: {figure: population.births, interval_width: 12 persons/year, at_least: 5}\n");
  EXPECT_EQ(e.points.rows(), 1);
  EXPECT_EQ(e.set, (std::vector<std::string>{"to=2023-01-01", "migration.arrivals=7000"}));
  ASSERT_TRUE(e.stop);
  EXPECT_DOUBLE_EQ(e.stop->interval_width, 1);  // a month
  EXPECT_EQ(e.stop->at_least, 5U);
}

TEST_F(ExperimentFile, TellsAllFaultsAtOnceWithTheirPlaces) {
  EXPECT_EQ(faults("set: {seed: 3}\n"
                   "factors:\n"
                   "  migration.arrival: {from: 0, to: 1}\n"
                   "  migration.pull: {from: 5, to: 11}\n"
                   "  travel.limit: {from: 90 min, to: 1 h}\n"
                   "design: {sobel: {runs: 8}}\n"
                   "replicates: none\n"
                   "stop: {figure: population.birth, interval_width: 1}\n"
                   "outputs: {series: [residents]}\n"
                   "colour: blue\n"),
            "e.yaml:2:7: the seed is not set here; replicates: 10 gives every point the seeds 1 to 10\n"
            "e.yaml:4:3: unknown parameter 'migration.arrival'; did you mean 'migration.arrivals'?\n"
            "e.yaml:5:33: migration.pull: 11 is outside what is allowed; allowed: 0 – 10; default 2\n"
            "e.yaml:6:36: travel.limit: 'to' (1 h) is not above 'from' (90 min)\n"
            "e.yaml:7:10: unknown design 'sobel'; did you mean 'sobol'?\n"
            "e.yaml:8:13: 'none' does not fit here; allowed: a whole number, 1 to 1000000\n"
            "e.yaml:9:16: no figure is called 'population.birth'; did you mean 'population.births'?\n"
            "e.yaml:10:20: no figure is called 'residents'; names stand in results.sqlite after rurban run, table "
            "series; * and ? do in outputs\n"
            "e.yaml:11:1: unknown key 'colour'; allowed: scenario, title, set, factors, design, replicates, stop, "
            "outputs\n");
}

TEST_F(ExperimentFile, TellsWhereAListOfPointsIsWrong) {
  const std::string list =
      "factors: {migration.pull: {from: 1, to: 3}, travel.limit: {from: 0, to: 60}}\ndesign: {list: {file: x.csv}}\n";
  write("x.csv", "1 30\n2\n4 twenty\n");
  EXPECT_EQ(faults(list),
            "x.csv:2:1: the row has 1 numbers; expected: 2, one for each factor\n"
            "x.csv:3:1: migration.pull: 4 is outside what is allowed; allowed: 1 – 3 1\n"
            "x.csv:3:3: travel.limit: 'twenty' is not a number; allowed: 0 – 60 min\n");
  write("x.csv", "migration.pul,travel.limit\n1,2\n");
  EXPECT_EQ(faults(list), "x.csv:1:1: the column migration.pull is missing; did you mean 'migration.pul'?\n");
  write("x.csv", "");
  EXPECT_EQ(faults(list), "x.csv:1:1: the list has no points\n");
  fs::remove(folder_ / "x.csv");
  EXPECT_NE(faults(list).find("e.yaml:3:23: can't read the list 'x.csv'"), std::string::npos) << faults(list);
}

TEST_F(ExperimentFile, RefusesMoreRunsThanAnyoneCanLive) {
  EXPECT_NE(faults("factors: {migration.pull: {from: 0, to: 1}, travel.limit: {from: 0, to: 1}}\n"
                   "design: {grid: {levels: 100000}}\n")
                .find("the design has too many points; allowed: at most 1000000"),
            std::string::npos);
  EXPECT_NE(faults("factors: {migration.pull: {from: 0, to: 1}}\ndesign: {sobol: {runs: 1000}}\nreplicates: 2000\n")
                .find("that makes 2000000 runs"),
            std::string::npos);
}

TEST_F(ExperimentFile, SurvivesAnythingThatIsNoExperiment) {
  for (const char* text : {"factors: 3\n", "factors: {migration.pull: 3}\n", "design: 4\n", "design: {grid: 3}\n",
                           "design: {morris: {trajectories: -1, levels: 3}}\n", "stop: 3\n", "outputs: 7\n",
                           "set: []\n", "title: []\n", "design: {list: }\n", "design: {list: {file: .}}\n",
                           "factors: [3, {a: b}]\n", "replicates: {a: b}\n", "scenario: {}\n", "x: [\n"})
    EXPECT_NE(faults(text), "no fault") << text;
}

}  // namespace
}  // namespace tools
