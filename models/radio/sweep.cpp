#include "models/radio/sweep.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <initializer_list>
#include <numbers>

#include "models/radio/constants.h"
#include "models/radio/sweep_kernel.h"
#include "twin/base/instruction_set.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban::radio {
namespace {

constexpr double kPermittivity = 22;         // of land, P.1812-6, 4.3.3
constexpr double kConductivity = 0.003;      // S/m, of land
constexpr std::size_t kRadialsAtATime = 64;  // a piece of parallel work: some milliseconds

double cube_root(double x) {
  return twin::pow(x, 1.0 / 3);
}

/// The shared tables and the memory behind them.
class Tables {
 public:
  Tables(std::int32_t samples, const Transmitter& from, const SweepRules& rules) : length_(samples + 1 + kGroup) {
    const double ghz = from.mhz / 1000,
                 earth_km = kEarthKm * 157 / (157 - rules.refractivity_gradient);  // eq. (6), (7a)
    const double loss = 18 * kConductivity / ghz;
    const double square = (kPermittivity - 1) * (kPermittivity - 1) + loss * loss;
    const double horizontal = 0.036 / cube_root(ghz) / std::sqrt(std::sqrt(square));
    const double vertical = horizontal * std::sqrt(kPermittivity * kPermittivity + loss * loss);
    table.samples = samples;
    table.step_km = static_cast<float>(rules.step_m / 1000);
    table.antenna_m = static_cast<float>(from.antenna_m);
    table.receiver_m = static_cast<float>(rules.receiver_m);
    table.free_space_db = static_cast<float>(92.4 + 20 * twin::log(ghz) / std::numbers::ln10);
    table.bulge = static_cast<float>(500 / earth_km);
    table.earth_km = static_cast<float>(earth_km);
    table.fresnel = static_cast<float>(0.002 * ghz / kLightMGhz);
    table.admittance = static_cast<float>(vertical);
    table.log_admittance = static_cast<float>(twin::log(vertical) / std::numbers::ln2);
    table.distance_scale = static_cast<float>(21.88 * cube_root(ghz));
    table.height_scale = static_cast<float>(0.9575 * cube_root(ghz) * cube_root(ghz));
    fill(rules.step_m / 1000);
  }

  SweepTables table;

 private:
  void fill(double step_km) {
    values_.resize(4 * length_);
    float *distance = values_.data(), *inverse = distance + length_, *root = inverse + length_,
          *backwards = root + length_;
    for (std::size_t i = 0; i != length_; ++i) distance[i] = static_cast<float>(static_cast<double>(i) * step_km);
    for (std::size_t i = 1; i != length_; ++i) inverse[i] = 1 / distance[i];
    for (std::size_t i = 1; i != length_; ++i) root[i] = std::sqrt(inverse[i]);
    root[0] = 1;
    std::fill_n(backwards, length_, 1.F);
    std::reverse_copy(root, root + table.samples + 1, backwards);
    table.distance_km = distance;
    table.inverse_km = inverse;
    table.inverse_root = root;
    table.inverse_root_backwards = backwards;
  }

  std::size_t length_;
  std::vector<float> values_;
};

/// Memory for a radial, used for one after the other.
class Scratch {
 public:
  explicit Scratch(std::int32_t samples) {
    const auto length = static_cast<std::size_t>(samples) + 1 + kGroup;
    hand_out(floats_, length,
             {&radial.ground_m, &radial.clutter_m, &radial.shown_m, &radial.diffraction, &radial.smooth_sent_m,
              &radial.smooth_received_m, &radial.share_x, &radial.share_y, &radial.loss_db, &radial.hull_m});
    hand_out(wholes_, length, {&radial.at, &radial.high, &radial.low, &radial.hull_at});
    hand_out(doubles_, length, {&radial.sum1, &radial.sum2});
  }

  SweepRadial radial;

 private:
  /// The last one gets twice as much.
  template <class T>
  static void hand_out(std::vector<T>& memory, std::size_t length, std::initializer_list<T**> arrays) {
    memory.resize((arrays.size() + 1) * length);
    T* next = memory.data();
    for (T** array : arrays) {
      *array = next;
      next += length;
    }
  }

