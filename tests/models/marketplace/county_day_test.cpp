// What is asked and who drives on one Wednesday in Norrbotten.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "models/marketplace/market_film.h"
#include "models/marketplace/outcomes.h"
#include "models/places.h"

namespace rurban {
namespace {

class Wednesday : public testing::Test {
 protected:
  struct World {
    County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
    CountyRoads roads{county};
    BusDays buses{county};
    vrp::Hops hops = hops_of(roads, static_cast<std::uint32_t>(county.places.size()), Season::kWinter);
    std::vector<MunicipalityRef> municipality;
    FleetWork work;
    std::vector<std::uint32_t> seat;

    World() {
      std::vector<std::int32_t> spread;
      for (const Place& place : county.places) {
        municipality.push_back({place.municipality});
        spread.push_back(1'000);
      }
      seat = work.depots = seats(county);
      for (std::uint32_t p = 0; p != county.places.size(); ++p) {
        // A quarter of the residents are old; ten pupils at most ride from a small place.
        const std::int32_t residents = county.places[p].census.residents;
        Doors doors;
        doors.houses = residents / 2;
        doors.old = residents / 4;
        doors.parcel_points = residents > 200;
        doors.pupils = residents < 500 ? std::min(10, residents / 20) : 0;
        doors.school = doors.shop = seat[place(p).municipality];
        doors.old_no_car = doors.shop == p ? 0 : residents / 30;
        work.doors.push_back(doors);
        work.riders.push_back({residents, doors.old});
      }
      work.tasks = tasks_of(work.doors, municipality, spread, work.depots);
      work.goals = ride_goals(county, roads, municipality, work.depots);
    }
    const Place& place(std::uint32_t p) const { return county.places[p]; }
  };
  static World& world() {
    static World world;
    return world;
  }
  static constexpr twin::Date kDay = std::chrono::sys_days(std::chrono::year(2022) / 1 / 12);

