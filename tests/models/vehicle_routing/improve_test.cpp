#include "models/vehicle_routing/improve.h"

#include <gtest/gtest.h>

#include "tests/models/vehicle_routing/dispatcher_days.h"
#include "twin/base/parallel.h"

namespace rurban::vrp {
namespace {

using test::along;
using test::at;
using test::taxi;

Request exactly(Request request, Ticks pickup) {
  request.pickup.earliest = request.pickup.latest = pickup;
  return request;
}

/// Two taxis where the first request takes the one that the second would need.
Dispatcher taken_the_wrong_way_round() {
  Dispatcher dispatcher(along(101), {taxi(40), taxi(100)});
  dispatcher.book(dispatcher.quote(exactly(at(60, 61), 100)));
  dispatcher.book(dispatcher.quote(exactly(at(30, 31), 100)));
  return dispatcher;
}

TEST(Improve, UndoesWhatWasCheapestOnlyAtFirst) {
  Dispatcher dispatcher = taken_the_wrong_way_round();
  EXPECT_EQ(dispatcher.cost(), 20 + 1 + 70 + 1);
  const Improvement improvement = dispatcher.improve({});
  EXPECT_EQ(dispatcher.cost(), 10 + 1 + 40 + 1);
  EXPECT_EQ(improvement.gained, 40);
}

TEST(Improve, LeavesAloneWhatIsUnderWay) {
  Dispatcher dispatcher = taken_the_wrong_way_round();
  dispatcher.advance(30);  // by then 100 to 30 has begun
  EXPECT_EQ(dispatcher.improve({}).gained, 0);
  dispatcher.advance(kNoLimit);
  EXPECT_TRUE(dispatcher.late().empty());
  EXPECT_EQ(dispatcher.cost(), 20 + 1 + 70 + 1);
}

TEST(Improve, WithNothingToDoThereIsNothingToGain) {
  Dispatcher dispatcher(along(10), {taxi(0), taxi(5)});
  EXPECT_EQ(dispatcher.improve({}).tried, 0u);
  Dispatcher none(along(10), {});
  EXPECT_EQ(none.improve({}).gained, 0);
}

/// Books all it can, with improvement now and then.
Improvement live_through(const test::Day& day, Dispatcher& dispatcher) {
  Improvement all;
  for (std::size_t c = 0; c != day.calls.size(); ++c) {
    dispatcher.advance(day.calls[c].time);
    if (const Quote quote = dispatcher.quote(day.calls[c].request); quote.possible()) dispatcher.book(quote);
    if (c % 6 == 0) all += dispatcher.improve({.groups = 2, .vehicles = 4, .iterations = 50, .seed = c});
  }
  dispatcher.advance(kNoLimit);
  return all;
}

class ImprovedDay : public testing::TestWithParam<int> {};

TEST_P(ImprovedDay, CostsLessAndKeepsEveryPromise) {
  const test::Day day(GetParam());
  Dispatcher dispatcher = day.dispatcher();
  for (std::size_t c = 0; c != day.calls.size(); ++c) {
    dispatcher.advance(day.calls[c].time);
    if (const Quote quote = dispatcher.quote(day.calls[c].request); quote.possible()) dispatcher.book(quote);
    const Cost before = dispatcher.cost();
    const Improvement improvement = dispatcher.improve({.groups = 2, .vehicles = 4, .iterations = 20, .seed = c});
    EXPECT_GE(improvement.gained, 0);
    EXPECT_EQ(dispatcher.cost(), before - improvement.gained);
  }
  dispatcher.advance(kNoLimit);
  EXPECT_TRUE(dispatcher.late().empty());
  for (const Booking& booking : dispatcher.bookings()) EXPECT_EQ(booking.state, Booking::State::kDelivered);
  EXPECT_EQ(test::faults(day, dispatcher), std::vector<std::string>{});
}

TEST_P(ImprovedDay, IsTheSameOnOneThreadAndOnTwo) {
  const test::Day day(GetParam());
  Dispatcher one = day.dispatcher(), two = day.dispatcher();
  twin::set_threads(1);
  live_through(day, one);
  twin::set_threads(2);
  live_through(day, two);
  twin::set_threads(0);
  ASSERT_EQ(one.fleet().log().size(), two.fleet().log().size());
  for (std::size_t i = 0; i != one.fleet().log().size(); ++i) {
    const Done &a = one.fleet().log()[i], &b = two.fleet().log()[i];
    EXPECT_TRUE(a.kind == b.kind && a.vehicle == b.vehicle && a.index == b.index && a.begin == b.begin);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ImprovedDay, testing::Range(1, 11));

TEST(Improve, GainsSomethingOnMostDays) {
  int gained = 0;
  for (int seed = 1; seed != 11; ++seed) {
    const test::Day day(seed);
    Dispatcher dispatcher = day.dispatcher();
    gained += live_through(day, dispatcher).gained > 0;
  }
  EXPECT_GE(gained, 6);
}

}  // namespace
}  // namespace rurban::vrp
