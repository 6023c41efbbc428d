#include "models/vehicle_routing/dispatcher.h"

#include <gtest/gtest.h>

#include "tests/models/vehicle_routing/dispatcher_days.h"

namespace rurban::vrp {
namespace {

using test::along;
using test::at;
using test::taxi;

TEST(Dispatcher, PromisesTheCheapestVehicle) {
  // Nodes 0 to 9 along a road, one tick and one length apart.
  Dispatcher dispatcher(along(10), {taxi(0), taxi(6)});
  const Quote quote = dispatcher.quote(at(5, 8));
  EXPECT_EQ(quote.offer.vehicle, 1u);
  EXPECT_EQ(quote.cost(), 1 + 3);  // 6 to 5, and on to 8
  EXPECT_EQ(quote.pickup, 1);
  EXPECT_EQ(quote.delivery, 4);
}

TEST(Dispatcher, OfEqualVehiclesTheLowestComes) {
  Dispatcher dispatcher(along(10), {taxi(9), taxi(7), taxi(3), taxi(3)});
  EXPECT_EQ(dispatcher.quote(at(5, 6)).offer.vehicle, 1u);
}

TEST(Dispatcher, TellsTheNextBestVehiclesToo) {
  Dispatcher dispatcher(along(10), {taxi(9), taxi(6), taxi(0)});
  const std::vector<Quote> quotes = dispatcher.quotes(at(5, 4), 5);
  ASSERT_EQ(quotes.size(), 3u);
  EXPECT_EQ(quotes[0].offer.vehicle, 1u);
  EXPECT_EQ(quotes[1].offer.vehicle, 0u);
  EXPECT_EQ(quotes[2].offer.vehicle, 2u);
  EXPECT_EQ(quotes[2].cost(), 5 + 1);
}

TEST(Dispatcher, AVehicleLeavesSoLateThatItComesJustInTime) {
  Dispatcher dispatcher(along(10), {taxi(0)});
  Request later = at(5, 6);
  later.pickup.earliest = 100;
  dispatcher.book(dispatcher.quote(later));
  dispatcher.advance(94);
  // Still at 0, so a short ride comes in between.
  EXPECT_EQ(dispatcher.quote(at(0, 1)).pickup, 94);
  dispatcher.advance(95);
  EXPECT_TRUE(dispatcher.fleet().under_way(0));
  EXPECT_EQ(dispatcher.quote(at(0, 1)).pickup, 100 + 1 + 6);  // the vehicle is at 6 first
}

TEST(Dispatcher, StopsWithinTheHorizonKeepTheirPlaces) {
  Dispatcher dispatcher(along(10), {taxi(0)}, {.horizon = 20});
  Request later = at(5, 6);
  later.pickup.earliest = 100;
  dispatcher.book(dispatcher.quote(later));
  dispatcher.advance(79);
  EXPECT_EQ(dispatcher.quote(at(0, 1)).pickup, 79);
  dispatcher.advance(80);
  EXPECT_EQ(dispatcher.quote(at(0, 1)).pickup, 107);
}

TEST(Dispatcher, APromiseIsKeptWhateverIsBookedAfterwards) {
  Dispatcher dispatcher(along(100), {taxi(0)}, {.later = 5});
  const auto first = dispatcher.book(dispatcher.quote(at(10, 50)));
  // Back from 20 to 12 at once would make the first 16 late.
  EXPECT_EQ(dispatcher.quote(at(20, 12)).delivery, 50 + 38);
  dispatcher.book(dispatcher.quote(at(20, 12)));
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[*first].delivered, 50);
}

TEST(Dispatcher, AQuoteIsTakenAnewIfOthersWereFaster) {
  Dispatcher dispatcher(along(100), {taxi(0), taxi(60)}, {.later = 5});
  Request small = at(10, 20);
  small.pickup.latest = 15;
  small.load[0] = 4;
  const Quote one = dispatcher.quote(small), other = dispatcher.quote(small);
  EXPECT_TRUE(dispatcher.book(one));
  // The only vehicle that could come in time is full.
  EXPECT_FALSE(dispatcher.book(other));
}

TEST(Dispatcher, ABusKeepsItsTimetable) {
  Vehicle bus = taxi(0);
  bus.capacity[0] = 40;
  for (const auto& [node, time] : {std::pair{10u, 10}, {20u, 22}, {30u, 34}})
    bus.duties.push_back({{node, time, time + 1, 0}, Load{}});
  Dispatcher dispatcher(along(100), {bus});
  EXPECT_EQ(dispatcher.quote(at(12, 18)).cost(), 0);          // on its way
  EXPECT_EQ(dispatcher.quote(at(25, 19)).delivery, 34 + 11);  // no time to turn round until 30 is done
  dispatcher.book(dispatcher.quote(at(12, 18)));
  dispatcher.advance(kNoLimit);
  EXPECT_TRUE(dispatcher.late().empty());
  ASSERT_EQ(dispatcher.fleet().log().size(), 5u);
  EXPECT_EQ(dispatcher.fleet().log()[3].begin, 22);
}

TEST(Dispatcher, TheWayHomeIsPartOfThePrice) {
  Vehicle vehicle = taxi(0);
  vehicle.end = 0;
  vehicle.latest = 1'000;
  Dispatcher dispatcher(along(100), {vehicle});
  EXPECT_EQ(dispatcher.quote(at(10, 30)).cost(), 10 + 20 + 30);
  dispatcher.book(dispatcher.quote(at(10, 30)));
  dispatcher.advance(50);
  // It stands at 30 with nothing to do, and would go home by 20 anyway.
  EXPECT_EQ(dispatcher.quote(at(20, 5)).cost(), 0);
  EXPECT_EQ(dispatcher.cost(), 60);
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.cost(), 60);
  EXPECT_EQ(dispatcher.fleet().log().back().kind, Done::Kind::kHome);
  EXPECT_EQ(dispatcher.fleet().log().back().begin, 1'000);
}

TEST(Dispatcher, TheFixedCostOfAVehicleIsPaidOnce) {
  Vehicle vehicle = taxi(0);
  vehicle.fixed = 100;
  Dispatcher dispatcher(along(100), {vehicle});
  EXPECT_EQ(dispatcher.quote(at(0, 10)).cost(), 110);
  dispatcher.book(dispatcher.quote(at(0, 10)));
  EXPECT_EQ(dispatcher.quote(at(10, 20)).cost(), 10);
  dispatcher.advance(100);
  EXPECT_EQ(dispatcher.quote(at(10, 20)).cost(), 10);
  EXPECT_EQ(dispatcher.cost(), 110);
}

TEST(Dispatcher, NobodyRidesLongerThanAllowed) {
  Dispatcher dispatcher(along(100), {taxi(0)});
  Request patient = at(0, 50), hasty = at(0, 50);
  patient.pickup.latest = hasty.pickup.latest = 0;
  hasty.most_ride = 55;
  const Request detour = at(10, 5);  // 10 longer for who is on board
  EXPECT_TRUE(dispatcher.book(dispatcher.quote(hasty)));
  EXPECT_EQ(dispatcher.quote(detour).cost(), 40 + 5);  // back from 50 with whom was picked up on the way
  Dispatcher other(along(100), {taxi(0)});
  EXPECT_TRUE(other.book(other.quote(patient)));
  EXPECT_EQ(other.quote(detour).cost(), 10);
}

TEST(Dispatcher, TheLogTellsWhatWasDrivenEmptyAndWhatWasWaited) {
  Vehicle vehicle = taxi(0);
  vehicle.end = 0;
  vehicle.latest = 1'000;
  vehicle.per_tick = 2;
  Dispatcher dispatcher(along(100), {vehicle});
  Request request = at(10, 30);
  request.pickup.service = 4;
  request.delivery.earliest = 50;
  dispatcher.book(dispatcher.quote(request));
  dispatcher.advance(kNoLimit);
  Driven driven;
  for (const Done& done : dispatcher.fleet().log()) driven.add(done);
  EXPECT_EQ(driven.length, 10 + 20 + 30);
  EXPECT_EQ(driven.empty_length, 10 + 30);
  EXPECT_EQ(driven.driving, 60);
  EXPECT_EQ(driven.service, 4);
  EXPECT_EQ(driven.waiting, 16);  // with the rider, so as not to be at 30 before 50
  EXPECT_EQ(driven.cost, 60 + 2 * (60 + 4));
}

// Laws of any day without disruptions.

class RandomDay : public testing::TestWithParam<int> {};

TEST_P(RandomDay, EverythingDrivenHoldsAndEveryPromiseIsKept) {
  const test::Day day(GetParam());
  Dispatcher dispatcher = day.dispatcher();
  for (const test::Call& call : day.calls) {
    dispatcher.advance(call.time);
    const Quote quote = dispatcher.quote(call.request);
    if (quote.possible()) {
      EXPECT_TRUE(dispatcher.book(quote));
    }
  }
  dispatcher.advance(kNoLimit);
  EXPECT_TRUE(dispatcher.late().empty());
  for (const Booking& booking : dispatcher.bookings()) EXPECT_EQ(booking.state, Booking::State::kDelivered);
  EXPECT_GT(dispatcher.bookings().size(), day.calls.size() / 4);
  EXPECT_EQ(test::faults(day, dispatcher), std::vector<std::string>{});
}

TEST_P(RandomDay, AQuoteIsWhatItAddsToTheCostAndTimeAddsNothing) {
  const test::Day day(GetParam());
  Dispatcher dispatcher = day.dispatcher();
  for (const test::Call& call : day.calls) {
    Cost before = dispatcher.cost();
    dispatcher.advance(call.time);
    EXPECT_EQ(dispatcher.cost(), before);
    const Quote quote = dispatcher.quote(call.request);
    EXPECT_EQ(dispatcher.cost(), before);
    if (!quote.possible()) continue;
    dispatcher.book(quote);
    EXPECT_EQ(dispatcher.cost(), before + quote.cost());
  }
}

TEST_P(RandomDay, NoVehicleWouldBeCheaperThanTheOneQuoted) {
  const test::Day day(GetParam());
  Dispatcher dispatcher = day.dispatcher();
  for (const test::Call& call : day.calls) {
    dispatcher.advance(call.time);
    const Quote quote = dispatcher.quote(call.request);
    // Every vehicle is asked, without any of the short cuts.
    Fleet fleet = dispatcher.fleet();
    const std::uint32_t request = fleet.add(call.request);
    Cost least = kNever;
    for (std::uint32_t v = fleet.size(); v-- != 0;) {
      const Insertion at = fleet.route_from_now(v).best_insertion(fleet.problem(), request, kNever, fleet.frozen(v));
      if (at.cost > least || !at.possible()) continue;
      least = at.cost;
      if (at.cost == quote.cost()) {
        EXPECT_GE(v, quote.offer.vehicle);
      }
    }
    EXPECT_EQ(quote.possible() ? quote.cost() : kNever, least);
    if (quote.possible()) dispatcher.book(quote);
  }
}

TEST_P(RandomDay, EveryAlternativeWorks) {
  const test::Day day(GetParam());
  Dispatcher dispatcher = day.dispatcher();
  for (const test::Call& call : day.calls) {
    dispatcher.advance(call.time);
    const Quote quote = dispatcher.quote(call.request);
    if (quote.possible()) {
      dispatcher.book(quote);
      continue;
    }
    for (const Alternative& other : dispatcher.alternatives(call.request))
      EXPECT_TRUE(dispatcher.quote(other.request).possible());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDay, testing::Range(1, 21));

}  // namespace
}  // namespace rurban::vrp
