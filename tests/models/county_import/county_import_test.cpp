// A county out of a folder of files, as a user would put them there.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "models/county/county.h"
#include "models/county_import/gtfs_roads.h"
#include "models/county_import/package.h"
#include "models/county_import/sources.h"
#include "models/transport/gtfs.h"
#include "tests/support/region.h"
#include "tests/support/temp_dir.h"
#include "twin/base/error.h"

namespace rurban {
namespace {

namespace fs = std::filesystem;

/// The invented region, its package, and what is told of it.
class Region : public testing::Test {
 protected:
  Region() { write_region(folder_.path()); }

  void write(const std::string& name, const std::string& content) { write_into(folder_.path(), name, content); }
  std::string text(const std::string& name) const {
    std::stringstream content;
    content << std::ifstream(out_ / name).rdbuf();
    return content.str();
  }

  ImportReport make() {
    CountyImport wanted;
    wanted.folder = folder_.path();
    wanted.out = out_ / "";
    wanted.like = RURBAN_ROOT "/scenarios/norrbotten";
    wanted.name = "Påhittat \"län\"";
    return import_county(wanted);
  }
  static const TableReport& of(const ImportReport& report, const std::string& table) {
    for (const TableReport& one : report.tables)
      if (one.table == table) return one;
    throw std::out_of_range(table);
  }

