#include "models/county_import/package.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "models/county/county.h"
#include "models/county/manifest.h"
#include "models/county/tables.h"
#include "models/county_import/borrowed.h"
#include "models/county_import/census_cells.h"
#include "models/county_import/gtfs_roads.h"
#include "models/county_import/localities.h"
#include "models/county_import/osm.h"
#include "models/county_import/road_graph.h"
#include "models/county_import/series.h"
#include "models/county_import/settlement.h"
#include "models/county_import/source_file.h"
#include "models/county_import/sources.h"
#include "models/coverage/mast_import.h"
#include "models/places.h"
#include "models/services/points_import.h"
#include "models/transport/gtfs.h"
#include "twin/io/csv.h"
#include "twin/io/fault_log.h"
#include "twin/io/file.h"
#include "twin/io/table_spec.h"

#ifdef RURBAN_GDAL
#include "models/coverage/geotiff.h"
#endif

namespace rurban {
namespace {

namespace fs = std::filesystem;
using twin::Text;

constexpr double kStopToRoadM = 100;  // as stops of the same name are matched, models/transport/gtfs.cpp
constexpr double kPersonsPerHousehold =
    1.95;                                // scenarios/demography/README.md: where none is published; 1.88 to 2.02
constexpr double kRoadMarginM = 40'000;  // beyond the outermost places, roads of a map are left out

/// One table on its way into the package.
struct MadeTable {
  std::string content;
  std::string ending = "csv";
  std::string source, licence, date;
  bool synthetic = false;
};

class Builder {
 public:
  explicit Builder(const CountyImport& wanted)
      : wanted_(wanted), sources_(find_sources(wanted.folder, wanted.out)), project_(sweref99_tm()) {
    for (const KnownTable& table : known_tables()) {
      TableReport& report = report_.tables.emplace_back();
      report.table = table.name;
      report.required = table.required;
    }
    twin::FaultLog faults;
    like_ = load_county(wanted.like);
    like_tables_ = read_manifest(wanted.like, known_tables(), faults).tables;
    faults.throw_if_any();
  }

  ImportReport build() {
    take_given();
    read_open_street_map();
    people();
    roads();
    buses();
    points();
    ages_and_households();
    if (!county_.municipalities.empty()) borrow();
    drop_part("elevation_mean_m",
              {"elevation_mean_m", "elevation_max_m", "land_cover", "inland_water_percent", "municipality"});
    drop_part("bus_patterns", {"bus_patterns", "bus_stop_times", "bus_trips"});
    drop_part("freight_routes", {"freight_routes", "freight_stops"});
    write();
    if (report_.complete()) {
      with_terrain();
      load_county(wanted_.out);
    }
    history();
    unused();
    twin::write_text(wanted_.out / "gaps.md", to_markdown(report_, name()));
    return std::move(report_);
  }

 private:
  // ---- what is told

  std::string name() const {
    if (!wanted_.name.empty()) return wanted_.name;
    const fs::path folder = fs::weakly_canonical(wanted_.folder);
    return folder.filename().string();
  }
  std::string date() const { return fmt::format("{}", twin::to_string(wanted_.base_date)); }
  std::string named(const fs::path& path) const { return path.lexically_relative(wanted_.folder).string(); }
  TableReport& report(std::string_view table) {
    return *std::find_if(report_.tables.begin(), report_.tables.end(),
                         [&](const TableReport& one) { return one.table == table; });
  }
  bool has(std::string_view table) { return tables_.contains(std::string(table)); }
  void doubt(std::string_view table, Text text) { report(table).doubts.push_back(std::move(text)); }

  void put(const std::string& table, TableState state, std::string content, const std::string& files) {
    const bool borrowed = state == TableState::kDefault;
    tables_[table] = {std::move(content),
                      "csv",
                      files,
                      borrowed ? "as the package it is borrowed from" : "as its source",
                      date(),
                      borrowed};
    report(table).state = state;
    report(table).from = {files, files};
  }

  // ---- tables that the folder has already

