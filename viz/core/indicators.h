#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "viz/core/film.h"

namespace viz {

/// Whether a layer's rows add up to a figure of the whole county, as people do; minutes do not.
bool adds_up(const twin::MapLayer& layer);

/// A layer in one figure: the sum of its rows, or their mean by weight; nothing where no row has a value.
std::optional<double> indicator(const Film& film, const twin::MapLayer& layer, twin::Date date);

/// The layers that stand above the map as figures: those that say so, at most eight.
std::vector<std::size_t> headline_layers(const Film& film);

/// The headline figures of a film through its years, put together a little at a time, so that nobody waits for it.
class IndicatorBook {
 public:
  struct Figure {
    std::size_t layer;
    std::vector<std::pair<twin::Date, std::optional<double>>> years;  ///< of each January, ascending
  };

  /// A figure of one January, and the variant's of the same one; nothing while it is still to come.
  struct Pair {
    std::optional<double> baseline, variant;
  };

  explicit IndicatorBook(const Film& film);

  /// One more figure of one more year; false when all that there is so far is known.
  bool work();
  const std::vector<Figure>& figures() const { return figures_; }

  /// At the last January up to `date` that the baseline knows.
  static Pair at(const Figure& baseline, const Figure* variant, twin::Date date);

 private:
  const Film& film_;
  std::vector<Figure> figures_;
};

}  // namespace viz
