#include "tools/batch/netcdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/io/database.h"
#include "twin/io/file.h"

#ifdef RURBAN_NETCDF
#include <netcdf.h>
#endif

namespace tools {

namespace fs = std::filesystem;

#ifndef RURBAN_NETCDF

void write_netcdf(const fs::path&, const Experiment&, const rurban::County&, const fs::path& file) {
  throw twin::IoError({fmt::format("kan inte skriva {}: programmet är byggt utan NetCDF", file.string()),
                       fmt::format("can't write {}: the program is built without NetCDF", file.string())});
}

#else

namespace {

using twin::Database;
using twin::Statement;

/// A series, and where its values go.
struct Variable {
  std::string name, unit, table;
  std::size_t width = 1;  ///< rows of its table
  int id = 0;
};

std::string cf_name(std::string name) {
  std::ranges::replace(name, '.', '_');
  return name;
}

class NetcdfWriter {
 public:
  NetcdfWriter(Database& database, const Experiment& experiment, const rurban::County& county, fs::path shown,
               const fs::path& part)
      : database_(database), experiment_(experiment), county_(county), shown_(std::move(shown)) {
    check(nc_create(part.c_str(), NC_NETCDF4 | NC_CLOBBER, &file_));
  }
  ~NetcdfWriter() {
    if (file_ != kClosed) nc_close(file_);  // an error is under way
  }
  NetcdfWriter(const NetcdfWriter&) = delete;
  NetcdfWriter& operator=(const NetcdfWriter&) = delete;

  void write() {
    find_variables();
    find_times();
    about();
    along_runs();
    along_time();
    for (const auto& [table, width] : widths_) along(table, width);
    for (Variable& variable : variables_) define(variable);
    check(nc_enddef(file_));
    Statement runs(database_, "select run from points order by run");
    for (std::size_t index = 0; runs.step(); ++index) write_run(index, runs.integer(0));
    const int file = file_;
    file_ = kClosed;
    check(nc_close(file));  // tells of a full disk
  }

 private:
  static constexpr int kClosed = -1;

  void check(int result) const {
    if (result != NC_NOERR)
      throw twin::IoError({fmt::format("kan inte skriva {}: {}", shown_.string(), nc_strerror(result)),
                           fmt::format("can't write {}: {}", shown_.string(), nc_strerror(result))});
  }

  void attribute(int variable, const char* name, const std::string& value) const {
    check(nc_put_att_text(file_, variable, name, value.size(), value.c_str()));
  }

  int dimension(const std::string& name, std::size_t length) {
    int id = 0;
    check(nc_def_dim(file_, name.c_str(), length, &id));
    return dimensions_[name] = id;
  }

  int variable(const std::string& name, int type, const std::vector<int>& over) const {
    int id = 0;
    check(nc_def_var(file_, name.c_str(), type, static_cast<int>(over.size()), over.data(), &id));
    return id;
  }

  void find_variables() {
    Statement names(database_,
                    "select name, unit, by_table, count(row) from series_names left join series_rows using "
                    "(series) group by series order by series");
    while (names.step()) {
      variables_.push_back({names.text(0), names.text(1), names.text(2), static_cast<std::size_t>(names.integer(3))});
      const Variable& last = variables_.back();
      if (!last.table.empty()) widths_[last.table] = std::max(widths_[last.table], last.width);
    }
    if (variables_.empty())
      throw twin::IoError(
          {fmt::format("kan inte skriva {}: experimentet sparar inga serier; skriv dem under outputs",
                       shown_.string()),
           fmt::format("can't write {}: the experiment keeps no series; write them under outputs", shown_.string())});
  }

  void find_times() {
    Statement dates(database_, "select distinct date from series_numbers order by date");
    while (dates.step()) times_.emplace(dates.text(0), times_.size());
  }

  void about() const {
    attribute(NC_GLOBAL, "Conventions", "CF-1.8");
    attribute(NC_GLOBAL, "title", experiment_.title.en);
    attribute(NC_GLOBAL, "source", "Rurban Twin, a digital twin of rural Norrbotten");
    Statement about(database_,
                    "select key, value from experiment where key in ('version', 'build', 'county', "
                    "'experiment', 'scenario') order by key");
    while (about.step()) attribute(NC_GLOBAL, about.text(0).c_str(), about.text(1));
  }

  void along_runs() {
    Statement count(database_, "select count(*) from points");
    count.step();
    const int run = dimension("run", static_cast<std::size_t>(count.integer(0)));
    Statement points(database_, "select * from points order by run");
    std::vector<std::vector<double> > columns(3 + experiment_.factors.size());
    while (points.step())
      for (std::size_t c = 0; c != columns.size(); ++c) columns[c].push_back(points.real(1 + static_cast<int>(c)));
    for (std::size_t c = 0; c != columns.size(); ++c) {
      static const std::vector<std::string> kNames{"point", "replicate", "seed"};
      const Factor* factor = c < kNames.size() ? nullptr : &experiment_.factors[c - kNames.size()];
      const int id = variable(factor ? "factor_" + cf_name(factor->name) : kNames[c], NC_DOUBLE, {run});
      attribute(id, "long_name", factor ? factor->name : kNames[c]);
      attribute(id, "units", factor ? factor->unit : "1");
      check(nc_put_var_double(file_, id, columns[c].data()));
    }
  }

