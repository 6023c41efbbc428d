#pragma once
#include <optional>
#include <string>
#include <vector>

#include "viz/core/image.h"

namespace viz {

/// Charts as SVG text: they print, scale to a projector, need no script, and each mark says its value when pointed
/// at. Colours are Okabe & Ito's (2008), which people with colour-vision deficiencies tell apart.

struct Line {
  std::string label;
  std::vector<double> x, y;  ///< same length
};
struct LineChart {
  std::string title;    ///< read aloud by screen readers
  std::string y_label;  ///< with unit
  std::vector<Line> lines;
  bool from_zero = false;  ///< the y axis starts at 0 rather than just below the lowest value
  int height = 460;
};
std::string to_svg(const LineChart& chart);

struct Bar {
  std::string label;
  double value = 0;
  std::string text;  ///< what stands beside the bar, formatted
};
/// Horizontal bars to the left and right of zero, in the order given.
struct BarChart {
  std::string title;
  std::vector<Bar> bars;
};
std::string to_svg(const BarChart& chart);

/// A place on the map: area shows size, colour shows change.
struct Dot {
  double east_m = 0, north_m = 0;
  double size = 0;    ///< persons
  double change = 0;  ///< share, -0.2 = a fifth less
  std::string text;   ///< shown when pointed at
};
struct DotMap {
  std::string title;
  std::vector<Dot> dots;
  std::vector<std::pair<std::string, Dot>> names;  ///< labels beside some dots
  std::string shrinking, steady, growing;          ///< words of the legend
};
std::string to_svg(const DotMap& map);

// ---- pieces of which charts are made

/// Units across every chart; as wide as a page.
inline constexpr int kChartWidth = 900;
/// The beginning of a chart, with its title for screen readers and on white.
std::string open_svg(int height, const std::string& title);
/// `more`: further attributes.
std::string svg_text(double x, double y, const std::string& text, const char* anchor, const std::string& more = "");
/// "#0072b2"
std::string hex(Colour colour);

/// "&lt;" and so on: text that may stand in HTML and SVG.
std::string escape(const std::string& text);
/// Steps of 1, 2 or 5 times a power of ten that cover [low, high] with about `wanted` of them.
std::vector<double> ticks(double low, double high, int wanted);

}  // namespace viz
