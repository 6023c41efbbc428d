// The map without a window: cameras, colours, classes, and whole pictures to the last pixel.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>

#include "twin/base/hash.h"
#include "twin/base/parallel.h"
#include "viz/core/base_map.h"
#include "viz/core/layer_view.h"
#include "viz/core/palette.h"

namespace viz {
namespace {

/// A small coast: sea in the east, a lake, a hill, two municipalities, a road, three places.
MapData coast() {
  MapData map;
  const twin::Grid empty{
      .columns = 20, .rows = 16, .west_m = 0, .south_m = 0, .cell_m = 1'000, .cells = std::vector<std::int16_t>(320)};
  map.elevation_m = map.land_cover = map.water_percent = map.municipality = empty;
  for (int row = 0; row != 16; ++row)
    for (int column = 0; column != 20; ++column) {
      const auto cell = static_cast<std::size_t>(row * 20 + column);
      map.land_cover.cells[cell] = static_cast<std::int16_t>(column > 15 ? 0 : 2 + (row + column) % 3);
      map.municipality.cells[cell] = static_cast<std::int16_t>(column > 15 ? 0 : column < 8 ? 1 : 2);
      map.elevation_m.cells[cell] =
          static_cast<std::int16_t>(std::max(0, 700 - 90 * (std::abs(row - 5) + std::abs(column - 5))));
      map.water_percent.cells[cell] = static_cast<std::int16_t>(row > 10 && column > 10 && column < 13 ? 90 : 0);
    }
  map.roads = {{2'000, 8'000, 14'000, 9'000}};
  map.names = {{"Åby", 3'000, 8'000, 9'000}, {"Ánne", 9'000, 8'500, 400}, {"Öjå", 14'000, 9'000, 1'500}};
  return map;
}

Camera over_coast() {
  Camera camera;
  camera.width = 320;
  camera.height = 240;
  camera.fit(0, 0, 20'000, 16'000);
  return camera;
}

twin::MapLayer minutes_layer() {
  return {.label = {"restid till vård", "time to care"},
          .unit = {"minuter", "minutes"},
          .breaks = {10, 20, 40},
          .missing = -1.0,
          .high_is_bad = true};
}

LayerValues three_places() {
  return {.positions = {{3'000, 8'000}, {9'000, 8'500}, {14'000, 9'000}},
          .values = {5, -1, 45},
          .weights = {9'000, 400, 1'500}};
}

TEST(Camera, ComesBackFromAPanAndAZoom) {
  Camera camera = over_coast();
  const Camera before = camera;
  camera.pan(17, -40);
  camera.pan(-17, 40);
  EXPECT_EQ(camera, before);
  const Point at{40, 200};
  const auto under = camera.to_world(at);
  camera.zoom(at, 3);
  const auto after = camera.to_world(at);
  EXPECT_NEAR(after.first, under.first, 1e-6) << "what is under the pointer stays there";
  EXPECT_NEAR(after.second, under.second, 1e-6);
  const Point back = camera.to_screen(after.first, after.second);
  EXPECT_NEAR(back.x, at.x, 1e-6);
  EXPECT_NEAR(back.y, at.y, 1e-6);
}

TEST(MapData, ComesBackFromItsBytesAndRefusesOthers) {
  const MapData map = coast();
  const auto bytes = map.pack();
  const auto back = MapData::unpack(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->pack(), bytes);
  EXPECT_EQ(back->names[1].text, "Ánne");
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    EXPECT_FALSE(MapData::unpack(std::span(bytes).first(size))) << size;
  const MapData::Extent extent = map.extent();
  EXPECT_EQ(extent.west, -5'000);
  EXPECT_EQ(extent.east, 21'000) << "municipalities end where the sea begins; five kilometres around them";
}

// ---- colours

struct Lab {
  double l, a, b;
};

double linear(int channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// CIE L*a*b* (D65) of linear red, green and blue.
Lab lab(double r, double g, double b) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505), y = f(0.2126 * r + 0.7152 * g + 0.0722 * b),
               z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// As eyes of a kind see it: all cones, or without those for red, green or blue (Machado et al. 2009, severity 1).
Lab seen(Colour colour, int eyes) {
  const double r = linear(red_of(colour)), g = linear(green_of(colour)), b = linear(blue_of(colour));
  switch (eyes) {
    case 1:
      return lab(0.152286 * r + 1.052583 * g - 0.204868 * b, 0.114503 * r + 0.786281 * g + 0.099216 * b,
                 -0.003882 * r - 0.048116 * g + 1.051998 * b);
    case 2:
      return lab(0.367322 * r + 0.860646 * g - 0.227968 * b, 0.280085 * r + 0.672501 * g + 0.047413 * b,
                 -0.011820 * r + 0.042940 * g + 0.968881 * b);
    case 3:
      return lab(1.255528 * r - 0.076749 * g - 0.178779 * b, -0.078411 * r + 0.930809 * g + 0.147602 * b,
                 0.004733 * r + 0.691367 * g + 0.303900 * b);
    default:
      return lab(r, g, b);
  }
}

double distance(const Lab& a, const Lab& b) {
  return std::sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b));
}

TEST(Palettes, KeepNeighboursApartForAllEyes) {
  for (const auto& colours : {sequential(8), diverging(7)})
    for (int eyes = 0; eyes != 4; ++eyes)
      for (std::size_t i = 1; i < colours.size(); ++i)
        EXPECT_GE(distance(seen(colours[i - 1], eyes), seen(colours[i], eyes)), 7) << i << " eyes " << eyes;
}

TEST(Palettes, GrowDarkerInGrey) {
  const auto colours = sequential(8);
  for (std::size_t i = 1; i < colours.size(); ++i)
    EXPECT_LT(seen(colours[i], 0).l, seen(colours[i - 1], 0).l - 4) << i;
}

TEST(Palettes, KeepAllKindsApartForAllEyes) {
  for (int eyes = 0; eyes != 3; ++eyes)
    for (std::size_t a = 0; a != 8; ++a)
      for (std::size_t b = 0; b != a; ++b)
        EXPECT_GE(distance(seen(category(a), eyes), seen(category(b), eyes)), 7) << a << " " << b << " eyes " << eyes;
}

// ---- classes

TEST(Classes, HoldWhatTheirNamesSay) {
  const Classes classes = sequential_classes({10, 20, 40}, true);
  EXPECT_EQ(classes.of(9.9), 0U);
  EXPECT_EQ(classes.of(10), 1U);
  EXPECT_EQ(classes.of(40), 3U);
  EXPECT_EQ(classes.name(0, twin::Language::kSwedish), "under 10");
  EXPECT_EQ(classes.name(2, twin::Language::kSwedish), "20 till 40");
  EXPECT_EQ(classes.name(3, twin::Language::kEnglish), "40 or more");
  EXPECT_EQ(change_classes().of(0), 3U) << "steady in the middle";
}

TEST(Classes, OfQuantilesHoldAboutAsManyEach) {
  std::vector<double> values;
  for (int i = 0; i != 700; ++i) values.push_back(i * i);
  const auto breaks = quantile_breaks(values, 7);
  ASSERT_EQ(breaks.size(), 6U);
  const Classes classes = sequential_classes(breaks, true);
  std::vector<int> count(7);
  for (const double value : values) ++count[classes.of(value)];
  for (const int in_class : count) EXPECT_NEAR(in_class, 100, 15);
  EXPECT_TRUE(quantile_breaks(std::vector<double>(50, 3.0), 7).empty()) << "one value is one class";
}

// ---- pictures

/// tests/viz/core/golden.txt: "picture hash" a line. RURBAN_RENEW_GOLDEN=1 writes it anew, and the pictures beside
/// the tests' working folder, to be looked at.
void expect_golden(const std::string& name, const Image& image) {
  const std::string file = std::string(RURBAN_ROOT) + "/tests/viz/core/golden.txt";
  std::map<std::string, std::string> golden;
  std::ifstream in(file);
  for (std::string key, hash; in >> key >> hash;) golden[key] = hash;
  std::uint64_t hash = twin::hash_name("image");
  for (const Colour pixel : image.pixels) hash = twin::combine(hash, pixel);
  const std::string now = std::to_string(hash);
  if (std::getenv("RURBAN_RENEW_GOLDEN") != nullptr) {
    golden[name] = now;
    std::ofstream out(file);
    for (const auto& [key, value] : golden) out << key << ' ' << value << '\n';
    std::ofstream(name + ".png", std::ios::binary) << png(image, name);
  }
  EXPECT_EQ(golden[name], now) << "if the change of the picture is meant: RURBAN_RENEW_GOLDEN=1, and look at it";
}

Image drawn(const MapData& map, const Camera& camera) {
  Image image = base_map(map, camera);
  const LayerValues values = three_places();
  const LayerStyle style = style_of(minutes_layer(), values, false);
  draw_layer(style, values, camera, image, 1);
  Canvas canvas(image);
  draw_names(map, camera, canvas, 1);
  draw_legend(style, canvas, {4, 4}, twin::Language::kSwedish, 1, true);
  draw_scale(camera, canvas, {8, 232}, 1);
  return image;
}

TEST(Pictures, OfALayerAreTheSameToThePixelOnAnyThreads) {
  const MapData map = coast();
  const Image image = drawn(map, over_coast());
  expect_golden("layer", image);
  twin::set_threads(3);
  EXPECT_EQ(drawn(map, over_coast()), image);
  twin::set_threads(1);
  EXPECT_EQ(drawn(map, over_coast()), image);
  twin::set_threads(0);
}

TEST(Pictures, AfterAPanAndBackAreTheSame) {
  const MapData map = coast();
  Camera camera = over_coast();
  const Image before = drawn(map, camera);
  camera.pan(31, 12);
  EXPECT_NE(drawn(map, camera), before);
  camera.pan(-31, -12);
  EXPECT_EQ(drawn(map, camera), before);
}

TEST(Pictures, OfDensityAreDarkestWhereMostAre) {
  const MapData map = coast();
  const Camera camera = over_coast();
  LayerValues values;
  for (int i = 0; i != 400; ++i) {
    values.positions.push_back({4'000.0 + i % 20 * 20, 4'000.0 + i / 20 * 20});
    values.values.push_back(1);
  }
  values.positions.push_back({12'000, 12'000});
  values.values.push_back(1);
  twin::MapLayer layer;
  layer.kind = twin::MapLayer::Kind::kDensity;
  Image image = base_map(map, camera);
  draw_layer(style_of(layer, values, false), values, camera, image, 1);
  const auto light = [&](double east, double north) {
    const Point at = camera.to_screen(east, north);
    return seen(image.row(static_cast<int>(at.y))[static_cast<int>(at.x)], 0).l;
  };
  EXPECT_LT(light(4'200, 4'200), light(12'000, 12'000));
  expect_golden("density", image);
}

/// Squares of a kilometre along a row, west to east.
LayerValues strip_of(std::vector<double> values) {
  LayerValues strip;
  for (std::size_t k = 0; k != values.size(); ++k)
    strip.positions.push_back({2'500 + 1'000.0 * static_cast<double>(k), 8'500});
  strip.values = std::move(values);
  return strip;
}

twin::MapLayer steps_layer() {
  return {.kind = twin::MapLayer::Kind::kCategories,
          .label = {"täckning", "coverage"},
          .missing = 9.0,
          .categories = {{"ingen", "none"}, {"samtal", "calls"}, {"data", "data"}},
          .cell_m = 1'000};
}

TEST(Pictures, OfAnAreaFillItsSquaresAndNothingElse) {
  const Camera camera = over_coast();
  const Image empty = base_map(coast(), camera);
  const LayerValues strip = strip_of({0, 1, 2, 9});
  Image image = empty;
  draw_layer(style_of(steps_layer(), strip, false), strip, camera, image, 1);
  const auto differs = [&](double east, double north) {
    const Point at = camera.to_screen(east, north);
    const auto x = static_cast<std::size_t>(at.x);
    return image.row(static_cast<int>(at.y))[x] != empty.row(static_cast<int>(at.y))[x];
  };
  for (const double east : {2'100.0, 2'900.0, 3'500.0, 4'900.0}) EXPECT_TRUE(differs(east, 8'500)) << east;
  EXPECT_FALSE(differs(5'500, 8'500)) << "nothing is known there";
  EXPECT_FALSE(differs(1'900, 8'500));
  EXPECT_FALSE(differs(2'500, 9'100));
  EXPECT_FALSE(differs(2'500, 7'900));
}

TEST(Pictures, OfAnAreaKeepItsStepsApartForAllEyes) {
  twin::MapLayer layer = steps_layer();
  layer.categories.push_back({"mer data", "more data"});
  const LayerValues strip = strip_of({0, 1, 2, 3});
  const Camera camera = over_coast();
  Image image(camera.width, camera.height, rgb(228, 232, 222));
  draw_layer(style_of(layer, strip, false), strip, camera, image, 1);
  const auto colour = [&](std::size_t step) {
    const Point at = camera.to_screen(strip.positions[step].x, strip.positions[step].y);
    return image.row(static_cast<int>(at.y))[static_cast<int>(at.x)];
  };
  for (int eyes = 0; eyes != 4; ++eyes)
    for (std::size_t a = 0; a != 4; ++a)
      for (std::size_t b = 0; b != a; ++b)
        EXPECT_GE(distance(seen(colour(a), eyes), seen(colour(b), eyes)), 14) << a << " " << b << " eyes " << eyes;
  for (std::size_t step = 1; step != 4; ++step)
    EXPECT_LT(seen(colour(step), 0).l, seen(colour(step - 1), 0).l - 8) << "more is darker, none is a white spot";
}

TEST(Pictures, RingWhatStandsOtherwiseThanWithoutTheChange) {
  twin::MapLayer layer = steps_layer();
  layer.cell_m = 0;
  const LayerValues without = strip_of({0, 1, 2});
  LayerValues with = strip_of({0, 1, 2, 1});
  with.positions[1].y += 4'000;
  const Camera camera = over_coast();
  const Image empty = base_map(coast(), camera);
  const auto ringed = [&](const LayerValues& values, double east, double north) {
    Image image = empty;
    draw_rings(layer, values, without, camera, image, 1);
    const Point at = camera.to_screen(east, north);
    const int x = static_cast<int>(at.x) + 9, y = static_cast<int>(at.y);
    return image.row(y)[x] != empty.row(y)[x];
  };
  EXPECT_TRUE(ringed(with, 3'500, 12'500)) << "moved";
  EXPECT_TRUE(ringed(with, 5'500, 8'500)) << "new";
  EXPECT_FALSE(ringed(without, 2'500, 8'500));
  EXPECT_TRUE(differ(with, without));
  EXPECT_FALSE(differ(without, without));
  Image same = empty;
  draw_rings(layer, without, without, camera, same, 1);
  EXPECT_EQ(same, empty);
}

TEST(Pictures, OfMarksLeaveOutWhatIsGone) {
  twin::MapLayer layer = steps_layer();
  layer.cell_m = 0;
  const Camera camera = over_coast();
  const Image empty = base_map(coast(), camera);
  Image image = empty;
  draw_marks(layer, strip_of({9}), camera, image, 1);
  EXPECT_EQ(image, empty);
  draw_marks(layer, strip_of({1}), camera, image, 1);
  EXPECT_NE(image, empty);
}

TEST(Pictures, OfAnAreaTellChangeInSteps) {
  const LayerValues change = change_since(strip_of({2, 0, 9}), strip_of({0, 0, 1}), steps_layer());
  EXPECT_EQ(change.values[0], 2) << "from none to data, which per cent could not tell";
  EXPECT_EQ(change.values[1], 0);
  EXPECT_TRUE(std::isnan(change.values[2]));
  const LayerStyle style = style_of(steps_layer(), strip_of({0, 0, 1}), true);
  EXPECT_EQ(style.classes.of(0), 2U) << "none is in the middle";
  EXPECT_NE(style.classes.of(1), style.classes.of(0));
  EXPECT_NE(style.classes.of(-1), style.classes.of(0));
}

TEST(Pictures, OfAnAreaScatteredOverTheWorldAreNotDrawn) {
  LayerValues wild = strip_of({1, 1});
  wild.positions[1] = {1e15, -1e15};
  const Camera camera = over_coast();
  Image image = base_map(coast(), camera);
  const Image empty = image;
  draw_layer(style_of(steps_layer(), wild, false), wild, camera, image, 1);
  EXPECT_EQ(image, empty);
}

TEST(Pictures, OfMoversShowThemWhereTheyAreAndNotWhenTheyStand) {
  twin::MotionDay day;
  const auto kind = day.add_kind({"bussar", "buses"});
  const std::array<twin::WayPoint, 2> drive{{{2'000, 8'000, 0}, {14'000, 8'000, 600'000}}};
  day.add_leg({day.add_mover(kind), day.add_way(drive), 3'600});
  const Camera camera = over_coast();
  const Image empty = base_map(coast(), camera);
  const auto at = [&](double second) {
    Image image = empty;
    draw_movers(Movers(day), second, camera, image, 1);
    return image;
  };
  EXPECT_EQ(at(0), empty) << "it has not set out";
  EXPECT_EQ(at(5'000), empty) << "it has arrived";
  const Image half = at(3'900);
  const Point middle = camera.to_screen(8'000, 8'000);
  EXPECT_EQ(half.row(static_cast<int>(middle.y))[static_cast<int>(middle.x)], category(0));
  expect_golden("movers", half);
}

TEST(Pictures, ShowChangeInWhiteWhereThereIsNone) {
  const LayerValues first = three_places();
  LayerValues now = first;
  now.values = {5, 10, 90};
  const LayerValues change = change_since(now, first, minutes_layer());
  EXPECT_EQ(change.values[0], 0);
  EXPECT_TRUE(std::isnan(change.values[1])) << "there was no value to compare with";
  EXPECT_EQ(change.values[2], 100);
  const LayerStyle style = style_of(minutes_layer(), first, true);
  EXPECT_GT(seen(style.classes.colour(0), 0).l, 90);
  EXPECT_GT(red_of(style.classes.colour(100)), blue_of(style.classes.colour(100))) << "longer ways are worse: red";
}

TEST(Png, CarriesItsComment) {
  const std::string bytes = png(Image(3, 2), "seed: 1");
  EXPECT_EQ(bytes.substr(1, 3), "PNG");
  EXPECT_NE(bytes.find("seed: 1"), std::string::npos);
}

}  // namespace
}  // namespace viz
