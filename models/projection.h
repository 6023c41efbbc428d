#pragma once
#include <functional>
#include <utility>

namespace rurban {

/// From a position in degrees (WGS 84) to metres in the county's plane.
using Projection = std::function<std::pair<double, double>(double latitude, double longitude)>;
/// SWEREF 99 TM, by PROJ. Throws std::runtime_error when PROJ does not know it.
Projection sweref99_tm();

}  // namespace rurban
