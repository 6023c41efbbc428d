#include "viz/export/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "viz/core/numbers.h"

namespace viz {
namespace {

// Okabe & Ito 2008, "Color universal design": blue, vermilion, green, purple, orange, sky blue.
constexpr std::array<const char*, 6> kColours{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"};
constexpr const char* kShrinking = "#D55E00";
constexpr const char* kSteady = "#8A8A8A";
constexpr const char* kGrowing = "#0072B2";
constexpr double kSteadyShare = 0.05;  // a change of less than this is drawn as none

std::string rule(double x1, double y1, double x2, double y2, const char* colour) {
  return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1, x2,
                     y2, colour);
}

struct Range {
  double low, high;
};

template <class Values>
Range range_of(const std::vector<Line>& lines, Values Line::*values) {
  Range range{INFINITY, -INFINITY};
  for (const Line& line : lines) {
    for (const double value : line.*values) range = {std::min(range.low, value), std::max(range.high, value)};
  }
  if (range.low > range.high) return {0, 1};
  return range;
}

const char* colour_of(double change) {
  return change < -kSteadyShare ? kShrinking : change > kSteadyShare ? kGrowing : kSteady;
}

}  // namespace

std::string open_svg(int height, const std::string& title) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" "
      "font-family=\"Inter, 'DejaVu Sans', sans-serif\" font-size=\"18\" fill=\"#222\">\n"
      "<title>{}</title><rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>\n",
      kChartWidth, height, escape(title), escape(title), kChartWidth, height);
}

std::string svg_text(double x, double y, const std::string& text, const char* anchor, const std::string& more) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, anchor, more,
                     escape(text));
}

std::string hex(Colour colour) {
  return fmt::format("#{:06x}", colour & 0xFFFFFF);
}

std::string escape(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::vector<double> ticks(double low, double high, int wanted) {
  const double raw = std::max({high - low, std::abs(high) * 1e-6, 1e-9}) / wanted;  // a flat line has a scale too
  const double power = std::pow(10, std::floor(std::log10(raw)));
  double step = power * 10;
  for (const double factor : {5.0, 2.0, 1.0})
    if (power * factor >= raw) step = power * factor;
  std::vector<double> result{std::floor(low / step) * step};
  while (result.back() < high || result.size() < 2) result.push_back(result.back() + step);
  return result;
}

std::string to_svg(const LineChart& chart) {
  constexpr int kLeft = 100, kRight = 660, kTop = 50;
  const int bottom = chart.height - 50;
  const Range x = range_of(chart.lines, &Line::x);
  Range y = range_of(chart.lines, &Line::y);
  if (chart.from_zero) y.low = 0;
  const std::vector<double> marks = ticks(y.low, y.high, chart.height < 300 ? 3 : 5);
  y = {marks.front(), marks.back()};
  const auto at_x = [&](double v) { return kLeft + (v - x.low) / std::max(x.high - x.low, 1e-9) * (kRight - kLeft); };
  const auto at_y = [&](double v) { return bottom - (v - y.low) / std::max(y.high - y.low, 1e-9) * (bottom - kTop); };

  std::string svg = open_svg(chart.height, chart.title);
  svg += svg_text(20, 28, chart.y_label, "start", " font-size=\"17\" fill=\"#555\"");
  for (const double mark : marks) {
    svg += rule(kLeft, at_y(mark), kRight, at_y(mark), "#ddd");
    svg += svg_text(kLeft - 10, at_y(mark) + 6, (mark < 0 ? signed_number(mark) : thousands(mark)), "end");
  }
  for (const double year : ticks(x.low, x.high, 6))
    if (year >= x.low && year <= x.high && year == std::round(year))
      svg += svg_text(at_x(year), bottom + 28, fmt::format("{:.0f}", year), "middle");
  std::vector<std::pair<double, std::size_t>> ends;  // where each line's label would stand
  for (std::size_t i = 0; i != chart.lines.size(); ++i) {
    const Line& line = chart.lines[i];
    if (line.y.empty()) continue;
    svg += fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"4\" points=\"",
                       kColours[i % kColours.size()]);
    for (std::size_t k = 0; k != line.x.size(); ++k)
      svg += fmt::format("{:.1f},{:.1f} ", at_x(line.x[k]), at_y(line.y[k]));
    svg += "\"/>\n";
    ends.emplace_back(at_y(line.y.back()), i);
  }
  std::sort(ends.begin(), ends.end());
  double lowest = -INFINITY;  // labels keep a line's distance from each other
  for (const auto& [height, i] : ends) {
    lowest = std::max(height, lowest + 24);
    svg += fmt::format("<rect x=\"{}\" y=\"{:.1f}\" width=\"12\" height=\"12\" fill=\"{}\"/>\n", kRight + 12,
                       lowest - 6, kColours[i % kColours.size()]);
    svg += svg_text(kRight + 30, lowest + 6,
                    fmt::format("{} {}", chart.lines[i].label, thousands(chart.lines[i].y.back())), "start",
                    " font-weight=\"600\"");
  }
  return svg + "</svg>\n";
}

