#include "models/projection.h"

#include <proj.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace rurban {

namespace {

using Transformation = std::shared_ptr<PJ>;

Transformation transformation(const char* from, const char* to) {
  PJ* found = proj_create_crs_to_crs(nullptr, from, to, nullptr);
  if (found == nullptr) throw std::runtime_error(std::string("PROJ knows no way from ") + from + " to " + to);
  return {found, [](PJ* made) { proj_destroy(made); }};
}

}  // namespace

Projection sweref99_tm() {
  return [way = transformation("EPSG:4326", "EPSG:3006")](double latitude, double longitude) {
    const PJ_COORD metres = proj_trans(way.get(), PJ_FWD, proj_coord(latitude, longitude, 0, 0));
    return std::pair{metres.xy.y, metres.xy.x};  // EPSG:3006 gives northing first
  };
}

PlaneToDegrees degrees_of_sweref99_tm() {
  return [way = transformation("EPSG:4326", "EPSG:3006")](double east_m, double north_m) {
    const PJ_COORD degrees = proj_trans(way.get(), PJ_INV, proj_coord(north_m, east_m, 0, 0));
    return std::pair{degrees.xy.x, degrees.xy.y};  // EPSG:4326 gives latitude first
  };
}

PlaneChange laea_to_sweref99_tm() {
  return [way = transformation("EPSG:3035", "EPSG:3006")](double east_m, double north_m) {
    const PJ_COORD metres = proj_trans(way.get(), PJ_FWD, proj_coord(north_m, east_m, 0, 0));
    return std::pair{metres.xy.y, metres.xy.x};  // both have northing first
  };
}

}  // namespace rurban
