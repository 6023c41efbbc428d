#include "models/coverage/offsets.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "models/coverage/drive_test.h"

namespace rurban::coverage {
namespace {

/// The offsets of one kind, devices or days.
class Effect {
 public:
  Effect(std::vector<std::uint16_t> of, std::size_t count, double variance)
      : of_(std::move(of)), values_(count, 0), counts_(count, 0), variance_(variance) {
    for (const std::uint16_t which : of_) ++counts_[which];
  }

  double of(std::size_t reading) const { return values_[of_[reading]]; }
  const std::vector<double>& values() const { return values_; }
  double variance() const { return variance_; }

  /// The best offsets when everything else of each reading is known.
  template <class Rest>
  void improve(const Rest& rest, double noise_variance) {
    std::vector<double> sums(values_.size(), 0);
    for (std::size_t i = 0; i != of_.size(); ++i) sums[of_[i]] += rest(i);
    double squares = 0;
    std::size_t met = 0;
    for (std::size_t k = 0; k != values_.size(); ++k) {
      if (counts_[k] == 0) continue;
      const double precision = static_cast<double>(counts_[k]) / noise_variance + 1 / variance_;
      values_[k] = sums[k] / noise_variance / precision;
      squares += values_[k] * values_[k] + 1 / precision;
      ++met;
    }
    // One alone can't be told from the level of all, and two say little of how they spread.
    constexpr double kLeastVariance = 0.05;
    if (met > 2) variance_ = std::max(squares / static_cast<double>(met), kLeastVariance);
  }

 private:
  std::vector<std::uint16_t> of_;
  std::vector<double> values_;
  std::vector<std::size_t> counts_;
  double variance_;
};

}  // namespace

Offsets find_offsets(std::span<const Reading> readings, double square_m, const OffsetVariances& before) {
  std::map<std::int64_t, std::vector<std::size_t>> squares;
  std::size_t devices = 0, days = 0;
  for (std::size_t i = 0; i != readings.size(); ++i) {
    devices = std::max<std::size_t>(devices, readings[i].device + 1U);
    days = std::max<std::size_t>(days, readings[i].day + 1U);
    if (!readings[i].censored) squares[square_of(readings[i].east_m, readings[i].north_m, square_m)].push_back(i);
  }
  std::vector<std::vector<std::size_t>> paired;  // positions in the lists below
  std::vector<double> level;
  std::vector<std::uint16_t> device, day;
  for (const auto& [square, visits] : squares) {
    const Reading& first = readings[visits.front()];
    const auto differs = [&](std::size_t i) {
      return readings[i].day != first.day || readings[i].device != first.device;
    };
    if (std::none_of(visits.begin(), visits.end(), differs)) continue;
    std::vector<std::size_t>& pair = paired.emplace_back();
    for (const std::size_t i : visits) {
      pair.push_back(level.size());
      level.push_back(readings[i].value_dbm - readings[i].trend_dbm);
      device.push_back(readings[i].device);
      day.push_back(readings[i].day);
    }
  }
  Effect of_devices(std::move(device), devices, before.device), of_days(std::move(day), days, before.day);
  std::vector<double> places(level.size(), 0);
  constexpr int kSweeps = 60;
  for (int sweep = 0; sweep != kSweeps; ++sweep) {
    for (const std::vector<std::size_t>& pair : paired) {
      double sum = 0;
      for (const std::size_t i : pair) sum += level[i] - of_devices.of(i) - of_days.of(i);
      for (const std::size_t i : pair) places[i] = sum / static_cast<double>(pair.size());
    }
    of_devices.improve([&](std::size_t i) { return level[i] - places[i] - of_days.of(i); }, before.noise);
    of_days.improve([&](std::size_t i) { return level[i] - places[i] - of_devices.of(i); }, before.noise);
  }
  return {{of_devices.values().begin(), of_devices.values().end()},
          {of_days.values().begin(), of_days.values().end()},
          static_cast<float>(of_devices.variance()),
          static_cast<float>(of_days.variance())};
}

}  // namespace rurban::coverage
