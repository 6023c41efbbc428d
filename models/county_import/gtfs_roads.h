#pragma once
#include <span>
#include <vector>

#include "models/county_import/road_graph.h"
#include "models/projection.h"
#include "twin/base/calendar.h"
#include "twin/io/text_file.h"

namespace rurban {

/// Roads as far as buses drive them.
struct GtfsRoads {
  RoadGraph graph;
  std::size_t estimated = 0;  ///< links whose length is a straight line times a factor
  std::size_t ties = 0;       ///< of them, those between stops of one crossing
};

/// A network of the stops that a feed's buses call at (platforms joined into their stop area) with a link between
/// neighbours: driven metres where the feed has plausible ones (`shape_dist_traveled`, in metres or kilometres), else
/// the straight line times 1.3; seconds by the timetable. Of several trips the median counts. Stops within 150 m that
/// no trip joins are tied. Of what is not connected the longest part stays. Throws twin::InputError with every fault.
GtfsRoads roads_of_gtfs(const std::vector<twin::TextFile>& files, const Projection& project);

/// The stop areas that the feed's buses call at.
std::vector<RoadPoint> stops_of_gtfs(const std::vector<twin::TextFile>& files, const Projection& project);

/// The Monday of the week with most departures, the first of equals. Requires: files of a feed with any service
twin::Date busiest_week(const std::vector<twin::TextFile>& files);

}  // namespace rurban
