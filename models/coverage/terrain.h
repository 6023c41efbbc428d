#pragma once
#include <cstdint>

#include "models/county/county.h"
#include "models/radio/sweep.h"

namespace rurban::coverage {

// The ground that radio waves see, made from a package's 1 km rasters: what planners see of it, and a finer truth
// that agrees with it and that they don't see.

/// Side of a cell of the hidden truth. The package's highest elevation in a cell is that of its highest square of
/// kSquareM, for that is what its source resolves (scenarios/norrbotten/README.md, known gaps).
inline constexpr std::int32_t kTruthCellM = 100, kSquareM = 500;

/// Height of trees above ground by land cover class 0 to 9 (see scenarios/norrbotten/README.md), for the profiles of
/// ITU-R P.1812. Assumption: 10-15 m in dense forest, 5-10 m in sparse forest; 0 elsewhere.
std::uint8_t tree_height_m(std::int16_t land_cover);

/// The package's mean elevations as they are, with the trees of each cell's land cover.
radio::Surface coarse_surface(const Terrain& terrain);

/// Cells of the package's raster, row 0 the northernmost.
struct CellWindow {
  std::int32_t column = 0, row = 0, columns = 0, rows = 0;
};
CellWindow whole(const Terrain& terrain);

/// A ground in cells of 100 m that the package's rasters could be of. In each of their cells
///  * the mean is the package's (to 0.2 m), and the highest square of 500 m is as high as the package's highest
///    (to 0.5 m; lower where no ground above the sea could reach it with that mean);
///  * the ground is flat where mean and highest are equal, as at sea; lakes that slope in the package bear no detail;
///  * elsewhere it is continuous over all borders; slopes follow the neighbours' means, and detail is drawn so that
///    root mean square differences of height grow with the distance to the power of 0.7 to 0.8 from 100 m to 1.6 km
///    (0.6 to 0.8 from 1 to 2 km in the county's 500 m raster; below that its source is smoothed).
/// A single cell of 100 m may stand above the package's highest: that one is a mean over 500 m, as its source is.
/// Where a part of a forest's cell is inland water, its lowest ground bears no trees.
/// A pure function of the package, the seed and the place: the same bytes in any window and with any count of
/// threads. Requires: cells of 1,000 m, and the window lies in the raster
radio::Surface hidden_truth(const Terrain& terrain, std::uint64_t seed, CellWindow window);
radio::Surface hidden_truth(const Terrain& terrain, std::uint64_t seed);

}  // namespace rurban::coverage
