#include "models/vehicle_routing/search.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "models/vehicle_routing/route.h"
#include "tests/models/vehicle_routing/small_towns.h"

namespace rurban::vrp {
namespace {

using testing::Exhaustive;
using testing::town;

SearchRules rounds(std::int64_t iterations, std::uint64_t seed = 1) {
  return {.cpu_s = 0, .iterations = iterations, .seed = seed, .on_better = {}};
}

class Town : public ::testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Town, ::testing::Range<std::uint64_t>(1, 11));

TEST_P(Town, OfFourRequestsGetsTheBestPlanThereIs) {
  const Problem problem = town(GetParam(), 4, 2);
  EXPECT_EQ(search(problem, rounds(2'000)).cost, Exhaustive(problem).best());
}

TEST_P(Town, IsServedByFeasibleRoutesThatCostWhatIsSaid) {
  const Problem problem = town(GetParam(), 40, 12);
  const SearchResult found = search(problem, rounds(500));
  std::vector<int> times(problem.requests.size());
  Cost cost = 0;
  for (std::uint32_t v = 0; v != problem.vehicles.size(); ++v) {
    const Route route(problem, v, found.plan.routes[v]);
    EXPECT_TRUE(route.feasible());
    cost += route.cost();
    for (const Visit visit : found.plan.routes[v]) times[visit.index] += visit.kind == Visit::Kind::kPickup;
  }
  for (const std::uint32_t request : found.plan.unserved) ++times[request];
  EXPECT_EQ(std::ranges::count(times, 1), static_cast<std::ptrdiff_t>(times.size()));
  EXPECT_TRUE(found.plan.unserved.empty());
  EXPECT_EQ(found.cost, cost);
}

TEST_P(Town, GetsTheSamePlanFromTheSameSeedAndNoWorseFromALongerSearchsEnd) {
  const Problem problem = town(GetParam(), 30, 10);
  const SearchResult once = search(problem, rounds(300)), again = search(problem, rounds(300));
  EXPECT_EQ(once.plan.routes, again.plan.routes);
  const SearchResult on = search(problem, rounds(100, 2), &once.plan);
  EXPECT_LE(on.cost, once.cost);
}

TEST_P(Town, PaysNoMoreWhenAVehicleComesThatCostsNothing) {
  Problem problem = town(GetParam(), 20, 6);
  const SearchResult before = search(problem, rounds(500));
  Vehicle free = problem.vehicles.front();
  free.fixed = free.per_length = free.per_tick = 0;
  problem.vehicles.push_back(free);
  Plan start = before.plan;
  start.routes.emplace_back();
  EXPECT_LE(search(problem, rounds(500), &start).cost, before.cost);
  EXPECT_LE(search(problem, rounds(500)).cost, before.cost);
}

TEST_P(Town, LeavesAtHomeWhatIsNotWorthItsDriveAndNothingElse) {
  Problem problem = town(GetParam(), 12, 6);
  for (Request& request : problem.requests) request.unserved = 0;
  EXPECT_EQ(search(problem, rounds(300)).plan.unserved.size(), problem.requests.size());
  for (Request& request : problem.requests) request.unserved = 10'000;
  EXPECT_TRUE(search(problem, rounds(300)).plan.unserved.empty());
}

TEST_P(Town, ServesAllWithAsFewVehiclesAsThereAreWhereThatCanBe) {
  // As many vehicles as a plan for many needed: the search has to find such a plan, not only a cheap one.
  Problem problem = town(GetParam(), 30, 12);
  for (Vehicle& vehicle : problem.vehicles) vehicle.fixed = 10'000;
  const SearchResult many = search(problem, rounds(3'000));
  const auto used = std::ranges::count_if(many.plan.routes, [](const auto& route) { return !route.empty(); });
  problem.vehicles.resize(static_cast<std::size_t>(used));
  EXPECT_TRUE(search(problem, rounds(3'000)).plan.unserved.empty());
}

TEST(Search, KeepsDutiesInTheirOrderAndRidersInTheirVehicle) {
  Problem problem = town(3, 10, 2);
  Vehicle& bus = problem.vehicles.front();
  bus.duties = {Duty{Task{0, 50, 60, 1}, Load{}}, Duty{Task{4, 120, 130, 1}, Load{}}};
  problem.requests[7].aboard = true;
  problem.requests[7].vehicle = 0;
  bus.load = problem.requests[7].load;
  Plan start;
  start.routes = {{{Visit::Kind::kDuty, 0}, {Visit::Kind::kDuty, 1}, {Visit::Kind::kDelivery, 7}}, {}};
  for (std::uint32_t request = 0; request != 10; ++request)
    if (request != 7) start.unserved.push_back(request);
  ASSERT_TRUE(Route(problem, 0, start.routes[0]).feasible());
  const SearchResult found = search(problem, rounds(500), &start);
  std::vector<std::uint32_t> duties;
  bool rides_on = false;
  for (const Visit visit : found.plan.routes[0]) {
    if (visit.kind == Visit::Kind::kDuty) duties.push_back(visit.index);
    rides_on |= visit == Visit{Visit::Kind::kDelivery, 7};
  }
  EXPECT_EQ(duties, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_TRUE(rides_on);
  EXPECT_TRUE(Route(problem, 0, found.plan.routes[0]).feasible());
}

TEST(Hops, AreTheSameWhetherLookedUpFromWhereTheyBeginOrInto) {
  // Uphill takes longer than down.
  for (const Ticks uphill : {3, 5}) {
    const Hops hops(3, {{0, 0}, {uphill, 1}, {uphill, 2}, {3, 1}, {0, 0}, {uphill, 4}, {3, 2}, {3, 4}, {0, 0}});
    for (std::uint32_t from = 0; from != 3; ++from)
      for (std::uint32_t to = 0; to != 3; ++to) EXPECT_EQ(hops.into(to)[from], hops(from, to));
  }
}

TEST(Search, OfNothingIsNothing) {
  Problem problem = town(1, 2, 1);
  problem.requests.clear();
  EXPECT_EQ(search(problem, rounds(10)).cost, 0);
  problem.vehicles.clear();
  EXPECT_TRUE(search(problem, rounds(10)).plan.routes.empty());
}

}  // namespace
}  // namespace rurban::vrp
