#pragma once
#include <span>
#include <string>
#include <vector>

#include "viz/core/canvas.h"

namespace viz {

/// An amount that goes from one position to another; both are indices.
struct PlacedFlow {
  std::size_t from = 0, to = 0;
  double amount = 0;
  std::string label;
};

/// A flow as it is drawn: a curve that leaves the straight way to its left, so that what goes there and what comes
/// back lie side by side.
struct FlowBand {
  std::vector<Point> points;  ///< along its middle, from where it comes to where it goes
  double width = 0;           ///< where it begins; proportional to the amount
  double amount = 0;
  std::string label;
  std::size_t from = 0, to = 0;
};

struct BandOptions {
  std::size_t most = 40;      ///< only so many, the largest
  double largest_width = 28;  ///< of the largest flow, in the unit of positions
  double bend = 0.16;         ///< how far the middle is from the straight way, as a share of that
  std::size_t segments = 24;
};

/// The bands of the largest flows, largest first, so that small ones are drawn over them. Flows without an amount,
/// and between equal positions, have none. Requires: from and to of each flow are indices of `positions`
std::vector<FlowBand> flow_bands(std::span<const PlacedFlow> flows, std::span<const Point> positions,
                                 const BandOptions& options);

/// The edge of a band, once round: it is widest where it begins and runs out to a point, which shows its direction
/// better than an arrow does (Holten and van Wijk, 2009).
std::vector<Point> outline(const FlowBand& band);

}  // namespace viz
