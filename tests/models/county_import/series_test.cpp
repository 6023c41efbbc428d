#include "models/county_import/series.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "models/county_import/source_file.h"
#include "tests/support/faults_of.h"

namespace rurban {
namespace {

std::vector<PopulationCount> read(const std::string& content) {
  return read_series(twin::TextFile("s", as_utf8(content)));
}
std::string told(const std::string& content) {
  return twin::faults_of([&] { read(content); });
}

TEST(Series, TheLongFormAndTheDatabasesWideExportSayTheSame) {
  const std::vector<PopulationCount> expected{{2505, 2009, 6600}, {2505, 2010, 6529}, {2580, 2010, 74178}};
  EXPECT_EQ(read("code,name,year,population\n2580,Luleå,2010,74178\n2505,Arvidsjaur,2010,6529\n2505,Arvidsjaur,2009,"
                 "6600\n"),
            expected);
  EXPECT_EQ(read("region;Folkmängd 2009;Folkmängd 2010\n00 Riket;9340682;9415570\n25 Norrbottens län;;248609\n2505 "
                 "Arvidsjaur;6600;6529\n2580 Luleå;..;74178\nKälla: SCB\n"),
            expected);
}

TEST(Series, PartsByAgeAndSexAreSummedUp) {
  EXPECT_EQ(read("\"region\";\"kön\";\"2010\"\n\"2505 Arvidsjaur\";\"män\";\"3300\"\n\"2505 Arvidsjaur\";\"kvinnor\";"
                 "\"3229\"\n"),
            (std::vector<PopulationCount>{{2505, 2010, 6529}}));
  EXPECT_NE(told("region;kön;2010\n2505 Arvidsjaur;män;3300\n2505 Arvidsjaur;totalt;6529\n")
                .find("s:3:1: region: '2505 Arvidsjaur' has both a total and its parts"),
            std::string::npos);
}

TEST(Series, Latin1IsReadAsUtf8IsWithColumnsCountedInCharacters) {
  const std::string latin1 = "region;2010\n2580 Lule\xE5;74178\n";
  EXPECT_EQ(read(latin1), (std::vector<PopulationCount>{{2580, 2010, 74178}}));
  EXPECT_NE(told("region;2010\n2580 Lule\xE5;7417\xE5\n").find("s:2:12: 2010: '7417å' is no number of residents"),
            std::string::npos)
      << told("region;2010\n2580 Lule\xE5;7417\xE5\n");
}

TEST(Series, TellsEveryFaultWithItsPlace) {
  const std::string faults = told("code,year,population\n2505,2010,many\n2505,1492,12\n");
  EXPECT_NE(faults.find("s:2:11: population: 'many' is not a number"), std::string::npos) << faults;
  EXPECT_NE(faults.find("s:3:6: year: '1492' is out of range"), std::string::npos) << faults;
  EXPECT_NE(told("code,year,population\n2505,2010,1\n2505,2010,2\n").find("s:3:1: "), std::string::npos);
  EXPECT_NE(told("region;name\n2505;x\n").find("no column is a year"), std::string::npos);
  EXPECT_NE(told("region;2010\nArvidsjaur;1\n").find("does not begin with a code"), std::string::npos);
  EXPECT_NE(told("region;2010\n2505;1;2\n").find("the row has 3 fields, but the header has 2"), std::string::npos);
  EXPECT_NE(told("year,population\n2010,5\n").find("column 'code' is missing"), std::string::npos);
}

TEST(Series, TheTableItWritesReadsBackAsItself) {
  const auto series = read("code,year,population\n2505,2010,6529\n2580,2010,74178\n");
  EXPECT_EQ(read(to_table(series, "test")), series);
}

TEST(Series, NorrbottensSumsToThePublishedCountyOf2010) {
  const std::filesystem::path path =
      std::filesystem::path(RURBAN_ROOT) / "../shared/data/population_municipality/population_by_year.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: ../shared/data is not here";
  const auto series = read_series(open_source(path));
  EXPECT_GT(series.size(), 800U);  // 14 municipalities, each year from 1950 on
  std::int64_t county = 0;
  int municipalities = 0;
  for (const PopulationCount& count : series)
    if (count.year == 2010) {
      county += count.residents;
      ++municipalities;
    }
  EXPECT_EQ(municipalities, 14);
  EXPECT_EQ(county, 248'609);  // Statistics Sweden, Norrbotten on 31 December 2010
}

}  // namespace
}  // namespace rurban
