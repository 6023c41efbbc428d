#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/coverage/nearest_places.h"

/// The arithmetic below reconstruction.h: simple kriging of a few targets from their nearest known places.
namespace rurban::coverage {

/// Targets that are worked on at once; none knows of the others.
inline constexpr std::size_t kTargets = 8;

/// On which days a place was visited: day d is bit d modulo 256. Weekly rounds fill that in five years; after that
/// days that are 256 apart count as one, and places seem to share somewhat more than they do.
struct VisitDays {
  std::uint64_t words[4] = {};

  void add(std::uint16_t day) { words[day / 64 % 4] |= std::uint64_t{1} << (day % 64); }
};

/// Places where the level was measured, and what is known there: the mean of the visits' levels, less their trend.
/// Each list has an entry a place.
struct KnownPlaces {
  std::vector<float> east_m, north_m;
  std::vector<float> value_db;
  std::vector<float> visit_share;   ///< of the visit variance: 1 / days
  std::vector<float> nugget_share;  ///< of the nugget: 1 / readings
  std::vector<float> noise;         ///< any other variance of the value, dB^2
  std::vector<float> day_share;     ///< 1 / days; 0 shares no visit with others
  std::vector<VisitDays> days;

  std::size_t size() const { return value_db.size(); }
};

/// The same as bare pointers: what the kernels call must not be compiled twice, see twin/base/philox_kernel.h.
struct KnownView {
  const float *east_m, *north_m, *value_db, *visit_share, *nugget_share, *noise, *day_share;
  const VisitDays* days;
  std::size_t day_words;  ///< of VisitDays, up to the last that holds a day somewhere
};
KnownView view(const KnownPlaces& known);

/// The covariance of two values `metres` apart, in dB^2: the sum of variance * exp(rate * metres). Rates are
/// negative. The visit's part counts only for readings of the same day.
struct Covariance {
  float short_variance, short_rate, long_variance, long_rate, visit_variance, visit_rate, nugget;
};

/// A target, and the known places nearest to it.
struct Neighbourhood {
  float east_m = 0, north_m = 0;
  std::size_t count = 0;
  std::uint32_t nearest[kNeighbours] = {};
};

/// What the arithmetic needs of kTargets neighbourhoods; depends on no covariance, so that many can be tried.
struct alignas(64) KrigingTask {
  using PerNeighbour = float[kNeighbours][kTargets];
  PerNeighbour east_m, north_m;  ///< from the target
  PerNeighbour value, visit_share, nugget_share, noise;
  float shared[kNeighbours * (kNeighbours - 1) / 2]
              [kTargets];  ///< of the visit variance, pairs (1,0), (2,0), (2,1) …
};

struct alignas(64) KrigingResult {
  float mean[kTargets];
  float variance[kTargets];  ///< of the lasting level, without a visit's or the nugget
};

/// Kernels for one instruction set. All give the same bits.
struct KrigingKernels {
  /// Fills one lane. Requires: lane < kTargets
  void (*gather)(const KnownView& known, const Neighbourhood& of, std::size_t lane, KrigingTask& task);
  void (*solve)(const KrigingTask& task, const Covariance& covariance, KrigingResult& result);
};
const KrigingKernels& kriging_kernels();

}  // namespace rurban::coverage
