#pragma once
#include <functional>
#include <string>
#include <vector>

#include "viz/core/image.h"

namespace viz {

/// What goes where, as bands between nodes that stand in columns; a band is as thick as its amount.
struct Sankey {
  struct Node {
    std::string label;
    std::size_t column = 0;  ///< 0 left, 1 middle, 2 right
  };
  struct Band {
    std::size_t from = 0, to = 0;  ///< indices of `nodes`
    double amount = 0;
    std::size_t kind = 0;  ///< index of `kinds`
  };

  /// What bands are told apart by.
  struct Kind {
    std::string name;
    Colour colour = 0;
  };

  std::string title;                          ///< read aloud by screen readers
  std::vector<Node> nodes;                    ///< from the top of their columns
  std::vector<Band> bands;                    ///< each to the next column
  std::vector<Kind> kinds;                    ///< the legend
  std::function<std::string(double)> figure;  ///< an amount as it is written
};

/// What comes into a node, and what goes out of it.
double inflow(const Sankey& sankey, std::size_t node);
double outflow(const Sankey& sankey, std::size_t node);

/// Readable: in the outer columns a node under `least` of the largest node's amount joins one called `other` at the
/// bottom, and bands of a node under that join to one grey kind, which is added as `other`. Amounts are kept.
/// Nodes stand largest first. Requires: three columns
Sankey merged(const Sankey& sankey, double least, const std::string& other);

/// Nothing for no bands.
std::string to_svg(const Sankey& sankey);

}  // namespace viz
