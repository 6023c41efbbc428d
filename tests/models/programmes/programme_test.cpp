// The palette's programmes are what the models can be set to.
#include "models/programmes/programme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "models/registry.h"
#include "tools/session.h"

namespace rurban {
namespace {

std::map<std::string, double> as_today() {
  std::map<std::string, double> values;
  for (const twin::ParamInfo& info : tools::schema().parameters) values[info.name] = info.fallback;
  return values;
}

TEST(Programmes, TurnWhatTheModelsHaveWithinWhatIsAllowedAndSomethingEach) {
  const std::vector<twin::ParamInfo> known = tools::schema().parameters;
  std::set<std::string> keys;
  for (const Programme* programme : programmes()) {
    EXPECT_TRUE(keys.insert(programme->key).second) << programme->key;
    bool differs = false;
    for (const Lever& lever : programme->levers) {
      const auto info = std::ranges::find(known, lever.parameter, &twin::ParamInfo::name);
      ASSERT_NE(info, known.end()) << lever.parameter;
      EXPECT_GE(lever.full, info->least) << lever.parameter;
      EXPECT_LE(lever.full, info->most) << lever.parameter;
      differs = differs || lever.full != info->fallback;
    }
    EXPECT_TRUE(differs) << programme->key << " changes nothing";
    for (const twin::Text* text : {&programme->title, &programme->what, &programme->cost, &programme->known})
      EXPECT_FALSE(text->sv.empty() || text->en.empty()) << programme->key;
  }
}

TEST(Programmes, NameAFigureThatTheyAreMeantToMoveAndTheSeriesOfTheirMoney) {
  const twin::Simulation empty(make_models(std::make_shared<Beginning>(County{})));
  const auto unit_of = [&](const char* name) {
    for (const twin::Series& series : empty.plan().series())
      if (series.info.name == name) return series.info.unit;
    return std::string("there is no such series");
  };
  EXPECT_EQ(programmes().size(), 10U);
  for (const Programme* programme : programmes()) {
    EXPECT_NE(unit_of(programme->aim.series), "there is no such series") << programme->key;
    EXPECT_EQ(std::abs(programme->aim.towards), 1) << programme->key;
    EXPECT_EQ(unit_of(programme->money), "kr/year") << programme->key;
  }
  for (const Programme* lever : reference_levers())
    EXPECT_EQ(lever->aim.series, std::string("resourceflow.rfr_rural"));
}

TEST(Programmes, RiseYearByYearToAllOfWhatTheyAre) {
  const auto before = as_today();
  for (const Programme* programme : programmes()) {
    const auto changes = changes_of(*programme, twin::date(2023, 4, 1), before);
    ASSERT_EQ(changes.size(), static_cast<std::size_t>(programme->ramp_years) + 1) << programme->key;
    EXPECT_EQ(changes.front().date, twin::date(2023, 4, 1));
    EXPECT_TRUE(std::ranges::is_sorted(changes, {}, &twin::Change::date));
    std::map<std::string, double> now = before;
    for (const twin::Change& change : changes)
      for (const twin::Setting& setting : change.settings) now[setting.name] = setting.value;
    for (const Lever& lever : programme->levers) EXPECT_DOUBLE_EQ(now[lever.parameter], lever.full);
  }
}

TEST(Programmes, OfNoStrengthChangeNothingAndOfHalfGoHalfTheWay) {
  const auto before = as_today();
  EXPECT_TRUE(changes_of(kFibreForAll, twin::date(2023, 1, 1), before, 0).empty());
  const auto half = changes_of(kFibreForAll, twin::date(2023, 1, 1), before, 0.5);
  EXPECT_DOUBLE_EQ(half.back().settings.front().value, (before.at("broadband.budget") + 180e6) / 2);
}

}  // namespace
}  // namespace rurban
