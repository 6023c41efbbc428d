#include <gtest/gtest.h>

#include "tests/models/vehicle_routing/dispatcher_days.h"

namespace rurban::vrp {
namespace {

using test::along;
using test::at;
using test::taxi;

std::uint32_t booked(Dispatcher& dispatcher, const Request& request) {
  const Quote quote = dispatcher.quote(request);
  EXPECT_TRUE(quote.possible());
  return *dispatcher.book(quote);
}
Request by(Request request, Ticks pickup, Ticks delivery) {
  request.pickup.latest = pickup;
  request.delivery.latest = delivery;
  return request;
}

TEST(Disruptions, ACancelledLoadFreesItsRoom) {
  Dispatcher dispatcher(along(100), {taxi(0)});
  Request four = by(at(10, 90), 10, 90);
  four.load[0] = 4;
  const std::uint32_t booking = booked(dispatcher, four);
  const Request on_the_way = by(at(20, 30), 20, 30);
  EXPECT_FALSE(dispatcher.quote(on_the_way).possible());
  EXPECT_TRUE(dispatcher.cancel(booking));
  EXPECT_TRUE(dispatcher.quote(on_the_way).possible());
  EXPECT_EQ(dispatcher.cost(), 0);
  EXPECT_FALSE(dispatcher.cancel(booking));
}

TEST(Disruptions, AVehicleUnderWayToWhatIsCancelledArrivesInVain) {
  Dispatcher dispatcher(along(100), {taxi(0)});
  const std::uint32_t booking = booked(dispatcher, at(10, 20));
  dispatcher.advance(4);
  dispatcher.cancel(booking);
  EXPECT_EQ(dispatcher.quote(at(10, 12)).pickup, 10);
  EXPECT_EQ(dispatcher.cost(), 10);
  dispatcher.advance(kNoLimit);
  ASSERT_EQ(dispatcher.fleet().log().size(), 1u);
  EXPECT_EQ(dispatcher.fleet().log()[0].kind, Done::Kind::kInVain);
}

TEST(Disruptions, OneWhoCancelsOnBoardIsTakenAlongButHurriesNobody) {
  Dispatcher dispatcher(along(100), {taxi(0)});
  const std::uint32_t booking = booked(dispatcher, by(at(0, 50), 0, 60));
  booked(dispatcher, by(at(20, 21), 60, 60));
  dispatcher.advance(10);
  const Request back = by(at(22, 2), 40, 60);
  EXPECT_FALSE(dispatcher.quote(back).possible());
  EXPECT_TRUE(dispatcher.cancel(booking));
  EXPECT_TRUE(dispatcher.quote(back).possible());
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[booking].state, Booking::State::kCancelled);
  EXPECT_TRUE(dispatcher.bookings()[booking].delivered);
  EXPECT_TRUE(dispatcher.late().empty());
}

TEST(Disruptions, WhereNobodyComesTheVehicleWaitsAndGoesOn) {
  Dispatcher dispatcher(along(100), {taxi(0)}, {.no_show_wait = 7});
  const std::uint32_t absent = booked(dispatcher, at(10, 90));
  const std::uint32_t other = booked(dispatcher, at(20, 30));
  EXPECT_TRUE(dispatcher.no_show(absent));
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[absent].state, Booking::State::kNoShow);
  EXPECT_EQ(dispatcher.bookings()[other].picked_up, 10 + 7 + 10);
  EXPECT_EQ(dispatcher.fleet().log().back().begin, 37);  // and never to 90
  EXPECT_EQ(dispatcher.fleet().log()[0].kind, Done::Kind::kNoShow);
}

TEST(Disruptions, WhoIsLateBecauseOfSomebodyAbsentSaysSo) {
  Dispatcher dispatcher(along(100), {taxi(0)}, {.later = 5, .no_show_wait = 7});
  const std::uint32_t absent = booked(dispatcher, at(10, 90));
  booked(dispatcher, at(20, 30));
  dispatcher.no_show(absent);
  dispatcher.advance(kNoLimit);
  ASSERT_EQ(dispatcher.late().size(), 2u);
  for (const Late& late : dispatcher.late()) {
    EXPECT_EQ(late.by, 2);
    EXPECT_EQ(late.cause, Cause::kNoShow);
  }
}

TEST(Disruptions, ADelayIsHandedOverWhereOthersAreInTime) {
  Dispatcher dispatcher(along(100), {taxi(0), taxi(40)});
  const std::uint32_t aboard = booked(dispatcher, by(at(0, 9), 14, 14));
  const std::uint32_t waiting = booked(dispatcher, by(at(10, 20), 60, 60));
  EXPECT_EQ(dispatcher.quote(at(10, 11)).offer.vehicle, 0u);
  dispatcher.advance(3);
  dispatcher.delay(0, 60);
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[aboard].delivered, 69);
  ASSERT_EQ(dispatcher.late().size(), 1u);  // the one aboard alone
  EXPECT_EQ(dispatcher.late()[0].by, 60 - 5);
  EXPECT_EQ(dispatcher.late()[0].cause, Cause::kDelay);
  EXPECT_EQ(dispatcher.bookings()[waiting].picked_up, 3 + 30);
  EXPECT_EQ(dispatcher.bookings()[waiting].cause, Cause::kNone);
}

