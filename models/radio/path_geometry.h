#pragma once
// What ITU-R P.1812 reads off a profile before any loss: sections 3.6 and 4.1, and Attachment 1.
#include <cstddef>
#include <vector>

#include "models/radio/path_profile.h"

namespace rurban::radio {

/// Antennas at the ends of a path, above ground.
struct Antennas {
  double transmitter_m = 0, receiver_m = 0;
};

/// Angles are milliradians above the horizontal, heights above sea level unless another level is named.
struct PathGeometry {
  double length_km = 0;
  double transmitter_m = 0, receiver_m = 0;                    ///< antennas, hts and hrs
  std::size_t transmitter_horizon = 0, receiver_horizon = 0;   ///< which point of the profile is each one's horizon
  double transmitter_horizon_km = 0, receiver_horizon_km = 0;  ///< dlt and dlr; in line of sight to the worst edge
  double transmitter_horizon_mrad = 0, receiver_horizon_mrad = 0;  ///< (76) to (81)
  double path_angle_mrad = 0;                                      ///< (82)
  double sea_share = 0;                                            ///< omega
  double longest_land_km = 0;                                      ///< dtm: inland or coastal, in one piece
  double longest_inland_km = 0;                                    ///< dlm
  double fit_transmitter_m = 0, fit_receiver_m = 0;                ///< straight fit to the ground, (85), (86)
  double smooth_transmitter_m = 0, smooth_receiver_m = 0;          ///< for diffraction, (89)
  double ducting_transmitter_m = 0, ducting_receiver_m = 0;        ///< the fit, not above the ground, (90)
  double effective_transmitter_m = 0, effective_receiver_m = 0;    ///< antennas above that, hte and hre, (92)
  double roughness_m = 0;                                          ///< hm, (93)
};

/// Requires: the profile is as path_profile.h promises, frequency and radius are positive
PathGeometry path_geometry(const PathProfile& profile, Antennas above_ground, double frequency_ghz,
                           double effective_radius_km);

/// Ground and clutter; the terminals stand on the ground.
std::vector<double> surface_m(const PathProfile& profile);

/// A place on the globe, in degrees.
struct Place {
  double latitude_deg = 0, longitude_deg = 0;
};

/// Latitude of the middle of a path of this length that starts at one place and heads for another, (4).
double centre_latitude_deg(const Place& from, const Place& towards, double length_km);

}  // namespace rurban::radio
