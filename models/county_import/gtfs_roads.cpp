#include "models/county_import/gtfs_roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "models/county/connected_parts.h"
#include "models/transport/gtfs.h"
#include "twin/io/table_spec.h"

namespace rurban {
namespace {

constexpr double kDetour = 1.3;         // of a road beside its straight line, as DrivingRules::detour
constexpr double kSameCrossingM = 150;  // as DrivingRules::same_road_m
constexpr double kLeastDetour = 0.95, kMostDetour = 4, kMostExtraM = 2'000;  // what a driven distance can be
constexpr std::int32_t kMostHop = 6 * 3'600;

using twin::InputTable;

/// "7:05:30" in seconds; -1 for what is no time.
std::int32_t seconds_of(const std::string& text) {
  int hours = 0, minutes = 0, seconds = 0;
  if (std::sscanf(text.c_str(), "%d:%d:%d", &hours, &minutes, &seconds) != 3) return -1;
  return hours * 3'600 + minutes * 60 + seconds;
}

/// The tables of a feed that tell of roads and days.
class Feed {
 public:
  explicit Feed(const std::vector<twin::TextFile>& files) : tables_(sources(files), faults_) {
    faults_.throw_if_any();
  }

  const InputTable& operator[](const char* name) const { return *tables_.find(name); }
  bool has(const char* name) const { return tables_.find(name) != nullptr; }

 private:
  static twin::TableSpec spec(const char* name, std::vector<twin::ColumnSpec> columns) {
    twin::TableSpec made{name, std::move(columns)};
    made.others_ok = true;
    return made;
  }

