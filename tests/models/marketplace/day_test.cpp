#include "models/marketplace/day.h"

#include <gtest/gtest.h>

#include "tests/models/marketplace/village_road.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr std::int64_t kKr = 100 * kCostOfOre;

TEST(MarketDay, ThePostVanTakesAnnaAlongAndItCostsOnlyWhatSheAddsToItsRound) {
  VillageRoad road;
  road.add_post_van();
  road.add_taxi(0);
  road.add_trip(3, 14 * kHourMs);
  const DayResult day = road.live(road.market());
  ASSERT_EQ(day.answers[0].fate, Fate::kServed);
  EXPECT_EQ(day.answers[0].offer, 0U) << "it is there anyway";
  // Getting in and out takes a minute each, at 300 kr an hour.
  EXPECT_NEAR(static_cast<double>(day.answers[0].cost), 10.0 * kKr, 0.1 * kKr);
  EXPECT_EQ(day.answers[0].next_offer, 1U);
  EXPECT_GT(day.answers[0].next_cost, 200 * kKr) << "the taxi would come for her alone";
  EXPECT_LE(day.answers[0].delivered, 14 * kHourMs);
}

TEST(MarketDay, TodayNobodyTakesATravellerAndEachCarriesItsOwn) {
  VillageRoad road;
  road.add_post_van();
  road.add_taxi(0);
  road.add_trip(3, 14 * kHourMs);
  road.add_trip(3, 14 * kHourMs, Demand::kSpecial);
  const DayResult day = road.live(road.separate());
  EXPECT_EQ(day.answers[0].fate, Fate::kNobody);
  EXPECT_EQ(day.answers[1].fate, Fate::kNobody);
  EXPECT_EQ(day.answers[2].offer, 1U);
  EXPECT_EQ(day.vehicles[0].driven.length, 60'000) << "the round as ever";
}

TEST(MarketDay, WhoCannotGetBackIsNotTakenThere) {
  VillageRoad road;
  road.add_taxi(0);
  road.offers[0].vehicle.latest = 11 * kHourMs;
  road.add_trip(2, 10 * kHourMs);
  const DayResult day = road.live(road.market());
  EXPECT_EQ(day.answers[0].fate, Fate::kNoVehicle);
  EXPECT_EQ(day.answers[1].fate, Fate::kNoVehicle);
  EXPECT_NE(day.answers[0].reason, vrp::Reason::kNone) << "there is always a reason";
  EXPECT_EQ(day.vehicles[0].driven.length, 0);
}

TEST(MarketDay, ATravellerWhoFindsItTooDearStaysAtHomeAndNothingDrives) {
  VillageRoad road;
  road.add_taxi(0);
  road.add_trip(2, 10 * kHourMs);
  DayRules rules = VillageRoad::rules();
  rules.accepts = [](const MarketRequest&, std::int32_t fare, double) { return fare < 1'000; };
  const DayResult day = road.live(road.market(), rules);
  EXPECT_EQ(day.answers[0].fate, Fate::kDeclined);
  EXPECT_EQ(day.answers[1].fate, Fate::kDeclined);
  EXPECT_EQ(day.vehicles[0].driven.length, 0);
}

TEST(MarketDay, WhoHasNotJoinedDoesAsToday) {
  VillageRoad road;
  road.add_post_van();
  road.add_taxi(0);
  road.add_trip(3, 14 * kHourMs);
  std::vector<bool> joined = VillageRoad::all_join();
  joined[joiner(Operator::kPost, 0)] = false;
  const DayResult day = road.live(road.market(joined));
  EXPECT_EQ(day.answers[0].offer, 1U);
  EXPECT_EQ(day.vehicles[0].driven.length, 60'000);
}

class RandomDays : public testing::TestWithParam<std::uint64_t> {
 protected:
  void SetUp() override {
    road_.add_post_van();
    road_.add_taxi(0);
    road_.add_taxi(4);
    road_.add_taxi(0, VehicleKind::kParcelVan);
    road_.fill(GetParam(), 12, 8);
  }
  VillageRoad road_;
};

TEST_P(RandomDays, CapacityWindowsRidesAndDutyHoldAtEveryStop) {
  for (const Groups& groups : {road_.separate(), road_.market()}) {
    const DayResult day = road_.live(groups);
    for (std::size_t r = 0; r != road_.requests.size(); ++r) {
      const MarketRequest& request = road_.requests[r];
      const Answer& answer = day.answers[r];
      if (answer.fate != Fate::kServed) {
        EXPECT_EQ(answer.fate == Fate::kNoVehicle, answer.reason != vrp::Reason::kNone);
        continue;
      }
      EXPECT_GE(answer.picked_up, std::max(request.earliest, request.asked));
      EXPECT_LE(answer.delivered, request.latest);
      if (is_person(request.demand)) {
        EXPECT_LE(answer.delivered - answer.picked_up - routing_of(request, road_.hops).pickup.service,
                  most_ride(road_.hops(request.from, request.to).ticks));
      }
    }
    for (std::size_t o = 0; o != road_.offers.size(); ++o) {
      const vrp::Vehicle& vehicle = road_.offers[o].vehicle;
      std::size_t duties = 0;
      vrp::Load load{};
      for (const vrp::Done& done : day.vehicles[o].done) {
        EXPECT_TRUE(vrp::fits(done.load, vehicle.capacity));
        EXPECT_GE(done.begin, vehicle.earliest);
        EXPECT_LE(done.ready, vehicle.latest);
        if (done.kind == vrp::Done::Kind::kDuty) {
          EXPECT_EQ(done.index, duties++) << "in their order";
          EXPECT_LE(done.begin, vehicle.duties[done.index].task.latest);
        }
        if (done.kind == vrp::Done::Kind::kPickup) load += load_of(road_.requests[done.index]);
        if (done.kind == vrp::Done::Kind::kDelivery) load -= load_of(road_.requests[done.index]);
      }
      EXPECT_EQ(duties, vehicle.duties.size());
      EXPECT_TRUE(vrp::fits(load, vrp::Load{})) << "nobody is left in the vehicle";
    }
  }
}

TEST_P(RandomDays, AreTheSameToTheBitAtAnyThreadCount) {
  const int threads = twin::threads();
  twin::set_threads(1);
  const DayResult one = road_.live(road_.separate()), market_one = road_.live(road_.market());
  twin::set_threads(3);
  const DayResult three = road_.live(road_.separate()), market_three = road_.live(road_.market());
  twin::set_threads(threads);
  for (std::size_t r = 0; r != road_.requests.size(); ++r) {
    EXPECT_EQ(one.answers[r].delivered, three.answers[r].delivered);
    EXPECT_EQ(market_one.answers[r].offer, market_three.answers[r].offer);
    EXPECT_EQ(market_one.answers[r].cost, market_three.answers[r].cost);
  }
  EXPECT_EQ(total_cost(one), total_cost(three));
  EXPECT_EQ(total_cost(market_one), total_cost(market_three));
}

TEST_P(RandomDays, AVehicleMoreNeverServesFewerOfThoseWhoAskFirst) {
  const auto first = [&](const DayResult& day) { return day.answers.front().fate; };
  const Fate without = first(road_.live(road_.market()));
  road_.add_taxi(2);
  const Fate with = first(road_.live(road_.market()));
  EXPECT_TRUE(without != Fate::kServed || with == Fate::kServed);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDays, testing::Range<std::uint64_t>(1, 13));

}  // namespace
}  // namespace rurban
