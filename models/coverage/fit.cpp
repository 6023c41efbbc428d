#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <set>

#include "models/coverage/drive_test.h"
#include "models/coverage/known_places.h"
#include "models/coverage/reconstruction.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

constexpr std::size_t kMostHeldOut = 1000;  ///< readings of each kind
constexpr std::size_t kMostDays = 20;
constexpr std::uint64_t kBlockFolds = 5;
constexpr double kBlockM = 500;

/// Readings that were held out, kTargets at a time, with the neighbours that remain.
struct HeldOut {
  std::vector<KrigingTask> tasks;
  std::vector<std::array<float, kTargets>> values;  ///< less what the kernel expects; NaN: nobody in this lane
  std::size_t count = 0;
};

/// Holds out, one fold at a time, the readings that `fold_of` puts there; `stride` keeps every so many of them.
class Holder {
 public:
  Holder(std::span<const Reading> readings, const Offsets& offsets, const Kernel& kernel)
      : readings_(readings), offsets_(offsets), kernel_(kernel), middle_(middle_of(readings)) {}

  void hold_out(const std::function<bool(const Reading&)>& is_out, std::size_t stride, HeldOut& into) const {
    std::vector<bool> use;
    for (const Reading& reading : readings_) use.push_back(!is_out(reading));
    const Merged merged = merge_visits(readings_, use, offsets_, kernel_, middle_);
    if (merged.known.size() == 0) return;
    const NearestPlaces nearest(merged.known.east_m, merged.known.north_m);
    const KnownPlaces known = in_order(merged.known, nearest);
    const KnownView seen = view(known);
    const KrigingKernels& kernels = kriging_kernels();
    NearestPlaces::Scratch scratch;
    std::size_t lane = kTargets;
    for (std::size_t i = 0; i != readings_.size(); ++i) {
      if (use[i] || i % stride != 0) continue;
      Neighbourhood of;
      of.east_m = static_cast<float>(readings_[i].east_m - middle_.east_m);
      of.north_m = static_cast<float>(readings_[i].north_m - middle_.north_m);
      of.count = nearest.find(of.east_m, of.north_m, NearestPlaces::kNone, scratch, of.nearest);
      if (lane == kTargets) {
        into.tasks.emplace_back();
        into.values.emplace_back().fill(std::nanf(""));
        lane = 0;
        for (std::size_t all = 0; all != kTargets; ++all) kernels.gather(seen, of, all, into.tasks.back());
      } else {
        kernels.gather(seen, of, lane, into.tasks.back());
      }
      into.values.back()[lane++] =
          readings_[i].value_dbm - kernel_.expected(readings_[i].trend_dbm) - offsets_.device_db[readings_[i].device];
      ++into.count;
    }
  }

 private:
  std::span<const Reading> readings_;
  const Offsets& offsets_;
  const Kernel& kernel_;
  Middle middle_;
};

/// Calls `each(value - mean, variance)` for all that were held out, in their order; the variance is a reading's.
template <class Each>
void foretell(const HeldOut& held, const Kernel& kernel, const Each& each) {
  const Covariance covariance = covariance_of(kernel);
  const KrigingKernels& kernels = kriging_kernels();
  std::vector<KrigingResult> results(held.tasks.size());
  constexpr std::size_t kPiece = 32;
  twin::for_each_index((results.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    for (std::size_t i = piece * kPiece; i != std::min((piece + 1) * kPiece, results.size()); ++i)
      kernels.solve(held.tasks[i], covariance, results[i]);
  });
  const double visit = kernel.visit_variance + kernel.nugget + kernel.day_variance;
  for (std::size_t i = 0; i != results.size(); ++i)
    for (std::size_t lane = 0; lane != kTargets; ++lane)
      if (!std::isnan(held.values[i][lane]))
        each(static_cast<double>(held.values[i][lane] - results[i].mean[lane]),
             std::max(static_cast<double>(results[i].variance[lane]), 0.) + visit);
}

/// Minus the mean logarithm of the normal density, without its constant.
double log_loss(const HeldOut& held, const Kernel& kernel) {
  if (held.count == 0) return 0;
  double sum = 0;
  foretell(held, kernel,
           [&](double error, double variance) { sum += 0.5 * (twin::log(variance) + error * error / variance); });
  return sum / static_cast<double>(held.count);
}

/// What the search may change, and how far it may go.
struct Knob {
  float Kernel::*value;
  float least, most;
};
constexpr Knob kKnobs[] = {
    {&Kernel::short_variance, 0.1F, 400}, {&Kernel::short_length_m, 20, 500},   {&Kernel::long_variance, 1, 1000},
    {&Kernel::long_length_m, 200, 5'000}, {&Kernel::visit_variance, 0.1F, 100}, {&Kernel::visit_length_m, 20, 1'000},
    {&Kernel::nugget, 0.3F, 100},
};

