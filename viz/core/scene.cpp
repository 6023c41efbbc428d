#include "viz/core/scene.h"

#include <algorithm>
#include <cmath>

#include "viz/core/base_map.h"
#include "viz/core/calls_layer.h"
#include "viz/core/flow_layer.h"
#include "viz/core/words.h"

namespace viz {

Camera camera_of(const MapData& map, int width, int height, int left) {
  const MapData::Extent extent = map.extent();
  const auto fitted = [&](int to_width) {
    Camera camera;
    camera.width = to_width;
    camera.height = height;
    camera.fit(extent.west, extent.south, extent.east, extent.north);
    return camera;
  };
  constexpr double kWorth = 0.8;  // a map smaller than this part is too much to pay
  const Camera whole = fitted(width);
  Camera beside = fitted(std::max(width - left, 1));
  if (whole.metres_per_pixel < kWorth * beside.metres_per_pixel) return whole;
  beside.width = width;
  beside.east_m -= left / 2.0 * beside.metres_per_pixel;
  return beside;
}

void draw_sources(Image& image, double text_scale) {
  Canvas(image).text({image.width - 8 * text_scale, image.height - 8 * text_scale},
                     "SCB · Eurostat/GISCO · GeoNames · Länstrafiken · © OpenStreetMap contributors", 10 * text_scale,
                     rgb(70, 70, 76), Align::kRight, false, true);
}

const ScenePainter::KeptStyle& ScenePainter::kept(std::size_t layer, bool change) {
  for (const KeptStyle& kept : styles_)
    if (kept.layer == layer && kept.style.change == change) return kept;
  LayerValues first = film_.values(film_.layers()[layer], film_.dates().front());
  LayerStyle style = style_of(film_.layers()[layer], first, change);
  return styles_.emplace_back(KeptStyle{layer, std::move(style), std::move(first)});
}

const Movers* ScenePainter::motion(twin::Date date) {
  const std::optional<twin::Date> filmed = last_filmed(film_, date);
  if (!filmed) return nullptr;
  if (*filmed != motion_date_) {
    motion_.reset();
    if (auto filmed_day = film_.motion(date)) motion_.emplace(std::move(*filmed_day));
    motion_date_ = *filmed;
  }
  return motion_ ? &*motion_ : nullptr;
}

std::optional<YearFlows> ScenePainter::flows(const View& view, twin::Date date) const {
  if (!view.flows || *view.flows >= film_.flow_plan().kinds.size() || view.movers) return std::nullopt;
  return film_.flows(*view.flows, date).value_or(YearFlows{twin::year_of(date), {}});
}

Image ScenePainter::draw(const View& view, twin::Date date, const Film* baseline, const Film* without) {
  if (base_camera_ != view.camera || base_dark_ != view.dark) {
    base_ = base_map(film_.map(), view.camera);
    if (view.dark)
      for (Colour& pixel : base_.pixels) pixel = mixed(rgb(12, 14, 20), pixel, 0.42);
    base_camera_ = view.camera;
    base_dark_ = view.dark;
    names_.reset();
    borders_.reset();
  }
  Image image = base_;
  const KeptStyle& layer = kept(view.layer, view.change);
  LayerStyle look = layer.style;
  look.against_baseline = baseline != nullptr;
  LayerValues values;
  const Movers* day = view.movers ? motion(date) : nullptr;
  if (day != nullptr) {
    const twin::Calls& calls = day->day().calls;
    const bool chosen = view.call && *view.call < calls.list.size();
    if (chosen && calls.list[*view.call].mover != twin::Call::kNobody)
      draw_way(*day, calls.list[*view.call].mover, view.camera, image, view.text_scale);
    draw_movers(*day, view.second, view.camera, image, view.text_scale);
    if (!calls.empty()) draw_calls(*day, view.second, view.call, view.camera, image, view.text_scale);
  } else if (const auto year = flows(view, date)) {
    draw_flows(film_.flow_plan(), *year, view, image);
  } else {
    values = film_.values(look.layer, date);
    if (view.change)
      values =
          change_since(values, baseline != nullptr ? baseline->values(look.layer, date) : layer.first, look.layer);
    draw_layer(look, values, view.camera, image, view.text_scale);
    if (look.layer.covers_area()) draw_area_marks(view, date, image);
    if (without != nullptr)
      for (const twin::MapLayer* points : point_layers(view))
        draw_rings(*points, film_.values(*points, date), without->values(*points, date), view.camera, image,
                   view.text_scale);
  }
  if (view.names && day != nullptr) {
    draw_names_over(view, image);
  } else if (view.names) {
    Canvas canvas(image);
    draw_names(film_.map(), view.camera, canvas, view.text_scale);
  }
  if (view.furniture) draw_furniture(view, date, look, values, image);
  return image;
}

/// What an area's colours hide of the land, and what stands on it.
void ScenePainter::draw_area_marks(const View& view, twin::Date date, Image& image) {
  if (!borders_) borders_ = border_pixels(film_.map(), view.camera);
  for (const std::size_t pixel : *borders_)
    image.pixels[pixel] = mixed(image.pixels[pixel], rgb(110, 108, 116), 0.75);
  constexpr double kNear = 300;  // metres in a pixel: from further away roads would hide the squares along them
  if (view.camera.metres_per_pixel < kNear) draw_roads(film_.map(), view.camera, image);
  if (!shows_marks(view.titled, view.camera)) return;
  for (const twin::MapLayer* points : point_layers(view))
    draw_marks(*points, film_.values(*points, date), view.camera, image, view.text_scale);
}

std::vector<const twin::MapLayer*> ScenePainter::point_layers(const View& view) const {
  if (view.layer >= film_.layers().size()) return {};
  return points_on(film_, film_.layers()[view.layer]);
}

bool ScenePainter::has_rings(const View& view, twin::Date date, const Film& without) const {
  if (view.movers || view.flows) return false;
  const auto layers = point_layers(view);
  return std::any_of(layers.begin(), layers.end(), [&](const twin::MapLayer* layer) {
    return layer->kind == twin::MapLayer::Kind::kCategories &&
           differ(film_.values(*layer, date), without.values(*layer, date));
  });
}

void ScenePainter::take_land(const ScenePainter& other) {
  if (!other.base_camera_ || (base_camera_ == other.base_camera_ && base_dark_ == other.base_dark_)) return;
  base_ = other.base_;
  base_camera_ = other.base_camera_;
  base_dark_ = other.base_dark_;
  names_.reset();
  borders_ = other.borders_;
}

void ScenePainter::draw_names_over(const View& view, Image& image) {
  if (!names_ || names_->text_scale != view.text_scale) {
    Image named = base_;
    {
      Canvas canvas(named);
      draw_names(film_.map(), view.camera, canvas, view.text_scale);
    }
    names_ = Overlay{};
    names_->text_scale = view.text_scale;
    for (std::size_t pixel = 0; pixel != named.pixels.size(); ++pixel)
      if (named.pixels[pixel] != base_.pixels[pixel]) names_->pixels.emplace_back(pixel, named.pixels[pixel]);
  }
  for (const auto& [pixel, colour] : names_->pixels) image.pixels[pixel] = colour;
}

namespace {

/// The box above the legend: pixels at a text of size 1. `heading_line` and `date_line` are baselines.
struct Heading {
  double margin, edge, height, heading, heading_line, date, date_line;
};
constexpr Heading kWide{16, 14, 72, 16, 26, 24, 57};
constexpr Heading kNarrow{16, 14, 32, 16, 26, 16, 22};  // the date alone: there is little room
constexpr Heading kTitled{8, 10, 52, 16, 24, 13, 43};   // what it shows comes first: it differs from map to map

}  // namespace

void ScenePainter::draw_furniture(const View& view, twin::Date date, const LayerStyle& look,
                                  const LayerValues& values, Image& image) {
  Canvas canvas(image);
  const Movers* day = view.movers ? motion(date) : nullptr;
  const Words tr(view.language);
  std::string when = tr.date(day != nullptr ? day->day().date : date);
  if (day != nullptr) {
    const int minute = static_cast<int>(view.second / 60);
    when = tr.fill("{}, {:02}:{:02}", when, minute / 60 % 24, minute % 60);
  }
  const std::string heading = view.titled ? tr.of(look.layer.label) : view.narrow ? "" : tr.of(film_.title());
  const Heading& sizes = view.titled ? kTitled : view.narrow ? kNarrow : kWide;
  const double s = view.text_scale, margin = sizes.margin * s, edge = sizes.edge * s, height = sizes.height * s;
  const double width =
      std::max(canvas.text_width(heading, sizes.heading * s, true), canvas.text_width(when, sizes.date * s, true)) +
      2 * edge;
  canvas.rectangle({margin, margin}, width, height, rgb(255, 255, 255), 0.93);
  canvas.frame({margin, margin}, width, height, rgb(190, 190, 195));
  if (!heading.empty())
    canvas.text({margin + edge, margin + sizes.heading_line * s}, heading, sizes.heading * s,
                view.titled ? rgb(20, 20, 24) : rgb(60, 60, 66), Align::kLeft, true);
  canvas.text({margin + edge, margin + sizes.date_line * s}, when, sizes.date * s, rgb(20, 20, 24), Align::kLeft,
              true);
  const Point legend{margin, margin + height + (view.narrow ? 6 : 12) * s};
  const double legend_scale = view.narrow && !view.titled ? 0.85 * s : s;
  double below = legend.y;
  if (view.legend && day != nullptr) {
    below += draw_movers_legend(*day, canvas, legend, view.language, legend_scale);
    if (const twin::Calls& calls = day->day().calls; !calls.kinds.empty())
      below += draw_calls_legend(calls, canvas, {margin, below + 6 * s}, view.language, legend_scale) + 6 * s;
  } else if (const auto year = flows(view, date); view.legend && year) {
    below += draw_flows_legend(film_.flow_plan(), *view.flows, *year, view, canvas, legend, legend_scale);
  } else if (view.legend) {
    const bool missing = std::any_of(values.values.begin(), values.values.end(),
                                     [&](double value) { return std::isnan(value) || value == look.layer.missing; });
    below += draw_legend(look, canvas, legend, view.language, legend_scale, missing, !view.titled);
    if (look.layer.covers_area() && shows_marks(view.titled, view.camera))
      for (const twin::MapLayer* points : point_layers(view))
        below += draw_marks_legend(*points, canvas, {margin, below + 6 * s}, view.language, legend_scale) + 6 * s;
  }
  // Large letters on a low map leave no room for both; what the colours mean comes first.
  const Point scale{margin, view.camera.height - (view.narrow ? 26 * s : margin + 4 * s)};
  if (below < scale.y - 16 * s) draw_scale(view.camera, canvas, scale, s);
  if (!view.titled) draw_sources(image, s);
}

}  // namespace viz
