// The words of the window and the map in the reader's language.
#include <gtest/gtest.h>
#include <imgui.h>

#include <boost/locale/encoding_utf.hpp>
#include <fstream>
#include <regex>
#include <set>

#include "models/fleet/vehicles.h"
#include "models/registry.h"
#include "twin/run/simulation.h"
#include "viz/core/glyphs.h"
#include "viz/core/words.h"

namespace viz {
namespace {

using twin::Language;
constexpr std::array kLanguages{Language::kSwedish, Language::kEnglish, Language::kFinnish};

/// The phrases of a catalogue or template under po/.
std::vector<std::string> phrases(const std::string& name = "rurban.pot") {
  std::vector<std::string> found;
  std::ifstream file(std::string(RURBAN_ROOT) + "/po/" + name);
  for (std::string line; std::getline(file, line);) {
    const std::string begin = "msgid \"";
    if (!line.starts_with(begin) || line == begin + '"') continue;
    const std::string quoted = line.substr(begin.size(), line.size() - begin.size() - 1);
    found.push_back(
        std::regex_replace(std::regex_replace(quoted, std::regex(R"(\\n)"), "\n"), std::regex(R"(\\(.))"), "$1"));
  }
  return found;
}

/// All that the models name, with what it is.
std::vector<std::pair<std::string, twin::Text>> texts_of_models() {
  const twin::Simulation models(rurban::make_models(std::make_shared<rurban::Beginning>(rurban::County{})));
  std::vector<std::pair<std::string, twin::Text>> texts;
  for (const twin::ParamInfo& parameter : models.plan().parameters()) {
    texts.emplace_back(parameter.name, parameter.label);
    if (!parameter.slider.en.empty() || !parameter.slider.sv.empty())
      texts.emplace_back(parameter.name + ", its group", parameter.slider);
  }
  for (const twin::MapLayer& layer : models.plan().map_layers()) {
    texts.emplace_back(layer.column, layer.label);
    if (!layer.unit.en.empty() || !layer.unit.sv.empty()) texts.emplace_back(layer.column + ", its unit", layer.unit);
    for (const twin::Text& category : layer.categories) texts.emplace_back(layer.column + ", a category", category);
  }
  for (const twin::ActInfo& act : models.plan().acts()) {
    texts.emplace_back(act.name, act.label);
    texts.emplace_back(act.name + ", its group", act.group);
    for (const auto& argument : act.arguments) {
      texts.emplace_back(act.name + ", " + argument.name, argument.label);
      for (const twin::Text& choice : argument.choices) texts.emplace_back(act.name + ", a choice", choice);
    }
  }
  for (const twin::Series& series : models.plan().series()) texts.emplace_back(series.info.name, series.info.label);
  for (const rurban::VehicleClass& vehicle : rurban::kVehicleClasses)
    texts.emplace_back("a class of vehicles", vehicle.name);
  // Two kinds have no declaration: they are named while a day is filmed.
  texts.emplace_back("daily life", twin::Text{"privata bilar", "private cars"});
  texts.emplace_back("the newspaper", twin::Text{"tidningsbilar", "newspaper cars"});
  return texts;
}

std::multiset<std::string> places_in(const std::string& phrase) {
  static const std::regex kPlace(R"(\{[^}]*\})");
  return {std::sregex_token_iterator(phrase.begin(), phrase.end(), kPlace), std::sregex_token_iterator()};
}

TEST(Words, AreInTheReadersLanguageAndChangeLive) {
  Words tr(Language::kSwedish);
  const std::string& swedish = tr("Undo");
  EXPECT_EQ(swedish, "Ångra");
  tr.set_language(Language::kFinnish);
  EXPECT_EQ(tr("Undo"), "Kumoa");
  tr.set_language(Language::kEnglish);
  EXPECT_EQ(tr("Undo"), "Undo");
  EXPECT_EQ(swedish, "Ångra") << "what was handed out still holds";
  EXPECT_EQ(Words(Language::kSwedish)("a phrase that nobody translated"), "a phrase that nobody translated");
}

TEST(Words, FillTheirPlacesInTheOrderOfTheLanguage) {
  EXPECT_EQ(Words(Language::kSwedish).fill("{} to {}", 5, 10), "5 till 10");
  EXPECT_EQ(Words(Language::kSwedish).fill("{}, {:02}:{:02}", "1 maj", 7, 5), "1 maj kl. 07.05");
}

TEST(Words, WriteDatesAndNumbersAsTheLanguageDoes) {
  const twin::Date day = twin::date(2030, 2, 1);
  EXPECT_EQ(Words(Language::kSwedish).date(day), "1 februari 2030");
  EXPECT_EQ(Words(Language::kEnglish).date(day), "1 February 2030");
  EXPECT_EQ(Words(Language::kFinnish).date(day), "1. helmikuuta 2030");
  EXPECT_EQ(Words(Language::kSwedish).number(-1234.56, 1), "\u22121\u202f234,6");
  EXPECT_EQ(Words(Language::kEnglish).number(1234567, 0), "1\u202f234\u202f567");
  EXPECT_EQ(Words(Language::kFinnish).number(-0.04, 1), "0,0") << "nothing is not less than nothing";
}

TEST(Words, OfUnitsAreThoseOfAPerson) {
  const Words sv(Language::kSwedish);
  EXPECT_EQ(sv.unit("kr/year"), "kr/år");
  EXPECT_EQ(sv.unit("1/year"), "per år");
  EXPECT_EQ(sv.unit("persons/year"), "personer/år");
  EXPECT_EQ(sv.unit("%"), "%");
  EXPECT_EQ(sv.unit("1"), "");
  EXPECT_EQ(Words(Language::kEnglish).unit("kr/year"), "kr/year");
}

TEST(Words, OfModelsAreSwedishInFinnishWhereTheCatalogueLacksThem) {
  const Words fi(Language::kFinnish);
  EXPECT_EQ(fi.of({"tills vidare", "a phrase that nobody translated"}), "tills vidare");
  EXPECT_EQ(fi.of({"apotek", "residents"}), "asukkaat") << "the English text is the key";
  EXPECT_EQ(fi.of({"", ""}), "") << "a share has no unit";
  EXPECT_EQ(Words(Language::kEnglish).of({"alla", "all"}), "all");
}

TEST(Words, StretchedAreLongerByAThirdInEveryLanguage) {
  Words tr(Language::kSwedish);
  tr.stretch(1.3);
  EXPECT_EQ(tr("Undo"), "Ångraän");
  EXPECT_EQ(tr.fill("{} to {}", 5, 10), "5 till 10änän") << "the places are still there";
  EXPECT_EQ(tr.of({"hushåll", "households"}), "hushållänä");
  tr.set_language(Language::kEnglish);
  EXPECT_EQ(tr("Undo"), "Undoän");
}

TEST(Catalogues, KeepThePlacesThatAreFilledIn) {
  ASSERT_GT(phrases().size(), 40U);
  for (const Language language : kLanguages)
    for (const std::string& phrase : phrases())
      EXPECT_EQ(places_in(Words(language)(phrase.c_str())), places_in(phrase)) << phrase;
}

TEST(Catalogues, KeepTheBlanksAroundAPhrase) {
  const auto blanks = [](const std::string& text) {
    return std::pair(text.find_first_not_of(' '), text.size() - text.find_last_not_of(' '));
  };
  for (const Language language : kLanguages)
    for (const std::string& phrase : phrases())
      EXPECT_EQ(blanks(Words(language)(phrase.c_str())), blanks(phrase)) << phrase;
}

TEST(Models, NameEverythingInSwedishAndEnglish) {
  const auto texts = texts_of_models();
  ASSERT_GT(texts.size(), 100U);
  for (const auto& [what, text] : texts) {
    EXPECT_FALSE(text.sv.empty()) << what << " has no Swedish text";
    EXPECT_FALSE(text.en.empty()) << what << " has no English text";
  }
}

TEST(Models, HaveTheirFinnishWordsByTheEnglishOnesThatTheyStillUse) {
  std::set<std::string> named;
  for (const auto& [what, text] : texts_of_models()) named.insert(text.en);
  const auto translated = phrases("models/fi.po");
  ASSERT_GT(translated.size(), 40U);
  for (const std::string& english : translated)
    EXPECT_TRUE(named.contains(english)) << "no model says «" << english << "» any more: change po/models/fi.po";
}

/// Everything that a user reads, against the letters that the window loads of its font, and of the map's bold one.
TEST(Glyphs, AreThereForEverythingThatAUserReads) {
  std::vector<std::pair<std::string, std::string>> read;
  for (const Language language : kLanguages) {
    const Words tr(language);
    for (const std::string& phrase : phrases()) read.emplace_back(phrase, tr(phrase.c_str()));
    for (const auto& [what, text] : texts_of_models()) read.emplace_back(what, tr.of(text));
    for (unsigned month = 1; month <= 12; ++month) read.emplace_back("a date", tr.date(twin::date(2030, month, 31)));
    read.emplace_back("a number", tr.number(-1234567.8, 1));
  }
  const std::string bold = std::regex_replace(std::string(kFontFile), std::regex("Sans"), "Sans-Bold");
  for (const std::string& file : {std::string(kFontFile), bold}) {
    ImFontAtlas atlas;
    const ImFont* font = atlas.AddFontFromFileTTF(file.c_str(), 17, nullptr, kGlyphRanges.data());
    ASSERT_NE(font, nullptr) << file;
    ASSERT_TRUE(atlas.Build());
    for (const auto& [what, text] : read)
      for (const char32_t letter : boost::locale::conv::utf_to_utf<char32_t>(text)) {
        ASSERT_LE(letter, U'\uFFFF') << what << ": " << text;
        EXPECT_TRUE(letter == U'\n' || font->FindGlyphNoFallback(static_cast<ImWchar>(letter)) != nullptr)
            << fmt::format("U+{:04X} of «{}» ({}) is not in {} or not in kGlyphRanges", static_cast<unsigned>(letter),
                           text, what, file);
      }
  }
}

}  // namespace
}  // namespace viz
