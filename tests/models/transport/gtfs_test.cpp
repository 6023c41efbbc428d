#include "models/transport/gtfs.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <tuple>

#include "support/temp_dir.h"

namespace rurban {
namespace {

/// A feed of three villages, one degree a kilometre apart in a flat world, that a test changes before it is read.
class Feed : public testing::Test {
 protected:
  std::map<std::string, std::string> text{
      {"routes.txt", "route_id,route_short_name,route_type\nr,31,700\nd,Ring,1501\nt,Tåg,2\n"},
      {"calendar.txt",
       "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
       "week,1,1,1,1,1,0,0,20230102,20230331\n"},
      {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\na,Aby,0,0\nb,Boda,0,1\nc,Cedby,0,2\n"},
      {"trips.txt", "route_id,service_id,trip_id\nr,week,1\n"},
      {"stop_times.txt",
       "trip_id,stop_id,stop_sequence,arrival_time,departure_time\n"
       "1,a,1,07:00:00,07:00:30\n1,b,2,07:10:50,07:12:00\n1,c,3,07:30:00,07:30:00\n"}};
  const std::vector<RoadNode> nodes{{"Aby", 0, 0, 0, 10}, {"Boda", 0, 1'000, 0, 11}, {"Cedby", 0, 2'000, 0, 12}};

  GtfsTimetable read(twin::Date day = twin::date(2023, 2, 15)) const {
    std::vector<twin::TextFile> files;
    for (const auto& [name, content] : text) files.emplace_back("feed/" + name, content);
    return read_gtfs(files, day, nodes, [](double latitude, double longitude) {
      return std::pair{longitude * 1'000, latitude * 1'000};
    });
  }
  /// All that the reader says about a feed it refuses, in English.
  std::string faults() const {
    try {
      read();
    } catch (const twin::InputError& error) {
      return twin::to_string(error.faults(), twin::Language::kEnglish);
    }
    return "";
  }
  void replace(const std::string& file, const std::string& old, const std::string& by) {
    const std::size_t at = text[file].find(old);
    ASSERT_NE(at, std::string::npos);
    text[file].replace(at, old.size(), by);
  }
  void expect_fault(const std::string& where, const std::string& what) const {
    const std::string told = faults();
    EXPECT_NE(told.find(where + ":"), std::string::npos) << told;
    EXPECT_NE(told.find(what), std::string::npos) << told;
  }
};

TEST_F(Feed, BecomesPatternsAndTripsInMinutes) {
  const GtfsTimetable timetable = read();
  ASSERT_EQ(timetable.patterns.size(), 1U);
  ASSERT_EQ(timetable.trips.size(), 1U);
  EXPECT_EQ(timetable.patterns[0].line, "31");
  EXPECT_EQ(timetable.patterns[0].stops[1].node, 1U);
  EXPECT_EQ(timetable.patterns[0].stops[1].arrive_min, 10) << "07:10:50 is 07:10 in a timetable";
  EXPECT_EQ(timetable.patterns[0].stops[1].depart_min, 12);
  EXPECT_EQ(timetable.trips[0].start_min, 420);
  EXPECT_EQ(timetable.trips[0].weekdays, 0b0011111);
  EXPECT_EQ(timetable.trips[0].days_per_year, 65) << "thirteen weeks";
}

TEST_F(Feed, MakesTablesWithThePackagesOwnNumbers) {
  const BusTables tables = to_tables(read(), nodes, "test");
  EXPECT_NE(tables.patterns.find("pattern,line,kind\n0,31,bus\n"), std::string::npos);
  EXPECT_NE(tables.stop_times.find("\n0,1,11,10,12\n"), std::string::npos) << tables.stop_times;
  EXPECT_NE(tables.trips.find("\n0,420,12345,65\n"), std::string::npos) << tables.trips;
}

TEST_F(Feed, AHolidayTakesItsDayOutAndAnExtraDayPutsOneIn) {
  text["calendar_dates.txt"] = "service_id,date,exception_type\nweek,20230216,2\nweek,20230218,1\n";
  const GtfsTimetable timetable = read();
  EXPECT_EQ(timetable.trips[0].weekdays, 0b0110111) << "no Thursday, but the Saturday";
  EXPECT_EQ(timetable.trips[0].days_per_year, 65);
}

TEST_F(Feed, OfAnotherWeekHasNoTrips) {
  EXPECT_TRUE(read(twin::date(2023, 7, 3)).trips.empty());
}

TEST_F(Feed, TripsPastMidnightRunOn) {
  replace("stop_times.txt", "07:30:00,07:30:00", "25:05:00,25:05:00");
  EXPECT_EQ(read().patterns[0].stops[2].arrive_min, 18 * 60 + 5);
  for (const char* old : {"07:00:00,07:00:30", "07:10:50,07:12:00"})
    replace("stop_times.txt", old, "24:10:00,24:10:00");
  EXPECT_EQ(read().trips[0].start_min, 10);
  EXPECT_EQ(read().trips[0].weekdays, 0b0111110) << "ten past midnight belongs to the next weekday";
}

TEST_F(Feed, WindowsLineEndsQuotesAndAByteOrderMarkChangeNothing) {
  const BusTables plain = to_tables(read(), nodes, "test");
  for (auto& [name, content] : text) {
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : content) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    content = windows;
  }
  replace("stops.txt", "Boda", "\"Boda\"");
  const BusTables other = to_tables(read(), nodes, "test");
  EXPECT_EQ(plain.stop_times, other.stop_times);
  EXPECT_EQ(plain.trips, other.trips);
}

TEST_F(Feed, MissingTimesAreFilledInByDistanceElseEvenly) {
  replace("stop_times.txt", "07:10:50,07:12:00", ",");
  EXPECT_EQ(read().patterns[0].stops[1].arrive_min, 15);
  EXPECT_EQ(read().repairs.filled_times, 1);
  text["stop_times.txt"] =
      "trip_id,stop_id,stop_sequence,arrival_time,departure_time,shape_dist_traveled\n"
      "1,a,1,07:00:00,07:00:00,0\n1,b,2,,,500\n1,c,3,07:30:00,07:30:00,2000\n";
  EXPECT_EQ(read().patterns[0].stops[1].arrive_min, 7) << "a quarter of the way: seven and a half minutes";
}

TEST_F(Feed, StopsOutOfOrderAreSortedByTheirSequence) {
  text["stop_times.txt"] =
      "trip_id,stop_id,stop_sequence,arrival_time,departure_time\n"
      "1,c,30,07:30:00,07:30:00\n1,a,5,07:00:00,07:00:00\n1,b,7,07:10:00,07:10:00\n";
  EXPECT_EQ(read().patterns[0].stops.back().node, 2U);
  EXPECT_EQ(read().repairs.sorted_trips, 1);
}

TEST_F(Feed, ALoopIsAllowed) {
  text["stop_times.txt"] += "1,a,4,07:50:00,07:50:00\n";
  const GtfsTimetable timetable = read();
  EXPECT_EQ(timetable.patterns[0].stops.front().node, timetable.patterns[0].stops.back().node);
}

TEST_F(Feed, StopsAreFoundByNameElseByPlaceElseLeftOut) {
  replace("stops.txt", "Boda,0,1", "Boda,0.05,1");         // 50 m off
  replace("stops.txt", "Cedby,0,2", "Cedby torg,0,2.04");  // another name, 40 m off
  GtfsTimetable timetable = read();
  EXPECT_EQ(timetable.matched_by_name, 2);
  EXPECT_EQ(timetable.matched_by_distance, 1);
  replace("stops.txt", "2.04", "2.5");
  timetable = read();
  EXPECT_EQ(timetable.repairs.far_stops, std::vector<std::string>{"Cedby torg"});
  EXPECT_EQ(timetable.patterns[0].stops.size(), 2U);
  replace("stops.txt", "Boda,0.05,1", "Dalen,9,9");
  timetable = read();
  EXPECT_TRUE(timetable.trips.empty());
  EXPECT_EQ(timetable.repairs.short_trips, 1);
}

TEST_F(Feed, KindsAreBusesAndWhatMustBeBookedAndNoTrains) {
  replace("trips.txt", "r,week,1", "d,week,1");
  EXPECT_EQ(read().patterns[0].kind, "on-demand");
  replace("trips.txt", "d,week,1", "t,week,1");
  EXPECT_TRUE(read().trips.empty());
  EXPECT_EQ(read().repairs.other_routes, 1);
}

TEST_F(Feed, PlatformsBelongToTheirStopArea) {
  text["stops.txt"] =
      "stop_id,stop_name,stop_lat,stop_lon,parent_station\narea,Boda,0,1,\na,Aby,0,0,\nb,Läge "
      "A,0.2,1.2,area\nc,Cedby,0,2,\n";
  EXPECT_EQ(read().patterns[0].stops[1].node, 1U);
}

// ---- bad input

TEST_F(Feed, AMissingFileIsNamed) {
  text.erase("stop_times.txt");
  expect_fault("stop_times.txt", "the file is missing in the GTFS feed");
}

TEST_F(Feed, WithoutAnyCalendarIsRefused) {
  text.erase("calendar.txt");
  expect_fault("calendar.txt", "the file is missing");
}

TEST_F(Feed, AMissingColumnIsNamed) {
  replace("trips.txt", "service_id", "service");
  expect_fault("feed/trips.txt:1", "column service_id is missing");
}

TEST_F(Feed, WrongReferencesAreToldWithTheirLine) {
  replace("trips.txt", "r,week,1", "x,never,1");
  text["stop_times.txt"] += "9,a,1,07:00:00,07:00:00\n1,z,4,08:00:00,08:00:00\n";
  expect_fault("feed/trips.txt:2", "'x' is not in routes.txt");
  expect_fault("feed/stop_times.txt:5", "'9' is not in trips.txt");
  expect_fault("feed/stop_times.txt:6", "'z' is not in stops.txt");
}

TEST_F(Feed, TimesThatAreNoneOrGoBackwardsAreTold) {
  replace("stop_times.txt", "07:10:50", "7.10");
  expect_fault("feed/stop_times.txt:3", "'7.10' is no time");
  expect_fault("feed/stop_times.txt:3", "past midnight as 25:05:00");
  replace("stop_times.txt", "7.10", "06:10:00");
  expect_fault("feed/stop_times.txt:3", "the times go backwards");
}

TEST_F(Feed, ARowOfTheWrongLengthIsTold) {
  text["trips.txt"] += "r,week\n";
  expect_fault("feed/trips.txt:3", "the row has 2 fields, the header 3");
}

TEST_F(Feed, APositionOffTheEarthIsTold) {
  replace("stops.txt", "Boda,0,1", "Boda,650,22");
  expect_fault("feed/stops.txt:3", "is no place on earth");
}

TEST_F(Feed, AZipAndAFolderHoldTheSame) {
  const twin::TempDir folder;
  zip_t* archive = zip_open((folder / "feed.zip").c_str(), ZIP_CREATE, nullptr);
  for (const auto& [name, content] : text) {
    std::ofstream(folder / name) << content;
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
  }
  ASSERT_EQ(zip_close(archive), 0);
  const auto project = [](double latitude, double longitude) {
    return std::pair{longitude * 1'000, latitude * 1'000};
  };
  const auto tables = [&](const std::filesystem::path& feed) {
    return to_tables(read_gtfs(open_gtfs(feed), twin::date(2023, 2, 15), nodes, project), nodes, "test");
  };
  EXPECT_EQ(tables(folder / "").stop_times, tables(folder / "feed.zip").stop_times);
  std::ofstream(folder / "broken.zip") << "PK\x03\x04 and nothing more";
  EXPECT_THROW(open_gtfs(folder / "broken.zip"), twin::IoError);
}

TEST(Sweref, PutsTheCountysTownsWhereThePackageHasThem) {
  const auto [east, north] = sweref99_tm()(65.592433, 19.179147);  // Arvidsjaur Busstation
  EXPECT_NEAR(east, 692'590, 10);
  EXPECT_NEAR(north, 7'280'880, 10);
}

// The package's own timetable was made from this feed and week. It keeps stops beyond the county whose nodes have
// another name than the stop; the importer leaves those out, and with them changes the patterns of the trips that
// call there.
TEST(Norrbotten, ImportsItsPublishedFeedAsThePackageHasIt) {
  const auto feed = std::filesystem::path(RURBAN_ROOT) / "../shared/data/gtfs_lanstrafiken_2023";
  if (!std::filesystem::exists(feed)) GTEST_SKIP() << "skipped: ../shared/data is not here";
  const County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
  const GtfsTimetable read = read_gtfs(open_gtfs(feed), twin::date(2023, 2, 13), county.road_nodes, sweref99_tm());
  using Key =
      std::tuple<std::string, std::string, std::vector<std::array<std::int32_t, 3>>, std::int32_t, int, std::int32_t>;
  const auto keys = [](const std::vector<BusPattern>& patterns, const std::vector<BusTrip>& trips) {
    std::vector<Key> result;
    for (const BusTrip& trip : trips) {
      std::vector<std::array<std::int32_t, 3>> stops;
      for (const BusStopTime& stop : patterns[trip.pattern].stops)
        stops.push_back({static_cast<std::int32_t>(stop.node), stop.arrive_min, stop.depart_min});
      result.emplace_back(patterns[trip.pattern].line, patterns[trip.pattern].kind, stops, trip.start_min,
                          trip.weekdays, trip.days_per_year);
    }
    std::sort(result.begin(), result.end());
    return result;
  };
  const auto ours = keys(read.patterns, read.trips), theirs = keys(county.bus_patterns, county.bus_trips);
  std::vector<Key> both;
  std::set_intersection(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(both));
  EXPECT_EQ(ours.size(), theirs.size());
  EXPECT_GE(static_cast<double>(both.size()), 0.97 * static_cast<double>(theirs.size()));
  RecordProperty("equal_trips", static_cast<int>(both.size()));
  std::printf("%zu of %zu trips are equal\n", both.size(), theirs.size());
}

}  // namespace
}  // namespace rurban