  void take_given() {
    for (const auto& [table, path] : sources_.tables) {
      put(table, TableState::kGiven, twin::read_text(path), named(path));
      tables_[table].ending = path.extension().string().substr(1);
    }
    twin::FaultLog faults;
    std::vector<twin::TableSource> given;
    for (twin::TableSpec& spec : table_specs())
      if (has(spec.name) && (spec.name == "municipalities" || spec.name == "places" || spec.name == "road_nodes"))
        given.push_back({std::move(spec), {named(sources_.tables.at(spec.name)), tables_.at(spec.name).content}});
    const twin::TableSet set(std::move(given), faults);
    faults.throw_if_any();
    if (const twin::InputTable* table = set.find("municipalities"))
      for (std::size_t row = 0; row != table->rows(); ++row) {
        Municipality& municipality = county_.municipalities.emplace_back();
        municipality.code = (*table)["municipality"].whole(row);
        municipality.name = (*table)["name"].text(row);
        municipality.census.residents = (*table)["residents"].whole(row);
        municipality.census.by_age = {(*table)["age_0_14"].whole(row), (*table)["age_15_64"].whole(row),
                                      (*table)["age_65_plus"].whole(row)};
        municipality.census.employed = (*table)["employed"].whole(row);
      }
    if (const twin::InputTable* table = set.find("places"))
      for (std::size_t row = 0; row != table->rows(); ++row) {
        Place& place = county_.places.emplace_back();
        place.name = (*table)["name"].text(row);
        place.number = (*table)["place"].whole(row);
        place.municipality = (*table)["municipality"].target(row);
        place.east_m = (*table)["east_m"].whole(row);
        place.north_m = (*table)["north_m"].whole(row);
      }
    if (const twin::InputTable* table = set.find("road_nodes"))
      for (std::size_t row = 0; row != table->rows(); ++row)
        county_.road_nodes.push_back({(*table)["name"].text(row), (*table)["municipality"].target(row),
                                      (*table)["east_m"].whole(row), (*table)["north_m"].whole(row),
                                      (*table)["node"].whole(row)});
  }

  // ---- OpenStreetMap, which several tables can come from

  void read_open_street_map() {
    const fs::path path = sources_.first(SourceKind::kOpenStreetMap);
    if (path.empty()) return;
#ifdef RURBAN_OSMIUM
    osm_ = read_osm(path, project_);
    osm_file_ = named(path);
    osm_credit_ = osm_file_ + " © OpenStreetMap contributors, ODbL";
#else
    report_.notes.push_back({fmt::format("{} lästes inte: programmet är byggt utan libosmium", named(path)),
                             fmt::format("{} was not read: this program is built without libosmium", named(path))});
#endif
  }

  // ---- municipalities and places

  void people() {
    const fs::path grid = sources_.first(SourceKind::kCensusGrid),
                   named_places = sources_.first(SourceKind::kLocalities),
                   municipalities = sources_.first(SourceKind::kMunicipalList);
    if (has("municipalities") != has("places")) {
      const char *one = has("places") ? "places" : "municipalities",
                 *other = has("places") ? "municipalities" : "places";
      doubt(other, {fmt::format("{} är given; den andra görs inte därtill, lägg den i mappen", one),
                    fmt::format("{} is given; the other is not made to fit it, put it into the folder", one)});
      return;
    }
    if (has("places")) return;
    const auto missing = [&](const char* sv, const char* en) {
      for (const char* table : {"municipalities", "places"}) doubt(table, {sv, en});
    };
    if (grid.empty())
      missing("ett rutnät med folkmängd saknas (Eurostats census grid, CSV eller GeoPackage)",
              "a grid of residents is missing (Eurostat's census grid, CSV or GeoPackage)");
    if (municipalities.empty())
      missing("en tabell över kommuner saknas (code, name, land_km2)",
              "a table of municipalities is missing (code, name, land_km2)");
    if (named_places.empty() && osm_.localities.empty())
      missing("namngivna orter saknas (name, municipality, lat, lon; eller OpenStreetMap)",
              "named places are missing (name, municipality, lat, lon; or OpenStreetMap)");
    if (grid.empty() || municipalities.empty() || (named_places.empty() && osm_.localities.empty())) return;

    std::vector<CensusCell> cells = read_census_grid(grid);
    std::vector<Locality> localities =
        named_places.empty() ? osm_.localities : read_localities(open_source(named_places), project_);
    const std::string places_from = named_places.empty() ? osm_credit_ : named(named_places);
    read_municipalities(open_source(municipalities));
    find_municipalities(localities, cells, places_from);
    settle_people(cells, localities);
    const std::string from = named(grid) + ", " + places_from;
    put("places", TableState::kMade, to_table(settlement_, from), from);
    put_municipalities(named(municipalities) + ", " + named(grid));
  }