  void along_time() {
    const int id = variable("time", NC_INT, {dimension("time", times_.size())});
    attribute(id, "standard_name", "time");
    attribute(id, "units", "days since 1970-01-01");
    attribute(id, "calendar", "standard");
    std::vector<int> days;
    for (const auto& [date, index] : times_)
      days.push_back(static_cast<int>(twin::parse_date(date).value_or(twin::Date{}).time_since_epoch().count()));
    check(nc_put_var_int(file_, id, days.data()));
  }

  /// The rows of a table: their names, and where places are.
  void along(const std::string& table, std::size_t width) {
    const int rows = dimension(table, width), id = variable(table + "_name", NC_STRING, {rows});
    attribute(id, "long_name", table);
    Statement labels(
        database_,
        "select label from series_rows join series_names using (series) where series = (select min(series) "
        "from series_names where by_table = ?) order by row");
    labels.start(table);
    for (std::size_t row = 0; labels.step(); ++row) {
      const std::string label = labels.text(0);
      const char* text = label.c_str();
      check(nc_put_var1_string(file_, id, &row, &text));
    }
    if (table != "place" || width != county_.places.size()) return;
    for (const bool east : {true, false}) {
      const int position = variable(east ? "place_x" : "place_y", NC_DOUBLE, {rows});
      attribute(position, "standard_name", east ? "projection_x_coordinate" : "projection_y_coordinate");
      attribute(position, "long_name",
                east ? "easting, SWEREF 99 TM (EPSG:3006)" : "northing, SWEREF 99 TM (EPSG:3006)");
      attribute(position, "units", "m");
      std::vector<double> metres;
      for (const rurban::Place& place : county_.places) metres.push_back(east ? place.east_m : place.north_m);
      check(nc_put_var_double(file_, position, metres.data()));
    }
  }

  void define(Variable& series) {
    std::vector<int> over{dimensions_["run"], dimensions_["time"]};
    if (!series.table.empty()) over.push_back(dimensions_[series.table]);
    series.id = variable(cf_name(series.name), NC_DOUBLE, over);
    attribute(series.id, "long_name", series.name);
    attribute(series.id, "units", series.unit);
    const double missing = std::numeric_limits<double>::quiet_NaN();
    check(nc_def_var_fill(file_, series.id, NC_FILL, &missing));
    check(nc_def_var_deflate(file_, series.id, /*shuffle=*/1, /*deflate=*/1, /*level=*/1));
    if (series.table == "place" && series.width == county_.places.size())
      attribute(series.id, "coordinates", "place_name place_x place_y");
    else if (!series.table.empty())
      attribute(series.id, "coordinates", series.table + "_name");
  }

  void write_run(std::size_t index, std::int64_t run) {
    std::vector<std::vector<double> > values;
    for (const Variable& series : variables_)
      values.emplace_back(times_.size() * width_of(series), std::numeric_limits<double>::quiet_NaN());
    numbers_.start(run);
    while (numbers_.step()) {
      const auto series = static_cast<std::size_t>(numbers_.integer(0));
      const auto row = static_cast<std::size_t>(numbers_.integer(2));
      values[series][times_.at(numbers_.text(1)) * width_of(variables_[series]) + row] = numbers_.real(3);
    }
    for (std::size_t s = 0; s != variables_.size(); ++s) {
      const std::size_t start[]{index, 0, 0}, count[]{1, times_.size(), width_of(variables_[s])};
      check(nc_put_vara_double(file_, variables_[s].id, start, count, values[s].data()));
    }
  }

  std::size_t width_of(const Variable& series) const { return series.table.empty() ? 1 : widths_.at(series.table); }

  Database& database_;
  const Experiment& experiment_;
  const rurban::County& county_;
  fs::path shown_;
  int file_ = kClosed;
  std::vector<Variable> variables_;
  std::map<std::string, std::size_t> widths_, times_;  ///< by table; by date
  std::map<std::string, int> dimensions_;
  Statement numbers_{database_, "select series, date, row, value from series_numbers where run = ?"};
};

}  // namespace

void write_netcdf(const fs::path& results, const Experiment& experiment, const rurban::County& county,
                  const fs::path& file) {
  Database database(results, results, SQLITE_OPEN_READONLY);
  twin::write_beside(file,
                     [&](const fs::path& part) { NetcdfWriter(database, experiment, county, file, part).write(); });
}

#endif

}  // namespace tools
