#include "models/marketplace/books.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "tests/models/marketplace/village_road.h"

namespace rurban {
namespace {

constexpr std::int64_t kKr = 100 * kCostOfOre;

TEST(MarketOutcomes, RequestsBearExactlyWhatVehiclesDriveBeyondTheirDuties) {
  for (std::uint64_t seed = 1; seed != 9; ++seed) {
    VillageRoad road;
    road.add_post_van();
    road.add_taxi(0);
    road.add_taxi(4);
    road.add_taxi(0, VehicleKind::kParcelVan);
    road.fill(seed, 12, 8);
    for (const Groups& groups : {road.separate(), road.market()}) {
      const DayResult day = road.live(groups);
      const Outcomes outcomes = road.outcomes(groups, day);
      std::int64_t beyond = total_cost(day), borne = 0, asked = 0;
      for (const VehicleOffer& offer : road.offers) beyond -= duties_alone(road.hops, offer.vehicle).cost;
      for (const TripTally& tally : outcomes.demand) {
        borne += tally.cost;
        asked += tally.asked;
      }
      EXPECT_NEAR(static_cast<double>(borne), static_cast<double>(beyond), 50) << "millionths of an öre";
      EXPECT_EQ(asked, static_cast<std::int64_t>(road.requests.size()));
      std::int64_t by_municipality = 0, by_class = 0;
      for (const auto& both : outcomes.municipality) by_municipality += both[0].served + both[1].served;
      for (const auto& both : outcomes.place_class) by_class += both[0].served + both[1].served;
      EXPECT_EQ(by_municipality, by_class);
    }
  }
}

TEST(MarketOutcomes, APrivateCarCountsOnlyForItsDetour) {
  VillageRoad road;
  vrp::Vehicle car = VillageRoad::vehicle(3);
  car.end = vrp::Vehicle::kAnywhere;
  car.duties = {{{0, 0, 9 * kHourMs, 0}, vrp::Load{}}};
  road.offers.push_back({{}, Operator::kPrivate, 0, car});
  const Groups groups = road.market();
  const Outcomes outcomes = road.outcomes(groups);
  EXPECT_EQ(outcomes.driven[0].metres, 0);
  EXPECT_EQ(outcomes.driven[0].cost, 0);
}

TEST(MarketBooks, WhoCarriesForAnotherIsPaidWhatItCostsHimByWhoseRequestItIs) {
  VillageRoad road;
  road.add_post_van();
  road.add_trip(3, 14 * kHourMs);  // a traveller: the region pays
  road.offers[0].vehicle.end = vrp::Vehicle::kAnywhere;
  road.offers[0].vehicle.duties.push_back({{0, 8 * kHourMs, 19 * kHourMs, 0}, vrp::Load{}});
  const Groups groups = road.market();
  const Outcomes market = road.outcomes(groups);
  ASSERT_EQ(market.demand[static_cast<std::size_t>(Demand::kTraveller)].served, 2);
  // Two ways of the day stand for 200 in the quarter.
  const MarketBooks books = books_of(market, road.outcomes(road.separate()), 62.5, 200, {});
  ASSERT_EQ(books.payments.size(), 1U);
  EXPECT_EQ(books.payments[0].from.who, Operator::kRegion);
  EXPECT_EQ(books.payments[0].to.who, Operator::kPost);
  const std::int64_t cost = market.carriage[0].cost + market.carriage[1].cost;
  EXPECT_NEAR(static_cast<double>(books.payments[0].ore), static_cast<double>(cost) / kCostOfOre * 100, 1);
  ASSERT_EQ(books.costs.size(), 1U);
  EXPECT_EQ(books.costs[0].ore, books.payments[0].ore) << "the post neither gains nor loses by it";
}

TEST(MarketBooks, ADriverIsPaidWhereHeLivesOnHisWayHomeAsWell) {
  VillageRoad road;
  vrp::Vehicle car = VillageRoad::vehicle(0);
  car.end = vrp::Vehicle::kAnywhere;
  car.duties = {{{4, 0, 19 * kHourMs, 0}, vrp::Load{}}};
  road.offers.push_back({{}, Operator::kPrivate, 1, car, 4});
  road.add_trip(3, 10 * kHourMs);
  road.requests.front() =
      road.requests.back();  // the way home alone: from the town to the village on the driver's way
  road.requests.pop_back();
  road.requests.front().back_of = kNoRequest;
  const MarketBooks books = books_of(road.outcomes(road.market()), road.outcomes(road.separate()), 62.5, 100, {});
  ASSERT_EQ(books.payments.size(), 1U);
  EXPECT_EQ(books.payments[0].to, (Party{Operator::kPrivate, 1, 4}));
}

TEST(MarketBooks, WhatTheRegionsVehiclesCostMoreArisesWhereTheyAre) {
  VillageRoad road;
  road.add_taxi(0, VehicleKind::kPatientTaxi);
  road.offers.back().municipality = 1;
  road.add_trip(3, 14 * kHourMs);
  const MarketBooks books = books_of(road.outcomes(road.market()), road.outcomes(road.separate()), 62.5, 200, {});
  EXPECT_TRUE(books.payments.empty()) << "the region carries for the region's travellers";
  ASSERT_EQ(books.costs.size(), 1U);
  EXPECT_EQ(books.costs[0].party, (Party{Operator::kRegion, 1, 0}));
}

TEST(MarketBooks, TransfersAddUpToZeroAndLeaveNobodyWorseThanAlone) {
  const std::array<std::int64_t, kOperators> gains{-5'000, -2'001, 9'000, 12'000, 500, 0};
  const std::array<double, kOperators> shares{2, 1, 3, 3, 1, 0};
  const auto transfers = transfers_of(gains, shares);
  EXPECT_EQ(std::accumulate(transfers.begin(), transfers.end(), std::int64_t{0}), 0);
  for (std::size_t o = 0; o != gains.size(); ++o) EXPECT_GE(gains[o] + transfers[o], 0);
  EXPECT_NEAR(static_cast<double>(gains[2] + transfers[2]), static_cast<double>(gains[3] + transfers[3]), 1)
      << "they add alike and get alike, to the öre that can't be split";
  // Where all together lose the region bears it.
  EXPECT_EQ(transfers_of({-5, -4, 3, 0, 0, 0}, shares), (std::array<std::int64_t, kOperators>{5, -2, -3, 0, 0, 0}));
}

TEST(MarketBooks, PaymentsOfAllPartiesSumToZeroWithTransfersAsWell) {
  VillageRoad road;
  road.add_post_van();
  road.add_taxi(0);
  road.add_taxi(4);
  road.add_taxi(0, VehicleKind::kParcelVan);
  road.fill(5, 16, 8);
  const Outcomes market = road.outcomes(road.market()), separate = road.outcomes(road.separate());
  const auto gains = gains_of(market, separate, 62.5);
  const std::array<std::int64_t, kOperators> transfers{-700, 300, 0, 400, 0, 0};
  const MarketBooks plain = books_of(market, separate, 62.5, 500, {}),
                    moved = books_of(market, separate, 62.5, 500, transfers);
  std::array<std::int64_t, kOperators> more{};
  const auto count = [&](const MarketBooks& books, std::int64_t sign) {
    for (const Payment& payment : books.payments) {
      EXPECT_GT(payment.ore, 0);
      more[static_cast<std::size_t>(payment.from.who)] -= sign * payment.ore;
      more[static_cast<std::size_t>(payment.to.who)] += sign * payment.ore;
    }
  };
  count(moved, 1);
  count(plain, -1);
  EXPECT_EQ(more, transfers);
  // What operators gain is what their requests cost alone less what they cost together.
  std::int64_t alone = 0, together = 0;
  for (const Carriage& c : separate.carriage) alone += c.cost;
  for (const Carriage& c : market.carriage)
    if (c.demand != Demand::kTraveller) together += c.cost;
  EXPECT_NEAR(static_cast<double>(std::accumulate(gains.begin(), gains.end(), std::int64_t{0})),
              static_cast<double>(alone - together) * 62.5 / kCostOfOre, 5);
  EXPECT_GT(alone, 100 * kKr);
}

}  // namespace
}  // namespace rurban
