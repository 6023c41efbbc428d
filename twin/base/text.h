#pragma once
#include <string>

namespace twin {

/// What a user reads exists in both languages.
enum class Language { kSwedish, kEnglish };

struct Text {
  std::string sv;
  std::string en;

  const std::string& in(Language language) const { return language == Language::kSwedish ? sv : en; }
};

}  // namespace twin