  twin::TempDir folder_, out_;
};

TEST_F(Region, MakesAPackageThatLoadsAndTellsWhatIsBorrowed) {
  const ImportReport report = make();
  EXPECT_TRUE(report.complete());
  const County county = load_county(out_.path());
  EXPECT_EQ(county.name, "Påhittat \"län\"");
  ASSERT_EQ(county.municipalities.size(), 2U);  // nobody lives in the third
  EXPECT_EQ(county.municipalities[0].name, "Västra");
  EXPECT_EQ(county.municipalities[0].residents_register, 99);  // 31 December 2020
  EXPECT_EQ(county.municipalities[0].census.residents, 100);
  ASSERT_EQ(county.places.size(), 2U);
  EXPECT_EQ(county.places[0].name, "Västerby");
  EXPECT_EQ(county.places[1].census.employed, 24);
  ASSERT_EQ(county.road_links.size(), 1U);
  EXPECT_EQ(county.road_links[0].length_m, 10'700);  // the feed's kilometres; of 10.5 and 10.7 the upper middle
  EXPECT_FALSE(county.road_links[0].estimated);
  EXPECT_EQ(county.bus_trips.size(), 2U);
  EXPECT_TRUE(county.economy.sites.empty());
  EXPECT_EQ(of(report, "places").state, TableState::kMade);
  EXPECT_EQ(of(report, "mortality").state, TableState::kDefault);
  EXPECT_EQ(of(report, "workplaces").state, TableState::kMissing);
  // 74 of the employed of 123,559 hold so many of its jobs: no sector's are lost.
  double jobs = 0;
  for (const SectorFacts& sector : county.economy.sectors) jobs += sector.jobs;
  EXPECT_GT(jobs, 74);
  EXPECT_LT(jobs, 100);

  const std::string gaps = text("gaps.md");
  EXPECT_NE(gaps.find("| workplaces | saknas |"), std::string::npos) << gaps;
  EXPECT_NE(gaps.find("| mortality | borrowed |"), std::string::npos) << gaps;
  EXPECT_NE(gaps.find("1 parts that are not connected with the rest"), std::string::npos) << gaps;
  EXPECT_EQ(
      text("population_history.csv"),
      "# Residents on 31 December: folk.csv\nmunicipality,year,residents\n9001,2019,101\n9001,2020,99\n9002,2019,"
      "52\n9002,2020,51\n");
}

TEST_F(Region, WithoutWhatIsNeededThePackageIsIncompleteAndSaysWhatToBring) {
  fs::remove(folder_ / "orter.csv");
  fs::remove_all(folder_ / "buss");
  const ImportReport report = make();
  EXPECT_FALSE(report.complete());
  EXPECT_EQ(of(report, "places").state, TableState::kMissing);
  EXPECT_EQ(of(report, "road_links").state, TableState::kMissing);
  const std::string gaps = text("gaps.md");
  EXPECT_NE(gaps.find("| places | missing (needed) |"), std::string::npos) << gaps;
  EXPECT_NE(gaps.find("named places are missing"), std::string::npos);
  EXPECT_NE(gaps.find("roads are missing: OpenStreetMap (.osm.pbf) or a timetable (GTFS)"), std::string::npos);
}

TEST_F(Region, ATableOfOnesOwnIsTakenAsItIs) {
  write("households.csv", "municipality,persons_per_household\n9001,2.5\n9002,2.25\n");
  const ImportReport report = make();
  EXPECT_EQ(of(report, "households").state, TableState::kGiven);
  EXPECT_EQ(load_county(out_.path()).municipalities[1].persons_per_household, 2.25);
}

TEST_F(Region, AFaultInAFileIsToldWithItsPlace) {
  write("folk.csv", "region;2019;2020\n9001 Västra;101;många\n");
  try {
    make();
    FAIL() << "nothing was told";
  } catch (const twin::InputError& error) {
    EXPECT_NE(twin::to_string(error.faults(), twin::Language::kEnglish)
                  .find("folk.csv:2:17: 2020: 'många' is no number of residents"),
              std::string::npos)
        << twin::to_string(error.faults(), twin::Language::kEnglish);
  }
}

TEST_F(Region, APackageAndItsFolderMayBeOne) {
  CountyImport wanted;
  wanted.folder = folder_.path();
  wanted.out = folder_ / "paket";
  wanted.like = RURBAN_ROOT "/scenarios/norrbotten";
  import_county(wanted);
  const std::string first = (std::stringstream() << std::ifstream(wanted.out / "county.yaml").rdbuf()).str();
  import_county(wanted);  // the package that is there already is no source of itself
  EXPECT_EQ((std::stringstream() << std::ifstream(wanted.out / "county.yaml").rdbuf()).str(), first);
}

TEST_F(Region, FilesAreKnownByTheirColumns) {
  write("anteckning.csv", "a,b\n1,2\n");
  write("butiker.csv", "kind,lat,lon\ngrocery,65.9957,19.7607\n");
  const Sources sources = find_sources(folder_.path());
  EXPECT_EQ(sources.first(SourceKind::kCensusGrid), folder_ / "census.csv");
  EXPECT_EQ(sources.first(SourceKind::kLocalities), folder_ / "orter.csv");
  EXPECT_EQ(sources.first(SourceKind::kMunicipalList), folder_ / "kommuner.csv");
  EXPECT_EQ(sources.first(SourceKind::kSeries), folder_ / "folk.csv");
  EXPECT_EQ(sources.first(SourceKind::kPoints), folder_ / "butiker.csv");
  EXPECT_EQ(sources.first(SourceKind::kTimetable), folder_ / "buss");
  EXPECT_EQ(sources.unknown, std::vector<fs::path>{folder_ / "anteckning.csv"});
}

/// The reference data of Norrbotten makes a package much like the one that ships.
TEST(CountyImport, NorrbottenFromItsReferenceData) {
  const fs::path data = fs::path(RURBAN_ROOT) / "../shared/data";
  if (!fs::exists(data)) GTEST_SKIP() << "skipped: ../shared/data is not here";
  const twin::TempDir out;
  CountyImport wanted;
  wanted.folder = data;
  wanted.out = out.path();
  wanted.like = RURBAN_ROOT "/scenarios/norrbotten";
  wanted.week = twin::parse_date("2023-02-13");
  const ImportReport report = import_county(wanted);
  EXPECT_TRUE(report.complete());
  const County ours = load_county(out.path()), theirs = load_county(wanted.like);

  ASSERT_EQ(ours.municipalities.size(), theirs.municipalities.size());
  for (std::size_t m = 0; m != ours.municipalities.size(); ++m) {
    const Municipality &a = ours.municipalities[m], &b = theirs.municipalities[m];
    EXPECT_EQ(a.code, b.code);
    // The series ends before the base date, so the grid's counts stand in; they are perturbed at their source.
    EXPECT_NEAR(a.residents_register, b.residents_register, 0.035 * b.residents_register) << b.name;
    EXPECT_NEAR(a.census.residents, b.census.residents, 1) << b.name;
    EXPECT_EQ(a.age_groups, b.age_groups) << b.name;
    EXPECT_NEAR(a.persons_per_household, b.persons_per_household, 0.06) << b.name;
  }
  EXPECT_EQ(ours.places.size(), 576U);

  // Between neighbouring stops of both networks the roads are as long.
  std::map<std::string, std::uint32_t> by_name;
  std::map<std::string, int> times;
  for (std::uint32_t node = 0; node != ours.road_nodes.size(); ++node) {
    by_name[ours.road_nodes[node].name] = node;
    ++times[ours.road_nodes[node].name];
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> length;
  for (const RoadLink& link : ours.road_links) length[std::minmax(link.from, link.to)] = link.length_m;
  int shared = 0, alike = 0;
  for (const RoadLink& link : theirs.road_links) {
    const std::string &a = theirs.road_nodes[link.from].name, &b = theirs.road_nodes[link.to].name;
    if (link.estimated || times[a] != 1 || times[b] != 1) continue;
    const auto found = length.find(std::minmax(by_name[a], by_name[b]));
    if (found == length.end()) continue;
    ++shared;
    alike += std::abs(found->second - link.length_m) <= std::max(100.0, 0.05 * link.length_m);
  }
  EXPECT_GT(shared, 1'000);
  EXPECT_GE(alike, 0.9 * shared);
  EXPECT_NEAR(static_cast<double>(ours.bus_trips.size()), static_cast<double>(theirs.bus_trips.size()),
              0.02 * static_cast<double>(theirs.bus_trips.size()));
}

TEST(GtfsRoads, TheBusiestWeekOfNorrbottensFeedIsAWholeOne) {
  const fs::path feed = fs::path(RURBAN_ROOT) / "../shared/data/gtfs_lanstrafiken_2023";
  if (!fs::exists(feed)) GTEST_SKIP() << "skipped: ../shared/data is not here";
  const twin::Date week = busiest_week(open_gtfs(feed));
  EXPECT_EQ(std::chrono::weekday(week), std::chrono::Monday);
  EXPECT_GT(week, *twin::parse_date("2022-12-11"));
  EXPECT_LT(week, *twin::parse_date("2023-12-04"));
}

}  // namespace
}  // namespace rurban