TEST(Disruptions, ADelayedBusIsLateUntilItsSlackHasCaughtUp) {
  Vehicle bus = taxi(0);
  for (const auto& [node, time] : {std::pair{10u, 10}, {20u, 24}, {30u, 44}})
    bus.duties.push_back({{node, time, time + 1, 0}, Load{}});
  Dispatcher dispatcher(along(100), {bus});
  dispatcher.advance(5);
  dispatcher.delay(0, 8);
  dispatcher.advance(kNoLimit);
  ASSERT_EQ(dispatcher.late().size(), 2u);
  EXPECT_EQ(dispatcher.late()[0].by, 7);  // at 18 instead of 11
  EXPECT_EQ(dispatcher.late()[1].by, 3);  // at 28 instead of 25
  EXPECT_EQ(dispatcher.late()[1].visit.kind, Visit::Kind::kDuty);
}

TEST(Disruptions, WhenAVehicleBreaksDownOthersTakeItsRidersOn) {
  Dispatcher dispatcher(along(100), {taxi(0), taxi(90)});
  const std::uint32_t rider = booked(dispatcher, by(at(0, 50), 10, 60));
  const std::uint32_t waiting = booked(dispatcher, by(at(60, 70), 200, 200));
  EXPECT_EQ(dispatcher.fleet().route(0).size(), 4u);
  dispatcher.advance(20);
  dispatcher.break_down(0, 10'000);
  EXPECT_EQ(dispatcher.bookings()[rider].state, Booking::State::kPlanned);
  dispatcher.advance(kNoLimit);
  // Less than half of the way: it stands at 0. The other one comes from 90, takes the rider to 50 after 110 + 50.
  EXPECT_EQ(dispatcher.bookings()[rider].delivered, 20 + 90 + 50);
  EXPECT_EQ(dispatcher.bookings()[waiting].state, Booking::State::kDelivered);
  ASSERT_EQ(dispatcher.late().size(), 1u);
  EXPECT_EQ(dispatcher.late()[0].by, 160 - 60);
  EXPECT_EQ(dispatcher.late()[0].cause, Cause::kBreakdown);
}

TEST(Disruptions, WhomNobodyCanTakeIsUnservedForAReason) {
  Vehicle with_lift = taxi(0);
  with_lift.has = 1;
  with_lift.latest = 500;
  Dispatcher dispatcher(along(100), {with_lift, taxi(90)});
  Request rider = at(0, 50);
  rider.needs = 1;
  const std::uint32_t booking = booked(dispatcher, rider);
  dispatcher.advance(30);
  dispatcher.break_down(0, 10'000);
  EXPECT_EQ(dispatcher.bookings()[booking].state, Booking::State::kUnserved);
  EXPECT_EQ(dispatcher.bookings()[booking].refusal.reason, Reason::kOffDuty);
  EXPECT_EQ(dispatcher.bookings()[booking].cause, Cause::kBreakdown);
  ASSERT_EQ(dispatcher.late().size(), 1u);
  EXPECT_EQ(dispatcher.late()[0].by, kNoLimit);
}

TEST(Disruptions, AVehicleThatIsMendedInTimeGoesOnItself) {
  Dispatcher dispatcher(along(100), {taxi(0)}, {.later = 10});
  const std::uint32_t rider = booked(dispatcher, at(0, 50));
  dispatcher.advance(30);
  dispatcher.break_down(0, 35);  // more than half of the way: at 50
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[rider].delivered, 35);
  EXPECT_TRUE(dispatcher.late().empty());
}

TEST(Disruptions, ABusThatBreaksDownLeavesOutItsStopsUntilItIsMended) {
  Vehicle bus = taxi(0);
  for (const auto& [node, time] : {std::pair{10u, 10}, {20u, 24}, {30u, 44}})
    bus.duties.push_back({{node, time, time + 1, 0}, Load{}});
  Dispatcher dispatcher(along(100), {bus});
  dispatcher.advance(8);
  dispatcher.break_down(0, 40);
  dispatcher.advance(kNoLimit);
  ASSERT_EQ(dispatcher.late().size(), 3u);
  EXPECT_EQ(dispatcher.late()[0].by, kNoLimit);
  EXPECT_EQ(dispatcher.late()[1].by, kNoLimit);
  EXPECT_EQ(dispatcher.late()[2].by, 60 - 45);  // from 10 at 40
}

/// The road `along`, but between two neighbours `factor` times as long; 0: closed.
Hops with_works(std::uint32_t nodes, std::uint32_t at, int factor) {
  std::vector<Hop> hops;
  for (std::uint32_t from = 0; from != nodes; ++from)
    for (std::uint32_t to = 0; to != nodes; ++to) {
      const bool passes = std::min(from, to) <= at && std::max(from, to) > at;
      const int way = std::abs(static_cast<int>(from) - static_cast<int>(to));
      const Ticks ticks = !passes ? way : factor == 0 ? kNoWay : way - 1 + factor;
      hops.push_back({ticks, way});
    }
  return {nodes, std::move(hops)};
}

TEST(Disruptions, OnASlowerRoadTheLegThatIsUnderWayEndsAsItWas) {
  Dispatcher dispatcher(along(100), {taxi(0)}, {.later = 5});
  booked(dispatcher, at(10, 30));
  dispatcher.advance(3);
  dispatcher.set_hops(with_works(100, 5, 50));
  dispatcher.advance(100);
  EXPECT_TRUE(dispatcher.late().empty());
  booked(dispatcher, at(30, 0));
  dispatcher.advance(110);
  dispatcher.set_hops(with_works(100, 5, 1));  // it has left already
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[1].delivered, 100 + 29 + 50);
}

