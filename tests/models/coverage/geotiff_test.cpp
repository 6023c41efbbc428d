#include "models/coverage/geotiff.h"

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>

#include "models/coverage/terrain.h"
#include "support/temp_dir.h"
#include "twin/base/error.h"
#include "twin/io/ascii_grid.h"

namespace rurban::coverage {
namespace {

constexpr int kSide = 8;  // kilometres
constexpr std::int32_t kWest = 700'000, kSouth = 7'300'000, kNorth = kSouth + kSide * 1000;

twin::Grid grid_of(const std::function<int(int, int)>& value) {
  twin::Grid grid{.columns = kSide, .rows = kSide, .west_m = kWest, .south_m = kSouth, .cell_m = 1000, .cells = {}};
  for (int row = 0; row != kSide; ++row)
    for (int column = 0; column != kSide; ++column)
      grid.cells.push_back(static_cast<std::int16_t>(value(column, row)));
  return grid;
}

/// The county is the six columns in the west, of which the first is sea; the package says 7 m on average and 9 at
/// most.
Terrain small_package() {
  return {.elevation_mean_m = grid_of([](int, int) { return 7; }),
          .elevation_max_m = grid_of([](int, int) { return 9; }),
          .land_cover = grid_of([](int column, int) { return column == 0 ? 0 : 2; }),
          .inland_water_percent = grid_of([](int, int) { return 0; }),
          .municipality = grid_of([](int column, int) { return column < 6 ? 2505 : 0; })};
}

/// Rises by 10 m a kilometre eastwards and 20 m northwards.
double slope(double east_m, double north_m) {
  return 100 + (east_m - kWest) / 100 + (north_m - kSouth) / 50;
}

/// What a test's raster is like; the county from 2 km beyond its borders, unless said otherwise.
struct Raster {
  std::string projection = "EPSG:3006";  ///< none: empty
  double west = kWest - 2000, north = kNorth + 2000, cell = 50;
  int columns = 240, rows = 240, bands = 1;
  std::string unit = {};
  double nothing = -9999;                                ///< stands for "no data"
  std::function<double(double, double)> height = slope;  ///< of a place in the raster's own projection
};

class GeoTiffImport : public testing::Test {
 protected:
  std::filesystem::path write(const Raster& raster) {
    GDALAllRegister();
    const std::filesystem::path file = folder_ / "heights.tif";
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), file.c_str(), raster.columns, raster.rows,
                                      raster.bands, GDT_Float32, nullptr);
    double place[6] = {raster.west, raster.cell, 0, raster.north, 0, -raster.cell};
    if (!raster.projection.empty()) {
      GDALSetGeoTransform(dataset, place);
      OGRSpatialReferenceH projection = OSRNewSpatialReference(nullptr);
      OSRSetFromUserInput(projection, raster.projection.c_str());
      GDALSetSpatialRef(dataset, projection);
      OSRDestroySpatialReference(projection);
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    GDALSetRasterNoDataValue(band, raster.nothing);
    if (!raster.unit.empty()) GDALSetRasterUnitType(band, raster.unit.c_str());
    for (int row = 0; row != raster.rows; ++row) {
      std::vector<float> values;
      for (int column = 0; column != raster.columns; ++column)
        values.push_back(static_cast<float>(
            raster.height(raster.west + (column + 0.5) * raster.cell, raster.north - (row + 0.5) * raster.cell)));
      EXPECT_EQ(GDALRasterIO(band, GF_Write, 0, row, raster.columns, 1, values.data(), raster.columns, 1, GDT_Float32,
                             0, 0),
                CE_None);
    }
    GDALClose(dataset);
    return file;
  }

  ImportedElevation read(const Raster& raster, std::int32_t cell_m = 1000) {
    return read_geotiff(write(raster), small_package(), cell_m);
  }

  std::string told(const Raster& raster) { return told_of(write(raster)); }
  std::string told_of(const std::filesystem::path& file) {
    try {
      read_geotiff(file, small_package(), 1000);
    } catch (const twin::InputError& error) {
      return twin::to_string(error.faults(), twin::Language::kEnglish);
    }
    return "nothing";
  }

