#include "twin/base/math.h"

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "twin/base/exp_kernel.h"
#include "twin/base/instruction_set.h"

namespace twin {

#ifdef RURBAN_X86
void exp_avx2(const double* x, std::size_t count, double* result);  // math_avx2.cpp
#endif

double exp(double x) {
  return exp_of_one(x);
}

void exp(std::span<const double> x, std::span<double> result) {
  assert(x.size() == result.size());
#ifdef RURBAN_X86
  if (instruction_set() >= InstructionSet::kAvx2) return exp_avx2(x.data(), x.size(), result.data());
#endif
#pragma omp simd  // the compiler need not fear that result overlaps x
  for (std::size_t i = 0; i != x.size(); ++i) result[i] = exp_of_one(x[i]);
}

double log(double x) {
  assert(x > 0);
  int n = 0;
  if (x < 0x1p-1022) {  // subnormal
    x *= 0x1p54;
    n = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  n += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);  // 1 <= m < 2
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++n;
  }
  // log m = 2 atanh(s), s = (m - 1) / (m + 1), |s| < 0.172
  const double s = (m - 1) / (m + 1), s2 = s * s;
  double sum = 0;
  for (int odd = 21; odd > 0; odd -= 2) sum = sum * s2 + 1.0 / odd;
  return n * kLn2High + (n * kLn2Low + 2 * s * sum);
}

double pow(double base, double exponent) {
  return exponent == 0 ? 1 : exp(exponent * log(base));
}

}  // namespace twin
