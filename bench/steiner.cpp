// steiner_bench: fibre trees on synthetic road networks. CPU seconds of one thread.
//   steiner_bench [seconds]
#include <fmt/format.h>

#include <cmath>
#include <ctime>
#include <string>

#include "models/broadband/steiner.h"
#include "twin/base/draw.h"

namespace {

using rurban::broadband::SteinerGraph;
using rurban::broadband::SteinerTree;

double cpu_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// A lattice of crossings, a third of whose streets are missing, with every tenth crossing a village of some homes.
SteinerGraph road_network(std::uint32_t nodes) {
  constexpr twin::Stream kStreets{"bench.steiner.streets"}, kHomes{"bench.steiner.homes"};
  const auto width = static_cast<std::uint32_t>(std::sqrt(nodes));
  SteinerGraph graph;
  graph.prize.assign(std::size_t{width} * width, 0);
  const twin::PhiloxKey streets = twin::draw_key(1, kStreets.hash), homes = twin::draw_key(1, kHomes.hash);
  for (std::uint32_t node = 0; node != graph.prize.size(); ++node) {
    const twin::Draw home(homes, node, 0);
    if (home.chance(0.1)) graph.prize[node] = 20 + static_cast<std::int64_t>(home.below(300, 1));
    for (const std::uint32_t step : {1U, width}) {
      if ((step == 1 && node % width == width - 1) || node + step >= graph.prize.size()) continue;
      const twin::Draw street(streets, node, step);
      if (street.chance(0.65)) graph.edges.push_back({node, node + step, 20 + street.below(130, 1)});
    }
  }
  return graph;
}

}  // namespace

int main(int argc, char** argv) {
  const rurban::broadband::SteinerRules rules{.seconds = argc > 1 ? std::stod(argv[1]) : 20};
  fmt::print("# build {}, at most {} CPU seconds\nnodes,edges,objective,bound,gap_percent,cpu_s\n", RURBAN_BUILD_TYPE,
             rules.seconds);
  for (const std::uint32_t nodes : {10'000U, 100'000U}) {
    const SteinerGraph graph = road_network(nodes);
    const double begun = cpu_s();
    const SteinerTree tree = prize_collecting_tree(graph, rules);
    fmt::print("{},{},{},{},{:.4f},{:.2f}\n", graph.prize.size(), graph.edges.size(), tree.objective(),
               tree.lower_bound, 100 * tree.gap(), cpu_s() - begun);
  }
}
