#pragma once
#include <cstdint>
#include <optional>

#include "twin/geo/grid.h"
#include "twin/io/fault_log.h"
#include "twin/io/file.h"
#include "twin/io/text_file.h"

namespace twin {

/// The values a raster may hold.
struct GridRange {
  std::int16_t least = 0, most = 0;
};

/// Reads an ESRI ASCII grid of whole numbers: one line each for `ncols`, `nrows`, `xllcorner`, `yllcorner` and
/// `cellsize`, then a line per row, north to south. Nothing, and every fault, when it is not that; a value that
/// stands for "no data" is not supported.
std::optional<Grid> parse_ascii_grid(const TextFile& file, GridRange range, FaultLog& faults);

/// Writes such a raster.
void write_ascii_grid(const Grid& grid, OutputFile& file);

}  // namespace twin
