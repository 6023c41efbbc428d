#include "viz/core/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace viz {
namespace {

/// Nothing for what is rounded to zero.
const char* sign_of(double number, double half_of_last_digit) {
  return number >= half_of_last_digit ? "+" : number <= -half_of_last_digit ? "\u2212" : "";
}

}  // namespace

std::string thousands(double number) {
  std::string digits = fmt::format("{:.0f}", std::abs(number));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), "\u202f");
  return digits;
}

std::string signed_number(double number) {
  return sign_of(number, 0.5) + thousands(number);
}

std::string signed_percent(double share, twin::Language language) {
  std::string digits = fmt::format("{:.1f}", std::abs(share) * 100);
  if (language == twin::Language::kSwedish) std::replace(digits.begin(), digits.end(), '.', ',');
  return fmt::format("{}{}\u202f%", sign_of(share, 0.0005), digits);
}

}  // namespace viz
