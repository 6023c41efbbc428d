#include "models/county/county.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "package.h"

namespace rurban {
namespace {

TEST_F(Package, LillbyLoadsWithItsTwoHundredResidents) {
  const County county = load_county(root_ / "lillby");
  EXPECT_EQ(county.name, "Lillby (invented)");
  EXPECT_EQ(twin::to_string(county.base_date), "2021-01-01");
  ASSERT_EQ(county.municipalities.size(), 1U);
  EXPECT_EQ(county.municipalities[0].residents_register, 200);
  EXPECT_EQ(county.municipalities[0].census.by_birth, (std::array<std::int32_t, 3>{185, 8, 7}));
  EXPECT_EQ(county.municipalities[0].persons_per_household, 2.0);
  EXPECT_EQ(county.places.size(), 3U);
  EXPECT_EQ(county.road_links[2].to, 3U);
  EXPECT_TRUE(county.road_links[2].estimated);
  EXPECT_EQ(county.service_points[1].place, 1U);
  EXPECT_TRUE(county.bus_trips.empty());
  EXPECT_FALSE(county.terrain);
}

TEST_F(Package, AgeIntervalsSpreadToSingleYearsAndCarSharesCumulate) {
  write("demography/mortality.csv", "age_from,age_to,women,men\n0,0,0.002,0.003\n1,64,0.001,0.002\n65,,0.04,0.05\n");
  write("demography/cars.csv",
        "adults,setting,none,one,two\n1,town,0.5,0.25,0.125\n1,countryside,0.25,0.5,0.25\n2,town,0,0.5,0.25\n"
        "2,countryside,0,0.25,0.5\n");
  const Demography demography = load_county(root_ / "lillby").demography;
  EXPECT_EQ(demography.death_rate[0][0], 0.002);
  EXPECT_EQ(demography.death_rate[1][64], 0.002);
  EXPECT_EQ(demography.death_rate[1][110], 0.05);
  EXPECT_EQ(demography.cars[0][0], (std::array<double, 3>{0.5, 0.75, 0.875}));  // one adult, town
  EXPECT_EQ(demography.cars[1][1], (std::array<double, 3>{0, 0.25, 0.75}));     // two adults, countryside
}

// ---- Broken packages: the whole message, as a user reads it ----

TEST_F(Package, MisspeltKeysAndTablesGetASuggestion) {
  replace("lillby/county.yaml", "licence: CC0", "license: CC0");
  replace("lillby/county.yaml", "  households:", "  housholds:");
  EXPECT_EQ(
      faults(),
      "lillby/county.yaml:6:3: key 'households' is missing\n"
      "    6 |   municipalities:\n"
      "          ^\n"
      "        keys: municipalities, places, road_nodes, road_links, age_groups, households, fertility_level, cars, "
      "mortality, fertility, age_profile, at_home, partnered, employment, leaving_home, union, separation, "
      "move_within, move_between, move_out, arrival_age, sectors, input_coefficients, "
      "municipal_economy, exogenous\n"
      "lillby/county.yaml:7:5: key 'licence' is missing\n"
      "    7 |     file: municipalities.csv\n"
      "            ^\n"
      "        keys: file, source, licence, date, synthetic\n"
      "lillby/county.yaml:9:5: unknown key 'license'\n"
      "    9 |     license: CC0\n"
      "            ^\n"
      "        did you mean 'licence'?\n"
      "lillby/county.yaml:42:3: unknown key 'housholds'\n"
      "   42 |   housholds:\n"
      "          ^\n"
      "        did you mean 'households'?\n");
}

TEST_F(Package, AMissingFileIsToldWhereItIsNamed) {
  fs::remove(root_ / "demography/mortality.csv");
  EXPECT_EQ(faults(),
            "lillby/county.yaml:49:11: can't read the file 'demography/mortality.csv' of table 'mortality'\n"
            "   49 |     file: ../demography/mortality.csv\n"
            "                  ^\n");
}

TEST_F(Package, DatesMustBeReal) {
  replace("lillby/county.yaml", "base_date: 2021-01-01", "base_date: 2021-02-30");
  EXPECT_EQ(faults(twin::Language::kSwedish),
            "lillby/county.yaml:4:12: base_date är inget datum\n"
            "    4 | base_date: 2021-02-30\n"
            "                   ^\n"
            "        till exempel 2021-01-01\n");
}

TEST_F(Package, AFolderWithoutACountyIsRefused) {
  fs::remove(root_ / "lillby/county.yaml");
  EXPECT_EQ(faults(), "can't read lillby/county.yaml");
}

TEST_F(Package, YamlThatIsNoneIsToldByLine) {
  write("lillby/county.yaml", "name: Lillby\ntables: [\n");
  EXPECT_EQ(faults().substr(0, 39), "lillby/county.yaml:3:1: not valid YAML:");
}

TEST_F(Package, PlacesMustHaveOneNameAndAnExistingMunicipality) {
  replace("lillby/places.csv", "1,Storträsk,9999", "1,Lillby,9999");
  replace("lillby/places.csv", "2,Uddnäs,9999", "2,Uddnäs,9998");
  EXPECT_EQ(faults(),
            "lillby/places.csv:4:10: municipality, name: '9999, Lillby' is already on line 3\n"
            "    4 | 1,Lillby,9999,708000,7304000,900,50,23,27,8,28,14,22,48,1,1\n"
            "                 ^\n"
            "lillby/places.csv:5:10: municipality: '9998' is not in table 'municipalities'\n"
            "    5 | 2,Uddnäs,9998,694000,7309000,500,20,10,10,2,12,6,9,19,1,0\n"
            "                 ^\n"
            "        allowed: the values of column 'municipality' in lillby/municipalities.csv\n");
}

TEST_F(Package, AFaultInOneTableLeavesTheOthersChecked) {
  replace("lillby/municipalities.csv", "120,200,200", "120,200,2OO");
  replace("lillby/road_links.csv", "0,1,4200,240,0", "0,1,36,240,0");
  EXPECT_EQ(faults(),
            "lillby/municipalities.csv:3:21: residents: '2OO' is not a number\n"
            "    3 | 9999,Lillby,120,200,2OO,98,102,30,120,50,95\n"
            "                            ^\n"
            "        allowed: whole numbers from 0 to 10000000\n"
            "lillby/road_links.csv:3:5: 36 m of road between 'Lillby Torg' and 'Vägskälet', which lie 4031 m apart\n"
            "    3 | 0,1,36,240,0\n"
            "            ^\n"
            "        at least 90 per cent of the straight line\n");
}

TEST_F(Package, PlacesMustSumToTheirMunicipality) {
  replace("lillby/places.csv", "600,130,65,65", "600,30,65,65");
  EXPECT_EQ(faults(),
            "lillby/municipalities.csv:3:21: residents is 200, but the places of Lillby have 100\n"
            "    3 | 9999,Lillby,120,200,200,98,102,30,120,50,95\n"
            "                            ^\n"
            "        the sum may differ by 5 per cent or 10 persons\n");
}

TEST_F(Package, EveryMunicipalityNeedsItsAgeGroupsAndHouseholds) {
  write("lillby/municipalities.csv", read("lillby/municipalities.csv") + "9998,Ödeby,10,5,5,2,3,1,3,1,2\n");
  EXPECT_EQ(faults(),
            "lillby/age_groups.csv:2:1: municipality Ödeby (9998) is missing\n"
            "    2 | municipality,age_0_15,age_16_24,age_25_44,age_45_64,age_65_plus\n"
            "        ^\n"
            "lillby/households.csv:2:1: municipality Ödeby (9998) is missing\n"
            "    2 | municipality,persons_per_household\n"
            "        ^\n"
            "lillby/municipal_economy.csv:2:1: municipality Ödeby (9998) is missing\n");
}

TEST_F(Package, RoadsMustBeLongEnoughAndConnected) {
  replace("lillby/road_links.csv", "0,1,4200,240,0", "0,1,3600,240,0");
  replace("lillby/road_links.csv", "1,3,8900,0,1", "3,3,8900,0,1");
  EXPECT_EQ(
      faults(),
      "lillby/road_links.csv:3:5: 3600 m of road between 'Lillby Torg' and 'Vägskälet', which lie 4031 m apart\n"
      "    3 | 0,1,3600,240,0\n"
      "            ^\n"
      "        at least 90 per cent of the straight line\n"
      "lillby/road_links.csv:5:3: the link goes from 'Uddnäs' to itself\n"
      "    5 | 3,3,8900,0,1\n"
      "          ^\n"
      "lillby/road_nodes.csv:6:1: 'Uddnäs' is not connected with the road network\n"
      "    6 | 3,Uddnäs,9999,694000,7309000\n"
      "        ^\n"
      "        road_links needs a link to it\n");
}

TEST_F(Package, DemographicTablesMustCoverEveryAgeOnce) {
  write("demography/mortality.csv", "age_from,age_to,women,men\n0,9,0.1,0.1\n11,,0.2,0.2\n");
  write("demography/union.csv", "age_from,age_to,women,men\n0,100,0.1,0.1\n");
  write("demography/fertility.csv", "age_from,age_to,women,men\n0,19,0,0\n20,39,0.04,0\n40,,0,0.1\n");
  write("demography/fertility_level.csv", "year,value\n2022,1.6\n2021,1.7\n");
  EXPECT_EQ(faults(),
            "demography/mortality.csv:3:1: ages 11 to 110 do not follow on 9\n"
            "    3 | 11,,0.2,0.2\n"
            "        ^\n"
            "        the intervals cover 0 to 110 in ascending order, without gaps\n"
            "demography/union.csv:2:3: ages 101 to 110 are missing\n"
            "    2 | 0,100,0.1,0.1\n"
            "          ^\n"
            "        an empty age_to is open upwards\n"
            "demography/fertility.csv:1:1: women gives 0.8000 children over all ages instead of 1\n"  // 20 x 0.04
            "    1 | age_from,age_to,women,men\n"
            "        ^\n"
            "        each row counts once per single year of age\n"
            "demography/fertility.csv:4:7: men: must be 0 in fertility\n"
            "    4 | 40,,0,0.1\n"
            "              ^\n"
            "demography/fertility_level.csv:3:1: year 2021 stands after 2022\n"
            "    3 | 2021,1.7\n"
            "        ^\n");
}

TEST_F(Package, CarSharesMustNotExceedOne) {
  write("demography/cars.csv", "adults,setting,none,one,two\n1,town,0.5,0.5,0.2\n2,city,0.1,0.2,0.3\n");
  EXPECT_EQ(faults(),
            "demography/cars.csv:3:3: setting: 'city' is not allowed\n"
            "    3 | 2,city,0.1,0.2,0.3\n"
            "          ^\n"
            "        allowed: town, countryside\n");
  write("demography/cars.csv", "adults,setting,none,one,two\n1,town,0.5,0.5,0.2\n");
  EXPECT_EQ(faults(),
            "demography/cars.csv:1:1: the table must have four rows: 1 and 2 adults in town and countryside\n"
            "    1 | adults,setting,none,one,two\n"
            "        ^\n"
            "demography/cars.csv:2:8: none, one and two sum to 1.2000, more than 1\n"
            "    2 | 1,town,0.5,0.5,0.2\n"
            "               ^\n");
}

/// Adds tables to Lillby's county.yaml.
std::string entries(const std::vector<std::string>& files) {
  std::string text;
  for (const std::string& file : files)
    text += fmt::format("  {}: {{file: {}, source: test, licence: CC0, date: 2021, synthetic: true}}\n",
                        fs::path(file).stem().string(), file);
  return text;
}

TEST_F(Package, BusTimesMustAscendOnDaysOfTheWeek) {
  write("lillby/county.yaml",
        read("lillby/county.yaml") + entries({"bus_patterns.csv", "bus_stop_times.csv", "bus_trips.csv"}));
  write("lillby/bus_patterns.csv", "pattern,line,kind\n0,1,bus\n1,2,bus\n");
  write("lillby/bus_stop_times.csv",
        "pattern,stop,node,arrive_min,depart_min\n0,0,0,0,0\n0,1,1,5,4\n0,3,2,9,9\n1,0,0,0,0\n");
  write("lillby/bus_trips.csv",
        "pattern,start_min,weekdays,days_per_year\n0,480,12345,250\n0,990,155,52\n0,990,8,52\n");
  EXPECT_EQ(faults(),
            "lillby/bus_stop_times.csv:3:7: the times go backwards\n"
            "    3 | 0,1,1,5,4\n"
            "              ^\n"
            "lillby/bus_stop_times.csv:4:3: stop 2 must stand here\n"
            "    4 | 0,3,2,9,9\n"
            "          ^\n"
            "        the stops of each pattern count from 0 in the order of driving\n"
            "lillby/bus_patterns.csv:3:1: the pattern has fewer than two stops in bus_stop_times\n"
            "    3 | 1,2,bus\n"
            "        ^\n"
            "lillby/bus_trips.csv:3:7: weekdays: '155' are no weekdays\n"
            "    3 | 0,990,155,52\n"
            "              ^\n"
            "        digits from 1 (Monday) to 7 (Sunday), each at most once\n"
            "lillby/bus_trips.csv:4:7: weekdays: '8' are no weekdays\n"
            "    4 | 0,990,8,52\n"
            "              ^\n"
            "        digits from 1 (Monday) to 7 (Sunday), each at most once\n");
}

TEST_F(Package, RastersMustAgreeWithTheTables) {
  const std::vector<std::string> files{"elevation_mean_m.asc", "elevation_max_m.asc", "land_cover.asc",
                                       "inland_water_percent.asc", "municipality.asc"};
  const std::string header = "ncols 2\nnrows 1\nxllcorner 698000\nyllcorner 7295000\ncellsize 10000\n";
  write("lillby/county.yaml", read("lillby/county.yaml") + entries(files));
  for (const std::string& file : files) write("lillby/" + file, header + "1 1\n");
  write("lillby/elevation_mean_m.asc", header + "1 7\n");
  write("lillby/municipality.asc", header + "9999 5\n");
  EXPECT_EQ(faults(),
            "lillby/elevation_mean_m.asc: mean elevation 7 m is above the highest, 1 m (row 1, column 2)\n"
            "lillby/municipality.asc: municipality 5 is not in table 'municipalities' (row 1, column 2)\n"
            "lillby/places.csv:5:15: (694000, 7309000) lies outside the terrain rasters\n"
            "    5 | 2,Uddnäs,9999,694000,7309000,500,20,10,10,2,12,6,9,19,1,0\n"
            "                      ^\n");
  write("lillby/county.yaml",
        read("lillby/county.yaml").substr(0, read("lillby/county.yaml").find("  municipality:")));
  EXPECT_EQ(faults(),
            "lillby/county.yaml: tables are missing: municipality\n"
            "        either all or none of: elevation_mean_m, elevation_max_m, land_cover, inland_water_percent, "
            "municipality\n");
}

TEST_F(Package, NoSingleByteMakesReadingCrash) {
  const std::vector<std::string> files{
      "lillby/county.yaml",       "lillby/municipalities.csv", "lillby/places.csv",     "lillby/road_nodes.csv",
      "lillby/road_links.csv",    "lillby/service_points.csv", "lillby/age_groups.csv", "lillby/households.csv",
      "demography/mortality.csv", "demography/fertility.csv"};
  std::mt19937 random(20210101);
  int refused = 0;
  for (int round = 0; round != 1000; ++round) {
    const std::string& file = files[static_cast<std::size_t>(round) % files.size()];
    const std::string original = read(file);
    std::string mutated = original;
    mutated[random() % mutated.size()] = static_cast<char>(random() % 256);
    write(file, mutated);
    if (!faults().empty()) ++refused;
    write(file, original);
  }
  EXPECT_GT(refused, 500);  // the others hit comments, names, or digits that stay plausible
  EXPECT_EQ(faults(), "");
}

TEST(Norrbotten, LoadsWhole) {
  const County county = load_county(kScenarios / "norrbotten");
  EXPECT_EQ(county.municipalities.size(), 14U);
  EXPECT_EQ(county.places.size(), 578U);
  EXPECT_EQ(county.road_nodes.size(), 1681U);
  EXPECT_EQ(county.road_links.size(), 1946U);
  EXPECT_EQ(county.bus_patterns.size(), 850U);
  EXPECT_EQ(county.bus_trips.size(), 1980U);
  EXPECT_EQ(county.service_points.size(), 233U);
  const auto add_residents = [](int sum, const Municipality& m) { return sum + m.residents_register; };
  EXPECT_EQ(std::accumulate(county.municipalities.begin(), county.municipalities.end(), 0, add_residents), 249'614);
  ASSERT_TRUE(county.terrain);
  EXPECT_EQ(county.terrain->elevation_max_m.cells.size(), 570U * 480U);
  EXPECT_EQ(std::ranges::max(county.terrain->elevation_max_m.cells), 1858);  // Kebnekaise's cell
  const auto beyond = [](const RoadNode& node) { return node.municipality == kOutsideCounty; };
  EXPECT_EQ(std::ranges::count_if(county.road_nodes, beyond), 103);  // Västerbotten 96, Jämtland 5, Finland 2
}

}  // namespace
}  // namespace rurban
