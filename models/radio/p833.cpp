#include "models/radio/p833.h"

#include <array>
#include <cassert>
#include <cmath>

namespace rurban::radio {
namespace {

struct Point {
  double mhz, db_per_m;
};
/// P.833-10 Table 1.
constexpr std::array kSpecific{Point{105.9, 0.04}, Point{466.475, 0.12}, Point{949.0, 0.17}, Point{1852.2, 0.30},
                               Point{2117.5, 0.34}};

}  // namespace

double woodland_limit_db(double mhz) {
  constexpr double kA1 = 1.37, kAlpha = 0.42;  // of that forest
  return kA1 * std::pow(mhz, kAlpha);          // (2)
}

double woodland_db_per_m(double mhz) {
  assert(mhz >= 100 && mhz <= 3800);
  std::size_t above = 1;
  while (above + 1 < kSpecific.size() && mhz > kSpecific[above].mhz) ++above;
  const Point& a = kSpecific[above - 1];
  const Point& b = kSpecific[above];
  const double slope = std::log(b.db_per_m / a.db_per_m) / std::log(b.mhz / a.mhz);
  return a.db_per_m * std::pow(mhz / a.mhz, slope);
}

double woodland_db(double mhz, double depth_m) {
  const double limit = woodland_limit_db(mhz);
  return limit * (1 - std::exp(-depth_m * woodland_db_per_m(mhz) / limit));
}

}  // namespace rurban::radio
