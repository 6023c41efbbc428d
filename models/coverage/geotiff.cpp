#include "models/coverage/geotiff.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <gdalwarper.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/gdal.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace rurban::coverage {
namespace {

using twin::Grid;
using twin::Text;

// Kebnekaise, the highest, is 2,099 m (scenarios/norrbotten/README.md, known gaps); 2,200 leaves room for another
// datum. Nothing lies below the sea but mines: assumption, -50 m as in the package (models/county/tables.cpp).
constexpr double kLeastM = -50, kMostM = 2200;
constexpr float kNothing = -32'768;
constexpr int kSea = 0;  // land cover
constexpr std::int32_t kStripRows = 50;

using gdal::Dataset;

[[noreturn]] void refuse(const std::filesystem::path& file, Text message, Text hint = {}) {
  std::vector<twin::Fault> faults(1);
  faults[0].where.file = file.string();
  faults[0].message = std::move(message);
  faults[0].hint = std::move(hint);
  throw twin::InputError(std::move(faults));
}

class GeoTiff {
 public:
  GeoTiff(std::filesystem::path file, const Grid& extent) : file_(std::move(file)), extent_(extent) {
    open();
    check_projection();
    check_band();
    check_place();
  }

  /// The means of squares of `side_m` along rows [first, first + rows) of squares over the whole width; kNothing
  /// where the source has none.
  std::vector<float> squares(std::int32_t side_m, std::int32_t first, std::int32_t rows) const {
    const std::int32_t columns = extent_.columns * extent_.cell_m / side_m,
                       north = extent_.south_m + extent_.rows * extent_.cell_m - first * side_m;
    const std::vector<std::string> words{
        "-of", "MEM", "-ot", "Float32", "-t_srs", "EPSG:3006", "-et", "0", "-dstnodata", fmt::format("{}", kNothing),
        // Averages where the source is finer than the squares, else between its cells.
        "-r", source_cell_m_ < side_m ? "average" : "bilinear",  //
        "-te", fmt::format("{}", extent_.west_m), fmt::format("{}", north - rows * side_m),
        fmt::format("{}", extent_.west_m + columns * side_m), fmt::format("{}", north),  //
        "-ts", fmt::format("{}", columns), fmt::format("{}", rows)};
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // GDAL only reads
    arguments.push_back(nullptr);
    const std::unique_ptr<GDALWarpAppOptions, decltype(&GDALWarpAppOptionsFree)> options(
        GDALWarpAppOptionsNew(arguments.data(), nullptr), &GDALWarpAppOptionsFree);
    GDALDatasetH source = dataset_.get();
    const Dataset warped(GDALWarp("", nullptr, 1, &source, options.get(), nullptr));
    std::vector<float> means(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    if (!warped || GDALRasterIO(GDALGetRasterBand(warped.get(), 1), GF_Read, 0, 0, columns, rows, means.data(),
                                columns, rows, GDT_Float32, 0, 0) != CE_None)
      unreadable();
    for (float& mean : means)
      if (mean != kNothing) mean = static_cast<float>(scale_ * static_cast<double>(mean) + offset_);
    return means;
  }

 private:
  void open() {
    // Asked first, since GDAL has one sentence for a file that is missing and for one of another kind.
    twin::InputFile present(file_);
    const char* const drivers[] = {"GTiff", nullptr};
    dataset_.reset(GDALOpenEx(file_.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, nullptr, nullptr));
    if (!dataset_)
      refuse(file_, {"filen är ingen GeoTIFF", "the file is no GeoTIFF"},
             {"ett raster med höjder i meter över havet", "a raster of elevations in metres above the sea"});
  }

  void check_projection() {
    double transform[6];
    if (GDALGetSpatialRef(dataset_.get()) == nullptr || GDALGetGeoTransform(dataset_.get(), transform) != CE_None)
      refuse(file_,
             {"rastret säger inte var det ligger: projektion saknas",
              "the raster does not say where it lies: it has no projection"},
             {"till exempel gdal_translate -a_srs EPSG:3006", "for example gdal_translate -a_srs EPSG:3006"});
  }

  void check_band() {
    const int bands = GDALGetRasterCount(dataset_.get());
    if (bands != 1)
      refuse(file_, {fmt::format("rastret har {} band, höjder är ett", bands),
                     fmt::format("the raster has {} bands, elevations are one", bands)});
    GDALRasterBandH band = GDALGetRasterBand(dataset_.get(), 1);
    const std::string unit = GDALGetRasterUnitType(band);
    const auto known = {"", "m", "metre", "meter", "metres", "meters"};
    if (std::find(known.begin(), known.end(), unit) == known.end())
      refuse(file_, {fmt::format("rastrets enhet är «{}»", unit), fmt::format("the raster's unit is '{}'", unit)},
             {"höjder i meter", "elevations in metres"});
    scale_ = GDALGetRasterScale(band, nullptr);
    offset_ = GDALGetRasterOffset(band, nullptr);
  }

  /// Where the raster lies in SWEREF 99 TM, and how large its cells are there.
  void check_place() {
    std::array<char*, 2> options{const_cast<char*>("DST_SRS=EPSG:3006"), nullptr};
    const std::unique_ptr<void, decltype(&GDALDestroyGenImgProjTransformer)> transformer(
        GDALCreateGenImgProjTransformer2(dataset_.get(), nullptr, options.data()), &GDALDestroyGenImgProjTransformer);
    double transform[6], box[4];  // box: west, south, east, north
    int columns = 0, rows = 0;
    if (!transformer || GDALSuggestedWarpOutput2(dataset_.get(), GDALGenImgProjTransform, transformer.get(),
                                                 transform, &columns, &rows, box, 0) != CE_None)
      refuse(file_, {"rastret går inte att lägga i SWEREF 99 TM", "the raster can't be put into SWEREF 99 TM"},
             where_hint());
    source_cell_m_ = transform[1];
    const double east_m = extent_.west_m + extent_.columns * extent_.cell_m,
                 north_m = extent_.south_m + extent_.rows * extent_.cell_m;
    if (box[0] < east_m && box[2] > extent_.west_m && box[1] < north_m && box[3] > extent_.south_m) return;
    refuse(
        file_,
        {fmt::format("rastret ligger inte i länet utan på öst {:.0f} till {:.0f}, nord {:.0f} till {:.0f} m", box[0],
                     box[2], box[1], box[3]),
         fmt::format("the raster does not lie in the county but at east {:.0f} to {:.0f}, north {:.0f} to {:.0f} m",
                     box[0], box[2], box[1], box[3])},
        where_hint());
  }

  Text where_hint() const {
    return {fmt::format("länets ruta i SWEREF 99 TM: öst {} till {}, nord {} till {} m", extent_.west_m,
                        extent_.west_m + extent_.columns * extent_.cell_m, extent_.south_m,
                        extent_.south_m + extent_.rows * extent_.cell_m),
            fmt::format("the county's box in SWEREF 99 TM: east {} to {}, north {} to {} m", extent_.west_m,
                        extent_.west_m + extent_.columns * extent_.cell_m, extent_.south_m,
                        extent_.south_m + extent_.rows * extent_.cell_m)};
  }

  [[noreturn]] void unreadable() const {
    const std::string reason = CPLGetLastErrorMsg();
    throw twin::refusal(file_, {reason, reason});
  }

  std::filesystem::path file_;
  const Grid& extent_;
  Dataset dataset_;
  double source_cell_m_ = 0, scale_ = 1, offset_ = 0;
};

/// Cells made of 2 x 2 squares, strip by strip.
class Importer {
 public:
  Importer(const std::filesystem::path& file, const Terrain& package, std::int32_t cell_m)
      : file_(file), package_(package), cell_m_(cell_m), source_(file, package.elevation_mean_m) {
    const Grid& extent = package.elevation_mean_m;
    for (Grid* grid : {&result_.mean_m, &result_.max_m}) {
      grid->columns = extent.columns * extent.cell_m / cell_m;
      grid->rows = extent.rows * extent.cell_m / cell_m;
      grid->west_m = extent.west_m;
      grid->south_m = extent.south_m;
      grid->cell_m = cell_m;
      grid->cells.reserve(static_cast<std::size_t>(grid->columns) * static_cast<std::size_t>(grid->rows));
    }
  }

