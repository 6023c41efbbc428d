#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <vector>

#include "models/county/economy.h"
#include "models/rates.h"
#include "package.h"

namespace rurban {
namespace {

using Driver = Economy::Driver;
using Product = Economy::Product;

double sum(const auto& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// What the shipped package says of the economy.
class NorrbottenEconomy : public ::testing::Test {
 protected:
  static const County& county() {
    static const County county = load_county(kScenarios / "norrbotten");
    return county;
  }
  static const Economy& economy() { return county().economy; }
  /// Of all sites that a condition holds for.
  static double volume(const auto& holds) {
    double volume = 0;
    for (const Economy::Site& site : economy().sites) volume += holds(site) ? site.volume : 0;
    return volume;
  }
  static double in(Driver driver, int year) { return value_in(economy().series(driver), year); }
  static double value_added_share(Sector sector) {
    return 1 - sum(economy().input[static_cast<std::size_t>(sector)]);
  }
};

TEST_F(NorrbottenEconomy, HasTheJobsOfThoseEmployedAndOfNetCommuters) {
  double jobs = 0, employed = 0;
  for (const SectorFacts& sector : economy().sectors) jobs += sector.jobs;
  for (const Municipality& municipality : county().municipalities) employed += municipality.census.employed;
  EXPECT_EQ(economy()[Sector::kFarming].jobs + economy()[Sector::kForestry].jobs, 4'760);  // regionfakta 2019
  EXPECT_EQ(economy()[Sector::kMining].jobs + economy()[Sector::kSteel].jobs + economy()[Sector::kPaperWood].jobs +
                economy()[Sector::kManufacturing].jobs,
            15'219);                                // regionfakta 2019
  EXPECT_NEAR(jobs, 0.495 * 249'614, 0.03 * jobs);  // employed share of residents in 2021 by regionfakta
  EXPECT_NEAR(jobs, employed, 0.03 * jobs);         // census grid
}

TEST_F(NorrbottenEconomy, HasMoreJobsByDayInLuleaAndFewerInBodenButAsManyAltogether) {
  double by_day = 0, by_night = 0, lulea = 0, boden = 0;
  for (std::size_t i = 0; i != county().municipalities.size(); ++i) {
    const double employed = county().municipalities[i].census.employed;
    by_day += economy().municipalities[i].jobs_per_employed * employed;
    by_night += employed;
    if (county().municipalities[i].name == "Luleå") lulea = economy().municipalities[i].jobs_per_employed;
    if (county().municipalities[i].name == "Boden") boden = economy().municipalities[i].jobs_per_employed;
  }
  EXPECT_NEAR(by_day / by_night, 1, 0.01);
  EXPECT_GT(lulea, 1);
  EXPECT_LT(boden, 1);
}

TEST_F(NorrbottenEconomy, KnowsTheOwnersOfAllJobs) {
  for (const SectorFacts& sector : economy().sectors) EXPECT_NEAR(sum(sector.owners), 1, 0.001);
  std::array<double, kOwners> jobs{};
  std::array<double, kSectors> elsewhere{};
  for (std::size_t i = 0; i != elsewhere.size(); ++i) elsewhere[i] = economy().sectors[i].jobs;
  for (const Economy::Site& site : economy().sites) {
    jobs[static_cast<std::size_t>(site.owner)] += site.jobs;
    elsewhere[static_cast<std::size_t>(site.sector)] -= site.jobs;
  }
  for (std::size_t i = 0; i != elsewhere.size(); ++i) {
    EXPECT_GE(elsewhere[i], 0) << kSectorKeys[i];
    for (std::size_t owner = 0; owner != jobs.size(); ++owner)
      jobs[owner] += elsewhere[i] * economy().sectors[i].owners[owner];
  }
  EXPECT_NEAR(sum(jobs), 125'779, 1);
  EXPECT_NEAR(jobs[static_cast<std::size_t>(Owner::kMunicipality)], 24'000,
              2'000);  // assumption: 9 to 10 % of people
}

TEST_F(NorrbottenEconomy, BuysForLessThanItSells) {
  for (std::size_t buyer = 0; buyer != kSectorKeys.size(); ++buyer) {
    EXPECT_LT(sum(economy().input[buyer]), 0.8) << kSectorKeys[buyer];
    EXPECT_GT(sum(economy().input[buyer]), 0.2) << kSectorKeys[buyer];
    EXPECT_LT(economy().imported[buyer], 0.5) << kSectorKeys[buyer];
  }
}

TEST_F(NorrbottenEconomy, LetsTheStateDrawThePowerOfTheLuleRiver) {
  const auto state_power = [](const Economy::Site& site) {
    return site.product == Product::kPower && site.owner == Owner::kState;
  };
  EXPECT_DOUBLE_EQ(volume(state_power), 14.9e6);  // MWh in 2020
  const auto in_jokkmokk = [&](const Economy::Site& site) {
    return state_power(site) && county().municipalities[county().places[site.place].municipality].name == "Jokkmokk";
  };
  EXPECT_GT(volume(in_jokkmokk), 6.455e6);  // the five stations with a published figure, and more
}

TEST_F(NorrbottenEconomy, ShipsOreAsPublished) {
  const auto iron = [](const Economy::Site& site) { return site.product == Product::kIronOre; };
  const auto copper = [](const Economy::Site& site) { return site.product == Product::kCopperOre; };
  EXPECT_NEAR(volume(iron), 28.8e6, 1e3);                                        // LKAB 26.7, Kaunis Iron 2.1
  EXPECT_NEAR(volume(copper) * in(Driver::kCopperVolume, 2015), 36.4e6, 0.1e6);  // Boliden 2015
  EXPECT_EQ(in(Driver::kIronOrePrice, 2014), 862);                               // LKAB, first half of 2014
  for (const Economy::Site& site : economy().sites) {
    EXPECT_EQ(site.fly_in > 0, site.sector == Sector::kMining) << site.name;
    EXPECT_LE(site.fly_in, 0.15) << site.name;
  }
}

/// Value added by the rule that the models start from, before calibration.
TEST_F(NorrbottenEconomy, GivesTheCountysProductOf2015) {
  double value_added = 0;
  std::array<double, kSectors> other_jobs{};
  for (std::size_t i = 0; i != other_jobs.size(); ++i) other_jobs[i] = economy().sectors[i].jobs;
  for (const Economy::Site& site : economy().sites) {
    const double by_job = site.jobs * economy()[site.sector].output_kr;
    const double output = site.product == Product::kIronOre
                              ? site.volume * in(Driver::kIronOreVolume, 2015) * in(Driver::kIronOrePrice, 2015)
                          : site.product == Product::kCopperOre
                              ? site.volume * in(Driver::kCopperVolume, 2015) * in(Driver::kCopperPrice, 2015)
                          : site.product == Product::kPower  // 1 öre/kWh = 10 kr/MWh
                              ? site.volume * in(Driver::kPowerVolume, 2015) * in(Driver::kPowerPrice, 2015) * 10
                              : site.product == Product::kSteel       ? by_job * in(Driver::kSteelPrice, 2015)
                                : site.product == Product::kPulpPaper ? by_job * in(Driver::kPaperPrice, 2015)
                                                                      : by_job * in(Driver::kWages, 2015);
    value_added += output * value_added_share(site.sector);
    other_jobs[static_cast<std::size_t>(site.sector)] -= site.jobs;
  }
  for (std::size_t i = 0; i != other_jobs.size(); ++i)
    value_added += other_jobs[i] * economy().sectors[i].output_kr * in(Driver::kWages, 2015) *
                   value_added_share(static_cast<Sector>(i));
  constexpr double kProduct = 404e3 * 249'700;  // kr: per head (SCB) x residents
  EXPECT_NEAR(value_added, kProduct, 0.15 * kProduct);
}

TEST_F(NorrbottenEconomy, TellsEachDriverFrom2015To2024) {
  for (const std::vector<YearValue>& series : economy().drivers) {
    EXPECT_LE(series.front().year, 2015);
    EXPECT_GE(series.back().year, 2024);
  }
  for (const Driver index : {Driver::kIronOreVolume, Driver::kCopperVolume, Driver::kPowerVolume, Driver::kSteelPrice,
                             Driver::kPaperPrice, Driver::kWages, Driver::kPrices, Driver::kPensions})
    EXPECT_EQ(in(index, 2021), 1);
}

}  // namespace
}  // namespace rurban
