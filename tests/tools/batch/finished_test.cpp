#include "tools/batch/finished.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/temp_dir.h"
#include "twin/io/database.h"

namespace tools {
namespace {

/// Two factors, a range and a choice; two points lived twice each, of which one run failed.
std::filesystem::path small_experiment(const twin::TempDir& folder) {
  const std::filesystem::path file = folder / "results.sqlite";
  twin::Database(file, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE).execute(R"(
    create table experiment(key text primary key, value text not null);
    insert into experiment values('design', 'list'), ('version', '1.0'), ('county', 'abc');
    create table factors(factor integer, name text, unit text, "from" real, "to" real, "values" text);
    insert into factors values(0, 'arrivals', 'persons', 10, 30, ''), (1, 'price', 'kr', 0, 0, '5 50 500');
    create table points(run integer, point integer, replicate integer, seed integer, arrivals real, price real);
    insert into points values(0, 0, 0, 1, 10, 500), (1, 0, 1, 2, 10, 500), (2, 1, 0, 1, 25, 50), (3, 1, 1, 2, 25, 50);
    create table figures(run integer, name text, unit text, value real);
    insert into figures values(0, 'residents', 'persons', 100), (1, 'residents', 'persons', 102),
      (2, 'residents', 'persons', 200), (0, 'firms', '', 7), (1, 'firms', '', 7), (2, 'firms', '', null);)");
  return file;
}

const std::vector<std::string> kAll{"*"};

TEST(FinishedExperiment, HasItsPointsInTheUnitCubeAndChoicesByTheirOrder) {
  const twin::TempDir folder;
  const FinishedExperiment found = read_finished(small_experiment(folder), kAll);
  twin::experiment::Points expected(2, 2);
  expected << 0, 1, 0.75, 0.5;  // 25 of 10 to 30; the second of three
  EXPECT_EQ(found.points, expected);
  EXPECT_EQ(found.run_points, (std::vector<std::size_t>{0, 0, 1, 1}));
  EXPECT_EQ(found.factors[1], (twin::experiment::Factor{"price", 0, 2}));
  EXPECT_EQ(found.run_rows().row(3), expected.row(1));
}

TEST(FinishedExperiment, AveragesReplicatesAndMissesAPointWhoseRunFailed) {
  const twin::TempDir folder;
  const FinishedExperiment found = read_finished(small_experiment(folder), kAll);
  ASSERT_EQ(found.figures.size(), 2u);
  const FigureOfRuns& residents = found.figures[1];
  EXPECT_EQ(residents.name, "residents");
  EXPECT_EQ(found.by_point(residents)[0], 101);
  EXPECT_TRUE(std::isnan(found.by_point(residents)[1]));
}

TEST(FinishedExperiment, LeavesOutFiguresThatNobodyAskedFor) {
  const twin::TempDir folder;
  const FinishedExperiment found = read_finished(small_experiment(folder), std::vector<std::string>{"res*"});
  ASSERT_EQ(found.figures.size(), 1u);
  EXPECT_EQ(found.figures[0].unit, "persons");
}

TEST(FinishedExperiment, IsRefusedWhereThereIsNone) {
  const twin::TempDir folder;
  EXPECT_THROW(read_finished(folder / "nothing.sqlite", kAll), twin::IoError);
}

TEST(IsSaltelli, KnowsTheOrderOfBaseRows) {
  using namespace twin::experiment;
  EXPECT_TRUE(is_saltelli(saltelli(8, 3, false, 1), false));
  EXPECT_TRUE(is_saltelli(saltelli(8, 3, true, 1), true));
  EXPECT_FALSE(is_saltelli(saltelli(8, 3, true, 1), false));
  EXPECT_FALSE(is_saltelli(sobol_sequence(40, 3, 1), false));
}

}  // namespace
}  // namespace tools
