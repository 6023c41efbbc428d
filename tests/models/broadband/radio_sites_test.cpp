#include "models/broadband/radio_sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/broadband/norrbotten.h"
#include "models/vocabulary.h"

namespace rurban::broadband {
namespace {

/// 60 km from west to east and 2 km wide, 100 m above sea level, with a ridge across at 30 km.
radio::Surface land(std::int16_t ridge_m) {
  radio::Surface surface{.columns = 240, .rows = 8, .cell_m = 250, .ground_m = {}, .clutter_m = {}};
  surface.ground_m.assign(240 * 8, 100);
  for (std::size_t row = 0; row != 8; ++row)
    for (const std::size_t column : {119, 120, 121}) surface.ground_m[row * 240 + column] = ridge_m;
  return surface;
}
constexpr radio::Spot kWest{1'000, 1'000}, kEast{50'000, 1'000};
const RadioRules kRules;

TEST(Profile, GoesFromEndToEndOverTheRidge) {
  const auto path = radio::profile_between(land(300), kWest, kEast, 250);
  EXPECT_EQ(path.distance_km.front(), 0);
  EXPECT_DOUBLE_EQ(path.distance_km.back(), 49);
  EXPECT_EQ(path.ground_m.size(), 197u);
  EXPECT_NEAR(*std::max_element(path.ground_m.begin(), path.ground_m.end()), 300, 60);
  EXPECT_EQ(path.ground_m.front(), 100);
}

TEST(Profile, IsTheSameFromBothEnds) {
  const auto there = radio::profile_between(land(300), kWest, kEast, 250);
  const auto back = radio::profile_between(land(300), kEast, kWest, 250);
  for (std::size_t i = 0; i != there.ground_m.size(); ++i)
    EXPECT_NEAR(there.ground_m[i], back.ground_m[back.ground_m.size() - 1 - i], 1e-6);
}

TEST(RadioOffer, AHillBetweenBringsThePlaceToAnotherSite) {
  const std::vector<RadioSite> sites{{{20'000, 1'000}, 60}, {{40'000, 1'000}, 60}};
  const radio::Spot place{34'000, 1'000};
  EXPECT_EQ(radio_offer(land(100), sites, place, 500, 30, kRules)->site, 1u) << "the nearer one";
  const radio::Spot west{29'000, 1'000};
  EXPECT_EQ(radio_offer(land(100), sites, west, 500, 30, kRules)->site, 0u);
  EXPECT_EQ(radio_offer(land(400), sites, place, 500, 30, kRules)->site, 1u);
  EXPECT_FALSE(radio_offer(land(400), std::span(sites).first(1), place, 500, 30, kRules));
}

TEST(RadioOffer, AScatteredPlaceHasHomesBeyondTheLastHop) {
  EXPECT_GT(within_last_hop(1'000, kRules), 0.99);
  EXPECT_LT(within_last_hop(10'000, kRules), 0.31);
  EXPECT_EQ(within_last_hop(0, kRules), 1);
}

TEST(RadioOffer, ALongLinkCarriesNoMoreThanAShortOneAndServesNoMoreThanItCarries) {
  const std::vector<RadioSite> sites{{{1'000, 1'000}, 60}};
  double before = 1e9;
  for (double east = 3'000; east < 30'000; east += 3'000) {
    const auto offer = radio_offer(land(100), sites, {east, 1'000}, 500, 10'000, kRules);
    ASSERT_TRUE(offer) << east;
    EXPECT_LE(offer->mbps, before);
    EXPECT_EQ(offer->homes, static_cast<std::int32_t>(offer->mbps / 100 * kRules.share_one_line));
    before = offer->mbps;
  }
}

TEST(RadioOffer, TheEarthItselfEndsALinkBetweenLowMasts) {
  const std::vector<RadioSite> low{{{1'000, 1'000}, 20}}, high{{{1'000, 1'000}, 150}};
  const radio::Spot place{46'000, 1'000};
  EXPECT_FALSE(radio_offer(land(100), low, place, 500, 10, kRules));
  EXPECT_TRUE(radio_offer(land(100), high, place, 500, 10, kRules));
}

TEST(RadioOffer, RadioWinsWhereFewHomesLieFarFromTheFibre) {
  const std::vector<RadioSite> sites{{{1'000, 1'000}, 60}};
  const auto offer = radio_offer(land(100), sites, {13'000, 1'000}, 500, 10, kRules);
  ASSERT_TRUE(offer);
  EXPECT_TRUE(is_cheaper(*offer, ore(12'000 * 240), 10)) << "2.9 M kr of trench against 0.6 M kr";
  EXPECT_FALSE(is_cheaper(*offer, ore(12'000 * 240), 1'000)) << "shared by a thousand homes";
}

TEST(Norrbotten, SomeVillagesSeeAMastAndOthersHaveAFellBetween) {
  const auto& world = norrbotten();
  const Terrain& terrain = *world.county.terrain;
  const Grid& ground = terrain.elevation_mean_m;
  const radio::Surface surface{ground.columns, ground.rows, ground.west_m, ground.south_m, ground.cell_m,
                               ground.cells,   {}};
  const auto sites = sites_with_fibre(world.county, world.graph, world.state.lit);
  const auto offers = radio_offers(world.county, world.state.clusters, surface, sites, kRules);
  int seen = 0, hidden = 0;
  for (std::uint32_t place = 0; place != offers.size(); ++place) {
    const Premises& p = world.state.clusters[cluster_of(place, Settlement::kScattered)];
    if (p.passed == p.homes) {
      EXPECT_FALSE(offers[place]) << "nobody there is without";
    } else {
      (offers[place] ? seen : hidden) += 1;
      if (offers[place]) {
        EXPECT_LE(offers[place]->homes, p.homes - p.passed);
      }
    }
  }
  EXPECT_GT(seen, 50);
  EXPECT_GT(hidden, 50);
}

}  // namespace
}  // namespace rurban::broadband
