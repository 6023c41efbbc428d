#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/coverage/kriging.h"
#include "models/coverage/offsets.h"
#include "models/coverage/reading.h"
#include "models/coverage/reconstruction.h"

namespace rurban::coverage {

/// Where the plane of floats has its zero, see NearestPlaces.
struct Middle {
  double east_m = 0, north_m = 0;
};
Middle middle_of(std::span<const Reading> readings);

/// Readings put together by place, and the censored ones apart.
struct Merged {
  KnownPlaces known;
  std::vector<bool> censored;  ///< by place; its value is then the limit, less the same
};

/// Puts the readings for which `use` is true together. Values are less what the kernel expects, and
/// less offsets.
Merged merge_visits(std::span<const Reading> readings, const std::vector<bool>& use, const Offsets& offsets,
                    const Kernel& kernel, const Middle& middle);

/// `known` in the order of `nearest`, so that indexes found there hold here.
KnownPlaces in_order(const KnownPlaces& known, const NearestPlaces& nearest);

}  // namespace rurban::coverage
