#include "twin/base/philox_bulk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#ifdef RURBAN_X86
#include <emmintrin.h>
#endif

#include "twin/base/draw.h"
#include "twin/base/instruction_set.h"
#include "twin/base/philox_kernel.h"

namespace twin {
namespace {

using philox::RoundWords;

#ifdef RURBAN_X86
philox::Kernel kernel_of(InstructionSet set) {
  switch (set) {
    case InstructionSet::kScalar:
      return nullptr;
    case InstructionSet::kSse2:
      return philox::bits_sse2;
    case InstructionSet::kAvx2:
      return philox::bits_avx2;
    case InstructionSet::kAvx512:
      return philox::bits_avx512;
  }
  return nullptr;
}
#else
philox::Kernel kernel_of(InstructionSet) {
  return nullptr;
}
#endif

RoundWords round_words(const DrawOf& draw) {
  RoundWords words;
  PhiloxKey key = draw.key;
  for (int round = 0; round != 10; ++round) {
    words.word0[round] = key[0];
    words.word2[round] = key[1];
    key[0] += philox::kWeyl0;
    key[1] += philox::kWeyl1;
  }
  const std::uint64_t product = std::uint64_t{philox::kMultiplier1} * draw.time;
  words.word0[0] ^= static_cast<std::uint32_t>(product >> 32);
  words.word2[0] ^= draw.index;
  words.word0[1] ^= static_cast<std::uint32_t>(product);
  return words;
}

/// One draw, made ready to be taken for many agents.
class BulkDraw {
 public:
  explicit BulkDraw(const DrawOf& draw) : draw_(draw), kernel_(kernel_of(instruction_set())) {
    if (kernel_) words_ = round_words(draw);
  }

  void operator()(const StableId* ids, std::size_t count, std::uint32_t* bits) const {
    if (!kernel_) {
      for (std::size_t i = 0; i != count; ++i) bits[i] = Draw(draw_.key, ids[i], draw_.time, draw_.index).bits();
      return;
    }
    const std::size_t done = kernel_(ids, count, words_, bits);
    if (done == count) return;
    std::array<StableId, philox::kMostLeftOver + 1> rest_ids{};
    std::array<std::uint32_t, philox::kMostLeftOver + 1> rest_bits;
    std::copy(ids + done, ids + count, rest_ids.begin());
    kernel_(rest_ids.data(), rest_ids.size(), words_, rest_bits.data());
    std::copy_n(rest_bits.begin(), count - done, bits + done);
  }

 private:
  DrawOf draw_;
  philox::Kernel kernel_;
  RoundWords words_;
};

constexpr std::size_t kGroup = 32;

/// Bit i tells whether a[i] < b[i], for kGroup rows.
std::uint32_t below_mask(const std::uint32_t* a, const std::uint32_t* b) {
  std::uint32_t mask = 0;
#ifdef RURBAN_X86
  const auto below = [](const std::uint32_t* x,
                        const std::uint32_t* y) {  // 4 rows; SSE2 compares signed numbers only
    const __m128i sign = _mm_set1_epi32(static_cast<int>(0x80000000));
    return _mm_cmplt_epi32(_mm_xor_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(x)), sign),
                           _mm_xor_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(y)), sign));
  };
  for (std::size_t i = 0; i != kGroup; i += 16) {
    const __m128i low = _mm_packs_epi32(below(a + i, b + i), below(a + i + 4, b + i + 4));
    const __m128i high = _mm_packs_epi32(below(a + i + 8, b + i + 8), below(a + i + 12, b + i + 12));
    mask |= static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high))) << i;
  }
#else
  for (std::size_t i = 0; i != kGroup; ++i) mask |= std::uint32_t{a[i] < b[i]} << i;
#endif
  return mask;
}

/// First the candidates, a group at a time and without a branch for each: rows whose draw is below `bounds(row)`, a
/// pointer to one bound for each of the following kGroup rows. Only they are asked `is_hit(bits, row)`.
template <class Bounds, class IsHit>
std::size_t select(std::span<const StableId> ids, const DrawOf& draw, std::span<std::uint32_t> hits, Bounds bounds,
                   IsHit is_hit) {
  constexpr std::size_t kTile = 1024;  // these draws stay in the first-level cache
  assert(hits.size() >= ids.size());
  const BulkDraw bulk(draw);
  std::array<std::uint32_t, kTile> bits;
  std::size_t found = 0;
  const auto consider = [&](std::uint32_t bits_of_row, std::size_t row) {
    hits[found] = static_cast<std::uint32_t>(row);  // overwritten by the next candidate unless it is a hit
    found += is_hit(bits_of_row, row);
  };
  for (std::size_t tile = 0; tile < ids.size(); tile += kTile) {
    const std::size_t rows = std::min(kTile, ids.size() - tile);
    bulk(ids.data() + tile, rows, bits.data());
    std::size_t i = 0;
    for (; i + kGroup <= rows; i += kGroup)
      for (std::uint32_t mask = below_mask(&bits[i], bounds(tile + i)); mask != 0; mask &= mask - 1) {
        const std::size_t candidate = i + static_cast<std::size_t>(std::countr_zero(mask));
        consider(bits[candidate], tile + candidate);
      }
    for (; i != rows; ++i) consider(bits[i], tile + i);
  }
  return found;
}

}  // namespace

void draw_bits(std::span<const StableId> ids, const DrawOf& draw, std::span<std::uint32_t> bits) {
  assert(bits.size() == ids.size());
  BulkDraw{draw}(ids.data(), ids.size(), bits.data());
}

std::size_t select_below(std::span<const StableId> ids, std::span<const std::uint32_t> thresholds, const DrawOf& draw,
                         std::span<std::uint32_t> hits) {
  assert(thresholds.size() == ids.size());
  const std::uint32_t* threshold = thresholds.data();
  return select(
      ids, draw, hits, [=](std::size_t row) { return threshold + row; },
      [=](std::uint32_t bits, std::size_t row) { return bits < threshold[row]; });
}

std::size_t select_below(std::span<const StableId> ids, std::span<const std::uint16_t> group,
                         std::span<const std::uint32_t> threshold_of, const DrawOf& draw,
                         std::span<std::uint32_t> hits) {
  assert(group.size() == ids.size());
  if (ids.empty()) return 0;
  std::array<std::uint32_t, kGroup> highest;
  highest.fill(*std::max_element(threshold_of.begin(), threshold_of.end()));
  return select(
      ids, draw, hits, [&](std::size_t) { return highest.data(); },
      [=](std::uint32_t bits, std::size_t row) { return bits < threshold_of[group[row]]; });
}

}  // namespace twin
