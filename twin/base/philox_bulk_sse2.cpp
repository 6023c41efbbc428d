#include <emmintrin.h>

#include "twin/base/philox_kernel.h"

namespace twin::philox {
namespace {

struct Sse2 {
  using Word = __m128i;
  static constexpr int kCount = 2;
  static constexpr int kGroups = 5;

  static Word load(const std::uint64_t* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
  static Word fill(std::uint32_t x) { return _mm_set1_epi64x(x); }
  static Word multiply(Word a, Word b) { return _mm_mul_epu32(a, b); }
  static Word high(Word a) { return _mm_srli_epi64(a, 32); }
  static Word mix(Word a, Word b) { return _mm_xor_si128(a, b); }
  static Word mix(Word a, Word b, Word c) { return mix(a, mix(b, c)); }  // c is at hand first, then b, then a
  static void store_low(std::uint32_t* p, Word a) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_shuffle_epi32(a, _MM_SHUFFLE(3, 1, 2, 0)));
  }
};

}  // namespace

std::size_t bits_sse2(const std::uint64_t* ids, std::size_t count, const RoundWords& words, std::uint32_t* bits) {
  return bits_in_registers<Sse2>(ids, count, words, bits);
}

}  // namespace twin::philox