  std::vector<twin::TableSource> sources(const std::vector<twin::TextFile>& files) {
    using twin::decimal_column, twin::text_column, twin::whole_column;
    const std::vector<twin::TableSpec> specs{
        spec("stops.txt",
             {text_column("stop_id"), text_column("stop_name").blank_ok(), decimal_column("stop_lat", -90, 90),
              decimal_column("stop_lon", -180, 180), text_column("parent_station").absent_ok().blank_ok()}),
        spec("routes.txt", {text_column("route_id"), whole_column("route_type", 0, 2'000)}),
        spec("trips.txt", {text_column("route_id"), text_column("service_id"), text_column("trip_id")}),
        spec("stop_times.txt", {text_column("trip_id"), text_column("stop_id"), whole_column("stop_sequence", 0, 1e6),
                                text_column("arrival_time").blank_ok(), text_column("departure_time").blank_ok(),
                                decimal_column("shape_dist_traveled", 0, 1e9).absent_ok().blank_ok()}),
        spec("calendar.txt",
             {text_column("service_id"), text_column("monday"), text_column("tuesday"), text_column("wednesday"),
              text_column("thursday"), text_column("friday"), text_column("saturday"), text_column("sunday"),
              text_column("start_date"), text_column("end_date")}),
        spec("calendar_dates.txt",
             {text_column("service_id"), text_column("date"), twin::choice_column("exception_type", {"1", "2"})})};
    std::vector<twin::TableSource> found;
    for (const twin::TableSpec& one : specs) {
      const auto file = std::find_if(files.begin(), files.end(), [&](const twin::TextFile& candidate) {
        return std::filesystem::path(candidate.name()).filename() == one.name;
      });
      // A calendar of exceptions alone may have a header and no rows; so may the other.
      const bool calendar = one.name.starts_with("calendar");
      if (file != files.end() && (!calendar || file->content().find('\n') + 1 < file->content().size()))
        found.push_back({one, *file});
      else if (!calendar)
        faults_.add({{one.name}, {"filen saknas i GTFS-flödet", "the file is missing in the GTFS feed"}, "", {}});
    }
    return found;
  }

  twin::FaultLog faults_;
  twin::TableSet tables_;
};

/// The calls of all bus trips, at stop areas.
class BusCalls {
 public:
  explicit BusCalls(const Feed& feed, const Projection& project) {
    std::unordered_map<std::string, bool> bus_route;
    for (std::size_t row = 0; row != feed["routes.txt"].rows(); ++row)
      bus_route[feed["routes.txt"]["route_id"].text(row)] =
          gtfs_bus_kind(feed["routes.txt"]["route_type"].whole(row)) != "";
    const InputTable &trips = feed["trips.txt"], &times = feed["stop_times.txt"], &stops = feed["stops.txt"];
    std::unordered_map<std::string, std::size_t> trip_of;
    for (std::size_t row = 0; row != trips.rows(); ++row)
      if (bus_route[trips["route_id"].text(row)]) {
        trip_of[trips["trip_id"].text(row)] = calls.size();
        calls.emplace_back();
      }
    std::unordered_map<std::string, std::size_t> row_of;
    for (std::size_t row = 0; row != stops.rows(); ++row) row_of[stops["stop_id"].text(row)] = row;
    std::unordered_map<std::size_t, std::uint32_t> point_of;
    for (std::size_t row = 0; row != times.rows(); ++row) {
      const auto trip = trip_of.find(times["trip_id"].text(row));
      const auto stop = row_of.find(times["stop_id"].text(row));
      if (trip == trip_of.end() || stop == row_of.end()) continue;  // read_gtfs tells what refers to nothing
      std::size_t area = stop->second;
      if (stops["parent_station"].present())
        if (const auto parent = row_of.find(stops["parent_station"].text(area)); parent != row_of.end())
          area = parent->second;
      const auto [point, is_new] = point_of.try_emplace(area, static_cast<std::uint32_t>(points.size()));
      if (is_new) {
        const auto [east, north] = project(stops["stop_lat"].decimal(area), stops["stop_lon"].decimal(area));
        const std::string& name = stops["stop_name"].text(area);
        points.push_back({name.empty() ? stops["stop_id"].text(area) : name, east, north});
      }
      const std::int32_t arrives = seconds_of(times["arrival_time"].text(row)),
                         departs = seconds_of(times["departure_time"].text(row));
      calls[trip->second].push_back({times["stop_sequence"].whole(row), arrives < 0 ? departs : arrives,
                                     departs < 0 ? arrives : departs, distance_of(times, row), point->second});
    }
    for (auto& trip : calls)
      std::stable_sort(trip.begin(), trip.end(),
                       [](const BusCall& a, const BusCall& b) { return a.sequence < b.sequence; });
  }

  struct BusCall {
    std::int32_t sequence, arrives, departs;
    double distance;
    std::uint32_t point;
  };
  std::vector<RoadPoint> points;
  std::vector<std::vector<BusCall>> calls;  ///< by trip

 private:
  static double distance_of(const InputTable& times, std::size_t row) {
    const twin::TableColumn& column = times["shape_dist_traveled"];
    return column.present() && !column.is_blank(row) ? column.decimal(row) : -1;
  }
};

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double apart(const RoadPoint& a, const RoadPoint& b) {
  return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
}

/// What the trips between two neighbours tell.
struct Hop {
  std::vector<double> units, seconds;
};
using Hops = std::map<std::pair<std::uint32_t, std::uint32_t>, Hop>;

Hops hops_of(const BusCalls& buses) {
  Hops hops;
  for (const auto& trip : buses.calls)
    for (std::size_t i = 1; i < trip.size(); ++i) {
      const auto &a = trip[i - 1], &b = trip[i];
      if (a.point == b.point) continue;
      Hop& hop = hops[std::minmax(a.point, b.point)];
      if (a.distance >= 0 && b.distance > a.distance) hop.units.push_back(b.distance - a.distance);
      const std::int32_t seconds = b.arrives - a.departs;
      if (a.departs >= 0 && b.arrives >= 0 && seconds > 0 && seconds < kMostHop) hop.seconds.push_back(seconds);
    }
  return hops;
}

/// GTFS leaves the unit of distances open: metres of a unit, by the lengths of straight lines.
double metres_per_unit(const Hops& hops, const std::vector<RoadPoint>& points) {
  std::vector<double> ratios;
  for (const auto& [ends, hop] : hops)
    if (const double straight = apart(points[ends.first], points[ends.second]); straight > 1'000)
      for (const double units : hop.units) ratios.push_back(units / straight);
  if (ratios.empty()) return 1;
  return median(ratios) < 0.05 ? 1'000 : 1;
}

/// Joins parts of the network whose stops stand at one crossing.
std::size_t tie(RoadGraph& graph) {
  ConnectedParts parts(graph.nodes.size(), graph.links);
  struct Pair {
    double metres;
    std::uint32_t a, b;
  };
  std::vector<Pair> near;
  for (std::uint32_t a = 0; a != graph.nodes.size(); ++a)
    for (std::uint32_t b = a + 1; b != graph.nodes.size(); ++b) {
      const double metres =
          std::hypot(graph.nodes[a].east_m - graph.nodes[b].east_m, graph.nodes[a].north_m - graph.nodes[b].north_m);
      if (metres <= kSameCrossingM) near.push_back({metres, a, b});
    }
  std::stable_sort(near.begin(), near.end(), [](const Pair& a, const Pair& b) { return a.metres < b.metres; });
  std::size_t ties = 0;
  for (const Pair& pair : near) {
    if (!parts.join(pair.a, pair.b)) continue;
    graph.links.push_back(
        {pair.a, pair.b, std::max(1, static_cast<std::int32_t>(std::lround(kDetour * pair.metres))), 0, true});
    ++ties;
  }
  return ties;
}

}  // namespace

std::vector<RoadPoint> stops_of_gtfs(const std::vector<twin::TextFile>& files, const Projection& project) {
  const Feed feed(files);
  return BusCalls(feed, project).points;
}

GtfsRoads roads_of_gtfs(const std::vector<twin::TextFile>& files, const Projection& project) {
  const Feed feed(files);
  const BusCalls buses(feed, project);
  GtfsRoads roads;
  for (const RoadPoint& point : buses.points)
    roads.graph.nodes.push_back({point.name, kOutsideCounty, static_cast<std::int32_t>(std::lround(point.east_m)),
                                 static_cast<std::int32_t>(std::lround(point.north_m)), 0});
  Hops hops = hops_of(buses);
  const double metres = metres_per_unit(hops, buses.points);
  for (auto& [ends, hop] : hops) {
    const double straight = apart(buses.points[ends.first], buses.points[ends.second]);
    std::vector<double> driven;
    for (const double units : hop.units)
      if (units * metres >= kLeastDetour * straight && units * metres <= kMostDetour * straight + kMostExtraM)
        driven.push_back(units * metres);
    const bool estimated = driven.empty();
    const double length = estimated ? kDetour * straight : median(driven);
    const double seconds = hop.seconds.empty() ? 0 : median(hop.seconds);
    roads.graph.links.push_back({ends.first, ends.second, std::max(1, static_cast<std::int32_t>(std::lround(length))),
                                 static_cast<std::int32_t>(std::lround(seconds)), estimated});
  }
  roads.ties = tie(roads.graph);
  keep_longest_part(roads.graph);
  roads.estimated = static_cast<std::size_t>(std::count_if(roads.graph.links.begin(), roads.graph.links.end(),
                                                           [](const RoadLink& link) { return link.estimated; }));
  return roads;
}

twin::Date busiest_week(const std::vector<twin::TextFile>& files) {
  const Feed feed(files);
  std::unordered_map<std::string, std::int64_t> trips;  // by service
  for (std::size_t row = 0; row != feed["trips.txt"].rows(); ++row)
    ++trips[feed["trips.txt"]["service_id"].text(row)];
  std::map<twin::Date, std::int64_t> departures;  // by Monday
  const auto monday = [](twin::Date day) {
    while (std::chrono::weekday(day) != std::chrono::Monday) day -= std::chrono::days(1);
    return day;
  };
  if (feed.has("calendar.txt")) {
    const InputTable& calendar = feed["calendar.txt"];
    for (std::size_t row = 0; row != calendar.rows(); ++row) {
      const auto first = gtfs_date(calendar["start_date"].text(row)),
                 last = gtfs_date(calendar["end_date"].text(row));
      if (!first || !last) continue;  // read_gtfs tells of dates that are none
      for (twin::Date day = *first; day <= *last; day += std::chrono::days(1))
        if (calendar[kGtfsDays[std::chrono::weekday(day).iso_encoding() - 1]].text(row) == "1")
          departures[monday(day)] += trips[calendar["service_id"].text(row)];
    }
  }
  if (feed.has("calendar_dates.txt")) {
    const InputTable& dates = feed["calendar_dates.txt"];
    for (std::size_t row = 0; row != dates.rows(); ++row)
      if (const auto day = gtfs_date(dates["date"].text(row)))
        departures[monday(*day)] +=
            (dates["exception_type"].text(row) == "1" ? 1 : -1) * trips[dates["service_id"].text(row)];
  }
  twin::Date busiest{};
  std::int64_t most = -1;
  for (const auto& [week, count] : departures)
    if (count > most) {
      most = count;
      busiest = week;
    }
  return busiest;
}

}  // namespace rurban
