#include "twin/io/results.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <tuple>

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
    EXPECT_EQ(a.flows[i].unit, b.flows[i].unit);
    EXPECT_EQ(a.flows[i].row, b.flows[i].row);
  }
  ASSERT_EQ(a.flow_kinds.size(), b.flow_kinds.size());
  for (std::size_t i = 0; i != a.flow_kinds.size(); ++i) {
    EXPECT_EQ(a.flow_kinds[i].flow, b.flow_kinds[i].flow);
    EXPECT_EQ(a.flow_kinds[i].label.sv, b.flow_kinds[i].label.sv);
    EXPECT_EQ(a.flow_kinds[i].label.en, b.flow_kinds[i].label.en);
    EXPECT_EQ(a.flow_kinds[i].row, b.flow_kinds[i].row);
    EXPECT_EQ(a.flow_kinds[i].stock, b.flow_kinds[i].stock);
  }
  ASSERT_EQ(a.accounts.size(), b.accounts.size());
  for (std::size_t i = 0; i != a.accounts.size(); ++i) {
    EXPECT_EQ(a.accounts[i].account, b.accounts[i].account);
    EXPECT_EQ(a.accounts[i].label, b.accounts[i].label);
    EXPECT_EQ(a.accounts[i].place_label, b.accounts[i].place_label);
    EXPECT_EQ(a.accounts[i].part, b.accounts[i].part);
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

TEST(Results, CallAccountsAfterTheStableIdsOfPlacesAndNotAfterTheirRows) {
  const RunResult run = toy_result("one");
  std::map<Account, std::string> names;
  for (const YearlyFlow& flow : run.flows) {
    names[flow.from] = flow.from_label;
    names[flow.to] = flow.to_label;
  }
  EXPECT_EQ(names, (std::map<Account, std::string>{{1, "Åminne"},  // row 0
                                                   {2, "Byn, \"övre\""},
                                                   {3, "Staden"},
                                                   {Ledger::kFirstNode, "nowhere"},
                                                   {Ledger::kFirstNode + 1, "mint"}}));
}

TEST(Results, TellOfEachFlowWhatItIsCalledAndOfEachAccountWhoseItIs) {
  const RunResult run = toy_result("one");
  ASSERT_EQ(run.flow_kinds.size(), 4u);
  EXPECT_EQ(run.flow_kinds[0].flow, "birth");  // by name
  EXPECT_EQ(run.flow_kinds[3].label.sv, "lön");
  EXPECT_EQ(run.flow_kinds[3].stock, "money");
  ASSERT_EQ(run.accounts.size(), 5u);
  EXPECT_EQ(run.accounts[0].place_label, "Åminne");
  EXPECT_EQ(run.accounts[4].label, "mint");
  EXPECT_EQ(run.accounts[4].place_label, "");
}

TEST(Results, KeepRowsAndPartsOfFlowsThatWereMadeByHand) {
  const TempDir dir;
  RunResult run;
  run.info = {"hand", "0", "by hand", 1, date(2021, 1, 1), date(2022, 1, 1), "", 1, 1, ""};
  run.flows = {{2021, "wage", "money", "öre", Ledger::part(7, 2), "Jokkmokk, firms", Ledger::part(7, 1),
                "Jokkmokk, households", 12'345, 1}};
  write_results(dir / "a.sqlite", {&run, 1});
  const RunResult read = read_results(dir / "a.sqlite").at(0);
  ASSERT_EQ(read.flows.size(), 1u);
  EXPECT_EQ(read.flows[0].row, 1);
  EXPECT_EQ(read.flows[0].from_label, "Jokkmokk, firms");
  EXPECT_EQ(read.flows[0].to_label, "Jokkmokk, households");
  EXPECT_EQ(read.flows[0].unit, "öre");
  ASSERT_EQ(read.accounts.size(), 2u);
  EXPECT_EQ(read.accounts[0].part, 1u);
}

TEST(Results, DoNotChangeWhenMonthsOfThePastBecomeOneRow) {
  const auto simulation = toy::founded(30);
  std::map<std::tuple<int, std::string, Account, Account>, std::int64_t> before, after;
  const auto keep = [&](auto& sums, int year) {
    for (const YearlyFlow& flow : collect(*simulation, {}, "town").flows)
      if (flow.year == year) sums[{flow.year, flow.flow, flow.from, flow.to}] += flow.amount;
  };
  while (simulation->now() < date(2022, 12, 31)) simulation->advance();
  keep(before, 2021);
  const std::size_t rows = simulation->ledger().history().size();
  simulation->advance();
  keep(after, 2021);
  EXPECT_LT(simulation->ledger().history().size(), rows);
  EXPECT_EQ(after, before);
}

TEST(Results, RefuseAnotherFormatAndSayWhich) {
  const TempDir dir;
  const RunResult run = toy_result("one", 1);
  write_results(dir / "a.sqlite", {&run, 1});
  Bytes bytes = read_file(dir / "a.sqlite");
  bytes.at(63) = std::byte{1};  // the user version, of SQLite's header (https://www.sqlite.org/fileformat.html)
  fs::remove(dir / "a.sqlite");
  OutputFile(dir / "a.sqlite").write(bytes);
  try {
    read_results(dir / "a.sqlite");
    FAIL() << "format 1 was read";
  } catch (const IoError& error) {
    EXPECT_NE(error.text().en.find("file format 1, but this program knows format 2"), std::string::npos);
  }
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
