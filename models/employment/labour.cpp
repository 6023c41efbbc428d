#include "models/employment/labour.h"

#include <algorithm>

#include "models/rates.h"

namespace rurban {

LabourChances labour_chances(double share, double share_next_age, double turnover, double years) {
  const double change = (share_next_age - share) * years;
  LabourChances chances;
  if (share > 0) chances.lose = probability(turnover, years) + std::max(0.0, -change) / share;
  if (share < 1) chances.find = (probability(turnover, years) * share + std::max(0.0, change)) / (1 - share);
  return {std::min(chances.find, 1.0), std::min(chances.lose, 1.0)};
}

}  // namespace rurban
