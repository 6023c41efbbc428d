#pragma once
#include <span>
#include <vector>

#include "models/coverage/reading.h"

namespace rurban::coverage {

/// How much each device, and each day, reads above the level of its places; 0 for one that met no other.
struct Offsets {
  std::vector<float> device_db, day_db;
  float device_variance = 0, day_variance = 0;  ///< dB^2, of offsets not yet known
};

/// dB^2: of one visit's noise, and of the offsets before any was seen.
struct OffsetVariances {
  float noise, device, day;
};

/// Finds offsets from squares that were visited twice or more, by different devices or on different days: the best
/// linear unbiased predictors of a mixed model, whose variances are found by expectation maximisation (Laird & Ware
/// 1982, eqs. 3.5 to 3.9, without the covariances between offsets). Censored readings say nothing here.
/// With fewer than three devices (or days) that met, the variance of theirs stays as it was before.
Offsets find_offsets(std::span<const Reading> readings, double square_m, const OffsetVariances& before);

}  // namespace rurban::coverage
