#include "models/radio/p1812.h"

#include <gtest/gtest.h>

#include "models/radio/free_space.h"
#include "models/radio/ground.h"

namespace rurban::radio {
namespace {

const P1812Input kMast{.frequency_ghz = 0.8, .above_ground = {40, 1.5}};

/// The mixed path of ITU-R Study Group 3, case b2iseac_3 (eeveetza/p1812, validation_results): Kippure to Dalton over
/// the Irish Sea at 95.3 MHz.
const PathGeometry kIrishSea{.length_km = 235.1,
                             .transmitter_m = 814.4,
                             .receiver_m = 118.3,
                             .transmitter_horizon_km = 121.1,
                             .receiver_horizon_km = 46,
                             .transmitter_horizon_mrad = -13.50412507,
                             .receiver_horizon_mrad = -5.147057563,
                             .path_angle_mrad = 7.673515171,
                             .sea_share = 0.9096129307,
                             .longest_land_km = 17.5,
                             .longest_inland_km = 12.5,
                             .effective_transmitter_m = 734.4522796,
                             .effective_receiver_m = 154.8142878,
                             .roughness_m = 13.72716582};

TEST(P1812, TheIrishSeaPathOfStudyGroup3) {
  const Air air = air_over(kIrishSea, 53.68658428, 45, 326.079979);
  EXPECT_NEAR(air.effective_radius_km, 8930.776786, 1e-6);
  EXPECT_NEAR(air.anomalous_percent, 4.26330636, 1e-6);
  EXPECT_NEAR(troposcatter_db(kIrishSea, air, 0.0953, 50), 163.1185082, 1e-6);
  EXPECT_NEAR(ducting_db(kIrishSea, air, {500, 500}, 0.0953, 50), 238.5948458, 1e-6);
}

TEST(P1812, TheSphericalEarthOfTheIrishSeaPath) {
  const std::vector<double> km{0, 117, 235.1}, sea{0, 0, 0};
  const Diffraction loss = delta_bullington({.distance_km = km,
                                             .surface_m = sea,
                                             .transmitter_m = 734.4522796,
                                             .receiver_m = 154.8142878,
                                             .frequency_ghz = 0.0953,
                                             .polarisation = Polarisation::kHorizontal,
                                             .sea_share = 0.9096129307},
                                            8930.776786);
  EXPECT_NEAR(loss.spherical_db, 41.35859951, 1e-6);
}

TEST(P1812, AGrazedEdgeTakesSixDecibels) {
  EXPECT_NEAR(knife_edge_db(0), 6.03, 0.01);  // ITU-R P.526-15 Figure 9
  EXPECT_DOUBLE_EQ(knife_edge_db(-0.79), 0);
}

TEST(P1812, FreeSpaceLosesSixDecibelsWithEachDoubling) {
  EXPECT_NEAR(free_space_db(0.8, 20) - free_space_db(0.8, 10), 6.02, 0.01);
  EXPECT_NEAR(free_space_db(1, 1), 92.4, 1e-12);  // ITU-R P.525-4 (4), rounded
}

TEST(P1812, ATallerObstacleNeverLowersTheBullingtonTerm) {
  for (int landscape = 0; landscape != 5; ++landscape)
    for (const std::size_t at : {3u, 20u, 60u, 110u}) {
      PathProfile profile = hills(landscape, 30);
      double before = 0;
      for (int rise = 0; rise != 20; ++rise) {
        const double here = p1812(kMast, profile).median_diffraction.bullington_actual_db;
        EXPECT_GE(here, before - 1e-9) << "landscape " << landscape << ", point " << at << ", rise " << rise;
        before = here;
        profile.clutter_m[at] += 10;
      }
    }
}

/// Trees and houses leave the smooth earth as it is, so that the whole loss follows the Bullington term.
TEST(P1812, TallerTreesNeverLowerTheMedianLoss) {
  for (int landscape = 0; landscape != 5; ++landscape) {
    PathProfile profile = hills(landscape, 30);
    double before = median_loss_db(kMast, profile);
    for (int rise = 0; rise != 20; ++rise) {
      for (double& metres : profile.clutter_m) metres += 2;
      const double here = median_loss_db(kMast, profile);
      EXPECT_GE(here, before - 1e-9) << "landscape " << landscape;
      before = here;
    }
  }
}

/// Where delta-Bullington is not monotone: higher ground moves the smooth earth below the antennas, which can take
/// away what the spherical earth had added, several decibels. It never takes more.
TEST(P1812, HigherGroundCanLowerTheTotalByNoMoreThanTheSphericalEarthAdded) {
  double deepest = 0;
  for (int landscape = 0; landscape != 10; ++landscape)
    for (std::size_t at = 4; at < 120; at += 15) {
      PathProfile profile = hills(landscape, 30);
      Diffraction before = p1812(kMast, profile).median_diffraction;
      for (int rise = 0; rise != 30; ++rise) {
        profile.ground_m[at] += 5;
        const Diffraction here = p1812(kMast, profile).median_diffraction;
        const double added = std::max(0.0, before.spherical_db - before.bullington_smooth_db);
        EXPECT_GE(here.total_db, before.total_db - added - 1e-9) << "landscape " << landscape << ", point " << at;
        deepest = std::min(deepest, here.total_db - before.total_db);
        before = here;
      }
    }
  EXPECT_LT(deepest, -1);
}

TEST(P1812, TheLossIsTheSameBothWays) {
  for (int landscape = 0; landscape != 10; ++landscape) {
    PathProfile profile = hills(landscape, 80);
    for (std::size_t i = 40; i != 200; ++i) profile.zone[i] = i < 60 ? Zone::kCoastalLand : Zone::kSea;
    for (std::size_t i = 250; i != 290; ++i) profile.clutter_m[i] = 12;
    P1812Input there{.time_percent = 5, .above_ground = {40, 3}, .coast = {12, 3}};
    P1812Input back = there;
    std::swap(back.above_ground.transmitter_m, back.above_ground.receiver_m);
    std::swap(back.coast.transmitter_km, back.coast.receiver_km);
    EXPECT_NEAR(p1812(there, profile).loss_db, p1812(back, reversed(profile)).loss_db, 1e-8) << landscape;
    EXPECT_NEAR(median_loss_db(there, profile), median_loss_db(back, reversed(profile)), 1e-8) << landscape;
  }
}

TEST(P1812, WhatIsNotExceededMoreOftenIsNeverLess) {
  for (int landscape = 0; landscape != 10; ++landscape)
    for (const double km : {2.0, 15.0, 60.0, 150.0}) {
      P1812Input input = kMast;
      double before = 0;
      for (input.time_percent = 1; input.time_percent <= 50; ++input.time_percent) {
        const double here = p1812(input, hills(landscape, km)).loss_db;
        EXPECT_GE(here, before - 1e-9) << landscape << ", " << km << " km, " << input.time_percent << " %";
        before = here;
      }
    }
}

TEST(P1812, MorePlacesMeanMoreLossAndTheMedianPlaceNone) {
  P1812Input input = kMast;
  input.location_sd_db = location_sd_db(0.8, 250, 1.5, 10);
  const PathProfile profile = hills(1, 20);
  const double median_db = p1812(input, profile).median_place_db;
  double before = 0;
  for (input.location_percent = 1; input.location_percent <= 99; ++input.location_percent) {
    const double here = p1812(input, profile).loss_db;
    EXPECT_GE(here, before);
    if (input.location_percent == 50) {
      EXPECT_DOUBLE_EQ(here, median_db);
    }
    before = here;
  }
}

TEST(P1812, AtSeaOnePlaceIsAsGoodAsAnother) {
  const P1812Input input{.location_percent = 90, .location_sd_db = 5.5, .above_ground = {40, 3}};
  PathProfile profile = flat(20);
  const double on_land = p1812(input, profile).loss_db;
  profile.zone.back() = Zone::kSea;
  EXPECT_NEAR(on_land - p1812(input, profile).loss_db, 5.5 * 1.2816,
              0.05);  // 10 % of a normal variable lie above 1.2816
}

TEST(P1812, PlacesAboveTheClutterAreAlike) {
  EXPECT_NEAR(location_sd_db(0.6, 500, 1.5, 10), 0.5344 * std::pow(500, 0.28), 1e-12);
  EXPECT_DOUBLE_EQ(location_sd_db(0.6, 500, 15, 10), location_sd_db(0.6, 500, 1.5, 10) / 2);
  EXPECT_DOUBLE_EQ(location_sd_db(0.6, 500, 20, 10), 0);
}

TEST(P1812, TheMedianIsFreeSpaceAndDiffractionToSixtyKilometres) {
  for (int landscape = 0; landscape != 10; ++landscape)
    for (const double km : {1.0, 10.0, 30.0, 60.0}) {
      const PathProfile profile = hills(landscape, km);
      const double whole = p1812(kMast, profile).loss_db, fast = median_loss_db(kMast, profile);
      EXPECT_LE(whole, fast + 1e-9);
      EXPECT_NEAR(whole, fast, 0.1) << landscape << ", " << km << " km";
    }
}

TEST(P1812, FlatGroundNearTheMastIsFreeSpace) {
  const P1812Input input{.frequency_ghz = 2.0, .above_ground = {100, 10}};
  const P1812Result result = p1812(input, flat(1));
  EXPECT_NEAR(result.loss_db, result.free_space_db, 0.5);
}

TEST(P1812, TheFieldFallsAsTheLossRises) {
  const P1812Result result = p1812(kMast, hills(2, 25));
  EXPECT_NEAR(result.field_dbuv_per_m + result.loss_db, 199.36 + 20 * std::log10(0.8), 1e-9);  // (70)
}

}  // namespace
}  // namespace rurban::radio
