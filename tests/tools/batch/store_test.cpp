#include "tools/batch/store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>

#include "tests/support/full_disk.h"
#include "tests/support/temp_dir.h"
#include "twin/base/error.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

const Identity kIdentity{"1", "b", "text", "", "scenario", "c"};

Outcome outcome(double value) {
  return {"hash",
          {{"births", "persons", value}, {"none", "1", std::numeric_limits<double>::quiet_NaN()}},
          {{"residents", "persons", "municipality", {"A", "B"}, {"2021-01-01", "2022-01-01"}, {1, 2, 3, value}}}};
}

Journal::Attempt lived(RunPlace run, double value) {
  Journal::Attempt attempt;
  attempt.ended = {run, true, false, pack(outcome(value)), {}, 0.5, 1'000};
  return attempt;
}

Journal::Attempt failed(RunPlace run, bool given_up) {
  Journal::Attempt attempt;
  attempt.ended = {run, false, true, {}, {"borta", "gone"}, 0.5, 1'000};
  attempt.given_up = given_up;
  return attempt;
}

Experiment two_points() {
  Experiment e;
  e.title = {"t", "t"};
  e.design = "list";
  e.factors = {{"a.x", "1", false, 0, 1, {}}};
  e.points.resize(2, 1);
  e.points << 0.25, 0.75;
  e.replicates = 2;
  return e;
}

std::string refusal(const auto& attempt) {
  try {
    attempt();
  } catch (const twin::IoError& error) {
    return error.text().en;
  }
  return "not refused";
}

TEST(Outcome, SurvivesItsWayAndMakesTheSameBytesEachTime) {
  const Outcome before = outcome(0.1 + 0.2);
  const twin::Bytes bytes = pack(before);
  EXPECT_EQ(pack(before), bytes);
  const Outcome after = unpack("here", bytes);
  EXPECT_EQ(after.figures[0].value, before.figures[0].value);  // to the last bit
  EXPECT_TRUE(std::isnan(after.figures[1].value));
  EXPECT_EQ(after.series, before.series);
  EXPECT_EQ(figure_in(after, "births"), before.figures[0].value);
  EXPECT_EQ(figure_in(after, "deaths"), std::nullopt);
}

TEST(Outcome, IsRefusedWhenItIsDamaged) {
  const twin::Bytes bytes = pack(outcome(1));
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{9}, bytes.size() - 1})
    EXPECT_THROW(unpack("here", std::span(bytes).first(size)), twin::IoError) << size;
}

TEST(Journal, KeepsWhatWasCommittedAndTakesItUpAgain) {
  const twin::TempDir folder;
  {
    Journal journal(folder.path(), kIdentity, false);
    journal.add(std::vector{lived({0, 0}, 1), failed({0, 1}, false), failed({1, 0}, true), lived({1, 1}, 4)});
  }
  Journal journal(folder.path(), kIdentity, false);
  std::vector<RunPlace> runs;
  journal.for_each_lived([&](RunPlace run, const Outcome&) { runs.push_back(run); });
  EXPECT_EQ(runs, (std::vector<RunPlace>{{0, 0}, {1, 1}}));
  ASSERT_EQ(journal.faults().size(), 1U);
  EXPECT_EQ(journal.faults()[0].run, (RunPlace{1, 0}));
  EXPECT_EQ(journal.faults()[0].reason.sv, "borta");
}

TEST(Journal, RefusesAnotherExperimentAndSaysWhatDiffers) {
  const twin::TempDir folder;
  Journal(folder.path(), kIdentity, false).add(std::vector{lived({0, 0}, 1)});
  const auto with = [&](auto&& change) {
    Identity other = kIdentity;
    change(other);
    return refusal([&] { Journal(folder.path(), other, false); });
  };
  EXPECT_NE(with([](Identity& i) { i.experiment = "x"; }).find("the experiment file was changed"), std::string::npos);
  EXPECT_NE(with([](Identity& i) { i.scenario = "x"; }).find("the scenario or what is set"), std::string::npos);
  EXPECT_NE(with([](Identity& i) { i.county = "x"; }).find("the county package was changed"), std::string::npos);
  EXPECT_NE(with([](Identity& i) { i.build = "x"; }).find("the program was changed"), std::string::npos);
  EXPECT_NE(with([](Identity& i) { i.list = "x"; }).find("the list of points was changed"), std::string::npos);
  EXPECT_EQ(with([](Identity&) {}), "not refused");
  Identity other = kIdentity;
  other.experiment = "x";
  Journal anew(folder.path(), other, true);
  anew.for_each_lived([](RunPlace, const Outcome&) { FAIL(); });
}

