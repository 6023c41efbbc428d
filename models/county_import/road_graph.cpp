#include "models/county_import/road_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>

#include "models/county/connected_parts.h"
#include "models/places.h"
#include "twin/io/csv.h"

namespace rurban {
namespace {

constexpr double kBucketM = 1'000;
constexpr double kSameSpotM = 1;  // a point so near to a vertex is that vertex

double apart(const RoadVertex& a, const RoadVertex& b) {
  return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
}

/// A stretch between two vertices of a line.
struct Segment {
  std::uint32_t line = 0, index = 0;  ///< from vertex `index` to the next
};

/// Where on a segment a point lies.
struct Foot {
  Segment segment;
  double along = 0;  ///< 0 at the first vertex, 1 at the second
  double apart_m = 0;
};

/// Segments by square, so that the nearest is found without looking at all.
class SegmentIndex {
 public:
  SegmentIndex(const RoadMap& map, double reach_m) : map_(map) {
    for (std::uint32_t line = 0; line != map.lines.size(); ++line)
      for (std::uint32_t index = 0; index + 1 < map.lines[line].vertices.size(); ++index) add({line, index}, reach_m);
  }

  std::optional<Foot> nearest(const RoadPoint& point, double most_m) const {
    std::optional<Foot> best;
    const auto found = buckets_.find(key(bucket(point.east_m), bucket(point.north_m)));
    if (found == buckets_.end()) return best;
    for (const Segment& segment : found->second) {
      const Foot foot = foot_of(point, segment);
      if (foot.apart_m <= most_m && (!best || foot.apart_m < best->apart_m)) best = foot;
    }
    return best;
  }

 private:
  static std::int64_t bucket(double metres) { return static_cast<std::int64_t>(std::floor(metres / kBucketM)); }
  static std::int64_t key(std::int64_t x, std::int64_t y) { return x * 1'000'003 + y; }

  const RoadVertex& end(const Segment& segment, std::uint32_t which) const {
    return map_.vertices[map_.lines[segment.line].vertices[segment.index + which]];
  }

  void add(const Segment& segment, double reach_m) {
    const RoadVertex &a = end(segment, 0), &b = end(segment, 1);
    for (std::int64_t x = bucket(std::min(a.east_m, b.east_m) - reach_m);
         x <= bucket(std::max(a.east_m, b.east_m) + reach_m); ++x)
      for (std::int64_t y = bucket(std::min(a.north_m, b.north_m) - reach_m);
           y <= bucket(std::max(a.north_m, b.north_m) + reach_m); ++y)
        buckets_[key(x, y)].push_back(segment);
  }

  Foot foot_of(const RoadPoint& point, const Segment& segment) const {
    const RoadVertex &a = end(segment, 0), &b = end(segment, 1);
    const double east = b.east_m - a.east_m, north = b.north_m - a.north_m, squared = east * east + north * north;
    const double along =
        squared == 0 ? 0
                     : std::clamp(((point.east_m - a.east_m) * east + (point.north_m - a.north_m) * north) / squared,
                                  0.0, 1.0);
    const RoadVertex foot{a.east_m + along * east, a.north_m + along * north};
    return {segment, along, apart(foot, {point.east_m, point.north_m})};
  }

  const RoadMap& map_;
  std::unordered_map<std::int64_t, std::vector<Segment>> buckets_;
};

/// Lines cut into roads between nodes.
class GraphBuilder {
 public:
  explicit GraphBuilder(const RoadMap& map) : map_(map), arms_(map.vertices.size()), node_of_(map.vertices.size()) {}

  RoadGraph build() {
    meet();
    for (std::uint32_t vertex = 0; vertex != arms_.size(); ++vertex)
      if (arms_[vertex].size() != 2 && !arms_[vertex].empty()) make_node(vertex, "");
    for (const RoadMap::Kept& kept : map_.kept)
      if (!arms_[kept.vertex].empty()) make_node(kept.vertex, kept.name);
    do {
      roads_.clear();
      doubles_.clear();
      // Nodes made below are followed in the next round.
      for (std::uint32_t node = 0; node != node_vertices_.size(); ++node)
        for (const Arm& arm : arms_[node_vertices_[node]]) follow(node, arm);
      for (const std::uint32_t vertex : doubles_) make_node(vertex, "");
    } while (!doubles_.empty());
    for (const auto& [ends, road] : roads_) {
      RoadLink link{ends.first, ends.second, std::max(1, static_cast<std::int32_t>(std::lround(road.metres))), 0,
                    false};
      link.km_per_h = std::max(1, static_cast<std::int32_t>(std::lround(3.6 * road.metres / road.seconds)));
      graph_.links.push_back(link);
    }
    return std::move(graph_);
  }

