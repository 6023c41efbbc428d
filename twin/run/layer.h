#pragma once
#include <optional>
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace twin {

/// How a column is shown on a map: its rows stand where the columns "table.east" and "table.north" say. A window
/// learns from this what there is to show, and nothing else about a model.
struct MapLayer {
  enum class Kind {
    kClasses,     ///< a value by row, coloured by class
    kCategories,  ///< one of a few codes, 0, 1, …
    kDensity      ///< how many rows there are whose value refers to something
  };

  std::string column = {};  ///< "place.residents"; filled in by the declaration
  Kind kind = Kind::kClasses;
  Text label = {};                     ///< "restid till matbutik med bil"
  Text unit = {};                      ///< "minuter"
  std::vector<double> breaks = {};     ///< ascending limits of the classes; none: quantiles of the first date
  std::optional<double> missing = {};  ///< the value that means that there is none
  Text missing_label = {"går inte", "no way"};  ///< what is said of a row without a value
  std::vector<Text> categories = {};            ///< names of the codes
  std::string sized_by = {};                    ///< column of the same table that tells how large a row is drawn
  bool high_is_bad = false;                     ///< more of it is worse: growth is shown in red
  bool headline = false;                        ///< stands above the map as one figure of the whole county
  bool marks_events = false;                    ///< a row that changes its category is an event on the time bar
  /// Rows are squares of this side, which cover an area; 0: they are points. Categories of squares are steps from
  /// none to best, and their change is counted in steps, or in the layer's unit, and not in per cent.
  double cell_m = 0;
  std::string together = {};  ///< layers of the same word belong together: areas side by side, points on them

  bool covers_area() const { return cell_m > 0; }
};

}  // namespace twin
