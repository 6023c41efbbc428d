#pragma once
#include <cstdint>
#include <filesystem>

#include "models/county/county.h"

namespace rurban::coverage {

/// A package's two rasters of elevation, made from a finer source.
struct ImportedElevation {
  twin::Grid mean_m, max_m;
};

/// Reads a GeoTIFF of elevations in metres, in any projection, and brings it onto the package's extent in SWEREF 99
/// TM, in cells of `cell_m`. A cell's highest is that of its four quarters' means, as the package's is at 1 km.
/// Where the source has nothing, at sea and beyond the county, the package's own 1 km elevations stay.
/// Throws twin::InputError with one sentence: when the file is no GeoTIFF, has no projection, several bands or
/// another unit, lies elsewhere, has holes on the county's land or heights that the county can't have; twin::IoError
/// when it is not there.
/// Requires: cell_m is one of kElevationCells
ImportedElevation read_geotiff(const std::filesystem::path& file, const Terrain& package, std::int32_t cell_m);

inline constexpr std::int32_t kElevationCells[] = {100, 200, 500, 1000};

}  // namespace rurban::coverage