 private:
  struct Arm {
    std::uint32_t to = 0, line = 0, segment = 0;
  };
  struct Road {
    double metres = 0, seconds = 0;
    std::vector<std::uint32_t> bends = {};  ///< vertices between its ends
  };

  /// From each vertex the segments that leave it; a segment that two lines share counts once.
  void meet() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> seen;  // ends to segment
    for (std::uint32_t line = 0; line != map_.lines.size(); ++line) {
      const std::vector<std::uint32_t>& vertices = map_.lines[line].vertices;
      for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
        const std::uint32_t a = vertices[i], b = vertices[i + 1];
        if (a == b) continue;
        const auto segment = static_cast<std::uint32_t>(seen.size());
        if (!seen.try_emplace(std::minmax(a, b), segment).second) continue;
        arms_[a].push_back({b, line, segment});
        arms_[b].push_back({a, line, segment});
      }
    }
  }

  void make_node(std::uint32_t vertex, const std::string& name) {
    if (node_of_[vertex]) {
      if (!name.empty()) graph_.nodes[*node_of_[vertex]].name = name;
      return;
    }
    node_of_[vertex] = static_cast<std::uint32_t>(graph_.nodes.size());
    node_vertices_.push_back(vertex);
    const RoadVertex& at = map_.vertices[vertex];
    graph_.nodes.push_back({name.empty() ? name_of(vertex) : name, kOutsideCounty,
                            static_cast<std::int32_t>(std::lround(at.east_m)),
                            static_cast<std::int32_t>(std::lround(at.north_m)), 0});
  }

  /// "E10/394": the first two names that meet there, in the order of the lines.
  std::string name_of(std::uint32_t vertex) const {
    std::vector<std::string> names;
    for (const Arm& arm : arms_[vertex]) {
      const std::string& name = map_.lines[arm.line].name;
      if (!name.empty() && names.size() < 2 && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    }
    return names.empty() ? "vägskäl" : names.size() == 1 ? names[0] : names[0] + "/" + names[1];
  }

  void follow(std::uint32_t from, Arm arm) {
    const std::uint32_t start = node_vertices_[from];
    std::uint32_t at = start;
    Road road;
    for (;;) {
      const double metres = apart(map_.vertices[at], map_.vertices[arm.to]);
      road.metres += metres;
      road.seconds += 3.6 * metres / map_.lines[arm.line].km_per_h;
      at = arm.to;
      if (node_of_[at]) break;
      road.bends.push_back(at);
      const std::vector<Arm>& arms = arms_[at];
      arm = arms[0].segment == arm.segment ? arms[1] : arms[0];
    }
    const std::uint32_t to = *node_of_[at];
    if (road.metres <= 0) return;  // two vertices on one spot
    if (to == from) return divide(road);
    if (to < from) std::reverse(road.bends.begin(), road.bends.end());
    const auto [known, is_new] = roads_.try_emplace(std::minmax(from, to), road);
    if (!is_new && known->second.bends != road.bends)  // the same ones: it was followed from the other end
      divide(road.bends.empty() ? known->second : road);
  }

  /// The tables have one link between two nodes and none from a node to itself: where there are more roads, a bend of
  /// one becomes a node.
  void divide(const Road& road) { doubles_.insert(road.bends[road.bends.size() / 2]); }

  const RoadMap& map_;
  std::vector<std::vector<Arm>> arms_;  ///< by vertex
  std::vector<std::optional<std::uint32_t>> node_of_;
  std::vector<std::uint32_t> node_vertices_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Road> roads_;
  std::set<std::uint32_t> doubles_;  ///< vertices that must become nodes
  RoadGraph graph_;
};

}  // namespace

