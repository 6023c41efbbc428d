#include <immintrin.h>

#include "twin/base/philox_kernel.h"

namespace twin::philox {
namespace {

struct Avx2 {
  using Word = __m256i;
  static constexpr int kCount = 4;
  static constexpr int kGroups = 5;

  static Word load(const std::uint64_t* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
  static Word fill(std::uint32_t x) { return _mm256_set1_epi64x(x); }
  static Word multiply(Word a, Word b) { return _mm256_mul_epu32(a, b); }
  static Word high(Word a) { return _mm256_srli_epi64(a, 32); }
  static Word mix(Word a, Word b) { return _mm256_xor_si256(a, b); }
  static Word mix(Word a, Word b, Word c) { return mix(a, mix(b, c)); }  // c is at hand first, then b, then a
  static void store_low(std::uint32_t* p, Word a) {
    const Word packed = _mm256_permutevar8x32_epi32(a, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_castsi256_si128(packed));
  }
};

}  // namespace

std::size_t bits_avx2(const std::uint64_t* ids, std::size_t count, const RoundWords& words, std::uint32_t* bits) {
  return bits_in_registers<Avx2>(ids, count, words, bits);
}

}  // namespace twin::philox
