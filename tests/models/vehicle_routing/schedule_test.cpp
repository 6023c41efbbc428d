#include "models/vehicle_routing/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "models/vehicle_routing/route.h"
#include "tests/models/vehicle_routing/random_routes.h"

namespace rurban::vrp {
namespace {

using testing::RandomRoutes;

std::vector<Stop> stops_of(const Problem& problem, const std::vector<Visit>& visits) {
  std::vector<Stop> stops;
  for (const Visit visit : visits) stops.push_back(stop_of(problem, 0, visit));
  return stops;
}

constexpr Visit up(std::uint32_t request) {
  return {Visit::Kind::kPickup, request};
}
constexpr Visit down(std::uint32_t request) {
  return {Visit::Kind::kDelivery, request};
}

/// The definition, word by word: point 0 is the leaving, the last the end, and `times` has one for each.
bool holds(const Problem& problem, const std::vector<Stop>& stops, const std::vector<Ticks>& times) {
  const Vehicle& vehicle = problem.vehicles[0];
  std::uint32_t node = vehicle.start;
  Ticks ready = times.front();
  if (ready < vehicle.earliest) return false;
  for (std::size_t s = 0; s != stops.size(); ++s) {
    const Task& task = stops[s].task;
    const Ticks at = times[s + 1];
    if (at < ready + problem.hops(node, task.node).ticks || at < task.earliest || at > task.latest) return false;
    ready = at + task.service;
    node = task.node;
    for (std::size_t p = 0; p != s; ++p) {
      if (stops[s].visit.kind != Visit::Kind::kDelivery || stops[p].visit != up(stops[s].visit.index)) continue;
      if (at - times[p + 1] - stops[p].task.service > problem.requests[stops[s].visit.index].most_ride) return false;
    }
  }
  const bool returns = vehicle.end != Vehicle::kAnywhere && !stops.empty();
  const Ticks end = times.back(), back = returns ? problem.hops(node, vehicle.end).ticks : 0;
  return end >= ready + back && end <= vehicle.latest && end - times.front() <= vehicle.most_duration;
}

std::vector<Ticks> all_times(const Schedule& schedule) {
  std::vector<Ticks> times{schedule.leave};
  times.insert(times.end(), schedule.begins.begin(), schedule.begins.end());
  times.push_back(schedule.end);
  return times;
}

/// Bellman and Ford on all difference constraints at once: the earliest times, or nothing if they go round for ever.
std::optional<std::vector<Ticks>> slowly(const Problem& problem, const std::vector<Stop>& stops) {
  struct Constraint {
    std::size_t from, to;
    Ticks apart;  // times[to] >= times[from] + apart
  };
  const Vehicle& vehicle = problem.vehicles[0];
  const std::size_t end = stops.size() + 1, zero = end + 1;
  std::vector<Constraint> constraints{{zero, 0, vehicle.earliest}, {end, zero, -vehicle.latest}};
  constraints.push_back({end, 0, -vehicle.most_duration});
  for (std::size_t s = 0; s != stops.size(); ++s) {
    const Task& task = stops[s].task;
    const std::uint32_t before = s == 0 ? vehicle.start : stops[s - 1].task.node;
    constraints.push_back(
        {s, s + 1, problem.hops(before, task.node).ticks + (s == 0 ? 0 : stops[s - 1].task.service)});
    constraints.push_back({zero, s + 1, task.earliest});
    constraints.push_back({s + 1, zero, -task.latest});
    for (std::size_t d = s + 1; d != stops.size(); ++d)
      if (stops[s].visit.kind == Visit::Kind::kPickup && stops[d].visit == down(stops[s].visit.index))
        constraints.push_back({d + 1, s + 1, -problem.requests[stops[s].visit.index].most_ride - task.service});
  }
  const bool returns = vehicle.end != Vehicle::kAnywhere && !stops.empty();
  constraints.push_back({end - 1, end,
                         (stops.empty() ? 0 : stops.back().task.service) +
                             (returns ? problem.hops(stops.back().task.node, vehicle.end).ticks : 0)});
  std::vector<Ticks> times(end + 2, -kNoLimit);
  times[zero] = 0;
  for (std::size_t round = 0; round != times.size() + 1; ++round) {
    bool changed = false;
    for (const auto& [from, to, apart] : constraints) {
      if (times[from] <= -kNoLimit || times[to] >= times[from] + apart) continue;
      times[to] = times[from] + apart;
      changed = true;
    }
    if (!changed) return std::vector<Ticks>(times.begin(), times.end() - 1);
  }
  return {};
}

/// Tries all times there are, for the least that riding can cost.
class AllTimes {
 public:
  AllTimes(const Problem& problem, const std::vector<Stop>& stops) : problem_(problem), stops_(stops) {
    times_.assign(stops.size() + 2, 0);
    begin(1);
  }
  Cost least = kNever;

