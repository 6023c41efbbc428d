#include "viz/core/flow_bands.h"

#include <algorithm>
#include <cmath>

namespace viz {
namespace {

/// On the quadratic curve from a over the control point c to b.
Point along(Point a, Point c, Point b, double t) {
  const double u = 1 - t;
  return {u * u * a.x + 2 * u * t * c.x + t * t * b.x, u * u * a.y + 2 * u * t * c.y + t * t * b.y};
}

}  // namespace

std::vector<FlowBand> flow_bands(std::span<const PlacedFlow> flows, std::span<const Point> positions,
                                 const BandOptions& options) {
  std::vector<FlowBand> bands;
  for (const PlacedFlow& flow : flows) {
    const Point a = positions[flow.from], b = positions[flow.to];
    const double dx = b.x - a.x, dy = b.y - a.y;
    if (!(flow.amount > 0) || (dx == 0 && dy == 0)) continue;
    FlowBand& band = bands.emplace_back(FlowBand{{}, 0, flow.amount, flow.label, flow.from, flow.to});
    // The control point is twice as far out as the curve's middle.
    const Point control{(a.x + b.x) / 2 + 2 * options.bend * dy, (a.y + b.y) / 2 - 2 * options.bend * dx};
    for (std::size_t i = 0; i <= options.segments; ++i)
      band.points.push_back(along(a, control, b, static_cast<double>(i) / static_cast<double>(options.segments)));
  }
  std::ranges::stable_sort(bands, std::greater{}, &FlowBand::amount);
  if (bands.size() > options.most) bands.resize(options.most);
  for (FlowBand& band : bands) band.width = options.largest_width * band.amount / bands.front().amount;
  return bands;
}

std::vector<Point> outline(const FlowBand& band) {
  std::vector<Point> edge, back;
  const std::size_t last = band.points.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const Point before = band.points[i == 0 ? 0 : i - 1], after = band.points[std::min(i + 1, last)];
    const double dx = after.x - before.x, dy = after.y - before.y, length = std::max(std::hypot(dx, dy), 1e-9);
    const double half = band.width / 2 * (1 - static_cast<double>(i) / static_cast<double>(last));
    const Point at = band.points[i];
    edge.push_back({at.x + dy / length * half, at.y - dx / length * half});
    back.push_back({at.x - dy / length * half, at.y + dx / length * half});
  }
  edge.insert(edge.end(), back.rbegin(), back.rend());
  return edge;
}

}  // namespace viz
