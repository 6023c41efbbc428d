#pragma once
#include <cstddef>
#include <cstdint>

#include "twin/base/philox.h"

/// How the bulk draws are computed on one instruction set. Included only by philox_bulk*.cpp.
///
/// The files philox_bulk_<set>.cpp are compiled for processors that the user may not have. An inline function of the
/// standard library compiled there could replace the portable copy at link time, and the program would die on an
/// older machine. So nothing from outside is called here, and the templates have internal linkage.
namespace twin::philox {

/// What is added by exclusive or in each round, the same for all agents of a call: the round keys, and in the first
/// two rounds also what the common half of the counter (time, index) comes to.
struct RoundWords {
  std::uint32_t word0[10];
  std::uint32_t word2[10];
};

/// The first words of the Philox blocks of `count` agents. Works in whole registers and returns how many agents it
/// did; fewer than kMostLeftOver + 1 remain.
using Kernel = std::size_t (*)(const std::uint64_t* ids, std::size_t count, const RoundWords& words,
                               std::uint32_t* bits);
inline constexpr std::size_t kMostLeftOver = 7;

std::size_t bits_sse2(const std::uint64_t* ids, std::size_t count, const RoundWords& words, std::uint32_t* bits);
std::size_t bits_avx2(const std::uint64_t* ids, std::size_t count, const RoundWords& words, std::uint32_t* bits);
std::size_t bits_avx512(const std::uint64_t* ids, std::size_t count, const RoundWords& words, std::uint32_t* bits);

namespace {

/// `kGroups` registers of agents side by side, to hide the latency of the multiplication. `Lanes` wraps a register of
/// 64-bit lanes with one agent in each:
///   Word, kCount       the register and how many agents it holds
///   load(p), fill(x)   from memory; the same 32-bit word in each lane
///   multiply(a, b)     64-bit products of the low halves
///   high(a)            each lane shifted right by 32
///   mix(a, b, c)       a ^ b ^ c
///   store_low(p, a)    the low halves, packed
/// High halves carry rubbish: multiply() does not read them, so a whole product serves as its own low half.
/// 18 multiplications an agent instead of 20: one factor of the first round is common to all agents, and the last
/// round makes only the word that is asked for.
template <class Lanes, int kGroups>
inline __attribute__((always_inline)) void bits_of_groups(const std::uint64_t* ids, const typename Lanes::Word* word0,
                                                          const typename Lanes::Word* word2, std::uint32_t* bits) {
  using Word = typename Lanes::Word;
  const Word multiplier0 = Lanes::fill(kMultiplier0), multiplier1 = Lanes::fill(kMultiplier1);
  Word c0[kGroups], c1[kGroups], c2[kGroups], c3[kGroups];
#pragma GCC unroll 8
  for (int g = 0; g != kGroups; ++g) {
    const Word id = Lanes::load(ids + g * Lanes::kCount);
    c3[g] = Lanes::multiply(multiplier0, id);
    c0[g] = Lanes::mix(Lanes::high(id), word0[0]);
    c2[g] = Lanes::mix(Lanes::high(c3[g]), word2[0]);
  }
#pragma GCC unroll 8
  for (int g = 0; g != kGroups; ++g) {
    c1[g] = Lanes::multiply(multiplier1, c2[g]);
    const Word product0 = Lanes::multiply(multiplier0, c0[g]);
    c0[g] = Lanes::mix(Lanes::high(c1[g]), word0[1]);
    c2[g] = Lanes::mix(Lanes::high(product0), c3[g], word2[1]);
    c3[g] = product0;
  }
#pragma GCC unroll 8
  for (int round = 2; round != 9; ++round) {
#pragma GCC unroll 8
    for (int g = 0; g != kGroups; ++g) {
      const Word product0 = Lanes::multiply(multiplier0, c0[g]), product1 = Lanes::multiply(multiplier1, c2[g]);
      c0[g] = Lanes::mix(Lanes::high(product1), c1[g], word0[round]);
      c2[g] = Lanes::mix(Lanes::high(product0), c3[g], word2[round]);
      c1[g] = product1;
      c3[g] = product0;
    }
  }
#pragma GCC unroll 8
  for (int g = 0; g != kGroups; ++g) {
    const Word product1 = Lanes::multiply(multiplier1, c2[g]);
    Lanes::store_low(bits + g * Lanes::kCount, Lanes::mix(Lanes::high(product1), c1[g], word0[9]));
  }
}

template <class Lanes>
std::size_t bits_in_registers(const std::uint64_t* ids, std::size_t count, const RoundWords& words,
                              std::uint32_t* bits) {
  static_assert(Lanes::kCount <= kMostLeftOver + 1);
  constexpr std::size_t kAtOnce = Lanes::kGroups * Lanes::kCount;
  typename Lanes::Word word0[10], word2[10];
  for (int round = 0; round != 10; ++round) {
    word0[round] = Lanes::fill(words.word0[round]);
    word2[round] = Lanes::fill(words.word2[round]);
  }
  std::size_t done = 0;
  for (; done + kAtOnce <= count; done += kAtOnce)
    bits_of_groups<Lanes, Lanes::kGroups>(ids + done, word0, word2, bits + done);
  for (; done + Lanes::kCount <= count; done += Lanes::kCount)
    bits_of_groups<Lanes, 1>(ids + done, word0, word2, bits + done);
  return done;
}

}  // namespace
}  // namespace twin::philox
