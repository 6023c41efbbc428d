#pragma once
#include <filesystem>

#include "models/county/county.h"

namespace tools {

/// Writes what a map program reads: each place as a point (RFC 7946: WGS 84, longitude first) with its name,
/// municipality and number, and of each series by place the mean over all runs at its last date, with the bounds of
/// 80 % of them (`…_low_10`, `…_high_90`). Throws IoError, also when the results have no series by place.
void write_geojson(const std::filesystem::path& results, const rurban::County& county,
                   const std::filesystem::path& file);

}  // namespace tools