std::string to_svg(const BarChart& chart) {
  constexpr int kRow = 32, kTop = 16, kLeft = 190, kRight = 780;
  double low = 0, high = 0;
  for (const Bar& bar : chart.bars) {
    low = std::min(low, bar.value);
    high = std::max(high, bar.value);
  }
  constexpr double kText = 100;  // room for the figure at the end of a bar, on each side that has bars
  const double left_text = low < 0 ? kText : 0, right_text = high > 0 ? kText : 0;
  const double scale = (kRight - kLeft - left_text - right_text) / std::max(high - low, 1e-9);
  const double zero = kLeft + left_text - low * scale;
  const int height = kTop * 2 + kRow * static_cast<int>(chart.bars.size());
  std::string svg = open_svg(height, chart.title);
  double y = kTop;
  for (const Bar& bar : chart.bars) {
    const double width = std::abs(bar.value) * scale;
    const double left = bar.value < 0 ? zero - width : zero;
    svg += svg_text(kLeft - 12, y + 21, bar.label, "end");
    svg += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\" fill=\"{}\"><title>{}: {}</title></rect>\n",
        left, y + 4, width, kRow - 8, bar.value < 0 ? kShrinking : kGrowing, escape(bar.label), escape(bar.text));
    svg += bar.value < 0 ? svg_text(left - 8, y + 21, bar.text, "end")
                         : svg_text(left + width + 8, y + 21, bar.text, "start");
    y += kRow;
  }
  svg += rule(zero, kTop, zero, height - kTop, "#222");
  return svg + "</svg>\n";
}

std::string to_svg(const DotMap& map) {
  constexpr int kHeight = 980, kMargin = 40;
  double west = INFINITY, east = -INFINITY, south = INFINITY, north = -INFINITY;
  for (const Dot& dot : map.dots) {
    west = std::min(west, dot.east_m);
    east = std::max(east, dot.east_m);
    south = std::min(south, dot.north_m);
    north = std::max(north, dot.north_m);
  }
  const double scale = std::min((kChartWidth - 2 * kMargin) / std::max(east - west, 1.0),
                                (kHeight - 2 * kMargin) / std::max(north - south, 1.0));
  const auto at_x = [&](const Dot& dot) { return kMargin + (dot.east_m - west) * scale; };
  const auto at_y = [&](const Dot& dot) { return kMargin + (north - dot.north_m) * scale; };
  std::vector<const Dot*> order;  // small ones on top
  for (const Dot& dot : map.dots) order.push_back(&dot);
  std::stable_sort(order.begin(), order.end(), [](const Dot* a, const Dot* b) { return a->size > b->size; });

  std::string svg = open_svg(kHeight, map.title);
  for (const Dot* dot : order)
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\" fill-opacity=\"0.75\" stroke=\"#fff\" "
        "stroke-width=\"0.7\"><title>{}</title></circle>\n",
        at_x(*dot), at_y(*dot), 2.5 + std::sqrt(dot->size) * 0.14, colour_of(dot->change), escape(dot->text));
  struct Box {
    double left, right, top;
  };
  std::vector<Box> taken;  // names are written from the largest place down, and left out where another stands
  auto names = map.names;
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.second.size > b.second.size; });
  for (const auto& [name, dot] : names) {
    const double half = 6.5 * static_cast<double>(name.size()), top = at_y(dot) - 8 - std::sqrt(dot.size) * 0.14;
    const double x = std::clamp(at_x(dot), half, kChartWidth - half);
    const Box box{x - half, x + half, top};
    const bool free = std::none_of(taken.begin(), taken.end(), [&](const Box& other) {
      return box.left < other.right && other.left < box.right && std::abs(box.top - other.top) < 22;
    });
    if (!free) continue;
    taken.push_back(box);
    svg +=
        svg_text(x, top, name, "middle",
                 " font-size=\"20\" font-weight=\"600\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"");
  }
  double y = 60;
  for (const auto& [colour, word] :
       {std::pair{kShrinking, map.shrinking}, std::pair{kSteady, map.steady}, std::pair{kGrowing, map.growing}}) {
    svg += fmt::format("<circle cx=\"50\" cy=\"{}\" r=\"9\" fill=\"{}\"/>\n", y, colour);
    svg += svg_text(70, y + 6, word, "start");
    y += 32;
  }
  return svg + "</svg>\n";
}

}  // namespace viz
