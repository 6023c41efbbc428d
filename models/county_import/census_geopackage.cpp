#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "models/county_import/census_cells.h"
#include "models/county_import/census_columns.h"
#include "models/gdal.h"
#include "twin/base/error.h"
#include "twin/io/fault_log.h"
#include "twin/io/file.h"

namespace rurban {
namespace {

struct Destroy {
  void operator()(void* feature) const { OGR_F_Destroy(static_cast<OGRFeatureH>(feature)); }
};

[[noreturn]] void refuse(const std::filesystem::path& file, twin::Text message) {
  std::vector<twin::Fault> faults(1);
  faults[0].where.file = file.string();
  faults[0].message = std::move(message);
  faults[0].hint = {"Eurostats lager med GRD_ID, T, M, F, Y_LT15, Y_1564, Y_GE65, EMP, NAT, EU_OTH, OTH",
                    "Eurostat's layer with GRD_ID, T, M, F, Y_LT15, Y_1564, Y_GE65, EMP, NAT, EU_OTH, OTH"};
  throw twin::InputError(std::move(faults));
}

}  // namespace

std::vector<CensusCell> read_census_geopackage(const std::filesystem::path& file, const PlaneChange& project) {
  const twin::InputFile present(file);  // GDAL has one sentence for a file that is missing and one of another kind
  const gdal::Quiet quiet;
  const char* const drivers[] = {"GPKG", nullptr};
  const gdal::Dataset dataset(GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, nullptr, nullptr));
  if (!dataset) refuse(file, {"filen är ingen GeoPackage", "the file is no GeoPackage"});
  const int layers = GDALDatasetGetLayerCount(dataset.get());
  OGRLayerH layer = layers == 1 ? GDALDatasetGetLayer(dataset.get(), 0) : nullptr;
  if (layer == nullptr)
    refuse(file, {fmt::format("filen har {} lager, rutnätet är ett", layers),
                  fmt::format("the file has {} layers, the grid is one", layers)});
  OGRFeatureDefnH fields = OGR_L_GetLayerDefn(layer);
  const auto field = [&](std::string_view name) {
    const int index = OGR_FD_GetFieldIndex(fields, std::string(name).c_str());
    if (index < 0)
      refuse(file, {fmt::format("kolumnen «{}» saknas", name), fmt::format("column '{}' is missing", name)});
    return index;
  };
  const int id = field("GRD_ID");
  std::array<int, kCensusCounts.size()> counts;
  for (std::size_t i = 0; i != counts.size(); ++i) counts[i] = field(kCensusCounts[i].eurostat);

  std::vector<CensusCell> cells;
  twin::FaultLog faults;
  OGR_L_ResetReading(layer);
  for (;;) {
    const std::unique_ptr<void, Destroy> row(OGR_L_GetNextFeature(layer));
    if (!row) break;
    const auto feature = static_cast<OGRFeatureH>(row.get());
    const std::string name = OGR_F_GetFieldAsString(feature, id);
    const auto corner = corner_of(name);
    if (!corner) {
      faults.add({{file.string()},
                  {fmt::format("rad {}: GRD_ID «{}» är ingen kilometerruta", OGR_F_GetFID(feature), name),
                   fmt::format("row {}: GRD_ID '{}' is no cell of 1 km", OGR_F_GetFID(feature), name)},
                  "",
                  {"som CRS3035RES1000mN4707000E4765000", "as CRS3035RES1000mN4707000E4765000"}});
      continue;
    }
    CensusCell cell;
    for (std::size_t i = 0; i != counts.size(); ++i)
      kCensusCounts[i].of(cell) = std::max(0.0, OGR_F_GetFieldAsDouble(feature, counts[i]));
    if (cell.residents <= 0) continue;
    std::tie(cell.east_m, cell.north_m) = project(corner->east_m + kCellM / 2, corner->north_m + kCellM / 2);
    cells.push_back(cell);
  }
  faults.throw_if_any();
  return cells;
}

}  // namespace rurban
