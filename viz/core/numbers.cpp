#include "viz/core/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

std::string unit_words(const std::string& unit, twin::Language language) {
  if (unit == "1") return "";
  if (language == twin::Language::kEnglish) return unit;
  struct Word {
    const char *en, *sv;
  };
  static constexpr std::array<Word, 8> kWords{{{"1/year", "per år"},
                                               {"year", "år"},
                                               {"persons", "personer"},
                                               {"quarters", "kvartal"},
                                               {"weeks", "veckor"},
                                               {"code", "kod"},
                                               {"SEK", "kr"},
                                               {"households", "hushåll"}}};
  std::string words = unit;
  for (const Word& word : kWords)
    if (const std::size_t at = words.find(word.en); at != std::string::npos)
      words.replace(at, std::string_view(word.en).size(), word.sv);
  return words;
}

std::string signed_percent(double share, twin::Language language) {
  std::string digits = fmt::format("{:.1f}", std::abs(share) * 100);
  if (language == twin::Language::kSwedish) std::replace(digits.begin(), digits.end(), '.', ',');
  return fmt::format("{}{}\u202f%", sign_of(share, 0.0005), digits);
}

}  // namespace viz
