#include "twin/io/scenario.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_dir.h"
#include "twin/base/hash.h"

namespace twin {
namespace {

/// A folder with a county package called `lillby` and scenarios beside it; a schema of three parameters.
class ScenarioFiles : public testing::Test {
 protected:
  ScenarioFiles() {
    std::filesystem::create_directory(folder_ / "lillby");
    std::ofstream(folder_ / "lillby/county.yaml") << "name: Lillby\n";
  }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  Scenario load(const std::string& name, const std::vector<std::string>& set = {}) {
    return load_scenario(folder_ / name, schema_, set);
  }
  Scenario read(const std::string& text, const std::vector<std::string>& set = {}) {
    write("a.yaml", text);
    return load("a.yaml", set);
  }
  /// What a user is told of this text, with the folder's name left out.
  std::string told(const std::string& text, const std::vector<std::string>& set = {},
                   Language language = Language::kEnglish) {
    try {
      read(text, set);
    } catch (const InputError& error) {
      std::string message = to_string(error.faults(), language);
      const std::string folder = (folder_ / "").string();
      for (std::size_t at = message.find(folder); at != std::string::npos; at = message.find(folder))
        message.erase(at, folder.size());
      return message;
    }
    return "";
  }

  const std::string base_ = "county: lillby\nfrom: 2021-01-01\nto: 2022-01-01\n";
  const Schema schema_{{{"life.fertility", "1", 1, 0, 2, false, {"barnafödande", "fertility"}, "a test"},
                        {"life.moves", "persons/year", 100, 0, 1000, false, {"flyttar", "moves"}, "a test"},
                        {"shops.staff", "persons", 3, 1, 9, true, {"personal", "staff"}, "a test"}}};
  TempDir folder_;
};

TEST_F(ScenarioFiles, GiveEveryParameterItsDefaultUnlessSet) {
  const Scenario scenario = read(base_ + "parameters: {life: {fertility: 90 %}, shops.staff: 4}\nseed: 7\n");
  EXPECT_EQ(scenario.parameters,
            (std::map<std::string, double>{{"life.fertility", 0.9}, {"life.moves", 100}, {"shops.staff", 4}}));
  EXPECT_EQ(scenario.seed, 7U);
  EXPECT_EQ(scenario.to, date(2022, 1, 1));
}

TEST_F(ScenarioFiles, ExtendEachOtherAndTheExtendingFileWins) {
  write("base.yaml", base_ + "seed: 1\nparameters: {life.fertility: 0.5, life.moves: 50}\n");
  const Scenario scenario =
      read("extends: base.yaml\nseed: 2\nparameters: {life.moves: 70}\n", {"shops.staff=5", "to=2023-01-01"});
  EXPECT_EQ(scenario.seed, 2U);
  EXPECT_EQ(scenario.parameters.at("life.fertility"), 0.5);
  EXPECT_EQ(scenario.parameters.at("life.moves"), 70);
  EXPECT_EQ(scenario.parameters.at("shops.staff"), 5);
  EXPECT_EQ(scenario.to, date(2023, 1, 1));
}

TEST_F(ScenarioFiles, ReadBackWhatTheyWrite) {
  const Scenario scenario =
      read(base_ +
               "title: {sv: \"Å: \\\"ä\\\"\", en: A}\nparameters: {life.moves: 0.1}\nchanges:\n"
               "  - on: 2021-06-01\n    set: {life: {fertility: 0.7}}\n  - {on: 2021-03-01, set: {shops.staff: 2}}\n",
           {"outputs.recording=no", "outputs.filmed_years=2"});
  ASSERT_EQ(scenario.changes.size(), 2U);
  EXPECT_EQ(scenario.changes[0].date, date(2021, 3, 1));
  const std::string text = to_yaml(scenario, schema_);
  const Scenario again = read(text);
  EXPECT_EQ(to_yaml(again, schema_), text);
  EXPECT_EQ(again.parameters, scenario.parameters);
  EXPECT_EQ(again.title.sv, "Å: \"ä\"");
  EXPECT_FALSE(again.outputs.recording);
  EXPECT_EQ(again.outputs.filmed_years, 2);
}

// ---- broken on purpose, each with all that the user reads
// ---------------------------------------------------------------

TEST_F(ScenarioFiles, AnUnknownKeyIsToldWithTheNearest) {
  EXPECT_EQ(told(base_ + "sede: 3\n"),
            "a.yaml:4:1: unknown key 'sede'\n"
            "    4 | sede: 3\n"
            "        ^\n"
            "        did you mean 'seed'?\n");
}

TEST_F(ScenarioFiles, AnUnknownParameterIsToldWithTheNearest) {
  EXPECT_EQ(told(base_ + "parameters:\n  life:\n    fertilty: 1.1\n"),
            "a.yaml:6:5: unknown parameter 'life.fertilty'\n"
            "    6 |     fertilty: 1.1\n"
            "            ^\n"
            "        did you mean 'life.fertility'?\n");
}

TEST_F(ScenarioFiles, AnUnknownModelIsToldWithThoseThatThereAre) {
  EXPECT_EQ(told(base_ + "parameters: {masts.height: 3}\n"),
            "a.yaml:4:14: unknown parameter 'masts.height'\n"
            "    4 | parameters: {masts.height: 3}\n"
            "                     ^\n"
            "        allowed: life, shops\n");
}

TEST_F(ScenarioFiles, AValueOutsideItsRangeIsToldWithTheRange) {
  EXPECT_EQ(told(base_ + "parameters: {life.moves: 7000}\n"),
            "a.yaml:4:26: life.moves: 7000 is outside what is allowed\n"
            "    4 | parameters: {life.moves: 7000}\n"
            "                                 ^\n"
            "        allowed: 0 – 1000 persons/year; default 100\n");
}

TEST_F(ScenarioFiles, AHalfPersonIsRefusedWhereOnlyWholeOnesWork) {
  EXPECT_EQ(told(base_ + "parameters: {shops.staff: 2.5}\n"),
            "a.yaml:4:27: shops.staff: 2.5 is outside what is allowed\n"
            "    4 | parameters: {shops.staff: 2.5}\n"
            "                                  ^\n"
            "        allowed: 1 – 9 persons, whole numbers; default 3\n");
}

TEST_F(ScenarioFiles, AWrongUnitIsToldWithThoseThatFit) {
  EXPECT_EQ(told(base_ + "parameters:\n  life.moves: 45 min\n"),
            "a.yaml:5:15: life.moves: the unit 'min' does not fit here\n"
            "    5 |   life.moves: 45 min\n"
            "                      ^\n"
            "        allowed: persons/year, person/year; without a unit, persons/year is meant\n");
}

TEST_F(ScenarioFiles, ADecimalCommaIsNotReadAsSomethingElse) {
  EXPECT_EQ(told(base_ + "parameters:\n  life.fertility: 1,1\n"),
            "a.yaml:5:19: life.fertility: '1,1' has a decimal comma\n"
            "    5 |   life.fertility: 1,1\n"
            "                          ^\n"
            "        write decimals with a point, for example 0.5\n");
}

TEST_F(ScenarioFiles, ADayThatNeverWasIsNoDate) {
  EXPECT_EQ(told("county: lillby\nfrom: 2021-02-29\nto: 2022-01-01\n"),
            "a.yaml:2:7: '2021-02-29' is not a date\n"
            "    2 | from: 2021-02-29\n"
            "              ^\n"
            "        write year-month-day, for example 2030-01-01\n");
}

TEST_F(ScenarioFiles, TimeDoesNotRunBackwards) {
  EXPECT_EQ(told("county: lillby\nfrom: 2021-01-01\nto: 2020-01-01\n"),
            "a.yaml:3:5: 'to' (2020-01-01) is not after 'from' (2021-01-01)\n"
            "    3 | to: 2020-01-01\n"
            "            ^\n");
}

TEST_F(ScenarioFiles, AKeyThatStandsTwiceIsToldAndNotSilentlyDropped) {
  EXPECT_EQ(told(base_ + "seed: 1\nseed: 2\n"),
            "a.yaml:5:1: the key 'seed' stands twice\n"
            "    5 | seed: 2\n"
            "        ^\n"
            "        keep one of them\n");
}

TEST_F(ScenarioFiles, ACountyThatIsNotThereIsToldWithTheNearest) {
  EXPECT_EQ(told("county: lilby\nfrom: 2021-01-01\nto: 2022-01-01\n"),
            "a.yaml:1:9: there is no county package in 'lilby'\n"
            "    1 | county: lilby\n"
            "                ^\n"
            "        did you mean 'lillby'?\n");
}

TEST_F(ScenarioFiles, WhatMustBeThereIsMissed) {
  EXPECT_EQ(told("county: lillby\nto: 2022-01-01\n"),
            "a.yaml: 'from' is missing\n"
            "        write for example from: 2021-01-01\n");
}

TEST_F(ScenarioFiles, AScenarioThatIsNotThereCannotBeExtended) {
  EXPECT_EQ(told("extends: nowhere.yaml\n" + base_),
            "a.yaml:1:10: can't read the file 'nowhere.yaml'\n"
            "    1 | extends: nowhere.yaml\n"
            "                 ^\n"
            "        it is looked for as nowhere.yaml\n");
}

TEST_F(ScenarioFiles, ACircleOfScenariosIsToldWhole) {
  write("b.yaml", "extends: a.yaml\n");
  EXPECT_EQ(told("extends: b.yaml\n" + base_),
            "b.yaml:1:10: the scenarios extend each other in a circle: a.yaml → b.yaml → a.yaml\n"
            "    1 | extends: a.yaml\n"
            "                 ^\n");
}

TEST_F(ScenarioFiles, AChangeBelongsIntoTheScenariosTime) {
  EXPECT_EQ(told(base_ + "changes:\n  - on: 2025-06-01\n    set: {life.fertility: 1.2}\n"),
            "a.yaml:5:9: 2025-06-01 is outside the scenario's time\n"
            "    5 |   - on: 2025-06-01\n"
            "                ^\n"
            "        allowed: 2021-01-01 to before 2022-01-01\n");
}

TEST_F(ScenarioFiles, PerhapsIsNoAnswer) {
  EXPECT_EQ(told(base_ + "outputs: {recording: perhaps}\n", {}, Language::kSwedish),
            "a.yaml:4:22: «perhaps» är varken ja eller nej\n"
            "    4 | outputs: {recording: perhaps}\n"
            "                             ^\n"
            "        tillåtet: ja, nej, yes, no, true, false\n");
}

TEST_F(ScenarioFiles, YearsBetweenFilmsAreCounted) {
  EXPECT_EQ(told(base_ + "outputs: {filmed_years: often}\n", {}, Language::kSwedish),
            "a.yaml:4:25: «often» är inget antal år\n"
            "    4 | outputs: {filmed_years: often}\n"
            "                                ^\n"
            "        tillåtet: 0 (aldrig) till 100\n");
}

TEST_F(ScenarioFiles, ASeedIsAWholeNumber) {
  EXPECT_EQ(told(base_ + "seed: seven\n", {}, Language::kSwedish),
            "a.yaml:4:7: fröet «seven» är inget helt tal\n"
            "    4 | seed: seven\n"
            "              ^\n"
            "        tillåtet: 0 till 18446744073709551615\n");
}

TEST_F(ScenarioFiles, AnOptionIsCheckedLikeALineOfTheFile) {
  EXPECT_EQ(told(base_, {"life.moves=-1"}, Language::kSwedish),
            "--set life.moves=-1: life.moves: -1 är utanför det tillåtna\n"
            "        tillåtet: 0 – 1000 persons/year; förval 100\n");
  EXPECT_EQ(told(base_, {"life"}),
            "--set life: expected name=value\n"
            "        for example --set seed=3\n");
}

TEST_F(ScenarioFiles, AFileThatIsNoYamlIsToldWhere) {
  EXPECT_EQ(told(base_ + "outputs: {recording: yes\n").substr(0, 55),
            "a.yaml:5:1: this is not valid YAML: end of map flow not");
  EXPECT_EQ(told("hello\n"),
            "a.yaml:1:1: the file is no scenario\n"
            "    1 | hello\n"
            "        ^\n"
            "        a scenario consists of lines like 'seed: 1'\n");
  EXPECT_NE(told(base_ + "title: \xff\n").find("byte 0xFF does not belong in a UTF-8 text file"), std::string::npos);
}

TEST_F(ScenarioFiles, AllFaultsAreToldInOnePass) {
  const std::string text = told(
      "county: lillby\nfrom: 2021-13-01\nto: 2022-01-01\nsed: 1\noutputs: {csv: maybe}\nparameters:\n  life:\n    "
      "moves: -1\n"
      "    marriage: 2\n");
  for (const char* fault :
       {"a.yaml:2:7: '2021-13-01' is not a date", "a.yaml:4:1: unknown key 'sed'",
        "a.yaml:5:16: 'maybe' is neither yes nor no", "a.yaml:8:12: life.moves: -1 is outside what is allowed",
        "a.yaml:9:5: unknown parameter 'life.marriage'"})
    EXPECT_NE(text.find(fault), std::string::npos) << fault << "\nin\n" << text;
}

TEST_F(ScenarioFiles, AFileThatIsNotThereIsAnInputOutputErrorWithTheNearest) {
  write("today.yaml", base_);
  try {
    load("todya.yaml");
    FAIL();
  } catch (const IoError& error) {
    EXPECT_NE(error.text().en.find("did you mean"), std::string::npos) << error.text().en;
    EXPECT_NE(error.text().sv.find("today.yaml"), std::string::npos);
  }
}

TEST_F(ScenarioFiles, ATextThatExplodesIsRefusedAndNotUnfolded) {
  std::string bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i != 10; ++i)
    bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
  EXPECT_EQ(told(bomb).substr(0, 79),
            "a.yaml:1:1: the text is nested too deeply, too long, or repeats itself\n    1 | ");
  EXPECT_NE(told(std::string(100'000, '[')).find("not valid YAML"), std::string::npos);
}

// Whatever is done to the text, it loads, or says what is wrong.
TEST_F(ScenarioFiles, NoDamageToTheTextCrashesTheReader) {
  const std::string whole = base_ +
                            "title: {sv: \"å\", en: a}\noutputs: {recording: no}\nparameters:\n  life: {fertility: "
                            "0.9, moves: 3 persons/year}\n"
                            "changes:\n  - on: 2021-06-01\n    set: {shops.staff: 2}\n";
  int loaded = 0;
  for (std::uint64_t round = 0; round != 2000; ++round) {
    std::string text = whole;
    const std::size_t at = combine(round, 1) % text.size(), length = 1 + combine(round, 2) % 5;
    switch (round % 4) {
      case 0:
        text[at] = static_cast<char>(combine(round, 3));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(combine(round, 4) % text.size(), length));
        break;
      default:
        text.insert(at, std::string(length, "[{:&*\t\n\"'!"[combine(round, 5) % 10]));
    }
    try {
      read(text);
      ++loaded;
    } catch (const InputError&) {
    } catch (const IoError&) {
    }
  }
  EXPECT_GT(loaded, 10);
  EXPECT_LT(loaded, 1500);
}

}  // namespace
}  // namespace twin
