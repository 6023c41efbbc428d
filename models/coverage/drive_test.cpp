#include "models/coverage/drive_test.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <tuple>

#include "twin/base/hash.h"
#include "twin/io/csv.h"
#include "twin/io/packed_text.h"

namespace rurban::coverage {
namespace {

using twin::Text;

/// dBm or dB, either way. Phones write 2147483647 where they heard nothing.
constexpr double kMostLevel = 300;

constexpr double kMetresOfDegree = 6'371'008.8 * std::numbers::pi / 180;  // mean radius of GRS 80 (Moritz 2000)

/// Metres of a degree of longitude at a latitude.
double shrunk_degree(double latitude) {
  return kMetresOfDegree * std::cos(latitude * std::numbers::pi / 180);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// The first of the usual names, best first, that the header has.
std::string guess(const std::vector<twin::CsvCell>& header, std::initializer_list<const char*> usual) {
  for (const char* name : usual)
    for (const twin::CsvCell& cell : header)
      if (lower(cell.text) == name) return cell.text;
  return {};
}

DriveColumns guess_columns(const std::vector<twin::CsvCell>& header, DriveColumns columns) {
  const auto fill = [&](std::string& name, std::initializer_list<const char*> usual) {
    if (name.empty()) name = guess(header, usual);
  };
  fill(columns.latitude, {"latitude", "lat", "y", "north_m"});
  fill(columns.longitude, {"longitude", "lon", "lng", "long", "x", "east_m"});
  fill(columns.value, {"rsrp", "rsrp_dbm", "signal", "signal_dbm", "rssi", "dbm", "value_dbm", "value", "pathloss",
                       "path_loss", "plreal"});
  fill(columns.day, {"day", "date", "timestamp", "time", "datetime", "measured_at"});
  fill(columns.cell, {"cell", "cellid", "cell_id", "ci", "bts_id", "nodehex", "pci"});
  fill(columns.device, {"device", "device_id", "phone", "imei"});
  return columns;
}

/// The day that a cell of a day or time column means: moments are cut to their date.
std::string day_label(const std::string& text) {
  constexpr double kSecondsOfDay = 86'400;
  if (const auto moment = number(text); moment && *moment > 1e8) {
    const double seconds = *moment > 1e11 ? *moment / 1000 : *moment;  // counts above 1e11 are milliseconds
    return fmt::format("{:.0f}", std::floor(seconds / kSecondsOfDay));
  }
  const auto digits = [&](std::size_t begin, std::size_t end) {
    return std::all_of(text.begin() + begin, text.begin() + end, [](unsigned char c) { return std::isdigit(c); });
  };
  const bool has_date = text.size() > 10 && digits(0, 4) && digits(5, 7) && digits(8, 10);
  return has_date ? text.substr(0, 10) : text;
}

/// Names as they come, then numbered in the order of their letters.
class Labels {
 public:
  void add(const std::string& name) { rows_.push_back(numbers_.try_emplace(name, 0).first); }
  std::size_t size() const { return numbers_.size(); }

  void finish(std::vector<std::uint16_t>& rows, std::vector<std::string>& names) {
    for (auto& [name, index] : numbers_) {
      index = static_cast<std::uint16_t>(names.size());
      names.push_back(name);
    }
    for (const auto& row : rows_) rows.push_back(row->second);
  }

 private:
  std::map<std::string, std::uint16_t> numbers_;
  std::vector<std::map<std::string, std::uint16_t>::const_iterator> rows_;
};

class DriveReader {
 public:
  explicit DriveReader(const DriveColumns& wanted) : wanted_(wanted) {}

  void read(const std::filesystem::path& path) {
    const twin::TextFile file(path.string(), twin::read_packed_text(path));
    auto csv = twin::parse_csv(file, faults_);
    if (!csv) return;
    const DriveColumns columns = guess_columns(csv->header, wanted_);
    const std::array<std::size_t, 6> at{find(file, *csv, columns.latitude, {"latitud", "latitude"}, true),
                                        find(file, *csv, columns.longitude, {"longitud", "longitude"}, true),
                                        find(file, *csv, columns.value, {"värde", "value"}, true),
                                        find(file, *csv, columns.day, {"dag", "day"}, false),
                                        find(file, *csv, columns.cell, {"cell", "cell"}, false),
                                        find(file, *csv, columns.device, {"mätare", "device"}, false)};
    if (faults_.count() != 0) return;
    drive_.columns = columns;
    const bool in_metres = lower(columns.latitude) == "north_m";
    if (drive_.size() != 0 && drive_.in_degrees == in_metres) {
      faults_.add(file.fault(
          csv->header[at[0]].offset,
          {fmt::format("{}: en annan fil har läget i {}", columns.latitude, in_metres ? "grader" : "meter"),
           fmt::format("{}: another file has positions in {}", columns.latitude, in_metres ? "degrees" : "metres")},
          {"alla filer i grader, eller alla i meter", "all files in degrees, or all in metres"}));
      return;
    }
    for (std::size_t row = 0; row != csv->rows(); ++row) add(file, csv->row(row), at, in_metres);
  }

  DriveTest finish() {
    if (faults_.count() == 0 && drive_.value_dbm.empty())
      faults_.add({{drive_.columns.value, 0, 0},
                   {"inga mätvärden med läge", "no readings with a position"},
                   "",
                   {"rader med tal i kolumnerna för läge och värde, värdet från -300 till 300",
                    "rows with numbers in position and value, the value from -300 to 300"}});
    for (const Labels* labels : {&days_, &cells_, &devices_})
      if (labels->size() > 0xFFFF)
        faults_.add({{},
                     {"fler än 65 535 dagar, celler eller mätare", "more than 65,535 days, cells or devices"},
                     "",
                     {"välj en annan kolumn", "choose another column"}});
    faults_.throw_if_any();
    days_.finish(drive_.day, drive_.days);
    cells_.finish(drive_.cell, drive_.cells);
    devices_.finish(drive_.device, drive_.devices);
    if (drive_.in_degrees) to_plane();
    return std::move(drive_);
  }

 private:
  static constexpr std::size_t kAbsent = ~std::size_t{0};

  std::size_t find(const twin::TextFile& file, const twin::Csv& csv, const std::string& name, const Text& meaning,
                   bool needed) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i != csv.header.size(); ++i) {
      if (!name.empty() && csv.header[i].text == name) return i;
      names.push_back(csv.header[i].text);
    }
    if (!name.empty() || needed)
      faults_.add(file.fault(
          csv.header.empty() ? 0 : csv.header.front().offset,
          {fmt::format("kolumnen för {} ({}) finns inte", meaning.sv, name.empty() ? "?" : name),
           fmt::format("there is no column of {} ({})", meaning.en, name.empty() ? "?" : name)},
          {fmt::format("en av: {}", fmt::join(names, ", ")), fmt::format("one of: {}", fmt::join(names, ", "))}));
    return kAbsent;
  }

