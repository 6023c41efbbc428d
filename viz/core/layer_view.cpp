#include "viz/core/layer_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "twin/base/parallel.h"
#include "viz/core/palette.h"
#include "viz/core/words.h"

namespace viz {
namespace {

constexpr Colour kInk = rgb(33, 33, 38), kRim = rgb(70, 70, 78), kPaper = rgb(255, 255, 255),
                 kGrey = rgb(120, 120, 126), kRing = rgb(213, 94, 0);
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

double radius_of(double weight, double metres_per_pixel, double text_scale) {
  const double nearness = std::clamp(std::sqrt(500 / metres_per_pixel), 0.7, 3.0);
  return std::clamp(std::sqrt(weight) / 9, 2.2, 26.0) * nearness * std::sqrt(text_scale);
}

/// Rows counted in squares of pixels, smoothed, as colour over the map.
void draw_density(const LayerStyle& style, const LayerValues& values, const Camera& camera, Image& image) {
  constexpr int kBin = 2, kReach = 2;
  const int width = camera.width / kBin + 1, height = camera.height / kBin + 1;
  std::vector<float> count(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const auto at = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  };
  for (std::size_t row = 0; row != values.positions.size(); ++row) {
    if (values.values[row] == 0) continue;
    const Point point = camera.to_screen(values.positions[row].x, values.positions[row].y);
    // A recording may hold any number, and none at all: compared before it becomes an index.
    if (!(point.x >= 0 && point.y >= 0 && point.x < kBin * width && point.y < kBin * height)) continue;
    count[at(static_cast<int>(point.x) / kBin, static_cast<int>(point.y) / kBin)] += 1;
  }
  // A box blur in both directions, twice over: close to a bell.
  for (int pass = 0; pass != 4; ++pass) {
    std::vector<float> smooth(count.size());
    for (int y = 0; y != height; ++y)
      for (int x = 0; x != width; ++x) {
        float sum = 0;
        for (int k = -kReach; k <= kReach; ++k) {
          const int nx = pass % 2 == 0 ? x + k : x, ny = pass % 2 == 0 ? y : y + k;
          if (nx >= 0 && ny >= 0 && nx < width && ny < height) sum += count[at(nx, ny)];
        }
        smooth[at(x, y)] = sum / (2 * kReach + 1);
      }
    count.swap(smooth);
  }
  const double km2 = std::pow(kBin * camera.metres_per_pixel / 1'000, 2);
  twin::for_each_index(static_cast<std::size_t>(camera.height), [&](std::size_t line) {
    const int y = static_cast<int>(line);
    Colour* row = image.row(y);
    for (int x = 0; x != camera.width; ++x) {
      const double density = count[at(x / kBin, y / kBin)] / km2;
      if (density < style.classes.breaks.front() / 4) continue;
      row[x] = mixed(row[x], style.classes.colour(density), 0.8);
    }
  });
}

/// Where there is none of what an area's categories tell: a white spot on the map.
constexpr Colour kNone = rgb(252, 251, 248);
constexpr double kOpaque = 0.86;                    // the land shows through an area
constexpr Colour kCommonLand = rgb(228, 232, 222);  // what most of it lies on

Colour colour_of_code(const twin::MapLayer& layer, std::size_t code) {
  if (!layer.covers_area()) return category_colour(code);
  if (code == 0) return kNone;
  // From light to dark as everywhere, without the lightest: it must stay apart from the colour of nothing.
  return sequential(layer.categories.size())[std::min(code, layer.categories.size() - 1)];
}

Colour colour_of(const LayerStyle& style, double value) {
  if (style.layer.kind == twin::MapLayer::Kind::kCategories && !style.change)
    return colour_of_code(style.layer, static_cast<std::size_t>(std::clamp(value, 0.0, 255.0)));
  return style.classes.colour(value);
}

/// The colour of each square, found by where a pixel lies; 0 where there is none.
void draw_area(const LayerStyle& style, const LayerValues& values, const Camera& camera, Image& image) {
  if (values.positions.empty()) return;
  const double side = style.layer.cell_m;
  double west = values.positions[0].x, east = west, south = values.positions[0].y, north = south;
  for (const Point& at : values.positions) {
    west = std::min(west, at.x);
    east = std::max(east, at.x);
    south = std::min(south, at.y);
    north = std::max(north, at.y);
  }
  // A recording may hold any number: squares scattered over the world are not drawn.
  constexpr double kMostSquares = 1e8;
  if (!((east - west) / side * ((north - south) / side) < kMostSquares)) return;
  const auto columns = static_cast<std::int64_t>((east - west) / side + 0.5) + 1,
             rows = static_cast<std::int64_t>((north - south) / side + 0.5) + 1;
  std::vector<Colour> colours(static_cast<std::size_t>(columns * rows));
  for (std::size_t row = 0; row != values.positions.size(); ++row) {
    const double value = values.values[row];
    if (std::isnan(value) || value == style.layer.missing) continue;
    const auto x = static_cast<std::int64_t>((values.positions[row].x - west) / side + 0.5),
               y = static_cast<std::int64_t>((values.positions[row].y - south) / side + 0.5);
    colours[static_cast<std::size_t>(y * columns + x)] = colour_of(style, value);
  }
  twin::for_each_index(static_cast<std::size_t>(camera.height), [&](std::size_t line) {
    const auto y = static_cast<int>(line);
    Colour* row = image.row(y);
    const auto up =
        static_cast<std::int64_t>(std::floor((camera.to_world({0, y + 0.5}).second - south) / side + 0.5));
    if (up < 0 || up >= rows) return;
    for (int x = 0; x != camera.width; ++x) {
      const auto right =
          static_cast<std::int64_t>(std::floor((camera.to_world({x + 0.5, 0}).first - west) / side + 0.5));
      if (right < 0 || right >= columns) continue;
      const Colour colour = colours[static_cast<std::size_t>(up * columns + right)];
      if (colour != 0) row[x] = mixed(row[x], colour, kOpaque);
    }
  });
}

/// Of step_classes(), as whole numbers are.
constexpr std::array<const char*, 5> kStepNames{phrase("−3 or less"), phrase("−1 or −2"), phrase("as before"),
                                                phrase("+1 or +2"), phrase("+3 or more")};

std::vector<std::pair<Colour, std::string>> entries(const LayerStyle& style, twin::Language language) {
  const Words tr(language);
  std::vector<std::pair<Colour, std::string>> result;
  if (style.layer.kind == twin::MapLayer::Kind::kCategories && !style.change) {
    for (std::size_t code = 0; code != style.layer.categories.size(); ++code)
      result.emplace_back(colour_of_code(style.layer, code), tr.of(style.layer.categories[code]));
    if (style.layer.covers_area()) std::reverse(result.begin(), result.end());  // most on top, as with classes
  } else {
    const bool steps = style.change && style.layer.covers_area();
    for (std::size_t index = style.classes.colours.size(); index-- != 0;)
      result.emplace_back(style.classes.colours[index],
                          steps ? tr(kStepNames[index]) : style.classes.name(index, language));
  }
  if (style.layer.covers_area())
    for (auto& entry : result) entry.first = mixed(kCommonLand, entry.first, kOpaque);
  return result;
}

std::string unit_of(const LayerStyle& style, twin::Language language) {
  const Words tr(language);
  if (!style.change) return tr.of(style.layer.unit);
  if (style.layer.covers_area()) {
    const std::string& unit =
        style.layer.kind == twin::MapLayer::Kind::kCategories ? tr("steps") : tr.of(style.layer.unit);
    return unit + " " + (style.against_baseline ? tr("from the baseline") : tr("since the beginning"));
  }
  return style.against_baseline ? tr("per cent from the baseline") : tr("per cent since the beginning");
}

std::string missing_words(const LayerStyle& style, twin::Language language) {
  const Words tr(language);
  if (style.layer.kind == twin::MapLayer::Kind::kCategories) return tr.of(style.layer.missing_label);
  return tr("no data, or no way");
}

constexpr double kRow = 20, kBox = 14, kTitle = 15, kText = 13;

}  // namespace

LayerStyle style_of(const twin::MapLayer& layer, const LayerValues& first, bool change) {
  LayerStyle style;
  style.layer = layer;
  style.change = change;
  if (change) {
    style.classes = layer.covers_area() ? step_classes() : change_classes();
    if (layer.high_is_bad) std::reverse(style.classes.colours.begin(), style.classes.colours.end());
    return style;
  }
  if (layer.kind == twin::MapLayer::Kind::kDensity) {
    style.classes = sequential_classes({1, 3, 10, 30, 100, 300, 1'000}, true);
    return style;
  }
  std::vector<double> breaks = layer.breaks;
  if (breaks.empty()) {
    std::vector<double> present;
    for (const double value : first.values)
      if (!std::isnan(value) && value != layer.missing) present.push_back(value);
    breaks = quantile_breaks(present, 7);
  }
  style.classes = sequential_classes(std::move(breaks), true);
  return style;
}

LayerValues change_since(const LayerValues& now, const LayerValues& first, const twin::MapLayer& layer) {
  LayerValues change = now;
  for (std::size_t row = 0; row != change.values.size(); ++row) {
    const bool known =
        row < first.values.size() && first.values[row] != layer.missing && now.values[row] != layer.missing;
    const double difference = known ? now.values[row] - first.values[row] : kMissing;
    if (layer.covers_area())
      change.values[row] = difference;
    else
      change.values[row] = known && first.values[row] != 0 ? 100 * difference / first.values[row] : kMissing;
  }
  return change;
}

void draw_layer(const LayerStyle& style, const LayerValues& values, const Camera& camera, Image& image,
                double text_scale) {
  if (style.layer.kind == twin::MapLayer::Kind::kDensity && !style.change)
    return draw_density(style, values, camera, image);
  if (style.layer.covers_area()) return draw_area(style, values, camera, image);
  Canvas canvas(image);
  std::vector<std::size_t> order(values.values.size());
  for (std::size_t row = 0; row != order.size(); ++row) order[row] = row;
  const auto weight = [&](std::size_t row) { return values.weights.empty() ? 900.0 : values.weights[row]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  for (const std::size_t row : order) {
    if (weight(row) <= 0) continue;
    const Point at = camera.to_screen(values.positions[row].x, values.positions[row].y);
    const double radius = radius_of(weight(row), camera.metres_per_pixel, text_scale);
    if (!(at.x >= -radius && at.y >= -radius && at.x <= camera.width + radius && at.y <= camera.height + radius))
      continue;
    const double value = values.values[row];
    if (std::isnan(value) || value == style.layer.missing) {
      canvas.disc(at, radius, kPaper, kGrey);
      canvas.line({{at.x - radius * 0.7, at.y + radius * 0.7}, {at.x + radius * 0.7, at.y - radius * 0.7}}, kGrey, 1);
    } else {
      canvas.disc(at, radius, colour_of(style, value), kRim);
    }
  }
}

void draw_marks(const twin::MapLayer& layer, const LayerValues& values, const Camera& camera, Image& image,
                double text_scale) {
  Canvas canvas(image);
  const double radius = std::clamp(std::sqrt(600 / camera.metres_per_pixel), 0.8, 2.5) * 2 * text_scale;
  for (std::size_t row = 0; row != values.positions.size(); ++row) {
    const Point at = camera.to_screen(values.positions[row].x, values.positions[row].y);
    if (!image.has(static_cast<int>(at.x), static_cast<int>(at.y))) continue;
    const bool gone = std::isnan(values.values[row]) || values.values[row] == layer.missing;
    if (!gone) canvas.disc(at, radius, rgb(0, 0, 0), kPaper);
  }
}

double draw_marks_legend(const twin::MapLayer& layer, Canvas& canvas, Point corner, twin::Language language,
                         double text_scale) {
  const double s = text_scale, height = 28 * s;
  const std::string& label = Words(language).of(layer.label);
  const double width = canvas.text_width(label, kText * s) + (kBox + 34) * s;
  canvas.rectangle(corner, width, height, kPaper, 0.93);
  canvas.frame(corner, width, height, rgb(190, 190, 195));
  canvas.disc({corner.x + 19 * s, corner.y + height / 2}, 4 * s, rgb(0, 0, 0), kPaper);
  canvas.text({corner.x + (kBox + 22) * s, corner.y + 19 * s}, label, kText * s, kInk);
  return height;
}

namespace {

constexpr double kMoved = 1;  // metres

bool differs(const LayerValues& values, const LayerValues& other, std::size_t row) {
  if (row >= other.values.size()) return true;
  const bool both_known = !std::isnan(values.values[row]) && !std::isnan(other.values[row]);
  return (both_known && values.values[row] != other.values[row]) ||
         std::hypot(values.positions[row].x - other.positions[row].x,
                    values.positions[row].y - other.positions[row].y) > kMoved;
}

void ring(Canvas& canvas, Point centre, double radius, double width) {
  constexpr int kCorners = 32;
  std::vector<Point> points;
  for (int corner = 0; corner <= kCorners; ++corner) {
    const double angle = 2 * 3.14159265358979 * corner / kCorners;
    points.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  canvas.line(points, kPaper, 2 * width);
  canvas.line(points, kRing, width);
}

}  // namespace

void draw_rings(const twin::MapLayer& layer, const LayerValues& values, const LayerValues& other,
                const Camera& camera, Image& image, double text_scale) {
  if (layer.kind != twin::MapLayer::Kind::kCategories || layer.covers_area()) return;
  Canvas canvas(image);
  for (std::size_t row = 0; row != values.positions.size(); ++row) {
    if (!differs(values, other, row)) continue;
    const Point at = camera.to_screen(values.positions[row].x, values.positions[row].y);
    if (!(std::abs(at.x) < 1e5 && std::abs(at.y) < 1e5)) continue;
    if (row < other.positions.size()) {
      const Point before = camera.to_screen(other.positions[row].x, other.positions[row].y);
      if (std::hypot(before.x - at.x, before.y - at.y) > 1 && std::abs(before.x) < 1e5 && std::abs(before.y) < 1e5)
        canvas.line({before, at}, kRing, 2 * text_scale);
    }
    ring(canvas, at, 9 * text_scale, 3 * text_scale);
  }
}

bool differ(const LayerValues& values, const LayerValues& other) {
  for (std::size_t row = 0; row != values.positions.size(); ++row)
    if (differs(values, other, row)) return true;
  return false;
}

double legend_width(const LayerStyle& style, const Canvas& canvas, twin::Language language, double text_scale,
                    bool has_missing, bool titled) {
  const double s = text_scale;
  double width = std::max(titled ? canvas.text_width(Words(language).of(style.layer.label), kTitle * s, true) : 0,
                          canvas.text_width(unit_of(style, language), kText * s));
  for (const auto& [colour, name] : entries(style, language))
    width = std::max(width, (kBox + 10) * s + canvas.text_width(name, kText * s));
  if (has_missing)
    width = std::max(width, (kBox + 10) * s + canvas.text_width(missing_words(style, language), kText * s));
  return width + 24 * s;
}

double draw_legend(const LayerStyle& style, Canvas& canvas, Point corner, twin::Language language, double text_scale,
                   bool has_missing, bool titled) {
  const double s = text_scale;
  const auto rows = entries(style, language);
  const std::string unit = unit_of(style, language);
  const double height =
      (kRow * static_cast<double>(rows.size() + (has_missing ? 1 : 0) + (unit.empty() ? 0 : 1) + (titled ? 1 : 0)) +
       22) *
      s;
  const double width = legend_width(style, canvas, language, s, has_missing, titled);
  canvas.rectangle(corner, width, height, kPaper, 0.93);
  canvas.frame(corner, width, height, rgb(190, 190, 195));
  const double left = corner.x + 12 * s;
  double y = corner.y + 4 * s;
  if (titled)
    canvas.text({left, y += kRow * s}, Words(language).of(style.layer.label), kTitle * s, kInk, Align::kLeft, true);
  if (!unit.empty()) canvas.text({left, y += kRow * s}, unit, kText * s, kGrey);
  const auto entry = [&](const std::string& name) {
    y += kRow * s;
    canvas.text({left + (kBox + 10) * s, y}, name, kText * s, kInk);
    return Point{left, y - kBox * 0.85 * s};
  };
  for (const auto& [colour, name] : rows) {
    const Point box = entry(name);
    canvas.rectangle(box, kBox * s, kBox * s, colour);
    canvas.frame(box, kBox * s, kBox * s, kRim);
  }
  if (has_missing) canvas.hatching(entry(missing_words(style, language)), kBox * s, kBox * s, kGrey);
  return height;
}

namespace {

/// Private cars are many and small; the services that drive for others are few and large.
constexpr Colour kManyColour = rgb(90, 90, 100);

constexpr std::size_t kMany = 5'000;
constexpr int kSlotSeconds = 600;

/// Kinds beyond the eighth share their colour with another one, and have a shape of their own.
void draw_mark(Canvas& canvas, std::size_t kind, Point at, double radius) {
  if (kind < 8) return canvas.disc(at, radius, category(kind), kPaper);
  const auto corner = [&](double x, double y) { return Point{at.x + x * radius, at.y + y * radius}; };
  canvas.triangle(corner(0, -1.7), corner(1.6, 1.1), corner(-1.6, 1.1), kPaper);
  canvas.triangle(corner(0, -1.2), corner(1.15, 0.85), corner(-1.15, 0.85), category(kind));
}

/// A kind's mark on nothing, to be pressed wherever one is: drawing a thousand of them with their smooth rims anew
/// takes longer than all the rest of a picture.
Image stamp_of(std::size_t kind, double radius) {
  const int half = static_cast<int>(std::ceil(radius * 1.8)) + 1;
  Image stamp(2 * half + 1, 2 * half + 1, 0);
  Canvas canvas(stamp);
  draw_mark(canvas, kind, {half + 0.5, half + 0.5}, radius);
  return stamp;
}

void press(const Image& stamp, Point at, Image& image) {
  const int left = static_cast<int>(std::floor(at.x)) - stamp.width / 2,
            top = static_cast<int>(std::floor(at.y)) - stamp.height / 2;
  for (int y = std::max(0, -top); y < stamp.height && top + y < image.height; ++y) {
    const Colour* from = stamp.row(y);
    Colour* to = image.row(top + y);
    for (int x = std::max(0, -left); x < stamp.width && left + x < image.width; ++x) {
      const Colour ink = from[x], alpha = ink >> 24;
      if (alpha == 0) continue;
      // Premultiplied ink over what is there, two channels at a time.
      const Colour under = to[left + x], rest = 256 - alpha - (alpha >> 7);
      const Colour red_blue = ((under & 0xFF00FFU) * rest >> 8) & 0xFF00FFU;
      const Colour green = ((under & 0x00FF00U) * rest >> 8) & 0x00FF00U;
      to[left + x] = 0xFF000000U | ((ink & 0xFFFFFFU) + red_blue + green);
    }
  }
}

}  // namespace

Movers::Movers(twin::MotionDay day) : day_(std::move(day)), count_(day_.kinds().size()) {
  constexpr std::size_t kSlots = 86'400 / kSlotSeconds;
  for (std::uint32_t mover = 0; mover != day_.movers(); ++mover) ++count_[day_.kind_of(mover)];
  slots_.resize(kSlots);
  for (std::uint32_t leg = 0; leg != day_.legs().size(); ++leg) {
    const twin::Leg& one = day_.legs()[leg];
    const int first = std::max(0, one.start_s / kSlotSeconds), last = day_.end_s(one) / kSlotSeconds;
    for (int slot = first; slot <= last && slot < static_cast<int>(kSlots); ++slot)
      slots_[static_cast<std::size_t>(slot)].push_back(leg);
  }
}

const std::vector<std::uint32_t>& Movers::legs_about(double second) const {
  const auto slot = static_cast<std::size_t>(std::clamp(second, 0.0, 86'399.0)) / kSlotSeconds;
  return slots_[slot];
}

void draw_movers(const Movers& movers, double second, const Camera& camera, Image& image, double text_scale) {
  const twin::MotionDay& day = movers.day();
  const int dot = std::max(1, static_cast<int>(std::lround(text_scale * 1.5)));
  std::vector<Image> stamps;
  for (std::size_t kind = 0; kind != movers.count().size(); ++kind)
    stamps.push_back(stamp_of(kind, 4.5 * text_scale));
  for (const bool large : {false, true})
    for (const std::uint32_t index : movers.legs_about(second)) {
      const twin::Leg& leg = day.legs()[index];
      const std::size_t kind = day.kind_of(leg.mover);
      if (leg.start_s > second || (movers.count()[kind] <= kMany) != large) continue;
      const auto position = day.position_on(leg, second);
      if (!position.moving) continue;
      const Point at = camera.to_screen(position.east_m, position.north_m);
      if (!image.has(static_cast<int>(at.x) - dot, static_cast<int>(at.y) - dot) ||
          !image.has(static_cast<int>(at.x) + dot, static_cast<int>(at.y) + dot))
        continue;
      if (large) {
        press(stamps[kind], at, image);
        continue;
      }
      for (int y = 0; y != 2 * dot; ++y)
        for (int x = 0; x != 2 * dot; ++x)
          image.row(static_cast<int>(at.y) - dot + y)[static_cast<int>(at.x) - dot + x] = kManyColour;
    }
}

double draw_movers_legend(const Movers& movers, Canvas& canvas, Point corner, twin::Language language,
                          double text_scale) {
  const Words tr(language);
  const double s = text_scale;
  const twin::MotionDay& day = movers.day();
  const std::vector<std::size_t>& count = movers.count();
  double width = 0;
  std::size_t rows = 0;
  for (std::size_t kind = 0; kind != count.size(); ++kind)
    if (count[kind] != 0) {
      ++rows;
      width = std::max(width, canvas.text_width(tr.of(day.kinds()[kind]), kText * s));
    }
  width += (kBox + 34) * s;
  const double height = (kRow * static_cast<double>(rows) + 18) * s;
  canvas.rectangle(corner, width, height, kPaper, 0.93);
  canvas.frame(corner, width, height, rgb(190, 190, 195));
  double y = corner.y + 6 * s;
  for (std::size_t kind = 0; kind != count.size(); ++kind) {
    if (count[kind] == 0) continue;
    y += kRow * s;
    if (count[kind] > kMany)
      canvas.disc({corner.x + 18 * s, y - 5 * s}, 2.5 * s, kManyColour, kPaper);
    else
      draw_mark(canvas, kind, {corner.x + 18 * s, y - 5 * s}, 5 * s);
    canvas.text({corner.x + 32 * s, y}, tr.of(day.kinds()[kind]), kText * s, kInk);
  }
  return height;
}

}  // namespace viz
