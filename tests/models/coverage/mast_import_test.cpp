#include "models/coverage/mast_import.h"

#include <gtest/gtest.h>

#include "tests/support/faults_of.h"

namespace rurban::coverage {
namespace {

/// 20 x 20 km around Arvidsjaur; the westernmost column is a lake.
CountyCells around_arvidsjaur() {
  constexpr std::int32_t kSide = 20;
  const auto grid = [](std::int16_t value) {
    return Grid{kSide, kSide, 680'000, 7'270'000, 1000, std::vector<std::int16_t>(kSide * kSide, value)};
  };
  Terrain terrain{grid(400), grid(410), grid(2), grid(0), grid(2505)};
  for (std::size_t row = 0; row != kSide; ++row) terrain.land_cover.cells[row * kSide] = 1;
  return county_cells(terrain);
}

ImportedMasts read(const std::string& content) {
  return read_masts(twin::TextFile("m", content), around_arvidsjaur(), sweref99_tm());
}

std::string told(const std::string& content) {
  return twin::faults_of([&] { read(content); });
}

const std::string kCells =
    "radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,averageSignal\n";

TEST(MastImport, JoinsTheCellsOfOnePositionIntoASite) {
  const ImportedMasts found = read(kCells +
                                   "LTE,240,1,1,11,0,19.1790,65.5920,1000,5,1,1420070400,1420070400,0\n"
                                   "GSM,240,1,1,12,0,19.1791,65.5921,1000,5,1,1262304000,1420070400,0\n"
                                   "LTE,240,24,1,13,0,19.1792,65.5920,1000,5,1,1420070400,1420070400,0\n"
                                   "NR,240,2,1,14,0,19.2290,65.5920,1000,5,1,1420070400,1420070400,0\n"
                                   "LTE,240,21,1,15,0,19.2290,65.5920,1000,5,1,1420070400,1420070400,0\n");
  EXPECT_EQ(found.cells, 5);
  EXPECT_EQ(found.other_nets, 1);  // 21: a net for trains
  ASSERT_EQ(found.network.sites.size(), 2U);
  const Site& site = found.network.sites[0];
  EXPECT_EQ(to_text(site.bands[0]), "800|900");
  EXPECT_EQ(to_text(site.bands[1]), "800");
  EXPECT_EQ(site.bands[2], 0);
  EXPECT_EQ(site.since_year, 2010);
  EXPECT_NEAR(site.east_m, 692'643, 500);
  EXPECT_EQ(to_text(found.network.sites[1].bands[2]), "700");
}

TEST(MastImport, ReadsAnOperatorsListInDegreesAndInMetres) {
  const ImportedMasts metres = read(
      "operator,name,east_m,north_m,height_m,bands\ntelia,Berget,690500,7280500,72,700|800\n"
      "tre,Berget,690520,7280500,40,900\ntelia,TV,695500,7280500,320,700\ntelia,Tak,696500,7280500,20,700\n");
  ASSERT_EQ(metres.network.sites.size(), 3U);
  EXPECT_EQ(metres.network.sites[0].height_m, 72);
  EXPECT_EQ(to_text(metres.network.sites[0].bands[2]), "900");
  EXPECT_EQ(metres.network.sites[1].kind, SiteKind::kTall);
  EXPECT_EQ(metres.network.sites[2].kind, SiteKind::kRooftop);
  const ImportedMasts degrees = read("operator,lat,lon,height_m,bands\ntelia,65.592,19.179,72,700\n");
  ASSERT_EQ(degrees.network.sites.size(), 1U);
  EXPECT_NEAR(degrees.network.sites[0].north_m, 7'280'767, 500);
}

TEST(MastImport, WritesATableThatAPackageReads) {
  const ImportedMasts found = read("operator,east_m,north_m,height_m,bands\ntelia,690500,7280500,72,700|800\n");
  const Network back = read_network(twin::TextFile("t", to_table(found.network, "test")), around_arvidsjaur());
  EXPECT_EQ(back.sites, found.network.sites);
}

TEST(MastImport, LeavesOutTheRestOfACountryWhenAsked) {
  const std::string content =
      "operator,east_m,north_m,height_m,bands\ntelia,690500,7280500,72,700\n"
      "telia,674000,6580000,72,700\ntelia,680500,7280500,72,700\n";
  EXPECT_NE(told(content), "nothing");
  const ImportedMasts found =
      read_masts(twin::TextFile("m", content), around_arvidsjaur(), sweref99_tm(), Elsewhere::kLeaveOut);
  EXPECT_EQ(found.network.sites.size(), 1U);
  EXPECT_EQ(found.elsewhere, 2);
}

TEST(MastImport, TellsWhatIsWrongAndWhere) {
  const std::string list = "operator,east_m,north_m,height_m,bands\n";
  const std::string lake = told(list + "telia,680500,7280500,72,700\n");
  EXPECT_NE(lake.find("m:2:"), std::string::npos) << lake;
  EXPECT_NE(lake.find("the mast at 680500 7280500 stands in water"), std::string::npos) << lake;
  EXPECT_NE(told(list + "telia,720500,7280500,72,700\n").find("stands outside the county"), std::string::npos);
  const std::string height = told(list + "telia,690500,7280500,4000,700\n");
  EXPECT_NE(height.find("height_m"), std::string::npos) << height;
  EXPECT_NE(height.find("350"), std::string::npos) << height;
  EXPECT_NE(told(list + "telia,690500,7280500,72,750\n").find("bands: '750' are no bands"), std::string::npos);
  EXPECT_NE(told(list + "telia,690500,7280500,72,\n").find("separated by |: 700, 800"), std::string::npos);
  EXPECT_NE(told("operator,east_m,north_m,height_m\ntelia,690500,7280500,72\n").find("bands"), std::string::npos);
  EXPECT_NE(told(list + "vodafone,690500,7280500,72,700\n").find("vodafone"), std::string::npos);
  const std::string abroad = told(kCells + "LTE,244,1,1,11,0,19.179,65.592,1000,5,1,1420070400,1420070400,0\n");
  EXPECT_NE(abroad.find("mcc: 244 is not Sweden"), std::string::npos) << abroad;
  EXPECT_NE(abroad.find("240"), std::string::npos) << abroad;
  EXPECT_NE(told("LTE,240,1,1,11,0,19.179,65.592,1000,5,1,1420070400,1420070400,0\n").find("begins without a header"),
            std::string::npos);
  EXPECT_NE(told("operator,height_m,bands\ntelia,72,700\n").find("the masts have no position"), std::string::npos);
}

}  // namespace
}  // namespace rurban::coverage
