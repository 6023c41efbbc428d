#pragma once
// What readers by way of GDAL share.
#include <cpl_error.h>
#include <gdal.h>

#include <memory>

namespace rurban::gdal {

struct Close {
  void operator()(void* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<void, Close>;

/// GDAL's own words go into our sentences, not to the terminal.
class Quiet {
 public:
  Quiet() {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
  }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

}  // namespace rurban::gdal
