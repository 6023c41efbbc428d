#include "models/transport/gtfs.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "twin/io/csv.h"
#include "twin/io/fault_log.h"
#include "twin/io/file.h"

namespace rurban {
namespace {

using twin::FaultLog;
using twin::Text;
using twin::TextFile;

constexpr std::array<const char*, 6> kFiles{"routes.txt",     "trips.txt",    "stops.txt",
                                            "stop_times.txt", "calendar.txt", "calendar_dates.txt"};
constexpr double kSameName = 100, kNearest = 60;  // metres between a stop and its road node
constexpr std::int32_t kNoTime = -1, kDayMinutes = 24 * 60;

// ---- the files

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

std::vector<TextFile> open_zip(const std::filesystem::path& feed) {
  int error = 0;
  const std::unique_ptr<zip_t, CloseZip> archive(zip_open(feed.c_str(), ZIP_RDONLY, &error));
  if (!archive) throw twin::refusal(feed, {"filen är ingen zip-fil", "it is no zip file"});
  std::vector<TextFile> files;
  for (const char* name : kFiles) {
    zip_stat_t info;
    if (zip_stat(archive.get(), name, 0, &info) != 0) continue;
    std::string content(info.size, '\0');
    zip_file_t* file = zip_fopen(archive.get(), name, 0);
    const zip_int64_t read = file == nullptr ? -1 : zip_fread(file, content.data(), info.size);
    if (file != nullptr) zip_fclose(file);
    if (read != static_cast<zip_int64_t>(info.size))
      throw twin::damage(feed,
                         {fmt::format("{} kan inte packas upp", name), fmt::format("{} can't be unpacked", name)});
    files.emplace_back((feed / name).string(), std::move(content));
  }
  return files;
}

/// One file as a table of named columns; other columns than those asked for are ignored, as GTFS wants it.
class GtfsTable {
 public:
  GtfsTable(const TextFile& file, twin::Csv csv, FaultLog& faults)
      : file_(file), faults_(faults), csv_(std::move(csv)) {
    for (std::size_t column = 0; column != csv_.header.size(); ++column) columns_[csv_.header[column].text] = column;
    for (std::size_t row = 0; row != csv_.rows(); ++row)
      if (csv_.row(row).size() != csv_.header.size()) {
        faults_.add(file_.fault(
            csv_.row(row).empty() ? 0 : csv_.row(row).front().offset,
            {fmt::format("raden har {} fält, rubriken {}", csv_.row(row).size(), csv_.header.size()),
             fmt::format("the row has {} fields, the header {}", csv_.row(row).size(), csv_.header.size())}));
        broken_ = true;
      }
  }

  /// Faults for missing columns; false if there are any, or a row is broken.
  bool has(std::initializer_list<const char*> names) {
    for (const char* name : names)
      if (!columns_.contains(name)) {
        faults_.add(
            file_.fault(0, {fmt::format("kolumnen {} saknas", name), fmt::format("column {} is missing", name)}));
        broken_ = true;
      }
    return !broken_;
  }
  std::size_t rows() const { return csv_.rows(); }
  /// Blank if the table has no such column.
  const std::string& text(std::size_t row, const char* column) const {
    static const std::string blank;
    const twin::CsvCell* found = cell(row, column);
    return found == nullptr ? blank : found->text;
  }
  void fault(std::size_t row, const char* column, Text message, Text hint = {}) const {
    const twin::CsvCell* found = cell(row, column);
    faults_.add(file_.fault(found == nullptr ? 0 : found->offset, std::move(message), std::move(hint)));
  }

 private:
  const twin::CsvCell* cell(std::size_t row, const char* column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() ? nullptr : &csv_.row(row)[found->second];
  }

