#pragma once

namespace rurban::radio {

/// The rural macro cell RMa of 3GPP TR 38.901 version 17: losses from distance alone, without a terrain profile.
/// A reference for the statistical mode: no model calls it, since the county's ground is known.
/// Heights above ground, with the ranges of Table 7.4.1-1.
struct RmaCell {
  double ghz = 0.7;         ///< 0.5 to 30
  double base_m = 35;       ///< 10 to 150
  double terminal_m = 1.5;  ///< 1 to 10
  double building_m = 5;    ///< average, 5 to 50
  double street_m = 20;     ///< average width, 5 to 50
};

/// Median path loss over a distance on the ground, Table 7.4.1-1. In sight from 10 m to 10 km, obstructed to 5 km;
/// beyond, the same formulas are no more than an extrapolation.
double rma_in_sight_db(const RmaCell& cell, double ground_m);
double rma_obstructed_db(const RmaCell& cell, double ground_m);

/// How likely the base station is in sight, Table 7.4.2-1.
double rma_sight_probability(double ground_m);

/// Standard deviation of shadow fading, Table 7.4.1-1.
double rma_in_sight_sd_db(const RmaCell& cell, double ground_m);
inline constexpr double kRmaObstructedSdDb = 8;

}  // namespace rurban::radio
