#include "models/county/economy.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "models/rates.h"
#include "package.h"

namespace rurban {
namespace {

using Driver = Economy::Driver;
using Product = Economy::Product;

/// Lillby, of which a test spoils a table of the economy.
using EconomyTables = Package;

TEST_F(EconomyTables, OfLillbyAreReadAsTheyAreWritten) {
  const Economy economy = load_county(root_ / "lillby").economy;
  EXPECT_EQ(economy[Sector::kMining].jobs, 12);
  EXPECT_EQ(economy[Sector::kMining].wage_kr, 505'000);
  EXPECT_EQ(economy[Sector::kFarming].owners[0], 0.94);
  EXPECT_EQ(economy.input[1][0], 0.002);  // forestry buys from farming
  EXPECT_EQ(economy.input[0][1], 0.005);  // farming buys from forestry
  EXPECT_EQ(economy.imported[1], 0.14);
  ASSERT_EQ(economy.sites.size(), 3U);
  EXPECT_EQ(economy.sites[0].name, "Lillby mine");
  EXPECT_EQ(economy.sites[0].owner, Owner::kState);
  EXPECT_EQ(economy.sites[0].fly_in, 0.2);
  EXPECT_EQ(economy.sites[0].product, Product::kIronOre);
  EXPECT_EQ(economy.sites[0].volume, 30'000);
  EXPECT_EQ(economy.sites[1].place, 1U);
  EXPECT_EQ(economy.sites[2].sector, Sector::kLodging);
  EXPECT_EQ(economy.sites[2].product, Product::kNone);
  ASSERT_EQ(economy.municipalities.size(), 1U);
  EXPECT_EQ(economy.municipalities[0].municipal_tax, 0.225);  // 22.5 per cent
  EXPECT_EQ(economy.municipalities[0].grp_per_head_2015_kr, 400'000);
  EXPECT_EQ(economy.region_tax, 0.115);
  EXPECT_EQ(value_in(economy.series(Driver::kIronOrePrice), 2015), 650);
  EXPECT_EQ(value_in(economy.series(Driver::kIronOrePrice), 2018), 1175);  // half way to 1700 in 2021
  EXPECT_EQ(value_in(economy.series(Driver::kIronOrePrice), 2050), 1300);  // the last one holds on
}

// ---- Broken tables: the whole message, as a user reads it ----

TEST_F(EconomyTables, BelongToEveryPackage) {
  replace("lillby/county.yaml", "  exogenous:", "  exogenus:");
  const std::string told = faults();
  EXPECT_NE(told.find("key 'exogenous' is missing"), std::string::npos) << told;
  EXPECT_NE(told.find("did you mean 'exogenous'?"), std::string::npos) << told;
}

TEST_F(EconomyTables, RefuseNegativeAndMissingMoney) {
  replace("lillby/sectors.csv", "9900,505000,2000000", "9900,-505000,");
  replace("lillby/municipal_economy.csv", "400000,200000", "400000,");
  EXPECT_EQ(faults(),
            "lillby/sectors.csv:5:16: wage_kr: '-505000' is out of range\n"
            "    5 | mining,12,9900,-505000,,0.24,0.22,0.1,0.2,0.2,0.4,0.1,0.1,0,0,0\n"
            "                       ^\n"
            "        allowed: numbers from 1 to 100000000, with a decimal point\n"
            "lillby/sectors.csv:5:24: output_kr: no value\n"
            "    5 | mining,12,9900,-505000,,0.24,0.22,0.1,0.2,0.2,0.4,0.1,0.1,0,0,0\n"
            "                               ^\n"
            "        allowed: numbers from 1 to 100000000, with a decimal point\n"
            "lillby/municipal_economy.csv:3:23: disposable_2015_kr: no value\n"
            "    3 | 9999,22.5,11.5,400000,,240000,30000,120000,320000,400000,1,invented\n"
            "                              ^\n"
            "        allowed: numbers from 1 to 100000000, with a decimal point\n");
}

TEST_F(EconomyTables, RefuseOwnersThatDoNotSumToOne) {
  replace("lillby/sectors.csv", "0.94,0.04,0.02", "0.94,0.04,0.03");
  EXPECT_EQ(faults(),
            "lillby/sectors.csv:3:46: the owners' shares sum to 1.0100\n"
            "    3 | farming,4,70000,250000,900000,0.25,0.12,0.05,0.94,0.04,0.03,0,0,0,0,0\n"
            "                                                     ^\n"
            "        allowed: 0.999 to 1.001\n");
}

TEST_F(EconomyTables, RefuseASectorThatIsMissingOrThereTwice) {
  replace("lillby/sectors.csv", "\nforestry,", "\nfarming,");
  EXPECT_EQ(faults(),
            "lillby/sectors.csv:4:1: sector: 'farming' is already on line 3\n"
            "    4 | farming,3,35000,300000,1200000,0.14,0.15,0.08,0.55,0.1,0.2,0,0.15,0,0,0\n"
            "        ^\n");
  replace("lillby/sectors.csv", "\nfarming,3,35000,300000,1200000,0.14,0.15,0.08,0.55,0.1,0.2,0,0.15,0,0,0", "");
  EXPECT_EQ(faults(),
            "lillby/sectors.csv:2:1: sector 'forestry' is missing\n"
            "    2 | "
            "sector,jobs,jobs_sweden,wage_kr,output_kr,women,tertiary,remote,local,county,sweden,abroad,state,"
            "municipality,region,government\n"
            "        ^\n");
}

TEST_F(EconomyTables, RefuseASectorWithoutJobs) {
  replace("lillby/sectors.csv", "steel,1,", "steel,0,");
  EXPECT_EQ(faults(),
            "lillby/sectors.csv:6:7: jobs: '0' is out of range\n"
            "    6 | steel,0,29000,460000,6200000,0.19,0.2,0.1,0.2,0.1,0.5,0.2,0,0,0,0\n"
            "              ^\n"
            "        allowed: numbers from 1 to 10000000, with a decimal point\n");
}

TEST_F(EconomyTables, RefuseBuyersThatSpendAllTheyEarn) {
  replace("lillby/input_coefficients.csv", "farming,0.17,", "farming,0.57,");
  EXPECT_EQ(
      faults(),
      "lillby/input_coefficients.csv:3:1: farming buys inputs for 1.0100 kr per krona sold\n"
      "    3 | "
      "farming,0.57,0.005,0,0,0,0.2,0.03,0.008,0.02,0.045,0.03,0,0.006,0.015,0.012,0.035,0.03,0,0,0,0.004,0.28\n"
      "        ^\n"
      "        allowed: 0 to less than 1\n");
  replace("lillby/input_coefficients.csv", "0,0,0.14\n", "0,0,1.14\n");
  EXPECT_EQ(
      faults(),
      "lillby/input_coefficients.csv:4:94: imported: '1.14' is out of range\n"
      "    4 | forestry,0.002,0.13,0,0,0,0.06,0.004,0,0.02,0.025,0.09,0,0.005,0.008,0.006,0.03,0.03,0,0,0,0,1.14\n"
      "                                                                                                     ^\n"
      "        allowed: numbers from 0 to 1, with a decimal point\n");
}

TEST_F(EconomyTables, RefuseABuyerThatIsNotListed) {
  const std::string table = read("lillby/input_coefficients.csv");
  write("lillby/input_coefficients.csv", table.substr(0, table.find("culture,0.001")));
  EXPECT_EQ(faults(), "lillby/input_coefficients.csv:2:1: buyer 'culture' is missing\n");
}

TEST_F(EconomyTables, RefuseATaxRateOf340PerCent) {
  replace("lillby/municipal_economy.csv", "9999,22.5,", "9999,340,");
  EXPECT_EQ(faults(),
            "lillby/municipal_economy.csv:3:6: municipal_tax_percent: '340' is out of range\n"
            "    3 | 9999,340,11.5,400000,200000,240000,30000,120000,320000,400000,1,invented\n"
            "             ^\n"
            "        allowed: numbers from 0 to 60, with a decimal point\n");
  EXPECT_EQ(faults(twin::Language::kSwedish),
            "lillby/municipal_economy.csv:3:6: municipal_tax_percent: «340» ligger utanför det tillåtna\n"
            "    3 | 9999,340,11.5,400000,200000,240000,30000,120000,320000,400000,1,invented\n"
            "             ^\n"
            "        tillåtet: tal från 0 till 60, med decimalpunkt\n");
}

TEST_F(EconomyTables, RefuseTwoRegionTaxes) {
  write("lillby/municipalities.csv", read("lillby/municipalities.csv") + "9998,Ödeby,10,5,5,2,3,1,3,1,2\n");
  write("lillby/age_groups.csv", read("lillby/age_groups.csv") + "9998,1,1,1,1,1\n");
  write("lillby/households.csv", read("lillby/households.csv") + "9998,2\n");
  write("lillby/municipal_economy.csv",
        read("lillby/municipal_economy.csv") +
            "9998,22.5,11,400000,200000,240000,30000,120000,320000,400000,1,invented\n");
  EXPECT_EQ(faults(),
            "lillby/municipal_economy.csv:4:11: region tax 11 differs from 11.5\n"
            "    4 | 9998,22.5,11,400000,200000,240000,30000,120000,320000,400000,1,invented\n"
            "                  ^\n"
            "        allowed: one rate in the whole county\n");
}

TEST_F(EconomyTables, RefuseSitesWithMoreJobsThanTheirSector) {
  replace("lillby/workplaces.csv", "Uddnäs hotel,2,lodging,local,2,0,none,0",
          "Uddnäs mine,2,mining,local,3,0,none,0");
  EXPECT_EQ(faults(),
            "lillby/workplaces.csv:5:28: the workplaces in mining reach 13 jobs here\n"
            "    5 | Uddnäs mine,2,mining,local,3,0,none,0,invented,0\n"
            "                                   ^\n"
            "        allowed: up to 12, the county's jobs by sectors\n");
  EXPECT_EQ(faults(twin::Language::kSwedish),
            "lillby/workplaces.csv:5:28: arbetsställena i mining når här 13 jobb\n"
            "    5 | Uddnäs mine,2,mining,local,3,0,none,0,invented,0\n"
            "                                   ^\n"
            "        tillåtet: upp till 12, länets jobb enligt sectors\n");
}

TEST_F(EconomyTables, RefuseUnknownProductsOwnersAndPlaces) {
  replace("lillby/workplaces.csv", "0,mining,state,10,0.2,iron_ore,", "7,mining,king,10,0.2,gold,");
  EXPECT_EQ(faults(),
            "lillby/workplaces.csv:3:13: place: '7' is not in table 'places'\n"
            "    3 | Lillby mine,7,mining,king,10,0.2,gold,30000,invented,0\n"
            "                    ^\n"
            "        allowed: the values of column 'place' in lillby/places.csv\n"
            "lillby/workplaces.csv:3:22: owner: 'king' is not allowed\n"
            "    3 | Lillby mine,7,mining,king,10,0.2,gold,30000,invented,0\n"
            "                             ^\n"
            "        allowed: local, county, sweden, abroad, state, municipality, region, government\n"
            "lillby/workplaces.csv:3:34: product: 'gold' is not allowed\n"
            "    3 | Lillby mine,7,mining,king,10,0.2,gold,30000,invented,0\n"
            "                                         ^\n"
            "        allowed: none, iron_ore, copper_ore, power, steel, pulp_paper\n");
}

TEST_F(EconomyTables, RefuseAVolumeWithoutAProductAndAProductWithoutAVolume) {
  replace("lillby/workplaces.csv", "none,0,", "none,5,");
  replace("lillby/workplaces.csv", "power,20000,", "power,0,");
  EXPECT_EQ(faults(),
            "lillby/workplaces.csv:4:50: a volume of 0 of product 'power'\n"
            "    4 | Storträsk power station,1,energy,state,2,0,power,0,invented,0\n"
            "                                                         ^\n"
            "        allowed: 0 without a product, more than 0 with one\n"
            "lillby/workplaces.csv:5:39: a volume of 5 of product 'none'\n"
            "    5 | Uddnäs hotel,2,lodging,local,2,0,none,5,invented,0\n"
            "                                              ^\n"
            "        allowed: 0 without a product, more than 0 with one\n");
}

TEST_F(EconomyTables, RefuseADriverWithoutAYear) {
  const std::string table = read("lillby/exogenous.csv");
  write("lillby/exogenous.csv", table.substr(0, table.find("refugees,")));
  EXPECT_EQ(faults(),
            "lillby/exogenous.csv:2:1: driver 'refugees' is missing\n"
            "    2 | driver,year,value,low,high,source\n"
            "        ^\n");
}

TEST_F(EconomyTables, RefuseYearsInDisorderAndValuesOutsideTheirRange) {
  replace("lillby/exogenous.csv", "iron_ore_price,2021,1700,", "iron_ore_price,2014,17,");
  EXPECT_EQ(faults(),
            "lillby/exogenous.csv:4:16: year 2014 stands after 2015\n"
            "    4 | iron_ore_price,2014,17,1445,1955,assumption ±15 %\n"
            "                       ^\n"
            "lillby/exogenous.csv:4:21: the value 17 is outside its range\n"
            "    4 | iron_ore_price,2014,17,1445,1955,assumption ±15 %\n"
            "                            ^\n"
            "        allowed: 1445 to 1955\n");
}

TEST_F(EconomyTables, NoSingleByteMakesReadingCrash) {
  const std::array<std::string, 5> files{"lillby/sectors.csv", "lillby/input_coefficients.csv",
                                         "lillby/workplaces.csv", "lillby/municipal_economy.csv",
                                         "lillby/exogenous.csv"};
  std::mt19937 random(20210101);
  int refused = 0;
  for (std::size_t round = 0; round != 300; ++round) {
    const std::string& file = files[round % files.size()];
    const std::string original = read(file);
    std::string mutated = original;
    mutated[random() % mutated.size()] = static_cast<char>(random() % 256);
    write(file, mutated);
    if (!faults().empty()) ++refused;
    write(file, original);
  }
  EXPECT_GT(refused, 150);  // the others hit comments, names, sources, or digits that stay plausible
  EXPECT_EQ(faults(), "");
}

}  // namespace
}  // namespace rurban
