#include "models/fleet/duties.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "models/fleet/buses.h"
#include "models/fleet/dispatch.h"
#include "models/fleet/freight.h"
#include "models/fleet/rides.h"

namespace rurban {
namespace {

const Duty& duty(VehicleKind kind) {
  return *std::find_if(kDuties.begin(), kDuties.end(), [&](const Duty& duty) { return duty.kind == kind; });
}

/// Two places and two road nodes, 30 km apart, in one municipality.
County two_places() {
  County county;
  county.municipalities.resize(1);
  county.places = {{.name = "", .municipality = 0, .east_m = 0, .north_m = 0, .spread_m = 0, .census = {}},
                   {.name = "", .municipality = 0, .east_m = 30'000, .north_m = 0, .spread_m = 0, .census = {}}};
  county.road_nodes = {{"", 0, 0, 0}, {"", 0, 30'000, 0}};
  county.road_links = {{0, 1, 30'000, 0, false}};
  return county;
}

TEST(Vehicles, StandInTheOrderOfTheirKinds) {
  for (std::size_t k = 0; k != kVehicleClasses.size(); ++k)
    EXPECT_EQ(static_cast<std::size_t>(kVehicleClasses[k].kind), k);
}

TEST(Vehicles, HoldWhatTheirRoundsLoad) {
  for (const Duty& duty : kDuties) {
    if (duty.kind == VehicleKind::kHomeCareCar) continue;  // loads nothing
    const VehicleClass& vehicle = class_of(duty.kind);
    EXPECT_LE(duty.rules.most_drops * duty.kg_per_drop, vehicle.load_kg) << vehicle.key;
    if (duty.kind != VehicleKind::kSchoolTaxi) continue;
    EXPECT_LE(duty.rules.most_drops, vehicle.seats);
  }
  for (const RideRules& rides : kRides) EXPECT_LE(rides.sharing, class_of(rides.kind).seats);
}

TEST(Drops, AreBinsBoxesVisitsAgentsPupilsAndCustomers) {
  const Doors doors{.houses = 40,
                    .flats = 31,
                    .old = 80,
                    .parcel_points = 2,
                    .pupils = 5,
                    .old_no_car = 10,
                    .school = 0,
                    .shop = 0};
  EXPECT_EQ(drops_of(VehicleKind::kGarbageTruck, doors), 40 + 3) << "fifteen flats share their bins";
  EXPECT_EQ(drops_of(VehicleKind::kPostVan, doors), 71);
  EXPECT_EQ(drops_of(VehicleKind::kHomeCareCar, doors), 18) << "7.5 % of 80, three times a day";
  EXPECT_EQ(drops_of(VehicleKind::kParcelVan, doors), 2);
  EXPECT_EQ(drops_of(VehicleKind::kSchoolTaxi, doors), 5);
  EXPECT_EQ(drops_of(VehicleKind::kGroceryVan, doors), 3);
}

TEST(Tasks, StartFromTheSeatButPupilsFromSchoolAndGroceriesFromTheShop) {
  std::vector<Doors> doors(3);
  doors[2] = {
      .houses = 8, .flats = 0, .old = 0, .parcel_points = 0, .pupils = 4, .old_no_car = 10, .school = 1, .shop = 0};
  const std::vector<MunicipalityRef> municipality(3, MunicipalityRef{0});
  const std::vector<std::int32_t> spread(3);
  const std::vector<std::uint32_t> depots{0};
  for (const Task& task : tasks_of(doors, municipality, spread, depots)) {
    ASSERT_EQ(task.stops.size(), 1U);
    EXPECT_EQ(task.stops[0].place, 2U);
    EXPECT_EQ(task.base, kDuties[task.duty].kind == VehicleKind::kSchoolTaxi ? 1U : 0U);
  }
}

TEST(DutyYear, CountsRoundsTimesTheirVisits) {
  const County county = two_places();
  const CountyRoads roads(county);
  const Task task{.duty = 0, .municipality = 0, .base = 0, .stops = {{1, 10, 0}}};
  const Duty& garbage = kDuties[0];
  const TaskRounds rounds = rounds_of(roads, task, Season::kSummer);
  ASSERT_EQ(rounds.rounds.size(), 1U);
  EXPECT_NEAR(rounds.km, 26 * 60, 1e-6) << "there and back each fortnight";
  const FleetYear year = duty_year(garbage, 1, rounds.km, rounds.hours);
  EXPECT_EQ(year.vehicles, 1);
  EXPECT_NEAR(year.kr(garbage.kind), year.wages_kr(garbage.kind) + year.running_kr(garbage.kind), 1e-6);
  EXPECT_EQ(duty_year(garbage, 0, 0, 0).vehicles, 0) << "nobody lives there";
  EXPECT_EQ(duty_year(garbage, 21, 0, 0).vehicles, 3) << "26 rounds in 260 days: one truck drives ten";
}

TEST(Rounds, OfAFortnightComeRoundOnTenWorkingDays) {
  const Duty& garbage = duty(VehicleKind::kGarbageTruck);
  for (std::size_t round = 0; round != 12; ++round) {
    int times = 0;
    for (int day = 0; day != 14; ++day)
      times += runs_on(garbage, round, twin::date(2021, 3, 1) + std::chrono::days(day));
    EXPECT_EQ(times, 1) << round;
  }
  EXPECT_FALSE(runs_on(garbage, 0, twin::date(2021, 3, 7))) << "a Sunday";
}

TEST(Rounds, OfSchoolTaxisRestInSummer) {
  const Duty& school = duty(VehicleKind::kSchoolTaxi);
  EXPECT_TRUE(runs_on(school, 0, twin::date(2021, 2, 10)));
  EXPECT_FALSE(runs_on(school, 0, twin::date(2021, 7, 7)));
  EXPECT_TRUE(runs_in(school, 3, 0) && runs_in(school, 3, 1)) << "there and back";
  const Duty& care = duty(VehicleKind::kHomeCareCar);
  EXPECT_NE(runs_in(care, 3, 0), runs_in(care, 3, 1)) << "each visit once a day";
}

TEST(Dispatch, SendsTheVehicleThatIsBackAndNoneTooLong) {
  twin::MotionDay day;
  Dispatch dispatch(day);
  const std::array<twin::WayPoint, 2> hours{{{0, 0, 0}, {0, 0, 3 * 3'600'000}}};
  const std::uint32_t way = day.add_way(hours);
  const auto garbage = [&](int hour) { return Job{VehicleKind::kGarbageTruck, 0, way, hour * 3'600}; };
  for (const int hour : {6, 7, 9, 12, 15}) dispatch.add(garbage(hour));
  dispatch.send_out();
  // 6-9, 9-12, 12-15 by one truck; it has been out for nine hours then, and the truck of 7-10 takes 15-18? It has
  // been out since 7: eleven hours are too many, so a third one goes.
  EXPECT_EQ(day.movers(), 3U);
  std::map<std::uint32_t, std::int32_t> back;
  for (const twin::Leg& leg : day.legs()) {
    EXPECT_TRUE(back.count(leg.mover) == 0 || leg.start_s >= back[leg.mover]);
    back[leg.mover] = day.end_s(leg);
  }
}

TEST(BusYears, CountBusesThatAreOutAtOnceAndTheirKilometres) {
  County county = two_places();
  county.road_nodes[1].east_m = 20'000;
  county.road_links[0].length_m = 20'000;
  county.bus_patterns = {{"1", "bus", {{0, 0, 0}, {1, 20, 20}}},
                         {"2", "on-demand", {{0, 0, 0}, {1, 20, 20}}},
                         {"1", "bus", {{1, 0, 0}, {0, 20, 20}}}};
  // Two overlap at 8:10; the third leaves the far end when the first has come there; the taxi runs when it is booked.
  county.bus_trips = {{0, 480, 0x1F, 260}, {0, 490, 0x1F, 260}, {2, 505, 0x1F, 260}, {1, 485, 0x1F, 260}};
  const CountyRoads roads(county);
  const FleetYear year = bus_years(county, roads).front();
  EXPECT_EQ(year.vehicles, 2);
  EXPECT_NEAR(year.km, 3 * 260 * 20, 1e-6);
  EXPECT_NEAR(year.hours, 260, 1e-6);
  EXPECT_NEAR(year.empty_km, 0, 1e-6);
}

TEST(BusYears, EmptyDrivesBringABusBackToItsNextTrip) {
  County county = two_places();
  county.bus_patterns = {{"1", "bus", {{0, 0, 0}, {1, 30, 30}}}};
  county.bus_trips = {{0, 480, 0x7F, 365}, {0, 600, 0x7F, 365}, {0, 605, 0x7F, 365}};
  const CountyRoads roads(county);
  const FleetYear year = bus_years(county, roads).front();
  EXPECT_EQ(year.vehicles, 2) << "one has an hour and a half to be back, the other is still out";
  EXPECT_NEAR(year.empty_km, 365 * 30, 1);
  EXPECT_NEAR(year.km, 365 * 4 * 30, 1);
}

TEST(Rides, TakeTheSickToTheNearestHospital) {
  County county = two_places();
  county.service_points = {{1, "hospital", "", 30'000, 0, 0}};
  const CountyRoads roads(county);
  const std::vector<MunicipalityRef> municipality(2, MunicipalityRef{0});
  const std::vector<std::uint32_t> depots{0};
  const auto goals = ride_goals(county, roads, municipality, depots);
  EXPECT_EQ(goals[0].patient, 1U);
  EXPECT_EQ(goals[0].special, 0U);
  county.service_points.clear();
  EXPECT_EQ(ride_goals(county, roads, municipality, depots)[1].patient, 0U) << "to the seat where none is listed";
}

TEST(Rides, OfTheOldAreMore) {
  for (const RideRules& rules : kRides) {
    EXPECT_GT(rides_per_year(rules, 100, 50), rides_per_year(rules, 100, 20));
    EXPECT_EQ(rides_per_year(rules, 0, 0), 0);
    double year = 0;
    for (int day = 0; day != 364; ++day)
      year += rides_on(rules, 1'000, twin::date(2021, 1, 4) + std::chrono::days(day));
    EXPECT_NEAR(year, 1'000, 45) << "260 weekdays are 10 more than those that are no holidays";
  }
}

TEST(Freight, MovesItsTonnesInAYearWithLessInTheThaw) {
  County county = two_places();
  county.freight_routes = {{FreightRoute::Product::kTimber, 420'000, {{"", 0, 0}, {"", 30'000, 0}}},
                           {FreightRoute::Product::kIronOre, 6'800'000, {{"", 0, 0}, {"", 30'000, 0}}}};
  const CountyRoads roads(county);
  for (const FreightRoute& route : county.freight_routes) {
    const FreightRules& rules = freight_rules(route.product);
    const FreightWay way = freight_way(county, roads, route, Season::kSummer);
    double loads = 0;
    for (int day = 0; day != 365; ++day)
      loads += loads_on(rules, way, twin::date(2021, 1, 1) + std::chrono::days(day));
    EXPECT_NEAR(loads, way.loads_per_year, 0.06 * way.loads_per_year) << "holidays are not followed";
    const FleetYear year = freight_year(rules, way);
    EXPECT_NEAR(year.empty_km, year.km / 2, 1e-6) << "it comes back empty";
    EXPECT_GE(year.vehicles, 1);
  }
  const FreightWay timber = freight_way(county, roads, county.freight_routes[0], Season::kSummer);
  const FreightRules& rules = freight_rules(FreightRoute::Product::kTimber);
  EXPECT_EQ(timber.loads_per_year, 10'000);
  EXPECT_LT(loads_on(rules, timber, twin::date(2021, 5, 5)), loads_on(rules, timber, twin::date(2021, 3, 3)));
  EXPECT_EQ(loads_on(rules, timber, twin::date(2021, 3, 7)), 0) << "a Sunday";
}

}  // namespace
}  // namespace rurban
