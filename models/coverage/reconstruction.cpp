#include "models/coverage/reconstruction.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "models/coverage/known_places.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

double normal_below(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// The inverse Mills ratio phi(x) / Phi(x); by its asymptote where both vanish.
double mills(double x) {
  constexpr double kDeep = -30;
  if (x < kDeep) return -x - 1 / x;
  return twin::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi) / normal_below(x);
}

/// A measurement of the lasting level that says what a limit does.
struct Measurement {
  double value, variance;
};

/// What is known of a level, N(mean, variance), and that a reading of it with noise stayed below `limit`: the normal
/// measurement with the same effect on mean and variance. (Rasmussen & Williams 2006, eqs. 3.58 and 3.59, for a step
/// at `limit`.)
Measurement from_limit(double mean, double variance, double noise, double limit) {
  const double total = std::sqrt(variance + noise);
  const double z = (limit - mean) / total, ratio = mills(z);
  const double after_mean = mean - variance / total * ratio;
  const double after_variance = variance - variance * variance / (total * total) * ratio * (ratio + z);
  // Far below the limit the reading says nothing.
  constexpr double kLeastPrecision = 1e-6, kLeastVariance = 1e-3;
  const double precision = std::max(1 / std::max(after_variance, kLeastVariance) - 1 / variance, kLeastPrecision);
  const double value = (after_mean / std::max(after_variance, kLeastVariance) - mean / variance) / precision;
  return {std::min(value, mean), 1 / precision};
}

}  // namespace

Covariance covariance_of(const Kernel& kernel) {
  return {kernel.short_variance, -1 / kernel.short_length_m, kernel.long_variance, -1 / kernel.long_length_m,
          kernel.visit_variance, -1 / kernel.visit_length_m, kernel.nugget};
}

OffsetVariances offset_variances_of(const Kernel& kernel) {
  return {kernel.visit_variance + kernel.nugget, kernel.device_sd * kernel.device_sd, kernel.day_variance};
}

Reconstruction::Reconstruction(std::span<const Reading> readings, const Kernel& kernel)
    : kernel_(kernel), offsets_(find_offsets(readings, kPlaceM, offset_variances_of(kernel))), nearest_({}, {}) {
  const Middle middle = middle_of(readings);
  middle_east_m_ = middle.east_m;
  middle_north_m_ = middle.north_m;
  const Merged merged = merge_visits(readings, std::vector<bool>(readings.size(), true), offsets_, kernel, middle);
  nearest_ = NearestPlaces(merged.known.east_m, merged.known.north_m);
  known_ = in_order(merged.known, nearest_);
  std::vector<std::pair<std::uint32_t, float>> limits;
  for (std::uint32_t i = 0; i != known_.size(); ++i)
    if (merged.censored[nearest_.given(i)]) limits.emplace_back(i, known_.value_db[i]);
  if (!limits.empty()) learn_censored(limits);
}

void Reconstruction::learn_censored(std::span<const std::pair<std::uint32_t, float>> limits) {
  std::vector<double> noise;
  std::vector<Target> places;
  std::vector<std::uint32_t> without;
  for (const auto& [at, limit] : limits) {
    noise.push_back(kernel_.visit_variance * known_.visit_share[at] + kernel_.nugget * known_.nugget_share[at]);
    places.push_back({known_.east_m[at] + middle_east_m_, known_.north_m[at] + middle_north_m_, 0});
    without.push_back(at);
    // Nothing is known of it before the first sweep, and it has no visit in common with others after.
    constexpr float kUnknown = 1e6F;
    known_.value_db[at] = 0;
    known_.noise[at] = kUnknown;
    known_.visit_share[at] = known_.nugget_share[at] = known_.day_share[at] = 0;
  }
  std::vector<Estimate> estimates(limits.size());
  constexpr int kSweeps = 3;
  for (int sweep = 0; sweep != kSweeps; ++sweep) {
    estimate(places, without, estimates);
    for (std::size_t i = 0; i != limits.size(); ++i) {
      const double mean = estimates[i].mean_dbm - kernel_.expected(0), sd = estimates[i].sd_db;
      const Measurement measured = from_limit(mean, sd * sd, noise[i], limits[i].second);
      known_.value_db[without[i]] = static_cast<float>(measured.value);
      known_.noise[without[i]] = static_cast<float>(measured.variance);
    }
  }
}

void Reconstruction::estimate(std::span<const Target> places, std::span<const std::uint32_t> without,
                              std::span<Estimate> estimates) const {
  const KrigingKernels& kernels = kriging_kernels();
  const Covariance covariance = covariance_of(kernel_);
  const KnownView known = view(known_);
  twin::for_blocks(places.size(), [&](twin::Block block) {
    NearestPlaces::Scratch scratch;
    KrigingTask task;
    KrigingResult result;
    for (std::size_t begin = block.begin; begin != block.end;) {
      const std::size_t count = std::min(kTargets, block.end - begin);
      Neighbourhood of;
      for (std::size_t lane = 0; lane != kTargets; ++lane) {
        if (lane < count) {
          const Target& place = places[begin + lane];
          of.east_m = static_cast<float>(place.east_m - middle_east_m_);
          of.north_m = static_cast<float>(place.north_m - middle_north_m_);
          of.count =
              nearest_.find(of.east_m, of.north_m, without.empty() ? NearestPlaces::kNone : without[begin + lane],
                            scratch, of.nearest);
        }
        kernels.gather(known, of, lane, task);
      }
      kernels.solve(task, covariance, result);
      for (std::size_t lane = 0; lane != count; ++lane)
        estimates[begin + lane] = {kernel_.expected(places[begin + lane].trend_dbm) + result.mean[lane],
                                   std::sqrt(std::max(result.variance[lane], 0.F))};
      begin += count;
    }
  });
}

void Reconstruction::predict(std::span<const Target> places, std::span<Estimate> estimates) const {
  assert(places.size() == estimates.size());
  estimate(places, {}, estimates);
  for (Estimate& each : estimates) each.sd_db *= kernel_.spread;
}

float Reconstruction::reading_sd(const Estimate& estimate) const {
  const float visit = kernel_.visit_variance + kernel_.nugget + kernel_.day_variance;
  return std::sqrt(estimate.sd_db * estimate.sd_db + kernel_.spread * kernel_.spread * visit);
}

}  // namespace rurban::coverage
