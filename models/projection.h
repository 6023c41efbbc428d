#pragma once
#include <functional>
#include <utility>

namespace rurban {

/// From a position in degrees (WGS 84) to metres in the county's plane.
using Projection = std::function<std::pair<double, double>(double latitude, double longitude)>;
/// SWEREF 99 TM, by PROJ. Throws std::runtime_error when PROJ does not know it.
Projection sweref99_tm();

/// From metres in the county's plane, east first, to latitude and longitude in degrees (WGS 84).
using PlaneToDegrees = std::function<std::pair<double, double>(double east_m, double north_m)>;
/// The other way than sweref99_tm(). Throws as it does.
PlaneToDegrees degrees_of_sweref99_tm();

/// From metres in one plane to metres in another, east first.
using PlaneChange = std::function<std::pair<double, double>(double east_m, double north_m)>;
/// From the plane of the European 1 km grid (ETRS89-LAEA, EPSG:3035) to SWEREF 99 TM. Throws as sweref99_tm().
PlaneChange laea_to_sweref99_tm();

}  // namespace rurban
