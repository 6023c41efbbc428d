#include "viz/core/base_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "twin/base/parallel.h"

namespace viz {
namespace {

/// Muted, so that layers stand out: sea, lake, dense forest, sparse forest, heath, grass, crops, bare, wetland, snow.
constexpr std::array<Colour, 10> kLand{rgb(200, 217, 230), rgb(200, 217, 230), rgb(223, 229, 216), rgb(229, 233, 222),
                                       rgb(235, 234, 224), rgb(236, 237, 222), rgb(240, 237, 217), rgb(238, 236, 233),
                                       rgb(225, 230, 224), rgb(246, 247, 248)};
constexpr Colour kAbroad = rgb(240, 240, 238), kWater = rgb(200, 217, 230), kBorder = rgb(150, 148, 156),
                 kRoad = rgb(176, 160, 142);

/// Reads a grid at points between its cells.
class Ground {
 public:
  explicit Ground(const MapData& data) : data_(data), grid_(data.land_cover) {}

  bool is_known() const { return !grid_.cells.empty(); }

  Colour colour(double east, double north) const {
    const double x = (east - grid_.west_m) / grid_.cell_m, y = grid_.rows - (north - grid_.south_m) / grid_.cell_m;
    const auto column = static_cast<std::int32_t>(std::floor(x)), row = static_cast<std::int32_t>(std::floor(y));
    if (column < 1 || row < 1 || column >= grid_.columns - 1 || row >= grid_.rows - 1) return kAbroad;
    const std::size_t cell = index(column, row);
    const auto cover = static_cast<std::size_t>(std::clamp<std::int16_t>(grid_.cells[cell], 0, 9));
    if (cover == 0) return kLand[0];
    Colour colour = mixed(kLand[cover], kWater, std::min(1.0, data_.water_percent.cells[cell] / 60.0));
    // Light from the north-west: steeper towards it is lighter. Smooth between cells.
    const double slope = height(x - 0.5, y - 0.5) - height(x + 0.5, y + 0.5);
    const double shade = std::clamp(slope / 900.0, -0.28, 0.18);
    colour = shade < 0 ? mixed(colour, rgb(120, 118, 130), -shade) : mixed(colour, rgb(255, 255, 255), shade);
    return data_.municipality.cells[cell] == 0 ? mixed(colour, kAbroad, 0.75) : colour;
  }

  bool is_border(double east, double north, double step) const {
    const std::int16_t here = municipality(east, north);
    return here != municipality(east + step, north) || here != municipality(east, north - step);
  }

 private:
  std::int16_t municipality(double east, double north) const {
    const double x = (east - grid_.west_m) / grid_.cell_m, y = grid_.rows - (north - grid_.south_m) / grid_.cell_m;
    if (x < 0 || y < 0 || x >= grid_.columns || y >= grid_.rows) return 0;
    return data_.municipality.cells[index(static_cast<std::int32_t>(x), static_cast<std::int32_t>(y))];
  }

  std::size_t index(std::int32_t column, std::int32_t row) const {
    return std::size_t(row) * std::size_t(grid_.columns) + std::size_t(column);
  }
  double height(double x, double y) const {
    const double cx = std::clamp(x - 0.5, 0.0, grid_.columns - 1.001),
                 cy = std::clamp(y - 0.5, 0.0, grid_.rows - 1.001);
    const auto column = static_cast<std::int32_t>(cx), row = static_cast<std::int32_t>(cy);
    const double fx = cx - column, fy = cy - row;
    const auto at = [&](std::int32_t c, std::int32_t r) { return data_.elevation_m.cells[index(c, r)]; };
    return at(column, row) * (1 - fx) * (1 - fy) + at(column + 1, row) * fx * (1 - fy) +
           at(column, row + 1) * (1 - fx) * fy + at(column + 1, row + 1) * fx * fy;
  }

