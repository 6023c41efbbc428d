#include <gtest/gtest.h>

#include "tests/models/vehicle_routing/dispatcher_days.h"

namespace rurban::vrp {
namespace {

using test::along;
using test::at;
using test::taxi;

/// Asks for the first alternative, which must work.
Request asked_instead(Dispatcher& dispatcher, const Request& request) {
  const std::vector<Alternative> alternatives = dispatcher.alternatives(request);
  EXPECT_FALSE(alternatives.empty());
  if (alternatives.empty()) return request;
  EXPECT_TRUE(dispatcher.quote(alternatives[0].request).possible());
  return alternatives[0].request;
}

TEST(Refusal, WhereNoRoadIsNobodyGoes) {
  std::vector<Hop> hops{{0, 0}, {5, 5}, {900, 900}, {5, 5}, {0, 0}, {900, 900}, {900, 900}, {900, 900}, {0, 0}};
  Dispatcher dispatcher(Hops(3, hops), {taxi(0)}, {.no_road = 900});
  EXPECT_EQ(dispatcher.quote(at(0, 2)).refusal.reason, Reason::kNoRoad);
  EXPECT_EQ(dispatcher.quote(at(2, 2)).refusal.reason, Reason::kNoRoad);  // no way for the vehicle
  EXPECT_TRUE(dispatcher.alternatives(at(0, 2)).empty());
  EXPECT_TRUE(dispatcher.quote(at(1, 0)).possible());
}

TEST(Refusal, ALoadTooHeavyForAnyIsOfferedInParts) {
  Vehicle van = taxi(0);
  van.capacity[1] = 300;
  Dispatcher dispatcher(along(10), {taxi(0), van});
  Request heavy = at(1, 2);
  heavy.load[1] = 700;
  const Refusal refusal = dispatcher.quote(heavy).refusal;
  EXPECT_EQ(refusal.reason, Reason::kTooHeavy);
  EXPECT_EQ(refusal.what, 1u);
  EXPECT_EQ(refusal.asked, 700);
  EXPECT_EQ(refusal.possible, 300);
  const Alternative other = dispatcher.alternatives(heavy)[0];
  EXPECT_EQ(other.parts, 3);
  EXPECT_EQ(other.request.load[1], 234);  // 3 x 234 = 702
  for (int part = 0; part != other.parts; ++part) {
    const Quote quote = dispatcher.quote(other.request);
    ASSERT_TRUE(quote.possible());
    dispatcher.book(quote);
  }
}

TEST(Refusal, WhatNoVehicleHasAtAllCantBeSplit) {
  Dispatcher dispatcher(along(10), {taxi(0)});
  Request frozen = at(1, 2);
  frozen.load[2] = 1;
  EXPECT_EQ(dispatcher.quote(frozen).refusal.reason, Reason::kTooHeavy);
  EXPECT_TRUE(dispatcher.alternatives(frozen).empty());
}

TEST(Refusal, NeedsThatNobodyHas) {
  Vehicle with_lift = taxi(0);
  with_lift.has = 0b01;
  Dispatcher dispatcher(along(10), {taxi(1), with_lift});
  Request request = at(3, 4);
  request.needs = 0b11;
  const Refusal refusal = dispatcher.quote(request).refusal;
  EXPECT_EQ(refusal.reason, Reason::kNeeds);
  EXPECT_EQ(refusal.what, 0b10u);
  EXPECT_EQ(asked_instead(dispatcher, request).needs, 0b01u);
}

TEST(Refusal, WindowsShorterThanTheDrive) {
  Dispatcher dispatcher(along(100), {taxi(10)});
  dispatcher.advance(0);
  Request hasty = at(10, 60);
  hasty.pickup.earliest = 20;
  hasty.pickup.service = 3;
  hasty.delivery.latest = 50;
  const Refusal refusal = dispatcher.quote(hasty).refusal;
  EXPECT_EQ(refusal.reason, Reason::kShortWindows);
  EXPECT_EQ(refusal.asked, 27);
  EXPECT_EQ(refusal.possible, 50);
  EXPECT_EQ(asked_instead(dispatcher, hasty).delivery.latest, 73);
  // 23 sooner is before the day, so only later helps; a start at 30 can be sooner.
  EXPECT_EQ(dispatcher.alternatives(hasty).size(), 1u);
  hasty.pickup.earliest = 30;
  hasty.delivery.latest = 60;
  const std::vector<Alternative> alternatives = dispatcher.alternatives(hasty);
  ASSERT_EQ(alternatives.size(), 2u);
  EXPECT_EQ(alternatives[1].request.pickup.earliest, 7);  // 60 - 50 - 3
  EXPECT_TRUE(dispatcher.quote(alternatives[1].request).possible());
}

TEST(Refusal, ARideShorterThanTheDrive) {
  Dispatcher dispatcher(along(100), {taxi(10)});
  Request hasty = at(10, 60);
  hasty.most_ride = 40;
  const Refusal refusal = dispatcher.quote(hasty).refusal;
  EXPECT_EQ(refusal.reason, Reason::kShortRide);
  EXPECT_EQ(refusal.asked, 40);
  EXPECT_EQ(asked_instead(dispatcher, hasty).most_ride, 50);
}

TEST(Refusal, WhenNobodyIsOnDutyTheNearestTimeIsOffered) {
  Vehicle early = taxi(0), late = taxi(0);
  early.end = 0;
  early.latest = 100;
  late.earliest = 300;
  Dispatcher dispatcher(along(20), {early, late});
  Request request = at(5, 10);
  request.pickup.earliest = 120;
  request.pickup.latest = 130;
  request.delivery.latest = 150;
  EXPECT_EQ(dispatcher.quote(request).refusal.reason, Reason::kOffDuty);
  // From 10 home by 100 is 90 at 10, so 85 at 5: 35 sooner. Later it would be 305 - 130 = 175.
  EXPECT_EQ(asked_instead(dispatcher, request).pickup.earliest, 85);
  request.pickup.earliest += 120;
  request.pickup.latest += 120;
  request.delivery.latest += 120;
  EXPECT_EQ(asked_instead(dispatcher, request).pickup.latest, 305);
}

TEST(Refusal, WhereAllAreTakenTheLeastShiftIsOffered) {
  Dispatcher dispatcher(along(100), {taxi(0)});
  Request first = at(50, 60);
  first.pickup.earliest = 100;
  first.pickup.latest = first.delivery.latest = 110;
  ASSERT_TRUE(dispatcher.book(dispatcher.quote(first)));
  dispatcher.advance(10);
  Request second = at(10, 5);
  second.pickup.earliest = 100;
  second.pickup.latest = 120;
  EXPECT_EQ(dispatcher.quote(second).refusal.reason, Reason::kNoRoom);
  const std::vector<Alternative> alternatives = dispatcher.alternatives(second);
  ASSERT_EQ(alternatives.size(), 2u);
  EXPECT_EQ(alternatives[0].request.pickup.latest, 160);   // at 60 at 110, and 50 back to 10
  EXPECT_EQ(alternatives[1].request.pickup.earliest, 60);  // and 40 to 50 at 100
  for (const Alternative& other : alternatives) {
    EXPECT_TRUE(dispatcher.quote(other.request).possible());
    Request less = other.request;
    if (&other == &alternatives[0])
      --less.pickup.latest;
    else
      ++less.pickup.earliest;
    EXPECT_FALSE(dispatcher.quote(less).possible());
  }
}

TEST(Refusal, TwoReasonsAreLiftedTogether) {
  Dispatcher dispatcher(along(100), {taxi(10)});
  Request request = at(10, 60);
  request.needs = 1;
  request.load[0] = 6;
  request.delivery.latest = 20;
  EXPECT_EQ(dispatcher.quote(request).refusal.reason, Reason::kNeeds);
  const Request other = asked_instead(dispatcher, request);
  EXPECT_EQ(other.needs, 0u);
  EXPECT_EQ(other.load[0], 3);
  EXPECT_EQ(other.delivery.latest, 50);
}

TEST(Refusal, WithoutVehiclesThereIsNothingToOffer) {
  Dispatcher dispatcher(along(3), {});
  EXPECT_FALSE(dispatcher.quote(at(0, 1)).possible());
  EXPECT_TRUE(dispatcher.alternatives(at(0, 1)).empty());
}

}  // namespace
}  // namespace rurban::vrp
