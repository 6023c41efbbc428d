#pragma once
#include <filesystem>

#include "models/broadband/state_2021.h"

namespace rurban::broadband {

/// The county with its fibre at the base date, made once for all tests of a program.
struct Norrbotten {
  County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
  CountyRoads roads{county};
  std::vector<std::int32_t> homes = estimated_homes(county);
  FibreCosts costs;
  FibreGraph graph = fibre_graph(county, roads, homes, costs);
  State2021 state = state_2021(county, graph);
};

inline const Norrbotten& norrbotten() {
  static const Norrbotten world;
  return world;
}

}  // namespace rurban::broadband