 private:
  void begin(std::size_t point) {
    const Vehicle& vehicle = problem_.vehicles[0];
    if (point == times_.size() - 1) {
      const Ticks way = problem_.hops(vehicle.start, stops_.front().task.node).ticks;
      times_.front() = times_[1] - way;
      const std::uint32_t node = stops_.back().task.node;
      times_.back() = times_[point - 1] + stops_.back().task.service +
                      (vehicle.end == Vehicle::kAnywhere ? 0 : problem_.hops(node, vehicle.end).ticks);
      if (holds(problem_, stops_, times_)) least = std::min(least, cost());
      return;
    }
    const Ticks soonest = point == 1 ? vehicle.earliest : times_[point - 1] + stops_[point - 2].task.service;
    for (Ticks at = soonest; at <= std::min(vehicle.latest, stops_[point - 1].task.latest); ++at) {
      times_[point] = at;
      begin(point + 1);
    }
  }
  Cost cost() const {
    Cost sum = 0;
    for (std::size_t d = 0; d != stops_.size(); ++d) {
      if (stops_[d].visit.kind != Visit::Kind::kDelivery) continue;
      const Request& request = problem_.requests[stops_[d].visit.index];
      Ticks off = problem_.vehicles[0].earliest;
      std::uint32_t from = problem_.vehicles[0].start;
      for (std::size_t p = 0; p != d; ++p)
        if (stops_[p].visit == up(stops_[d].visit.index)) {
          off = times_[p + 1] + stops_[p].task.service;
          from = stops_[p].task.node;
        }
      sum += request.per_ride_tick * (times_[d + 1] - off - problem_.hops(from, stops_[d].task.node).ticks);
    }
    return sum;
  }

