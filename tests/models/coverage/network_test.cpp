#include "models/coverage/network.h"

#include <gtest/gtest.h>

#include <bit>

#include "models/coverage/base_network.h"
#include "twin/base/error.h"

namespace rurban::coverage {
namespace {

/// Four cells: land, lake, sea and another county's.
CountyCells four_cells() {
  const auto row = [](std::vector<std::int16_t> values) {
    return Grid{4, 1, 600'000, 7'300'000, 1000, std::move(values)};
  };
  return county_cells({row({300, 300, 0, 300}), row({320, 300, 0, 300}), row({2, 1, 0, 2}), row({0, 100, 0, 0}),
                       row({2505, 2505, 2505, 0})});
}

std::string told(const std::string& content) {
  try {
    read_network(twin::TextFile("masts.csv", content), four_cells());
  } catch (const twin::InputError& error) {
    return twin::to_string(error.faults(), twin::Language::kEnglish);
  }
  return "nothing";
}

const std::string kHeader =
    "name,east_m,north_m,height_m,ground_m,kind,telia,tele2_telenor,tre,since_year,synthetic\n";

TEST(Network, ComesBackFromItsTable) {
  Site site;
  site.name = "Berget, norra";
  site.east_m = 600'500;
  site.north_m = 7'300'500;
  site.height_m = 72;
  site.ground_m = 312;
  site.bands = {bit_of(Band::k700) | bit_of(Band::k3500), 0, bit_of(Band::k900)};
  site.since_year = 2014;
  site.synthetic = true;
  const Network back = read_network(twin::TextFile("masts.csv", to_table({{site}}, "test")), four_cells());
  ASSERT_EQ(back.sites.size(), 1U);
  EXPECT_EQ(back.sites[0], site);
}

TEST(Network, TellsWhatIsWrongAndWhere) {
  EXPECT_NE(told(kHeader + "a,601500,7300500,60,,mast,800,,,2014,0\n").find("masts.csv:3:"), 0U);
  EXPECT_NE(told(kHeader + "a,601500,7300500,60,,mast,800,,,2014,0\n").find("stands in water"), std::string::npos);
  EXPECT_NE(told(kHeader + "a,602500,7300500,60,,mast,800,,,2014,0\n").find("stands in water"), std::string::npos);
  EXPECT_NE(told(kHeader + "a,603500,7300500,60,,mast,800,,,2014,0\n").find("outside the county"), std::string::npos);
  EXPECT_NE(told(kHeader + "a,600500,7300500,4000,,mast,800,,,2014,0\n").find("4000"), std::string::npos);
  EXPECT_NE(told(kHeader + "a,600500,7300500,60,,mast,850,,,2014,0\n").find("telia: '850' are no bands"),
            std::string::npos);
  EXPECT_NE(told(kHeader + "a,600500,7300500,60,,mast,,,,2014,0\n").find("a has no band"), std::string::npos);
  EXPECT_NE(told(kHeader + "a,600500,7300500,60,,tower,800,,,2014,0\n").find("tower"), std::string::npos);
}

TEST(Network, ASpiralFillsItsDisc) {
  double farthest = 0, inner = 0;
  for (const Spot& spot : sunflower(400)) {
    const double square = spot.east * spot.east + spot.north * spot.north;
    farthest = std::max(farthest, square);
    inner += square < 0.25 ? 1 : 0;
  }
  EXPECT_LT(farthest, 1);
  EXPECT_NEAR(inner / 400, 0.25, 0.01);  // a disc of half the radius has a quarter of the area
}

class BaseNetworkTest : public testing::Test {
 protected:
  static const County& county() {
    static const County kCounty = load_county(RURBAN_ROOT "/scenarios/norrbotten");
    return kCounty;
  }
  CountyCells cells_ = county_cells(*county().terrain);
};

TEST_F(BaseNetworkTest, StandsOnLandAndIsMarkedAsSynthetic) {
  const Network network = base_network(county(), cells_, 2021);
  for (const Site& site : network.sites) {
    EXPECT_TRUE(site.synthetic);
    EXPECT_FALSE(cannot_stand(cells_, site.east_m, site.north_m)) << site.name;
    EXPECT_LE(site.since_year, 2021);
  }
  EXPECT_EQ(network.sites, read_network(twin::TextFile("t", to_table(network, "by rule")), cells_).sites);
}

TEST_F(BaseNetworkTest, OnlyGrowsFromYearToYear) {
  Network before = base_network(county(), cells_, 2014);
  for (const int year : {2015, 2017, 2021, 2025}) {
    const Network now = base_network(county(), cells_, year);
    ASSERT_GE(now.sites.size(), before.sites.size());
    for (std::size_t i = 0; i != now.sites.size(); ++i) {
      EXPECT_EQ(now.sites[i].id, i);
      if (i >= before.sites.size()) {
        EXPECT_GT(now.sites[i].since_year, 2014);
        continue;
      }
      EXPECT_EQ(now.sites[i].east_m, before.sites[i].east_m);
      EXPECT_EQ(now.sites[i].since_year, before.sites[i].since_year);
      for (std::size_t op = 0; op != kOperators; ++op)
        EXPECT_EQ(now.sites[i].bands[op] & before.sites[i].bands[op], before.sites[i].bands[op]);
    }
    before = now;
  }
}

TEST_F(BaseNetworkTest, TreHasFewerSitesThanTheOthersAndTownsHaveMostBands) {
  const Network network = base_network(county(), cells_, 2021);
  std::array<int, kOperators> sites{};
  std::size_t most_in_towns = 0, most_elsewhere = 0;
  for (const Site& site : network.sites) {
    for (std::size_t op = 0; op != kOperators; ++op) sites[op] += site.bands[op] != 0;
    const auto bands = static_cast<std::size_t>(std::popcount(site.bands[0]));
    std::size_t& most = site.kind == SiteKind::kRooftop ? most_in_towns : most_elsewhere;
    most = std::max(most, bands);
  }
  EXPECT_LT(sites[2] * 4, sites[0] * 3);
  EXPECT_LT(sites[2] * 4, sites[1] * 3);
  EXPECT_GT(most_in_towns, most_elsewhere);
}

TEST_F(BaseNetworkTest, GivesWayToThePackagesOwnMasts) {
  County own = county();
  const Network by_rule = base_network(own, cells_, 2014);
  own.masts = twin::TextFile("masts.csv", to_table({{by_rule.sites.front(), by_rule.sites.back()}}, "own"));
  EXPECT_EQ(network_of(own, cells_, 2021).sites.size(), 2U);
  EXPECT_EQ(network_of(own, cells_, 2011).sites.size(), 0U);
  EXPECT_EQ(network_of(county(), cells_, 2014).sites, by_rule.sites);
}

}  // namespace
}  // namespace rurban::coverage
