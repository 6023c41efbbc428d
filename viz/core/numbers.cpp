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

std::string grouped(std::string digits) {
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), "\u202f");
  return digits;
}

}  // namespace

std::string thousands(double number) {
  return grouped(fmt::format("{:.0f}", std::abs(number)));
}

std::string number(double value, int decimals, twin::Language language) {
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t mark = std::min(digits.find('.'), digits.size());
  std::string text = value < 0 && digits.find_first_of("123456789") != std::string::npos ? "\u2212" : "";
  text += grouped(digits.substr(0, mark));
  if (mark == digits.size()) return text;
  text += language == twin::Language::kEnglish ? '.' : ',';
  return text += digits.substr(mark + 1);
}

std::string signed_number(double number) {
  return sign_of(number, 0.5) + thousands(number);
}

std::string decimal(double value, twin::Language language) {
  return number(value, std::abs(value) < 99.95 ? 1 : 0, language);
}

std::string signed_percent(double share, twin::Language language) {
  return fmt::format("{}{}\u202f%", sign_of(share, 0.0005), number(std::abs(share) * 100, 1, language));
}

}  // namespace viz