  std::vector<float> floats_;
  std::vector<std::int32_t> wholes_;
  std::vector<double> doubles_;
};

const SweepKernels& kernels() {
  static constexpr SweepKernels kHere{read_here, losses_here};
#ifdef RURBAN_X86
  if (twin::instruction_set() == twin::InstructionSet::kAvx512) return kSweepAvx512;
  if (twin::instruction_set() == twin::InstructionSet::kAvx2) return kSweepAvx2;
#endif
  return kHere;
}

struct Direction {
  double east, north;
};

/// Sine and cosine of a part of a circle, the same on every machine: Taylor's series within an eighth of it.
Direction direction_of(std::int32_t part, std::int32_t whole) {
  const std::int64_t eighths = std::int64_t{8} * part;
  const auto octant = static_cast<int>(eighths / whole);
  std::int64_t rest = eighths % whole;
  if (octant % 2) rest = whole - rest;
  const double x = static_cast<double>(rest) / whole * (std::numbers::pi / 4), x2 = x * x;
  double sine = 0, cosine = 0;
  for (int n = 16; n > 0; n -= 2) {
    cosine = 1 - cosine * x2 / (n * (n - 1));
    sine = 1 - sine * x2 / (n * (n + 1));
  }
  sine *= x;
  if (octant % 4 == 1 || octant % 4 == 2) std::swap(sine, cosine);
  return {octant < 4 ? sine : -sine, octant >= 2 && octant < 6 ? -cosine : cosine};
}

SweepRaster raster_around(const Surface& surface, const Transmitter& from) {
  const double column = (from.east_m - surface.west_m) / surface.cell_m - 0.5;
  const double row = surface.rows - 0.5 - (from.north_m - surface.south_m) / surface.cell_m;
  SweepRaster raster;
  raster.ground_m = surface.ground_m.data();
  raster.clutter_m = surface.clutter_m.empty() ? nullptr : surface.clutter_m.data();
  raster.columns = surface.columns;
  raster.rows = surface.rows;
  raster.column = static_cast<std::int32_t>(std::floor(column));
  raster.row = static_cast<std::int32_t>(std::floor(row));
  raster.x = static_cast<float>(column - raster.column);
  raster.y = static_cast<float>(row - raster.row);
  return raster;
}

}  // namespace

RadialLoss sweep(const Surface& surface, const Transmitter& from, const SweepRules& rules) {
  assert(from.antenna_m > 0 && rules.receiver_m > 0 && from.mhz > 0);
  RadialLoss result;
  result.step_m = rules.step_m;
  result.samples = std::max(1, static_cast<std::int32_t>(rules.radius_m / rules.step_m));
  result.radials = static_cast<std::int32_t>(std::ceil(2 * std::numbers::pi * result.samples * rules.step_m /
                                                       (rules.rim_m > 0 ? rules.rim_m : rules.step_m)));
  const auto samples = static_cast<std::size_t>(result.samples), radials = static_cast<std::size_t>(result.radials);
  result.loss_db.resize(radials * samples);
  const Tables tables(result.samples, from, rules);
  const SweepRaster raster = raster_around(surface, from);
  const SweepKernels& kernel = kernels();
  const auto cells = static_cast<float>(rules.step_m / surface.cell_m);
  twin::for_each_index((radials + kRadialsAtATime - 1) / kRadialsAtATime, [&](std::size_t piece) {
    Scratch scratch(result.samples);
    const std::size_t end = std::min(radials, (piece + 1) * kRadialsAtATime);
    for (std::size_t r = piece * kRadialsAtATime; r != end; ++r) {
      const Direction direction = direction_of(static_cast<std::int32_t>(r), result.radials);
      kernel.read(raster, static_cast<float>(direction.east) * cells, static_cast<float>(-direction.north) * cells,
                  result.samples, scratch.radial);
      kernel.losses(tables.table, scratch.radial);
      std::copy_n(scratch.radial.loss_db + 1, samples,
                  result.loss_db.begin() + static_cast<std::ptrdiff_t>(r * samples));
    }
  });
  return result;
}

std::vector<float> sweep_profile(std::span<const float> ground_m, std::span<const float> clutter_m,
                                 const Transmitter& from, const SweepRules& rules) {
  assert(ground_m.size() == clutter_m.size() && ground_m.size() > 1);
  const auto samples = static_cast<std::int32_t>(ground_m.size()) - 1;
  const Tables tables(samples, from, rules);
  Scratch scratch(samples);
  std::copy(ground_m.begin(), ground_m.end(), scratch.radial.ground_m);
  std::copy(clutter_m.begin(), clutter_m.end(), scratch.radial.clutter_m);
  kernels().losses(tables.table, scratch.radial);
  return {scratch.radial.loss_db + 1, scratch.radial.loss_db + 1 + samples};
}

}  // namespace rurban::radio