  void add(const twin::TextFile& file, std::span<twin::CsvCell> row, const std::array<std::size_t, 6>& at,
           bool in_metres) {
    const auto text = [&](std::size_t column) { return column < row.size() ? row[column].text : std::string(); };
    const auto north = number(text(at[0])), east = number(text(at[1])), value = number(text(at[2]));
    if (!north || !east || !value || std::abs(*value) > kMostLevel) {
      ++drive_.skipped;
      return;
    }
    if (!in_metres && (std::abs(*north) > 90 || std::abs(*east) > 180)) {
      faults_.add(
          file.fault(row[at[0]].offset,
                     {fmt::format("läget {}, {} är inte grader", *north, *east),
                      fmt::format("position {}, {} is not in degrees", *north, *east)},
                     {"latitud -90 till 90, longitud -180 till 180; kolumner i meter heter north_m och east_m",
                      "latitude -90 to 90, longitude -180 to 180; columns of metres are north_m and east_m"}));
      return;
    }
    drive_.in_degrees = !in_metres;
    drive_.north_m.push_back(*north);
    drive_.east_m.push_back(*east);
    drive_.value_dbm.push_back(static_cast<float>(*value));
    days_.add(day_label(text(at[3])));
    cells_.add(text(at[4]));
    devices_.add(text(at[5]));
  }

  /// Metres around the middle: an equirectangular plane, wrong by less than 0.1 % over 100 km at 68 degrees north.
  void to_plane() {
    const auto middle = [](const std::vector<double>& values) {
      const auto [least, most] = std::minmax_element(values.begin(), values.end());
      return (*least + *most) / 2;
    };
    drive_.middle_latitude = middle(drive_.north_m);
    drive_.middle_longitude = middle(drive_.east_m);
    const double degree_east = shrunk_degree(drive_.middle_latitude);
    for (double& north : drive_.north_m) north = (north - drive_.middle_latitude) * kMetresOfDegree;
    for (double& east : drive_.east_m) east = (east - drive_.middle_longitude) * degree_east;
  }

  DriveColumns wanted_;
  DriveTest drive_;
  Labels days_, cells_, devices_;
  twin::FaultLog faults_;
};

}  // namespace

DriveTest read_drive_tests(std::span<const std::filesystem::path> files, const DriveColumns& wanted) {
  DriveReader reader(wanted);
  for (const std::filesystem::path& file : files) reader.read(file);
  return reader.finish();
}