/// Changes one knob at a time by a factor, smaller each round, and keeps what helps.
Kernel search(const Kernel& start, const std::function<double(const Kernel&)>& loss) {
  Kernel best = start;
  double least = loss(best);
  for (const float factor : {2.F, 1.5F, 1.25F, 1.12F})
    for (const Knob& knob : kKnobs)
      for (const float change : {factor, 1 / factor}) {
        Kernel next = best;
        next.*knob.value = std::clamp(next.*knob.value * change, knob.least, knob.most);
        const double found = loss(next);
        if (!(found < least)) continue;
        least = found;
        best = next;
        break;
      }
  return best;
}

/// Level and slope: the line through the means of large squares, since roads driven often would weigh too much.
void learn_line(std::span<const Reading> readings, Kernel& kernel) {
  struct Square {
    double trend = 0, value = 0, count = 0;
  };
  std::map<std::int64_t, Square> squares;
  for (const Reading& reading : readings) {
    Square& square = squares[square_of(reading.east_m, reading.north_m, kBlockM)];
    square.trend += reading.trend_dbm;
    square.value += reading.value_dbm;
    ++square.count;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(squares.size(), 1));
  double trend = 0, value = 0;
  for (const auto& [at, square] : squares) {
    trend += square.trend / square.count / count;
    value += square.value / square.count / count;
  }
  double with_trend = 0, with_value = 0;
  for (const auto& [at, square] : squares) {
    const double above = square.trend / square.count - trend;
    with_trend += above * above;
    with_value += above * (square.value / square.count - value);
  }
  constexpr std::size_t kFewestSquares = 10;
  constexpr double kLeastVariance = 1, kSteepest = 1.5;
  if (squares.size() >= kFewestSquares && with_trend / count > kLeastVariance)
    kernel.slope = static_cast<float>(std::clamp(with_value / with_trend, 0., kSteepest));
  kernel.level_db = static_cast<float>(value - kernel.slope * trend);
}

/// At most kMostDays of the days that have readings, evenly spread.
std::vector<std::uint16_t> days_to_hold_out(std::span<const Reading> readings) {
  std::set<std::uint16_t> all;
  for (const Reading& reading : readings) all.insert(reading.day);
  const std::vector<std::uint16_t> days(all.begin(), all.end());
  if (days.size() < 2) return {};
  std::vector<std::uint16_t> some;
  const std::size_t wanted = std::min(days.size(), kMostDays);
  for (std::size_t i = 0; i != wanted; ++i) some.push_back(days[i * days.size() / wanted]);
  return some;
}

/// The factor by which standard deviations must be stretched for 90 % of the errors to fall within 1.645 of them.
float spread_of(const HeldOut& held, const Kernel& kernel) {
  std::vector<double> ratios;
  foretell(held, kernel,
           [&](double error, double variance) { ratios.push_back(std::abs(error) / std::sqrt(variance)); });
  if (ratios.size() < 20) return 1;
  constexpr double kShare = 0.9;
  const auto at = ratios.begin() + static_cast<std::ptrdiff_t>(kShare * static_cast<double>(ratios.size()));
  std::nth_element(ratios.begin(), at, ratios.end());
  return static_cast<float>(*at / kNormal95);
}

}  // namespace

Kernel fit(std::span<const Reading> all_readings, const Kernel& start) {
  std::vector<Reading> readings;
  std::copy_if(all_readings.begin(), all_readings.end(), std::back_inserter(readings),
               [](const Reading& reading) { return !reading.censored; });
  Kernel kernel = start;
  learn_line(readings, kernel);
  constexpr std::size_t kFewest = 50;
  if (readings.size() < kFewest) return kernel;

  const Offsets offsets = find_offsets(readings, kPlaceM, offset_variances_of(kernel));
  kernel.day_variance = offsets.day_variance;
  kernel.device_sd = std::sqrt(offsets.device_variance);
  const Holder holder(readings, offsets, kernel);
  const std::size_t stride = (readings.size() + kMostHeldOut - 1) / kMostHeldOut;
  HeldOut by_day, by_block;
  for (const std::uint16_t day : days_to_hold_out(readings))
    holder.hold_out([&](const Reading& reading) { return reading.day == day; }, stride, by_day);
  for (std::uint64_t fold = 0; fold != kBlockFolds; ++fold)
    holder.hold_out([&](const Reading& reading) { return block_fold(reading, kBlockM, kBlockFolds) == fold; }, stride,
                    by_block);
  Kernel found =
      search(kernel, [&](const Kernel& each) { return log_loss(by_day, each) + log_loss(by_block, each); });
  found.spread = spread_of(by_day.count != 0 ? by_day : by_block, found);
  return found;
}

}  // namespace rurban::coverage