int put_on_roads(RoadMap& map, std::span<const RoadPoint> points, double most_m) {
  const SegmentIndex index(map, most_m);
  struct Cut {
    double along;
    std::size_t point;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Cut>> cuts;  // by line and segment
  int found = 0;
  for (std::size_t i = 0; i != points.size(); ++i)
    if (const auto foot = index.nearest(points[i], most_m)) {
      cuts[{foot->segment.line, foot->segment.index}].push_back({foot->along, i});
      ++found;
    }
  // From the last segment of a line to its first, so that the numbers of those before stay true.
  for (auto it = cuts.rbegin(); it != cuts.rend(); ++it) {
    auto& [where, here] = *it;
    std::vector<std::uint32_t>& vertices = map.lines[where.first].vertices;
    std::stable_sort(here.begin(), here.end(), [](const Cut& a, const Cut& b) { return a.along < b.along; });
    const std::uint32_t first = vertices[where.second], last = vertices[where.second + 1];
    const RoadVertex a = map.vertices[first], b = map.vertices[last];
    std::vector<std::uint32_t> between;
    for (const Cut& cut : here) {
      const RoadVertex at{a.east_m + cut.along * (b.east_m - a.east_m),
                          a.north_m + cut.along * (b.north_m - a.north_m)};
      std::uint32_t vertex = between.empty() ? first : between.back();
      if (apart(at, map.vertices[vertex]) > kSameSpotM) {
        if (apart(at, b) <= kSameSpotM) {
          vertex = last;
        } else {
          vertex = static_cast<std::uint32_t>(map.vertices.size());
          map.vertices.push_back(at);
          between.push_back(vertex);
        }
      }
      map.kept.push_back({vertex, points[cut.point].name});
    }
    vertices.insert(vertices.begin() + where.second + 1, between.begin(), between.end());
  }
  return found;
}

RoadGraph road_graph(const RoadMap& map) {
  RoadGraph graph = GraphBuilder(map).build();
  keep_longest_part(graph);
  return graph;
}

void keep_longest_part(RoadGraph& graph) {
  ConnectedParts parts(graph.nodes.size(), graph.links);
  const auto root = [&](std::uint32_t node) { return parts.root(node); };
  std::vector<std::int64_t> metres(graph.nodes.size(), -1);
  for (std::uint32_t node = 0; node != graph.nodes.size(); ++node) metres[root(node)] = 0;
  graph.parts = static_cast<std::size_t>(std::count(metres.begin(), metres.end(), 0));
  std::int64_t all = 0;
  for (const RoadLink& link : graph.links) {
    metres[root(link.from)] += link.length_m;
    all += link.length_m;
  }
  if (metres.empty()) return;
  const auto longest = static_cast<std::uint32_t>(std::max_element(metres.begin(), metres.end()) - metres.begin());
  graph.dropped_km = static_cast<double>(all - metres[longest]) / 1'000;
  std::vector<std::uint32_t> number(graph.nodes.size());
  std::vector<RoadNode> nodes;
  for (std::uint32_t node = 0; node != graph.nodes.size(); ++node) {
    if (root(node) != longest) continue;
    number[node] = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back(std::move(graph.nodes[node]));
    nodes.back().number = static_cast<std::int32_t>(number[node]);
  }
  std::erase_if(graph.links, [&](const RoadLink& link) { return root(link.from) != longest; });
  for (RoadLink& link : graph.links) {
    link.from = number[link.from];
    link.to = number[link.to];
  }
  graph.nodes = std::move(nodes);
}

void set_municipalities(std::span<RoadNode> nodes, std::span<const Place> places, double most_m) {
  if (places.empty()) return;
  for (RoadNode& node : nodes) {
    const Place& nearest = places[nearest_place(places, node.east_m, node.north_m)];
    const double apart_m = std::hypot(nearest.east_m - node.east_m, nearest.north_m - node.north_m);
    node.municipality = apart_m <= most_m ? nearest.municipality : kOutsideCounty;
  }
}

RoadTables to_tables(const RoadGraph& graph, const std::function<int(std::uint32_t)>& code_of,
                     const std::string& origin) {
  RoadTables tables;
  tables.nodes = fmt::format(
      "# Junctions and stops: {}\n# municipality is empty beyond the county's border.\n"
      "node,name,municipality,east_m,north_m\n",
      origin);
  for (const RoadNode& node : graph.nodes)
    tables.nodes += fmt::format("{},{},{},{},{}\n", node.number, twin::csv_field(node.name),
                                node.municipality == kOutsideCounty ? "" : std::to_string(code_of(node.municipality)),
                                node.east_m, node.north_m);
  const bool speeds =
      std::any_of(graph.links.begin(), graph.links.end(), [](const RoadLink& link) { return link.km_per_h > 0; });
  tables.links = fmt::format(
      "# Driven distances between neighbouring nodes: {}\n"
      "# estimated = 1: the length is a straight line times a factor; bus_time_s = 0: no timetable tells a time.\n"
      "node_a,node_b,length_m,bus_time_s,estimated{}\n",
      origin, speeds ? ",km_per_h" : "");
  for (const RoadLink& link : graph.links)
    tables.links +=
        fmt::format("{},{},{},{},{}{}\n", graph.nodes[link.from].number, graph.nodes[link.to].number, link.length_m,
                    link.bus_time_s, link.estimated ? 1 : 0, speeds ? fmt::format(",{}", link.km_per_h) : "");
  return tables;
}

}  // namespace rurban
