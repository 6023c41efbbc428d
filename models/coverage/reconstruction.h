#pragma once
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "models/coverage/kriging.h"
#include "models/coverage/offsets.h"
#include "models/coverage/reading.h"

namespace rurban::coverage {

/// How levels vary from place to place and from visit to visit: a reading is
///   level + slope * trend + f(place) + g(place, day) + offset of the device + offset of the day + noise,
/// where f and g are Gaussian fields with exponential covariance: f lasts and has two length scales, g is drawn anew
/// each day (who serves, traffic on the road, a lorry in the way) and is alike along some way of the round.
/// Lengths are those at which a covariance has fallen to 1/e.
/// The values given here are assumptions, between the two towns whose drive tests were seen; fit() finds better ones.
struct Kernel {
  float level_db = 0, slope = 1;
  float short_length_m = 150, short_variance = 40;
  float long_length_m = 1000, long_variance = 110;
  float visit_length_m = 150, visit_variance = 8;  ///< of g
  float nugget = 4;                                ///< of one reading, dB^2
  float day_variance = 1;                          ///< of the offset of a day not yet seen
  float device_sd = 3;                             ///< of the offset of a device not yet seen
  /// By how much standard deviations are to be stretched for intervals that hold what they promise.
  float spread = 1;

  /// What is expected where the trend is this, and nothing else known.
  float expected(float trend_dbm) const { return level_db + slope * trend_dbm; }
};

/// The same for the arithmetic of kriging.h, and for offsets.h.
Covariance covariance_of(const Kernel& kernel);
OffsetVariances offset_variances_of(const Kernel& kernel);

/// The kernel under which readings are best foretold from those of other days, and from those outside their block of
/// 500 m, both alike: the sum of the two mean log scores is highest. The offsets' variances come from repeated
/// visits, level and slope from a line through the means of squares of 500 m (the slope stays 1 unless the trend
/// varies by more than a decibel among ten squares or more). `spread` makes 90 % of those held out fall into their
/// intervals. Never splits at random, which would flatter the kernel by its neighbours. Censored readings are left
/// out. At most 20 days and some 1,000 readings of each kind are held out, evenly spread over all. With one day alone
/// only blocks speak, and with fewer than 50 readings the kernel stays as `start` has it apart from its level.
Kernel fit(std::span<const Reading> readings, const Kernel& start = {});

/// Standard normal quantile of 95 %: 90 % of a normal variable lie within so many deviations of its mean.
inline constexpr double kNormal95 = 1.6448536;

/// Where an estimate is wanted, and what is expected there without readings.
struct Target {
  double east_m = 0, north_m = 0;
  float trend_dbm = 0;
};

/// The lasting level at a place, and how well it is known.
struct Estimate {
  float mean_dbm = 0, sd_db = 0;

  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// A map of the level between readings, by kriging from the 32 places nearest to each target, out of those measured.
/// Readings in the same square of 50 m are one place, whose mean has the less noise the more days it was visited on.
///
/// Censored readings: the level there is below what would have been seen (Tobit). Each is replaced by the normal
/// measurement that has the same effect on mean and variance (expectation propagation, three parallel sweeps).
///
/// With the same 32 places a further reading never widens an interval. Where it pushes another place out of the 32 an
/// interval can widen by a hair; up to 32 places in all that can't be.
///
/// Tried on the drives of Cork (Raca et al. 2020, MMSys) without a gain: Huber's means of visits; positions moved
/// between fixes that came late; 64 neighbours; squares of 12 to 35 m; Matern-3/2 for either length. A path loss
/// around sites that were guessed from the readings made blocks of 1 km up to a quarter worse. Letting a day's level
/// drift with the date would take 0.1 dB off days left out, but a map is asked for no date.
///
/// The same readings and kernel give the same bytes on any number of threads. To add readings, build a new one:
/// 100,000 of them take some tenths of a second.
class Reconstruction {
 public:
  Reconstruction(std::span<const Reading> readings, const Kernel& kernel);

  /// Far from all readings the mean returns to what the kernel expects of the trend, and the deviation to that of the
  /// field. Requires: equal sizes
  void predict(std::span<const Target> places, std::span<Estimate> estimates) const;

  /// The standard deviation of a reading, by a device whose offset is known, on another day, around the mean, at a
  /// place known this well.
  float reading_sd(const Estimate& estimate) const;

  /// How far each device and day reads above the others; removed from the readings before.
  const Offsets& offsets() const { return offsets_; }
  const Kernel& kernel() const { return kernel_; }
  std::size_t known_places() const { return known_.size(); }

 private:
  void learn_censored(std::span<const std::pair<std::uint32_t, float>> limits);
  void estimate(std::span<const Target> places, std::span<const std::uint32_t> without,
                std::span<Estimate> estimates) const;

  Kernel kernel_;
  Offsets offsets_;
  double middle_east_m_ = 0, middle_north_m_ = 0;
  KnownPlaces known_;
  NearestPlaces nearest_;
};

}  // namespace rurban::coverage
