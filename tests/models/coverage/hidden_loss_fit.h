#pragma once
#include <cmath>
#include <functional>
#include <vector>

#include "models/coverage/hidden_loss.h"
#include "models/coverage/terrain.h"
#include "twin/base/draw.h"

namespace rurban::coverage {

/// A place as the planner reckons it and as it is.
struct HiddenLossPlace {
  double roughness_m = 0, excess_db = 0;
  double hidden_db = 0;  ///< loss over the hidden truth less loss over the coarse surface
};

/// A chessboard of 80 km squares over the county: all its landscapes are on either colour.
inline bool is_white(double east_m, double north_m) {
  return (static_cast<int>(east_m / 80'000) + static_cast<int>(north_m / 80'000)) % 2 == 0;
}

struct HiddenLossSample {
  std::uint64_t seed = 1;  ///< of the truth and of the masts
  bool white = true;
  double mhz = 800;
  int masts = 40;
  double step_m = 250;
};

/// Places on land of the county around masts drawn on one colour: half of the masts anywhere, half on the highest
/// 100 m of their 1 km cell, 30 to 70 m high. Places are drawn by area.
inline std::vector<HiddenLossPlace> hidden_loss_places(const Terrain& terrain, const radio::Surface& truth,
                                                       const HiddenLossSample& sample) {
  const twin::Grid& mean = terrain.elevation_mean_m;
  const radio::Surface coarse = coarse_surface(terrain);
  const auto is_land = [&](std::int32_t column, std::int32_t row) {
    const auto cell = static_cast<std::size_t>(row * mean.columns + column);
    return terrain.municipality.cells[cell] > 0 && terrain.elevation_max_m.cells[cell] > 0;
  };
  const auto highest = [&](std::int32_t column, std::int32_t row) {
    std::pair<std::int32_t, std::int32_t> best{column * 10, row * 10};
    const auto height = [&](std::int32_t x, std::int32_t y) {
      return truth.ground_m[static_cast<std::size_t>(y) * static_cast<std::size_t>(truth.columns) +
                            static_cast<std::size_t>(x)];
    };
    for (std::int32_t y = row * 10; y != row * 10 + 10; ++y)
      for (std::int32_t x = column * 10; x != column * 10 + 10; ++x)
        if (height(x, y) > height(best.first, best.second)) best = {x, y};
    return best;
  };
  std::vector<HiddenLossPlace> places;
  int masts = 0;
  for (std::uint32_t trial = 0; masts != sample.masts; ++trial) {
    const twin::Draw draw({11, 12}, sample.seed, trial);
    const auto column = static_cast<std::int32_t>(draw.below(static_cast<std::uint32_t>(mean.columns), 0)),
               row = static_cast<std::int32_t>(draw.below(static_cast<std::uint32_t>(mean.rows), 1));
    if (!is_land(column, row)) continue;
    const auto [x, y] = masts % 2 == 0 ? std::pair{column * 10 + 5, row * 10 + 5} : highest(column, row);
    const radio::Transmitter mast{mean.west_m + x * 100 + 50.0, truth.south_m + (truth.rows - y) * 100 - 50.0,
                                  30 + 40 * draw.uniform(2), sample.mhz};
    if (is_white(mast.east_m, mast.north_m) != sample.white) continue;
    ++masts;
    const radio::SweepRules rules{.radius_m = 40'000, .step_m = sample.step_m};
    const radio::RadialLoss real = radio::sweep(truth, mast, rules), planned = radio::sweep(coarse, mast, rules);
    const std::vector<float> roughness = path_roughness(planned, terrain, mast);
    for (std::int32_t radial = 0; radial < real.radials; radial += 3)
      for (std::int32_t s = 3; s < real.samples; ++s) {
        const double metres = (s + 1) * rules.step_m, angle = 2 * M_PI * radial / real.radials;
        const auto place = static_cast<std::uint32_t>(radial * real.samples + s);
        if (twin::Draw({13, 14}, sample.seed, trial, place).uniform() * rules.radius_m > metres) continue;
        const auto c = static_cast<std::int32_t>(
            std::floor((mast.east_m + metres * std::sin(angle) - mean.west_m) / mean.cell_m));
        const auto r = static_cast<std::int32_t>(
            std::floor(mean.rows - (mast.north_m + metres * std::cos(angle) - mean.south_m) / mean.cell_m));
        if (c < 0 || r < 0 || c >= mean.columns || r >= mean.rows || !is_land(c, r)) continue;
        const double free_space = 92.4 + 20 * std::log10(mast.mhz / 1e3 * metres / 1e3);
        places.push_back(
            {roughness[place], planned.loss_db[place] - free_space, real.loss_db[place] - planned.loss_db[place]});
      }
  }
  return places;
}

/// Values at the table's nodes whose bilinear interpolation is nearest to `value` of the places, by least squares:
/// each round adds to a node the mean of what is still missing around it, which converges to the normal equations'.
inline std::vector<double> fit_nodes(const std::vector<HiddenLossPlace>& places,
                                     const std::function<double(const HiddenLossPlace&)>& value) {
  std::vector<double> nodes(hidden_loss_table::kNodes);
  for (int round = 0; round != 30; ++round) {
    std::vector<double> missing(nodes.size()), weight(nodes.size());
    for (const HiddenLossPlace& place : places) {
      const auto around = hidden_loss_table::around(place.roughness_m, place.excess_db);
      double rest = value(place);
      for (std::size_t i = 0; i != 4; ++i) rest -= around.share[i] * nodes[around.node[i]];
      for (std::size_t i = 0; i != 4; ++i) {
        missing[around.node[i]] += around.share[i] * rest;
        weight[around.node[i]] += around.share[i];
      }
    }
    // The first row, without roughness, stays at 0.
    for (std::size_t node = hidden_loss_table::kExcessDb.size(); node != nodes.size(); ++node)
      if (weight[node] > 0) nodes[node] += missing[node] / weight[node];
  }
  return nodes;
}

}  // namespace rurban::coverage