  /// Areas by code, until it is known which municipalities have people.
  void read_municipalities(const twin::TextFile& file) {
    const std::vector<std::string> header = header_of(file);
    const std::string code = first_column(header, {"code", "municipality", "kommun", "kommunkod"});
    twin::TableSpec spec{
        "municipalities",
        {twin::whole_column(code, 1, 9999), twin::text_column("name"), twin::decimal_column("land_km2", 0.01, 1e6),
         twin::decimal_column("lakes_km2", 0, 1e6).absent_ok(), twin::decimal_column("sea_km2", 0, 1e6).absent_ok()},
        {{code}, {"name"}}};
    const twin::TableSet tables = read_source(std::move(spec), file);
    const twin::InputTable& table = *tables.find("municipalities");
    for (std::size_t row = 0; row != table.rows(); ++row) {
      Municipality& municipality = county_.municipalities.emplace_back();
      municipality.code = table[code].whole(row);
      municipality.name = table["name"].text(row);
      municipality.land_km2 = table["land_km2"].decimal(row);
      if (table["sea_km2"].present()) municipality.sea_km2 = table["sea_km2"].decimal(row);
      if (table["lakes_km2"].present()) lakes_km2_[municipality.code] = table["lakes_km2"].decimal(row);
    }
  }

  /// Names without a municipality take that of the nearest people who have one.
  void find_municipalities(std::vector<Locality>& localities, std::span<const CensusCell> cells,
                           const std::string& from) {
    const bool known =
        std::any_of(cells.begin(), cells.end(), [](const CensusCell& c) { return c.municipality != 0; });
    std::size_t found = 0, lost = 0;
    for (Locality& locality : localities) {
      if (locality.municipality != 0) continue;
      if (!known) {
        ++lost;
        continue;
      }
      double least = 1e18;
      for (const CensusCell& cell : cells) {
        const double apart = std::hypot(cell.east_m - locality.east_m, cell.north_m - locality.north_m);
        if (cell.municipality == 0 || apart >= least) continue;
        least = apart;
        locality.municipality = cell.municipality;
      }
      ++found;
    }
    std::erase_if(localities, [](const Locality& locality) { return locality.municipality == 0; });
    if (found != 0)
      doubt("places", {fmt::format("{} orter i {} har kommunen hos närmaste invånare", found, from),
                       fmt::format("{} places of {} have the municipality of their nearest residents", found, from)});
    if (lost != 0)
      doubt("places", {fmt::format("{} orter utan kommun, utelämnade", lost),
                       fmt::format("{} places without a municipality, left out", lost)});
  }

  void settle_people(std::vector<CensusCell>& cells, std::vector<Locality>& localities) {
    const auto is_ours = [&](int code) { return code == 0 || index_of(code).has_value(); };
    const auto leave_out = [&](auto& rows, const auto& code_of, const char* sv, const char* en) {
      const std::size_t before = rows.size();
      std::erase_if(rows, [&](const auto& row) { return !is_ours(code_of(row)); });
      if (rows.size() != before)
        doubt("places",
              {fmt::format("{} {}", before - rows.size(), sv), fmt::format("{} {}", before - rows.size(), en)});
    };
    leave_out(
        cells, [](const CensusCell& cell) { return cell.municipality; }, "rutor i andra kommuner, utelämnade",
        "cells of other municipalities, left out");
    leave_out(
        localities, [](const Locality& locality) { return locality.municipality; },
        "orter i andra kommuner, utelämnade", "places of other municipalities, left out");
    settlement_ = settle(cells, localities);
    if (settlement_.far_cells != 0)
      doubt("places", {fmt::format("{:.0f} invånare i {} rutor utan ort i närheten, utelämnade",
                                   settlement_.far_residents, settlement_.far_cells),
                       fmt::format("{:.0f} residents of {} cells with no place near, left out",
                                   settlement_.far_residents, settlement_.far_cells)});
    if (settlement_.renamed != 0)
      doubt("places", {fmt::format("{} orter fick ett väderstreck till sitt namn, som en större redan har",
                                   settlement_.renamed),
                       fmt::format("{} places got a direction to their name, which a larger one has already",
                                   settlement_.renamed)});
    std::vector<Municipality> inhabited;
    for (Municipality& municipality : county_.municipalities)
      for (const MunicipalCount& count : settlement_.municipalities)
        if (count.code == municipality.code && count.census.residents > 0) {
          municipality.census = count.census;
          inhabited.push_back(municipality);
        }
    county_.municipalities = std::move(inhabited);
    for (const SettledPlace& settled : settlement_.places) {
      county_.places.push_back(settled.place);
      county_.places.back().municipality =
          static_cast<std::uint32_t>(*index_of(static_cast<int>(settled.place.municipality)));
    }
  }

