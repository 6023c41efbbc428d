#include "models/county_import/road_graph.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

/// Two roads that cross, with bends:
///
///        3             each step 1 km; a--b is drawn 0 1 2, c--d is drawn 3 1 4
///     0  1  2
///        4
RoadMap crossing() {
  RoadMap map;
  map.vertices = {{0, 0}, {1'000, 0}, {2'000, 0}, {1'000, 1'000}, {1'000, -1'000}};
  map.lines = {{{0, 1, 2}, 90, "E10"}, {{3, 1, 4}, 60, "394"}};
  return map;
}

TEST(RoadGraph, JunctionsAndDeadEndsAreNodesAndBendsAreNot) {
  RoadMap map = crossing();
  map.vertices.push_back({2'000, 1'000});
  map.lines[0].vertices.push_back(5);  // a bend at 2
  const RoadGraph graph = road_graph(map);
  ASSERT_EQ(graph.nodes.size(), 5U);
  ASSERT_EQ(graph.links.size(), 4U);
  int longest = 0;
  for (const RoadLink& link : graph.links) longest = std::max(longest, link.length_m);
  EXPECT_EQ(longest, 2'000);  // 1 - 2 - 5
  EXPECT_EQ(graph.nodes[1].name, "E10/394");
}

TEST(RoadGraph, ALinksSpeedIsItsLengthOverTheTimeOfItsStretches) {
  RoadMap map;
  map.vertices = {{0, 0}, {1'000, 0}, {2'000, 0}};
  map.lines = {{{0, 1}, 90, ""}, {{1, 2}, 30, ""}};  // 40 s and 120 s: 2 km in 160 s, 45 km/h
  const RoadGraph graph = road_graph(map);
  ASSERT_EQ(graph.links.size(), 1U);
  EXPECT_EQ(graph.links[0].length_m, 2'000);
  EXPECT_EQ(graph.links[0].km_per_h, 45);
}

TEST(RoadGraph, TheLongestConnectedPartStays) {
  RoadMap map = crossing();
  map.vertices.push_back({50'000, 0});
  map.vertices.push_back({51'000, 0});
  map.lines.push_back({{5, 6}, 50, "island"});
  const RoadGraph graph = road_graph(map);
  EXPECT_EQ(graph.nodes.size(), 5U);
  EXPECT_EQ(graph.parts, 2U);
  EXPECT_DOUBLE_EQ(graph.dropped_km, 1);
}

TEST(RoadGraph, ASecondRoadBetweenTwoNodesAndALoopKeepTheirLengths) {
  RoadMap map;
  map.vertices = {{0, 0}, {1'000, 0}, {2'000, 0}, {3'000, 0}, {1'500, 1'200}, {4'000, 0}, {3'000, 1'000}};
  // Through 4 it is 2 x 1,300 m; 3 - 5 - 6 - 3 is 1,000 + 1,414 + 1,000 m.
  map.lines = {{{0, 1, 2, 3}, 50, ""}, {{1, 4, 2}, 50, "detour"}, {{3, 5, 6, 3}, 50, "loop"}};
  const RoadGraph graph = road_graph(map);
  std::int64_t metres = 0;
  for (const RoadLink& link : graph.links) {
    metres += link.length_m;
    EXPECT_NE(link.from, link.to);
  }
  EXPECT_EQ(metres, 3'000 + 2'600 + 3'414);
  EXPECT_EQ(graph.nodes.size(), 7U);
}

TEST(RoadGraph, AStopOnARoadBecomesANodeAndTheRoadStaysAsLong) {
  RoadMap map = crossing();
  const std::vector<RoadPoint> stops{{"Halt", 600, 30}, {"Later", 200, 0}, {"Torget", 1'000.5, 0}, {"Far", 600, 400}};
  EXPECT_EQ(put_on_roads(map, stops, 100), 3);
  const RoadGraph graph = road_graph(map);
  EXPECT_EQ(graph.nodes.size(), 7U);
  std::int64_t metres = 0;
  for (const RoadLink& link : graph.links) metres += link.length_m;
  EXPECT_EQ(metres, 4'000);
  const auto named = [&](const std::string& name) {
    return std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const RoadNode& n) { return n.name == name; });
  };
  ASSERT_NE(named("Halt"), graph.nodes.end());
  EXPECT_EQ(named("Halt")->east_m, 600);
  EXPECT_EQ(named("Halt")->north_m, 0);
  EXPECT_NE(named("Torget"), graph.nodes.end());  // the crossing itself
  EXPECT_EQ(named("Far"), graph.nodes.end());
}

TEST(RoadGraph, NodesBelongToTheirNearestPlaceUnlessItIsFar) {
  RoadGraph graph = road_graph(crossing());
  std::vector<Place> places(2);
  places[0].municipality = 3;
  places[1].municipality = 4;
  places[1].east_m = 2'500;
  set_municipalities(graph.nodes, places, 1'200);
  EXPECT_EQ(graph.nodes[0].municipality, 3U);
  EXPECT_EQ(graph.nodes[2].municipality, 4U);
  EXPECT_EQ(graph.nodes[4].municipality, kOutsideCounty);  // 1,414 m from the first place
}

}  // namespace
}  // namespace rurban
