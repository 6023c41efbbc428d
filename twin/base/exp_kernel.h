#pragma once
#include <cstdint>

/// The exponential, compiled for one value and for several widths of vectors. Included only by math*.cpp; calls
/// nothing from outside, for the reason given in philox_kernel.h.
namespace twin {
namespace {

constexpr double kLn2High = 0x1.62e42fefa38p-1;   // ln 2, leading 43 bits: n * kLn2High is exact for |n| < 1024
constexpr double kLn2Low = 0x1.ef35793c7673p-45;  // the rest of ln 2

/// Without branches and in a fixed order of operations, so that vectors do exactly what one value does.
inline __attribute__((always_inline)) double exp_of_one(double x) {
  const double above = x < -700 ? -700 : x;
  const double clamped = above > 700 ? 700 : above;
  // Adding 1.5 * 2^52 leaves no bits behind the point: n is rounded, and stands in the low bits of `shifted`.
  constexpr double kShift = 0x1.8p52;
  const double shifted = clamped * 1.4426950408889634 + kShift;
  const double n = shifted - kShift;
  const double r = (clamped - n * kLn2High) - n * kLn2Low;  // |r| <= ln 2 / 2
  // Taylor's series to r^13 / 13!; the next term is below 5e-18 there. In pairs, since one long chain of dependent
  // operations takes 9 ns instead of 6.
  const double r2 = r * r, r4 = r2 * r2;
  const double low = (1. / 2 + r * (1. / 6)) + r2 * (1. / 24 + r * (1. / 120));
  const double middle = (1. / 720 + r * (1. / 5040)) + r2 * (1. / 40320 + r * (1. / 362880));
  const double high = (1. / 3628800 + r * (1. / 39916800)) + r2 * (1. / 479001600 + r * (1. / 6227020800));
  const double sum = 1 + (r + r2 * (low + r4 * (middle + r4 * high)));
  const auto two_to_n = __builtin_bit_cast(double, (__builtin_bit_cast(std::uint64_t, shifted) + 1023) << 52);
  return x < -700 ? 0 : sum * two_to_n;
}

}  // namespace
}  // namespace twin
