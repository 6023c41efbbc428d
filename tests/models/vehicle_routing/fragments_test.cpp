#include "models/vehicle_routing/fragments.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "models/vehicle_routing/fragment_routes.h"
#include "models/vehicle_routing/route_pool.h"
#include "tests/models/vehicle_routing/small_towns.h"

namespace rurban::vrp {
namespace {

using testing::town;

Problem short_rides(std::uint64_t seed, std::int32_t requests) {
  Problem problem = town(seed, requests, 1);
  for (Request& request : problem.requests)
    request.most_ride = problem.hops(request.pickup.node, request.delivery.node).ticks + 20;
  problem.vehicles.front().fixed = 0;
  return problem;
}

std::vector<Fragment> all_fragments(const Problem& problem) {
  const Fragments found = fragments(problem, {.most = 10'000, .longest = 100});
  EXPECT_FALSE(found.stopped || found.cut);
  return found.list;
}

class ShortRides : public ::testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, ShortRides, ::testing::Range<std::uint64_t>(1, 11));

TEST_P(ShortRides, OfAFragmentBeginAsLateAsItSaysAndNoLater) {
  const Problem problem = short_rides(GetParam(), 5);
  for (const Fragment& fragment : all_fragments(problem)) {
    const Hop& hop = problem.hops(problem.vehicles[0].start, problem.requests[fragment.first].pickup.node);
    const Hop& home = problem.hops(problem.requests[fragment.last].delivery.node, problem.vehicles[0].end);
    for (const Ticks late : {0, 1}) {
      Problem changed = problem;
      changed.vehicles[0].latest = kNoLimit;
      changed.vehicles[0].earliest = fragment.latest_begin - hop.ticks + late;
      EXPECT_EQ(Route(changed, 0, fragment.visits).feasible(), late == 0);
    }
    // Home as soon as it says and no sooner, from an early and from the latest begin.
    for (const Ticks begin : {hop.ticks, fragment.latest_begin})
      for (const Ticks short_of : {0, 1}) {
        Problem changed = problem;
        changed.vehicles[0].earliest = begin - hop.ticks;
        changed.vehicles[0].latest = std::max(fragment.earliest_end, begin + fragment.least) + home.ticks - short_of;
        EXPECT_EQ(Route(changed, 0, fragment.visits).feasible(), short_of == 0);
      }
    EXPECT_EQ(Route(problem, 0, fragment.visits).cost(), hop.length + fragment.cost + home.length);
  }
}

TEST_P(ShortRides, AreAllMadeOfTheFragmentsListed) {
  // Every order of three requests that can be driven costs no less than a route of fragments.
  const Problem problem = short_rides(GetParam(), 3);
  const std::vector<Fragment> listed = all_fragments(problem);
  FragmentRoutes routes(problem, listed);
  ASSERT_TRUE(routes.set_prices({std::vector<Cost>(3), 0, {}}, [] { return true; }));
  const auto all = routes.all(kNever, 1'000, 1'000'000, [] { return true; });
  ASSERT_TRUE(all.has_value());
  std::vector<int> order{0, 1, 2, 3, 4, 5};
  RoutePool driven(1'000);
  do {
    std::vector<Visit> visits;
    bool in_order = true;
    for (const int stop : order) {
      const auto request = static_cast<std::uint32_t>(stop / 2);
      visits.push_back({stop % 2 == 0 ? Visit::Kind::kPickup : Visit::Kind::kDelivery, request});
      in_order &= stop % 2 == 0 || std::ranges::find(visits, Visit{Visit::Kind::kPickup, request}) != visits.end();
    }
    const Route route(problem, 0, visits);
    if (in_order && route.feasible()) driven.offer(route.cost(), visits);
  } while (std::ranges::next_permutation(order).found);
  const auto best = std::ranges::find_if(*all, [](const FragmentRoute& route) {
    return route.requests.has(0) && route.requests.has(1) && route.requests.has(2);
  });
  ASSERT_EQ(driven.routes().empty(), best == all->end());
  if (best != all->end()) {
    EXPECT_EQ(best->cost, driven.routes().front().cost);
  }
}

TEST_P(ShortRides, CostLeastUnderAnyPricesAmongAllThatAreListed) {
  const Problem problem = short_rides(GetParam(), 8);
  const std::vector<Fragment> listed = all_fragments(problem);
  FragmentRoutes routes(problem, listed);
  routes.add(Trio{0, 1, 2});
  routes.add(Trio{1, 3, 5});
  testing::RandomRoutes random(GetParam());
  for (int round = 0; round != 5; ++round) {
    Prices prices{{}, random.below(20), {random.below(30), random.below(30)}};
    for (int r = 0; r != 8; ++r) prices.requests.push_back(random.below(60));
    ASSERT_TRUE(routes.set_prices(prices, [] { return true; }));
    const auto best = routes.best(kNever, 1);
    const auto all = routes.all(100, 100'000, 10'000'000, [] { return true; });
    ASSERT_TRUE(all.has_value());
    const auto least = [](const std::vector<FragmentRoute>& list) {
      Cost loss = kNever;
      for (const FragmentRoute& route : list) loss = std::min(loss, route.loss);
      return loss;
    };
    EXPECT_EQ(least(best), least(*all));
    for (const FragmentRoute& route : *all) {
      Cost loss = route.cost + prices.vehicle;
      route.requests.each([&](std::uint32_t r) { loss -= prices.requests[r]; });
      const auto served = [&](std::initializer_list<std::uint32_t> trio) {
        return std::ranges::count_if(trio, [&](std::uint32_t r) { return route.requests.has(r); });
      };
      loss += (served({0, 1, 2}) >= 2 ? prices.trios[0] : 0) + (served({1, 3, 5}) >= 2 ? prices.trios[1] : 0);
      EXPECT_EQ(route.loss, loss);
    }
  }
}

TEST(Fragments, SaySoWhenTheyAreNotAll) {
  const Problem problem = short_rides(1, 8);
  EXPECT_TRUE(fragments(problem, {.most = 3, .longest = 100}).stopped);
  EXPECT_TRUE(fragments(problem, {.most = 10'000, .longest = 2}).cut);
  EXPECT_TRUE(fragments(problem, {.most = 1'000'000, .longest = 100, .go_on = [] { return false; }}).list.size() <=
              all_fragments(problem).size());
}

TEST(RoutePool, KeepsTheCheapestAndForgetsTheOldest) {
  RoutePool pool(4);
  const auto solo = [](std::uint32_t r) {
    return std::vector<Visit>{{Visit::Kind::kPickup, r}, {Visit::Kind::kDelivery, r}};
  };
  EXPECT_TRUE(pool.offer(10, solo(0)));
  EXPECT_FALSE(pool.offer(10, solo(0)));
  EXPECT_TRUE(pool.offer(9, solo(0)));
  for (const std::uint32_t r : {1u, 2u, 3u, 4u}) EXPECT_TRUE(pool.offer(5, solo(r)));
  EXPECT_EQ(pool.routes().size(), 3u);
  EXPECT_EQ(pool.find(requests_of(solo(0))), nullptr);
  EXPECT_EQ(pool.find(requests_of(solo(4)))->cost, 5);
}

}  // namespace
}  // namespace rurban::vrp
