#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/county/county.h"

namespace rurban {

/// The probability that something with this yearly rate happens within `years`.
double probability(double yearly_rate, double years);

/// One threshold per sex and age, for 32 random bits: what has this chance happens when the bits are below it.
using Thresholds = std::array<std::array<std::uint32_t, kAges>, kSexes>;
Thresholds thresholds(const ByAgeSex& yearly_rate, double factor, double years);

/// Value of a year series: linear between the years given, the first and last value hold beyond. Requires: not empty
double value_in(const std::vector<YearValue>& series, double year);

/// The share whose odds are `level` times those of `share`: moves a county-wide share to a municipality's level and
/// keeps it within 0 and 1.
double at_level(double share, double level);

}  // namespace rurban
