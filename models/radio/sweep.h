#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace rurban::radio {

/// Ground and clutter on a metric raster; row 0 is the northernmost, cell centres carry the values.
struct Surface {
  std::int32_t columns = 0, rows = 0;
  std::int32_t west_m = 0, south_m = 0, cell_m = 0;
  std::vector<std::int16_t> ground_m;   ///< above sea level, rows x columns
  std::vector<std::uint8_t> clutter_m;  ///< representative height above ground; empty: none anywhere
};

/// Where a signal comes from.
struct Transmitter {
  double east_m = 0, north_m = 0;
  double antenna_m = 0;  ///< above ground
  double mhz = 0;
};

struct SweepRules {
  double radius_m = 50'000;
  double step_m = 250;                ///< along a radial
  double rim_m = 0;                   ///< between radials at the rim; 0: as close as samples
  double receiver_m = 1.5;            ///< above ground
  double refractivity_gradient = 40;  ///< Delta N, N-units/km in the lowest kilometre
};

/// Median basic transmission loss (50 % of time and of locations) around a transmitter, in dB, along radials.
struct RadialLoss {
  std::int32_t radials = 0, samples = 0;  ///< radial r points to azimuth 2 pi r / radials, clockwise from north
  double step_m = 0;                      ///< sample s lies (s + 1) steps away
  std::vector<float> loss_db;             ///< radials x samples
};

/// Sweeps the ground around a transmitter once. As free space plus the delta-Bullington diffraction of ITU-R P.1812
/// (its median up to 60 km, see p1812.h) for each sample of each radial; clutter stands in the profile between the
/// terminals as P.1812 has it. Beyond the raster there is sea level.
/// The same bits on every machine, at every count of threads. Loss is within 0.01 dB of p1812.h.
/// Requires: antenna and receiver above ground; 1 <= radius / step <= 10,000.
RadialLoss sweep(const Surface& surface, const Transmitter& from, const SweepRules& rules);

/// The same for one radial whose profile is given: heights of ground, and of clutter on it, from the transmitter on,
/// `rules.step_m` apart; `from` says height and frequency alone. The result begins one step away.
/// Requires: as many heights of clutter as of ground, at least two
std::vector<float> sweep_profile(std::span<const float> ground_m, std::span<const float> clutter_m,
                                 const Transmitter& from, const SweepRules& rules);

}  // namespace rurban::radio
