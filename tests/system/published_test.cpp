// What a run gives beside what Statistics Sweden counted. Births and deaths of 2022-2024 set the level of fertility
// and mortality, so that this is a check that the calibration holds in a run, and no independent validation.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/system/worlds.h"

namespace {

/// Sum of a monthly series over a year and municipalities.
double yearly(const twin::Plan& plan, const twin::World& world, const std::string& name, int year,
              const std::vector<std::string>& municipalities) {
  const auto& labels = world.table("municipality").labels;
  double sum = 0;
  for (const twin::Series& series : plan.series()) {
    if (series.info.name != name) continue;
    for (std::size_t t = 0; t != series.dates.size(); ++t) {
      if (twin::year_of(series.dates[t] - std::chrono::days{1}) != year) continue;
      for (std::size_t row = 0; row != series.width; ++row)
        if (std::find(municipalities.begin(), municipalities.end(), labels[row]) != municipalities.end())
          sum += series.values[t * series.width + row];
    }
  }
  return sum;
}

TEST(Published, BirthsAndDeathsOfFiveMunicipalitiesLieWithinFivePerCentOverThreeYears) {
  // SCB, births and deaths 2022, 2023, 2024 in Luleå, Boden, Piteå, Älvsbyn and Kalix together (69 % of the county).
  const std::vector<std::string> five{"Luleå", "Boden", "Piteå", "Älvsbyn", "Kalix"};
  const std::map<int, std::pair<double, double>> published{
      {2022, {1481, 1878}}, {2023, {1417, 1950}}, {2024, {1373, 1864}}};
  tools::Session session = worlds::founded("today", {worlds::kFewHouseholds});
  worlds::live_until(*session.simulation, twin::date(2025, 1, 1));
  double births = 0, deaths = 0, published_births = 0, published_deaths = 0;
  for (const auto& [year, counts] : published) {
    births += yearly(session.simulation->plan(), session.simulation->world(), "population.births", year, five);
    deaths += yearly(session.simulation->plan(), session.simulation->world(), "population.deaths", year, five);
    published_births += counts.first;
    published_deaths += counts.second;
  }
  EXPECT_NEAR(births / published_births, 1, 0.05);
  EXPECT_NEAR(deaths / published_deaths, 1, 0.05);
  // The residents are those who were there, with everyone who came and went: the ledger has checked it every month.
  EXPECT_GT(session.simulation->world().table("person").rows(), 240'000U);
}

}  // namespace
