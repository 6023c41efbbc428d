#include "models/radio/p2109.h"

#include <cassert>
#include <cmath>

#include "models/radio/normal_tail.h"

namespace rurban::radio {
namespace {

/// P.2109-1 Table 1.
struct Coefficients {
  double r, s, t, u, v, w, x, y, z;
};
constexpr Coefficients kTraditional{12.64, 3.72, 0.96, 9.6, 2.0, 9.1, -3.0, 4.5, -2.0};
constexpr Coefficients kThermallyEfficient{28.19, -3.00, 8.48, 13.5, 3.8, 27.8, -2.9, 9.4, -2.1};

double power(double db) {
  return std::pow(10, 0.1 * db);
}

}  // namespace

double building_entry_db(double frequency_ghz, double percent, Building building, double elevation_deg) {
  assert(frequency_ghz >= 0.08 && frequency_ghz <= 100);
  const Coefficients& c = building == Building::kTraditional ? kTraditional : kThermallyEfficient;
  const double log_f = std::log10(frequency_ghz), deviate = -normal_tail(percent / 100);
  const double horizontal_db = c.r + c.s * log_f + c.t * log_f * log_f;           // (9)
  const double elevation_db = 0.212 * std::abs(elevation_deg);                    // (10)
  const double a = deviate * (c.u + c.v * log_f) + horizontal_db + elevation_db;  // (2), (5), (7)
  const double b = deviate * (c.y + c.z * log_f) + c.w + c.x * log_f;             // (3), (6), (8)
  return 10 * std::log10(power(a) + power(b) + power(-3));                        // (1), (4)
}

}  // namespace rurban::radio
