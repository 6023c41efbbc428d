#pragma once
// What carries a signal beyond the horizon: ITU-R P.1812 section 4.4 (scattering by the troposphere) and section 4.5
// (ducting and reflection by layers).
#include "models/radio/path_geometry.h"

namespace rurban::radio {

/// How the air over a path bends and guides waves.
struct Air {
  double effective_radius_km = 0;   ///< (7a), median
  double surface_refractivity = 0;  ///< N0 at sea level, N-units
  double anomalous_percent = 0;     ///< beta0: how often the lapse rate exceeds 100 N-units/km, (5)
  double inland = 0;                ///< tau, 0 to 1 with the longest stretch inland, (3)
};

/// (2) to (7a) for a median lapse rate Delta N in N-units/km and the latitude of the path's centre.
Air air_over(const PathGeometry& path, double latitude_deg, double delta_n, double surface_refractivity);
double effective_radius_km(double delta_n);  ///< (6), (7a)

/// Basic transmission loss by troposcatter that is not exceeded for `time_percent`, (44).
double troposcatter_db(const PathGeometry& path, const Air& air, double frequency_ghz, double time_percent);

/// Land between each antenna and the coast along the path.
struct Coast {
  double transmitter_km = 500, receiver_km = 500;
};

/// Basic transmission loss by ducting and layer reflection that is not exceeded for `time_percent`, (46).
double ducting_db(const PathGeometry& path, const Air& air, const Coast& coast, double frequency_ghz,
                  double time_percent);

}  // namespace rurban::radio