TEST(Journal, RefusesAFileThatIsNone) {
  const twin::TempDir folder;
  std::ofstream(folder / kJournal) << "hello, hello, hello, hello";
  EXPECT_THROW(Journal(folder.path(), kIdentity, false), twin::IoError);
}

TEST(Journal, AFullDiskLeavesWhatWasCommitted) {
  const twin::TempDir folder;
  {
    Journal journal(folder.path(), kIdentity, false);
    journal.add(std::vector{lived({0, 0}, 1)});
    const twin::FullDisk full(static_cast<rlim_t>(fs::file_size(folder / kJournal)));
    std::vector<Journal::Attempt> many;
    for (std::size_t point = 1; point != 500; ++point) many.push_back(lived({point, 0}, 2));
    const std::string told = refusal([&] { journal.add(many); });
    EXPECT_TRUE(told.starts_with("can't write")) << told;
  }
  Journal journal(folder.path(), kIdentity, false);
  std::vector<RunPlace> runs;
  journal.for_each_lived([&](RunPlace run, const Outcome&) { runs.push_back(run); });
  EXPECT_EQ(runs, (std::vector<RunPlace>{{0, 0}}));
}

TEST(Results, HaveTheSameBytesInWhateverOrderTheRunsCame) {
  const twin::TempDir folder;
  const Experiment e = two_points();
  const std::vector<RunPlace> order{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  std::vector<twin::Bytes> written;
  for (const bool backwards : {false, true}) {
    const fs::path own = folder / (backwards ? "b" : "a");
    fs::create_directory(own);
    Journal journal(own, kIdentity, false);
    Agenda agenda(2, 2);
    for (std::size_t i = 0; i != order.size(); ++i) {
      const RunPlace run = order[backwards ? 3 - i : i];
      const bool fails = run == RunPlace{1, 0};
      if (backwards) journal.add(std::vector{failed(run, false)});  // an attempt that went wrong leaves no trace
      journal.add(
          std::vector{fails ? failed(run, true) : lived(run, static_cast<double>(2 * run.point + run.replicate))});
      fails ? agenda.failed(run) : agenda.lived(run, {});
    }
    write_results(own / kResults, e, kIdentity, agenda, journal);
    written.push_back(twin::read_file(own / kResults));
  }
  EXPECT_TRUE(written[0] == written[1]);

  twin::Database database(folder / "a", folder / "a" / kResults, SQLITE_OPEN_READONLY);
  twin::Statement figures(
      database,
      "select seed, \"a.x\", value from points join figures using (run) where name = 'births' order by run");
  std::vector<std::array<double, 3>> rows;
  while (figures.step()) rows.push_back({figures.real(0), figures.real(1), figures.real(2)});
  EXPECT_EQ(rows, (std::vector<std::array<double, 3>>{{1, 0.25, 0}, {2, 0.25, 1}, {2, 0.75, 3}}));
  twin::Statement faults(database, "select run, reason_en from faults");
  ASSERT_TRUE(faults.step());
  EXPECT_EQ(faults.integer(0), 3);
  EXPECT_EQ(faults.text(1), "gone");
  twin::Statement series(database, "select label, date, value from series_values where run = 4 order by date, row");
  std::string told;
  while (series.step()) told += series.text(0) + " " + series.text(1) + " " + series.text(2) + "; ";
  EXPECT_EQ(told, "A 2021-01-01 1.0; B 2021-01-01 2.0; A 2022-01-01 3.0; B 2022-01-01 3.0; ");
}

TEST(Results, LeaveOutRunsThatProvedNeedless) {
  const twin::TempDir folder;
  Experiment e = two_points();
  e.replicates = 5;
  Journal journal(folder.path(), kIdentity, false);
  Agenda agenda(2, 5, Agenda::Rule{1, 2});
  for (std::size_t point = 0; point != 2; ++point)
    for (std::size_t r = 0; r != 3; ++r) {  // the third was under way when the second decided
      journal.add(std::vector{lived({point, r}, 1)});
      agenda.lived({point, r}, 1.0);
    }
  write_results(folder / kResults, e, kIdentity, agenda, journal);
  twin::Database database(folder / kResults, folder / kResults, SQLITE_OPEN_READONLY);
  twin::Statement points(database, "select count(*), max(seed) from points");
  ASSERT_TRUE(points.step());
  EXPECT_EQ(points.integer(0), 4);
  EXPECT_EQ(points.integer(1), 2);
}

}  // namespace
}  // namespace tools
