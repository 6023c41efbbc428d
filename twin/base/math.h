#pragma once

namespace twin {

/// Exponential, natural logarithm and power that give the same bits on every machine and compiler: only
/// additions, multiplications and exact scalings are used, while the C library's own versions differ between
/// releases. Relative error below 1e-14 in the range the models use.
double exp(double x);                      ///< 0 below -700, clamped above 700
double log(double x);                      ///< Requires: x > 0 and finite
double pow(double base, double exponent);  ///< Requires: base > 0

}  // namespace twin