  std::optional<std::size_t> index_of(int code) const {
    for (std::size_t i = 0; i != county_.municipalities.size(); ++i)
      if (county_.municipalities[i].code == code) return i;
    return std::nullopt;
  }

  void put_municipalities(const std::string& from) {
    const fs::path series = sources_.first(SourceKind::kSeries);
    std::map<int, std::int32_t> register_count;
    const int year = static_cast<int>(std::chrono::year_month_day(wanted_.base_date - std::chrono::days(1)).year());
    if (!series.empty())
      for (const PopulationCount& count : read_series(open_source(series)))
        if (count.year == year) register_count[count.municipality] = count.residents;
    std::vector<std::string> unknown;
    const bool seas = true, lakes = !lakes_km2_.empty();
    std::string text = fmt::format(
        "# {}\nmunicipality,name,land_km2,{}{}residents_register,residents,women,men,age_0_14,"
        "age_15_64,age_65_plus,employed\n",
        from, lakes ? "lakes_km2," : "", seas ? "sea_km2," : "");
    for (Municipality& municipality : county_.municipalities) {
      const Margins& census = municipality.census;
      const auto known = register_count.find(municipality.code);
      municipality.residents_register = known == register_count.end() ? census.residents : known->second;
      if (known == register_count.end()) unknown.push_back(municipality.name);
      text += fmt::format("{},{},{},{}{},{},{},{},{},{},{},{},{}\n", municipality.code,
                          twin::csv_field(municipality.name), municipality.land_km2,
                          lakes ? fmt::format("{},", lakes_km2_[municipality.code]) : "", municipality.sea_km2,
                          municipality.residents_register, census.residents, census.by_sex[0], census.by_sex[1],
                          census.by_age[0], census.by_age[1], census.by_age[2], census.employed);
    }
    put("municipalities", TableState::kMade, std::move(text), series.empty() ? from : from + ", " + named(series));
    if (!unknown.empty())
      doubt("municipalities", {fmt::format("folkmängden 31 december {} är okänd; rutnätets gäller för {}", year,
                                           fmt::join(unknown, ", ")),
                               fmt::format("residents on 31 December {} are unknown; the grid's stand for {}", year,
                                           fmt::join(unknown, ", "))});
  }

  // ---- roads and buses

  void roads() {
    if (has("road_nodes") || has("road_links")) return;
    const fs::path feed = sources_.first(SourceKind::kTimetable);
    RoadGraph graph;
    std::string from;
    if (!osm_.roads.lines.empty()) {
      clip(osm_.roads);
      from = osm_credit_;
      if (!feed.empty()) {
        const std::vector<RoadPoint> stops = stops_of_gtfs(files_of(feed), project_);
        const int found = put_on_roads(osm_.roads, stops, kStopToRoadM);
        doubt("road_nodes", {fmt::format("{} av {} hållplatser ligger vid en väg på kartan", found, stops.size()),
                             fmt::format("{} of {} stops lie at a road of the map", found, stops.size())});
        from += "; " + named(feed);
      }
      graph = road_graph(osm_.roads);
    } else if (!feed.empty()) {
      GtfsRoads found = roads_of_gtfs(files_of(feed), project_);
      from = named(feed);
      doubt("road_links",
            {fmt::format("bara vägar där buss går; {} av {} längder är fågelvägen gånger 1,3, {} av dem mellan "
                         "hållplatser vid samma vägskäl",
                         found.estimated, found.graph.links.size(), found.ties),
             fmt::format("only roads where buses run; {} of {} lengths are the straight line times 1.3, {} of them "
                         "between stops of one crossing",
                         found.estimated, found.graph.links.size(), found.ties)});
      graph = std::move(found.graph);
    }
    if (graph.links.empty()) {
      for (const char* table : {"road_nodes", "road_links"})
        doubt(table, {"vägar saknas: OpenStreetMap (.osm.pbf) eller en tidtabell (GTFS)",
                      "roads are missing: OpenStreetMap (.osm.pbf) or a timetable (GTFS)"});
      return;
    }
    if (graph.parts > 1)
      doubt("road_nodes", {fmt::format("{} delar som inte hänger ihop med resten, {:.0f} km, utelämnade",
                                       graph.parts - 1, graph.dropped_km),
                           fmt::format("{} parts that are not connected with the rest, {:.0f} km, left out",
                                       graph.parts - 1, graph.dropped_km)});
    set_municipalities(graph.nodes, county_.places, kFarthestNodeM);
    const RoadTables made = to_tables(
        graph, [&](std::uint32_t municipality) { return county_.municipalities[municipality].code; }, from);
    put("road_nodes", TableState::kMade, made.nodes, from);
    put("road_links", TableState::kMade, made.links, from);
    county_.road_nodes = std::move(graph.nodes);
  }

