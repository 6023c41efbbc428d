#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "models/county/county.h"
#include "models/radio/sweep.h"

namespace rurban::coverage {

// What a planner's 1 km ground hides: hills and dips inside its cells, that cut off more paths than they open. Losses
// swept over coarse_surface() are too low; this adds what is missing on average, and says how far it is off place by
// place. Learnt from hidden_truth() against coarse_surface() (see hidden_loss.cpp for how), for receivers 1.5 m above
// ground, samples 250 m apart in both, antennas of 30 to 70 m and distances to 40 km.
// Sweep plan and truth with the same step: the last trees stand one step before the receiver, and in a forest of 13 m
// a step of 100 m loses 4.3 dB more than one of 250 m (sweep_profile(), flat ground, 10 km, 800 MHz).

/// Beyond a loss of the coarse ground.
struct HiddenLoss {
  double mean_db = 0;
  double sd_db = 0;  ///< of what single places lose beyond the mean; for the shadowing of a planner's map
};

/// `roughness_m`: highest square less mean elevation, averaged over the cells along the path. `excess_db`: the coarse
/// loss beyond that of free space. Bilinear between the nodes of a table, linear in the logarithm of frequency from
/// 700 to 3500 MHz; as at the table's edge beyond.
HiddenLoss hidden_loss(double mhz, double roughness_m, double excess_db);

/// The roughness for each sample of each radial. Cells beyond the raster are left out.
/// Requires: `loss` was swept from `from`
std::vector<float> path_roughness(const radio::RadialLoss& loss, const Terrain& terrain,
                                  const radio::Transmitter& from);

/// Adds the mean hidden loss to losses swept over the coarse surface.
void add_hidden_loss(radio::RadialLoss& loss, const Terrain& terrain, const radio::Transmitter& from);

/// The table's nodes; a fit of another seed or package uses them too.
namespace hidden_loss_table {
inline constexpr std::array<double, 5> kRoughnessM{0, 4, 9, 20, 45};  ///< at 0 nothing is hidden
inline constexpr std::array<double, 5> kExcessDb{0, 8, 20, 32, 45};
inline constexpr std::size_t kNodes = kRoughnessM.size() * kExcessDb.size();  ///< roughness by roughness
inline constexpr std::array<double, 2> kMhz{700, 3500};

/// The four nodes around a point, and how much each one counts; shares sum to 1.
struct Around {
  std::array<std::size_t, 4> node{};
  std::array<double, 4> share{};
};
Around around(double roughness_m, double excess_db);
}  // namespace hidden_loss_table

}  // namespace rurban::coverage
