#include "models/daily_life/day.h"

#include <gtest/gtest.h>

#include <memory>
#include <numeric>

#include "twin/base/hash.h"

namespace rurban {
namespace {

/// Lillby with shop, school and pharmacy; Storträsk 10 km away; Fjällnäs 60 km away, without a road link for buses.
class Valley : public testing::Test {
 protected:
  static County county() {
    County county;
    county.places = {
        {.name = "Lillby", .municipality = 0, .east_m = 0, .north_m = 0, .spread_m = 600, .census = {}},
        {.name = "Storträsk", .municipality = 0, .east_m = 10'000, .north_m = 0, .spread_m = 300, .census = {}},
        {.name = "Fjällnäs", .municipality = 0, .east_m = 70'000, .north_m = 0, .spread_m = 900, .census = {}}};
    county.road_nodes = {{"a", 0, 0, 0}, {"b", 0, 10'000, 0}, {"c", 0, 70'000, 0}};
    county.road_links = {{0, 1, 10'000, 600, false}, {1, 2, 60'000, 3'000, false}};
    county.bus_patterns = {{"1", "bus", {{1, 0, 0}, {0, 12, 12}}}, {"1", "bus", {{0, 0, 0}, {1, 12, 12}}}};
    county.bus_trips = {{0, 7 * 60, 0x7F, 365}, {1, 10 * 60, 0x7F, 365}, {1, 16 * 60, 0x7F, 365}};
    return county;
  }
  static OpenPoints points() {
    OpenPoints result;
    for (auto& list : result) list = {{0, 0}};
    result[static_cast<std::size_t>(Service::kGrocery)] = {{0, 0}, {1, 1}};
    return result;
  }

  /// Lives as long as the fixture, since a day's world keeps a reference.
  const ErrandChoices& errands(const LevelOfService& by, const OpenPoints& open) {
    return *kept.emplace_back(std::make_unique<ErrandChoices>(by, ChoiceRules{}, Season::kSummer, open, residents));
  }
  DayWorld world(const OpenPoints& open = points()) { return {service, {}, errands(service, open), residents}; }
  static DayPlan plan(const Resident& who, int weekday, const DayWorld& world, std::uint64_t person) {
    DayPlan result;
    plan_day(who, weekday, world, DayChance(twin::draw_key(1, twin::hash_name("test")), person, 100), result);
    return result;
  }
  /// People of all kinds, each with one day.
  template <class Visit>
  void for_days(const DayWorld& world, const Visit& visit) {
    for (std::uint64_t person = 0; person != 4'000; ++person) {
      const Resident who{.home = static_cast<std::uint32_t>(person % 3),
                         .age = static_cast<int>(person * 7 % 100),
                         .employed = person % 2 == 0 && person * 7 % 100 >= 16,
                         .means = {.car = person % 5 < 2,
                                   .lift = person % 4 == 0,
                                   .bus = person % 3 == 0,
                                   .digital = person % 2 == 1},
                         .workplace = person % 11 == 0 ? kNoWorkplace : static_cast<std::uint32_t>(person / 3 % 3)};
      const int weekday = static_cast<int>(person % 7);
      visit(who, weekday, plan(who, weekday, world, person));
    }
  }

  const County valley = county();
  const CountyRoads roads{valley};
  const BusDays buses{valley};
  const LevelOfService service{roads, buses};
  const std::vector<double> residents{500, 80, 40};
  std::vector<std::unique_ptr<ErrandChoices>> kept;
};

TEST_F(Valley, EveryDayHas1440Minutes) {
  for_days(world(), [](const Resident&, int, const DayPlan& plan) {
    const DayMinutes minutes = minutes_of(plan);
    EXPECT_EQ(std::accumulate(minutes.at.begin(), minutes.at.end(), minutes.under_way), kDayMinutes);
    for (const std::int32_t spent : minutes.at) EXPECT_GE(spent, 0);
  });
}

TEST_F(Valley, NobodyIsInTwoPlaces) {
  int trips = 0;
  for_days(world(), [&](const Resident& who, int, const DayPlan& plan) {
    std::uint32_t at = who.home;
    int now = 0;
    for (const Trip& trip : plan.all()) {
      EXPECT_EQ(trip.from, at);
      EXPECT_GE(trip.departs, now);
      EXPECT_GE(trip.arrives, trip.departs);
      at = trip.to;
      now = trip.arrives;
      ++trips;
    }
    EXPECT_EQ(at, who.home) << "one sleeps at home";
    EXPECT_LE(now, kDayMinutes);
  });
  EXPECT_GT(trips, 4'000);
}

TEST_F(Valley, NobodyTravelsByWhatTheyDoNotHave) {
  for_days(world(), [](const Resident& who, int, const DayPlan& plan) {
    for (const Trip& trip : plan.all()) {
      EXPECT_TRUE(trip.mode != Mode::kCar || who.means.car);
      EXPECT_TRUE(trip.mode != Mode::kBus || who.means.bus);
      EXPECT_TRUE(trip.mode != Mode::kBus || trip.from != 2) << "no bus goes to Fjällnäs";
    }
  });
}

TEST_F(Valley, ChildrenGoToSchoolAndPeopleWithWorkToWorkOnWeekdays) {
  int pupils = 0, workers = 0, pensioners = 0;
  for_days(world(), [&](const Resident& who, int weekday, const DayPlan& plan) {
    for (const Trip& trip : plan.all()) {
      if (trip.purpose == Purpose::kSchool) {
        EXPECT_LT(who.age, 16);
        EXPECT_LT(weekday, 5);
        ++pupils;
      }
      if (trip.purpose == Purpose::kWork) {
        EXPECT_EQ(trip.to, who.workplace);
      }
      workers += trip.purpose == Purpose::kWork && who.employed;
      pensioners += trip.purpose == Purpose::kWork && !who.employed;
    }
  });
  EXPECT_GT(pupils, 100);
  EXPECT_GT(workers, 500);
  EXPECT_EQ(pensioners, 0);
}

TEST_F(Valley, AShelfWithATenthOfTheGoodsDrawsATenthAsManyBesideAShop) {
  constexpr std::size_t kGroceries = 0;
  const auto odds = [&](double range) {
    OpenPoints open = points();
    open[static_cast<std::size_t>(Service::kGrocery)][1].range = range;
    const ErrandChoices& choices = errands(service, open);
    std::array<double, 2> went{};
    for (std::uint32_t k = 0; k != 40'000; ++k) {
      const Errand errand = choices.choose(kGroceries, 1, {.car = true}, 2, k * 107'374);  // all of the 32 bits
      if (errand.possible && !errand.digital) ++went[errand.to.point];
    }
    return went[1] / went[0];
  };
  ASSERT_EQ(kNeeds[kGroceries].service, Service::kGrocery);
  EXPECT_NEAR(odds(0.1) / odds(1), 0.1, 0.005);
}

TEST_F(Valley, PharmaciesAndLibrariesAreClosedOnSundays) {
  for (std::uint64_t person = 0; person != 3'000; ++person)
    for (const DayPlan day = plan({.home = 0, .age = 80, .means = {.car = true}}, 6, world(), person);
         const Trip& trip : day.all())
      EXPECT_TRUE(trip.purpose != purpose_of(Service::kPharmacy) && trip.purpose != purpose_of(Service::kLibrary));
}

TEST_F(Valley, AShopOfItsOwnKeepsStorträskAtHome) {
  auto closed = points();
  closed[static_cast<std::size_t>(Service::kGrocery)] = {{0, 0}};
  const DayWorld with = world(), without = world(closed);
  std::int64_t metres_with = 0, metres_without = 0, at_home = 0;
  for (std::uint64_t person = 0; person != 3'000; ++person) {
    const Resident who{.home = 1, .age = 50, .means = {.car = true}};
    for (const DayPlan day = plan(who, 2, with, person); const Trip& trip : day.all())
      if (trip.purpose == purpose_of(Service::kGrocery)) {
        metres_with += trip.metres;
        at_home += trip.to == 1;
      }
    for (const DayPlan day = plan(who, 2, without, person); const Trip& trip : day.all())
      if (trip.purpose == purpose_of(Service::kGrocery)) metres_without += trip.metres;
  }
  EXPECT_GT(at_home, 0);
  EXPECT_GT(metres_without, 2 * metres_with);
}

TEST_F(Valley, NeedsWithNowhereToGoAreCountedAsUnmet) {
  const OpenPoints none;
  const DayWorld desert = world(none);
  int unmet = 0;
  for (std::uint64_t person = 0; person != 500; ++person)
    unmet += plan({.home = 0, .age = 50, .means = {}}, 2, desert, person)
                 .unmet[static_cast<std::size_t>(Service::kGrocery)];
  // 1.9 times a week, every day alike.
  EXPECT_NEAR(unmet, 500 * 1.9 / 7, 40);
}

TEST_F(Valley, TheDigitalWayIsTakenOnlyByThoseWhoCan) {
  int digital = 0;
  for_days(world(), [&](const Resident& who, int, const DayPlan& plan) {
    for (const std::uint8_t count : plan.digital) {
      EXPECT_TRUE(who.means.digital || count == 0);
      digital += count;
    }
  });
  EXPECT_GT(digital, 20);
}

TEST_F(Valley, FreeBusesDrawPassengersAndPaidOnesNeverMore) {
  const LevelOfService free_service(roads, buses, {}, {true, true, true});
  const DayWorld paid = world(), free(free_service, {}, errands(free_service, points()), residents);
  int riders_paid = 0, riders_free = 0;
  for (std::uint64_t person = 0; person != 4'000; ++person) {
    const Resident who{.home = 1, .age = 40, .employed = true, .means = {.bus = true}, .workplace = 0};
    for (const DayPlan day = plan(who, 2, paid, person); const Trip& trip : day.all())
      riders_paid += trip.mode == Mode::kBus;
    for (const DayPlan day = plan(who, 2, free, person); const Trip& trip : day.all()) {
      riders_free += trip.mode == Mode::kBus;
      EXPECT_TRUE(trip.mode != Mode::kBus || trip.ore == 0);
    }
  }
  EXPECT_GT(riders_paid, 0);
  EXPECT_GT(riders_free, riders_paid);
}

}  // namespace
}  // namespace rurban
