#pragma once
#include <cstdint>

#include "twin/base/hash.h"

namespace rurban::vrp {

/// Random numbers of one search: SplitMix64 from its seed on.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() { return twin::mix64(state_ += 0x9e3779b97f4a7c15); }
  /// Uniform in 0 to n - 1. Requires: n > 0
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((bits() >> 32) * n) >> 32); }
  /// Uniform in (0, 1), never 0 nor 1.
  double uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }
  bool chance(double probability) { return uniform() < probability; }

 private:
  std::uint64_t state_;
};

}  // namespace rurban::vrp