  /// Of the one feed that is used, for roads and for buses.
  const std::vector<twin::TextFile>& files_of(const fs::path& feed) {
    if (feed_files_.empty()) feed_files_ = open_gtfs(feed);
    return feed_files_;
  }

  /// A map may be of a whole country: what lies far from all places is left out.
  void clip(RoadMap& map) const {
    if (county_.places.empty()) return;
    double west = 1e18, east = -1e18, south = 1e18, north = -1e18;
    for (const Place& place : county_.places) {
      west = std::min<double>(west, place.east_m - kRoadMarginM);
      east = std::max<double>(east, place.east_m + kRoadMarginM);
      south = std::min<double>(south, place.north_m - kRoadMarginM);
      north = std::max<double>(north, place.north_m + kRoadMarginM);
    }
    std::erase_if(map.lines, [&](const RoadLine& line) {
      return std::none_of(line.vertices.begin(), line.vertices.end(), [&](std::uint32_t vertex) {
        const RoadVertex& at = map.vertices[vertex];
        return at.east_m >= west && at.east_m <= east && at.north_m >= south && at.north_m <= north;
      });
    });
  }

  void buses() {
    const fs::path feed = sources_.first(SourceKind::kTimetable);
    if (feed.empty() || has("bus_patterns") || county_.road_nodes.empty()) return;
    const std::vector<twin::TextFile>& files = files_of(feed);
    const twin::Date week = wanted_.week.value_or(busiest_week(files));
    const GtfsTimetable timetable = read_gtfs(files, week, county_.road_nodes, project_);
    const std::string from = fmt::format("{}, {} {}", named(feed), "week of", twin::to_string(week));
    if (timetable.trips.empty()) {
      doubt("bus_patterns", {fmt::format("{} har inga turer veckan {}", named(feed), twin::to_string(week)),
                             fmt::format("{} has no trips in the week of {}", named(feed), twin::to_string(week))});
      return;
    }
    const BusTables made = to_tables(timetable, county_.road_nodes, from);
    put("bus_patterns", TableState::kMade, made.patterns, from);
    put("bus_stop_times", TableState::kMade, made.stop_times, from);
    put("bus_trips", TableState::kMade, made.trips, from);
    if (!timetable.repairs.far_stops.empty())
      doubt("bus_stop_times",
            {fmt::format("{} hållplatser långt från vägnätet, utelämnade", timetable.repairs.far_stops.size()),
             fmt::format("{} stops far from the roads, left out", timetable.repairs.far_stops.size())});
  }

  // ---- services

  void points() {
    const fs::path path = sources_.first(SourceKind::kPoints);
    if (has("service_points") || county_.places.empty() || (path.empty() && osm_.points.empty())) return;
    const std::string from = path.empty() ? osm_credit_ : named(path);
    const twin::TextFile file =
        path.empty() ? twin::TextFile(from, to_points_table(osm_.points, from)) : open_source(path);
    const ImportedPoints found = read_points(file, county_.places, project_);
    if (!found.far.empty())
      doubt("service_points", {fmt::format("{} punkter långt från alla orter, utelämnade", found.far.size()),
                               fmt::format("{} points far from all places, left out", found.far.size())});
    if (found.points.empty()) return;
    put("service_points", TableState::kMade, to_table(found.points, county_.places, from), from);
  }

  // ---- ages and households

