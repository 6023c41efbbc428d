#pragma once
// Recommendation ITU-R P.1812 (-6 to -8, which give the same numbers): basic transmission loss from one point to
// another over a terrain profile. The reference that faster methods are measured against; equation numbers are those
// of P.1812-6.
#include "models/radio/diffraction.h"
#include "models/radio/path_geometry.h"
#include "models/radio/transhorizon.h"

namespace rurban::radio {

/// Valid from 30 MHz to 6 GHz, 0.25 to 3000 km, and antennas 1 to 3000 m above ground.
struct P1812Input {
  double frequency_ghz = 0.8;
  double time_percent = 50;      ///< 1 to 50: the loss is not exceeded for so much of an average year
  double location_percent = 50;  ///< 1 to 99: nor at so many of the places around the receiver
  double location_sd_db = 0;     ///< sigma_L, see location_sd_db(); 0: the median place
  Antennas above_ground = {};
  Polarisation polarisation = Polarisation::kVertical;
  double latitude_deg = 67;  ///< of the path's centre
  Coast coast = {};
  /// Lapse rate of refractivity in the lowest kilometre, N-units/km; assumption for 65-69 N, 35 to 45.
  double delta_n = 40;
  double surface_refractivity = 315;  ///< N0 at sea level, N-units; assumption for 65-69 N, 310 to 325
};

struct P1812Result {
  PathGeometry path;
  Air air;
  double free_space_db = 0;              ///< Lbfs, (8)
  double line_of_sight_db = 0;           ///< Lb0p: with multipath and focusing at p, (10)
  double line_of_sight_beta_db = 0;      ///< Lb0beta: at beta0, (11)
  Diffraction median_diffraction;        ///< Ld50 and its parts
  double beta_diffraction_db = 0;        ///< Ldbeta: over an earth of three times the radius, (39)
  double diffraction_db = 0;             ///< Ldp, (41)
  double median_diffracted_db = 0;       ///< Lbd50, (42)
  double diffracted_db = 0;              ///< Lbd, (43)
  double troposcatter_db = 0;            ///< Lbs, (44)
  double ducting_db = 0;                 ///< Lba, (46)
  double time_weight = 0;                ///< Fi, (40)
  double angle_weight = 0;               ///< Fj, (57)
  double distance_weight = 0;            ///< Fk, (58)
  double least_sight_or_sea_db = 0;      ///< Lminb0p, (59)
  double least_sight_or_duct_db = 0;     ///< Lminbap, (60)
  double diffracted_or_enhanced_db = 0;  ///< Lbda, (61)
  double without_scatter_db = 0;         ///< Lbam, (62)
  double median_place_db = 0;            ///< Lbc, (63)
  double loss_db = 0;                    ///< Lb, (69)
  double field_dbuv_per_m = 0;           ///< for 1 kW effective radiated power, (70)
};

/// The whole method. Requires: all as named above and in path_profile.h
P1812Result p1812(const P1812Input& input, const PathProfile& profile);

/// Free space and diffraction at the median of time and places: what p1812() gives for paths to about 60 km, where
/// neither scattering nor ducts matter at 50 % of time, apart from its floor at free space.
double median_loss_db(const P1812Input& input, const PathProfile& profile);

/// How losses differ between places within squares of this width: the standard deviation sigma_L of sections 4.8 and
/// 4.10, less where the receiver stands above the clutter around it.
double location_sd_db(double frequency_ghz, double square_m, double receiver_m, double clutter_m);

}  // namespace rurban::radio