  ImportedElevation read() {
    for (std::int32_t row = 0; row < result_.mean_m.rows; row += kStripRows)
      read_strip(row, std::min(kStripRows, result_.mean_m.rows - row));
    if (holes_ != 0)
      refuse(file_,
             {fmt::format("rastret saknar höjd för {} rutor av länets land, den första på öst {}, nord {} m", holes_,
                          first_hole_->first, first_hole_->second),
              fmt::format(
                  "the raster has no elevation for {} cells of the county's land, the first at east {}, north {} m",
                  holes_, first_hole_->first, first_hole_->second)},
             {"ett raster som täcker hela länet", "a raster that covers the whole county"});
    return std::move(result_);
  }

 private:
  void read_strip(std::int32_t first, std::int32_t rows) {
    const std::vector<float> squares = source_.squares(cell_m_ / 2, 2 * first, 2 * rows);
    const auto width = static_cast<std::size_t>(2 * result_.mean_m.columns);
    for (std::int32_t row = 0; row != rows; ++row)
      for (std::int32_t column = 0; column != result_.mean_m.columns; ++column) {
        const float* const north =
            squares.data() + static_cast<std::size_t>(2 * row) * width + 2 * static_cast<std::size_t>(column);
        add_cell({north[0], north[1], north[width], north[width + 1]}, column, first + row);
      }
  }

