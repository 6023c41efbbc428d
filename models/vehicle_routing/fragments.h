#pragma once
// What a vehicle does from leaving one place empty to being empty again: the pieces that routes are made of. Where
// rides are short and vehicles small there are few of them, and all can be listed (Rist and Forbes, Transportation
// Science 55(5), 2021).
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "models/vehicle_routing/problem.h"

namespace rurban::vrp {

/// Things by number, up to 64 times so many words.
template <std::size_t Words>
struct BitSet {
  static constexpr std::uint32_t kMost = 64 * Words;
  std::array<std::uint64_t, Words> words{};

  void add(std::uint32_t thing) { words[thing / 64] |= std::uint64_t{1} << thing % 64; }
  bool has(std::uint32_t thing) const { return (words[thing / 64] >> thing % 64 & 1) != 0; }
  bool meets(const BitSet& other) const {
    std::uint64_t both = 0;
    for (std::size_t w = 0; w != Words; ++w) both |= words[w] & other.words[w];
    return both != 0;
  }
  bool within(const BitSet& other) const {
    std::uint64_t more = 0;
    for (std::size_t w = 0; w != Words; ++w) more |= words[w] & ~other.words[w];
    return more == 0;
  }
  BitSet& operator|=(const BitSet& other) {
    for (std::size_t w = 0; w != Words; ++w) words[w] |= other.words[w];
    return *this;
  }
  BitSet& operator&=(const BitSet& other) {
    for (std::size_t w = 0; w != Words; ++w) words[w] &= other.words[w];
    return *this;
  }
  BitSet& operator^=(const BitSet& other) {
    for (std::size_t w = 0; w != Words; ++w) words[w] ^= other.words[w];
    return *this;
  }
  friend BitSet operator&(BitSet a, const BitSet& b) { return a &= b; }
  BitSet without(const BitSet& other) const {
    BitSet rest;
    for (std::size_t w = 0; w != Words; ++w) rest.words[w] = words[w] & ~other.words[w];
    return rest;
  }
  /// Calls `use` with each, ascending.
  template <class Use>
  void each(Use use) const {
    for (std::size_t w = 0; w != Words; ++w)
      for (std::uint64_t left = words[w]; left != 0; left &= left - 1)
        use(static_cast<std::uint32_t>(64 * w) + static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  friend auto operator<=>(const BitSet&, const BitSet&) = default;
};
using RequestSet = BitSet<4>;

/// Stops of a vehicle that is empty before and after them, but never in between. Whatever the limits inside, three
/// numbers say when it can be driven (the difference constraints between its first and last moment): begun at t or
/// later, where t <= latest_begin, it is done at max(earliest_end, t + least) at the soonest.
struct Fragment {
  std::vector<Visit> visits;
  RequestSet requests;
  std::uint32_t first = 0, last = 0;  ///< requests: picked up first, delivered last
  Cost cost = 0;                      ///< of its ways and service, without the way to its first stop
  Ticks latest_begin = 0;             ///< of service at the first stop
  Ticks earliest_end = 0;             ///< of service at the last stop: the vehicle may leave
  Ticks least = 0;                    ///< from begin to end
};

/// A route that some plan has.
struct KnownRoute {
  Cost cost = 0;
  RequestSet requests;
  std::vector<Visit> visits;
};

struct FragmentRules {
  std::size_t most = 0;                               ///< fragments
  std::size_t longest = 0;                            ///< stops
  std::function<bool()> go_on = [] { return true; };  ///< asked now and then
};

struct Fragments {
  std::vector<Fragment> list;
  bool stopped = false;  ///< there were too many, or there was no time: most are missing
  bool cut = false;      ///< some are longer than was asked for
};

/// All fragments that some vehicle could drive, but those for which another serves the same requests between the same
/// first and last, and is no dearer, slower or later.
/// Requires: all vehicles are alike, with a home, without duties; nobody is aboard; riding longer costs nothing; at
/// most RequestSet::kMost requests
Fragments fragments(const Problem& problem, const FragmentRules& rules);

/// The fragments of feasible routes; of those with the same requests, first and last the cheapest alone. Requires: as
/// fragments()
std::vector<Fragment> fragments_of(const Problem& problem, std::span<const KnownRoute> routes);

}  // namespace rurban::vrp
