#include "viz/export/flow_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "viz/core/palette.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

constexpr int kHeight = 900;
constexpr double kMarginX = 150, kMarginY = 110;  // where the outside stands
enum Kind : std::size_t { kInto, kOutOf, kWithin };
constexpr std::array<std::size_t, 3> kCategory{0, 1, 2};  // blue, vermilion, green

/// From the plane to the picture, north up.
class Frame {
 public:
  explicit Frame(const std::vector<Position>& places) {
    for (const Position& place : places) {
      west_ = std::min(west_, place.east_m);
      east_ = std::max(east_, place.east_m);
      south_ = std::min(south_, place.north_m);
      north_ = std::max(north_, place.north_m);
    }
    scale_ = std::min((kChartWidth - 2 * kMarginX) / std::max(east_ - west_, 1.0),
                      (kHeight - 2 * kMarginY) / std::max(north_ - south_, 1.0));
  }
  Point at(const Position& position) const {
    return {kChartWidth / 2.0 + (position.east_m - (west_ + east_) / 2) * scale_,
            kHeight / 2.0 - (position.north_m - (south_ + north_) / 2) * scale_};
  }
  static Point margin(const FlowMap::End& end) {
    return {kChartWidth / 2.0 + end.east * (kChartWidth / 2.0 - 70),
            kHeight / 2.0 - end.north * (kHeight / 2.0 - 34)};
  }

 private:
  double west_ = INFINITY, east_ = -INFINITY, south_ = INFINITY, north_ = -INFINITY, scale_ = 1;
};

Kind kind_of(const FlowMap& map, const FlowBand& band) {
  return map.ends[band.from].outside ? kInto : map.ends[band.to].outside ? kOutOf : kWithin;
}

std::string band_svg(const FlowBand& band, Kind kind, const std::string& text) {
  std::string svg =
      fmt::format("<polygon fill=\"{0}\" fill-opacity=\"0.65\" stroke=\"{0}\" stroke-width=\"0.6\" points=\"",
                  hex(category(kCategory[kind])));
  for (const Point& point : outline(band)) svg += fmt::format("{:.1f},{:.1f} ", point.x, point.y);
  return svg + fmt::format("\"><title>{}</title></polygon>\n", escape(text));
}

/// A band as wide as the largest, and one of a third, with their amounts; then the colours.
std::string legend_svg(const FlowMap& map, const std::vector<FlowBand>& bands) {
  std::array<bool, 3> used{};
  for (const FlowBand& band : bands) used[kind_of(map, band)] = true;
  std::string svg = svg_text(20, 26, map.direction, "start", " font-size=\"15\"");
  double y = 56;
  for (const double share : {1.0, 1.0 / 3}) {
    FlowBand sample{{{20, y}, {50, y}, {80, y}}, bands.front().width * share, 0, "", 0, 0};
    const double amount = bands.front().amount * share;
    svg += fmt::format("<polygon fill=\"#666\" points=\"");
    for (const Point& point : outline(sample)) svg += fmt::format("{:.1f},{:.1f} ", point.x, point.y);
    svg += "\"/>\n" + svg_text(92, y + 5, map.figure(amount), "start", " font-size=\"15\"");
    y += 32;
  }
  for (const auto& [kind, word] : {std::pair{kInto, map.into}, {kOutOf, map.out_of}, {kWithin, map.within}}) {
    if (!used[kind]) continue;
    svg += fmt::format("<rect x=\"20\" y=\"{:.0f}\" width=\"14\" height=\"14\" fill=\"{}\"/>\n", y - 12,
                       hex(category(kCategory[kind])));
    svg += svg_text(42, y, word, "start", " font-size=\"15\"");
    y += 24;
  }
  return svg;
}

std::string name_svg(const FlowMap::End& end, Point at) {
  const double half = 4.6 * static_cast<double>(end.name.size());
  const char* style =
      " font-size=\"16\" font-weight=\"600\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"";
  const std::string dot = fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"{}\"/>\n", at.x, at.y,
                                      end.outside ? 6 : 4, end.outside ? "#222" : "#555");
  return dot + svg_text(std::clamp(at.x, half, kChartWidth - half), at.y + (end.outside && at.y < 60 ? 24 : -10),
                        end.name, "middle", style);
}

}  // namespace

std::string to_svg(const FlowMap& map) {
  if (map.places.empty()) return "";
  const Frame frame(map.places);
  std::vector<Point> positions;
  for (const FlowMap::End& end : map.ends) positions.push_back(end.outside ? Frame::margin(end) : frame.at(end.at));
  BandOptions options;
  options.most = map.most;
  const std::vector<FlowBand> bands = flow_bands(map.flows, positions, options);
  if (bands.empty()) return "";
  std::string svg = open_svg(kHeight, map.title);
  for (const Position& place : map.places) {
    const Point at = frame.at(place);
    svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\" fill=\"#ccc\"/>\n", at.x, at.y);
  }
  std::vector<bool> named(map.ends.size());
  for (const FlowBand& band : bands) {
    named[band.from] = named[band.to] = true;
    svg += band_svg(
        band, kind_of(map, band),
        fmt::format("{} → {}: {}", map.ends[band.from].name, map.ends[band.to].name, map.figure(band.amount)));
  }
  for (std::size_t end = 0; end != map.ends.size(); ++end)
    if (named[end]) svg += name_svg(map.ends[end], positions[end]);
  return svg + legend_svg(map, bands) + "</svg>\n";
}

}  // namespace viz
