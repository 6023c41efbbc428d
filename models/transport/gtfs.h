#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/county/county.h"
#include "models/projection.h"
#include "twin/base/calendar.h"
#include "twin/base/text.h"
#include "twin/io/text_file.h"

namespace rurban {

/// The text files of a GTFS feed that the importer reads (routes, trips, stops, stop_times, calendar,
/// calendar_dates), as many of them as are there. `feed` is a folder or a zip file, with the files at its top. Throws
/// twin::IoError when it is neither, or damaged.
std::vector<twin::TextFile> open_gtfs(const std::filesystem::path& feed);

/// The days of a week as calendar.txt calls them, from Monday.
constexpr std::array<const char*, 7> kGtfsDays{"monday", "tuesday",  "wednesday", "thursday",
                                               "friday", "saturday", "sunday"};
/// "20230213"; nothing if it is no such date.
std::optional<twin::Date> gtfs_date(const std::string& text);
/// "bus", "on-demand" for what runs when it is booked, and nothing for what is no bus: 3 and 700 to 799 are buses;
/// 715 and 1500 to 1599 run when they are booked.
std::string_view gtfs_bus_kind(int route_type);

/// What the importer mended or left out, so that nobody has to guess; all counts but the names.
struct GtfsRepairs {
  int sorted_trips = 0;                ///< stop times not in the order of their sequence
  int filled_times = 0;                ///< times between two given ones, by distance or evenly
  int short_trips = 0;                 ///< fewer than two stops on the county's roads: left out
  int other_routes = 0;                ///< trips of a kind that is not a bus: left out
  std::vector<std::string> far_stops;  ///< names of stops without a road node near: left out
};

struct GtfsTimetable {
  std::vector<BusPattern> patterns;
  std::vector<BusTrip> trips;
  int matched_by_name = 0, matched_by_distance = 0;  ///< stops
  GtfsRepairs repairs;
};

/// The buses of the week that `day` lies in, on the road nodes of the county: a stop is the node of its name within
/// 100 m, else the nearest one within 60 m. Times are cut to whole minutes, as timetables print them. A trip's days
/// in the year are all days on which the feed runs it. Throws twin::InputError with every fault of the feed.
GtfsTimetable read_gtfs(const std::vector<twin::TextFile>& files, twin::Date day, std::span<const RoadNode> nodes,
                        const Projection& project);

/// The three tables of a county package, as bus_patterns.csv, bus_stop_times.csv and bus_trips.csv hold them.
/// `origin` is a line about where the feed comes from.
struct BusTables {
  std::string patterns, stop_times, trips;
};
BusTables to_tables(const GtfsTimetable& timetable, std::span<const RoadNode> nodes, const std::string& origin);

}  // namespace rurban
