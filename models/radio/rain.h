#pragma once
#include "models/radio/diffraction.h"

namespace rurban::radio {

/// Attenuation per km is k R^alpha in rain of R mm/h.
struct RainPower {
  double k = 0, alpha = 0;
};

/// Recommendation ITU-R P.838-3 (2), (3) for a horizontal path. Requires: 1 <= ghz <= 1000
RainPower rain_power(double ghz, Polarisation polarisation);

/// Rain on a path of fixed radio, by Recommendation ITU-R P.530-17 section 2.4.1 (for 5 to 100 GHz, to 60 km).
class RainFade {
 public:
  /// `rain_mm_per_h` is exceeded for 0.01 % of an average year. Requires: all positive
  RainFade(double ghz, Polarisation polarisation, double length_km, double rain_mm_per_h);

  /// The attenuation that is exceeded for so much of the year, 0.001 to 1 %, (34).
  double exceeded_db(double percent) const;

  /// For how much of the year the attenuation exceeds a margin, in percent, within 0.001 and 1: what is less often
  /// counts as 0.001, what is more often as 100.
  double outage_percent(double margin_db) const;

 private:
  double at_hundredth_percent_db_;  ///< A0.01, (33)
  double c1_, c2_, c3_;             ///< (35)
};

}  // namespace rurban::radio
