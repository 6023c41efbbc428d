#include "models/newspaper/delivery.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

/// The press town, a town 60 km away, and two villages: one on a side road of 2 km, the other 40 km up the valley.
class Paper : public testing::Test {
 protected:
  static County county() {
    County county;
    const auto place = [&](std::int32_t east, std::int32_t north) {
      county.places.push_back(
          {.name = "", .municipality = 0, .east_m = east, .north_m = north, .spread_m = 300, .census = {}});
      county.road_nodes.push_back({"", 0, east, north});
    };
    place(0, 0);
    place(60'000, 0);
    place(62'000, 0);
    place(100'000, 0);
    county.road_links = {{0, 1, 60'000, 0, false}, {1, 2, 2'000, 0, false}, {2, 3, 38'000, 0, false}};
    return county;
  }
  Delivery of(std::vector<RoundStop> stops, DeliveryCosts costs = {}) const {
    return deliver(roads, 0, 1, stops, costs);
  }

  const County valley = county();
  const CountyRoads roads{valley};
};

TEST_F(Paper, TheLastReaderInAValleyPaysTheWholeRoad) {
  const Delivery delivery = of({{1, 400, 800}, {2, 20, 300}, {3, 1, 0}});
  // 2 * 38 km at 3 kr, and 61 minutes of driving at 75 km/h in summer and 65 in winter at 240 kr an hour.
  EXPECT_NEAR(delivery.marginal_kr_per_copy[2], 76 * 3 + 76 / 72.3 * 240, 15);
  EXPECT_LT(delivery.marginal_kr_per_copy[0], 5);
  EXPECT_GT(delivery.marginal_kr_per_copy[2], 20 * delivery.marginal_kr_per_copy[1]);
}

TEST_F(Paper, ANeighbourWhoSubscribesMakesTheCopyCheaper) {
  double last = 1e9;
  for (const std::int32_t readers : {1, 2, 5, 10, 40}) {
    const double kr = of({{1, 400, 800}, {3, readers, 200}}).marginal_kr_per_copy[1];
    EXPECT_LT(kr, last);
    last = kr;
  }
}

TEST_F(Paper, TheVanFromThePressIsPaidOnceADayHoweverFewRead) {
  const DeliveryCosts costs;
  const Delivery few = of({{1, 1, 100}}), none = of({});
  EXPECT_GT(few.kr_per_day, 2 * 60 * costs.trunk_kr_per_km);
  EXPECT_EQ(none.kr_per_day, 0);
  EXPECT_EQ(none.copies, 0);
}

TEST_F(Paper, CostsAreHoursAndKilometresAndTheVan) {
  const DeliveryCosts costs;
  const Delivery delivery = of({{1, 400, 800}, {2, 20, 300}, {3, 5, 100}});
  EXPECT_EQ(delivery.copies, 425);
  EXPECT_NEAR(delivery.kr_per_day,
              delivery.hours_per_day * costs.kr_per_hour + delivery.km_per_day * costs.kr_per_km +
                  2 * 60 * costs.trunk_kr_per_km,
              1e-6);
}

TEST(Publisher, GivesAPlaceUpOnlyBeyondWhatAidAndReadersBearTogether) {
  EXPECT_FALSE(is_given_up(39, 10, 15, 2));
  EXPECT_TRUE(is_given_up(41, 10, 15, 2));
  EXPECT_FALSE(is_given_up(41, 14.5, 15, 2)) << "more aid keeps it";
  EXPECT_TRUE(is_given_up(39, 7, 15, 2)) << "less aid ends it";
}

TEST_F(Paper, StopsWhereACopyCostsMoreThanTwiceWhatItBringsIn) {
  // The last village costs 2 * 40 km at 3 kr and 80 / 72.3 hours at 240 kr, 506 kr a day, and a drop of 20 s, 1.3 kr,
  // for each reader. A copy brings in 4,500 / 302 = 14.9 kr; twice that and 10 kr of aid are 39.8 kr, which takes
  // 506 / (39.8 - 1.3) = 13 to 14 readers.
  constexpr double kRevenue = 4'500.0 / 302, kAid = 10;
  for (std::int32_t readers = 1; readers != 40; ++readers) {
    const double kr = of({{1, 400, 800}, {3, readers, 0}}).marginal_kr_per_copy[1];
    EXPECT_NEAR(kr, 505.6 / readers + 1.3, 0.1 + 15.0 / readers) << readers;
    const bool stops = is_given_up(kr, kAid, kRevenue, 2);
    if (readers <= 12) {
      EXPECT_TRUE(stops) << readers;
    }
    if (readers >= 15) {
      EXPECT_FALSE(stops) << readers;
    }
    EXPECT_EQ(stops, kr - kAid > 2 * kRevenue) << readers;
  }
}

TEST(StateAid, FollowsThePublishedYears) {
  EXPECT_EQ(aid_kr_per_copy(2022), 14.5);
  EXPECT_EQ(aid_kr_per_copy(2023), 14.5);
  EXPECT_EQ(aid_kr_per_copy(2024), 10);
  EXPECT_EQ(aid_kr_per_copy(2030), 7);
}

TEST(PaperShare, RisesWithAge) {
  for (int age = 0; age != 110; ++age) EXPECT_LE(paper_share(age), paper_share(age + 1));
}

}  // namespace
}  // namespace rurban
