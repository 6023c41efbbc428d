#include "twin/geo/routes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/random_roads.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/geo/dijkstra.h"

namespace twin {
namespace {

using test::Roads;

template <class Cost>
const std::vector<Cost>& costs_of(const Roads& roads) {
  if constexpr (std::is_same_v<Cost, TravelTime>) return roads.ms;
  if constexpr (std::is_same_v<Cost, TimeAndLength>) return roads.ms_and_m;
}

template <class Cost>
void expect_equal_to_dijkstra(const Roads& roads) {
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  const std::vector<Cost>& costs = costs_of<Cost>(roads);
  const Routes<Cost> routes(network, hierarchy, costs);
  std::vector<std::uint32_t> all(roads.nodes);
  for (std::uint32_t node = 0; node != roads.nodes; ++node) all[node] = node;
  const std::vector<Cost> table = routes.table(all, all);
  for (std::uint32_t from = 0; from != roads.nodes; ++from) {
    const auto expected = dijkstra<Cost>(network, costs, from);
    ASSERT_EQ(routes.to_all(from), expected) << "from " << from;
    for (std::uint32_t to = 0; to != roads.nodes; ++to) {
      ASSERT_EQ(routes.distance(from, to), expected[to]) << from << " to " << to;
      ASSERT_EQ(table[from * roads.nodes + to], expected[to]) << from << " to " << to;
      Cost sum = 0;
      std::uint32_t at = from;
      for (const std::uint32_t arc : routes.path(from, to)) {
        ASSERT_EQ(roads.arcs[arc].from, at) << "the path breaks off";
        at = roads.arcs[arc].to;
        sum += costs[arc];
      }
      if (expected[to] == kNoWay<Cost>) {
        ASSERT_EQ(at, from) << "a path where there is no way";
      } else {
        ASSERT_EQ(at, to);
        ASSERT_EQ(sum, expected[to]) << "the path of " << from << " to " << to;
      }
    }
  }
}

TEST(Routes, EqualDijkstraOnAnyGraph) {
  for (std::uint64_t seed = 0; seed != 30; ++seed) {
    SCOPED_TRACE(seed);
    const std::uint32_t nodes = 1 + static_cast<std::uint32_t>(seed) * 3;
    expect_equal_to_dijkstra<TravelTime>(test::scattered_roads(nodes, nodes * 2, seed));
    expect_equal_to_dijkstra<TimeAndLength>(test::scattered_roads(nodes, nodes * 3 / 2, seed));
  }
}

TEST(Routes, EqualDijkstraOnACountysRoads) {
  const Roads roads = test::county_roads(40, 7);
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  const Routes<TimeAndLength> routes(network, hierarchy, roads.ms_and_m);
  test::Dice dice(1);
  for (int i = 0; i != 20; ++i) {
    const std::uint32_t from = dice.below(roads.nodes);
    ASSERT_EQ(routes.to_all(from), dijkstra<TimeAndLength>(network, roads.ms_and_m, from));
    for (int k = 0; k != 500; ++k) {
      const std::uint32_t to = dice.below(roads.nodes);
      ASSERT_EQ(routes.distance(from, to), routes.to_all(from)[to]);
    }
  }
}

TEST(Routes, AreTheSameOnEveryInstructionSetAndNumberOfThreads) {
  const Roads roads = test::county_roads(30, 3);
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  std::vector<std::uint32_t> some;
  for (std::uint32_t node = 0; node < roads.nodes; node += 17) some.push_back(node);
  const InstructionSet before = instruction_set();
  std::vector<TimeAndLength> first;
  for (const InstructionSet set : supported_instruction_sets())
    for (const int count : {1, 3}) {
      set_instruction_set(set);
      set_threads(count);
      const auto table = Routes<TimeAndLength>(network, hierarchy, roads.ms_and_m).table(some, some);
      if (first.empty()) first = table;
      EXPECT_EQ(table, first) << to_string(set) << ", " << count << " threads";
    }
  set_instruction_set(before);
  set_threads(0);
}

TEST(Routes, NoDetourIsShorterThanTheWay) {
  const Roads roads = test::county_roads(10, 5);
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  const Routes<TravelTime> routes(network, hierarchy, roads.ms);
  test::Dice dice(2);
  for (int i = 0; i != 20'000; ++i) {
    const std::uint32_t a = dice.below(roads.nodes), b = dice.below(roads.nodes), c = dice.below(roads.nodes);
    ASSERT_LE(routes.distance(a, c), routes.distance(a, b) + routes.distance(b, c));
  }
}

TEST(Routes, OfEquallyFastWaysTheShortestIsTaken) {
  //   0 --(60 s, 900 m)-- 1 --(60 s, 900 m)-- 3,  and 0 --(60 s, 700 m)-- 2 --(60 s, 1,000 m)-- 3
  Roads roads{.nodes = 4, .arcs = {}, .ms = {}, .ms_and_m = {}};
  roads.add(0, 1, 60'000, 900);
  roads.add(1, 3, 60'000, 900);
  roads.add(0, 2, 60'000, 700);
  roads.add(2, 3, 60'000, 1'000);
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  const Routes<TimeAndLength> routes(network, hierarchy, roads.ms_and_m);
  EXPECT_EQ(ms_of(routes.distance(0, 3)), 120'000);
  EXPECT_EQ(metres_of(routes.distance(0, 3)), 1'700);
  EXPECT_EQ(routes.path(0, 3), (std::vector<std::uint32_t>{2, 3}));
}

TEST(Routes, AClosedRoadSendsTrafficRoundAndItsOpeningBack) {
  //   0 --10-- 1 --10-- 2, and 0 --50-- 2
  Roads roads{.nodes = 3, .arcs = {}, .ms = {}, .ms_and_m = {}};
  roads.add(0, 1, 10, 1);
  roads.add(1, 2, 10, 1);
  roads.add(0, 2, 50, 1);
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  Routes<TravelTime> routes(network, hierarchy, roads.ms);
  EXPECT_EQ(routes.distance(0, 2), 20);
  std::vector<TravelTime> closed = roads.ms;
  closed[1] = kNoWay<TravelTime>;
  routes.set_costs(closed);
  EXPECT_EQ(routes.distance(0, 2), 50);
  EXPECT_EQ(routes.distance(1, 2), kNoWay<TravelTime>);
  routes.set_costs(roads.ms);
  EXPECT_EQ(routes.distance(0, 2), 20);
}

TEST(Routes, DearerRoadsNeverMakeAWayCheaper) {
  Roads roads = test::county_roads(8, 11);
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  const Routes<TravelTime> summer(network, hierarchy, roads.ms);
  test::Dice dice(4);
  for (TravelTime& ms : roads.ms) ms += static_cast<TravelTime>(dice.below(2) * dice.below(5'000));
  const Routes<TravelTime> winter(network, hierarchy, roads.ms);
  for (int i = 0; i != 5'000; ++i) {
    const std::uint32_t a = dice.below(roads.nodes), b = dice.below(roads.nodes);
    ASSERT_GE(winter.distance(a, b), summer.distance(a, b));
  }
}

// ---- published road networks: every distance that RoutingKit's Dijkstra found, see ../shared/validation/transport

const std::filesystem::path kPublished = std::filesystem::path(RURBAN_ROOT) / "../shared/validation/transport/roads";

class PublishedRoads : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kPublished)) GTEST_SKIP() << "skipped: ../shared/validation is not here";
    std::ifstream file(kPublished / (std::string(GetParam()) + ".gr"));
    std::string kind;
    std::uint32_t from = 0, to = 0;
    std::int32_t cost = 0;
    while (file >> kind >> from >> to >> cost) {
      // Bremen lists 21 arcs of 0 ms; its published distances hold for at least 1 ms on each arc.
      roads.add(from, to, std::max(cost, 1), 0);
      roads.nodes = std::max({roads.nodes, from + 1, to + 1});
    }
  }

  /// Rows of a table of whole numbers, "inf" read as kNoWay; its header is left out.
  static std::vector<std::vector<std::int64_t>> rows(const std::string& name) {
    std::ifstream file(kPublished / name);
    std::vector<std::vector<std::int64_t>> result;
    std::string line, cell;
    std::getline(file, line);
    while (std::getline(file, line)) {
      auto& row = result.emplace_back();
      for (std::istringstream cells(line); std::getline(cells, cell, ',');)
        row.push_back(cell == "inf" ? kNoWay<TravelTime> : std::stoll(cell));
    }
    return result;
  }

  Roads roads;
};

TEST_P(PublishedRoads, EveryPublishedDistanceIsMetToTheLastUnit) {
  const Network network = roads.network();
  const Hierarchy hierarchy(network);
  const Routes<TravelTime> routes(network, hierarchy, roads.ms);
  const auto queries = rows(std::string(GetParam()) + "_queries.csv");
  ASSERT_GE(queries.size(), 2'000U);
  for (const auto& query : queries)
    ASSERT_EQ(routes.distance(static_cast<std::uint32_t>(query[0]), static_cast<std::uint32_t>(query[1])), query[2])
        << query[0] << " to " << query[1];
  const auto all = rows(std::string(GetParam()) + "_one_to_all.csv");
  ASSERT_GE(all.size(), 20U);
  for (const auto& row : all) {
    std::int64_t reached = 0, sum = 0, farthest = 0;
    for (const TravelTime ms : routes.to_all(static_cast<std::uint32_t>(row[0]))) {
      if (ms == kNoWay<TravelTime>) continue;
      ++reached;
      sum += ms;
      farthest = std::max<std::int64_t>(farthest, ms);
    }
    ASSERT_EQ((std::vector<std::int64_t>{row[0], reached, sum, farthest}), row);
  }
}

INSTANTIATE_TEST_SUITE_P(Routes, PublishedRoads, testing::Values("rome99", "bremen_time"));

}  // namespace
}  // namespace twin