  /// By municipality the figures of the year that is nearest to the base date: its year, its row.
  struct Nearest {
    int year = 0;
    std::size_t row = 0;
  };
  std::map<int, Nearest> nearest_rows(const twin::InputTable& table, const std::string& code) const {
    const int wanted = static_cast<int>(std::chrono::year_month_day(wanted_.base_date).year());
    std::map<int, Nearest> rows;
    for (std::size_t row = 0; row != table.rows(); ++row) {
      const int year = table["year"].present() ? table["year"].whole(row) : wanted;
      const auto [known, is_new] = rows.try_emplace(table[code].whole(row), Nearest{year, row});
      if (!is_new && std::abs(year - wanted) < std::abs(known->second.year - wanted)) known->second = {year, row};
    }
    return rows;
  }

  void ages_and_households() {
    if (county_.municipalities.empty()) return;
    if (!has("age_groups")) age_groups();
    if (!has("households")) households();
  }

  void age_groups() {
    const std::string estimate = age_groups_by_profile(county_.municipalities, like_.demography.population);
    const fs::path path = sources_.first(SourceKind::kAgeGroups);
    if (path.empty()) {
      put("age_groups", TableState::kDefault, estimate,
          fmt::format("{}: age_profile, {}", wanted_.like.string(), "census"));
      return;
    }
    const std::vector<std::string> groups{"age_0_15", "age_16_24", "age_25_44", "age_45_64", "age_65_plus"};
    const twin::TextFile file = open_source(path);
    const std::string code = first_column(header_of(file), {"code", "municipality", "kommun", "kommunkod"});
    twin::TableSpec spec{"age_groups",
                         {twin::whole_column(code, 1, 9999), twin::whole_column("year", 1700, 2200).absent_ok()}};
    for (const std::string& group : groups) spec.columns.push_back(twin::whole_column(group, 0, 1e7));
    const twin::TableSet tables = read_source(std::move(spec), file);
    const twin::InputTable& table = *tables.find("age_groups");
    const auto rows = nearest_rows(table, code);
    std::string text = fmt::format("# {}\nmunicipality,{}\n", named(path), fmt::join(groups, ","));
    std::vector<std::string> unknown;
    std::set<int> years;
    for (const Municipality& municipality : county_.municipalities) {
      const auto found = rows.find(municipality.code);
      if (found == rows.end()) {
        unknown.push_back(municipality.name);
        const std::size_t line = estimate.find(fmt::format("\n{},", municipality.code)) + 1;
        text += estimate.substr(line, estimate.find('\n', line) - line + 1);
        continue;
      }
      years.insert(found->second.year);
      text += std::to_string(municipality.code);
      for (const std::string& group : groups) text += fmt::format(",{}", table[group].whole(found->second.row));
      text += '\n';
    }
    put("age_groups", TableState::kMade, std::move(text), named(path));
    if (table["year"].present() && !years.empty())
      doubt("age_groups",
            {fmt::format("år: {}", fmt::join(years, ", ")), fmt::format("year: {}", fmt::join(years, ", "))});
    if (!unknown.empty())
      doubt("age_groups", {fmt::format("uppskattade: {}", fmt::join(unknown, ", ")),
                           fmt::format("estimated: {}", fmt::join(unknown, ", "))});
  }

  void households() {
    const fs::path path = sources_.first(SourceKind::kHouseholdSizes);
    std::map<int, double> sizes;
    if (!path.empty()) {
      const twin::TextFile file = open_source(path);
      const std::string code = first_column(header_of(file), {"code", "municipality", "kommun", "kommunkod"});
      twin::TableSpec spec{"households",
                           {twin::whole_column(code, 1, 9999), twin::whole_column("year", 1700, 2200).absent_ok(),
                            twin::decimal_column("persons_per_household", 1, 10)}};
      const twin::TableSet tables = read_source(std::move(spec), file);
      const twin::InputTable& table = *tables.find("households");
      for (const auto& [municipality, nearest] : nearest_rows(table, code))
        sizes[municipality] = table["persons_per_household"].decimal(nearest.row);
    }
    std::string text =
        fmt::format("# {}; the others: assumption {} (1.88 to 2.02)\nmunicipality,persons_per_household\n",
                    path.empty() ? "no source" : named(path), kPersonsPerHousehold);
    std::vector<std::string> unknown;
    for (const Municipality& municipality : county_.municipalities) {
      const auto known = sizes.find(municipality.code);
      if (known == sizes.end()) unknown.push_back(municipality.name);
      text += fmt::format("{},{}\n", municipality.code, known == sizes.end() ? kPersonsPerHousehold : known->second);
    }
    const bool none = unknown.size() == county_.municipalities.size();
    put("households", none ? TableState::kDefault : TableState::kMade, std::move(text),
        none ? fmt::format("{}", kPersonsPerHousehold) : named(path));
    if (!unknown.empty())
      doubt("households", {fmt::format("antaget {} i {}", kPersonsPerHousehold, fmt::join(unknown, ", ")),
                           fmt::format("assumed {} in {}", kPersonsPerHousehold, fmt::join(unknown, ", "))});
  }