  twin::TempDir folder_;
};

/// Differences from the slope's mean in each cell, and from that of its north-eastern quarter for the highest.
void expect_slope(const ImportedElevation& imported, double tolerance_m) {
  const twin::Grid& mean = imported.mean_m;
  for (int row = 0; row != mean.rows; ++row)
    for (int column = 0; column != mean.columns; ++column) {
      const double east = kWest + (column + 0.5) * mean.cell_m, north = kNorth - (row + 0.5) * mean.cell_m;
      const auto cell = static_cast<std::size_t>(row * mean.columns + column);
      EXPECT_NEAR(mean.cells[cell], slope(east, north), tolerance_m) << column << ' ' << row;
      EXPECT_NEAR(imported.max_m.cells[cell], slope(east + mean.cell_m / 4.0, north + mean.cell_m / 4.0),
                  tolerance_m);
    }
}

TEST_F(GeoTiffImport, TakesMeansAndTheHighestQuarterOfEachCell) {
  const ImportedElevation imported = read({});
  EXPECT_TRUE(twin::same_extent(imported.mean_m, small_package().elevation_mean_m));
  expect_slope(imported, 0.51);
}

TEST_F(GeoTiffImport, MakesFinerCellsWhenAskedTo) {
  for (const std::int32_t cell_m : kElevationCells) {
    const ImportedElevation imported = read({}, cell_m);
    EXPECT_EQ(imported.mean_m.columns, kSide * 1000 / cell_m);
    expect_slope(imported, 0.51);
  }
}

TEST_F(GeoTiffImport, PutsAnyProjectionInItsPlace) {
  // UTM zone 33 is SWEREF 99 TM to a metre; in degrees it lies around 65.8 N 19.4 E.
  expect_slope(read({.projection = "EPSG:32633"}), 0.51);
  Raster degrees{.projection = "EPSG:4326", .west = 19.0, .north = 66.2, .cell = 0.001, .columns = 1000, .rows = 700};
  degrees.height = [](double longitude, double latitude) { return 100 * (latitude - 65) + 10 * (longitude - 19); };
  const ImportedElevation imported = read(degrees);
  // The centre of the south-western cell, E 700500 N 7300500, lies at 65.7631 N 19.3799 E (PROJ 9).
  const std::size_t corner = (kSide - 1) * kSide;
  EXPECT_NEAR(imported.mean_m.cells[corner], 100 * 0.7631 + 10 * 0.3799, 0.6);
  EXPECT_GT(imported.mean_m.cells[0], imported.mean_m.cells[corner]);  // north is higher here
}

TEST_F(GeoTiffImport, ACoarseSourceIsDrawnSmoothly) {
  expect_slope(read({.west = kWest - 4000, .north = kNorth + 4000, .cell = 2000, .columns = 8, .rows = 8}), 1);
}

TEST_F(GeoTiffImport, KeepsThePackageAtSeaAndBeyondTheCounty) {
  Raster raster;
  raster.height = [](double east, double north) {
    return east < kWest + 1000 || east > kWest + 6000 ? -9999 : slope(east, north);
  };
  const ImportedElevation imported = read(raster);
  EXPECT_EQ(imported.mean_m.cells[0], 7);
  EXPECT_EQ(imported.max_m.cells[7], 9);
  EXPECT_NEAR(imported.mean_m.cells[2], slope(kWest + 2500, kNorth - 500), 0.51);
}

TEST_F(GeoTiffImport, TheHiddenTruthComesBackAsThePackageItWasMadeFrom) {
  Terrain package = small_package();
  package.elevation_mean_m = grid_of([](int column, int row) { return 50 + 9 * column + 31 * (row % 3); });
  package.elevation_max_m = grid_of([](int column, int row) { return 62 + 9 * column + 33 * (row % 3); });
  const radio::Surface truth = hidden_truth(package, 5);
  const ImportedElevation imported =
      read({.west = kWest,
            .north = kNorth,
            .cell = kTruthCellM,
            .columns = truth.columns,
            .rows = truth.rows,
            .height = [&](double east, double north) {
              const auto column = static_cast<std::size_t>((east - kWest) / kTruthCellM),
                         row = static_cast<std::size_t>((kNorth - north) / kTruthCellM);
              return truth.ground_m[row * static_cast<std::size_t>(truth.columns) + column];
            }});
  EXPECT_EQ(imported.mean_m.cells, package.elevation_mean_m.cells);
  EXPECT_EQ(imported.max_m.cells, package.elevation_max_m.cells);
}

TEST_F(GeoTiffImport, RefusesHolesInTheCountysLand) {
  Raster raster;
  raster.height = [](double east, double north) {
    return east > kWest + 3000 && east < kWest + 4000 && north < kSouth + 2000 ? -9999 : slope(east, north);
  };
  const std::string message = told(raster);
  EXPECT_NE(message.find("heights.tif: the raster has no elevation for 2 cells of the county's land"),
            std::string::npos)
      << message;
  EXPECT_NE(message.find("east 703500, north 7301500 m"), std::string::npos) << message;
}

TEST_F(GeoTiffImport, RefusesARasterThatDoesNotSayWhereItLies) {
  EXPECT_NE(told({.projection = ""}).find("has no projection"), std::string::npos);
}

TEST_F(GeoTiffImport, RefusesAnotherCountry) {
  // Around Madrid, in UTM zone 30.
  const std::string message = told({.projection = "EPSG:32630", .west = 440'000, .north = 4'480'000});
  EXPECT_NE(message.find("does not lie in the county but at east"), std::string::npos) << message;
  EXPECT_NE(message.find("east 700000 to 708000, north 7300000 to 7308000 m"), std::string::npos) << message;
}

TEST_F(GeoTiffImport, RefusesHeightsThatTheCountyCantHave) {
  const std::string decimetres =
      told({.height = [](double east, double north) { return 10 * slope(east, north) + 2000; }});
  EXPECT_NE(decimetres.find("is outside -50 to 2200 m"), std::string::npos) << decimetres;
  EXPECT_NE(told({.height = [](double, double) { return -51.0; }}).find("the elevation -51 m at east"),
            std::string::npos);
  EXPECT_NE(told({.unit = "ft"}).find("the raster's unit is 'ft'"), std::string::npos);
  EXPECT_EQ(told({.unit = "metre"}), "nothing");
}

TEST_F(GeoTiffImport, RefusesPicturesTextsAndFilesThatAreNotThere) {
  EXPECT_NE(told({.bands = 3}).find("has 3 bands"), std::string::npos);
  const std::filesystem::path text = folder_ / "text.tif";
  std::ofstream(text) << "ncols 480\n";
  EXPECT_NE(told_of(text).find("text.tif: the file is no GeoTIFF"), std::string::npos) << told_of(text);
  EXPECT_THROW(read_geotiff(folder_ / "nowhere.tif", small_package(), 1000), twin::IoError);
}

TEST_F(GeoTiffImport, RefusesAFileThatIsCutShort) {
  const std::filesystem::path file = write({});
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  EXPECT_ANY_THROW(read_geotiff(file, small_package(), 1000));
}

TEST_F(GeoTiffImport, IsWrittenAsARasterThatThePackageReads) {
  const twin::Grid mean = read({}).mean_m;
  const std::filesystem::path file = folder_ / "elevation_mean_m.asc";
  twin::write_atomically(file, [&](twin::OutputFile& out) { twin::write_ascii_grid(mean, out); });
  twin::FaultLog faults;
  const auto again = twin::parse_ascii_grid(twin::TextFile("m", twin::read_text(file)), {-50, 2500}, faults);
  ASSERT_TRUE(again);
  EXPECT_TRUE(twin::same_extent(*again, mean));
  EXPECT_EQ(again->cells, mean.cells);
}

}  // namespace
}  // namespace rurban::coverage
