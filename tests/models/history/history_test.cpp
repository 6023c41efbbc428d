#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "models/history/baselines.h"
#include "models/history/county_then.h"
#include "models/rates.h"
#include "support/temp_dir.h"
#include "twin/base/error.h"

namespace rurban::history {
namespace {

const Demography& tables() {
  static const Demography kTables =
      load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten").demography;
  return kTables;
}
const Sweden& sweden() {
  static const Sweden kSweden = load_sweden(std::filesystem::path(RURBAN_ROOT) / "scenarios/sweden/sweden.csv");
  return kSweden;
}

/// Two municipalities, one that loses one in a hundred a year to others and one that gains as many, from 1950 on.
PopulationSeries town_and_village(int to) {
  PopulationSeries series{1950, {{40'000}, {10'000}}};
  for (const auto& [m, net] : {std::pair{0, 0.01}, std::pair{1, -0.01}}) {
    auto& residents = series.residents[static_cast<std::size_t>(m)];
    const PopulationSeries first{1950, {{residents.front(), residents.front()}}};
    const ByAgeSex people = reconstruct({1950, {{residents.front()}}}, tables(), sweden(), {}).front().people;
    const std::vector<double> rates(static_cast<std::size_t>(to - 1950), net);
    const std::vector<double> ahead = project(people, 1950, rates, tables(), sweden(), {});
    residents.insert(residents.end(), ahead.begin(), ahead.end());
  }
  return series;
}

TEST(Cohorts, LiveAsLongAsTheCountryDid) {
  for (const double years : {60.0, 72.4, 81.3})
    EXPECT_NEAR(life_expectancy(tables().death_rate[0], mortality_factor(tables().death_rate[0], years)), years,
                1e-6);
  // mortality.csv is said to give 84.8 and 81.3 years.
  EXPECT_NEAR(life_expectancy(tables().death_rate[0], 1), 84.8, 0.3);
  EXPECT_NEAR(life_expectancy(tables().death_rate[1], 1), 81.3, 0.3);
}

TEST(Cohorts, BearAsManyChildrenAsTheYearsRateSaysYoungerThenThanNow) {
  const auto born = [](int year) {
    double children = 0, ages = 0;
    const VitalRates rates = vital_rates(tables(), sweden(), {}, year);
    for (std::size_t age = 0; age != kAges; ++age) {
      children += rates.fertility[age];
      ages += rates.fertility[age] * (static_cast<double>(age) + 0.5);
    }
    return std::pair{children, ages / children};
  };
  EXPECT_NEAR(born(1990).first, 2.13, 0.01);  // sweden.csv
  EXPECT_NEAR(born(1990).second, 28.6, 0.1);
  EXPECT_NEAR(born(1974).second, 27.0, 0.1);
  EXPECT_NEAR(born(1965).first, 2.42 * (1 + 0.3 * 0.5), 0.02);  // half of the way from the young county's level
}

TEST(Cohorts, LoseNobodyUncounted) {
  const ByAgeSex people = reconstruct({1950, {{10'000}}}, tables(), sweden(), {}).front().people;
  const CohortYear year =
      without_arrivals(people, vital_rates(tables(), sweden(), {}, 1951), leaving_rates(tables(), {}));
  EXPECT_NEAR(sum(people) + year.births, sum(year.people) + year.deaths + year.left, 1e-6);
  EXPECT_NEAR(sum(year.leavers), year.left, 1e-9);
  EXPECT_NEAR(sum(with_arrivals(year, 500, tables(), {})), sum(year.people) + 500, 1e-6);
  EXPECT_NEAR(sum(with_arrivals(year, -500, tables(), {})), sum(year.people) - 500, 1e-6);
}

TEST(Reconstruction, FindsTheNetMigrationThatASeriesWasMadeWith) {
  const PopulationSeries series = town_and_village(1990);
  const std::vector<Past> past = reconstruct(series, tables(), sweden(), {});
  for (const double net : past[0].net) EXPECT_NEAR(net, 0.01, 1e-9);
  for (const double net : past[1].net) EXPECT_NEAR(net, -0.01, 1e-9);
  EXPECT_NEAR(sum(past[0].people), series.at(0, 1990), 1e-6);
}

TEST(Reconstruction, AgesAVillageThatItsYoungLeave) {
  const std::vector<Past> past = reconstruct(town_and_village(1990), tables(), sweden(), {});
  const auto old_share = [](const ByAgeSex& people) {
    double old = 0;
    for (const auto& ages : people)
      for (std::size_t age = 65; age != kAges; ++age) old += ages[age];
    return old / sum(people);
  };
  EXPECT_GT(old_share(past[1].people), old_share(past[0].people) + 0.02);
  EXPECT_LT(past[1].births.back() / past[1].deaths.back(), 0.9 * past[0].births.back() / past[0].deaths.back());
}

TEST(Reconstruction, HardlyRemembersTheAgesItAssumedForTheFirstYear) {
  // A series that begins in 1960 starts from other ages than one from 1950; forty years later both tell the same.
  const PopulationSeries whole = town_and_village(2000);
  PopulationSeries later{1960, {}};
  for (const auto& residents : whole.residents) later.residents.emplace_back(residents.begin() + 10, residents.end());
  const auto a = reconstruct(whole, tables(), sweden(), {}), b = reconstruct(later, tables(), sweden(), {});
  for (std::size_t m = 0; m != 2; ++m) {
    EXPECT_NEAR(a[m].net.back(), b[m].net.back(), 0.001);
    EXPECT_NEAR(a[m].births.back() / a[m].deaths.back(), b[m].births.back() / b[m].deaths.back(), 0.1);
  }
}

TEST(NetMigration, OfAPastThatNeverChangedGoesOnAsItWas) {
  Sweden closed = sweden();
  closed.refugees = {{1950, 0}};
  const std::vector<std::vector<double>> net(2, std::vector<double>(40, -0.004));
  const NetMigration found = estimate(net, 1990, closed, {}, {});
  for (std::size_t m = 0; m != 2; ++m) {
    EXPECT_NEAR(found.long_run[m], -0.004, 1e-12);
    EXPECT_NEAR(found.present[m], 0, 1e-12);
  }
  EXPECT_NEAR(found.common_spread + found.own_spread, 0, 1e-12);
  for (const double received : found.reception) EXPECT_EQ(received, 0);
}

TEST(NetMigration, TellsWhatAllShareFromWhatIsOneMunicipalitysOwn) {
  Sweden closed = sweden();
  closed.refugees = {{1950, 0}};
  std::vector<std::vector<double>> together(4), apart(4);
  for (std::size_t m = 0; m != 4; ++m)
    for (int year = 0; year != 40; ++year) {
      together[m].push_back(year / 5 % 2 == 0 ? 0.01 : -0.01);
      apart[m].push_back((year / 5 + static_cast<int>(m)) % 2 == 0 ? 0.01 : -0.01);
    }
  const NetMigration a = estimate(together, 1990, closed, {}, {}), b = estimate(apart, 1990, closed, {}, {});
  EXPECT_NEAR(a.common_spread, 0.01, 0.001);
  EXPECT_NEAR(a.own_spread, 0, 0.001);
  EXPECT_NEAR(b.common_spread, 0, 0.001);
  EXPECT_NEAR(b.own_spread, 0.01, 0.001);
}

TEST(NetMigration, TakesNoNoiseOfSingleYearsForWhatLasts) {
  Sweden closed = sweden();
  closed.refugees = {{1950, 0}};
  std::vector<double> net;
  for (int year = 0; year != 40; ++year) net.push_back(year % 2 == 0 ? 0.01 : -0.01);  // undone a year later
  const NetMigration found = estimate(std::vector<std::vector<double>>{net, net}, 1990, closed, {}, {});
  EXPECT_EQ(found.common_spread, 0);
}

TEST(NetMigration, CountsTheLastYearsMoreThanThoseLongAgo) {
  Sweden closed = sweden();
  closed.refugees = {{1950, 0}};
  std::vector<double> net(40, 0.01);
  for (std::size_t year = 20; year != 40; ++year) net[year] = -0.01;
  const NetMigration found = estimate(std::vector<std::vector<double>>{net}, 1990, closed, {}, {});
  // Weights of the last 20 years: 1 - 2^-2 of all that 40 years weigh, 1 - 2^-4.
  EXPECT_NEAR(found.long_run[0], 0.01 - 0.02 * 0.75 / (1 - 1.0 / 16), 1e-12);
  EXPECT_NEAR(found.present[0], -0.01 - found.long_run[0], 1e-12);
}

TEST(NetMigration, OfOneMunicipalityIsDrawnToThatOfAll) {
  Sweden closed = sweden();
  closed.refugees = {{1950, 0}};
  const std::vector<std::vector<double>> net{std::vector<double>(40, 0.01), std::vector<double>(40, -0.02)};
  Persistence persistence;
  persistence.drawn_to_mean = 0.5;
  const NetMigration found = estimate(net, 1990, closed, persistence, {});
  EXPECT_NEAR(found.long_run[0], (0.01 - 0.005) / 2, 1e-12);       // half of the way to the mean, -0.005
  EXPECT_NEAR(found.long_run[0] + found.present[0], 0.01, 1e-12);  // the present is what it is
  EXPECT_NEAR(found.long_run[0] + found.long_run[1], -0.01, 1e-12);
}

TEST(Reception, ComesBackOutWithTheYears) {
  Sweden one = sweden();
  one.refugees = {{1989, 0}, {1990, 10'000}, {1991, 0}};
  one.residents = {{1950, 1'000'000}};
  const std::vector<double> effect = reception_effect(one, {}, 1989, 2090);
  EXPECT_NEAR(effect[0], 0, 1e-12);
  EXPECT_NEAR(effect[1], 0.02, 1e-12);          // 1 % of the country, times 2
  EXPECT_NEAR(effect[2], -0.02 * 0.16, 1e-12);  // 16 % move on the year after
  double left = 0;
  for (const double year : effect) left += year;
  EXPECT_NEAR(left, 0, 1e-6);  // after a century
}

TEST(Baselines, SayWhatAnybodyCouldSay) {
  PopulationSeries known{1980, {{}}};
  for (int year = 0; year <= 10; ++year) known.residents[0].push_back(1'000 - 20 * year);  // 1,000 to 800
  EXPECT_NEAR(no_change(known)[0], 800, 1e-9);
  EXPECT_NEAR(exponential_trend(known, 2000)[0], 640, 1e-6);  // 800 * 0.8
  EXPECT_NEAR(linear_trend(known, 2000)[0], 600, 1e-9);
  EXPECT_NEAR(damped_trend(known, 2000)[0], 720, 1e-6);
  EXPECT_NEAR(linear_trend(known, 1995)[0], 700, 1e-9);
}

TEST(Baselines, CohortsGoOnWithTheNetMigrationOfTheLastTenYears) {
  const PopulationSeries series = town_and_village(2000);
  const std::vector<double> forecast = cohort_component(series.until(1990), 2000, tables(), sweden(), {});
  for (std::size_t m = 0; m != 2; ++m) EXPECT_NEAR(forecast[m] / series.at(m, 2000), 1, 1e-9);
}

TEST(CountyThen, HasTheResidentsAndTheAgesOfItsYear) {
  const County today = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
  PopulationSeries known{1950, {}};
  for (std::size_t m = 0; m != today.municipalities.size(); ++m) {
    known.residents.emplace_back();
    for (int year = 1950; year <= 1990; ++year)
      known.residents.back().push_back(20'000.0 - 100 * (year - 1950) - static_cast<double>(m));
  }
  const County then = county_then(today, known, sweden(), {}, 2000);
  EXPECT_EQ(twin::to_string(then.base_date), "1991-01-01");
  for (std::size_t m = 0; m != then.municipalities.size(); ++m) {
    EXPECT_EQ(then.municipalities[m].residents_register, 16'000 - static_cast<int>(m));
    EXPECT_NEAR(then.municipalities[m].census.by_sex[0] + then.municipalities[m].census.by_sex[1],
                16'000.0 - static_cast<double>(m), 2.0);
  }
  EXPECT_GT(then.demography.death_rate[0][70], 1.2 * today.demography.death_rate[0][70]);
  const auto& level = then.demography.fertility_level;
  EXPECT_NEAR(value_in(level, 1995) / value_in(level, 1991), 1.73 / 2.11, 0.001);  // sweden.csv: the crisis
  ASSERT_TRUE(then.net_migration);
  EXPECT_EQ(then.net_migration->last_year, 1990);
}

TEST(Sweden, IsRefusedWithEveryFaultOfItsTable) {
  const twin::TempDir folder;
  const std::filesystem::path path = folder.path() / "sweden.csv";
  std::ofstream(path) << "driver,year,value,low,high,source\nresidents,1990,8591000,1,2,x\nbirds,1990,1,1,1,x\n";
  try {
    load_sweden(path);
    FAIL() << "accepted";
  } catch (const twin::InputError& error) {
    const std::string text = twin::to_string(error.faults(), twin::Language::kEnglish);
    EXPECT_NE(text.find("sweden.csv:3:1"), std::string::npos) << text;
    EXPECT_NE(text.find("birds"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace rurban::history
