#pragma once
// Invented road networks of any size: towns with streets, roads between neighbouring towns, dead-end forest roads.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "twin/base/draw.h"
#include "twin/base/hash.h"
#include "twin/geo/cost.h"
#include "twin/geo/network.h"

namespace twin::test {

struct Roads {
  std::uint32_t nodes = 0;
  std::vector<Arc> arcs;
  std::vector<TravelTime> ms;
  std::vector<TimeAndLength> ms_and_m;

  Network network() const { return {nodes, arcs}; }
  void add(std::uint32_t from, std::uint32_t to, std::int32_t time_ms, std::int32_t length_m) {
    arcs.push_back({from, to});
    ms.push_back(time_ms);
    ms_and_m.push_back(time_and_length(time_ms, length_m));
  }
};

/// Whole numbers below a bound, the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}
  std::uint32_t below(std::uint32_t bound) {
    return Draw(draw_key(seed_, hash_name("test.roads")), ++count_, 0).below(bound, 0);
  }

 private:
  std::uint64_t seed_, count_ = 0;
};

/// Any arcs between any nodes, loops and doubles among them; perhaps in several parts.
inline Roads scattered_roads(std::uint32_t nodes, std::uint32_t arcs, std::uint64_t seed) {
  Dice dice(seed);
  Roads roads{.nodes = nodes, .arcs = {}, .ms = {}, .ms_and_m = {}};
  for (std::uint32_t i = 0; i != arcs; ++i) {
    const auto time = static_cast<std::int32_t>(dice.below(20)), length = static_cast<std::int32_t>(dice.below(5));
    const std::uint32_t from = dice.below(nodes), to = dice.below(nodes);
    roads.add(from, to, time, length);
  }
  return roads;
}

/// A county: `towns` grids of streets on a 600 x 500 km plane, linked to their nearest neighbours by roads of many
/// pieces, with dead ends; about 130 nodes a town.
inline Roads county_roads(std::uint32_t towns, std::uint64_t seed) {
  Dice dice(seed);
  Roads roads;
  const auto two_way = [&](std::uint32_t a, std::uint32_t b, std::int32_t metres, std::int32_t km_per_h) {
    const auto ms = static_cast<std::int32_t>(std::int64_t{metres} * 3600 / km_per_h);
    roads.add(a, b, ms, metres);
    roads.add(b, a, ms + static_cast<std::int32_t>(dice.below(3)), metres);
  };
  const auto road = [&](std::uint32_t a, std::uint32_t b, std::int32_t metres, std::int32_t km_per_h) {
    const std::int32_t pieces = std::max(1, metres / 800);
    std::uint32_t last = a;
    for (std::int32_t piece = 1; piece <= pieces; ++piece) {
      const std::uint32_t next = piece == pieces ? b : roads.nodes++;
      two_way(last, next, metres / pieces + static_cast<std::int32_t>(dice.below(50)), km_per_h);
      if (next != b && dice.below(3) == 0) {  // a forest road
        std::uint32_t end = next;
        for (std::uint32_t k = 1 + dice.below(3); k != 0; --k) {
          const std::uint32_t further = roads.nodes++;
          two_way(end, further, 400 + static_cast<std::int32_t>(dice.below(800)), 40);
          end = further;
        }
      }
      last = next;
    }
  };
  std::vector<double> east, north;
  std::vector<std::uint32_t> centre;
  for (std::uint32_t town = 0; town != towns; ++town) {
    east.push_back(dice.below(600'000));
    north.push_back(dice.below(500'000));
    const std::uint32_t side = 2 + dice.below(town % 40 == 0 ? 24 : 7), first = roads.nodes;
    roads.nodes += side * side;
    centre.push_back(first + side / 2 * side + side / 2);
    for (std::uint32_t y = 0; y != side; ++y)
      for (std::uint32_t x = 0; x != side; ++x) {
        const auto street = [&] { return 80 + static_cast<std::int32_t>(dice.below(120)); };
        if (x + 1 != side) two_way(first + y * side + x, first + y * side + x + 1, street(), 40);
        if (y + 1 != side) two_way(first + y * side + x, first + (y + 1) * side + x, street(), 40);
      }
  }
  // Two towns are linked when no third is nearer to both (relative neighbourhood).
  const auto apart = [&](std::uint32_t a, std::uint32_t b) {
    return std::hypot(east[a] - east[b], north[a] - north[b]);
  };
  for (std::uint32_t a = 0; a != towns; ++a)
    for (std::uint32_t b = a + 1; b != towns; ++b) {
      const double distance = apart(a, b);
      bool neighbours = true;
      for (std::uint32_t c = 0; c != towns && neighbours; ++c)
        neighbours = c == a || c == b || std::max(apart(a, c), apart(b, c)) >= distance;
      if (neighbours) road(centre[a], centre[b], static_cast<std::int32_t>(distance * 1.2), 80);
    }
  return roads;
}

}  // namespace twin::test
