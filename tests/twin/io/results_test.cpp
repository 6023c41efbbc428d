#include "twin/io/results.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/full_disk.h"
#include "support/temp_dir.h"
#include "support/toy_world.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace twin {
namespace {

namespace fs = std::filesystem;

RunResult toy_result(const std::string& run_id, int steps = 12) {
  const auto simulation = toy::founded(60, 0xffff'ffff'ffff'fff0);
  simulation->plan().set_parameter("folk.wage", 250);
  const Date from = simulation->now();
  for (int i = 0; i != steps; ++i) simulation->advance();
  return collect(*simulation,
                 {.run_id = run_id,
                  .version = "0.1.0",
                  .scenario = "toy",
                  .from = from,
                  .started = "2026-01-01T12:00:00Z",
                  .wall_s = 0.5,
                  .people_per_s = 4000,
                  .state_hash = {}},
                 "town");
}

void expect_equal(const RunResult& a, const RunResult& b) {
  EXPECT_EQ(a.info.run_id, b.info.run_id);
  EXPECT_EQ(a.info.seed, b.info.seed);
  EXPECT_EQ(a.info.from, b.info.from);
  EXPECT_EQ(a.info.to, b.info.to);
  EXPECT_EQ(a.info.state_hash, b.info.state_hash);
  ASSERT_EQ(a.parameters.size(), b.parameters.size());
  for (std::size_t i = 0; i != a.parameters.size(); ++i) {
    EXPECT_EQ(a.parameters[i].name, b.parameters[i].name);
    EXPECT_EQ(a.parameters[i].value, b.parameters[i].value);
    EXPECT_EQ(a.parameters[i].is_default, b.parameters[i].is_default);
  }
  ASSERT_EQ(a.series.size(), b.series.size());
  for (std::size_t i = 0; i != a.series.size(); ++i) {
    EXPECT_EQ(a.series[i].series.info.name, b.series[i].series.info.name);
    EXPECT_EQ(a.series[i].series.info.label.sv, b.series[i].series.info.label.sv);
    EXPECT_EQ(a.series[i].series.width, b.series[i].series.width);
    EXPECT_EQ(a.series[i].series.dates, b.series[i].series.dates);
    EXPECT_EQ(a.series[i].series.values, b.series[i].series.values);
    EXPECT_EQ(a.series[i].row_labels, b.series[i].row_labels);
  }
  ASSERT_EQ(a.flows.size(), b.flows.size());
  for (std::size_t i = 0; i != a.flows.size(); ++i) {
    EXPECT_EQ(a.flows[i].flow, b.flows[i].flow);
    EXPECT_EQ(a.flows[i].from_label, b.flows[i].from_label);
    EXPECT_EQ(a.flows[i].to_label, b.flows[i].to_label);
    EXPECT_EQ(a.flows[i].amount, b.flows[i].amount);
  }
}

TEST(Results, AreReadAsTheyWereCollected) {
  const TempDir dir;
  const std::vector runs{toy_result("one"), toy_result("two", 5)};
  write_results(dir / "a.sqlite", runs);
  const auto read = read_results(dir / "a.sqlite");
  ASSERT_EQ(read.size(), 2u);
  expect_equal(read[0], runs[0]);
  expect_equal(read[1], runs[1]);
  EXPECT_EQ(runs[0].info.seed, 0xffff'ffff'ffff'fff0);
}

TEST(Results, TellWhichParametersWereSet) {
  const RunResult run = toy_result("one");
  ASSERT_EQ(run.parameters.size(), 2u);
  EXPECT_EQ(run.parameters[0].name, "folk.wage");
  EXPECT_EQ(run.parameters[0].value, 250);
  EXPECT_FALSE(run.parameters[0].is_default);
  EXPECT_TRUE(run.parameters[1].is_default);
}

TEST(Results, YearlyFlowsAddUpToTheLedger) {
  const auto simulation = toy::founded();
  for (int i = 0; i != 400; ++i) simulation->advance();  // to March 2022
  const RunResult run = collect(*simulation, {}, "town");
  std::int64_t expected = 0, sum = 0;
  for (const LedgerRow& row : simulation->ledger().history()) expected += row.amount;
  for (const YearlyFlow& flow : run.flows) sum += flow.amount;
  EXPECT_EQ(sum, expected);
  EXPECT_EQ(run.flows.front().year, 2020);  // the opening balances of January 2021 are booked on December
  EXPECT_EQ(run.flows.back().year, 2022);
  EXPECT_EQ(run.flows.front().from_label, "nowhere");
  EXPECT_EQ(run.flows.front().to_label, "Åminne");
  EXPECT_EQ(run.flows.front().unit, "persons");
}

TEST(Results, ARunIsAddedToThoseThatAreThere) {
  const TempDir dir;
  append_run(dir / "a.sqlite", toy_result("one", 1));
  append_run(dir / "a.sqlite", toy_result("two", 2));
  EXPECT_EQ(read_results(dir / "a.sqlite").size(), 2u);
  EXPECT_THROW(append_run(dir / "a.sqlite", toy_result("two", 3)), IoError);
  const auto runs = read_results(dir / "a.sqlite");
  ASSERT_EQ(runs.size(), 2u);
  expect_equal(runs[1], toy_result("two", 2));
}

TEST(Results, AValueThatIsNoNumberStaysSo) {
  const TempDir dir;
  RunResult run = toy_result("one", 1);
  run.series[0].series.values[0] = std::numeric_limits<double>::quiet_NaN();
  write_results(dir / "a.sqlite", {&run, 1});
  EXPECT_TRUE(std::isnan(read_results(dir / "a.sqlite")[0].series[0].series.values[0]));
}

TEST(Results, AFullDiskLeavesTheEarlierFile) {
  const TempDir dir;
  const RunResult small = toy_result("one", 1);
  write_results(dir / "a.sqlite", {&small, 1});
  const Bytes earlier = read_file(dir / "a.sqlite");
  RunResult large = toy_result("two", 1);
  large.info.scenario.assign(500'000, 'x');
  {
    const FullDisk full(200'000);
    EXPECT_THROW(append_run(dir / "a.sqlite", large), IoError);
    EXPECT_THROW(write_results(dir / "a.sqlite", {&large, 1}), IoError);
  }
  EXPECT_FALSE(fs::exists(part_of(dir / "a.sqlite")));
  EXPECT_EQ(read_results(dir / "a.sqlite").size(), 1u);
  EXPECT_EQ(read_file(dir / "a.sqlite"), earlier);
}

TEST(Results, RefuseMissingAndForeignFiles) {
  const TempDir dir;
  EXPECT_THROW(read_results(dir / "none.sqlite"), IoError);
  for (const std::string text : {"", "date,series\n", "SQLite format 3\n and no more"}) {
    OutputFile(dir / "a.sqlite").write(text);
    EXPECT_THROW(read_results(dir / "a.sqlite"), IoError) << text;
    EXPECT_THROW(append_run(dir / "a.sqlite", toy_result("one", 1)), IoError) << text;
    EXPECT_EQ(read_text(dir / "a.sqlite"), text);
  }
}

TEST(Results, ADamagedFileIsRefusedAndNeverCrashes) {
  const TempDir dir;
  const RunResult run = toy_result("one", 3);
  write_results(dir / "a.sqlite", {&run, 1});
  Bytes bytes = read_file(dir / "a.sqlite");
  const auto refused = [&] {
    try {
      read_results(dir / "b.sqlite");
    } catch (const IoError&) {
      return true;
    }
    return false;
  };
  for (std::size_t size = 0; size < bytes.size(); size += 997) {
    OutputFile(dir / "b.sqlite").write(std::span(bytes).first(size));
    EXPECT_TRUE(refused()) << "cut to " << size;
  }
  std::mt19937 random(1);
  for (int i = 0; i != 500; ++i) {  // SQLite has no checksums: a number may change unseen, but nothing may crash
    const std::size_t bit = random() % (bytes.size() * 8);
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
    fs::remove(dir / "b.sqlite");  // a file emptied and refilled is flushed at once by ext4
    OutputFile(dir / "b.sqlite").write(bytes);
    refused();
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
  }
}

TEST(SeriesCsv, IsTidyAndQuoted) {
  const TempDir dir;
  RunResult run{.info = {}, .parameters = {}, .series = {}, .flows = {}};
  run.series.push_back({{{"people.count", "town", "persons", {"folk", "people"}}, 2, {date(2021, 2, 1)}, {12, 0.1}},
                        {"Byn, \"övre\"", "Staden"}});
  run.series.push_back({{{"people.mood", "", "1", {}}, 1, {date(2021, 2, 1)}, {std::nan("")}}, {}});
  write_series_csv(dir / "series.csv", run);
  EXPECT_EQ(read_text(dir / "series.csv"),
            "date,series,unit,by,row,label,value\n"
            "2021-02-01,\"people.count\",\"persons\",\"town\",0,\"Byn, \"\"övre\"\"\",12\n"
            "2021-02-01,\"people.count\",\"persons\",\"town\",1,\"Staden\",0.1\n"
            "2021-02-01,\"people.mood\",\"1\",\"\",0,\"\",\n");
}

}  // namespace
}  // namespace twin