DriveTest readings_of_cell(const DriveTest& drive, const std::string& cell) {
  const auto found = std::find(drive.cells.begin(), drive.cells.end(), cell);
  if (found == drive.cells.end()) {
    const std::string_view near = twin::nearest_word(cell, drive.cells);
    const Text hint =
        drive.columns.cell.empty() ? Text{"filerna har ingen kolumn för cell", "the files have no column of cells"}
        : near.empty() ? Text{fmt::format("en av {}, som «{}»", drive.cells.size(), drive.cells.front()),
                              fmt::format("one of {}, as '{}'", drive.cells.size(), drive.cells.front())}
                       : Text{fmt::format("menade du «{}»?", near), fmt::format("did you mean '{}'?", near)};
    throw twin::InputError(
        {{{drive.columns.cell.empty() ? "cell" : drive.columns.cell},
          {fmt::format("cellen «{}» finns inte", cell), fmt::format("there is no cell '{}'", cell)},
          "",
          hint}});
  }
  DriveTest only = drive;
  for (auto* column : {&only.east_m, &only.north_m}) column->clear();
  for (auto* column : {&only.day, &only.device, &only.cell}) column->clear();
  only.value_dbm.clear();
  for (std::size_t row = 0; row != drive.size(); ++row) {
    if (drive.cells[drive.cell[row]] != cell) continue;
    only.east_m.push_back(drive.east_m[row]);
    only.north_m.push_back(drive.north_m[row]);
    only.value_dbm.push_back(drive.value_dbm[row]);
    only.day.push_back(drive.day[row]);
    only.device.push_back(drive.device[row]);
    only.cell.push_back(drive.cell[row]);
  }
  return only;
}

std::pair<double, double> degrees_of(const DriveTest& drive, double east_m, double north_m) {
  if (!drive.in_degrees) return {north_m, east_m};
  return {drive.middle_latitude + north_m / kMetresOfDegree,
          drive.middle_longitude + east_m / shrunk_degree(drive.middle_latitude)};
}

std::int64_t square_of(double east_m, double north_m, double square_m) {
  constexpr std::int64_t kRow = std::int64_t{1} << 32;
  return static_cast<std::int64_t>(std::floor(north_m / square_m)) * kRow +
         static_cast<std::int64_t>(std::floor(east_m / square_m));
}

std::uint64_t block_fold(const Reading& reading, double block_m, std::uint64_t folds, std::uint64_t seed) {
  return twin::combine(seed, static_cast<std::uint64_t>(square_of(reading.east_m, reading.north_m, block_m))) % folds;
}

std::vector<Reading> bin_readings(const DriveTest& drive, double square_m, float sensitivity_dbm) {
  struct Bin {
    double east = 0, north = 0, value = 0;
    std::size_t count = 0, below = 0;
  };
  std::map<std::tuple<std::uint16_t, std::uint16_t, std::int64_t>, Bin> bins;
  for (std::size_t row = 0; row != drive.size(); ++row) {
    Bin& bin = bins[{drive.day[row], drive.device[row], square_of(drive.east_m[row], drive.north_m[row], square_m)}];
    bin.east += drive.east_m[row];
    bin.north += drive.north_m[row];
    bin.value += drive.value_dbm[row];
    ++bin.count;
    bin.below += drive.value_dbm[row] <= sensitivity_dbm;
  }
  std::vector<Reading> readings;
  readings.reserve(bins.size());
  for (const auto& [key, bin] : bins) {
    const auto count = static_cast<double>(bin.count);
    Reading& reading = readings.emplace_back();
    reading.east_m = bin.east / count;
    reading.north_m = bin.north / count;
    reading.day = std::get<0>(key);
    reading.device = std::get<1>(key);
    reading.censored = 2 * bin.below > bin.count;
    reading.value_dbm = reading.censored ? sensitivity_dbm : static_cast<float>(bin.value / count);
  }
  return readings;
}

Repeatability repeatability(std::span<const Reading> readings, double square_m) {
  std::map<std::int64_t, std::vector<const Reading*>> squares;
  for (const Reading& reading : readings)
    if (!reading.censored) squares[square_of(reading.east_m, reading.north_m, square_m)].push_back(&reading);
  Repeatability result;
  double sum = 0;
  for (const auto& [square, visits] : squares)
    for (std::size_t a = 0; a != visits.size(); ++a)
      for (std::size_t b = a + 1; b != visits.size(); ++b) {
        if (visits[a]->day == visits[b]->day) continue;
        const double difference = visits[a]->value_dbm - visits[b]->value_dbm;
        sum += difference * difference;
        ++result.pairs;
      }
  if (result.pairs != 0) result.rms_db = std::sqrt(sum / static_cast<double>(result.pairs));
  return result;
}

}  // namespace rurban::coverage
