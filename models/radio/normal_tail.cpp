#include "models/radio/normal_tail.h"

#include <boost/math/special_functions/erf.hpp>
#include <cassert>
#include <cmath>
#include <numbers>

namespace rurban::radio {

double normal_tail_p1812(double share) {
  assert(share >= 1e-6 && share <= 1 - 1e-6);
  if (share > 0.5) return -normal_tail_p1812(1 - share);                    // (96b)
  const double t = std::sqrt(-2 * std::log(share));                         // (97a)
  const double above = (0.010328 * t + 0.802853) * t + 2.515516698;         // (97c), as in (97b)
  const double below = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1;  // (97b)
  return t - above / below;                                                 // (96a)
}

double normal_tail(double share) {
  assert(share > 0 && share < 1);
  return std::numbers::sqrt2 * boost::math::erfc_inv(2 * share);
}

}  // namespace rurban::radio
