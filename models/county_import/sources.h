#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace rurban {

/// What a file of others can be for a county package.
enum class SourceKind : std::uint8_t {
  kMunicipalList,   ///< code, name and areas
  kCensusGrid,      ///< Eurostat's square kilometres, CSV or GeoPackage
  kLocalities,      ///< named places
  kSeries,          ///< residents by municipality and year
  kAgeGroups,       ///< residents by five groups of age
  kHouseholdSizes,  ///< persons per household
  kPoints,          ///< service points, CSV or GeoJSON
  kMastList,
  kOpenStreetMap,
  kTimetable,  ///< GTFS, a folder or a zip file
  kElevation   ///< GeoTIFF
};

/// The files of a folder by what they are.
struct Sources {
  /// The first is the one to use: it bears the name of its kind, or comes first by path. The others are told.
  std::map<SourceKind, std::vector<std::filesystem::path>> files;
  std::map<std::string, std::filesystem::path> tables;  ///< of a package, by name: taken as they are
  std::vector<std::filesystem::path> unknown;           ///< nothing that a package could use

  /// The file to use, or an empty path.
  std::filesystem::path first(SourceKind kind) const;
};

/// Looks through a folder and those in it, but not through `leave_out` nor through hidden ones. A file is known by
/// the columns of its header, others by their ending: .osm.pbf (.osm, .osm.bz2), .tif, .gpkg, .geojson, .zip with a
/// GTFS feed in it, folders with stops.txt and stop_times.txt. A CSV file or ASCII grid with the name of a package's
/// table (and its columns) is that table. Throws twin::IoError when the folder can't be read.
Sources find_sources(const std::filesystem::path& folder, const std::filesystem::path& leave_out = {});

}  // namespace rurban
