#include "models/broadband/fibre_graph.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/broadband/edge_search.h"
#include "models/places.h"

namespace rurban::broadband {
namespace {

/// Of the shortest tree through random points: length over sqrt(points x area) (Cortina-Borja, Robinson 2000).
constexpr double kTree = 0.6331;
/// Along a link the ground is looked at this often; the package's rasters have 1 km cells.
constexpr double kSampleM = 500;

struct Point {
  double east_m = 0, north_m = 0;
};

template <class At>
Point point_of(const At& at) {
  return {static_cast<double>(at.east_m), static_cast<double>(at.north_m)};
}

Ground ground_of(std::int16_t land_cover) {
  switch (land_cover) {
    case 0:
    case 1:
      return Ground::kWater;
    case 5:
    case 6:
      return Ground::kFields;
    case 4:
    case 7:
    case 9:
      return Ground::kMountain;
    case 8:
      return Ground::kWetland;
    default:
      return Ground::kForest;
  }
}

/// What the ground is at a point, by the land cover and the places around.
class GroundMap {
 public:
  explicit GroundMap(const County& county) : terrain_(county.terrain) {
    for (const Place& place : county.places)
      if (!is_countryside(place)) towns_.push_back(&place);
  }

  Ground at(Point p) const {
    for (const Place* town : towns_)
      if (std::hypot(p.east_m - town->east_m, p.north_m - town->north_m) < town->spread_m) return Ground::kTown;
    return outside_towns(p);
  }
  Ground outside_towns(Point p) const {
    return terrain_ ? ground_of(cell(terrain_->land_cover, p)) : Ground::kForest;
  }

 private:
  static std::int16_t cell(const Grid& grid, Point p) {
    const auto east = static_cast<std::int32_t>(std::lround(p.east_m));
    const auto north = static_cast<std::int32_t>(std::lround(p.north_m));
    if (!twin::contains(grid, east, north)) return 2;
    const std::int32_t column = (east - grid.west_m) / grid.cell_m;
    const std::int32_t row = grid.rows - 1 - (north - grid.south_m) / grid.cell_m;
    return grid.cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                      static_cast<std::size_t>(column)];
  }

  const std::optional<Terrain>& terrain_;
  std::vector<const Place*> towns_;
};

/// Who builds along a shore stays on land.
Ground dry_shod(Ground ground) {
  return ground == Ground::kWater ? Ground::kForest : ground;
}

double price(Ground ground, const FibreCosts& costs) {
  return costs.kr_per_m[static_cast<std::size_t>(ground)];
}

/// Mean price of a metre between two points. `dry`: no water is crossed.
double kr_per_m(const GroundMap& map, Point a, Point b, bool dry, const FibreCosts& costs) {
  const double apart = std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
  const int samples = std::max(1, static_cast<int>(std::lround(apart / kSampleM)));
  double sum = 0;
  for (int i = 0; i != samples; ++i) {
    const double t = (i + 0.5) / samples;
    const Ground ground = map.at({a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)});
    sum += price(dry ? dry_shod(ground) : ground, costs);
  }
  return sum / samples;
}

bool is_dry(const RoadLink& link) {
  return link.open == RoadLink::Open::kAlways || link.open == RoadLink::Open::kNever;
}

/// Ground that a locality takes up.
double locality_area_m2(double residents, const SettlementRules& rules) {
  return residents / rules.locality_per_km2 * 1e6;
}

/// Trench past one home on average.
double metres_per_home(const Place& place, Settlement settlement, double homes, const SettlementRules& rules) {
  if (homes <= 0) return 0;
  const double share = locality_share(place, rules);
  if (settlement == Settlement::kScattered) {
    const double spread = share > 0 ? rules.surroundings_m : place.spread_m;
    return tree_through_scattered_m(homes, spread) * rules.row_factor / homes;
  }
  const double per_house = is_countryside(place) ? rules.village_homes_per_house : rules.town_homes_per_house;
  const double area = locality_area_m2(place.census.residents * share, rules);
  return tree_through_even_m(homes / per_house, area) * rules.street_factor / homes;
}

Cluster cluster(const Place& place, std::uint32_t index, Settlement settlement, std::int32_t homes,
                double scattered_kr_per_m, const FibreCosts& costs, const SettlementRules& rules) {
  const Ground street = is_countryside(place) ? Ground::kVillage : Ground::kTown;
  const double kr = settlement == Settlement::kLocality ? price(street, costs) : scattered_kr_per_m;
  return {index, settlement, homes, ore(metres_per_home(place, settlement, homes, rules) * kr)};
}

}  // namespace

