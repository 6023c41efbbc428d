// What is asked and who drives on one Wednesday in Norrbotten.
#include <gtest/gtest.h>

#include <filesystem>

#include <map>

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

TEST_F(Wednesday, WaysBetweenPlacesAreAMetric) {
  const vrp::Hops& hops = world().hops;
  for (std::uint32_t a = 0; a < hops.nodes(); a += 11)
    for (std::uint32_t b = 0; b < hops.nodes(); b += 13)
      for (std::uint32_t c = 0; c < hops.nodes(); c += 5)
        ASSERT_LE(hops(a, c).ticks, hops(a, b).ticks + hops(b, c).ticks) << a << ' ' << b << ' ' << c;
}

}  // namespace
}  // namespace rurban
