#pragma once
#include <cmath>
#include <filesystem>

#include "models/broadband/state_2021.h"
#include "models/broadband/whole_shares.h"

namespace rurban::broadband {

/// Households by place before there is a population: the register's residents spread over the places by the census,
/// over persons per household; whole numbers that add up to each municipality's.
inline std::vector<std::int32_t> estimated_homes(const County& county) {
  std::vector<std::int32_t> homes(county.places.size());
  for (std::uint32_t m = 0; m != county.municipalities.size(); ++m) {
    const Municipality& municipality = county.municipalities[m];
    std::vector<double> residents(county.places.size());
    for (std::size_t place = 0; place != residents.size(); ++place)
      if (county.places[place].municipality == m) residents[place] = county.places[place].census.residents;
    const auto all =
        static_cast<std::int32_t>(std::lround(municipality.residents_register / municipality.persons_per_household));
    const std::vector<std::int32_t> shares = whole_shares(all, residents);
    for (std::size_t place = 0; place != homes.size(); ++place) homes[place] += shares[place];
  }
  return homes;
}

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
