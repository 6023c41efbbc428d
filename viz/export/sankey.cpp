#include "viz/export/sankey.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <tuple>

#include "viz/export/svg.h"

namespace viz {
namespace {

constexpr Colour kGrey = rgb(138, 138, 138);
constexpr double kTop = 34, kThickest = 340, kNodeWidth = 12, kLabelHeight = 24;
constexpr std::array<double, 3> kColumn{366, (kChartWidth - kNodeWidth) / 2, kChartWidth - 366 - kNodeWidth};

double size_of(const Sankey& sankey, std::size_t node) {
  return std::max(inflow(sankey, node), outflow(sankey, node));
}

double largest(const Sankey& sankey) {
  double size = 0;
  for (std::size_t node = 0; node != sankey.nodes.size(); ++node) size = std::max(size, size_of(sankey, node));
  return size;
}

/// The end of a band that is in an outer column.
std::size_t outer_end(const Sankey& sankey, const Sankey::Band& band) {
  return sankey.nodes[band.from].column == 0 ? band.from : band.to;
}

struct Box {
  double top = 0, height = 0;
  double taken_in = 0, taken_out = 0;  ///< where the next band begins
};

/// Nodes below one another, each with room for its label; columns about one middle.
std::vector<Box> boxes_of(const Sankey& sankey, double scale, double& height) {
  std::vector<Box> boxes(sankey.nodes.size());
  std::array<double, 3> bottom{};
  for (std::size_t node = 0; node != boxes.size(); ++node) {
    double& at = bottom[sankey.nodes[node].column];
    boxes[node].height = size_of(sankey, node) * scale;
    const double room = std::max(boxes[node].height + 6, kLabelHeight);
    boxes[node].top = at + (room - boxes[node].height) / 2;
    at += room;
  }
  height = *std::ranges::max_element(bottom);
  for (std::size_t node = 0; node != boxes.size(); ++node)
    boxes[node].top += kTop + (height - bottom[sankey.nodes[node].column]) / 2;
  return boxes;
}

std::string band_svg(double x1, double y1, double x2, double y2, double thick, Colour colour,
                     const std::string& text) {
  const double middle = (x1 + x2) / 2;
  return fmt::format(
      "<path d=\"M{0:.1f},{1:.2f} C{4:.1f},{1:.2f} {4:.1f},{3:.2f} {2:.1f},{3:.2f} L{2:.1f},{6:.2f} C{4:.1f},{6:.2f} "
      "{4:.1f},{5:.2f} {0:.1f},{5:.2f} Z\" fill=\"{7}\" fill-opacity=\"0.7\" stroke=\"{7}\" "
      "stroke-width=\"0.5\"><title>{8}</title></path>\n",
      x1, y1, x2, y2, middle, y1 + thick, y2 + thick, hex(colour), escape(text));
}

std::string node_svg(const Sankey& sankey, std::size_t node, const Box& box) {
  const auto& [label, column] = sankey.nodes[node];
  const double x = kColumn[column], middle = box.top + box.height / 2 + 5;
  const std::string figure = sankey.figure(size_of(sankey, node));
  std::string svg = fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.2f}\" width=\"{}\" height=\"{:.2f}\" fill=\"#222\"><title>{}: {}</title></rect>\n",
      x, box.top, kNodeWidth, std::max(box.height, 1.0), escape(label), escape(figure));
  const std::string text = label + "  " + figure, size = " font-size=\"14\"";
  if (column == 0) return svg + svg_text(x - 8, middle, text, "end", size);
  if (column == 2) return svg + svg_text(x + kNodeWidth + 8, middle, text, "start", size);
  return svg + svg_text(x + kNodeWidth / 2, kTop - 14, text, "middle", " font-size=\"16\" font-weight=\"600\"");
}

/// In lines of about equal words; `height` grows by what it takes.
std::string legend_svg(const Sankey& sankey, double& height) {
  std::vector<bool> used(sankey.kinds.size());
  for (const Sankey::Band& band : sankey.bands) used[band.kind] = true;
  std::string svg;
  double x = 24, y = height + 26;
  for (std::size_t kind = 0; kind != sankey.kinds.size(); ++kind) {
    if (!used[kind]) continue;
    const double width = 40 + 8.2 * static_cast<double>(sankey.kinds[kind].name.size());
    if (x + width > kChartWidth) x = 24, y += 24;
    svg += fmt::format("<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"14\" height=\"14\" fill=\"{}\"/>\n", x, y - 12,
                       hex(sankey.kinds[kind].colour));
    svg += svg_text(x + 20, y, sankey.kinds[kind].name, "start", " font-size=\"15\"");
    x += width;
  }
  height = y + 14;
  return svg;
}

}  // namespace

