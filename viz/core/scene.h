#pragma once
#include <optional>
#include <string>

#include "viz/core/film.h"
#include "viz/core/words.h"

namespace viz {

/// What is to be seen.
struct View {
  Camera camera;
  std::size_t layer = 0;                 ///< index of Film::layers()
  bool change = false;                   ///< since the first date
  bool movers = false;                   ///< instead of the layer: everything that moves on a filmed day
  double second = 0;                     ///< of that day
  std::optional<std::size_t> call = {};  ///< of that day: who comes for it, and on what way
  std::optional<std::size_t> flows =
      {};  ///< instead of the layer: what went from where to where, a kind of flow_plan()
  bool names = true;
  twin::Language language = twin::Language::kSwedish;
  double text_scale = 1;
  bool furniture = true;  ///< title, legend and scale
  bool legend = true;     ///< as part of that
  bool narrow = false;    ///< the map is half a screen: its furniture takes little room
  bool titled = false;    ///< says what it shows as loudly as when: one of several maps of one run
  bool dark = false;      ///< light on dark, for a dark room

  friend bool operator==(const View&, const View&) = default;
};

/// The whole county; beside the `left` pixels that a legend takes, unless that would make it much smaller.
Camera camera_of(const MapData& map, int width, int height, int left = 0);

/// Where the map's data come from, in the lower right corner.
void draw_sources(Image& image, double text_scale);

/// Draws views of a film, keeping what does not change between them: the base map of a camera, a layer's
/// colours, a filmed day.
class ScenePainter {
 public:
  explicit ScenePainter(const Film& film) : film_(film) {}

  /// With a baseline, change is the difference from that film on the same date. What stands otherwise than in
  /// `without`, a run without the changes of this one, is ringed.
  Image draw(const View& view, twin::Date date, const Film* baseline = nullptr, const Film* without = nullptr);
  /// Whether the picture of a view has rings.
  bool has_rings(const View& view, twin::Date date, const Film& without) const;
  /// The day filmed last at or before a date; null if there is none.
  const Movers* motion(twin::Date date);
  /// Takes over the land as a painter of another film on the same map has drawn it: the larger part of a new picture.
  void take_land(const ScenePainter& other);

 private:
  struct KeptStyle {
    std::size_t layer;
    LayerStyle style;
    LayerValues first;  ///< of the film's first date
  };
  const KeptStyle& kept(std::size_t layer, bool change);
  /// The flows that a view shows on a date; nothing where it shows none, or the film has none yet.
  std::optional<YearFlows> flows(const View& view, twin::Date date) const;
  void draw_area_marks(const View& view, twin::Date date, Image& image);
  /// The layers whose rows are points of the map: the one shown, or those that stand on the area it shows.
  std::vector<const twin::MapLayer*> point_layers(const View& view) const;
  void draw_names_over(const View& view, Image& image);
  void draw_furniture(const View& view, twin::Date date, const LayerStyle& style, const LayerValues& values,
                      Image& image);

  const Film& film_;
  std::optional<Camera> base_camera_;
  bool base_dark_ = false;
  /// Names as they stand on the base map, pixel by pixel: drawing letters anew takes as long as all vehicles do.
  struct Overlay {
    double text_scale = 0;
    std::vector<std::pair<std::size_t, Colour>> pixels;
  };
  std::optional<Overlay> names_;
  std::optional<std::vector<std::size_t>> borders_;  ///< of the base map's camera, once an area needs them
  Image base_;
  std::vector<KeptStyle> styles_;
  std::optional<Movers> motion_;
  twin::Date motion_date_ = twin::Date::min();
};

}  // namespace viz
