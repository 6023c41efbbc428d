#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/coverage/mast_import.h"
#include "models/services/points_import.h"
#include "models/transport/gtfs.h"
#include "tools/commands.h"
#include "tools/import.h"
#include "twin/io/ascii_grid.h"
#include "twin/io/file.h"

#ifdef RURBAN_GDAL
#include "models/coverage/geotiff.h"
#endif

namespace tools {
namespace {

using rurban::GtfsTimetable;

void tell(const Options& o, const GtfsTimetable& timetable) {
  fmt::print("{} {}, {} {}\n", timetable.trips.size(), o.tr("turer", "trips"), timetable.patterns.size(),
             o.tr("körmönster", "patterns"));
  fmt::print("{}: {} {}, {} {}\n", o.tr("hållplatser lagda på vägnätet", "stops put on the roads"),
             timetable.matched_by_name, o.tr("efter namn", "by name"), timetable.matched_by_distance,
             o.tr("efter läge", "by position"));
  const auto repair = [](int count, const std::string& what) {
    if (count != 0) fmt::print("  {} {}\n", count, what);
  };
  const rurban::GtfsRepairs& repairs = timetable.repairs;
  repair(repairs.sorted_trips, o.tr("turer lagda i hållplatsernas ordning", "trips put in the order of their stops"));
  repair(repairs.filled_times,
         o.tr("tider som saknades, lagda mellan de givna", "missing times, put between those given"));
  repair(repairs.short_trips, o.tr("turer med färre än två hållplatser på vägnätet, utelämnade",
                                   "trips with fewer than two stops on the roads, left out"));
  repair(repairs.other_routes, o.tr("turer som inte är bussar, utelämnade", "trips that are no buses, left out"));
  if (!repairs.far_stops.empty())
    fmt::print("  {} {}: {}\n", repairs.far_stops.size(),
               o.tr("hållplatser långt från vägnätet, utelämnade", "stops far from the roads, left out"),
               fmt::join(repairs.far_stops, ", "));
}

}  // namespace

twin::Date date_of(const std::string& option, const std::string& text, const std::string& example) {
  if (const auto date = twin::parse_date(text)) return *date;
  throw twin::InputError({{{option},
                           {fmt::format("«{}» är inget datum", text), fmt::format("'{}' is no date", text)},
                           "",
                           {"som " + example, "as " + example}}});
}

int import_gtfs(const Options& options, const std::filesystem::path& feed, const std::filesystem::path& package,
                const std::string& week, const std::filesystem::path& out) {
  const twin::Date day = date_of("--week", week, "2023-02-13");
  const rurban::County county = rurban::load_county(package);
  const auto files = rurban::open_gtfs(feed);
  const GtfsTimetable timetable = rurban::read_gtfs(files, day, county.road_nodes, rurban::sweref99_tm());
  const rurban::BusTables tables = rurban::to_tables(
      timetable, county.road_nodes, fmt::format("GTFS feed {}, week of {}", feed.filename().string(), week));
  std::filesystem::create_directories(out);
  for (const auto& [name, text] :
       {std::pair{"bus_patterns.csv", &tables.patterns}, std::pair{"bus_stop_times.csv", &tables.stop_times},
        std::pair{"bus_trips.csv", &tables.trips}})
    twin::write_text(out / name, *text);
  if (!options.quiet) tell(options, timetable);
  fmt::print("{}: {}\n", options.tr("Tabeller", "Tables"), out.string());
  return kOk;
}

int import_points(const Options& options, const std::filesystem::path& file, const std::filesystem::path& package,
                  const std::filesystem::path& out) {
  const rurban::County county = rurban::load_county(package);
  const twin::TextFile text(file.string(), twin::read_text(file));
  const rurban::ImportedPoints found = rurban::read_points(text, county.places, rurban::sweref99_tm());
  const std::string table = rurban::to_table(found.points, county.places, file.filename().string());
  twin::write_text(out, table);
  if (!options.quiet && !found.far.empty())
    fmt::print("{} {}: {}\n", found.far.size(),
               options.tr("punkter långt från alla orter, utelämnade", "points far from all places, left out"),
               fmt::join(found.far, ", "));
  fmt::print("{} {}: {}\n", found.points.size(), options.tr("punkter", "points"), out.string());
  return kOk;
}

int import_masts(const Options& options, const std::filesystem::path& file, const std::filesystem::path& package,
                 const std::filesystem::path& out, bool clip) {
  const rurban::County county = rurban::load_county(package);
  if (!county.terrain)
    throw twin::InputError({{{(package / "county.yaml").string()},
                             {"paketet har inga raster: ingen vet var det är land",
                              "the package has no rasters: nobody knows where there is land"},
                             ""}});
  const twin::TextFile text(file.string(), twin::read_text(file));
  using rurban::coverage::Elsewhere;
  const auto found =
      rurban::coverage::read_masts(text, rurban::coverage::county_cells(*county.terrain), rurban::sweref99_tm(),
                                   clip ? Elsewhere::kLeaveOut : Elsewhere::kFault);
  twin::write_text(out, rurban::coverage::to_table(found.network, file.filename().string()));
  if (!options.quiet && found.other_nets != 0)
    fmt::print("  {} {}\n", found.other_nets,
               options.tr("celler i andra nät, utelämnade", "cells of other nets, left out"));
  if (!options.quiet && found.elsewhere != 0)
    fmt::print("  {} {}\n", found.elsewhere,
               options.tr("celler i vatten eller utanför länet, utelämnade",
                          "cells in water or outside the county, left out"));
  fmt::print("{} {} {} {}: {}\n", found.cells, options.tr("celler på", "cells at"), found.network.sites.size(),
             options.tr("platser", "sites"), out.string());
  return kOk;
}
#ifdef RURBAN_GDAL
int import_terrain(const Options& options, const std::filesystem::path& file, const std::filesystem::path& package,
                   int cell_m, const std::filesystem::path& out) {
  const rurban::County county = rurban::load_county(package);
  if (!county.terrain)
    throw twin::InputError({{{package.string()},
                             {"länspaketet har inga raster", "the county package has no rasters"},
                             "",
                             {"dess municipality och land_cover säger var länets land är",
                              "its municipality and land_cover say where the county's land is"}}});
  const auto elevation = rurban::coverage::read_geotiff(file, *county.terrain, cell_m);
  std::filesystem::create_directories(out);
  for (const auto& [name, grid] :
       {std::pair{"elevation_mean_m.asc", &elevation.mean_m}, std::pair{"elevation_max_m.asc", &elevation.max_m}})
    twin::write_atomically(out / name, [&](twin::OutputFile& raster) { twin::write_ascii_grid(*grid, raster); });
  if (!options.quiet)
    fmt::print("{} x {} {} {} m\n", elevation.mean_m.columns, elevation.mean_m.rows,
               options.tr("rutor om", "cells of"), cell_m);
  fmt::print("{}: {}\n", options.tr("Raster", "Rasters"), out.string());
  return kOk;
}
#else
int import_terrain(const Options&, const std::filesystem::path& file, const std::filesystem::path&, int,
                   const std::filesystem::path&) {
  throw twin::InputError({{{file.string()},
                           {"det här programmet är byggt utan GDAL och läser ingen GeoTIFF",
                            "this program is built without GDAL and reads no GeoTIFF"},
                           "",
                           {"bygg med -DRURBAN_GDAL=ON", "build with -DRURBAN_GDAL=ON"}}});
}
#endif

}  // namespace tools
