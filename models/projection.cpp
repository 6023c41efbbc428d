#include "models/projection.h"

#include <proj.h>

#include <memory>
#include <stdexcept>

namespace rurban {

Projection sweref99_tm() {
  struct Destroy {
    void operator()(PJ* transformation) const { proj_destroy(transformation); }
  };
  PJ* found = proj_create_crs_to_crs(nullptr, "EPSG:4326", "EPSG:3006", nullptr);
  if (found == nullptr) throw std::runtime_error("PROJ knows no way from WGS 84 to SWEREF 99 TM");
  const std::shared_ptr<PJ> transformation(found, Destroy{});
  return [transformation](double latitude, double longitude) {
    const PJ_COORD metres = proj_trans(transformation.get(), PJ_FWD, proj_coord(latitude, longitude, 0, 0));
    return std::pair{metres.xy.y, metres.xy.x};  // EPSG:3006 gives northing first
  };
}

}  // namespace rurban
