#pragma once
#include <string>
#include <string_view>

namespace twin {

/// Languages of the user. Everything a user reads exists in Swedish and English.
enum class Language { kSwedish, kEnglish, kFinnish };

struct Text {
  std::string sv;
  std::string en;

  /// In Finnish the Swedish text: the county's Finnish readers read Swedish, and its names and terms are Swedish.
  const std::string& in(Language language) const { return language == Language::kEnglish ? en : sv; }

  friend bool operator==(const Text&, const Text&) = default;
};

/// "sv", "en", "fi" (ISO 639-1).
constexpr std::string_view code_of(Language language) {
  return language == Language::kSwedish ? "sv" : language == Language::kEnglish ? "en" : "fi";
}
/// Of "sv", "sv_SE.UTF-8" and the like; English for all that is neither Swedish nor Finnish.
constexpr Language language_of_code(std::string_view code) {
  return code.starts_with("sv")   ? Language::kSwedish
         : code.starts_with("fi") ? Language::kFinnish
                                  : Language::kEnglish;
}

}  // namespace twin
