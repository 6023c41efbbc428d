#pragma once
#include <optional>
#include <string>

#include "viz/core/film.h"

namespace viz {

/// What is to be seen.
struct View {
  Camera camera;
  std::size_t layer = 0;  ///< index of Film::layers()
  bool change = false;    ///< since the first date
  bool movers = false;    ///< instead of the layer: everything that moves on a filmed day
  double second = 0;      ///< of that day
  bool names = true;
  twin::Language language = twin::Language::kSwedish;
  double text_scale = 1;
  bool furniture = true;  ///< title, legend and scale

  friend bool operator==(const View&, const View&) = default;
};

/// The whole county.
Camera camera_of(const MapData& map, int width, int height);

/// "1 januari 2030", "1 January 2030".
std::string long_date(twin::Date date, twin::Language language);

/// Draws views of a film, keeping what does not change between them: the base map of a camera, a layer's
/// colours, a filmed day.
class ScenePainter {
 public:
  explicit ScenePainter(const Film& film) : film_(film) {}

  /// With a baseline, change is the difference from that film on the same date.
  Image draw(const View& view, twin::Date date, const Film* baseline = nullptr);

 private:
  const LayerStyle& style(std::size_t layer, bool change);
  const twin::MotionDay* motion(twin::Date date);
  void draw_furniture(const View& view, twin::Date date, const LayerStyle& style, const LayerValues& values,
                      Image& image);

  const Film& film_;
  std::optional<Camera> base_camera_;
  Image base_;
  struct KeptStyle {
    std::size_t layer;
    LayerStyle style;
    LayerValues first;
  };
  std::vector<KeptStyle> styles_;
  const LayerValues& first_values(std::size_t layer, bool change);
  std::optional<twin::MotionDay> motion_;
  twin::Date motion_date_ = twin::Date::min();
};

}  // namespace viz
