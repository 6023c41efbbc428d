#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "twin/base/text.h"
#include "viz/core/image.h"

namespace viz {

/// Values in a few classes with a colour each: what a coloured map and its legend show.
struct Classes {
  std::vector<double> breaks;   ///< ascending; class i holds breaks[i - 1] <= value < breaks[i]
  std::vector<Colour> colours;  ///< one more than breaks

  std::size_t of(double value) const;
  Colour colour(double value) const { return colours[of(value)]; }
  /// "under 5", "5 till 10", "90 eller mer".
  std::string name(std::size_t index, twin::Language language) const;
};

/// Limits that put about as many values into each of `count` classes, rounded to two digits; fewer where values
/// repeat.
std::vector<double> quantile_breaks(std::span<const double> values, std::size_t count);

/// With dark colours at the high end, or the low one.
Classes sequential_classes(std::vector<double> breaks, bool high_is_dark);

/// Change about zero: under -20 %, -20 to -10, -10 to -2, steady, and so on. For values that are shares.
Classes change_classes();
/// Change about zero in whole steps or units: -3 and less, -2 and -1, none, 1 and 2, 3 and more.
Classes step_classes();

}  // namespace viz