  const Problem& problem_;
  const std::vector<Stop>& stops_;
  std::vector<Ticks> times_;
};

/// Nodes 0 … on a line, `apart` ticks from each to the next; the vehicle starts and ends at 0.
Problem line(std::uint32_t nodes, Ticks apart) {
  Problem problem;
  std::vector<Hop> hops;
  for (std::uint32_t from = 0; from != nodes; ++from)
    for (std::uint32_t to = 0; to != nodes; ++to) {
      const Ticks ticks = apart * (from < to ? static_cast<Ticks>(to - from) : static_cast<Ticks>(from - to));
      hops.push_back({ticks, ticks});
    }
  problem.hops = {nodes, std::move(hops)};
  problem.vehicles.emplace_back();
  problem.vehicles[0].end = 0;
  problem.vehicles[0].latest = 1000;
  return problem;
}

TEST(Schedule, WhoGoesAsEarlyAsPossibleKeepsTheRiderTooLong) {
  Problem problem = line(3, 10);
  Request request;
  request.pickup = {1, 0, 100, 0};     // could be at 10
  request.delivery = {2, 60, 100, 0};  // but nobody opens before 60
  request.most_ride = 15;
  problem.requests.push_back(request);
  const auto times = schedule(problem, 0, stops_of(problem, {up(0), down(0)}));
  ASSERT_TRUE(times);
  EXPECT_EQ(times->begins, (std::vector<Ticks>{50, 60}));  // riding as little as 10
  EXPECT_EQ(times->leave, 40);
  EXPECT_EQ(times->end, 80);
}

TEST(Schedule, AVehicleMayWaitAtHomeSoAsNotToBeOutTooLong) {
  Problem problem = line(2, 10);
  problem.vehicles[0].most_duration = 20;
  problem.requests.push_back({.pickup = {1, 50, 100, 0}, .delivery = {1, 50, 100, 0}});
  EXPECT_TRUE(can_be_timed(problem, 0, stops_of(problem, {up(0), down(0)})));
  problem.vehicles[0].most_duration = 19;
  EXPECT_FALSE(can_be_timed(problem, 0, stops_of(problem, {up(0), down(0)})));
}

TEST(Schedule, WaitingWithoutRidersIsPreferredToWaitingWithThem) {
  Problem problem = line(4, 10);
  problem.requests.push_back({.pickup = {1, 0, 100, 0}, .delivery = {2, 0, 100, 0}});
  problem.requests.push_back({.pickup = {2, 50, 100, 0}, .delivery = {3, 0, 100, 0}});
  const auto times = schedule(problem, 0, stops_of(problem, {up(0), down(0), up(1), down(1)}));
  ASSERT_TRUE(times);
  EXPECT_EQ(times->begins, (std::vector<Ticks>{10, 20, 50, 60}));
  // With both on board at once, the first is picked up when the second soon can be.
  const auto together = schedule(problem, 0, stops_of(problem, {up(0), up(1), down(0), down(1)}));
  ASSERT_TRUE(together);
  EXPECT_EQ(together->begins, (std::vector<Ticks>{40, 50, 50, 60}));
}

TEST(Schedule, EqualsAllDifferenceConstraintsAtOnce) {
  RandomRoutes random(1);
  int yes = 0, no = 0;
  for (int i = 0; i != 20'000; ++i) {
    const auto requests = 1 + random.below(6);
    const Problem problem = random.problem({requests, 5, 10 * requests, 15, false, i % 4 == 0});
    const std::vector<Stop> stops = stops_of(problem, random.visits(problem, static_cast<std::size_t>(requests)));
    const auto expected = slowly(problem, stops);
    ASSERT_EQ(can_be_timed(problem, 0, stops), expected.has_value()) << i;
    const auto found = schedule(problem, 0, stops);
    ASSERT_EQ(found.has_value(), expected.has_value()) << i;
    ++(found ? yes : no);
    if (!found) continue;
    EXPECT_TRUE(holds(problem, stops, all_times(*found))) << i;
    EXPECT_EQ(found->end, expected->back()) << i;  // the earliest there is
    for (std::size_t s = 0; s != stops.size(); ++s) EXPECT_GE(found->begins[s], (*expected)[s + 1]) << i;
  }
  EXPECT_GT(yes, 8000);
  EXPECT_GT(no, 4000);
}

TEST(Schedule, RidingCostsNoMoreThanAtAnyOtherTimes) {
  RandomRoutes random(2);
  int yes = 0;
  for (int i = 0; i != 6000; ++i) {
    const Problem problem = random.problem({2, 3, 6, 8, true, i % 4 == 0});
    const std::vector<Stop> stops = stops_of(problem, random.visits(problem, 2));
    const Cost least = AllTimes(problem, stops).least;
    ASSERT_EQ(riding_cost(problem, 0, stops), least) << i;
    const auto found = schedule(problem, 0, stops);
    ASSERT_EQ(found.has_value(), least < kNever) << i;
    if (!found) continue;
    EXPECT_TRUE(holds(problem, stops, all_times(*found))) << i;
    EXPECT_EQ(riding_cost(problem, 0, stops, *found), least) << i;
    ++yes;
  }
  EXPECT_GT(yes, 1200);
}

TEST(Schedule, LongerLimitsAndWiderWindowsNeverHurt) {
  RandomRoutes random(3);
  int helped = 0;
  for (int i = 0; i != 10'000; ++i) {
    Problem problem = random.problem({5, 5, 50, 12, false, false});
    const std::vector<Visit> visits = random.visits(problem, 5);
    const bool before = can_be_timed(problem, 0, stops_of(problem, visits));
    Request& request = problem.requests[static_cast<std::size_t>(random.below(5))];
    Task& task = random.chance(50) ? request.pickup : request.delivery;
    switch (random.below(4)) {
      case 0:
        request.most_ride = std::min(kNoLimit, request.most_ride + 5);
        break;
      case 1:
        problem.vehicles[0].most_duration = std::min(kNoLimit, problem.vehicles[0].most_duration + 10);
        break;
      case 2:
        task.earliest = std::max(0, task.earliest - 10);
        break;
      default:
        task.latest = std::min(kNoLimit, task.latest + 10);
    }
    const bool after = can_be_timed(problem, 0, stops_of(problem, visits));
    EXPECT_TRUE(after || !before) << i;
    helped += after && !before;
  }
  EXPECT_GT(helped, 100);
}

TEST(Schedule, TighterWindowsThatFollowFromRidesChangeNothing) {
  RandomRoutes random(4);
  int tighter = 0;
  for (int i = 0; i != 5000; ++i) {
    Problem problem = random.problem({4, 5, 40, 20, true, false});
    const std::vector<Visit> visits = random.visits(problem, 4);
    const Cost before = riding_cost(problem, 0, stops_of(problem, visits));
    for (Request& request : problem.requests) {
      const Request loose = request;
      request = tightened(request, problem.hops(request.pickup.node, request.delivery.node).ticks);
      tighter += loose.pickup.earliest != request.pickup.earliest || loose.delivery.latest != request.delivery.latest;
    }
    EXPECT_EQ(riding_cost(problem, 0, stops_of(problem, visits)), before) << i;
  }
  EXPECT_GT(tighter, 1000);
}

TEST(TimedInsertion, FindsWhatTryingAllPlacesFinds) {
  RandomRoutes random(5);
  int possible = 0, never = 0, timed = 0;
  for (int i = 0; i != 12'000; ++i) {
    const auto requests = 1 + random.below(5);
    Problem problem = random.problem({requests, 4, 10 * requests, 30, i % 3 == 0, false});
    const auto last = static_cast<std::uint32_t>(requests) - 1;
    if (i % 2 == 0) {
      Request& request = problem.requests[last];
      request = tightened(request, problem.hops(request.pickup.node, request.delivery.node).ticks);
    }
    const Route route(problem, 0, random.visits(problem, last));
    if (!route.feasible()) continue;
    const std::size_t frozen = route.size() == 0 ? 0 : static_cast<std::size_t>(random.below(2));
    Cost least = kNever;
    std::size_t if_windows_were_all = 0;
    for (std::size_t u = frozen; u <= route.size(); ++u)
      for (std::size_t d = u; d <= (problem.requests[last].aboard ? u : route.size()); ++d) {
        std::vector<Visit> visits = route.visits();
        visits.insert(visits.begin() + static_cast<std::ptrdiff_t>(d), down(last));
        if (!problem.requests[last].aboard) visits.insert(visits.begin() + static_cast<std::ptrdiff_t>(u), up(last));
        Route tried(problem, 0, visits);
        if (tried.feasible()) least = std::min(least, tried.cost() - route.cost());
        if_windows_were_all += !tried.feasible();
      }
    const Insertion found = route.best_insertion(problem, last, kNever, frozen);
    ASSERT_EQ(found.cost, least) << i;
    if (!found.possible()) {
      ++never;
      continue;
    }
    ++possible;
    timed += has_limits(problem, 0, route.stops());
    Route with = route;
    with.insert(problem, last, found);
    EXPECT_TRUE(with.feasible()) << i;
    EXPECT_EQ(with.cost(), route.cost() + found.cost) << i;
    EXPECT_FALSE(route.best_insertion(problem, last, found.cost, frozen).possible()) << i;
    EXPECT_EQ(route.best_insertion(problem, last, found.cost + 1, frozen).cost, found.cost) << i;
  }
  EXPECT_GT(possible, 5000);
  EXPECT_GT(never, 1000);
  EXPECT_GT(timed, 3000);
}

}  // namespace
}  // namespace rurban::vrp
