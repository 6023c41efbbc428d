#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/transport/roads.h"

namespace rurban::broadband {

/// What a trench goes through.
enum class Ground : std::uint8_t { kForest, kFields, kMountain, kWetland, kWater, kVillage, kTown };
inline constexpr int kGrounds = 7;

/// Where a home stands: in a locality (at least 200 residents, houses at most 200 m apart: Statistics Sweden's
/// "tätort"), or scattered outside.
enum class Settlement : std::uint8_t { kLocality, kScattered };
inline constexpr int kSettlements = 2;

/// What fibre costs to build, in kronor of 2021 without value added tax. Anchors: Telia's backbone Luleå to Örebro,
/// 1,250 km for "just over 400 M kr" = 320 kr/m (SVT Norrbotten 2017); a village net of 50 km calculated at 12 M kr =
/// 240 kr/m, of which digging 70 to 110 kr/m and duct, fibre and splices 50 (byafiber.se). From the street into the
/// house is not in it: homes pay for that with their connection fee.
struct FibreCosts {
  /// Per metre of trench with duct, cable and permits, by Ground; assumptions, ranges in brackets.
  std::array<double, kGrounds> kr_per_m = {
      240,  ///< along a road in forest or moraine (150 to 350)
      180,  ///< ploughed through fields (100 to 250)
      450,  ///< rock and mountain (300 to 800)
      330,  ///< wetland (220 to 500)
      300,  ///< a cable on the bottom of lake or river (150 to 600)
      400,  ///< village streets and gardens (250 to 700)
      700   ///< asphalt of towns (400 to 1,500)
  };
};

/// How the homes of a place stand, as far as its residents and spread tell.
struct SettlementRules {
  double locality_residents = 200;  ///< the least that make a locality (Statistics Sweden)
  double locality_per_km2 = 800;    ///< residents; assumption, 500 to 1,700 (Luleå)
  double surroundings_m = 5'000;    ///< root mean square distance of the homes around a locality; assumption, 4,000
                                    ///< to 8,000; 5,000 puts 84 % of the county into localities
  double village_homes_per_house = 1.2;  ///< assumption, 1 to 1.5
  double town_homes_per_house = 3;       ///< half of them flats; assumption, 2 to 5
  double street_factor = 1.2;  ///< of trench over the shortest tree that joins the houses; assumption, 1 to 1.5
  /// The same outside localities, where houses stand in rows along roads whose trench is counted already; assumption,
  /// 0.25 to 0.6. A village of 50 homes then digs 110 m a home past its houses. The net of byafiber.se digs 240 to
  /// 420 m a member with all its roads; the county's bus roads are 400 m for each home outside localities.
  double row_factor = 0.35;
};

/// Homes of one place that are passed at the same cost each.
struct Cluster {
  std::uint32_t place = 0;
  Settlement settlement = Settlement::kLocality;
  std::int32_t homes = 0;
  std::int64_t pass_ore = 0;  ///< to bring fibre past one of them, from the place's own node
};

/// All that fibre can be laid along: the roads, the way from a road to each place, and its homes there.
/// Nodes 0 … roads-1 are the county's road nodes; node roads + p is where place p splits its cable.
struct FibreGraph {
  struct Edge {
    std::uint32_t a = 0, b = 0;
    std::int32_t metres = 0;
    std::int64_t ore = 0;
  };
  std::uint32_t road_nodes = 0;
  std::uint32_t road_edges = 0;
  std::vector<Edge> edges;        ///< CountyRoads::links() in their order, then one for each place
  std::vector<Cluster> clusters;  ///< 2 p: locality of place p; 2 p + 1: its scattered homes; either may have none

  std::uint32_t nodes() const { return road_nodes + static_cast<std::uint32_t>(edges.size() - road_edges); }
  std::uint32_t node_of(std::uint32_t place) const { return road_nodes + place; }
  std::uint32_t edge_of(std::uint32_t place) const { return road_edges + place; }
};

constexpr std::uint32_t cluster_of(std::uint32_t place, Settlement settlement) {
  return 2 * place + static_cast<std::uint32_t>(settlement);
}

/// The share of a place's homes that stand in its locality. What lies farther out than a locality of its size could
/// is the homes around it.
double locality_share(const Place& place, const SettlementRules& rules);

/// Trench that joins `homes` scattered normally in two directions, `spread_m` root mean square from their centre: the
/// shortest tree, 0.6331 sqrt(n) times the integral of the root of their density (Beardwood, Halton, Hammersley 1959;
/// constant by Cortina-Borja, Robinson 2000), which is 2 sqrt(pi) spread_m for the normal distribution.
double tree_through_scattered_m(double homes, double spread_m);

/// The same for houses spread evenly over an area.
double tree_through_even_m(double houses, double area_m2);

/// The graph for the homes of each place. Costs are whole öre. Water costs only where a ferry or an ice road crosses:
/// other roads go round it or have a bridge.
FibreGraph fibre_graph(const County& county, const CountyRoads& roads, std::span<const std::int32_t> homes,
                       const FibreCosts& costs, const SettlementRules& rules = {});

/// Marks the edges of a tree that joins `root` to all `terminals` (nodes): always the one that costs least from what
/// is lit already. By edge. Terminals that no edge leads to stay dark.
std::vector<std::uint8_t> lit_tree(const FibreGraph& graph, std::uint32_t root,
                                   std::span<const std::uint32_t> terminals);

/// Where the county's backbone is in 2021, by rule (synthetic): at every seat and every town.
std::vector<std::uint32_t> backbone_places(const County& county);

/// Cost of the cheapest way from any lit node (an end of a lit edge) or `root` to each node, -1 where there is none.
std::vector<std::int64_t> ore_from_lit(const FibreGraph& graph, std::uint32_t root,
                                       std::span<const std::uint8_t> lit);

}  // namespace rurban::broadband
