#include "models/transport/rounds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "support/random_roads.h"

namespace rurban {
namespace {

/// A depot and villages along two valleys of 10 and 12 km a village, each at a node of its own.
County two_valleys() {
  County county;
  const auto place = [&](std::int32_t east, std::int32_t north) {
    county.places.push_back(
        {.name = "", .municipality = 0, .east_m = east, .north_m = north, .spread_m = 0, .census = {}});
    county.road_nodes.push_back({"", 0, east, north});
  };
  place(0, 0);
  for (int k = 1; k != 4; ++k) place(10'000 * k, 0);
  for (int k = 1; k != 4; ++k) place(0, 12'000 * k);
  for (std::uint32_t k = 1; k != 7; ++k)
    county.road_links.push_back({k == 4 ? 0 : k - 1, k, k < 4 ? 10'000 : 12'000, 0, false});
  return county;
}

std::vector<RoundStop> all_stops(std::int32_t drops) {
  std::vector<RoundStop> stops;
  for (std::uint32_t place = 1; place != 7; ++place) stops.push_back({place, drops, 0});
  return stops;
}

class Rounds : public testing::Test {
 protected:
  const County county = two_valleys();
  const CountyRoads roads{county};
};

TEST_F(Rounds, OneShiftServesBothValleysInTheirOrder) {
  const auto stops = all_stops(1);
  const auto rounds = plan_rounds(roads, Season::kSummer, 0, stops, {});
  ASSERT_EQ(rounds.size(), 1U);
  // Up and down both valleys: 2 * 30 + 2 * 36 km.
  EXPECT_EQ(rounds.front().metres, 132'000);
  EXPECT_EQ(rounds.front().drops, 6);
}

TEST_F(Rounds, EveryStopIsServedOnceAndNoShiftOrVehicleIsExceeded) {
  for (const std::int32_t hours : {2, 3, 5})
    for (const std::int32_t most_drops : {40, 75, 1'000}) {
      const RoundRules rules{.seconds_per_drop = 20, .most_drops = most_drops, .most_seconds = hours * 3'600};
      const auto stops = all_stops(25);
      const auto rounds = plan_rounds(roads, Season::kWinter, 0, stops, rules);
      std::int32_t drops = 0;
      std::multiset<std::uint32_t> served;
      for (const Round& round : rounds) {
        drops += round.drops;
        served.insert(round.stops.begin(), round.stops.end());
        EXPECT_LE(round.drops, most_drops);
        EXPECT_LE(round.ms, rules.most_seconds * 1'000);
      }
      EXPECT_EQ(drops, 150);
      EXPECT_EQ(served.size(), 6U);
      EXPECT_EQ(std::set<std::uint32_t>(served.begin(), served.end()).size(), 6U);
    }
}

TEST_F(Rounds, ATownTooLargeForAShiftGetsSeveral) {
  const std::vector<RoundStop> stops{{1, 3'000, 1'000}};
  const RoundRules rules{.seconds_per_drop = 20, .most_drops = 1'000'000, .most_seconds = 5 * 3'600};
  const auto rounds = plan_rounds(roads, Season::kSummer, 0, stops, rules);
  EXPECT_GE(rounds.size(), 4U);
  std::int32_t drops = 0;
  for (const Round& round : rounds) {
    drops += round.drops;
    EXPECT_LE(round.ms, rules.most_seconds * 1'000);
  }
  EXPECT_EQ(drops, 3'000);
}

TEST_F(Rounds, ALongerShiftNeverDrivesFarther) {
  std::int64_t last = INT64_MAX;
  for (const std::int32_t hours : {2, 3, 4, 6, 8}) {
    std::int64_t metres = 0;
    for (const Round& round : plan_rounds(roads, Season::kSummer, 0, all_stops(60),
                                          {.seconds_per_drop = 30, .most_seconds = hours * 3'600}))
      metres += round.metres;
    EXPECT_LE(metres, last);
    last = metres;
  }
}

TEST_F(Rounds, AStopOnTheWayAddsItsDropsAloneAndTheLastOneItsRoad) {
  const auto stops = all_stops(10);
  const RoundRules rules;
  const auto rounds = plan_rounds(roads, Season::kSummer, 0, stops, rules);
  ASSERT_EQ(rounds.size(), 1U);
  const auto shares = shares_of(roads, Season::kSummer, 0, stops, rounds, rules);
  EXPECT_EQ(shares[0].metres, 0) << "one drives past the first village anyway";
  EXPECT_EQ(shares[0].ms, 10 * 20 * 1'000);
  EXPECT_EQ(shares[5].metres, 24'000) << "the end of the second valley, there and back";
}

TEST(LocalTour, GrowsWithTheRootOfDoorsAndWithTheSpread) {
  EXPECT_NEAR(local_tour_m(400, 1'000) / local_tour_m(100, 1'000), 2, 1e-9);
  EXPECT_NEAR(local_tour_m(100, 2'000) / local_tour_m(100, 1'000), 2, 1e-9);
  EXPECT_NEAR(local_tour_m(100, 1'000), 0.7124 * std::sqrt(100 * 3.14159265 * 1e6), 1);
}

}  // namespace
}  // namespace rurban
