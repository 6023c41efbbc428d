#include "twin/base/math.h"

#include <bit>
#include <cassert>
#include <cstdint>

namespace twin {
namespace {

constexpr double kLn2High = 0x1.62e42fefa38p-1;   // ln 2, leading 43 bits: n * kLn2High is exact for |n| < 1024
constexpr double kLn2Low = 0x1.ef35793c7673p-45;  // the rest of ln 2

double two_to(int n) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

}  // namespace

double exp(double x) {
  if (x < -700) return 0;
  if (x > 700) x = 700;
  const int n = static_cast<int>(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
  const double r = (x - n * kLn2High) - n * kLn2Low;  // |r| <= ln 2 / 2
  // Taylor's series; the 14th term is below 1e-17 there.
  double sum = 1;
  for (int term = 14; term > 0; --term) sum = 1 + sum * (r / term);
  return sum * two_to(n);
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
