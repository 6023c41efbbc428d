#include "models/radio/coverage_map.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "twin/base/parallel.h"

namespace rurban::radio {
namespace {

constexpr std::size_t kRowsAtATime = 16;  // a piece of parallel work

/// Azimuth from 0 to 1, clockwise from north; the same bits on every machine, error below 1e-7.
double turn_of(double east, double north) {
  const double x = std::abs(east), y = std::abs(north);
  double low = std::min(x, y), high = std::max(x, y);
  if (high == 0) return 0;
  const bool steep = low > 0.4142 * high;  // tan(pi / 8); atan t = pi / 4 - atan((1 - t) / (1 + t))
  const double t = steep ? (high - low) / (high + low) : low / high, t2 = t * t;
  double series = 0;
  for (int odd = 13; odd > 0; odd -= 2) series = 1.0 / odd - t2 * series;
  const double part = t * series / (2 * std::numbers::pi);
  const double eighth = steep ? 0.125 - part : part;
  const double quarter = x > y ? 0.25 - eighth : eighth;  // from the north axis
  const double half = north < 0 ? 0.5 - quarter : quarter;
  return east < 0 ? 1 - half : half;
}

/// Losses at any place around the transmitter.
class Around {
 public:
  explicit Around(const RadialLoss& loss) : loss_(loss) {}

  float at(double east_m, double north_m) const {
    const double along = std::clamp(std::sqrt(east_m * east_m + north_m * north_m) / loss_.step_m - 1, 0.0,
                                    static_cast<double>(loss_.samples - 1));
    const double around = turn_of(east_m, north_m) * loss_.radials;
    const auto sample = static_cast<std::int32_t>(along), radial = static_cast<std::int32_t>(around);
    const auto beyond = static_cast<float>(along - sample), beside = static_cast<float>(around - radial);
    const float a = on_radial(radial % loss_.radials, sample, beyond);
    return a + (on_radial((radial + 1) % loss_.radials, sample, beyond) - a) * beside;
  }

 private:
  float on_radial(std::int32_t radial, std::int32_t sample, float beyond) const {
    const float* values = &loss_.loss_db[static_cast<std::size_t>(radial) * static_cast<std::size_t>(loss_.samples)];
    const float here = values[sample], next = values[std::min(sample + 1, loss_.samples - 1)];
    return here + (next - here) * beyond;
  }

  const RadialLoss& loss_;
};

std::uint8_t step_of(double loss_db) {
  return static_cast<std::uint8_t>(std::clamp((loss_db - LossMap::kLeastDb) / LossMap::kStepDb + 0.5, 0.0, 255.0));
}

/// Which cells of one axis have their centre within reach.
struct Reach {
  std::int32_t first, end;
};
Reach within(double centre, double reach, std::int32_t cells) {  // in cells
  const auto first = static_cast<std::int32_t>(std::clamp(std::ceil(centre - reach - 0.5), 0.0, double{1} * cells));
  const auto end =
      static_cast<std::int32_t>(std::clamp(std::floor(centre + reach - 0.5) + 1, 0.0, double{1} * cells));
  return {first, std::max(first, end)};
}

/// A mast over a grid: where it stands in it, in cells from the north-western corner.
class Putting {
 public:
  Putting(const RadialLoss& loss, const Transmitter& from, const MapGrid& grid, const MapRules& rules)
      : around_(loss), grid_(grid), rules_(rules) {
    east_ = (from.east_m - grid.west_m) / grid.cell_m;
    south_ = grid.rows - (from.north_m - grid.south_m) / grid.cell_m;
    reach_ = loss.samples * loss.step_m / grid.cell_m;
  }

  Reach rows() const { return within(south_, reach_, grid_.rows); }

  void row(std::int32_t row, std::vector<LossMap::Run>& runs, std::vector<std::uint8_t>& steps) const {
    const double down = row + 0.5 - south_;
    const Reach columns = within(east_, std::sqrt(std::max(0.0, reach_ * reach_ - down * down)), grid_.columns);
    bool running = false;
    for (std::int32_t column = columns.first; column != columns.end; ++column) {
      const double loss = mean(column, row);
      if (loss <= rules_.most_loss_db) {
        if (!running)
          runs.push_back({static_cast<std::uint32_t>(std::int64_t{row} * grid_.columns + column),
                          static_cast<std::uint32_t>(steps.size())});
        steps.push_back(step_of(loss));
      }
      running = loss <= rules_.most_loss_db;
    }
  }

 private:
  double mean(std::int32_t column, std::int32_t row) const {
    const int across = rules_.spots_across;
    double sum = 0;
    for (int i = 0; i != across; ++i)
      for (int j = 0; j != across; ++j)
        sum += around_.at((column + (j + 0.5) / across - east_) * grid_.cell_m,
                          (south_ - row - (i + 0.5) / across) * grid_.cell_m);
    return sum / (across * across);
  }

  Around around_;
  const MapGrid& grid_;
  const MapRules& rules_;
  double east_, south_, reach_;
};

}  // namespace

std::optional<double> LossMap::loss_db(std::uint32_t cell) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), cell,
                                      [](std::uint32_t c, const Run& run) { return c < run.cell; });
  if (after == runs_.begin()) return std::nullopt;
  const auto run = static_cast<std::size_t>(after - runs_.begin()) - 1;
  const std::size_t at = runs_[run].first + (cell - runs_[run].cell);
  if (at >= end_of(run)) return std::nullopt;
  return db_of(steps_[at]);
}

LossMap loss_map(const RadialLoss& loss, const Transmitter& from, const MapGrid& grid, const MapRules& rules) {
  assert(rules.spots_across > 0 && rules.most_loss_db <= LossMap::db_of(255));
  const Putting putting(loss, from, grid, rules);
  const Reach rows = putting.rows();
  const auto count = static_cast<std::size_t>(rows.end - rows.first);
  std::vector<LossMap> pieces((count + kRowsAtATime - 1) / kRowsAtATime);
  twin::for_each_index(pieces.size(), [&](std::size_t piece) {
    const std::size_t end = std::min(count, (piece + 1) * kRowsAtATime);
    for (std::size_t row = piece * kRowsAtATime; row != end; ++row)
      putting.row(rows.first + static_cast<std::int32_t>(row), pieces[piece].runs_, pieces[piece].steps_);
  });
  LossMap map;
  std::size_t runs = 0, steps = 0;
  for (const LossMap& piece : pieces) runs += piece.runs_.size(), steps += piece.steps_.size();
  map.runs_.reserve(runs);
  map.steps_.reserve(steps);
  for (const LossMap& piece : pieces) {
    const auto before = static_cast<std::uint32_t>(map.steps_.size());
    for (const LossMap::Run& run : piece.runs_) map.runs_.push_back({run.cell, run.first + before});
    map.steps_.insert(map.steps_.end(), piece.steps_.begin(), piece.steps_.end());
  }
  return map;
}

std::vector<LossMap> loss_maps(const Surface& surface, std::span<const Transmitter> from,
                               const SweepRules& sweep_rules, const MapGrid& grid, const MapRules& map_rules) {
  std::vector<LossMap> maps;
  maps.reserve(from.size());
  for (const Transmitter& each : from)
    maps.push_back(loss_map(sweep(surface, each, sweep_rules), each, grid, map_rules));
  return maps;
}

}  // namespace rurban::radio
