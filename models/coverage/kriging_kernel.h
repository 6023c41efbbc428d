#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "models/coverage/kriging.h"

/// Simple kriging of eight targets at once, compiled for several widths of vectors. Included only by kriging*.cpp;
/// calls nothing from outside that is not a single instruction, for the reason given in twin/base/philox_kernel.h.
namespace rurban::coverage {
namespace {

typedef float Lanes __attribute__((vector_size(sizeof(float) * kTargets)));
typedef std::int32_t IntLanes __attribute__((vector_size(sizeof(float) * kTargets)));

/// e^x for x <= 0, relative error below 3e-7; x below -80 counts as -80. In a fixed order of operations, so that
/// every width of vectors gives the same bits.
inline __attribute__((always_inline)) Lanes exp_of(Lanes x) {
  constexpr float kShift = 0x1.8p23F;  // leaves no bits behind the point
  x = x < -80.F ? Lanes{} - 80.F : x;
  const Lanes shifted = x * 1.44269504F + kShift;
  const Lanes n = shifted - kShift;
  const Lanes r = (x - n * 0x1.62e4p-1F) - n * 0x1.7f7d1cp-20F;  // |r| <= ln 2 / 2
  const Lanes r2 = r * r;
  // Taylor's series to r^6 / 6!
  const Lanes low = 0.5F + r * (1.F / 6), high = (1.F / 24 + r * (1.F / 120)) + r2 * (1.F / 720);
  const Lanes sum = 1 + (r + r2 * (low + r2 * high));
  return sum * reinterpret_cast<Lanes>((reinterpret_cast<IntLanes>(shifted) + 127) << 23);
}

inline __attribute__((always_inline)) Lanes sqrt_of(Lanes x) {
  Lanes result;
  for (std::size_t lane = 0; lane != kTargets; ++lane) result[lane] = __builtin_sqrtf(x[lane]);
  return result;
}

/// Rows are the neighbours; then the target, and what the neighbours say.
constexpr std::size_t kTargetRow = kNeighbours, kValueRow = kNeighbours + 1, kRows = kNeighbours + 2;

void solve(const KrigingTask& task, const Covariance& covariance, KrigingResult& result) {
  const auto load = [](const float* from) { return *reinterpret_cast<const Lanes*>(from); };
  const Lanes zero{};
  const auto field = [&](Lanes metres) {
    return covariance.short_variance * exp_of(metres * covariance.short_rate) +
           covariance.long_variance * exp_of(metres * covariance.long_rate);
  };
  alignas(64) Lanes matrix[kRows][kNeighbours];
  const float at_once = covariance.short_variance + covariance.long_variance;
  const float* share = &task.shared[0][0];
  for (std::size_t i = 0; i != kNeighbours; ++i) {
    const Lanes east = load(task.east_m[i]), north = load(task.north_m[i]);
    for (std::size_t j = 0; j != i; ++j, share += kTargets) {
      const Lanes de = east - load(task.east_m[j]), dn = north - load(task.north_m[j]);
      const Lanes metres = sqrt_of(de * de + dn * dn);
      matrix[i][j] =
          field(metres) + load(share) * (covariance.visit_variance * exp_of(metres * covariance.visit_rate));
    }
    matrix[i][i] = at_once + covariance.visit_variance * load(task.visit_share[i]) +
                   covariance.nugget * load(task.nugget_share[i]) + load(task.noise[i]);
    matrix[kTargetRow][i] = field(sqrt_of(east * east + north * north));
    matrix[kValueRow][i] = load(task.value[i]);
  }
  // Cholesky's decomposition, column by column, of the neighbours' covariances; the two last rows come out as
  // L^-1 k and L^-1 y.
  for (std::size_t k = 0; k != kNeighbours; ++k) {
    const Lanes inverse = 1.F / sqrt_of(matrix[k][k]);
    for (std::size_t i = k + 1; i != kRows; ++i) matrix[i][k] *= inverse;
    for (std::size_t i = k + 1; i != kRows; ++i) {
      const Lanes factor = matrix[i][k];
      const std::size_t end = i < kNeighbours ? i + 1 : kNeighbours;
      for (std::size_t j = k + 1; j < end; ++j) matrix[i][j] -= factor * matrix[j][k];
    }
  }
  Lanes mean = zero, explained = zero;
  for (std::size_t k = 0; k != kNeighbours; ++k) {
    mean += matrix[kTargetRow][k] * matrix[kValueRow][k];
    explained += matrix[kTargetRow][k] * matrix[kTargetRow][k];
  }
  for (std::size_t lane = 0; lane != kTargets; ++lane) {
    result.mean[lane] = mean[lane];
    result.variance[lane] = at_once - explained[lane];
  }
}

/// How many days two places share, of those that they were visited on.
inline float common_days(const VisitDays& a, const VisitDays& b, std::size_t words) {
  int days = 0;
  for (std::size_t word = 0; word != words; ++word) days += __builtin_popcountll(a.words[word] & b.words[word]);
  return static_cast<float>(days);
}

void gather(const KnownView& known, const Neighbourhood& of, std::size_t lane, KrigingTask& task) {
  for (std::size_t i = 0; i != kNeighbours; ++i) {
    const bool is_there = i < of.count;
    const std::uint32_t at = is_there ? of.nearest[i] : 0;
    // One that is missing stands too far off to say anything.
    task.east_m[i][lane] = is_there ? known.east_m[at] - of.east_m : 1e7F * static_cast<float>(i + 1);
    task.north_m[i][lane] = is_there ? known.north_m[at] - of.north_m : 0;
    task.value[i][lane] = is_there ? known.value_db[at] : 0;
    task.visit_share[i][lane] = is_there ? known.visit_share[at] : 0;
    task.nugget_share[i][lane] = is_there ? known.nugget_share[at] : 0;
    task.noise[i][lane] = is_there ? known.noise[at] : 1;
  }
  float* share = &task.shared[0][lane];
  for (std::size_t i = 0; i != kNeighbours; ++i) {
    const bool is_there = i < of.count;
    const std::uint32_t a = is_there ? of.nearest[i] : 0;
    for (std::size_t j = 0; j != i; ++j, share += kTargets) {
      const std::uint32_t b = of.nearest[j];
      *share = is_there ? common_days(known.days[a], known.days[b], known.day_words) *
                              (known.day_share[a] * known.day_share[b])
                        : 0;
    }
  }
}

}  // namespace
}  // namespace rurban::coverage
