// steiner_bench: fibre trees. First each instance of the folders named, beside the best value known (optima.csv there),
// then a synthetic road network. CPU seconds of one thread.
//   steiner_bench [--seconds S] [--nodes N] [folders with *.stp.gz and optima.csv]
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "models/broadband/steinlib.h"
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

std::map<std::string, double> optima(const std::filesystem::path& folder) {
  std::map<std::string, double> known;
  std::ifstream in(folder / "optima.csv");
  for (std::string line; std::getline(in, line);)
    if (const auto comma = line.find(','); comma != std::string::npos && line.find_first_of("0123456789", comma) == comma + 1)
      known[line.substr(0, comma)] = std::stod(line.substr(comma + 1));
  return known;
}

void tell(const std::string& name, const SteinerGraph& graph, double known, double scale,
          const rurban::broadband::SteinerRules& rules) {
  const double begun = cpu_s();
  const SteinerTree tree = prize_collecting_tree(graph, rules);
  const double spent = cpu_s() - begun, ours = static_cast<double>(tree.objective()) / scale;
  const auto percent = [](double part, double whole) { return whole == 0 ? 0 : 100 * part / whole; };
  fmt::print("{},{},{},{},{},{:.4f},{},{:.4f},{:.2f}\n", name, graph.prize.size(), graph.edges.size(), known, ours,
             known > 0 ? percent(ours - known, known) : 0, static_cast<double>(tree.lower_bound) / scale,
             100 * tree.gap(), spent);
}

}  // namespace

int main(int argc, char** argv) {
  rurban::broadband::SteinerRules rules;
  std::uint32_t nodes = 100'000;
  std::vector<std::filesystem::path> folders;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--seconds" && i + 1 < argc)
      rules.seconds = std::stod(argv[++i]);
    else if (word == "--rounds" && i + 1 < argc)
      rules.rounds = std::stoi(argv[++i]);
    else if (word == "--nodes" && i + 1 < argc)
      nodes = static_cast<std::uint32_t>(std::stoul(argv[++i]));
    else
      folders.emplace_back(word);
  }
  fmt::print("# build {}\ninstance,nodes,edges,best_known,ours,gap_percent,bound,gap_to_bound_percent,cpu_s\n",
             RURBAN_BUILD_TYPE);
  for (const auto& folder : folders) {
    const auto known = optima(folder);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().string().ends_with(".stp") || entry.path().string().ends_with(".stp.gz"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      const auto problem = rurban::broadband::load_steinlib(file);
      const std::string name = file.filename().string().substr(0, file.filename().string().find(".stp"));
      const auto at = known.find(name);
      tell(name, problem.graph, at == known.end() ? 0 : at->second, static_cast<double>(problem.scale), rules);
    }
  }
  if (nodes == 0) return 0;
  rules.seconds = 10 * rules.seconds;
  tell("synthetic", road_network(nodes), 0, 1, rules);
}