  const MapData& data_;
  const twin::Grid& grid_;
};

}  // namespace

Image base_map(const MapData& data, const Camera& camera) {
  Image image(camera.width, camera.height, kAbroad);
  const Ground ground(data);
  if (ground.is_known()) {
    twin::for_each_index(static_cast<std::size_t>(camera.height), [&](std::size_t line) {
      const int y = static_cast<int>(line);
      Colour* row = image.row(y);
      for (int x = 0; x != camera.width; ++x) {
        const auto [east, north] = camera.to_world({x + 0.5, y + 0.5});
        row[x] = ground.colour(east, north);
        if (ground.is_border(east, north, camera.metres_per_pixel)) row[x] = mixed(row[x], kBorder, 0.7);
      }
    });
  }
  draw_roads(data, camera, image);
  return image;
}

void draw_roads(const MapData& data, const Camera& camera, Image& image) {
  Canvas canvas(image);
  const double width = std::clamp(250 / camera.metres_per_pixel, 0.7, 4.0);
  for (const MapData::Road& road : data.roads)
    canvas.line({camera.to_screen(road.east_a, road.north_a), camera.to_screen(road.east_b, road.north_b)}, kRoad,
                width);
}

std::vector<std::size_t> border_pixels(const MapData& data, const Camera& camera) {
  std::vector<std::size_t> pixels;
  const Ground ground(data);
  if (!ground.is_known()) return pixels;
  for (int y = 0; y != camera.height; ++y)
    for (int x = 0; x != camera.width; ++x) {
      const auto [east, north] = camera.to_world({x + 0.5, y + 0.5});
      if (ground.is_border(east, north, camera.metres_per_pixel))
        pixels.push_back(static_cast<std::size_t>(y) * static_cast<std::size_t>(camera.width) +
                         static_cast<std::size_t>(x));
    }
  return pixels;
}

std::vector<const MapData::Name*> names_to_show(const MapData& data, const Camera& camera) {
  const double least_weight = camera.metres_per_pixel * camera.metres_per_pixel / 300;
  std::vector<const MapData::Name*> names;
  for (const MapData::Name& name : data.names)
    if (name.weight >= least_weight) names.push_back(&name);
  std::stable_sort(names.begin(), names.end(), [](const auto* a, const auto* b) { return a->weight > b->weight; });
  return names;
}

bool is_large(const MapData::Name& name) {
  return name.weight > 8'000;
}

void draw_names(const MapData& data, const Camera& camera, Canvas& canvas, double text_scale) {
  struct Box {
    double left, top, right, bottom;
  };
  std::vector<Box> taken;
  const double size = 13 * text_scale;
  for (const MapData::Name* name : names_to_show(data, camera)) {
    const Point at = camera.to_screen(name->east_m, name->north_m);
    if (at.x < 0 || at.y < 0 || at.x > camera.width || at.y > camera.height) continue;
    const double scaled = is_large(*name) ? size * 1.2 : size;
    const double half = canvas.text_width(name->text, scaled, is_large(*name)) / 2 + 3;
    const Box box{at.x - half, at.y - 8 - scaled, at.x + half, at.y - 5};
    if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) {
          return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
        }))
      continue;
    taken.push_back(box);
    canvas.text({at.x, at.y - 8}, name->text, scaled, rgb(40, 40, 46), Align::kCentre, is_large(*name), true);
  }
}

void draw_scale(const Camera& camera, Canvas& canvas, Point at, double text_scale) {
  double km = 1;
  for (const double longer : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0})
    if (longer * 1'000 / camera.metres_per_pixel < 160 * text_scale) km = longer;
  const double width = km * 1'000 / camera.metres_per_pixel;
  canvas.line({{at.x, at.y - 6}, {at.x, at.y}, {at.x + width, at.y}, {at.x + width, at.y - 6}}, rgb(40, 40, 46), 2);
  canvas.text({at.x + width + 8, at.y + 2}, fmt::format("{:.0f} km", km), 13 * text_scale, rgb(40, 40, 46),
              Align::kLeft, false, true);
}

}  // namespace viz
