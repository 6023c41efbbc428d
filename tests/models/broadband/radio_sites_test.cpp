#include "models/broadband/radio_sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

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

TEST(Fresnel, IsWidestInTheMiddleAndNarrowerAtHigherFrequencies) {
  EXPECT_NEAR(fresnel_m(10, 20, 7), 17.3 * std::sqrt(5 / 7.0), 1e-9) << "10 km x 10 km / (7 GHz x 20 km)";
  EXPECT_LT(fresnel_m(5, 20, 7), fresnel_m(10, 20, 7));
  EXPECT_LT(fresnel_m(10, 20, 23), fresnel_m(10, 20, 7));
}

TEST(Clearance, TheEarthAloneStandsInTheWayOfLowMastsFiftyKilometresApart) {
  const auto flat = radio::profile_between(land(100), kWest, kEast, 250);
  // In the middle 24.5 km x 24.5 km / (2 x 8,500 km) = 35 m of earth, and 0.6 x 22.9 m of Fresnel zone.
  EXPECT_NEAR(clearance_m(flat, 60, 60, 7, kRules), 60 - 35.3 - 0.6 * fresnel_m(24.5, 49, 7), 0.1);
  EXPECT_LT(clearance_m(flat, 40, 40, 7, kRules), 0);
}

TEST(Clearance, AHigherMastNeverLosesIt) {
  const auto path = radio::profile_between(land(180), kWest, kEast, 250);
  for (double mast = 20; mast < 300; mast += 20)
    EXPECT_GE(clearance_m(path, mast + 20, 20, 7, kRules), clearance_m(path, mast, 20, 7, kRules));
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

TEST(RadioOffer, AScatteredPlaceHasHomesBeyondTheLastHopAndAThinLinkServesFewer) {
  EXPECT_GT(within_last_hop(1'000, kRules), 0.99);
  EXPECT_LT(within_last_hop(10'000, kRules), 0.31);
  const std::vector<RadioSite> sites{{{1'000, 1'000}, 60}};
  const auto near = radio_offer(land(100), sites, {3'000, 1'000}, 500, 1'000, kRules);
  const auto far = radio_offer(land(100), sites, {21'000, 1'000}, 500, 1'000, kRules);
  ASSERT_TRUE(near && far);
  EXPECT_GT(near->mbps, far->mbps);
  EXPECT_EQ(near->homes, 400) << "4,000 Mbit/s, ten homes for each 100";
  EXPECT_EQ(far->homes, 45);
}

TEST(RadioOffer, RadioWinsWhereFewHomesLieFarFromTheFibre) {
  const std::vector<RadioSite> sites{{{1'000, 1'000}, 60}};
  const auto offer = radio_offer(land(100), sites, {13'000, 1'000}, 500, 10, kRules);
  ASSERT_TRUE(offer);
  EXPECT_TRUE(is_cheaper(*offer, ore(12'000 * 240), 10)) << "2.9 M kr of trench against 0.6 M kr";
  EXPECT_FALSE(is_cheaper(*offer, ore(12'000 * 240), 1'000)) << "shared by a thousand homes";
}

}  // namespace
}  // namespace rurban::broadband
