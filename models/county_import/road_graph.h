#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "models/county/county.h"

namespace rurban {

struct RoadVertex {
  double east_m = 0, north_m = 0;
};

/// A road as drawn on a map: a line through vertices. Lines meet where they share one.
struct RoadLine {
  std::vector<std::uint32_t> vertices;
  double km_per_h = 0;
  std::string name;  ///< number or name; may be empty
};

/// Lines that cover an area, and the vertices that must become nodes whatever meets there.
struct RoadMap {
  std::vector<RoadVertex> vertices;
  std::vector<RoadLine> lines;
  struct Kept {
    std::uint32_t vertex = 0;
    std::string name;
  };
  std::vector<Kept> kept;
};

/// A point that should lie on the roads, such as a bus stop.
struct RoadPoint {
  std::string name;
  double east_m = 0, north_m = 0;
};

/// Puts each point on the line that is nearest, as a vertex to be kept. Returns how many had a line within `most_m`.
int put_on_roads(RoadMap& map, std::span<const RoadPoint> points, double most_m);

/// Junctions and dead ends with the roads between them, as the package's tables have them. municipality is
/// kOutsideCounty everywhere.
struct RoadGraph {
  std::vector<RoadNode> nodes;
  std::vector<RoadLink> links;
  std::size_t parts = 0;  ///< connected parts that the lines fall into; the longest is kept
  double dropped_km = 0;  ///< of the other parts
};

/// Vertices where not exactly two lines meet, and those to be kept, become nodes; between them a link has the length
/// and the driving time of its bends. Of what is not connected the longest part stays.
RoadGraph road_graph(const RoadMap& map);

/// Of nodes and links with lengths, the longest connected part; numbers are given anew in the old order.
void keep_longest_part(RoadGraph& graph);

/// How far a node may lie from a place of its municipality; assumption: 10 to 20 km.
constexpr double kFarthestNodeM = 15'000;
/// Gives nodes the municipality of their nearest place, where it is within `most_m`; else they lie outside.
void set_municipalities(std::span<RoadNode> nodes, std::span<const Place> places, double most_m);

/// The tables road_nodes.csv and road_links.csv. `code_of` turns a node's municipality into its code.
struct RoadTables {
  std::string nodes, links;
};
RoadTables to_tables(const RoadGraph& graph, const std::function<int(std::uint32_t municipality)>& code_of,
                     const std::string& origin);

}  // namespace rurban
