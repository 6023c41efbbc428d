#pragma once
// Small grounds to send over.
#include <algorithm>
#include <cmath>

#include "models/radio/path_profile.h"

namespace rurban::radio {

/// Inland ground at a height for each point, every `step_km`.
inline PathProfile ground(std::vector<double> heights_m, double step_km) {
  PathProfile profile;
  profile.ground_m = std::move(heights_m);
  for (std::size_t i = 0; i != profile.ground_m.size(); ++i)
    profile.distance_km.push_back(step_km * static_cast<double>(i));
  profile.clutter_m.assign(profile.ground_m.size(), 0.0);
  profile.zone.assign(profile.ground_m.size(), Zone::kInland);
  return profile;
}

inline PathProfile flat(double length_km, double step_km = 0.25) {
  return ground(std::vector<double>(static_cast<std::size_t>(length_km / step_km) + 1, 100.0), step_km);
}

/// Hills of tens of metres; each number is another landscape.
inline PathProfile hills(int landscape, double length_km, double step_km = 0.25) {
  PathProfile profile = flat(length_km, step_km);
  for (std::size_t i = 0; i != profile.ground_m.size(); ++i) {
    const double km = profile.distance_km[i], phase = landscape;
    profile.ground_m[i] = 250 + 60 * std::sin(km / 4 + phase) + 25 * std::sin(km * (1.1 + 0.13 * phase)) +
                          12 * std::sin(3.7 * km + 2 * phase);
  }
  return profile;
}

inline PathProfile reversed(PathProfile profile) {
  const double length_km = profile.distance_km.back();
  for (double& km : profile.distance_km) km = length_km - km;
  std::reverse(profile.distance_km.begin(), profile.distance_km.end());
  std::reverse(profile.ground_m.begin(), profile.ground_m.end());
  std::reverse(profile.clutter_m.begin(), profile.clutter_m.end());
  std::reverse(profile.zone.begin(), profile.zone.end());
  return profile;
}

}  // namespace rurban::radio