double locality_share(const Place& place, const SettlementRules& rules) {
  const double residents = place.census.residents;
  if (residents < rules.locality_residents) return 0;
  // A disc of even density has half of its radius squared as its mean square distance from the centre.
  const double within = locality_area_m2(residents, rules) / std::numbers::pi / 2;
  const double spread = static_cast<double>(place.spread_m) * place.spread_m;
  const double outside = std::clamp((spread - within) / (rules.surroundings_m * rules.surroundings_m), 0.0, 1.0);
  return residents * (1 - outside) < rules.locality_residents ? 0 : 1 - outside;
}

double tree_through_scattered_m(double homes, double spread_m) {
  return kTree * std::sqrt(homes) * 2 * std::sqrt(std::numbers::pi) * spread_m;
}

double tree_through_even_m(double houses, double area_m2) {
  return kTree * std::sqrt(houses * area_m2);
}

FibreGraph fibre_graph(const County& county, const CountyRoads& roads, std::span<const std::int32_t> homes,
                       const FibreCosts& costs, const SettlementRules& rules) {
  const GroundMap map(county);
  FibreGraph graph;
  graph.road_nodes = static_cast<std::uint32_t>(county.road_nodes.size());
  graph.road_edges = static_cast<std::uint32_t>(roads.links().size());
  for (const RoadLink& link : roads.links()) {
    const Point a = point_of(county.road_nodes[link.from]), b = point_of(county.road_nodes[link.to]);
    graph.edges.push_back(
        {link.from, link.to, link.length_m, ore(link.length_m * kr_per_m(map, a, b, is_dry(link), costs))});
  }
  for (std::uint32_t place = 0; place != county.places.size(); ++place) {
    const Place& at = county.places[place];
    const RoadAccess& access = roads.access(place);
    const double kr = kr_per_m(map, point_of(county.road_nodes[access.node]), point_of(at), true, costs);
    graph.edges.push_back({access.node, graph.node_of(place), access.metres, ore(access.metres * kr)});
    const auto in_locality = static_cast<std::int32_t>(std::lround(homes[place] * locality_share(at, rules)));
    const double kr_here = price(dry_shod(map.outside_towns(point_of(at))), costs);
    graph.clusters.push_back(cluster(at, place, Settlement::kLocality, in_locality, kr_here, costs, rules));
    graph.clusters.push_back(
        cluster(at, place, Settlement::kScattered, homes[place] - in_locality, kr_here, costs, rules));
  }
  return graph;
}

std::vector<std::uint8_t> lit_tree(const FibreGraph& graph, std::uint32_t root,
                                   std::span<const std::uint32_t> terminals) {
  std::vector<std::uint8_t> lit(graph.edges.size());
  EdgeSearch search(graph);
  search.light(root);
  search.settle();
  std::vector<std::uint32_t> open(terminals.begin(), terminals.end());
  while (!open.empty()) {
    const auto next = std::min_element(
        open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) { return search.ore(a) < search.ore(b); });
    if (search.ore(*next) >= EdgeSearch::kNoWay) break;
    for (const std::uint32_t edge : search.path(*next)) {
      lit[edge] = 1;
      search.light(graph.edges[edge].a);
      search.light(graph.edges[edge].b);
    }
    open.erase(next);
    search.settle();
  }
  return lit;
}

std::vector<std::uint32_t> backbone_places(const County& county) {
  std::vector<std::uint32_t> places = seats(county);
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    if (!is_countryside(county.places[place])) places.push_back(place);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::vector<std::int64_t> ore_from_lit(const FibreGraph& graph, std::uint32_t root,
                                       std::span<const std::uint8_t> lit) {
  EdgeSearch search(graph);
  search.light(root);
  for (std::size_t edge = 0; edge != graph.edges.size(); ++edge)
    if (lit[edge] != 0) {
      search.light(graph.edges[edge].a);
      search.light(graph.edges[edge].b);
    }
  search.settle();
  std::vector<std::int64_t> ore(graph.nodes());
  for (std::uint32_t node = 0; node != graph.nodes(); ++node)
    ore[node] = search.ore(node) >= EdgeSearch::kNoWay ? -1 : search.ore(node);
  return ore;
}

}  // namespace rurban::broadband
