#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "twin/run/layer.h"
#include "twin/run/motion.h"
#include "viz/core/camera.h"
#include "viz/core/classes.h"

namespace viz {

/// The values of a layer on one date, and where they are.
struct LayerValues {
  std::vector<Point> positions;  ///< metres east and north, by row
  std::vector<double> values;    ///< by row; for a density 1 where a row counts
  std::vector<double> weights;   ///< by row: how large it is drawn; empty: all alike
};

/// A layer's colours, fixed for all dates and for both sides of a comparison.
struct LayerStyle {
  twin::MapLayer layer;
  Classes classes;                ///< of kClasses; of kDensity, in rows per square kilometre
  bool against_baseline = false;  ///< the change is not since the first date, but from another run
  bool change = false;            ///< shows the change since the first date
};

/// `first`: the values of the first date, from which classes follow when the layer names none.
LayerStyle style_of(const twin::MapLayer& layer, const LayerValues& first, bool change);

/// Change of each value since `first`: in per cent, where what was 0 is missing; of an area in steps or its unit.
LayerValues change_since(const LayerValues& now, const LayerValues& first, const twin::MapLayer& layer);

void draw_layer(const LayerStyle& style, const LayerValues& values, const Camera& camera, Image& image,
                double text_scale);

/// Box with title, unit, a colour for each class and one for what has no data. Returns its height.
double draw_legend(const LayerStyle& style, Canvas& canvas, Point corner, twin::Language language, double text_scale,
                   bool has_missing);
double legend_width(const LayerStyle& style, const Canvas& canvas, twin::Language language, double text_scale,
                    bool has_missing);

/// A filmed day, sorted so that who moves at a time is found without looking at all legs of the day.
class Movers {
 public:
  explicit Movers(twin::MotionDay day);

  const twin::MotionDay& day() const { return day_; }
  /// Movers of each kind.
  const std::vector<std::size_t>& count() const { return count_; }
  /// Indices of legs: all that are under way at that second, and some that are not.
  const std::vector<std::uint32_t>& legs_about(double second) const;

 private:
  twin::MotionDay day_;
  std::vector<std::size_t> count_;
  std::vector<std::vector<std::uint32_t>> slots_;  ///< by ten minutes, in the order of legs
};

/// Everything that moves at a second of the day; vehicles larger than private cars, the last kind of many.
void draw_movers(const Movers& movers, double second, const Camera& camera, Image& image, double text_scale);
/// Returns its height.
double draw_movers_legend(const Movers& movers, Canvas& canvas, Point corner, twin::Language language,
                          double text_scale);

}  // namespace viz