  // ---- what another package lends

  void borrow() {
    const auto sum = [](const County& county, std::int32_t Margins::*field) {
      double total = 0;
      for (const Municipality& municipality : county.municipalities) total += municipality.census.*field;
      return total;
    };
    const double employed = sum(county_, &Margins::employed) / sum(like_, &Margins::employed),
                 residents = sum(county_, &Margins::residents) / sum(like_, &Margins::residents);
    for (const ListedTable& table : like_tables_) {
      const std::string from = fmt::format("{}: {}", wanted_.like.string(), table.name);
      if (has(table.name) || !report(table.name).required) continue;
      if (table.name == "sectors") {
        const std::vector<std::string> columns{"jobs"};
        put(table.name, TableState::kDefault, scaled_table(table.file, columns, {}, employed, 1), from);
        doubt(table.name, {fmt::format("jobben är {:.4g} gånger det länets, som de sysselsatta", employed),
                           fmt::format("its jobs are {:.4g} times that county's, as those employed are", employed)});
      } else if (table.name == "exogenous") {
        const std::vector<std::string> columns{"value", "low", "high"},
            rows{"timber_volume", "guest_nights", "refugees"};
        put(table.name, TableState::kDefault, scaled_table(table.file, columns, rows, residents), from);
        doubt(table.name,
              {fmt::format("timmer, gästnätter och flyktingar är {:.4g} gånger det länets, som invånarna", residents),
               fmt::format("timber, guest nights and refugees are {:.4g} times that county's, as residents are",
                           residents)});
      } else if (table.name == "municipal_economy") {
        std::vector<int> codes, others;
        for (const Municipality& municipality : county_.municipalities) codes.push_back(municipality.code);
        put(table.name, TableState::kDefault, municipal_economy_for(table.file, codes, others), from);
        if (!others.empty())
          doubt(table.name,
                {fmt::format("medel av det länets kommuner för {}", fmt::join(others, ", ")),
                 fmt::format("the mean of that county's municipalities for {}", fmt::join(others, ", "))});
      } else if (is_of_the_nation(table.name)) {
        put(table.name, TableState::kDefault, std::string(table.file.content()), from);
      }
    }
  }

  /// Rates and coefficients describe a society rather than its places.
  static bool is_of_the_nation(const std::string& table) {
    return table == "input_coefficients" || table == "fertility_level" || table == "cars" ||
           std::any_of(kAgeTables.begin(), kAgeTables.end(), [&](const AgeTable& one) { return one.name == table; });
  }

  /// Of tables that only make sense together, some alone are left out.
  void drop_part(const std::string& told_at, const std::vector<std::string>& group) {
    std::vector<std::string> there, absent;
    for (const std::string& table : group) (has(table) ? there : absent).push_back(table);
    if (there.empty() || absent.empty()) return;
    doubt(told_at,
          {fmt::format("{} utelämnas, eftersom {} saknas", fmt::join(there, ", "), fmt::join(absent, ", ")),
           fmt::format("{} left out, since {} is missing", fmt::join(there, ", "), fmt::join(absent, ", "))});
    for (const std::string& table : there) {
      tables_.erase(table);
      report(table).state = TableState::kMissing;
      report(table).from = {};
    }
  }

  // ---- the folder

  void write() {
    fs::create_directories(wanted_.out);
    for (const auto& [table, made] : tables_) twin::write_text(file_of(table), made.content);
    write_manifest();
  }

  fs::path file_of(const std::string& table) {
    return wanted_.out / (table + "." + tables_.at(table).ending);
  }

  static std::string yaml_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return quoted + '"';
  }