TEST(Disruptions, WhenARoadClosesOthersComeFromTheOtherSide) {
  Dispatcher dispatcher(along(100), {taxi(0), taxi(90)}, {.later = 5});
  const std::uint32_t beyond = booked(dispatcher, at(40, 60));
  const std::uint32_t across = booked(dispatcher, at(30, 70));
  EXPECT_EQ(dispatcher.fleet().route(0).size(), 4u);
  dispatcher.set_hops(with_works(100, 35, 0));
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(dispatcher.bookings()[beyond].state, Booking::State::kDelivered);
  EXPECT_EQ(dispatcher.bookings()[beyond].cause, Cause::kRoad);
  EXPECT_EQ(dispatcher.bookings()[across].state, Booking::State::kUnserved);
  EXPECT_EQ(dispatcher.bookings()[across].refusal.reason, Reason::kNoRoad);
}

/// No way in or out of a node, and all others half as long again.
Hops without_node(const Hops& hops, std::uint32_t closed) {
  std::vector<Hop> result;
  for (std::uint32_t from = 0; from != hops.nodes(); ++from)
    for (std::uint32_t to = 0; to != hops.nodes(); ++to) {
      const Hop hop = hops(from, to);
      const bool shut = from != to && (from == closed || to == closed);
      result.push_back({shut ? kNoWay : hop.ticks + (hop.ticks + 1) / 2, hop.length});
    }
  return {hops.nodes(), std::move(result)};
}

class DisruptedDay : public testing::TestWithParam<int> {};

TEST_P(DisruptedDay, NoPromiseIsBrokenWithoutAReasonAndNobodyIsForgotten) {
  const test::Day day(GetParam());
  Dispatcher dispatcher = day.dispatcher();
  const twin::PhiloxKey key = twin::draw_key(static_cast<std::uint64_t>(GetParam()), 1);
  for (std::uint32_t c = 0; c != day.calls.size(); ++c) {
    dispatcher.advance(day.calls[c].time);
    if (const Quote quote = dispatcher.quote(day.calls[c].request); quote.possible()) dispatcher.book(quote);
    auto one = [&, n = 0u](std::uint32_t below) mutable { return twin::Draw(key, c, n++).below(below); };
    const std::uint32_t what = one(20), vehicle = one(8);
    if (what == 0) dispatcher.break_down(vehicle, day.calls[c].time + static_cast<Ticks>(one(300)));
    if (what == 1) dispatcher.delay(vehicle, static_cast<Ticks>(one(60)));
    if (what <= 3 && !dispatcher.bookings().empty())
      dispatcher.cancel(one(static_cast<std::uint32_t>(dispatcher.bookings().size())));
    if (what >= 4 && what <= 5 && !dispatcher.bookings().empty())
      dispatcher.no_show(one(static_cast<std::uint32_t>(dispatcher.bookings().size())));
    if (what == 6) dispatcher.set_hops(without_node(day.hops, one(day.hops.nodes())));
    if (what == 7) dispatcher.set_hops(day.hops);
  }
  dispatcher.advance(kNoLimit);
  EXPECT_EQ(test::faults(day, dispatcher, true), std::vector<std::string>{});
  for (const Late& late : dispatcher.late()) EXPECT_NE(late.cause, Cause::kNone);
  for (const Booking& booking : dispatcher.bookings()) {
    EXPECT_NE(booking.state, Booking::State::kPlanned);
    EXPECT_NE(booking.state, Booking::State::kAboard);
    EXPECT_EQ(booking.state == Booking::State::kUnserved, booking.refusal.reason != Reason::kNone);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DisruptedDay, testing::Range(1, 201));

}  // namespace
}  // namespace rurban::vrp
