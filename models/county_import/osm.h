#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/county_import/localities.h"
#include "models/county_import/road_graph.h"
#include "models/projection.h"

namespace rurban {

/// A point of a kind of service_points.csv.
struct NamedPoint {
  std::string kind, name;
  double east_m = 0, north_m = 0;
};

/// What an extract of OpenStreetMap tells about a county.
struct OsmExtract {
  RoadMap roads;                     ///< from motorways to unclassified roads that cars may use
  std::vector<Locality> localities;  ///< of unknown municipality; city, town, village, hamlet, isolated dwelling
  std::vector<NamedPoint> points;    ///< shops, care, schools …, drawn as points or as outlines
  std::size_t cut_lines = 0;         ///< roads that leave the extract: kept as far as it goes
};

/// Reads an OpenStreetMap file (.osm.pbf, .osm, .osm.bz2 …). Speeds are the signed limits, else those usual for the
/// class. Relations are left unread, so schools and the like drawn as several outlines are missing, and ferries, so
/// islands without a bridge are. Throws twin::IoError when the file is missing, damaged or of another kind.
/// Only in programs built with libosmium.
OsmExtract read_osm(const std::filesystem::path& file, const Projection& project);

/// km/h of a maxspeed tag: "70", "40 mph", "SE:urban"; 0 for what says nothing, as "signals".
double speed_limit(std::string_view maxspeed);
/// km/h of a car on a road of that class without a signed limit; 0 for classes that are not read.
double usual_speed(std::string_view highway);
/// The kind of service_points.csv of a shop, amenity or healthcare tag; empty for none.
std::string point_kind(std::string_view key, std::string_view value);

/// A table of points as `rurban import points` reads it.
std::string to_points_table(const std::vector<NamedPoint>& points, const std::string& origin);
/// A table of names as read_localities() reads it; the municipality stands empty where it is unknown.
std::string to_localities_table(const std::vector<Locality>& localities, const std::string& origin);

}  // namespace rurban
