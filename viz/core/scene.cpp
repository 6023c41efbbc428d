#include "viz/core/scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "viz/core/base_map.h"

namespace viz {

Camera camera_of(const MapData& map, int width, int height) {
  Camera camera;
  camera.width = width;
  camera.height = height;
  const MapData::Extent extent = map.extent();
  camera.fit(extent.west, extent.south, extent.east, extent.north);
  return camera;
}

std::string long_date(twin::Date date, twin::Language language) {
  static constexpr std::array<const char*, 12> kSv{"januari",   "februari", "mars",     "april",
                                                   "maj",       "juni",     "juli",     "augusti",
                                                   "september", "oktober",  "november", "december"};
  static constexpr std::array<const char*, 12> kEn{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  const std::chrono::year_month_day day(date);
  const auto month = static_cast<unsigned>(day.month()) - 1;
  return fmt::format("{} {} {}", static_cast<unsigned>(day.day()),
                     language == twin::Language::kSwedish ? kSv[month] : kEn[month], static_cast<int>(day.year()));
}

const LayerStyle& ScenePainter::style(std::size_t layer, bool change) {
  for (const KeptStyle& kept : styles_)
    if (kept.layer == layer && kept.style.change == change) return kept.style;
  LayerValues first = film_.values(film_.layers()[layer], film_.dates().front());
  LayerStyle style = style_of(film_.layers()[layer], first, change);
  return styles_.emplace_back(KeptStyle{layer, std::move(style), std::move(first)}).style;
}

const LayerValues& ScenePainter::first_values(std::size_t layer, bool change) {
  style(layer, change);
  return std::find_if(styles_.begin(), styles_.end(),
                      [&](const KeptStyle& kept) { return kept.layer == layer && kept.style.change == change; })
      ->first;
}

const twin::MotionDay* ScenePainter::motion(twin::Date date) {
  const std::vector<twin::Date> filmed = film_.filmed();
  const auto after = std::upper_bound(filmed.begin(), filmed.end(), date);
  if (after == filmed.begin()) return nullptr;
  if (*(after - 1) != motion_date_) {
    motion_ = film_.motion(date);
    motion_date_ = *(after - 1);
  }
  return motion_ ? &*motion_ : nullptr;
}

Image ScenePainter::draw(const View& view, twin::Date date, const Film* baseline) {
  if (base_camera_ != view.camera) {
    base_ = base_map(film_.map(), view.camera);
    base_camera_ = view.camera;
  }
  Image image = base_;
  LayerStyle look = style(view.layer, view.change);
  look.against_baseline = baseline != nullptr;
  LayerValues values;
  const twin::MotionDay* day = view.movers ? motion(date) : nullptr;
  if (day != nullptr) {
    draw_movers(*day, view.second, view.camera, image, view.text_scale);
  } else {
    values = film_.values(look.layer, date);
    if (view.change)
      values = change_since(values,
                            baseline != nullptr ? baseline->values(look.layer, date) : first_values(view.layer, true),
                            look.layer);
    draw_layer(look, values, view.camera, image, view.text_scale);
  }
  if (view.names) {
    Canvas canvas(image);
    draw_names(film_.map(), view.camera, canvas, view.text_scale);
  }
  if (view.furniture) draw_furniture(view, date, look, values, image);
  return image;
}

void ScenePainter::draw_furniture(const View& view, twin::Date date, const LayerStyle& look,
                                  const LayerValues& values, Image& image) {
  Canvas canvas(image);
  const double s = view.text_scale, margin = 16 * s;
  const twin::MotionDay* day = view.movers ? motion(date) : nullptr;
  const std::string title = film_.title().in(view.language);
  std::string when = long_date(day != nullptr ? day->date : date, view.language);
  if (day != nullptr) {
    const int minute = static_cast<int>(view.second / 60);
    const int hour = minute / 60 % 24;
    when += view.language == twin::Language::kSwedish ? fmt::format(" kl. {:02}.{:02}", hour, minute % 60)
                                                      : fmt::format(", {:02}:{:02}", hour, minute % 60);
  }
  const double width =
      std::max(canvas.text_width(title, 16 * s, true), canvas.text_width(when, 24 * s, true)) + 28 * s;
  canvas.rectangle({margin, margin}, width, 72 * s, rgb(255, 255, 255), 0.93);
  canvas.frame({margin, margin}, width, 72 * s, rgb(190, 190, 195));
  canvas.text({margin + 14 * s, margin + 26 * s}, title, 16 * s, rgb(60, 60, 66), Align::kLeft, true);
  canvas.text({margin + 14 * s, margin + 57 * s}, when, 24 * s, rgb(20, 20, 24), Align::kLeft, true);
  const Point legend{margin, margin + 84 * s};
  if (day != nullptr) {
    draw_movers_legend(*day, canvas, legend, view.language, s);
  } else {
    const bool missing = std::any_of(values.values.begin(), values.values.end(),
                                     [&](double value) { return std::isnan(value) || value == look.layer.missing; });
    draw_legend(look, canvas, legend, view.language, s, missing);
  }
  draw_scale(view.camera, canvas, {margin, view.camera.height - margin - 4 * s}, s);
  canvas.text({view.camera.width - 8 * s, view.camera.height - 8 * s},
              "SCB · Eurostat/GISCO · GeoNames · Länstrafiken · © OpenStreetMap contributors", 10 * s,
              rgb(70, 70, 76), Align::kRight, false, true);
}

}  // namespace viz
