#include "models/county_import/census_cells.h"
#include "models/county_import/source_file.h"
#include "twin/base/error.h"

namespace rurban {

std::vector<CensusCell> read_census_grid(const std::filesystem::path& file) {
  if (file.extension() != ".gpkg") return read_census_cells(open_source(file), laea_to_sweref99_tm());
#ifdef RURBAN_GDAL
  return read_census_geopackage(file, laea_to_sweref99_tm());
#else
  throw twin::InputError({{{file.string()},
                           {"det här programmet är byggt utan GDAL och läser ingen GeoPackage",
                            "this program is built without GDAL and reads no GeoPackage"},
                           "",
                           {"bygg med -DRURBAN_GDAL=ON", "build with -DRURBAN_GDAL=ON"}}});
#endif
}

}  // namespace rurban
