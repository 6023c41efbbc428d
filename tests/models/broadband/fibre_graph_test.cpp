#include "models/broadband/fibre_graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "models/broadband/norrbotten.h"
#include "models/broadband/whole_shares.h"
#include "models/places.h"

namespace rurban::broadband {
namespace {

/// Storby (seat) --10 km-- a crossing --20 km-- Fjällby; from the crossing 5 km to Skogsby.
County valley() {
  County county;
  county.municipalities.resize(1);
  const auto place = [](const char* name, int east, int north, int spread, int residents) {
    Place p{.name = name, .municipality = 0, .east_m = east, .north_m = north, .spread_m = spread, .census = {}};
    p.census.residents = residents;
    return p;
  };
  county.places = {place("Storby", 0, 0, 900, 5'000), place("Skogsby", 10'000, 5'000, 1'000, 100),
                   place("Fjällby", 30'000, 0, 1'000, 100)};
  county.road_nodes = {{"Storby", 0, 0, 0, 0},
                       {"Vägskälet", 0, 10'000, 0, 1},
                       {"Fjällby", 0, 30'000, 0, 2},
                       {"Skogsby", 0, 10'000, 5'000, 3}};
  county.road_links = {{0, 1, 10'000, 600}, {1, 2, 20'000, 1'200}, {1, 3, 5'000, 300}};
  return county;
}

TEST(WholeShares, AddUpToTheWholeAndLeaveNobodyMoreThanOneFromTheExactShare) {
  const std::vector<double> weights{3, 1, 1, 0, 2.5};
  const auto shares = whole_shares(100, weights);
  EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), 0), 100);
  for (std::size_t i = 0; i != weights.size(); ++i) EXPECT_NEAR(shares[i], 100 * weights[i] / 7.5, 1);
  EXPECT_EQ(shares[3], 0);
}

TEST(Settlement, ACompactTownIsAllLocalityAVillageNoneAndAWidePlaceInBetween) {
  Place place;
  place.census.residents = 5'000;
  place.spread_m = 900;
  EXPECT_DOUBLE_EQ(locality_share(place, {}), 1) << "5,000 people at 800 per km2 reach 1.4 km out";
  place.spread_m = 3'000;
  EXPECT_NEAR(locality_share(place, {}), 1 - (9 - 0.995) / 25, 1e-3);
  place.census.residents = 199;
  EXPECT_EQ(locality_share(place, {}), 0) << "fewer than 200 residents are no locality";
}

TEST(Trench, IsTheShortestTreeThroughTheHomes) {
  EXPECT_NEAR(tree_through_even_m(100, 1e6), 6'331, 1) << "100 houses on 1 km2";
  EXPECT_NEAR(tree_through_scattered_m(50, 1'000), 0.6331 * std::sqrt(50) * 3.5449 * 1'000, 1);
  EXPECT_NEAR(tree_through_scattered_m(200, 1'000) / 200, tree_through_scattered_m(50, 1'000) / 50 / 2, 1e-9)
      << "four times the homes: half the trench for each";
}

TEST(FibreGraph, CostsFollowTheGroundAndAScatteredHomeIsDearerThanOneInTown) {
  const County county = valley();
  const CountyRoads roads(county);
  const FibreCosts costs;
  const FibreGraph graph = fibre_graph(county, roads, std::vector<std::int32_t>{2'500, 50, 50}, costs);
  EXPECT_EQ(graph.edges[1].ore, ore(20'000 * 240)) << "forest where no terrain is known";
  EXPECT_GT(graph.edges[0].ore, ore(10'000 * 240)) << "it starts in the streets of a town";
  const Cluster& town = graph.clusters[cluster_of(0, Settlement::kLocality)];
  const Cluster& village = graph.clusters[cluster_of(1, Settlement::kScattered)];
  EXPECT_EQ(town.homes, 2'500);
  EXPECT_EQ(village.homes, 50);
  EXPECT_LT(town.pass_ore, village.pass_ore);
}

TEST(LitTree, SharesTheWayToTwoVillagesAndLeavesTheRestDark) {
  const County county = valley();
  const CountyRoads roads(county);
  const FibreGraph graph = fibre_graph(county, roads, std::vector<std::int32_t>{2'500, 50, 50}, {});
  const auto lit = lit_tree(graph, graph.node_of(0), std::vector<std::uint32_t>{graph.node_of(1)});
  EXPECT_EQ(lit, (std::vector<std::uint8_t>{1, 0, 1, 1, 1, 0}))
      << "to Skogsby: two roads, the ways from Storby, to it";
  const auto far = ore_from_lit(graph, graph.node_of(0), lit);
  EXPECT_EQ(far[graph.node_of(1)], 0);
  EXPECT_EQ(far[graph.node_of(2)], graph.edges[1].ore + graph.edges[graph.edge_of(2)].ore);
}

TEST(Norrbotten, HomesOfTheGraphAreThoseOfThePlaces) {
  const auto& [county, roads, homes, costs, graph, state] = norrbotten();
  const int all = std::accumulate(homes.begin(), homes.end(), 0);
  EXPECT_NEAR(all, 249'614 / 2.0, 2'000) << "register 2020-12-31, about 2 persons a household";
  for (std::uint32_t place = 0; place != homes.size(); ++place)
    EXPECT_EQ(graph.clusters[2 * place].homes + graph.clusters[2 * place + 1].homes, homes[place]);
}

TEST(Norrbotten, FibreGoesPastAHomeInTownForWhatVillasPayAndInTheVillagesForAFewTimesThat) {
  const auto& world = norrbotten();
  double kr[2] = {}, homes[2] = {};
  for (const Cluster& cluster : world.graph.clusters) {
    kr[static_cast<int>(cluster.settlement)] += static_cast<double>(cluster.pass_ore) / 100 * cluster.homes;
    homes[static_cast<int>(cluster.settlement)] += cluster.homes;
  }
  // What houses paid where it was cheap: at most 20,000 kr (amal-norra-fiber.se), 22,500 with tax (Arvidsjaur
  // municipality 2016), drop and box included. What a home cost where it was dear: 118,000 (Vesterålen, vol.no).
  EXPECT_GT(kr[0] / homes[0], 5'000);
  EXPECT_LT(kr[0] / homes[0], 20'000);
  EXPECT_GT(kr[1] / homes[1], 30'000);
  EXPECT_LT(kr[1] / homes[1], 120'000);
}

}  // namespace
}  // namespace rurban::broadband