  void write_manifest() {
    std::string text = fmt::format(
        "# Made by rurban import county; gaps.md tells what is borrowed and what is missing.\n"
        "name: {}\nbase_date: {}\ntables:\n",
        yaml_text(name()), date());
    for (const TableReport& one : report_.tables) {
      if (!has(one.table)) continue;
      const MadeTable& made = tables_.at(one.table);
      text += fmt::format(
          "  {}:\n    file: {}.{}\n    source: {}\n    licence: {}\n    date: {}\n    synthetic: {}\n", one.table,
          one.table, made.ending, yaml_text(made.source), yaml_text(made.licence), made.date, made.synthetic);
    }
    twin::write_text(wanted_.out / "county.yaml", text);
  }

  /// What needs the package's rasters: elevations of a GeoTIFF, and masts, which stand on land.
  void with_terrain() {
    const fs::path elevation = sources_.first(SourceKind::kElevation), masts = sources_.first(SourceKind::kMastList);
    if (elevation.empty() && (masts.empty() || has("masts"))) return;
    const County county = load_county(wanted_.out);
    if (!county.terrain) {
      const Text why{"behöver rastren land_cover, inland_water_percent och municipality (.asc)",
                     "needs the rasters land_cover, inland_water_percent and municipality (.asc)"};
      const auto told = [&](const fs::path& path) {
        return Text{fmt::format("{} {}", named(path), why.sv), fmt::format("{} {}", named(path), why.en)};
      };
      if (!elevation.empty()) doubt("elevation_mean_m", told(elevation));
      if (!masts.empty()) doubt("masts", told(masts));
      return;
    }
#ifdef RURBAN_GDAL
    if (!elevation.empty()) {
      const auto made = coverage::read_geotiff(elevation, *county.terrain, county.terrain->land_cover.cell_m);
      for (const auto& [table, grid] :
           {std::pair{"elevation_mean_m", &made.mean_m}, std::pair{"elevation_max_m", &made.max_m}}) {
        twin::write_atomically(file_of(table), [&](twin::OutputFile& file) { twin::write_ascii_grid(*grid, file); });
        tables_[table].source = named(elevation);
        report(table).state = TableState::kMade;
        report(table).from = {named(elevation), named(elevation)};
      }
    }
#endif
    if (!masts.empty() && !has("masts")) {
      const auto found = coverage::read_masts(open_source(masts), coverage::county_cells(*county.terrain), project_,
                                              coverage::Elsewhere::kLeaveOut);
      put("masts", TableState::kMade, coverage::to_table(found.network, named(masts)), named(masts));
      twin::write_text(file_of("masts"), tables_.at("masts").content);
    }
    write_manifest();
  }

  void history() {
    const fs::path series = sources_.first(SourceKind::kSeries);
    if (series.empty()) return;
    twin::write_text(wanted_.out / "population_history.csv",
                     to_table(read_series(open_source(series)), named(series)));
    report_.notes.push_back(
        {fmt::format("population_history.csv: invånare per kommun och år ur {}; läses inte av "
                     "körningen, men kan jämföras med den",
                     named(series)),
         fmt::format("population_history.csv: residents by municipality and year from {}; not read "
                     "by a run, but can be compared with it",
                     named(series))});
  }

  void unused() {
    for (const auto& [kind, paths] : sources_.files)
      for (std::size_t i = 1; i < paths.size(); ++i)
        report_.notes.push_back(
            {fmt::format("{} användes inte, eftersom {} är av samma slag", named(paths[i]), named(paths[0])),
             fmt::format("{} was not used, since {} is of the same kind", named(paths[i]), named(paths[0]))});
    for (const fs::path& path : sources_.unknown)
      report_.notes.push_back({fmt::format("{} användes inte: okänt slag", named(path)),
                               fmt::format("{} was not used: of an unknown kind", named(path))});
  }

  const CountyImport& wanted_;
  Sources sources_;
  Projection project_;
  County like_;
  std::vector<ListedTable> like_tables_;
  OsmExtract osm_;
  std::vector<twin::TextFile> feed_files_;
  std::string osm_file_, osm_credit_;
  Settlement settlement_;
  std::map<int, double> lakes_km2_;
  County county_;  ///< as far as it is known: municipalities, places, road nodes
  std::map<std::string, MadeTable> tables_;
  ImportReport report_;
};

}  // namespace

ImportReport import_county(const CountyImport& wanted) {
  return Builder(wanted).build();
}

}  // namespace rurban
