#pragma once
#include <filesystem>
#include <string>

#include "tools/session.h"

namespace tools {

/// What `rurban import osm`, `grid`, `series` and `county` are asked for.
struct ImportWanted {
  std::filesystem::path source;       ///< a file, or for `county` a folder of them
  std::filesystem::path out;          ///< a table, or for `osm` and `county` a folder
  std::filesystem::path package;      ///< of `osm`: whose places points and nodes belong to; empty: none
  std::filesystem::path localities;   ///< of `grid`: the named places
  std::filesystem::path like;         ///< of `county`: the package that lends what is missing
  std::string name, base_date, week;  ///< of `county`; empty: as CountyImport has them
};

/// A date that an option gives. Throws InputError, with an example of how it is written.
twin::Date date_of(const std::string& option, const std::string& text, const std::string& example);

/// `rurban import osm`: roads, named places and services of an OpenStreetMap file, as road_nodes.csv, road_links.csv,
/// localities.csv, and service_points.csv (with a package) or points.csv (without). Throws InputError when the
/// program is built without libosmium.
int import_osm(const Options& options, const ImportWanted& wanted);
/// `rurban import grid`: the European census grid settled on named places, as places.csv.
int import_grid(const Options& options, const ImportWanted& wanted);
/// `rurban import series`: residents by municipality and year, as population_history.csv.
int import_series(const Options& options, const ImportWanted& wanted);
/// `rurban import county`: a package from a folder of files, with what it lacks on the screen and in gaps.md. Returns
/// kCheckFailed when something is missing without which it can't be run.
int import_county(const Options& options, const ImportWanted& wanted);

}  // namespace tools
