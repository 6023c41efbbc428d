#include "models/radio/rain.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace rurban::radio {
namespace {

/// One bell a exp(-((log f - b) / c)^2) of P.838-3.
struct Bell {
  double a, b, c;
};

// P.838-3 Tables 1 to 4.
constexpr Bell kKHorizontal[]{{-5.33980, -0.10008, 1.13098},
                              {-0.35351, 1.26970, 0.45400},
                              {-0.23789, 0.86036, 0.15354},
                              {-0.94158, 0.64552, 0.16817}};
constexpr Bell kKVertical[]{{-3.80595, 0.56934, 0.81061},
                            {-3.44965, -0.22911, 0.51059},
                            {-0.39902, 0.73042, 0.11899},
                            {0.50167, 1.07319, 0.27195}};
constexpr Bell kAlphaHorizontal[]{{-0.14318, 1.82442, -0.55187},
                                  {0.29591, 0.77564, 0.19822},
                                  {0.32177, 0.63773, 0.13164},
                                  {-5.37610, -0.96230, 1.47828},
                                  {16.1721, -3.29980, 3.43990}};
constexpr Bell kAlphaVertical[]{{-0.07771, 2.33840, -0.76284},
                                {0.56727, 0.95545, 0.54039},
                                {-0.20238, 1.14520, 0.26809},
                                {-48.2991, 0.791669, 0.116226},
                                {48.5833, 0.791459, 0.116479}};

double curve(std::span<const Bell> bells, double slope, double constant, double log_f) {
  double sum = slope * log_f + constant;
  for (const Bell& bell : bells) {
    const double x = (log_f - bell.b) / bell.c;
    sum += bell.a * std::exp(-x * x);
  }
  return sum;
}

/// How much of a path rain falls on, (32).
double effective_share(double ghz, double alpha, double length_km, double rain_mm_per_h) {
  const double inverse =
      0.477 * std::pow(length_km, 0.633) * std::pow(rain_mm_per_h, 0.073 * alpha) * std::pow(ghz, 0.123) -
      10.579 * (1 - std::exp(-0.024 * length_km));
  return 1 / std::max(inverse, 0.4);  // at most 2.5
}

}  // namespace

RainPower rain_power(double ghz, Polarisation polarisation) {
  const double log_f = std::log10(ghz);
  if (polarisation == Polarisation::kHorizontal)
    return {.k = std::pow(10, curve(kKHorizontal, -0.18961, 0.71147, log_f)),
            .alpha = curve(kAlphaHorizontal, 0.67849, -1.95537, log_f)};
  return {.k = std::pow(10, curve(kKVertical, -0.16398, 0.63297, log_f)),
          .alpha = curve(kAlphaVertical, -0.053739, 0.83433, log_f)};
}

RainFade::RainFade(double ghz, Polarisation polarisation, double length_km, double rain_mm_per_h) {
  const RainPower rain = rain_power(ghz, polarisation);
  at_hundredth_percent_db_ = rain.k * std::pow(rain_mm_per_h, rain.alpha) * length_km *
                             effective_share(ghz, rain.alpha, length_km, rain_mm_per_h);
  const double c0 = ghz >= 10 ? 0.12 + 0.4 * std::log10(std::pow(ghz / 10, 0.8)) : 0.12;
  c1_ = std::pow(0.07, c0) * std::pow(0.12, 1 - c0);
  c2_ = 0.855 * c0 + 0.546 * (1 - c0);
  c3_ = 0.139 * c0 + 0.043 * (1 - c0);
}

double RainFade::exceeded_db(double percent) const {
  return at_hundredth_percent_db_ * c1_ * std::pow(percent, -(c2_ + c3_ * std::log10(percent)));
}

double RainFade::outage_percent(double margin_db) const {
  double low = -3, high = 0;  // logarithms of the share of time
  if (margin_db >= exceeded_db(0.001)) return 0.001;
  if (margin_db < exceeded_db(1)) return 100;
  for (int halving = 0; halving != 40; ++halving) {
    const double middle = (low + high) / 2;
    (exceeded_db(std::pow(10, middle)) > margin_db ? low : high) = middle;
  }
  return std::pow(10, high);
}

}  // namespace rurban::radio
