#include "models/radio/sweep.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "models/radio/sweep_kernel.h"
#include "twin/base/instruction_set.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban::radio {
namespace {

constexpr double kEarthKm = 6371;            // ITU-R P.1812-7, 3.5
constexpr double kLightMGhz = 0.2998;        // wavelength in metres times GHz, as there
constexpr double kPermittivity = 22;         // of land, P.1812-7, 4.3.3
constexpr double kConductivity = 0.003;      // S/m, of land
constexpr std::size_t kRadialsAtATime = 64;  // a piece of parallel work: some milliseconds

double cube_root(double x) {
  return twin::pow(x, 1.0 / 3);
}

/// The shared tables and the memory behind them.
class Tables {
 public:
  Tables(std::int32_t samples, const Transmitter& from, const SweepRules& rules) : length_(samples + 1 + kGroup) {
    const double ghz = from.mhz / 1000, earth_km = kEarthKm * 157 / (157 - rules.refractivity_gradient);  // eq. (5)
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
  explicit Scratch(std::int32_t samples)
      : length_(static_cast<std::size_t>(samples) + 1 + kGroup), values_(9 * length_), hull_at_(2 * length_) {
    float* next = values_.data();
    for (float** array : {&ground, &clutter, &radial.shown_m, &radial.diffraction, &radial.smooth_sent_m,
                          &radial.smooth_received_m, &radial.loss_db, &radial.hull_m}) {
      *array = next;
      next += length_;
    }
    radial.ground_m = ground;
    radial.clutter_m = clutter;
    radial.hull_at = hull_at_.data();
  }

  float *ground, *clutter;
  SweepRadial radial;

 private:
  std::size_t length_;
  std::vector<float> values_;
  std::vector<std::int32_t> hull_at_;
};

void sweep_radial(const SweepTables& tables, const SweepRadial& radial) {
#ifdef RURBAN_X86
  if (twin::instruction_set() == twin::InstructionSet::kAvx512) return sweep_radial_avx512(tables, radial);
  if (twin::instruction_set() == twin::InstructionSet::kAvx2) return sweep_radial_avx2(tables, radial);
#endif
  sweep_radial_here(tables, radial);
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

/// Reads the raster along radials from one point.
class Sampler {
 public:
  Sampler(const Surface& surface, const Transmitter& from) : surface_(surface) {
    const double cell = surface.cell_m;
    const double column = (from.east_m - surface.west_m) / cell - 0.5;
    const double row = surface.rows - 0.5 - (from.north_m - surface.south_m) / cell;
    column_ = static_cast<std::int32_t>(std::floor(column));
    row_ = static_cast<std::int32_t>(std::floor(row));
    x_ = static_cast<float>(column - column_);
    y_ = static_cast<float>(row - row_);
  }

  /// Heights at 0 to `samples` steps.
  void along(Direction direction, double step_m, std::int32_t samples, float* ground, float* clutter) const {
    const auto dx = static_cast<float>(direction.east * step_m / surface_.cell_m);
    const auto dy = static_cast<float>(-direction.north * step_m / surface_.cell_m);
    const bool inside = well_inside(x_, y_) &&
                        well_inside(x_ + dx * static_cast<float>(samples), y_ + dy * static_cast<float>(samples));
    if (inside)
      read<true>(dx, dy, samples, ground, clutter);
    else
      read<false>(dx, dy, samples, ground, clutter);
  }

 private:
  bool well_inside(float x, float y) const {
    const float column = x + static_cast<float>(column_), row = y + static_cast<float>(row_);
    return column >= 1 && row >= 1 && column < static_cast<float>(surface_.columns - 2) &&
           row < static_cast<float>(surface_.rows - 2);
  }

  template <bool kInside>
  std::int64_t index(std::int32_t column, std::int32_t row) const {
    if constexpr (!kInside)
      if (column < 0 || row < 0 || column >= surface_.columns || row >= surface_.rows) return -1;
    return std::int64_t{row} * surface_.columns + column;
  }

  template <bool kInside>
  float ground_at(std::int32_t column, std::int32_t row) const {
    const std::int64_t at = index<kInside>(column, row);
    return kInside || at >= 0 ? static_cast<float>(surface_.ground_m[static_cast<std::size_t>(at)]) : 0;
  }

  template <bool kInside>
  void read(float dx, float dy, std::int32_t samples, float* ground, float* clutter) const {
    for (std::int32_t i = 0; i <= samples; ++i) {
      const float x = x_ + dx * static_cast<float>(i), y = y_ + dy * static_cast<float>(i);
      const float left = std::floor(x), top = std::floor(y);
      const float right_share = x - left, low_share = y - top;
      const std::int32_t column = column_ + static_cast<std::int32_t>(left);
      const std::int32_t row = row_ + static_cast<std::int32_t>(top);
      const float a = ground_at<kInside>(column, row), b = ground_at<kInside>(column + 1, row);
      const float c = ground_at<kInside>(column, row + 1), d = ground_at<kInside>(column + 1, row + 1);
      const float high = a + (b - a) * right_share, low = c + (d - c) * right_share;
      ground[i] = high + (low - high) * low_share;
      if (surface_.clutter_m.empty()) continue;
      const std::int64_t at = index<kInside>(column + (right_share >= 0.5F), row + (low_share >= 0.5F));
      clutter[i] = kInside || at >= 0 ? surface_.clutter_m[static_cast<std::size_t>(at)] : 0;
    }
  }

  const Surface& surface_;
  std::int32_t column_ = 0, row_ = 0;  // of the centre left above the transmitter
  float x_ = 0, y_ = 0;                // from there, in cells
};

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
  const Sampler sampler(surface, from);
  twin::for_each_index((radials + kRadialsAtATime - 1) / kRadialsAtATime, [&](std::size_t piece) {
    Scratch scratch(result.samples);
    const std::size_t end = std::min(radials, (piece + 1) * kRadialsAtATime);
    for (std::size_t r = piece * kRadialsAtATime; r != end; ++r) {
      sampler.along(direction_of(static_cast<std::int32_t>(r), result.radials), rules.step_m, result.samples,
                    scratch.ground, scratch.clutter);
      sweep_radial(tables.table, scratch.radial);
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
  std::copy(ground_m.begin(), ground_m.end(), scratch.ground);
  std::copy(clutter_m.begin(), clutter_m.end(), scratch.clutter);
  sweep_radial(tables.table, scratch.radial);
  return {scratch.radial.loss_db + 1, scratch.radial.loss_db + 1 + samples};
}

}  // namespace rurban::radio
