#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "models/coverage/reconstruction.h"

namespace rurban::coverage {

/// Ways to foretell a reading from others, plainest first. Trend is the mean of the others above their trend, inverse
/// distance weighs the 32 nearest by 1 / metres^2.
enum class Method { kTrend, kNearest, kInverseDistance, kReconstruction };
inline constexpr std::size_t kMethods = 4;

/// How well readings were foretold.
struct Score {
  std::size_t readings = 0;
  double rmse_db = 0;
  double within_90 = 0;  ///< the share that fell into its 90 % interval; of kReconstruction alone
};

/// Of all readings held out; of those in a square of 50 m with others left in; and of the rest.
struct Scores {
  Score all, seen, unseen;
};
using Comparison = std::array<Scores, kMethods>;  ///< by Method

/// Holds out each day in turn, foretells its readings from the other days' (position alone is used of it), with a
/// kernel fitted to the other days alone. Censored readings are learnt from, but not scored.
Comparison leave_one_day_out(std::span<const Reading> readings);

/// The same by blocks, squares of `block_m`, dealt to five folds by chance; all days of a block are held out
/// together.
Comparison leave_blocks_out(std::span<const Reading> readings, double block_m, std::uint64_t seed = 1);

}  // namespace rurban::coverage
