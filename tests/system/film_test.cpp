// One day of everything that moves in the county: laws of motion.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "models/fleet/vehicles.h"
#include "tests/system/worlds.h"
#include "twin/base/parallel.h"

namespace {

using namespace rurban;
using twin::Leg;
using twin::MotionDay;
using twin::WayPoint;

class FilmedDay : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    session_ = new tools::Session(worlds::founded("today"));
    day_ = new MotionDay(session_->simulation->film(twin::date(2021, 2, 10)));  // a Wednesday
    for (const Leg& leg : day_->legs()) legs_[leg.mover].push_back(leg);
  }
  static void TearDownTestSuite() {
    delete day_;
    delete session_;
    legs_.clear();
  }
  static std::string kind(std::uint32_t mover) { return day_->kinds()[day_->kind_of(mover)].en; }

  static tools::Session* session_;
  static MotionDay* day_;
  static std::map<std::uint32_t, std::vector<Leg>> legs_;  ///< by mover
};
tools::Session* FilmedDay::session_ = nullptr;
MotionDay* FilmedDay::day_ = nullptr;
std::map<std::uint32_t, std::vector<Leg>> FilmedDay::legs_;

TEST_F(FilmedDay, ShowsEveryKindOfVehicle) {
  std::map<std::string, int> movers;
  for (const auto& [mover, legs] : legs_) ++movers[kind(mover)];
  for (const VehicleClass& vehicle : kVehicleClasses) EXPECT_GT(movers[vehicle.name.en], 0) << vehicle.name.en;
  EXPECT_GT(movers["private cars"], 20'000);
  EXPECT_GT(movers["newspaper cars"], 0);
}

TEST_F(FilmedDay, NobodyIsInTwoPlaces) {
  for (const auto& [mover, legs] : legs_)
    for (std::size_t i = 1; i < legs.size(); ++i)
      ASSERT_GE(legs[i].start_s + 0, day_->end_s(legs[i - 1]) - 60)  // plans are made in whole minutes
          << kind(mover) << " sets out before it has arrived";
}

TEST_F(FilmedDay, WhatStopsSomewhereGoesOnFromThere) {
  for (const auto& [mover, legs] : legs_)
    for (std::size_t i = 1; i < legs.size(); ++i) {
      const WayPoint &end = day_->way(legs[i - 1].way).back(), &begin = day_->way(legs[i].way).front();
      ASSERT_EQ(std::pair(end.east_m, end.north_m), std::pair(begin.east_m, begin.north_m)) << kind(mover);
    }
}

TEST_F(FilmedDay, NothingIsFasterThanRoadsAllow) {
  std::map<std::string, double> fastest;
  for (const auto& [mover, legs] : legs_)
    for (const Leg& leg : legs) {
      const auto points = day_->way(leg.way);
      double metres = 0;
      for (std::size_t i = 1; i < points.size(); ++i)
        metres += std::hypot(points[i].east_m - points[i - 1].east_m, points[i].north_m - points[i - 1].north_m);
      if (metres < 1'000) continue;  // between two stops of one street, timetables are a matter of whole minutes
      double& most = fastest[kind(mover)];
      most = std::max(most, metres / points.back().ms * 3'600);
    }
  for (const auto& [name, km_per_h] : fastest) EXPECT_LE(km_per_h, 110) << name;
}

TEST_F(FilmedDay, VehiclesAreOutNoLongerThanTheirDriversMay) {
  std::map<std::string, double> most_hours;
  for (const VehicleClass& vehicle : kVehicleClasses) most_hours[vehicle.name.en] = vehicle.hours_per_day;
  for (const auto& [mover, legs] : legs_) {
    const auto most = most_hours.find(kind(mover));
    if (most == most_hours.end() || kind(mover) == "buses") continue;
    // One round that lies too far for a shift takes as long as it takes: see plan_rounds.
    if (legs.size() == 1) continue;
    EXPECT_LE(day_->end_s(legs.back()) - legs.front().start_s, most->second * 3'600) << kind(mover);
  }
}

TEST_F(FilmedDay, ChangesNothingAndIsTheSameOnAnyThreads) {
  const twin::StateHash before = session_->simulation->hash();
  twin::set_threads(3);
  const auto again = session_->simulation->film(day_->date).pack();
  twin::set_threads(1);
  const auto single = session_->simulation->film(day_->date).pack();
  twin::set_threads(0);
  EXPECT_EQ(again, day_->pack());
  EXPECT_EQ(single, again);
  EXPECT_EQ(session_->simulation->hash().total, before.total);
}

TEST_F(FilmedDay, TakesTheSameTimberAndOreAsAYearWouldOnAverage) {
  std::map<std::string, int> legs;
  for (const auto& [mover, of_mover] : legs_) legs[kind(mover)] += static_cast<int>(of_mover.size());
  // 4.2 Mt of timber in loads of 42 t on some 231 full days; 22.8 Mt of ore in trains of 6,800 t every day. Each
  // route rounds by chance: +- one load.
  EXPECT_NEAR(legs["timber trucks"], 4'248'000 / 42 / 231.0, 48);
  EXPECT_NEAR(legs["ore trains"], 22'800'000 / 6'800 / 365.0 * 1.5, 5) << "half of yesterday's are still under way";
}

}  // namespace
