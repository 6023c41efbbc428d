#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "models/county/county.h"
#include "models/county_import/census_cells.h"
#include "models/county_import/localities.h"
#include "models/county_import/osm.h"
#include "models/county_import/series.h"
#include "models/county_import/settlement.h"
#include "models/county_import/source_file.h"
#include "models/services/points_import.h"
#include "tools/commands.h"
#include "tools/import.h"
#include "twin/io/file.h"

namespace tools {

int import_series(const Options& options, const ImportWanted& wanted) {
  const auto series = rurban::read_series(rurban::open_source(wanted.source));
  twin::write_text(wanted.out, to_table(series, wanted.source.filename().string()));
  std::set<int> municipalities, years;
  for (const rurban::PopulationCount& count : series) {
    municipalities.insert(count.municipality);
    years.insert(count.year);
  }
  fmt::print("{} {}, {} {}: {}\n", municipalities.size(), options.tr("kommuner", "municipalities"), years.size(),
             options.tr("år", "years"), wanted.out.string());
  return kOk;
}

int import_grid(const Options& options, const ImportWanted& wanted) {
  const auto cells = rurban::read_census_grid(wanted.source);
  auto localities = rurban::read_localities(rurban::open_source(wanted.localities), rurban::sweref99_tm());
  const std::size_t before = localities.size();
  std::erase_if(localities, [](const rurban::Locality& locality) { return locality.municipality == 0; });
  const rurban::Settlement settled = rurban::settle(cells, localities);
  twin::write_text(wanted.out, to_table(settled, wanted.source.filename().string() + ", " +
                                                     wanted.localities.filename().string()));
  if (!options.quiet && before != localities.size())
    fmt::print("  {} {}\n", before - localities.size(),
               options.tr("orter utan kommun, utelämnade", "places without a municipality, left out"));
  if (!options.quiet && settled.far_cells != 0)
    fmt::print("  {:.0f} {}\n", settled.far_residents,
               options.tr("invånare utan ort i närheten, utelämnade", "residents with no place near, left out"));
  double residents = 0;
  for (const rurban::MunicipalCount& count : settled.municipalities) residents += count.census.residents;
  fmt::print("{} {}, {} {}, {:.0f} {}: {}\n", settled.municipalities.size(), options.tr("kommuner", "municipalities"),
             settled.places.size(), options.tr("orter", "places"), residents, options.tr("invånare", "residents"),
             wanted.out.string());
  return kOk;
}

#ifdef RURBAN_OSMIUM
int import_osm(const Options& options, const ImportWanted& wanted) {
  const rurban::Projection project = rurban::sweref99_tm();
  rurban::OsmExtract extract = rurban::read_osm(wanted.source, project);
  const std::string origin = wanted.source.filename().string() + ", © OpenStreetMap contributors (ODbL)";
  rurban::County county;
  if (!wanted.package.empty()) county = rurban::load_county(wanted.package);
  rurban::RoadGraph graph = rurban::road_graph(extract.roads);
  rurban::set_municipalities(graph.nodes, county.places, rurban::kFarthestNodeM);
  for (rurban::Locality& locality : extract.localities) {
    rurban::RoadNode at{"", rurban::kOutsideCounty, static_cast<std::int32_t>(locality.east_m),
                        static_cast<std::int32_t>(locality.north_m), 0};
    rurban::set_municipalities({&at, 1}, county.places, rurban::kFarthestNodeM);
    if (at.municipality != rurban::kOutsideCounty)
      locality.municipality = county.municipalities[at.municipality].code;
  }
  const auto code_of = [&](std::uint32_t municipality) { return county.municipalities[municipality].code; };
  std::filesystem::create_directories(wanted.out);
  const rurban::RoadTables roads = to_tables(graph, code_of, origin);
  twin::write_text(wanted.out / "road_nodes.csv", roads.nodes);
  twin::write_text(wanted.out / "road_links.csv", roads.links);
  twin::write_text(wanted.out / "localities.csv", to_localities_table(extract.localities, origin));
  const std::string points = to_points_table(extract.points, origin);
  std::size_t kept = extract.points.size();
  if (!extract.points.empty() && !county.places.empty()) {
    const auto found = rurban::read_points({"OpenStreetMap", points}, county.places, project);
    kept = found.points.size();
    twin::write_text(wanted.out / "service_points.csv", rurban::to_table(found.points, county.places, origin));
  } else {
    twin::write_text(wanted.out / "points.csv", points);
  }
  double metres = 0;
  for (const rurban::RoadLink& link : graph.links) metres += link.length_m;
  if (!options.quiet && graph.parts > 1)
    fmt::print("  {} {}, {:.0f} km\n", graph.parts - 1,
               options.tr("delar som inte hänger ihop med resten, utelämnade",
                          "parts that are not connected with the rest, left out"),
               graph.dropped_km);
  if (!options.quiet && kept != extract.points.size())
    fmt::print("  {} {}\n", extract.points.size() - kept,
               options.tr("punkter långt från alla orter, utelämnade", "points far from all places, left out"));
  fmt::print("{} {}, {} {}, {:.0f} km, {} {}, {} {}: {}\n", graph.nodes.size(), options.tr("noder", "nodes"),
             graph.links.size(), options.tr("länkar", "links"), metres / 1'000, extract.localities.size(),
             options.tr("orter", "places"), kept, options.tr("servicepunkter", "service points"),
             wanted.out.string());
  return kOk;
}
#else
int import_osm(const Options&, const ImportWanted& wanted) {
  throw twin::InputError({{{wanted.source.string()},
                           {"det här programmet är byggt utan libosmium och läser ingen OpenStreetMap",
                            "this program is built without libosmium and reads no OpenStreetMap"},
                           "",
                           {"bygg med -DRURBAN_OSMIUM=ON", "build with -DRURBAN_OSMIUM=ON"}}});
}
#endif

}  // namespace tools
