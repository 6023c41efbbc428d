#include "models/radio/radio_link.h"

#include <gtest/gtest.h>

#include "models/radio/ground.h"

namespace rurban::radio {
namespace {

constexpr LinkSite kMast{60};

double promised(const PathProfile& profile, const LinkRules& rules = {}) {
  const auto plan = plan_link(profile, kMast, kMast, rules);
  return plan ? plan->promised_mbps : 0;
}

TEST(RadioLink, TheFirstFresnelZoneIsWidestHalfWay) {
  EXPECT_NEAR(fresnel_radius_m(18, 5, 5), 17.3 * std::sqrt(2.5 / 18), 1e-12);  // P.530-17 (2): 6.45 m
  EXPECT_GT(fresnel_radius_m(18, 5, 5), fresnel_radius_m(18, 2, 8));
  EXPECT_GT(fresnel_radius_m(7, 5, 5), fresnel_radius_m(18, 5, 5));
}

/// Half-way over 20 km the earth with k = 4/3 bulges 10 x 10 x 500 / 8494.7 = 5.886 m; masts of 60 m leave 54.114 m,
/// and the zone at 7 GHz has 17.3 sqrt(5 / 7) = 14.621 m.
TEST(RadioLink, ClearanceIsCountedInFresnelRadii) {
  const PathProfile profile = ground({100, 100, 100}, 10);
  EXPECT_NEAR(clearance(profile, kMast, kMast, 7, 4.0 / 3), 54.114 / 14.621, 1e-3);
}

TEST(RadioLink, AHillBetweenMastsForbidsIt) {
  PathProfile profile = flat(15);
  EXPECT_TRUE(plan_link(profile, kMast, kMast, {}));
  profile.ground_m[30] += 60;
  EXPECT_FALSE(plan_link(profile, kMast, kMast, {}));
}

TEST(RadioLink, TallTreesForbidItAndTallerMastsAllowItAgain) {
  PathProfile profile = flat(15);
  for (std::size_t i = 1; i + 1 < profile.clutter_m.size(); ++i) profile.clutter_m[i] = 20;
  EXPECT_FALSE(plan_link(profile, LinkSite{20}, LinkSite{20}, {}));
  EXPECT_TRUE(plan_link(profile, kMast, kMast, {}));
}

TEST(RadioLink, ATallerObstacleNeverAddsClearance) {
  PathProfile profile = hills(1, 20);
  double before = clearance(profile, kMast, kMast, 18, 4.0 / 3);
  for (int rise = 0; rise != 30; ++rise) {
    profile.ground_m[40] += 5;
    const double here = clearance(profile, kMast, kMast, 18, 4.0 / 3);
    EXPECT_LE(here, before);
    before = here;
  }
}

TEST(RadioLink, MoreRainNeverMeansMoreCapacity) {
  for (const double km : {2.0, 5.0, 10.0, 20.0}) {
    LinkRules rules;
    double before = 1e9;
    for (rules.rain_mm_per_h = 10; rules.rain_mm_per_h <= 60; rules.rain_mm_per_h += 5) {
      const double here = promised(flat(km), rules);
      EXPECT_LE(here, before) << km << " km, " << rules.rain_mm_per_h << " mm/h";
      before = here;
    }
  }
}

TEST(RadioLink, ALongerLinkNeverPromisesMore) {
  double before = 1e9;
  for (int km = 1; km <= 50; ++km) {
    const double here = promised(flat(km));
    EXPECT_LE(here, before) << km;
    before = here;
  }
}

TEST(RadioLink, MoreAvailabilityNeverMeansMoreCapacity) {
  double before = 1e9;
  LinkRules rules;
  for (const double percent : {99.0, 99.9, 99.99, 99.995, 99.998}) {
    rules.availability_percent = percent;
    const double here = promised(flat(12), rules);
    EXPECT_LE(here, before) << percent;
    before = here;
  }
}

TEST(RadioLink, WhatIsPromisedIsHeldAndNeverMoreThanInClearAir) {
  for (int km = 1; km <= 40; km += 3)
    if (const auto plan = plan_link(flat(km), kMast, kMast, {})) {
      EXPECT_GE(plan->availability_percent, 99.99);
      EXPECT_LE(plan->promised_mbps, plan->clear_air_mbps);
      EXPECT_GE(plan->clearance, 0.6);
    }
}

/// Short hops take the wide channels of 80 GHz, where rain soon bites; long ones the low bands.
TEST(RadioLink, TheBandFallsWithTheLength) {
  EXPECT_EQ(plan_link(flat(1), kMast, kMast, {})->band.ghz, 80);
  EXPECT_LE(plan_link(flat(25), kMast, kMast, {})->band.ghz, 18);
}

TEST(RadioLink, TheLinkIsTheSameBothWays) {
  const PathProfile profile = hills(4, 18);
  const LinkSite low{70}, high{110};
  const auto there = plan_link(profile, low, high, {}), back = plan_link(reversed(profile), high, low, {});
  ASSERT_TRUE(there && back);
  EXPECT_NEAR(there->clearance, back->clearance, 1e-9);
  EXPECT_NEAR(there->received_dbm, back->received_dbm, 1e-9);
  EXPECT_EQ(there->promised_mbps, back->promised_mbps);
}

TEST(RadioLink, ASlantingPathHasLessMultipath) {
  const PathProfile profile = flat(30);
  EXPECT_LT(multipath_percent(profile, LinkSite{60}, LinkSite{200}, 7, {}, 30),
            multipath_percent(profile, kMast, kMast, 7, {}, 30));
  EXPECT_NEAR(
      multipath_percent(profile, kMast, kMast, 7, {}, 40) / multipath_percent(profile, kMast, kMast, 7, {}, 30), 0.1,
      1e-12);
}

}  // namespace
}  // namespace rurban::radio
