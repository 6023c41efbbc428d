#include "models/network/changes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "models/transport/bus_days.h"
#include "models/transport/roads.h"

namespace rurban {
namespace {

/// Three villages on a straight road, 20 km apart, and a bus line that runs along it four times a day and back.
County valley() {
  County county;
  county.municipalities.resize(1);
  for (int village = 0; village != 3; ++village) {
    const std::int32_t east = 700'000 + 20'000 * village;
    Place place;
    place.name = "village";
    place.east_m = east;
    place.north_m = 7'300'000;
    place.spread_m = 300;
    county.places.push_back(place);
    county.road_nodes.push_back({"stop", 0, east, 7'300'000, village});
  }
  county.road_links = {{0, 1, 21'000, 1'200}, {1, 2, 21'000, 1'200}};
  county.bus_patterns = {{"31", "bus", {{0, 0, 0}, {1, 20, 21}, {2, 41, 41}}},
                         {"31", "bus", {{2, 0, 0}, {1, 20, 21}, {0, 41, 41}}}};
  for (const std::int32_t hour : {7, 10, 13, 16}) {
    county.bus_trips.push_back({0, hour * 60, 0b11111, 250});
    county.bus_trips.push_back({1, hour * 60 + 50, 0b11111, 250});
  }
  return county;
}

std::size_t trips_of(const County& county, std::uint32_t pattern) {
  return static_cast<std::size_t>(std::count_if(county.bus_trips.begin(), county.bus_trips.end(),
                                                [&](const BusTrip& trip) { return trip.pattern == pattern; }));
}

TEST(Network, WithoutChangesIsThePackages) {
  const County county = valley(), same = changed(county, {});
  EXPECT_EQ(same.bus_trips.size(), county.bus_trips.size());
  EXPECT_EQ(same.road_links.size(), county.road_links.size());
}

TEST(Network, HalvesAndDoublesALineInBothDirectionsAlike) {
  const County county = valley();
  EXPECT_EQ(bus_lines(county), std::vector<std::string>{"31"});
  for (const auto& [percent, expected] : {std::pair{0, 0U}, {25, 1U}, {50, 2U}, {100, 4U}, {150, 6U}, {200, 8U}}) {
    const County now = changed(county, {{}, {}, {percent}});
    EXPECT_EQ(trips_of(now, 0), expected) << percent;
    EXPECT_EQ(trips_of(now, 1), expected) << percent;
  }
}

TEST(Network, AddsDeparturesMidwayToTheNext) {
  const County now = changed(valley(), {{}, {}, {200}});
  std::vector<std::int32_t> starts;
  for (const BusTrip& trip : now.bus_trips)
    if (trip.pattern == 0) starts.push_back(trip.start_min);
  std::sort(starts.begin(), starts.end());
  EXPECT_EQ(starts, (std::vector<std::int32_t>{420, 510, 600, 690, 780, 870, 960, 1'020}));
}

TEST(Network, WithMoreDeparturesIsNeverSlower) {
  const County county = valley();
  const BusDays before(county);
  for (const std::int32_t percent : {125, 150, 200, 400}) {
    const BusDays now(changed(county, {{}, {}, {percent}}));
    for (std::uint32_t from = 0; from != 3; ++from)
      for (std::uint32_t to = 0; to != 3; ++to) {
        const std::int16_t was = before.between(2, from, to).errand, is = now.between(2, from, to).errand;
        EXPECT_TRUE(was == BusTrips::kNone || (is != BusTrips::kNone && is <= was)) << percent;
      }
  }
}

TEST(Network, ClosesTheRoadThatPassesASpotAndCancelsItsBuses) {
  const County county = valley();
  const NetworkChanges closing{{{711'000, 7'301'000}}, {}, {}};
  EXPECT_EQ(road_at(county, closing.closed[0]), std::vector<std::uint32_t>{0});
  const County now = changed(county, closing);
  EXPECT_TRUE(now.bus_trips.empty()) << "each of them drives there";
  const CountyRoads before(county), after(now);
  for (const Season season : {Season::kSummer, Season::kWinter})
    for (std::uint32_t from = 0; from != 3; ++from)
      for (std::uint32_t to = 0; to != 3; ++to)
        EXPECT_GE(after.drive(season, from, to).ms, before.drive(season, from, to).ms);
  EXPECT_GT(after.drive(Season::kSummer, 0, 1).ms, 10 * 24 * 3'600'000 / 2) << "there is no other way";
  EXPECT_EQ(after.drive(Season::kSummer, 1, 2).ms, before.drive(Season::kSummer, 1, 2).ms);
}

TEST(Network, HasNoRoadFarFromAllRoads) {
  EXPECT_TRUE(road_at(valley(), {711'000, 7'315'000}).empty());
}

TEST(Network, WithANewRoadIsNeverSlower) {
  const County county = valley();
  const NetworkChanges building{{}, {{{700'000, 7'300'000}, {740'000, 7'300'000}, 110}}, {}};
  const CountyRoads before(county), after(changed(county, building));
  for (std::uint32_t from = 0; from != 3; ++from)
    for (std::uint32_t to = 0; to != 3; ++to)
      EXPECT_LE(after.drive(Season::kSummer, from, to).ms, before.drive(Season::kSummer, from, to).ms);
  EXPECT_EQ(built_metres(county, 0, 2), 44'000);
  EXPECT_NEAR(after.drive(Season::kSummer, 0, 2).ms, 44.0 / 110 * 3'600'000, 1'000);
}

}  // namespace
}  // namespace rurban
