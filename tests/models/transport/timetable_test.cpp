#include "models/transport/timetable.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/random_roads.h"

namespace rurban {
namespace {

constexpr DaySeconds at(int hour, int minute) {
  return hour * 3600 + minute * 60;
}

/// Bus 0 drives A - B - C at 8:00, 8:20, 8:40; bus 1 leaves C for D at 8:41; bus 2 leaves C for D at 9:30. E lies
/// five minutes' walk from B.
DayService valley() {
  return {.stops = 5,
          .trips = 3,
          .connections = {{0, 1, 0, at(8, 0), at(8, 20)},
                          {1, 2, 0, at(8, 20), at(8, 40)},
                          {2, 3, 1, at(8, 41), at(9, 0)},
                          {2, 3, 2, at(9, 30), at(9, 50)}},
          .walks = {{1, 4, 300}, {4, 1, 300}},
          .change_s = 120};
}

std::vector<DaySeconds> arrivals(const DayService& service, std::uint32_t stop, DaySeconds time) {
  std::vector<DaySeconds> result;
  Timetable(service).earliest_arrivals(stop, time, result);
  return result;
}

TEST(Timetable, TheBusIsCaughtAtItsMinuteAndMissedASecondLater) {
  EXPECT_EQ(arrivals(valley(), 0, at(8, 0))[2], at(8, 40));
  EXPECT_EQ(arrivals(valley(), 0, at(8, 0) + 1)[2], kNever);
}

TEST(Timetable, AChangeTakesItsTime) {
  EXPECT_EQ(arrivals(valley(), 0, at(7, 0))[3], at(9, 50)) << "one minute is too short to change at C";
  DayService quick = valley();
  quick.change_s = 60;
  EXPECT_EQ(arrivals(quick, 0, at(7, 0))[3], at(9, 0));
}

TEST(Timetable, WhoStaysOnTheBusNeedsNoChange) {
  DayService through = valley();
  through.connections[2].trip = 0;
  EXPECT_EQ(arrivals(through, 0, at(7, 0))[3], at(9, 0));
}

TEST(Timetable, WalksLeadToTheBusAndFromIt) {
  EXPECT_EQ(arrivals(valley(), 0, at(7, 0))[4], at(8, 25));
  EXPECT_EQ(arrivals(valley(), 4, at(8, 15))[2], at(8, 40));
  EXPECT_EQ(arrivals(valley(), 4, at(8, 16))[2], kNever);
}

TEST(Timetable, JourneysAreThoseWorthTaking) {
  const std::vector<Timetable::Goal> goals{{3, 0}};
  const auto journeys = Timetable(valley()).journeys_to(goals);
  EXPECT_EQ(journeys[2], (std::vector<Journey>{{at(9, 30), at(9, 50)}, {at(8, 41), at(9, 0)}}));
  EXPECT_EQ(journeys[0], (std::vector<Journey>{{at(8, 0), at(9, 50)}}));
  EXPECT_EQ(journeys[4], (std::vector<Journey>{{at(8, 15), at(9, 50)}}));
  EXPECT_TRUE(journeys[3].empty()) << "who is there needs no journey";
}

TEST(Timetable, TheNearestOfSeveralGoalsCounts) {
  const std::vector<Timetable::Goal> goals{{3, 0}, {1, 600}};  // D, or ten minutes on foot from B
  const auto journeys = Timetable(valley()).journeys_to(goals);
  EXPECT_EQ(arrival_of(journeys[0], at(7, 0)), at(8, 30));
}

// ---- laws, on timetables drawn by lot

DayService drawn(std::uint64_t seed) {
  twin::test::Dice dice(seed);
  DayService service{.stops = 12, .trips = 40, .connections = {}, .walks = {}, .change_s = 120};
  for (std::uint32_t trip = 0; trip != service.trips; ++trip) {
    DaySeconds time = at(5, 0) + static_cast<DaySeconds>(dice.below(16 * 60)) * 60;
    auto stop = static_cast<std::uint16_t>(dice.below(service.stops));
    for (std::uint32_t leg = 1 + dice.below(6); leg != 0; --leg) {
      const auto next = static_cast<std::uint16_t>(dice.below(service.stops));
      const DaySeconds arrives = time + static_cast<DaySeconds>(dice.below(30)) * 60;
      if (next != stop) service.connections.push_back({stop, next, trip, time, arrives});
      if (next == stop) continue;
      stop = next;
      time = arrives + static_cast<DaySeconds>(dice.below(3)) * 60;
    }
  }
  for (std::uint16_t stop = 0; stop < 11; stop = static_cast<std::uint16_t>(stop + 3)) {
    const auto seconds = static_cast<std::int32_t>(60 + dice.below(900));
    service.walks.push_back({stop, static_cast<std::uint16_t>(stop + 1), seconds});
    service.walks.push_back({static_cast<std::uint16_t>(stop + 1), stop, seconds});
  }
  return service;
}

TEST(Timetable, ALaterDepartureNeverArrivesEarlier) {
  for (std::uint64_t seed = 0; seed != 20; ++seed) {
    const Timetable timetable(drawn(seed));
    std::vector<DaySeconds> before, after;
    for (std::uint32_t stop = 0; stop != timetable.stops(); ++stop) {
      timetable.earliest_arrivals(stop, 0, before);
      for (DaySeconds time = at(5, 0); time < at(24, 0); time += 600, before = after) {
        timetable.earliest_arrivals(stop, time, after);
        for (std::uint32_t to = 0; to != timetable.stops(); ++to)
          ASSERT_GE(after[to], to == stop ? time : before[to]);
      }
    }
  }
}

TEST(Timetable, JourneysOfADayAgreeWithASearchForEveryMinute) {
  for (std::uint64_t seed = 0; seed != 20; ++seed) {
    const DayService service = drawn(seed);
    const Timetable timetable(service);
    for (std::uint32_t goal = 0; goal != service.stops; ++goal) {
      std::vector<Timetable::Goal> goals{{goal, 0}};
      std::vector<DaySeconds> on_foot(service.stops, kNever), searched;
      on_foot[goal] = 0;
      for (const Walk& walk : service.walks)
        if (walk.to == goal) {
          goals.push_back({walk.from, walk.seconds});
          on_foot[walk.from] = walk.seconds;
        }
      const auto journeys = timetable.journeys_to(goals);
      for (std::uint32_t stop = 0; stop != service.stops; ++stop)
        for (DaySeconds time = at(4, 0); time < at(24, 0); time += 60) {
          timetable.earliest_arrivals(stop, time, searched);
          const DaySeconds walked = on_foot[stop] == kNever ? kNever : time + on_foot[stop];
          ASSERT_EQ(std::min(walked, arrival_of(journeys[stop], time)), searched[goal])
              << "seed " << seed << ", " << stop << " to " << goal << " at " << time;
        }
    }
  }
}

TEST(Timetable, OneMoreTripNeverLengthensAnyonesWay) {
  for (std::uint64_t seed = 0; seed != 20; ++seed) {
    const DayService more = drawn(seed);
    DayService fewer = more;
    std::erase_if(fewer.connections, [](const Connection& c) { return c.trip == 7; });
    const Timetable with(more), without(fewer);
    std::vector<DaySeconds> a, b;
    for (std::uint32_t stop = 0; stop != more.stops; ++stop)
      for (DaySeconds time = at(5, 0); time < at(22, 0); time += 1'800) {
        with.earliest_arrivals(stop, time, a);
        without.earliest_arrivals(stop, time, b);
        for (std::uint32_t to = 0; to != more.stops; ++to) ASSERT_LE(a[to], b[to]);
      }
  }
}

TEST(Timetable, ANewStopOnTheWayNeverLengthensAnyonesWay) {
  for (std::uint64_t seed = 0; seed != 20; ++seed) {
    const DayService before = drawn(seed);
    DayService after = before;
    const auto added = static_cast<std::uint16_t>(after.stops++);
    // The first trip calls there between two of its stops, in passing; a walk leads to it and from it.
    const auto first = after.connections.begin();
    const DaySeconds halfway = (first->departs + first->arrives) / 2;
    const Connection rest{added, first->to, first->trip, halfway, first->arrives};
    first->to = added;
    first->arrives = halfway;
    after.connections.insert(first + 1, rest);
    after.walks.push_back({0, added, 240});
    after.walks.push_back({added, 0, 240});
    const Timetable with(after), without(before);
    std::vector<DaySeconds> a, b;
    bool anyone_gains = false;
    for (std::uint32_t stop = 0; stop != before.stops; ++stop)
      for (DaySeconds time = at(5, 0); time < at(22, 0); time += 1'800) {
        with.earliest_arrivals(stop, time, a);
        without.earliest_arrivals(stop, time, b);
        for (std::uint32_t to = 0; to != before.stops; ++to) ASSERT_LE(a[to], b[to]);
        anyone_gains = anyone_gains || a[added] != kNever;
      }
    EXPECT_TRUE(anyone_gains) << "nobody gets to the new stop";
  }
}

}  // namespace
}  // namespace rurban
