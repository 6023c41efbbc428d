#include "models/vehicle_routing/combine.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "models/vehicle_routing/instance_problem.h"
#include "models/vehicle_routing/route_choice.h"
#include "tests/models/vehicle_routing/small_towns.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace rurban::vrp {
namespace {

namespace fs = std::filesystem;
using testing::Exhaustive;
using testing::town;

const fs::path kPublished = fs::path(RURBAN_ROOT) / "../shared/validation/transport/darp_cordeau";

SearchRules rounds(std::int64_t iterations) {
  return {.cpu_s = 0, .iterations = iterations, .seed = 1};
}

/// A town whose riders are in a hurry, and whose drivers go home after a while.
Problem hurried_town(std::uint64_t seed, std::int32_t requests, std::int32_t vehicles, Ticks most_duration) {
  Problem problem = town(seed, requests, vehicles);
  for (Request& request : problem.requests)
    request.most_ride = problem.hops(request.pickup.node, request.delivery.node).ticks + 15;
  for (Vehicle& vehicle : problem.vehicles) vehicle.most_duration = most_duration;
  return problem;
}

class HurriedTown : public ::testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, HurriedTown, ::testing::Range<std::uint64_t>(1, 21));

TEST_P(HurriedTown, OfFourRequestsGetsTheBestPlanThereIsAndKnowsIt) {
  const Problem problem = hurried_town(GetParam(), 4, 2, kNoLimit);
  const CombineResult found = combine(problem, rounds(20));
  EXPECT_EQ(found.cost, Exhaustive(problem).best());
  EXPECT_TRUE(found.proven);
  EXPECT_EQ(found.bound, found.cost);
}

TEST_P(HurriedTown, LetsNoDriverBeOutTooLong) {
  for (const Ticks most_duration : {150, 200, 250}) {
    const Problem problem = hurried_town(GetParam(), 4, 3, most_duration);
    EXPECT_EQ(combine(problem, rounds(20)).cost, Exhaustive(problem).best());
  }
}

TEST_P(HurriedTown, LeavesAtHomeWhoIsNotWorthTheDrive) {
  Problem problem = hurried_town(GetParam(), 4, 2, kNoLimit);
  for (Request& request : problem.requests) request.unserved = 45;
  const CombineResult found = combine(problem, rounds(20));
  EXPECT_EQ(found.cost, Exhaustive(problem).best());
  EXPECT_EQ(found.cost, total_cost(problem, found.plan));
}

TEST_P(HurriedTown, GetsTheSamePlanFromTheSameSeed) {
  const Problem problem = hurried_town(GetParam(), 20, 8, 300);
  const CombineResult once = combine(problem, rounds(200)), again = combine(problem, rounds(200));
  EXPECT_EQ(once.plan.routes, again.plan.routes);
  EXPECT_EQ(once.iterations, again.iterations);
}

TEST_P(HurriedTown, PaysNoMoreForAChoiceThanForThePlanItBeganWith) {
  const Problem problem = hurried_town(GetParam(), 15, 8, 300);
  RoutePool pool(1'000);
  SearchRules rules = rounds(50);
  rules.on_route = [&](const Route& route) {
    if (route.used()) pool.offer(route.cost(), route.visits());
  };
  const SearchResult start = search(problem, rules);
  ASSERT_TRUE(start.plan.unserved.empty());
  // Nothing but what the search has driven.
  const std::vector<Fragment> pieces = fragments_of(problem, pool.routes());
  Cost last = start.cost;
  Plan plan = start.plan;
  choose_routes(problem, pieces, pool, start.plan,
                {.comparisons = 10'000'000, .on_better = [&](Cost cost, const Plan& better) {
                   EXPECT_LT(cost, last);
                   last = cost;
                   plan = better;
                 }});
  EXPECT_EQ(total_cost(problem, plan), last);
  for (std::uint32_t v = 0; v != plan.routes.size(); ++v) EXPECT_TRUE(Route(problem, v, plan.routes[v]).feasible());
  EXPECT_GE(last, combine(problem, rounds(50)).bound);
}

TEST(Combine, IsASearchWhereVehiclesDifferOrHaveDuties) {
  Problem problem = hurried_town(1, 10, 4, kNoLimit);
  EXPECT_TRUE(combinable(problem));
  problem.vehicles.front().duties = {Duty{Task{0, 50, 60, 1}, Load{}}};
  EXPECT_FALSE(combinable(problem));
  EXPECT_EQ(combine(problem, rounds(100)).plan.routes, search(problem, rounds(100)).plan.routes);
  problem.requests.clear();
  EXPECT_FALSE(combine(problem, rounds(100)).proven);
}

/// Costs that are proven to be the least, by instance.
std::map<std::string, double> proven_costs() {
  const fs::path path = kPublished / "bks.csv";
  const twin::TextFile file(path.string(), twin::read_text(path));
  twin::FaultLog faults;
  auto csv = twin::parse_csv(file, faults);
  faults.throw_if_any();
  std::map<std::string, double> costs;
  for (std::size_t row = 0; row != csv->rows(); ++row)
    if (csv->row(row)[8].text == "optimal")
      costs[std::string(csv->row(row)[0].text)] = std::stod(std::string(csv->row(row)[6].text));
  return costs;
}

TEST(Combine, FindsProvenOptimaOfDialARide) {
  if (!fs::exists(kPublished)) GTEST_SKIP() << "no " << kPublished;
  int instances = 0;
  for (const auto& [name, cost] : proven_costs()) {
    const Instance instance = load_instance(kPublished / (name + ".txt"));
    const CombineResult found = combine(problem_of(instance), rounds(20'000));
    const SolutionCheck check = check_solution(instance, routes_of(instance, found.plan));
    EXPECT_TRUE(check.holds()) << name << ": " << (check.holds() ? "" : check.faults.front().en);
    EXPECT_TRUE(found.proven) << name;
    EXPECT_NEAR(check.distance, cost, 1e-4 * cost) << name;
    ++instances;
  }
  EXPECT_GT(instances, 10);
}

}  // namespace
}  // namespace rurban::vrp
