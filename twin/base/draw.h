#pragma once
#include <cstdint>
#include <string_view>

#include "twin/base/hash.h"
#include "twin/base/id.h"
#include "twin/base/philox.h"

namespace twin {

/// Names one kind of decision, for example "demography.death". Two decisions never share a stream, so that
/// adding a model leaves the draws of all others as they were.
struct Stream {
  std::string_view name;
  std::uint64_t hash;

  consteval explicit Stream(std::string_view n) : name(n), hash(hash_name(n)) {}
};

/// The random numbers of one agent in one decision at one time: a pure function of (seed, stream, agent,
/// time, index).
class Draw {
 public:
  constexpr Draw(PhiloxKey key, StableId agent, std::uint32_t time, std::uint32_t index = 0)
      : words_(philox4x32({static_cast<std::uint32_t>(agent), static_cast<std::uint32_t>(agent >> 32), time, index},
                          key)) {}

  /// 32 independent bits; `word` 0 to 3.
  constexpr std::uint32_t bits(int word = 0) const { return words_[static_cast<std::size_t>(word)]; }
  /// Uniform in (0, 1), never 0 nor 1: the middle of one of 2^32 equal intervals.
  constexpr double uniform(int word = 0) const { return (bits(word) + 0.5) * 0x1p-32; }
  /// Uniform in 0 to n - 1, by multiplication (Lemire 2019); the bias is below n / 2^32. Requires: n > 0
  constexpr std::uint32_t below(std::uint32_t n, int word = 0) const {
    return static_cast<std::uint32_t>((std::uint64_t{bits(word)} * n) >> 32);
  }
  constexpr bool chance(double probability, int word = 0) const { return uniform(word) < probability; }

 private:
  PhiloxCounter words_;
};

/// The threshold t for which `bits < t` says the same as Draw::chance(probability) does for those bits.
/// Certainty has no threshold of 32 bits: a probability of 1 fails once in 2^32.
constexpr std::uint32_t threshold(double probability) {
  const double edge = probability * 0x1p32 - 0.5;  // exact, so that both agree on every draw
  if (!(edge > 0)) return 0;
  if (edge >= 0x1p32 - 1) return 0xffffffff;
  const auto whole = static_cast<std::uint32_t>(edge);
  return whole + (whole < edge);
}

/// The key of one stream under one seed.
constexpr PhiloxKey draw_key(std::uint64_t seed, std::uint64_t stream_hash) {
  const std::uint64_t key = combine(seed, stream_hash);
  return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

}  // namespace twin
