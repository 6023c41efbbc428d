#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "models/history/baselines.h"
#include "support/temp_dir.h"
#include "tools/hindcast.h"
#include "twin/base/error.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
namespace history = rurban::history;

const fs::path kSeries = fs::path(RURBAN_ROOT) / "../shared/data/population_municipality/population_by_year.csv";

const rurban::County& today() {
  static const rurban::County kToday = rurban::load_county(fs::path(RURBAN_ROOT) / "scenarios/norrbotten");
  return kToday;
}
const history::Sweden& sweden() {
  static const history::Sweden kSweden = history::load_sweden(fs::path(RURBAN_ROOT) / "scenarios/sweden/sweden.csv");
  return kSweden;
}

/// All municipalities of 6,000, of which the first half has lost one in a hundred a year since 1950, the other none.
history::PopulationSeries losing_and_steady() {
  history::PopulationSeries series{1950, {}};
  for (std::size_t m = 0; m != today().municipalities.size(); ++m) {
    auto& residents = series.residents.emplace_back();
    for (int year = 1950; year <= 1990; ++year)
      residents.push_back(6'000 * (m < 7 ? std::pow(0.99, year - 1990) : 1));
  }
  return series;
}

TEST(Hindcast, OfPeopleOneByOneAgreesWithTheArithmeticOfCohorts) {
  const history::PopulationSeries known = losing_and_steady();
  const history::Assumptions assumptions;
  rurban::County then = history::county_then(today(), known, sweden(), assumptions, 1995);
  then.net_migration->common_spread = then.net_migration->own_spread = 0;
  const auto vital = history::vital_parameters(today().demography, sweden(), assumptions.levels, 1990, 1995);
  const Ensemble ensemble = live_people(then, vital, 1990, 1995, 12);  // six seeds

  const auto past = history::reconstruct(known, today().demography, sweden(), assumptions.levels);
  for (std::size_t m = 0; m != past.size(); ++m) {
    std::vector<double> net;
    for (int ahead = 1; ahead <= 5; ++ahead)
      net.push_back(then.net_migration->long_run[m] +
                    then.net_migration->present[m] * std::pow(then.net_migration->left_after_a_year, ahead) +
                    then.net_migration->reception[static_cast<std::size_t>(ahead - 1)]);
    const double expected =
        history::project(past[m].people, 1990, net, today().demography, sweden(), assumptions.levels).back();
    double lived = 0;
    for (const auto& member : ensemble) lived += member.back()[m] / static_cast<double>(ensemble.size());
    // Of one seed's five years some 3,000 births, deaths and moves, by households, are chance: 1.2 %; of six seeds
    // 0.5 %. The rest is that the arithmetic has no households, and knows the ages of women and men apart.
    EXPECT_NEAR(lived / expected, 1, 0.025) << today().municipalities[m].name;
  }
}

TEST(Hindcast, StraysMoreFromYearToYearWhereThePastDid) {
  const history::PopulationSeries known = losing_and_steady();
  rurban::County then = history::county_then(today(), known, sweden(), {}, 1993);
  const auto vital = history::vital_parameters(today().demography, sweden(), {}, 1990, 1993);
  const auto spread_with = [&](double own) {
    then.net_migration->common_spread = 0;
    then.net_migration->own_spread = own;
    const Ensemble ensemble = live_people(then, vital, 1990, 1993, 6);
    double squares = 0;
    for (std::size_t m = 0; m != 14; ++m) {
      double mean = 0;
      for (const auto& member : ensemble) mean += member.back()[m] / 6;
      for (const auto& member : ensemble) squares += std::pow(member.back()[m] / mean - 1, 2) / (14 * 5);
    }
    return std::sqrt(squares);
  };
  const double calm = spread_with(0), wild = spread_with(0.01);
  EXPECT_LT(calm, 0.012);  // chance of single lives alone, in places of 6,000
  // Three years that each stray by 1 % and keep 0.65 of it: sqrt(3 + 2 (2 * 0.65 + 0.65^2)) = 2.5 %.
  EXPECT_NEAR(wild, 0.025, 0.008);
}

TEST(Hindcast, ReadsSeriesWithGapsAndOtherMunicipalities) {
  const twin::TempDir folder;
  std::string csv = "code,year,population\n114,1990,34000\n";
  for (const rurban::Municipality& m : today().municipalities)
    csv += std::to_string(m.code) + ",1990,1000\n" + std::to_string(m.code) + ",1992,1200\n";
  std::ofstream(folder.path() / "s.csv") << csv;
  const TownSeries towns = read_series(folder.path() / "s.csv", today());
  EXPECT_EQ(towns.series.first_year, 1990);
  EXPECT_EQ(towns.series.at(3, 1991), 1'100);
  EXPECT_TRUE(towns.told[3][0]);
  EXPECT_FALSE(towns.told[3][1]);
}

TEST(Hindcast, TellsWhichMunicipalityASeriesLacks) {
  const twin::TempDir folder;
  std::ofstream(folder.path() / "s.csv") << "code,year,population\n2580,1990,68412\n2580,1991,68923\n";
  try {
    read_series(folder.path() / "s.csv", today());
    FAIL() << "accepted";
  } catch (const twin::InputError& error) {
    const std::string text = twin::to_string(error.faults(), twin::Language::kEnglish);
    EXPECT_NE(text.find("the municipality 2584 is missing"), std::string::npos) << text;
    EXPECT_EQ(text.find("the municipality 2580 is missing"), std::string::npos) << text;
  }
}

TEST(Hindcast, ScoresAgainstWhatCameAndWhatNeedsNoModel) {
  TownSeries towns;
  towns.series = losing_and_steady();
  for (auto& residents : towns.series.residents) {
    towns.told.emplace_back(residents.size(), true);
    for (int year = 1991; year <= 2000; ++year) {
      residents.push_back(residents.back() * 0.98);
      towns.told.back().push_back(year == 2000);
    }
  }
  // An ensemble that is right on average and spread evenly over +-2 %.
  Ensemble ensemble;
  for (const double factor : {0.98, 0.99, 1.0, 1.01, 1.02}) {
    ensemble.emplace_back();
    auto& end = ensemble.back().emplace_back();
    for (const auto& residents : towns.series.residents) end.push_back(residents.back() * factor);
  }
  const Hindcast judged = judge_hindcast(towns, ensemble, today(), sweden(), {}, 1990, 2000);
  ASSERT_EQ(judged.scores.size(), 6U);
  EXPECT_NEAR(judged.scores[0].mape, 0, 1e-9);
  EXPECT_EQ(judged.scores[0].covered, 14);
  EXPECT_NEAR(judged.scores[0].crps, 100 * (0.012 - 0.5 * 0.016), 1e-6);      // mean |e| 1.2 %, mean |e - e'| 1.6 %
  EXPECT_NEAR(judged.scores[1].mape, 100 * (std::pow(0.98, -10) - 1), 1e-6);  // no change
  EXPECT_NEAR(judged.scores[1].bias, judged.scores[1].mape, 1e-9);
}

TEST(Hindcast, OfNorrbottenIsNearerThanTheBestTrend) {
  if (!fs::exists(kSeries)) GTEST_SKIP() << "../shared/data is not here";
  const TownSeries towns = read_series(kSeries, today());
  const history::Assumptions assumptions;
  const rurban::County then = history::county_then(today(), towns.series.until(1995), sweden(), assumptions, 2005);
  const auto vital = history::vital_parameters(today().demography, sweden(), assumptions.levels, 1995, 2005);
  const Hindcast judged =
      judge_hindcast(towns, live_people(then, vital, 1995, 2005, 6), today(), sweden(), assumptions, 1995, 2005);
  EXPECT_EQ(judged.municipalities.size(), 14U);
  // models.md gives 11.6, 9.5 and 10.4 for no change, trend and damped trend.
  EXPECT_NEAR(judged.scores[1].mape, 11.6, 0.06);
  EXPECT_NEAR(judged.scores[2].mape, 9.5, 0.06);
  EXPECT_NEAR(judged.scores[3].mape, 9.2, 0.06);
  EXPECT_NEAR(judged.scores[4].mape, 10.4, 0.06);
  for (std::size_t other = 1; other != judged.scores.size(); ++other)
    EXPECT_LT(judged.scores[0].mape, judged.scores[other].mape) << judged.scores[other].name;
}

}  // namespace
}  // namespace tools
