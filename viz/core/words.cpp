#include "viz/core/words.h"

#include <array>
#include <boost/locale.hpp>
#include <cmath>
#include <locale>
#include <map>
#include <mutex>
#include <sstream>
#include <vector>

#include "viz/core/catalogues.h"
#include "viz/core/numbers.h"

namespace viz {
namespace {

/// With Britain's English, whose dates have the day first as the others do. ICU brings what it knows of languages
/// along; the other backends of Boost.Locale need locales that a bare system lacks.
std::locale locale_of(twin::Language language) {
  namespace bl = boost::locale;
  auto backends = bl::localization_backend_manager::global();
  backends.select("icu");
  bl::generator generate(backends);
  generate.categories(bl::formatting_facet | bl::convert_facet);
  const std::string code(twin::code_of(language));
  const char* country = language == twin::Language::kSwedish   ? "SE"
                        : language == twin::Language::kEnglish ? "GB"
                                                               : "FI";
  const std::locale formats = generate(code + "_" + country + ".UTF-8");

  bl::gnu_gettext::messages_info info;
  info.language = code;
  info.encoding = "UTF-8";
  info.domains.emplace_back("rurban");
  info.paths.emplace_back("");
  info.callback = [code](const std::string&, const std::string&) {
    const std::string_view bytes = catalogue_bytes(code);
    return std::vector<char>(bytes.begin(), bytes.end());
  };
  return {formats, bl::gnu_gettext::create_messages_facet<char>(info)};
}

std::size_t letters_of(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (byte & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace

class Words::Catalogue {
 public:
  Catalogue(twin::Language language, double stretch)
      : locale_(locale_of(language)),
        messages_(&std::use_facet<boost::locale::message_format<char>>(locale_)),
        stretch_(stretch) {}

  /// Nothing if the catalogue lacks it; what it has for the empty phrase is its header.
  const char* find(const char* english) const {
    return *english == '\0' ? nullptr : messages_->get(0, nullptr, english);
  }

  const std::string& phrase(const char* english) const {
    return kept(english, [&] { return find(english) != nullptr ? find(english) : english; });
  }

  const std::string& of(const twin::Text& text) const {
    // A label may be another one's English word: the key tells them apart.
    return kept(text.en + '\n' + text.sv,
                [&] { return find(text.en.c_str()) != nullptr ? find(text.en.c_str()) : text.sv; });
  }

  const std::string& stretched(const std::string& text) const {
    return kept('\n' + text, [&] { return text; });
  }

  std::string date(twin::Date date) const {
    std::ostringstream out;
    out.imbue(locale_);
    out << boost::locale::as::date << boost::locale::as::date_long << boost::locale::as::gmt
        << std::chrono::duration_cast<std::chrono::seconds>(date.time_since_epoch()).count();
    return out.str();
  }

  std::string folded(const std::string& text) const { return boost::locale::fold_case(text, locale_); }

 private:
  template <class Make>
  const std::string& kept(std::string_view key, const Make& make) const {
    const std::lock_guard lock(mutex_);
    auto found = words_.find(key);
    if (found == words_.end()) {
      std::string text = make();
      const double more = (stretch_ - 1) * static_cast<double>(letters_of(text));
      for (int i = 0; i < static_cast<int>(std::ceil(more)); ++i) text += i % 2 == 0 ? "ä" : "n";
      found = words_.emplace(key, std::move(text)).first;
    }
    return found->second;
  }

  std::locale locale_;
  const boost::locale::message_format<char>* messages_;
  double stretch_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::string, std::less<>> words_;
};

std::shared_ptr<const Words::Catalogue> Words::shared(twin::Language language) {
  static const auto catalogues = [] {
    std::array<std::shared_ptr<const Catalogue>, 3> made;
    for (const auto each : {twin::Language::kSwedish, twin::Language::kEnglish, twin::Language::kFinnish})
      made[static_cast<std::size_t>(each)] = std::make_shared<Catalogue>(each, 1);
    return made;
  }();
  return catalogues[static_cast<std::size_t>(language)];
}

Words::Words(twin::Language language) : language_(language), catalogue_(shared(language)) {}

void Words::set_language(twin::Language language) {
  language_ = language;
  stretch(stretch_);
}

void Words::stretch(double factor) {
  stretch_ = factor;
  catalogue_ = factor == 1 ? shared(language_) : std::make_shared<Catalogue>(language_, factor);
}

const std::string& Words::operator()(const char* english) const {
  return catalogue_->phrase(english);
}

const std::string& Words::of(const twin::Text& text) const {
  if (language_ == twin::Language::kFinnish) return catalogue_->of(text);
  return stretch_ == 1 ? text.in(language_) : catalogue_->stretched(text.in(language_));
}

std::string Words::number(double value, int decimals) const {
  return viz::number(value, decimals, language_);
}

std::string Words::amount(double value) const {
  int decimals = 0;
  for (double scaled = value; decimals != 3 && std::abs(scaled - std::round(scaled)) > 1e-9; scaled *= 10) ++decimals;
  return number(value, decimals);
}

std::string Words::date(twin::Date date) const {
  return catalogue_->date(date);
}

std::string Words::folded(const std::string& text) const {
  return catalogue_->folded(text);
}

std::string Words::unit(const std::string& unit) const {
  [[maybe_unused]] static constexpr std::array kWords{
      phrase("1/year"),    phrase("year"),      phrase("years"),      phrase("persons"),  phrase("quarters"),
      phrase("weeks"),     phrase("code"),      phrase("households"), phrase("1/min"),    phrase("h"),
      phrase("adoptions"), phrase("beds"),      phrase("day"),        phrase("days"),     phrase("dwellings"),
      phrase("errands"),   phrase("homes"),     phrase("inhabitant"), phrase("masts"),    phrase("meetings"),
      phrase("month"),     phrase("months"),    phrase("nights"),     phrase("person"),   phrase("places"),
      phrase("points"),    phrase("positions"), phrase("practices"),  phrase("pupil"),    phrase("quarter"),
      phrase("shops"),     phrase("trips"),     phrase("uses"),       phrase("vehicles"), phrase("villages"),
      phrase("visits"),    phrase("week"),      phrase("workplaces")};
  if (unit == "1") return "";
  if (const char* whole = catalogue_->find(unit.c_str())) return whole;
  std::string words;
  for (std::size_t at = 0; at <= unit.size();) {
    const std::size_t end = std::min(unit.find('/', at), unit.size());
    words += (at == 0 ? "" : "/") + (*this)(unit.substr(at, end - at).c_str());
    at = end + 1;
  }
  return words;
}

}  // namespace viz
