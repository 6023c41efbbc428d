#include "models/marketplace/price.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>

#include "twin/base/draw.h"

namespace rurban {
namespace {

constexpr twin::Stream kChance{"price_test"};

double drawn(std::uint32_t world, std::uint32_t index) {
  return twin::Draw(twin::draw_key(1, kChance.hash), world, index).uniform();
}

TEST(Price, IsWhatTheRideAddsWithinAFareThatABusWouldAskFor) {
  const PriceRules rules{
      .joint_most = 0.2, .full_fleet = 0, .day_before = 0, .fare_cap = 1.5, .least_bus_share = 0.5};
  // 60 kr and a tenth for what all share, where a bus costs 50.
  const Price near = price_of(rules, {.marginal_ore = 6'000, .joint_ore = 600, .bus_ore = 5'000});
  EXPECT_EQ(near.traveller, 6'600);
  EXPECT_EQ(near.operators, 6'000);
  EXPECT_EQ(near.region, 0);
  // 800 kr far out: the traveller pays one and a half bus tickets, the region the rest.
  const Price far = price_of(rules, {.marginal_ore = 80'000, .joint_ore = 600, .bus_ore = 5'000});
  EXPECT_EQ(far.traveller, 7'500);
  EXPECT_EQ(far.region, 80'600 - 7'500);
  // What lies on the way anyhow is not free: a half ticket.
  EXPECT_EQ(price_of(rules, {.marginal_ore = 0, .bus_ore = 5'000}).traveller, 2'500);
}

TEST(Price, EveryOreIsBorneByTravellerOrRegionAndIsGotByOperatorsOrTheMarket) {
  for (std::uint32_t world = 0; world != 500; ++world) {
    const Price price = price_of({}, {.marginal_ore = static_cast<std::int64_t>(drawn(world, 0) * 200'000) - 5'000,
                                      .joint_ore = static_cast<std::int64_t>(drawn(world, 1) * 5'000),
                                      .busy = drawn(world, 2),
                                      .lead_h = drawn(world, 3) * 24,
                                      .bus_ore = static_cast<std::int64_t>(3'000 + drawn(world, 4) * 20'000),
                                      .reduced = drawn(world, 5) < 0.5});
    EXPECT_EQ(price.traveller + price.region, price.operators + price.joint);
    EXPECT_GE(price.operators, 0);
  }
}

TEST(Price, NeverFallsWithLoadLatenessOrCostNorRisesBySocialTariff) {
  for (std::uint32_t world = 0; world != 200; ++world) {
    const PriceCase ride{.marginal_ore = static_cast<std::int64_t>(drawn(world, 0) * 30'000),
                         .joint_ore = 500,
                         .busy = drawn(world, 1) * 0.9,
                         .lead_h = drawn(world, 2) * 20,
                         .bus_ore = 8'000};
    const auto fare = [&](auto change) {
      PriceCase other = ride;
      change(other);
      return price_of({}, other).traveller;
    };
    const std::int64_t now = price_of({}, ride).traveller;
    EXPECT_GE(fare([](PriceCase& r) { r.busy += 0.1; }), now);
    EXPECT_LE(fare([](PriceCase& r) { r.lead_h += 2; }), now);
    EXPECT_GE(fare([](PriceCase& r) { r.marginal_ore += 1'000; }), now);
    EXPECT_LE(fare([](PriceCase& r) { r.reduced = true; }), now);
    EXPECT_LE(now, 12'000) << "one and a half bus tickets";
  }
}

TEST(Price, WhoCancelsGetsBackWhatThePlanSavesAndWhoDoesNotComeNothing) {
  EXPECT_EQ(cancellation_fee(10'000, 12'000, 5), 0);
  EXPECT_EQ(cancellation_fee(10'000, 10'000, 0), 10'000);
  EXPECT_EQ(cancellation_fee(10'000, 2'000, 5), 8'000) << "a vehicle has come from far";
  std::int64_t before = 0;
  for (const double hours : {3.0, 2.0, 1.5, 1.0, 0.5, 0.1, 0.0}) {
    EXPECT_GE(cancellation_fee(10'000, 10'000, hours), before);
    before = cancellation_fee(10'000, 10'000, hours);
  }
}

/// A car to the village costs 300 kr, whoever sits in it; each passenger 20 more.
std::int64_t car(std::uint32_t set) {
  return set == 0 ? 0 : 30'000 + 2'000 * std::popcount(set);
}

TEST(Vcg, TwoWhoShareACarPayWhatTheOtherWouldHaveToPutUp) {
  // Worth 250 and 200 kr: together more than the 340 of the car, alone less.
  const VcgPayments vcg = vcg_payments({25'000, 20'000}, car);
  EXPECT_TRUE(vcg.served[0] && vcg.served[1]);
  // Without the first the second would stay at home, with nothing; with her, 200 kr less 340: she pays 140.
  EXPECT_EQ(vcg.paid[0], 14'000);
  EXPECT_EQ(vcg.paid[1], 9'000);
  EXPECT_EQ(vcg.deficit, 34'000 - 23'000) << "truth has its price: the region bears 110 kr";
}

TEST(Vcg, NobodyGainsByTellingAValueThatIsNotHis) {
  for (std::uint32_t world = 0; world != 60; ++world) {
    std::vector<std::int64_t> truth;
    for (std::uint32_t i = 0; i != 4; ++i) truth.push_back(static_cast<std::int64_t>(drawn(world, i) * 20'000));
    const auto gain = [&](const VcgPayments& vcg, std::size_t i) {
      return vcg.served[i] ? truth[i] - vcg.paid[i] : 0;
    };
    const VcgPayments honest = vcg_payments(truth, car);
    for (std::size_t i = 0; i != truth.size(); ++i)
      for (const double factor : {0.0, 0.5, 0.9, 1.1, 2.0, 10.0}) {
        std::vector<std::int64_t> told = truth;
        told[i] = static_cast<std::int64_t>(factor * static_cast<double>(truth[i]));
        EXPECT_LE(gain(vcg_payments(told, car), i), gain(honest, i));
      }
  }
}

}  // namespace
}  // namespace rurban
