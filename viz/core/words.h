#pragma once
#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "twin/base/calendar.h"
#include "twin/base/text.h"

namespace viz {

/// The words of the window and the map in the reader's language, from gettext catalogues that are part of the
/// program (po/); English is written in the sources. Handles to shared catalogues: cheap to make, copy and ask, also
/// for every frame; for any thread. References hold as long as the program, those of stretched words as long as the
/// object.
class Words {
 public:
  explicit Words(twin::Language language);

  /// What is asked from now on is in this language.
  void set_language(twin::Language language);
  twin::Language language() const { return language_; }
  /// For tests of a layout: every phrase grows by this factor, at least 1, with letters and no blanks or braces.
  void stretch(double factor);

  /// The translation of an English phrase; the phrase itself where the catalogue lacks it, in Finnish the Swedish
  /// translation. tools/catalogues finds the phrases in the sources if they stand as literals in calls of `tr`.
  const std::string& operator()(const char* english) const;
  /// The translation of a phrase with places in the form of fmt, filled: tr.fill("{} to {}", 5, 10).
  template <class... Values>
  std::string fill(const char* english, const Values&... values) const {
    return fmt::format(fmt::runtime((*this)(english)), values...);
  }
  /// What a model has named: in Finnish the catalogue's word for the English one, else the Swedish one.
  const std::string& of(const twin::Text& text) const;

  /// "1 234,5" and "1 234.5", with narrow no-break spaces.
  std::string number(double value, int decimals) const;
  /// "1 januari 2030", "1 January 2030", "1. tammikuuta 2030".
  std::string date(twin::Date date) const;
  /// Without regard to upper and lower case, for searching.
  std::string folded(const std::string& text) const;
  /// A parameter's unit as a person reads it: "kr/year" is "kr/år"; nothing for a plain number.
  std::string unit(const std::string& unit) const;
  /// A number that somebody has set: all its digits, three after the mark at most.
  std::string amount(double value) const;

 private:
  class Catalogue;
  static std::shared_ptr<const Catalogue> shared(twin::Language language);

  twin::Language language_;
  double stretch_ = 1;
  std::shared_ptr<const Catalogue> catalogue_;
};

/// Marks a phrase for the catalogues where it is not yet translated: in tables of phrases.
constexpr const char* phrase(const char* english) {
  return english;
}

}  // namespace viz
