#include "models/transport/roads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace rurban {
namespace {

/// Lillby --4 km-- a crossing --8 km-- Storträsk, and a byway of 15 km.
County valley() {
  County county;
  county.places = {
      {.name = "Lillby", .municipality = 0, .east_m = 0, .north_m = 0, .spread_m = 800, .census = {}},
      {.name = "Storträsk", .municipality = 0, .east_m = 11'000, .north_m = 0, .spread_m = 500, .census = {}}};
  county.road_nodes = {{"Lillby", 0, 0, 0}, {"Vägskälet", 0, 4'000, 0}, {"Storträsk", 0, 11'000, 100}};
  county.road_links = {{0, 1, 4'000, 240, false}, {1, 2, 8'000, 400, false}, {0, 2, 15'000, 900, false}};
  return county;
}

TEST(DrivingTime, FollowsTheBusWithinTheSpeedsOfSuchRoads) {
  const DrivingRules rules{.car_over_bus = 1.1};
  EXPECT_EQ(driving_ms({0, 1, 20'000, 1'000, false}, rules), 909'091) << "72 km/h for the bus, 79.2 for a car";
  EXPECT_EQ(driving_ms({0, 1, 20'000, 400, false}, rules), 720'000) << "no more than 100 km/h";
  EXPECT_EQ(driving_ms({0, 1, 500, 60, false}, rules), 54'545) << "30 km/h for the bus, 33 for a car";
  EXPECT_EQ(driving_ms({0, 1, 500, 600, false}, rules), 60'000) << "no less than 30 km/h";
  EXPECT_EQ(driving_ms({0, 1, 7'500, 0, false}, rules), 360'000) << "75 km/h where no bus tells";
}

TEST(CountyRoads, TakeTheFastestWayAndTellItsLength) {
  const County county = valley();
  const CountyRoads roads(county);
  const Drive drive = roads.drive(Season::kSummer, 0, 1);
  EXPECT_EQ(drive.metres, 12'000 + 130) << "100 m of local road at the end, 1.3 times the straight line";
  const auto link_ms = [&](std::size_t link) { return driving_ms(county.road_links[link], {}); };
  EXPECT_EQ(drive.ms, link_ms(0) + link_ms(1) + 130 * 3600 / 40);
}

TEST(CountyRoads, SnowSlowsEveryDriveAndShortensNone) {
  const County county = valley();
  const CountyRoads roads(county);
  EXPECT_GT(roads.drive(Season::kWinter, 0, 1).ms, roads.drive(Season::kSummer, 0, 1).ms);
  EXPECT_EQ(roads.drive(Season::kWinter, 0, 1).metres, roads.drive(Season::kSummer, 0, 1).metres);
}

TEST(CountyRoads, AClosedRoadIsDrivenRoundAndItsOpeningRestoresAll) {
  const County county = valley();
  CountyRoads roads(county);
  const Drive before = roads.drive(Season::kSummer, 0, 1);
  roads.set_link(1, 0);
  EXPECT_EQ(roads.drive(Season::kSummer, 0, 1).metres, 15'000 + 130);
  EXPECT_GT(roads.drive(Season::kSummer, 0, 1).ms, before.ms);
  roads.set_link(1, 1);
  EXPECT_EQ(roads.drive(Season::kSummer, 0, 1).ms, before.ms);
}

TEST(CountyRoads, AFerryRunsInSummerAndAnIceRoadLiesInWinter) {
  County county = valley();
  county.road_links[1].open = RoadLink::Open::kSummer;
  EXPECT_EQ(CountyRoads(county).drive(Season::kSummer, 0, 1).metres, 12'000 + 130);
  EXPECT_EQ(CountyRoads(county).drive(Season::kWinter, 0, 1).metres, 15'000 + 130);
  county.road_links[1].open = RoadLink::Open::kWinter;
  EXPECT_EQ(CountyRoads(county).drive(Season::kSummer, 0, 1).metres, 15'000 + 130);
  EXPECT_EQ(CountyRoads(county).drive(Season::kWinter, 0, 1).metres, 12'000 + 130);
}

TEST(Norrbotten, IsDrivenAcrossInADayAndAlongTheCoastInAnHour) {
  static const County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
  const CountyRoads roads(county);
  const auto place = [&](const char* name) {
    return static_cast<std::uint32_t>(
        std::find_if(county.places.begin(), county.places.end(), [&](const Place& p) { return p.name == name; }) -
        county.places.begin());
  };
  const auto minutes = [&](const char* from, const char* to) {
    return roads.drive(Season::kSummer, place(from), place(to)).ms / 60'000.0;
  };
  const auto km = [&](const char* from, const char* to) {
    return roads.drive(Season::kSummer, place(from), place(to)).metres / 1'000.0;
  };
  // Road lengths: E4 Piteå - Luleå 55 km, E10 Gällivare - Kiruna 123 km (public road signs); 10 % for what the bus
  // drives besides.
  EXPECT_NEAR(km("Luleå", "Piteå"), 55, 6);
  EXPECT_NEAR(km("Gällivare", "Kiruna"), 123, 12);
  EXPECT_NEAR(minutes("Luleå", "Piteå"), 45, 12);
  EXPECT_NEAR(minutes("Luleå", "Kiruna"), 255, 45) << "340 km";
  for (std::uint32_t a = 0; a < county.places.size(); a += 7)
    for (std::uint32_t b = 0; b < county.places.size(); b += 5)
      EXPECT_LT(roads.drive(Season::kWinter, a, b).ms, 12 * 3'600'000)
          << county.places[a].name << " to " << county.places[b].name;
}

}  // namespace
}  // namespace rurban
