#include "models/coverage/drive_evaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

#include "models/coverage/drive_test.h"
#include "models/coverage/known_places.h"
#include "models/coverage/nearest_places.h"

namespace rurban::coverage {
namespace {

struct Tally {
  std::size_t count = 0, within = 0;
  double squares = 0;

  void add(double error, double half_width) {
    ++count;
    squares += error * error;
    within += std::abs(error) <= half_width;
  }
  Score score() const {
    if (count == 0) return {};
    const auto n = static_cast<double>(count);
    return {count, std::sqrt(squares / n), static_cast<double>(within) / n};
  }
};

struct Tallies {
  Tally all, seen, unseen;
};

/// Nearest and inverse distance, above the trend.
class Peers {
 public:
  explicit Peers(std::span<const Reading> readings) : middle_(middle_of(readings)), nearest_({}, {}) {
    std::vector<float> east, north;
    for (const Reading& reading : readings) {
      if (reading.censored) continue;
      east.push_back(static_cast<float>(reading.east_m - middle_.east_m));
      north.push_back(static_cast<float>(reading.north_m - middle_.north_m));
      values_.push_back(reading.value_dbm - reading.trend_dbm);
      mean_ += values_.back();
    }
    mean_ /= static_cast<double>(std::max<std::size_t>(values_.size(), 1));
    nearest_ = NearestPlaces(east, north);
  }

  /// By Method, without the last.
  std::array<double, kMethods - 1> foretell(const Reading& reading) {
    std::uint32_t found[kNeighbours];
    const auto east = static_cast<float>(reading.east_m - middle_.east_m);
    const auto north = static_cast<float>(reading.north_m - middle_.north_m);
    const std::size_t count = nearest_.find(east, north, NearestPlaces::kNone, scratch_, found);
    if (count == 0) return {mean_, mean_, mean_};
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i != count; ++i) {
      const double de = nearest_.east_m()[found[i]] - east, dn = nearest_.north_m()[found[i]] - north;
      const double weight = 1 / (de * de + dn * dn + 1e-6);
      sum += weight * value(found[i]);
      weights += weight;
    }
    return {mean_, value(found[0]), sum / weights};
  }

 private:
  double value(std::uint32_t index) const { return values_[nearest_.given(index)]; }

  Middle middle_;
  std::vector<double> values_;
  double mean_ = 0;
  NearestPlaces nearest_;
  NearestPlaces::Scratch scratch_;
};

/// Foretells the readings of one fold from the others.
void hold_out(std::span<const Reading> readings, const std::function<bool(const Reading&)>& is_out,
              std::array<Tallies, kMethods>& tallies) {
  std::vector<Reading> others, held;
  std::set<std::int64_t> seen;
  for (const Reading& reading : readings) {
    if (!is_out(reading)) {
      others.push_back(reading);
      seen.insert(square_of(reading.east_m, reading.north_m, kPlaceM));
    } else if (!reading.censored) {
      held.push_back(reading);
    }
  }
  if (others.empty() || held.empty()) return;
  const Reconstruction reconstruction(others, fit(others));
  std::vector<Target> places;
  for (const Reading& reading : held) places.push_back({reading.east_m, reading.north_m, reading.trend_dbm});
  std::vector<Estimate> estimates(places.size());
  reconstruction.predict(places, estimates);
  Peers peers(others);
  for (std::size_t i = 0; i != held.size(); ++i) {
    const bool is_seen = seen.contains(square_of(held[i].east_m, held[i].north_m, kPlaceM));
    const auto add = [&](std::size_t method, double error, double half_width) {
      tallies[method].all.add(error, half_width);
      (is_seen ? tallies[method].seen : tallies[method].unseen).add(error, half_width);
    };
    const auto plain = peers.foretell(held[i]);
    for (std::size_t method = 0; method != plain.size(); ++method)
      add(method, held[i].value_dbm - held[i].trend_dbm - plain[method], 0);
    add(static_cast<std::size_t>(Method::kReconstruction), held[i].value_dbm - estimates[i].mean_dbm,
        kNormal95 * reconstruction.reading_sd(estimates[i]));
  }
}

Comparison scores(const std::array<Tallies, kMethods>& tallies) {
  Comparison result;
  for (std::size_t method = 0; method != kMethods; ++method)
    result[method] = {tallies[method].all.score(), tallies[method].seen.score(), tallies[method].unseen.score()};
  return result;
}

}  // namespace

Comparison leave_one_day_out(std::span<const Reading> readings) {
  std::set<std::uint16_t> days;
  for (const Reading& reading : readings) days.insert(reading.day);
  std::array<Tallies, kMethods> tallies;
  for (const std::uint16_t day : days)
    hold_out(
        readings, [day](const Reading& reading) { return reading.day == day; }, tallies);
  return scores(tallies);
}

Comparison leave_blocks_out(std::span<const Reading> readings, double block_m, std::uint64_t seed) {
  constexpr std::uint64_t kFolds = 5;
  std::array<Tallies, kMethods> tallies;
  for (std::uint64_t fold = 0; fold != kFolds; ++fold)
    hold_out(
        readings, [&](const Reading& reading) { return block_fold(reading, block_m, kFolds, seed) == fold; },
        tallies);
  return scores(tallies);
}

}  // namespace rurban::coverage