double inflow(const Sankey& sankey, std::size_t node) {
  double sum = 0;
  for (const Sankey::Band& band : sankey.bands) sum += band.to == node ? band.amount : 0;
  return sum;
}

double outflow(const Sankey& sankey, std::size_t node) {
  double sum = 0;
  for (const Sankey::Band& band : sankey.bands) sum += band.from == node ? band.amount : 0;
  return sum;
}

Sankey merged(const Sankey& sankey, double least, const std::string& other) {
  const double limit = least * largest(sankey);
  Sankey result{sankey.title, {}, {}, sankey.kinds, sankey.figure};
  result.kinds.push_back({other, kGrey});
  std::vector<std::size_t> order(sankey.nodes.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return size_of(sankey, a) > size_of(sankey, b); });
  std::vector<std::size_t> joined(sankey.nodes.size());
  std::array<bool, 3> has_other{};
  for (const std::size_t node : order) {
    const bool stays = sankey.nodes[node].column == 1 || size_of(sankey, node) >= limit;
    joined[node] = stays ? result.nodes.size() : static_cast<std::size_t>(-1);
    if (stays) result.nodes.push_back(sankey.nodes[node]);
    has_other[sankey.nodes[node].column] |= !stays && size_of(sankey, node) > 0;
  }
  std::array<std::size_t, 3> others{};
  for (std::size_t column = 0; column != 3; ++column) {
    others[column] = result.nodes.size();
    if (has_other[column]) result.nodes.push_back({other, column});
  }
  for (std::size_t node = 0; node != joined.size(); ++node)
    if (joined[node] == static_cast<std::size_t>(-1)) joined[node] = others[sankey.nodes[node].column];

  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, double> by_kind, bands;
  for (const Sankey::Band& band : sankey.bands)
    if (band.amount > 0) by_kind[{joined[band.from], joined[band.to], band.kind}] += band.amount;
  for (const auto& [key, amount] : by_kind) {
    const auto& [from, to, kind] = key;
    bands[{from, to, amount < limit ? result.kinds.size() - 1 : kind}] += amount;
  }
  for (const auto& [key, amount] : bands)
    result.bands.push_back({std::get<0>(key), std::get<1>(key), amount, std::get<2>(key)});
  return result;
}

std::string to_svg(const Sankey& sankey) {
  const double size = largest(sankey);
  if (!(size > 0)) return "";
  const double scale = kThickest / size;
  double height = 0;
  std::vector<Box> boxes = boxes_of(sankey, scale, height);
  height += kTop;
  const std::string legend = legend_svg(sankey, height);
  std::vector<Sankey::Band> order = sankey.bands;  // in the order of the outer nodes, so that none crosses another
  std::ranges::stable_sort(order, [&](const Sankey::Band& a, const Sankey::Band& b) {
    return std::pair(outer_end(sankey, a), a.kind) < std::pair(outer_end(sankey, b), b.kind);
  });
  std::string svg = open_svg(static_cast<int>(height), sankey.title);
  for (const Sankey::Band& band : order) {
    Box &from = boxes[band.from], &to = boxes[band.to];
    const double thick = band.amount * scale;
    svg +=
        band_svg(kColumn[sankey.nodes[band.from].column] + kNodeWidth, from.top + from.taken_out,
                 kColumn[sankey.nodes[band.to].column], to.top + to.taken_in, thick, sankey.kinds[band.kind].colour,
                 fmt::format("{} → {} ({}): {}", sankey.nodes[band.from].label, sankey.nodes[band.to].label,
                             sankey.kinds[band.kind].name, sankey.figure(band.amount)));
    from.taken_out += thick;
    to.taken_in += thick;
  }
  for (std::size_t node = 0; node != boxes.size(); ++node) svg += node_svg(sankey, node, boxes[node]);
  return svg + legend + "</svg>\n";
}

}  // namespace viz
