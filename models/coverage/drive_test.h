#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/coverage/reading.h"

namespace rurban::coverage {

/// Which columns of a file say what. An empty name is guessed from what such columns are usually called; a name that
/// is given must be there.
struct DriveColumns {
  std::string latitude, longitude;  ///< degrees; else metres in any plane, when they are called east_m and north_m
  std::string value;                ///< signal strength in dBm, or a path loss in dB
  std::string day;                  ///< a date, a moment (text, or seconds or milliseconds since 1970), or any label
  std::string cell;                 ///< who served; may be missing
  std::string device;               ///< what measured; may be missing
};

/// What a drive measured, a row each, in a plane of metres around the middle of the readings.
struct DriveTest {
  std::vector<double> east_m, north_m;
  std::vector<float> value_dbm;
  std::vector<std::uint16_t> day, device, cell;      ///< rows of the lists below
  std::vector<std::string> days, devices, cells;     ///< in the order of their names
  DriveColumns columns;                              ///< as they were given or guessed
  bool in_degrees = true;                            ///< the file was
  double middle_latitude = 0, middle_longitude = 0;  ///< where the plane is (0, 0); 0 for metres
  std::size_t skipped = 0;  ///< rows without a position, or whose value is no level: no number, or beyond 300

  std::size_t size() const { return value_dbm.size(); }
};

/// Reads CSV files of the same columns, plain or packed by gzip, as one drive. Throws twin::IoError for a file that
/// can't be read, and twin::InputError with every fault for one that makes no sense.
DriveTest read_drive_tests(std::span<const std::filesystem::path> files, const DriveColumns& wanted = {});

/// The readings of one cell alone: path losses from several sites are several maps. Throws twin::InputError for a
/// cell that the drive did not hear.
DriveTest readings_of_cell(const DriveTest& drive, const std::string& cell);

/// Latitude and longitude of a position in the drive's plane; for drives in metres north and east as they are.
std::pair<double, double> degrees_of(const DriveTest& drive, double east_m, double north_m);

/// The mean of a day's readings by one device in each square of the grid, in the order of day, device and square. The
/// position is the mean of the readings'. A square where more than half of them are at or below `sensitivity_dbm` is
/// censored there. `trend_dbm` is 0.
std::vector<Reading> bin_readings(const DriveTest& drive, double square_m = kPlaceM, float sensitivity_dbm = -1e9F);

/// How well the same square repeats on another day.
struct Repeatability {
  std::size_t pairs = 0;  ///< of days, in the same square
  double rms_db = 0;      ///< of their differences
};
Repeatability repeatability(std::span<const Reading> readings, double square_m = kPlaceM);

/// The square of a grid that a position is in, as one number that sorts by row and column.
std::int64_t square_of(double east_m, double north_m, double square_m);

/// Into which of `folds` parts the reading's block falls: chance that is the same on every machine, another for
/// another seed.
std::uint64_t block_fold(const Reading& reading, double block_m, std::uint64_t folds, std::uint64_t seed = 0);

}  // namespace rurban::coverage
