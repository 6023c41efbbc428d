#pragma once
#include <functional>
#include <string>
#include <vector>

#include "viz/core/flow_bands.h"
#include "viz/export/accounts.h"

namespace viz {

/// What goes between parts of a county, and between them and the world, as tapering bands over a map of its places.
struct FlowMap {
  struct End {
    std::string name;
    Position at;                 ///< of ends inside
    bool outside = false;        ///< stands at the margin instead
    double east = 0, north = 0;  ///< at which one, each from -1 to 1
  };
  std::string title;
  std::vector<Position> places;  ///< faint dots: the land
  std::vector<End> ends;
  std::vector<PlacedFlow> flows;                ///< between ends
  std::size_t most = 40;                        ///< only so many, the largest
  std::function<std::string(double)> figure;    ///< an amount as it is written
  std::string into, out_of, within, direction;  ///< words of the legend
};

/// Nothing for no flows or no places.
std::string to_svg(const FlowMap& map);

}  // namespace viz
