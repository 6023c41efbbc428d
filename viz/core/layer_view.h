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

/// The rows of a layer of points as small marks on an area, which its colours leave room for.
void draw_marks(const twin::MapLayer& layer, const LayerValues& values, const Camera& camera, Image& image,
                double text_scale);

/// What the marks are, in a box. Returns its height.
double draw_marks_legend(const twin::MapLayer& layer, Canvas& canvas, Point corner, twin::Language language,
                         double text_scale);

/// Whether there is room for them: far out on one of several maps they would hide what it shows.
inline bool shows_marks(bool one_of_several, const Camera& camera) {
  return !one_of_several || camera.metres_per_pixel < 400;
}

/// Rings around the rows that are new, moved or of another category than in another run, with a line from where it
/// stood to what was moved.
void draw_rings(const twin::MapLayer& layer, const LayerValues& values, const LayerValues& other,
                const Camera& camera, Image& image, double text_scale);
/// Whether `draw_rings` draws any.
bool differ(const LayerValues& values, const LayerValues& other);

/// Box with title, unit, a colour for each class and one for what has no data. Returns its height.
double draw_legend(const LayerStyle& style, Canvas& canvas, Point corner, twin::Language language, double text_scale,
                   bool has_missing, bool titled = true);
double legend_width(const LayerStyle& style, const Canvas& canvas, twin::Language language, double text_scale,
                    bool has_missing, bool titled = true);

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
