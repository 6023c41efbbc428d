#include <immintrin.h>

#include "twin/base/philox_kernel.h"

namespace twin::philox {
namespace {

struct Avx512 {
  using Word = __m512i;
  static constexpr int kCount = 8;
  static constexpr int kGroups = 4;  // there are 32 registers

  static Word load(const std::uint64_t* p) { return _mm512_loadu_si512(p); }
  static Word fill(std::uint32_t x) { return _mm512_set1_epi64(x); }
  static Word multiply(Word a, Word b) { return _mm512_mul_epu32(a, b); }
  static Word high(Word a) { return _mm512_srli_epi64(a, 32); }
  static Word mix(Word a, Word b) { return _mm512_xor_si512(a, b); }
  static Word mix(Word a, Word b, Word c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }  // 0x96: a ^ b ^ c
  static void store_low(std::uint32_t* p, Word a) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtepi64_epi32(a));
  }
};

}  // namespace

std::size_t bits_avx512(const std::uint64_t* ids, std::size_t count, const RoundWords& words, std::uint32_t* bits) {
  return bits_in_registers<Avx512>(ids, count, words, bits);
}

}  // namespace twin::philox
