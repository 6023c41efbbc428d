#include "models/employment/labour.h"

#include <algorithm>

#include "models/rates.h"
#include "twin/base/math.h"

namespace rurban {

LabourChances labour_chances(double share, double share_next_age, double turnover, double years) {
  // The part of those without work (with work) who are still so when the share has moved by this period's part of the
  // way to the next age's: constant over the year's periods, so that the year ends at that share.
  const auto staying = [&](double now, double next) {
    return next < now ? (next > 0 ? twin::pow(next / now, years) : 0) : 1;
  };
  const double found = 1 - staying(1 - share, 1 - share_next_age), lost = 1 - staying(share, share_next_age);
  const double spells = probability(turnover, years);  // balanced: as many find work again as lose it
  LabourChances chances;
  if (share > 0) chances.lose = lost + spells;
  if (share < 1) chances.find = found + spells * share / (1 - share);
  return {std::min(chances.find, 1.0), std::min(chances.lose, 1.0)};
}

}  // namespace rurban