  void add_cell(const std::array<float, 4>& squares, std::int32_t column, std::int32_t row) {
    double sum = 0, most = kNothing;
    int known = 0;
    for (const float square : squares) {
      if (square == kNothing) continue;
      check_height(square, column, row);
      sum += static_cast<double>(square);
      most = std::max(most, static_cast<double>(square));
      ++known;
    }
    const std::size_t cell = package_cell(column, row);
    if (known == 4) return put(std::lround(sum / 4), std::lround(most));
    if (package_.municipality.cells[cell] > 0 && package_.land_cover.cells[cell] != kSea) {
      if (holes_++ == 0) first_hole_ = centre(column, row);
    }
    put(package_.elevation_mean_m.cells[cell], package_.elevation_max_m.cells[cell]);
  }

  void put(long mean, long most) {
    result_.mean_m.cells.push_back(static_cast<std::int16_t>(mean));
    result_.max_m.cells.push_back(static_cast<std::int16_t>(most));
  }

  void check_height(float height, std::int32_t column, std::int32_t row) const {
    if (height >= kLeastM && height <= kMostM) return;
    const auto [east, north] = centre(column, row);
    refuse(file_,
           {fmt::format("höjden {:.0f} m på öst {}, nord {} m ligger utanför {:.0f} till {:.0f} m", height, east,
                        north, kLeastM, kMostM),
            fmt::format("the elevation {:.0f} m at east {}, north {} m is outside {:.0f} to {:.0f} m", height, east,
                        north, kLeastM, kMostM)},
           {"höjder i meter över havet; länets högsta är Kebnekaise, 2 099 m",
            "metres above the sea; the county's highest is Kebnekaise, 2,099 m"});
  }

  std::pair<std::int32_t, std::int32_t> centre(std::int32_t column, std::int32_t row) const {
    const Grid& grid = result_.mean_m;
    return {grid.west_m + column * cell_m_ + cell_m_ / 2, grid.south_m + (grid.rows - row) * cell_m_ - cell_m_ / 2};
  }
  std::size_t package_cell(std::int32_t column, std::int32_t row) const {
    const Grid& grid = package_.elevation_mean_m;
    const std::int32_t x = column * cell_m_ / grid.cell_m, y = row * cell_m_ / grid.cell_m;
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.columns) + static_cast<std::size_t>(x);
  }

  std::filesystem::path file_;
  const Terrain& package_;
  std::int32_t cell_m_;
  GeoTiff source_;
  ImportedElevation result_;
  std::int64_t holes_ = 0;
  std::optional<std::pair<std::int32_t, std::int32_t>> first_hole_;
};

}  // namespace

ImportedElevation read_geotiff(const std::filesystem::path& file, const Terrain& package, std::int32_t cell_m) {
  const gdal::Quiet quiet;
  return Importer(file, package, cell_m).read();
}

}  // namespace rurban::coverage
