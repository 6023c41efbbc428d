#include "models/fleet/duties.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace rurban {
namespace {

const Duty& duty(VehicleKind kind) {
  return kDuties[static_cast<std::size_t>(kind)];
}

TEST(Duties, StandInTheOrderOfTheirKinds) {
  for (std::size_t k = 0; k != kDuties.size(); ++k) EXPECT_EQ(static_cast<std::size_t>(kDuties[k].kind), k);
}

TEST(Drops, AreBinsBoxesVisitsAndAgents) {
  const Doors doors{.houses = 40, .flats = 31, .old = 80, .parcel_points = 2};
  EXPECT_EQ(drops_of(VehicleKind::kGarbageTruck, doors), 40 + 3) << "fifteen flats share their bins";
  EXPECT_EQ(drops_of(VehicleKind::kPostVan, doors), 71);
  EXPECT_EQ(drops_of(VehicleKind::kHomeCareCar, doors), 18) << "7.5 % of 80, three times a day";
  EXPECT_EQ(drops_of(VehicleKind::kParcelVan, doors), 2);
}

TEST(DutyYear, CountsRoundsTimesTheirVisits) {
  County county;
  county.places = {{.name = "", .municipality = 0, .east_m = 0, .north_m = 0, .spread_m = 0, .census = {}},
                   {.name = "", .municipality = 0, .east_m = 30'000, .north_m = 0, .spread_m = 0, .census = {}}};
  county.road_nodes = {{"", 0, 0, 0}, {"", 0, 30'000, 0}};
  county.road_links = {{0, 1, 30'000, 0, false}};
  const CountyRoads roads(county);
  const std::vector<RoundStop> stops{{1, 10, 0}};
  const Duty& garbage = duty(VehicleKind::kGarbageTruck);
  const DutyYear year = duty_year(roads, garbage, 0, stops);
  EXPECT_EQ(year.rounds, 1);
  EXPECT_EQ(year.vehicles, 1);
  EXPECT_NEAR(year.km, 26 * 60, 1e-6) << "there and back each fortnight";
  EXPECT_NEAR(year.kr, year.hours * garbage.kr_per_hour + year.km * garbage.kr_per_km, 1e-6);
  EXPECT_EQ(duty_year(roads, garbage, 0, {}).vehicles, 0) << "nobody lives there";
}

TEST(BusYears, CountBusesThatAreOutAtOnceAndTheirKilometres) {
  County county;
  county.municipalities.resize(1);
  county.places = {{.name = "", .municipality = 0, .east_m = 0, .north_m = 0, .spread_m = 0, .census = {}}};
  county.road_nodes = {{"", 0, 0, 0}, {"", 0, 20'000, 0}};
  county.road_links = {{0, 1, 20'000, 0, false}};
  county.bus_patterns = {{"1", "bus", {{0, 0, 0}, {1, 20, 20}}}, {"2", "on-demand", {{0, 0, 0}, {1, 20, 20}}}};
  // Two overlap at 8:10; the third leaves when the first is back in; the taxi runs when it is booked.
  county.bus_trips = {{0, 480, 0x1F, 260}, {0, 490, 0x1F, 260}, {0, 500, 0x1F, 260}, {1, 485, 0x1F, 260}};
  const CountyRoads roads(county);
  const BusYear year = bus_years(county, roads).front();
  EXPECT_EQ(year.vehicles, 2);
  EXPECT_NEAR(year.km, 3 * 260 * 20, 1e-6);
  EXPECT_NEAR(year.hours, 260, 1e-6);
}

}  // namespace
}  // namespace rurban
