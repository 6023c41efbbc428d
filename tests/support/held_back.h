#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "models/coverage/air.h"
#include "models/coverage/campaign.h"
#include "twin/base/hash.h"

namespace rurban::coverage {

/// How well a campaign's readings tell of road cells that it did not see: of squares of 5 km one in five is held
/// back, and what is told of their road cells is compared with their true level. Only where a phone would see the
/// signal, for how weak an unseen one is nobody asks.
class HeldBack {
 public:
  /// Adds an operator. `places`: what is computed, `truth`: the true levels, both by cell; `seen`: the road cells
  /// that were visited.
  void add(const CountyCells& cells, std::span<const Target> places, std::span<const double> truth,
           std::span<const std::uint32_t> seen, std::span<const std::uint16_t> visits,
           std::span<const std::int16_t> mean) {
    const std::vector<Reading> all = readings_of(places, visits, mean);
    std::vector<Reading> others;
    for (const Reading& reading : all)
      if (!is_held(reading.east_m, reading.north_m)) others.push_back(reading);
    std::vector<std::uint32_t> audible, held;
    for (const std::uint32_t cell : seen) {
      if (truth[cell] < kUnseenDbm) continue;
      audible.push_back(cell);
      if (is_held(cells.east_m[cell], cells.north_m[cell])) held.push_back(cell);
    }
    const auto known = [&](std::span<const Reading> readings, std::span<const std::uint32_t> which) {
      std::vector<Target> targets;
      for (const std::uint32_t cell : which) targets.push_back(places[cell]);
      std::vector<Estimate> estimates(targets.size());
      Reconstruction(readings, kCountyKernel).predict(targets, estimates);
      return estimates;
    };
    const auto add_errors = [&](Sum& sum, std::span<const Estimate> estimates, std::span<const std::uint32_t> which) {
      for (std::size_t i = 0; i != which.size(); ++i)
        sum.add(static_cast<double>(estimates[i].mean_dbm) - truth[which[i]]);
    };
    add_errors(measured, known(all, audible), audible);
    const auto estimates = known(others, held);
    add_errors(kriging, estimates, held);
    constexpr double kNinety = 1.6449;
    for (std::size_t i = 0; i != held.size(); ++i) {
      const double off = static_cast<double>(estimates[i].mean_dbm) - truth[held[i]];
      inside += std::abs(off) <= kNinety * static_cast<double>(estimates[i].sd_db);
      computed.add(static_cast<double>(places[held[i]].trend_dbm) - truth[held[i]]);
      if (i % kEvery == 0) add_plain(places[held[i]], truth[held[i]], others);
    }
  }

  /// Of an error, dB.
  struct Sum {
    double squares = 0, total = 0;
    std::int64_t count = 0;
    void add(double error) {
      squares += error * error;
      total += error;
      ++count;
    }
    double rmse() const { return std::sqrt(squares / static_cast<double>(count)); }
    double bias() const { return total / static_cast<double>(count); }
  };
  Sum measured;                            ///< of road cells that were visited, with all readings
  Sum kriging, computed;                   ///< of those held back: the known map, and nothing but what is computed
  Sum nearest, inverse;                    ///< the nearest reading; all within 30 km by inverse squares of distance
  Sum nearest_residual, inverse_residual;  ///< the same of differences from what is computed
  std::int64_t inside = 0;                 ///< of those held back, within the 90 % interval
  double inside_share() const { return static_cast<double>(inside) / static_cast<double>(kriging.count); }

 private:
  static constexpr std::size_t kEvery = 4;  // the plain ways are slow

  static bool is_held(double east_m, double north_m) {
    constexpr double kBlockM = 5'000;
    return twin::combine(static_cast<std::uint64_t>(east_m / kBlockM),
                         static_cast<std::uint64_t>(north_m / kBlockM)) %
               5 ==
           0;
  }

  void add_plain(const Target& at, double truth, std::span<const Reading> readings) {
    constexpr double kFarthestM = 30'000;
    double least = kFarthestM * kFarthestM, weights = 0, weighted = 0, weighted_residual = 0;
    const Reading* best = nullptr;
    for (const Reading& reading : readings) {
      const double east = reading.east_m - at.east_m, north = reading.north_m - at.north_m;
      const double squared = east * east + north * north;
      if (squared > kFarthestM * kFarthestM) continue;
      weights += 1 / squared;
      weighted += static_cast<double>(reading.value_dbm) / squared;
      weighted_residual += static_cast<double>(reading.value_dbm - reading.trend_dbm) / squared;
      if (squared >= least) continue;
      least = squared;
      best = &reading;
    }
    if (best == nullptr) return;
    const auto trend = static_cast<double>(at.trend_dbm);
    nearest.add(static_cast<double>(best->value_dbm) - truth);
    nearest_residual.add(trend + static_cast<double>(best->value_dbm - best->trend_dbm) - truth);
    inverse.add(weighted / weights - truth);
    inverse_residual.add(trend + weighted_residual / weights - truth);
  }
};

}  // namespace rurban::coverage
