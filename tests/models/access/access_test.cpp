#include <gtest/gtest.h>

#include "models/access/basket.h"
#include "models/access/hours.h"
#include "models/transport/nearest.h"

namespace rurban {
namespace {

/// Three places on one road: a village, a hamlet 30 km away, a farm 60 km away. A bus leaves the hamlet for the
/// village at seven and at nine, and comes back at three.
County valley() {
  County county;
  county.municipalities.resize(1);
  for (const int km : {0, 30, 60}) {
    county.places.push_back(
        {.name = "", .municipality = 0, .east_m = km * 1'000, .north_m = 0, .spread_m = 500, .census = {}});
    county.road_nodes.push_back({"", 0, km * 1'000, 0});
  }
  county.road_links = {{0, 1, 30'000, 0, false}, {1, 2, 30'000, 0, false}};
  county.bus_patterns = {{"1", "bus", {{1, 0, 0}, {0, 30, 30}}}, {"1", "bus", {{0, 0, 0}, {1, 30, 30}}}};
  county.bus_trips = {{0, 7 * 60, 0x1F, 260}, {0, 9 * 60, 0x1F, 260}, {1, 15 * 60, 0x1F, 260}};
  return county;
}

/// Every service in one place.
ServicePlaces all_in(std::uint32_t place) {
  ServicePlaces places;
  places.fill({place});
  return places;
}

class OneRoad : public testing::Test {
 protected:
  Basket basket(std::uint32_t from, AccessMeans means, const ServicePlaces& places,
                AgeBand band = AgeBand::kAdult) const {
    return weekly_basket(NearestLegs(service_, places, county_.places.size()), from, band, means);
  }

  const County county_ = valley();
  const CountyRoads roads_{county_};
  const BusDays buses_{county_};
  const LevelOfService service_{roads_, buses_};
};

TEST_F(OneRoad, WhoLivesFartherAwayIsLongerUnderWayAndPaysMore) {
  const ServicePlaces village = all_in(0);
  const Basket near = basket(0, {.car = true}, village), mid = basket(1, {.car = true}, village),
               far = basket(2, {.car = true}, village);
  EXPECT_LT(near.minutes, mid.minutes);
  EXPECT_LT(mid.minutes, far.minutes);
  EXPECT_LT(mid.kr, far.kr);
  EXPECT_EQ(far.unmet, 0) << "by car everything can be reached";
}

TEST_F(OneRoad, ABusTakesOneWhereItGoesAndOnWeekdaysOnly) {
  const ServicePlaces village = all_in(0);
  const Basket hamlet = basket(1, {}, village), farm = basket(2, {}, village);
  EXPECT_GT(hamlet.errands, 0);
  EXPECT_GT(hamlet.unmet, 0) << "groceries on Saturday and Sunday";
  EXPECT_EQ(farm.errands, 0);
  EXPECT_EQ(farm.unmet_share(), 1);
  EXPECT_GT(hamlet.kr, 0);
}

TEST_F(OneRoad, ANewPointNeverMakesAnErrandLonger) {
  ServicePlaces places = all_in(0);
  for (const AccessMeans means : {AccessMeans{.car = true}, AccessMeans{}})
    for (std::uint32_t from = 0; from != 3; ++from) {
      const Basket before = basket(from, means, places);
      ServicePlaces more = places;
      more[0].push_back(1);
      const Basket after = basket(from, means, more);
      EXPECT_LE(after.unmet, before.unmet);
      EXPECT_TRUE(after.errands > before.errands || after.minutes <= before.minutes);
    }
}

TEST_F(OneRoad, TheDigitalWaySavesTheWay) {
  const ServicePlaces village = all_in(0);
  for (const bool car : {true, false}) {
    const Basket going = basket(1, {.car = car, .digital = false}, village),
                 digital = basket(1, {.car = car, .digital = true}, village);
    EXPECT_LT(digital.minutes, going.minutes);
    EXPECT_LT(digital.kr, going.kr);
  }
}

TEST_F(OneRoad, WithoutAnyPointEveryErrandIsUnmet) {
  const Basket none = basket(0, {.car = true}, {});
  EXPECT_EQ(none.errands, 0);
  EXPECT_EQ(none.unmet_share(), 1);
}

TEST_F(OneRoad, HoursTellWhenTheLastBusIsGone) {
  const Timetable timetable(county_service(county_, 2, true));
  const std::vector<std::uint32_t> village{0};
  const auto hours = minutes_by_hour(county_, roads_, timetable, village);
  EXPECT_EQ(hours[1][6], 90) << "an hour's wait and half an hour's ride";
  EXPECT_EQ(hours[1][8], 90);
  EXPECT_EQ(hours[1][10], kOutOfReach);
  EXPECT_EQ(hours[2][8], kOutOfReach);
  EXPECT_LT(hours[0][23], 20) << "on foot at any hour";
  for (const ByHour& place : hours)
    for (std::size_t hour = 1; hour != place.size(); ++hour) {
      if (place[hour] == kOutOfReach) continue;
      EXPECT_NE(place[hour - 1], kOutOfReach);
      EXPECT_LE(place[hour - 1], place[hour] + 60) << "who leaves earlier is never there later";
    }
}

}  // namespace
}  // namespace rurban