  const TextFile& file_;
  FaultLog& faults_;
  mutable twin::Csv csv_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  bool broken_ = false;
};

template <class Number>
std::optional<Number> number_of(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "25:03:00" and "7:05:30" as seconds; past midnight is past 24 o'clock.
std::optional<std::int32_t> seconds_of(const std::string& text) {
  const std::size_t first = text.find(':'), second = text.find(':', first == std::string::npos ? first : first + 1);
  if (second == std::string::npos || first > 2 || second != first + 3 || text.size() != second + 3)
    return std::nullopt;
  const auto hours = number_of<std::int32_t>(text.substr(0, first)),
             minutes = number_of<std::int32_t>(text.substr(first + 1, 2)),
             seconds = number_of<std::int32_t>(text.substr(second + 1));
  if (!hours || !minutes || !seconds || *hours < 0 || *hours > 72 || *minutes < 0 || *minutes > 59 || *seconds < 0 ||
      *seconds > 59)
    return std::nullopt;
  return *hours * 3'600 + *minutes * 60 + *seconds;
}

// ---- the feed

struct Call {
  std::int32_t sequence = 0, arrives = kNoTime, departs = kNoTime;  ///< seconds
  double distance = -1;
  std::uint32_t node = 0;
  bool on_roads = false;
  std::size_t row = 0;
};

struct Trip {
  std::string line, kind, service;
  std::vector<Call> calls;
};

class Reader {
 public:
  Reader(const std::vector<TextFile>& files, twin::Date day, std::span<const RoadNode> nodes,
         const Projection& project)
      : files_(files), nodes_(nodes), project_(project) {
    for (week_ = day; std::chrono::weekday(week_) != std::chrono::Monday;) week_ -= std::chrono::days(1);
  }

  GtfsTimetable read() {
    open();
    faults_.throw_if_any();
    read_services();
    read_routes();
    read_stops();
    faults_.throw_if_any();  // what refers to a broken table would only repeat its faults
    read_trips();
    read_stop_times();
    faults_.throw_if_any();
    for (const std::string& id : trip_order_) take(trips_.at(id));
    result_.repairs.far_stops.assign(far_.begin(), far_.end());
    return std::move(result_);
  }

 private:
  void open() {
    for (const char* name : kFiles) {
      const auto found = std::find_if(files_.begin(), files_.end(), [&](const TextFile& file) {
        return std::filesystem::path(file.name()).filename() == name;
      });
      if (found != files_.end()) {
        if (auto csv = twin::parse_csv(*found, faults_))
          tables_.emplace(name, GtfsTable(*found, std::move(*csv), faults_));
      } else if (std::string_view(name) != "calendar.txt" && std::string_view(name) != "calendar_dates.txt") {
        missing(name);
      }
    }
    if (faults_.count() == 0 && !tables_.contains("calendar.txt") && !tables_.contains("calendar_dates.txt"))
      missing("calendar.txt");
  }

  void missing(const char* name) {
    faults_.add({{name},
                 {"filen saknas i GTFS-flödet", "the file is missing in the GTFS feed"},
                 "",
                 {"flödet behöver routes, trips, stops, stop_times, och calendar eller calendar_dates",
                  "a feed needs routes, trips, stops, stop_times, and calendar or calendar_dates"}});
  }

  void read_services() {
    if (const auto found = tables_.find("calendar.txt"); found != tables_.end()) {
      GtfsTable& table = found->second;
      if (table.has({"service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                     "start_date", "end_date"}))
        for (std::size_t row = 0; row != table.rows(); ++row) {
          std::set<twin::Date>& days = services_[table.text(row, "service_id")];
          const auto first = date(table, row, "start_date"), last = date(table, row, "end_date");
          if (!first || !last) continue;
          for (twin::Date day = *first; day <= *last; day += std::chrono::days(1))
            if (table.text(row, kGtfsDays[std::chrono::weekday(day).iso_encoding() - 1]) == "1") days.insert(day);
        }
    }
    if (const auto found = tables_.find("calendar_dates.txt"); found != tables_.end()) {
      GtfsTable& table = found->second;
      if (table.has({"service_id", "date", "exception_type"}))
        for (std::size_t row = 0; row != table.rows(); ++row) {
          std::set<twin::Date>& days = services_[table.text(row, "service_id")];
          const auto day = date(table, row, "date");
          const std::string& type = table.text(row, "exception_type");
          if (type != "1" && type != "2")
            table.fault(row, "exception_type",
                        {fmt::format("exception_type: «{}»", type), fmt::format("exception_type: '{}'", type)},
                        {"1 (körs) eller 2 (ställs in)", "1 (runs) or 2 (cancelled)"});
          if (!day) continue;
          if (type == "1") days.insert(*day);
          if (type == "2") days.erase(*day);
        }
    }
  }

  std::optional<twin::Date> date(const GtfsTable& table, std::size_t row, const char* column) const {
    const auto day = gtfs_date(table.text(row, column));
    if (!day)
      table.fault(row, column,
                  {fmt::format("{}: «{}» är inget datum", column, table.text(row, column)),
                   fmt::format("{}: '{}' is no date", column, table.text(row, column))},
                  {"åtta siffror, som 20230213", "eight digits, as 20230213"});
    return day;
  }

  void read_routes() {
    GtfsTable& table = tables_.at("routes.txt");
    if (!table.has({"route_id", "route_type"})) return;
    for (std::size_t row = 0; row != table.rows(); ++row) {
      const auto type = number_of<int>(table.text(row, "route_type"));
      if (!type)
        table.fault(row, "route_type",
                    {fmt::format("route_type: «{}» är inget tal", table.text(row, "route_type")),
                     fmt::format("route_type: '{}' is no number", table.text(row, "route_type"))});
      const std::string& name = table.text(row, "route_short_name");
      routes_[table.text(row, "route_id")] = {name.empty() ? table.text(row, "route_long_name") : name,
                                              std::string(type ? gtfs_bus_kind(*type) : "")};
    }
  }

  void read_stops() {
    GtfsTable& table = tables_.at("stops.txt");
    if (!table.has({"stop_id", "stop_name", "stop_lat", "stop_lon"})) return;
    std::unordered_map<std::string, std::size_t> row_of;
    for (std::size_t row = 0; row != table.rows(); ++row) row_of[table.text(row, "stop_id")] = row;
    std::unordered_map<std::size_t, std::optional<std::uint32_t>> node_of_area;
    for (std::size_t row = 0; row != table.rows(); ++row) {
      std::size_t area = row;
      if (const std::string& parent = table.text(row, "parent_station"); !parent.empty()) {
        const auto found = row_of.find(parent);
        if (found == row_of.end()) {
          unknown(table, row, "parent_station", "stops.txt");
          continue;
        }
        area = found->second;
      }
      const auto [known, is_new] = node_of_area.try_emplace(area);
      if (is_new) known->second = node_near(table, area);
      stops_[table.text(row, "stop_id")] = known->second;
    }
  }

  std::optional<std::uint32_t> node_near(const GtfsTable& table, std::size_t row) {
    const auto latitude = number_of<double>(table.text(row, "stop_lat")),
               longitude = number_of<double>(table.text(row, "stop_lon"));
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) {
      table.fault(
          row, "stop_lat",
          {fmt::format("«{}, {}» är ingen plats på jorden", table.text(row, "stop_lat"), table.text(row, "stop_lon")),
           fmt::format("'{}, {}' is no place on earth", table.text(row, "stop_lat"), table.text(row, "stop_lon"))},
          {"grader, som 65.58 och 22.15", "degrees, as 65.58 and 22.15"});
      return std::nullopt;
    }
    const auto [east, north] = project_(*latitude, *longitude);
    const std::string& name = table.text(row, "stop_name");
    double named = kSameName, nearest = kNearest;
    std::optional<std::uint32_t> by_name, by_distance;
    for (std::uint32_t node = 0; node != nodes_.size(); ++node) {
      const double apart = std::hypot(nodes_[node].east_m - east, nodes_[node].north_m - north);
      if (apart < nearest) {
        nearest = apart;
        by_distance = node;
      }
      if (nodes_[node].name == name && apart < named) {
        named = apart;
        by_name = node;
      }
    }
    result_.matched_by_name += by_name.has_value();
    result_.matched_by_distance += !by_name && by_distance;
    if (!by_name && !by_distance) far_.insert(name);
    return by_name ? by_name : by_distance;
  }

  void unknown(const GtfsTable& table, std::size_t row, const char* column, const char* target) const {
    const std::string& value = table.text(row, column);
    table.fault(row, column,
                {fmt::format("{}: «{}» finns inte i {}", column, value, target),
                 fmt::format("{}: '{}' is not in {}", column, value, target)});
  }

  void read_trips() {
    GtfsTable& table = tables_.at("trips.txt");
    if (!table.has({"route_id", "service_id", "trip_id"})) return;
    for (std::size_t row = 0; row != table.rows(); ++row) {
      const auto route = routes_.find(table.text(row, "route_id"));
      if (route == routes_.end()) unknown(table, row, "route_id", "routes.txt");
      const auto [line, kind] = route == routes_.end() ? std::pair<std::string, std::string>{} : route->second;
      if (!services_.contains(table.text(row, "service_id")))
        unknown(table, row, "service_id", "calendar.txt, calendar_dates.txt");
      const std::string& id = table.text(row, "trip_id");
      const auto [trip, is_new] = trips_.try_emplace(id, Trip{line, kind, table.text(row, "service_id"), {}});
      if (is_new) {
        trip_order_.push_back(id);
      } else {
        table.fault(
            row, "trip_id",
            {fmt::format("trip_id: «{}» står två gånger", id), fmt::format("trip_id: '{}' stands twice", id)});
      }
    }
  }

  void read_stop_times() {
    GtfsTable& table = tables_.at("stop_times.txt");
    if (!table.has({"trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"})) return;
    for (std::size_t row = 0; row != table.rows(); ++row) {
      const auto trip = trips_.find(table.text(row, "trip_id"));
      const auto stop = stops_.find(table.text(row, "stop_id"));
      const auto sequence = number_of<std::int32_t>(table.text(row, "stop_sequence"));
      if (trip == trips_.end()) unknown(table, row, "trip_id", "trips.txt");
      if (stop == stops_.end()) unknown(table, row, "stop_id", "stops.txt");
      if (!sequence)
        table.fault(row, "stop_sequence",
                    {fmt::format("stop_sequence: «{}» är inget heltal", table.text(row, "stop_sequence")),
                     fmt::format("stop_sequence: '{}' is no whole number", table.text(row, "stop_sequence"))});
      Call call{.sequence = sequence.value_or(0), .row = row};
      // Both are looked at, so that both faults are told.
      const bool timely =
          time(table, row, "arrival_time", call.arrives) & time(table, row, "departure_time", call.departs);
      if (trip == trips_.end() || stop == stops_.end() || !sequence || !timely) continue;
      if (call.arrives == kNoTime) call.arrives = call.departs;
      if (call.departs == kNoTime) call.departs = call.arrives;
      call.distance = number_of<double>(table.text(row, "shape_dist_traveled")).value_or(-1);
      call.on_roads = stop->second.has_value();
      call.node = stop->second.value_or(0);
      trip->second.calls.push_back(call);
    }
    for (const std::string& id : trip_order_) order(table, trips_.at(id).calls);
  }

  bool time(const GtfsTable& table, std::size_t row, const char* column, std::int32_t& time) const {
    const std::string& text = table.text(row, column);
    if (text.empty()) return true;
    const auto seconds = seconds_of(text);
    if (!seconds)
      table.fault(
          row, column,
          {fmt::format("{}: «{}» är ingen tid", column, text), fmt::format("{}: '{}' is no time", column, text)},
          {"timmar:minuter:sekunder, som 07:05:00; efter midnatt som 25:05:00",
           "hours:minutes:seconds, as 07:05:00; past midnight as 25:05:00"});
    time = seconds.value_or(kNoTime);
    return seconds.has_value();
  }

  /// Puts calls in their order, fills the times between given ones, and sees that none goes backwards.
  void order(const GtfsTable& table, std::vector<Call>& calls) {
    const auto earlier = [](const Call& a, const Call& b) { return a.sequence < b.sequence; };
    if (!std::is_sorted(calls.begin(), calls.end(), earlier)) {
      std::stable_sort(calls.begin(), calls.end(), earlier);
      ++result_.repairs.sorted_trips;
    }
    if (calls.empty()) return;
    for (const std::size_t end : {std::size_t{0}, calls.size() - 1})
      if (calls[end].arrives == kNoTime)
        return table.fault(
            calls[end].row, "arrival_time",
            {"resans första och sista hållplats behöver en tid", "a trip's first and last stop need a time"});
    std::size_t known = 0;
    for (std::size_t i = 1; i != calls.size(); ++i) {
      if (calls[i].arrives == kNoTime) continue;
      fill(calls, known, i);
      known = i;
    }
    for (std::size_t i = 0; i != calls.size(); ++i)
      if (calls[i].departs < calls[i].arrives || (i != 0 && calls[i].arrives < calls[i - 1].departs))
        return table.fault(calls[i].row, "arrival_time", {"tiderna går bakåt", "the times go backwards"});
  }

  void fill(std::vector<Call>& calls, std::size_t from, std::size_t to) {
    bool by_distance = calls[to].distance > calls[from].distance && calls[from].distance >= 0;
    for (std::size_t i = from + 1; i < to; ++i)
      by_distance =
          by_distance && calls[i].distance >= calls[i - 1].distance && calls[i].distance <= calls[to].distance;
    for (std::size_t i = from + 1; i < to; ++i) {
      const double share =
          by_distance ? (calls[i].distance - calls[from].distance) / (calls[to].distance - calls[from].distance)
                      : static_cast<double>(i - from) / static_cast<double>(to - from);
      calls[i].arrives = calls[i].departs =
          calls[from].departs + static_cast<std::int32_t>((calls[to].arrives - calls[from].departs) * share);
      ++result_.repairs.filled_times;
    }
  }

  /// Adds a trip of the week to the result.
  void take(const Trip& trip) {
    const std::set<twin::Date>& days = services_.at(trip.service);
    unsigned weekdays = 0;
    for (int day = 0; day != 7; ++day)
      if (days.contains(week_ + std::chrono::days(day))) weekdays |= 1U << day;
    if (weekdays == 0) return;
    if (trip.kind.empty()) {
      ++result_.repairs.other_routes;
      return;
    }
    std::vector<Call> calls;
    for (const Call& call : trip.calls) {
      if (!call.on_roads) continue;
      if (!calls.empty() && calls.back().node == call.node) {
        calls.back().departs = call.departs;
      } else {
        calls.push_back(call);
      }
    }
    if (calls.size() < 2) {
      ++result_.repairs.short_trips;
      return;
    }
    const std::int32_t start = calls.front().departs / 60;
    const std::int32_t past = start / kDayMinutes;  // a trip of 24:10 runs on the next weekday at 00:10
    weekdays = (weekdays << past | weekdays >> (7 - past)) & 0x7FU;
    BusPattern pattern{trip.line, trip.kind, {}};
    for (const Call& call : calls)
      pattern.stops.push_back({call.node, std::max(0, call.arrives / 60 - start), call.departs / 60 - start});
    const BusTrip bus{pattern_index(pattern), start - past * kDayMinutes, static_cast<std::uint8_t>(weekdays),
                      static_cast<std::int32_t>(days.size())};
    result_.trips.push_back(bus);
  }

  std::uint32_t pattern_index(const BusPattern& pattern) {
    std::string key = pattern.line + "\n" + pattern.kind;
    for (const BusStopTime& stop : pattern.stops)
      key += fmt::format(" {},{},{}", stop.node, stop.arrive_min, stop.depart_min);
    const auto [found, is_new] = pattern_of_.try_emplace(key, static_cast<std::uint32_t>(result_.patterns.size()));
    if (is_new) result_.patterns.push_back(pattern);
    return found->second;
  }

  const std::vector<TextFile>& files_;
  std::span<const RoadNode> nodes_;
  const Projection& project_;
  twin::Date week_;  ///< its Monday
  FaultLog faults_;
  std::map<std::string, GtfsTable, std::less<>> tables_;
  std::unordered_map<std::string, std::set<twin::Date>> services_;
  std::unordered_map<std::string, std::pair<std::string, std::string>>
      routes_;                                                           ///< line and kind; no kind: not a bus
  std::unordered_map<std::string, std::optional<std::uint32_t>> stops_;  ///< road node
  std::unordered_map<std::string, Trip> trips_;
  std::vector<std::string> trip_order_;
  std::unordered_map<std::string, std::uint32_t> pattern_of_;
  std::set<std::string> far_;
  GtfsTimetable result_;
};

}  // namespace

std::optional<twin::Date> gtfs_date(const std::string& text) {
  if (text.size() != 8) return std::nullopt;
  return twin::parse_date(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
}

std::string_view gtfs_bus_kind(int route_type) {
  if (route_type == 715 || (route_type >= 1500 && route_type < 1600)) return "on-demand";
  return route_type == 3 || (route_type >= 700 && route_type < 800) ? "bus" : "";
}

std::vector<TextFile> open_gtfs(const std::filesystem::path& feed) {
  if (!std::filesystem::exists(feed)) throw twin::read_error(feed, ENOENT);
  if (!std::filesystem::is_directory(feed)) return open_zip(feed);
  std::vector<TextFile> files;
  for (const char* name : kFiles)
    if (auto content = twin::read_whole_file(feed / name))
      files.emplace_back((feed / name).string(), std::move(*content));
  return files;
}

GtfsTimetable read_gtfs(const std::vector<TextFile>& files, twin::Date day, std::span<const RoadNode> nodes,
                        const Projection& project) {
  return Reader(files, day, nodes, project).read();
}

BusTables to_tables(const GtfsTimetable& timetable, std::span<const RoadNode> nodes, const std::string& origin) {
  BusTables tables;
  tables.patterns = fmt::format("# Stop sequences: {}\npattern,line,kind\n", origin);
  tables.stop_times = fmt::format(
      "# Stops of each pattern in minutes after the trip's start: {}\npattern,stop,node,arrive_min,depart_min\n",
      origin);
  tables.trips = fmt::format(
      "# Trips of the week, weekdays 1 (Monday) to 7 (Sunday): {}\npattern,start_min,weekdays,days_per_year\n",
      origin);
  const auto field = [](const std::string& text) {
    return text.find_first_of(",\"\n#") == std::string::npos ? text : twin::csv_quoted(text);
  };
  for (std::size_t p = 0; p != timetable.patterns.size(); ++p) {
    const BusPattern& pattern = timetable.patterns[p];
    tables.patterns += fmt::format("{},{},{}\n", p, field(pattern.line), pattern.kind);
    for (std::size_t k = 0; k != pattern.stops.size(); ++k)
      tables.stop_times += fmt::format("{},{},{},{},{}\n", p, k, nodes[pattern.stops[k].node].number,
                                       pattern.stops[k].arrive_min, pattern.stops[k].depart_min);
  }
  for (const BusTrip& trip : timetable.trips) {
    std::string weekdays;
    for (int day = 0; day != 7; ++day)
      if ((trip.weekdays >> day & 1) != 0) weekdays += static_cast<char>('1' + day);
    tables.trips += fmt::format("{},{},{},{}\n", trip.pattern, trip.start_min, weekdays, trip.days_per_year);
  }
  return tables;
}

}  // namespace rurban