  static std::vector<Carless> carless() {
    std::vector<Carless> people;
    for (std::uint32_t p = 0; p != world().municipality.size(); ++p)
      for (std::uint32_t k = 0; k != 10; ++k) people.push_back({1 + 100 * p + k, p, AgeBand::kOld, 0});
    return people;
  }
  static std::vector<MarketRequest> requests(double growth, std::span<const Carless> people) {
    World& w = world();
    DemandOfDay day{.roads = w.roads,
                    .buses = w.buses,
                    .date = kDay,
                    .key = twin::draw_key(1, 2),
                    .work = w.work,
                    .municipality = w.municipality,
                    .carless = people,
                    .growth = growth};
    for (auto& open : day.open_in) open = w.seat;
    auto& agents = day.open_in[static_cast<std::size_t>(Service::kParcel)];
    agents.clear();
    for (std::uint32_t p = 0; p != w.work.doors.size(); ++p)
      if (w.work.doors[p].parcel_points > 0) agents.push_back(p);
    return requests_of_day(day);
  }
  static std::vector<VehicleOffer> offers(std::span<const Commuter> commuters) {
    World& w = world();
    return offers_of_day({.county = w.county,
                          .roads = w.roads,
                          .date = kDay,
                          .work = w.work,
                          .municipality = w.municipality,
                          .kinds = {},
                          .depots = {},
                          .commuters = commuters},
                         w.hops, {});
  }
};

TEST_F(Wednesday, EveryRequestCanBeDrivenWithinItsWindowAndAWayBackFollowsItsWayThere) {
  const auto people = carless();
  const std::vector<MarketRequest> asked = requests(1, people);
  std::array<int, kDemands> counts{};
  for (std::size_t r = 0; r != asked.size(); ++r) {
    const MarketRequest& request = asked[r];
    ++counts[static_cast<std::size_t>(request.demand)];
    const vrp::Ticks direct = world().hops(request.from, request.to).ticks;
    EXPECT_NE(request.from, request.to);
    EXPECT_GE(request.latest - request.earliest, direct);
    EXPECT_LE(request.asked, std::max(1, request.earliest));
    if (request.back_of == kNoRequest) continue;
    ASSERT_EQ(request.back_of, r - 1);
    EXPECT_EQ(asked[r - 1].from, request.to);
    EXPECT_GE(request.earliest, asked[r - 1].latest);
  }
  for (std::size_t d = 0; d != counts.size(); ++d) EXPECT_GT(counts[d], 10) << d;
}

TEST_F(Wednesday, MoreErrandsLeaveThoseThatWereAskedForAsTheyWere) {
  const auto people = carless();
  const auto errands = [&](double growth) {
    std::map<std::uint64_t, MarketRequest> all;
    for (const MarketRequest& request : requests(growth, people))
      if (request.demand == Demand::kTraveller && request.back_of == kNoRequest) all[request.agent] = request;
    return all;
  };
  const auto today = errands(1), more = errands(1.5);
  EXPECT_GT(more.size(), today.size());
  for (const auto& [agent, request] : today) EXPECT_TRUE(more.contains(agent));
}

TEST_F(Wednesday, EveryVehicleDoesItsOwnRoundsInTimeWhenNobodyAsksForAnything) {
  const World& w = world();
  std::vector<Commuter> commuters;
  for (std::uint32_t p = 0; p < w.municipality.size(); p += 7)
    commuters.push_back({p, p, w.seat[w.municipality[p].row]});
  std::erase_if(commuters, [](const Commuter& c) { return c.home == c.workplace; });
  const std::vector<VehicleOffer> all = offers(commuters);
  std::array<int, kOperators> counts{};
  for (const VehicleOffer& offer : all) ++counts[static_cast<std::size_t>(offer.owner)];
  EXPECT_GT(counts[static_cast<std::size_t>(Operator::kMunicipality)], 50);
  EXPECT_GT(counts[static_cast<std::size_t>(Operator::kRegion)], 50) << "buses";
  EXPECT_GT(counts[static_cast<std::size_t>(Operator::kPost)], 20);
  EXPECT_EQ(counts[static_cast<std::size_t>(Operator::kPrivate)], 2 * static_cast<int>(commuters.size()));
  const DayResult day = live_day(w.hops, all, {}, separate_groups(all, {}, w.municipality), {});
  for (std::size_t o = 0; o != all.size(); ++o) {
    const vrp::Vehicle& vehicle = all[o].vehicle;
    std::size_t duties = 0;
    for (const vrp::Done& done : day.vehicles[o].done)
      if (done.kind == vrp::Done::Kind::kDuty) {
        EXPECT_LE(done.begin, vehicle.duties[done.index].task.latest);
        ++duties;
      }
    EXPECT_EQ(duties, vehicle.duties.size());
    EXPECT_EQ(day.vehicles[o].driven.cost, duties_alone(w.hops, vehicle).cost);
  }
}

TEST_F(Wednesday, OnFilmEveryCallThatIsServedIsFetchedByTheVehicleThatTookIt) {
  const World& w = world();
  auto people = carless();
  people.resize(people.size() / 4);
  std::vector<MarketRequest> asked = requests(1, people);
  const std::vector<VehicleOffer> all = offers({});
  DayRules rules;
  rules.improvement = 0;
  rules.price = [](const MarketRequest&, std::int64_t, double, DayMs) { return 4'000; };
  rules.accepts = [](const MarketRequest& request, std::int32_t, double) { return request.agent % 2 == 0; };
  const std::vector<bool> joined(joiners(w.seat.size()), true);
  const Groups apart = separate_groups(all, asked, w.municipality),
               together = market_groups(all, asked, w.municipality, joined);
  const DayResult separate = live_day(w.hops, all, asked, apart, rules),
                  market = live_day(w.hops, all, asked, together, rules);
  twin::MotionDay film;
  film.date = kDay;
  film_market({w.county, w.roads, w.hops, all, asked}, market, separate, film);
  ASSERT_TRUE(twin::MotionDay::unpack(film.pack())) << "a film that can be read again";
  ASSERT_EQ(film.calls.list.size(), asked.size());

  std::vector<std::vector<twin::Leg>> legs(film.movers());
  for (const twin::Leg& leg : film.legs()) {
    if (!legs[leg.mover].empty()) {
      EXPECT_GE(leg.start_s, film.end_s(legs[leg.mover].back())) << "one after the other";
    }
    legs[leg.mover].push_back(leg);
  }
  int served = 0;
  for (const twin::Call& call : film.calls.list) {
    EXPECT_FALSE(call.what.sv.empty() || call.what.en.empty() || call.why.sv.empty() || call.why.en.empty());
    if (call.mover == twin::Call::kNobody) continue;
    ++served;
    // It stands there when the call ends, give or take what is rounded.
    bool there = legs[call.mover].empty();
    for (const twin::Leg& leg : legs[call.mover]) {
      const auto first = film.way(leg.way).front(), last = film.way(leg.way).back();
      there = there ||
              (std::hypot(last.east_m - call.east_m, last.north_m - call.north_m) < 2'000 &&
               film.end_s(leg) <= call.until_s + 60) ||
              (std::hypot(first.east_m - call.east_m, first.north_m - call.north_m) < 2'000 &&
               leg.start_s >= call.until_s);
    }
    EXPECT_TRUE(there) << call.what.en;
  }
  const auto count = [&](const DayResult& day, Fate fate, bool persons) {
    std::int64_t sum = 0;
    for (std::size_t r = 0; r != asked.size(); ++r)
      if (is_person(asked[r].demand) == persons && day.answers[r].fate == fate) sum += persons ? 1 : asked[r].items;
    return sum;
  };
  EXPECT_EQ(served, count(market, Fate::kServed, true) +
                        std::ranges::count_if(film.calls.list, [](const twin::Call& c) { return c.kind == 1; }));
  const auto evening = [&](std::size_t counter, std::size_t of_case) {
    return film.calls.counters[counter].at(of_case, 86'400);
  };
  const std::array<const DayResult*, 2> days{&separate, &market};
  for (std::size_t c = 0; c != 2; ++c) {
    EXPECT_EQ(evening(0, c), count(*days[c], Fate::kServed, true));
    EXPECT_EQ(evening(2, c), count(*days[c], Fate::kDeclined, true));
    EXPECT_EQ(evening(3, c), count(*days[c], Fate::kServed, false));
    std::int64_t metres = 0, cost = 0;
    for (const VehicleDay& vehicle : days[c]->vehicles) {
      metres += vehicle.driven.length;
      cost += vehicle.driven.cost;
    }
    EXPECT_NEAR(static_cast<double>(evening(4, c)), static_cast<double>(metres) / 1'000, 1);
    EXPECT_NEAR(static_cast<double>(evening(6, c)), static_cast<double>(cost) / (100.0 * kCostOfOre), 1);
  }
  EXPECT_GT(film.calls.usual_ways.size(), 10U) << "rounds that took somebody along";
}

TEST_F(Wednesday, WaysBetweenPlacesAreAMetric) {
  const vrp::Hops& hops = world().hops;
  for (std::uint32_t a = 0; a < hops.nodes(); a += 11)
    for (std::uint32_t b = 0; b < hops.nodes(); b += 13)
      for (std::uint32_t c = 0; c < hops.nodes(); c += 5)
        ASSERT_LE(hops(a, c).ticks, hops(a, b).ticks + hops(b, c).ticks) << a << ' ' << b << ' ' << c;
}

}  // namespace
}  // namespace rurban
