#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/text.h"

namespace twin {

/// One figure, or one figure per row of a small table, followed through time.
struct SeriesInfo {
  std::string name;   ///< "population.births", unique
  std::string table;  ///< one value per row of this table ("municipality"); empty for a single value
  std::string unit;
  Text label;
};

/// A series and what was recorded of it: values[i * width ... ] belong to dates[i].
struct Series {
  SeriesInfo info;
  std::size_t width = 1;
  std::vector<Date> dates;
  std::vector<double> values;
};

}  // namespace twin
