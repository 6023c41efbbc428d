#include "models/county/county.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "models/county/connected_parts.h"
#include "models/county/demography.h"
#include "models/county/economy.h"
#include "models/county/manifest.h"
#include "models/county/tables.h"
#include "twin/base/hash.h"
#include "twin/io/ascii_grid.h"
#include "twin/io/fault_log.h"
#include "twin/io/file.h"
#include "twin/io/table_spec.h"

namespace rurban {
namespace {

using twin::Fault;
using twin::FaultLog;
using twin::InputTable;
using twin::TableColumn;
using twin::TableSet;
using twin::Text;

static_assert(kOutsideCounty == TableColumn::kNoRow, "a node without a municipality lies outside the county");

/// A count in the census and the column it comes from.
struct CensusColumn {
  std::string_view name;
  std::int32_t& (*of)(Margins&);
};
constexpr std::array<CensusColumn, 7> kCensusColumns{
    {{"residents", [](Margins& m) -> std::int32_t& { return m.residents; }},
     {"women", [](Margins& m) -> std::int32_t& { return m.by_sex[0]; }},
     {"men", [](Margins& m) -> std::int32_t& { return m.by_sex[1]; }},
     {"age_0_14", [](Margins& m) -> std::int32_t& { return m.by_age[0]; }},
     {"age_15_64", [](Margins& m) -> std::int32_t& { return m.by_age[1]; }},
     {"age_65_plus", [](Margins& m) -> std::int32_t& { return m.by_age[2]; }},
     {"employed", [](Margins& m) -> std::int32_t& { return m.employed; }}}};

Margins read_census(const InputTable& table, std::size_t row) {
  Margins census;
  for (const CensusColumn& column : kCensusColumns) column.of(census) = table[column.name].whole(row);
  return census;
}

/// Reads the parts of a county whose tables are sound, and checks what a table's own spec can't say.
class Loader {
 public:
  Loader(const TableSet& tables, County& county, FaultLog& faults)
      : tables_(tables), county_(county), faults_(faults) {}

  void municipalities() {
    const InputTable* table = tables_.find("municipalities");
    if (table == nullptr) return;
    for (std::size_t row = 0; row != table->rows(); ++row) {
      Municipality& municipality = county_.municipalities.emplace_back();
      municipality.code = (*table)["municipality"].whole(row);
      municipality.name = (*table)["name"].text(row);
      municipality.land_km2 = (*table)["land_km2"].decimal(row);
      if ((*table)["sea_km2"].present()) municipality.sea_km2 = (*table)["sea_km2"].decimal(row);
      municipality.census = read_census(*table, row);
      municipality.residents_register = (*table)["residents_register"].whole(row);
    }
    age_groups();
    households();
  }

  void places() {
    const InputTable* table = tables_.find("places");
    if (table == nullptr) return;
    for (std::size_t row = 0; row != table->rows(); ++row) {
      Place& place = county_.places.emplace_back();
      place.name = (*table)["name"].text(row);
      place.number = (*table)["place"].whole(row);
      place.municipality = (*table)["municipality"].target(row);
      place.east_m = (*table)["east_m"].whole(row);
      place.north_m = (*table)["north_m"].whole(row);
      place.spread_m = (*table)["spread_m"].whole(row);
      place.census = read_census(*table, row);
      place.census.by_birth = {(*table)["born_sweden"].whole(row), (*table)["born_eu"].whole(row),
                               (*table)["born_outside_eu"].whole(row)};
      check_inside_terrain(*table, row);
    }
    if (const InputTable* municipalities = tables_.find("municipalities")) check_sums_of_places(*municipalities);
  }

  void roads() {
    const InputTable *nodes = tables_.find("road_nodes"), *links = tables_.find("road_links");
    if (nodes == nullptr || links == nullptr) return;
    for (std::size_t row = 0; row != nodes->rows(); ++row)
      county_.road_nodes.push_back({(*nodes)["name"].text(row), (*nodes)["municipality"].target(row),
                                    (*nodes)["east_m"].whole(row), (*nodes)["north_m"].whole(row),
                                    (*nodes)["node"].whole(row)});
    for (std::size_t row = 0; row != links->rows(); ++row) {
      county_.road_links.push_back({(*links)["node_a"].target(row), (*links)["node_b"].target(row),
                                    (*links)["length_m"].whole(row), (*links)["bus_time_s"].whole(row),
                                    (*links)["estimated"].flag(row), opening(*links, row),
                                    (*links)["km_per_h"].present() ? (*links)["km_per_h"].whole(row) : 0});
      check_link(*links, row);
    }
    check_connected(*nodes);
  }

  void buses() {
    const InputTable *patterns = tables_.find("bus_patterns"), *times = tables_.find("bus_stop_times"),
                     *trips = tables_.find("bus_trips");
    if (patterns == nullptr || times == nullptr || trips == nullptr) return;
    for (std::size_t row = 0; row != patterns->rows(); ++row)
      county_.bus_patterns.push_back({(*patterns)["line"].text(row), (*patterns)["kind"].text(row), {}});
    for (std::size_t row = 0; row != times->rows(); ++row) read_stop_time(*times, row);
    for (std::size_t row = 0; row != patterns->rows(); ++row)
      if (county_.bus_patterns[row].stops.size() < 2)
        faults_.add(patterns->fault(row, "pattern",
                                    {"mönstret har färre än två hållplatser i bus_stop_times",
                                     "the pattern has fewer than two stops in bus_stop_times"}));
    for (std::size_t row = 0; row != trips->rows(); ++row)
      county_.bus_trips.push_back({(*trips)["pattern"].target(row), (*trips)["start_min"].whole(row),
                                   read_weekdays(*trips, row), (*trips)["days_per_year"].whole(row)});
  }

  void service_points() {
    const InputTable* table = tables_.find("service_points");
    if (table == nullptr) return;
    for (std::size_t row = 0; row != table->rows(); ++row) {
      county_.service_points.push_back({(*table)["place"].target(row), (*table)["kind"].text(row),
                                        (*table)["functions"].text(row), (*table)["east_m"].whole(row),
                                        (*table)["north_m"].whole(row),
                                        (*table)["post_deliveries_per_week"].whole(row)});
      check_inside_terrain(*table, row);
    }
  }

  void freight() {
    const InputTable *routes = tables_.find("freight_routes"), *stops = tables_.find("freight_stops");
    if (routes == nullptr || stops == nullptr) return;
    for (std::size_t row = 0; row != routes->rows(); ++row)
      county_.freight_routes.push_back({(*routes)["product"].text(row) == "timber" ? FreightRoute::Product::kTimber
                                                                                   : FreightRoute::Product::kIronOre,
                                        (*routes)["tonnes_per_year"].whole(row),
                                        {}});
    for (std::size_t row = 0; row != stops->rows(); ++row) {
      auto& route = county_.freight_routes[(*stops)["route"].target(row)].stops;
      if ((*stops)["stop"].whole(row) != static_cast<std::int32_t>(route.size()))
        faults_.add(stops->fault(row, "stop",
                                 {fmt::format("hållplats {} ska stå här", route.size()),
                                  fmt::format("stop {} must stand here", route.size())},
                                 {"varje vägs hållplatser räknas från 0, från lastning till lossning",
                                  "the stops of each route count from 0, from loading to unloading"}));
      route.push_back({(*stops)["name"].text(row), (*stops)["east_m"].whole(row), (*stops)["north_m"].whole(row)});
    }
    for (std::size_t row = 0; row != county_.freight_routes.size(); ++row)
      if (county_.freight_routes[row].stops.size() < 2)
        faults_.add(routes->fault(row, "route", {"vägen leder ingenstans", "the route leads nowhere"},
                                  {"freight_stops behöver minst två hållplatser för den",
                                   "freight_stops needs at least two stops for it"}));
  }

 private:
  void age_groups() {
    const InputTable* table = find_for_each_municipality("age_groups");
    if (table == nullptr) return;
    constexpr std::array<std::string_view, 5> kGroups{"age_0_15", "age_16_24", "age_25_44", "age_45_64",
                                                      "age_65_plus"};
    for (std::size_t row = 0; row != table->rows(); ++row)
      for (std::size_t group = 0; group != kGroups.size(); ++group)
        county_.municipalities[(*table)["municipality"].target(row)].age_groups[group] =
            (*table)[kGroups[group]].whole(row);
  }

  void households() {
    const InputTable* table = find_for_each_municipality("households");
    if (table == nullptr) return;
    for (std::size_t row = 0; row != table->rows(); ++row)
      county_.municipalities[(*table)["municipality"].target(row)].persons_per_household =
          (*table)["persons_per_household"].decimal(row);
  }

  /// The table, with faults for municipalities that have no row in it.
  const InputTable* find_for_each_municipality(std::string_view name) {
    const InputTable* table = tables_.find(name);
    if (table == nullptr) return nullptr;
    std::vector<bool> there(county_.municipalities.size());
    for (std::size_t row = 0; row != table->rows(); ++row) there[(*table)["municipality"].target(row)] = true;
    for (std::size_t i = 0; i != there.size(); ++i)
      if (!there[i]) {
        const Municipality& municipality = county_.municipalities[i];
        faults_.add(
            table->fault({fmt::format("kommunen {} ({}) saknas", municipality.name, municipality.code),
                          fmt::format("municipality {} ({}) is missing", municipality.name, municipality.code)}));
      }
    return table;
  }

  /// The census perturbs each square kilometre, so sums differ; but by little, unless a place is lost or counted
  /// twice.
  void check_sums_of_places(const InputTable& table) {
    constexpr double kShare = 0.05;
    constexpr double kPersons = 10;  // so that a village's own perturbation passes
    std::vector<Margins> sums(county_.municipalities.size());
    for (Place& place : county_.places)
      for (const CensusColumn& column : kCensusColumns)
        column.of(sums[place.municipality]) += column.of(place.census);
    for (std::size_t row = 0; row != sums.size(); ++row)
      for (const CensusColumn& column : kCensusColumns) {
        const std::int32_t said = column.of(county_.municipalities[row].census), sum = column.of(sums[row]);
        if (std::abs(sum - said) > std::max(kShare * said, kPersons))
          faults_.add(table.fault(row, column.name,
                                  {fmt::format("{} är {}, men platserna i {} har {}", column.name, said,
                                               county_.municipalities[row].name, sum),
                                   fmt::format("{} is {}, but the places of {} have {}", column.name, said,
                                               county_.municipalities[row].name, sum)},
                                  {"summan får skilja sig 5 procent eller 10 personer",
                                   "the sum may differ by 5 per cent or 10 persons"}));
      }
    for (const Place& place : county_.places)
      for (std::size_t region = 0; region != kBirthRegions; ++region)
        county_.municipalities[place.municipality].census.by_birth[region] += place.census.by_birth[region];
  }

  void check_inside_terrain(const InputTable& table, std::size_t row) {
    const std::int32_t east = table["east_m"].whole(row), north = table["north_m"].whole(row);
    if (!county_.terrain || twin::contains(county_.terrain->municipality, east, north)) return;
    faults_.add(table.fault(row, "east_m",
                            {fmt::format("({}, {}) ligger utanför terrängrastren", east, north),
                             fmt::format("({}, {}) lies outside the terrain rasters", east, north)}));
  }

  static RoadLink::Open opening(const InputTable& links, std::size_t row) {
    const TableColumn& column = links["open"];
    if (!column.present() || column.text(row) == "always") return RoadLink::Open::kAlways;
    return column.text(row) == "summer" ? RoadLink::Open::kSummer : RoadLink::Open::kWinter;
  }

  /// Nodes are rounded to 10 m, so a road may come out a little shorter than the straight line; not by a tenth.
  void check_link(const InputTable& table, std::size_t row) {
    constexpr double kLeastDetour = 0.9;
    const RoadLink& link = county_.road_links[row];
    const RoadNode &a = county_.road_nodes[link.from], &b = county_.road_nodes[link.to];
    if (link.from == link.to)
      faults_.add(table.fault(row, "node_b",
                              {fmt::format("länken går från «{}» till sig själv", a.name),
                               fmt::format("the link goes from '{}' to itself", a.name)}));
    const double straight = std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
    if (link.length_m < kLeastDetour * straight)
      faults_.add(table.fault(row, "length_m",
                              {fmt::format("{} m väg mellan «{}» och «{}», som ligger {:.0f} m från varandra",
                                           link.length_m, a.name, b.name, straight),
                               fmt::format("{} m of road between '{}' and '{}', which lie {:.0f} m apart",
                                           link.length_m, a.name, b.name, straight)},
                              {"minst 90 procent av fågelvägen", "at least 90 per cent of the straight line"}));
  }

  /// Faults for every node outside the largest connected part.
  void check_connected(const InputTable& table) {
    ConnectedParts parts(county_.road_nodes.size(), county_.road_links);
    std::vector<std::size_t> size(county_.road_nodes.size());
    for (std::uint32_t node = 0; node != size.size(); ++node) ++size[parts.root(node)];
    const auto largest = static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());
    for (std::uint32_t node = 0; node != size.size(); ++node)
      if (parts.root(node) != largest)
        faults_.add(
            table.fault(node, "node",
                        {fmt::format("«{}» hänger inte ihop med vägnätet", county_.road_nodes[node].name),
                         fmt::format("'{}' is not connected with the road network", county_.road_nodes[node].name)},
                        {"road_links behöver en länk dit", "road_links needs a link to it"}));
  }

  void read_stop_time(const InputTable& table, std::size_t row) {
    std::vector<BusStopTime>& stops = county_.bus_patterns[table["pattern"].target(row)].stops;
    const BusStopTime time{table["node"].target(row), table["arrive_min"].whole(row), table["depart_min"].whole(row)};
    if (table["stop"].whole(row) != static_cast<std::int32_t>(stops.size()))
      faults_.add(table.fault(row, "stop",
                              {fmt::format("hållplats {} ska stå här", stops.size()),
                               fmt::format("stop {} must stand here", stops.size())},
                              {"varje mönsters hållplatser räknas från 0 i körordning",
                               "the stops of each pattern count from 0 in the order of driving"}));
    if (time.depart_min < time.arrive_min || (!stops.empty() && time.arrive_min < stops.back().depart_min))
      faults_.add(table.fault(row, "arrive_min", {"tiderna går bakåt", "the times go backwards"}));
    stops.push_back(time);
  }

  std::uint8_t read_weekdays(const InputTable& table, std::size_t row) {
    unsigned days = 0;
    for (const char digit : table["weekdays"].text(row)) {
      const unsigned day = digit >= '1' && digit <= '7' ? 1U << (digit - '1') : 0U;
      if (day == 0 || (days & day) != 0) {
        const std::string& text = table["weekdays"].text(row);
        faults_.add(table.fault(row, "weekdays",
                                {fmt::format("weekdays: «{}» är inga veckodagar", text),
                                 fmt::format("weekdays: '{}' are no weekdays", text)},
                                {"siffror från 1 (måndag) till 7 (söndag), var och en högst en gång",
                                 "digits from 1 (Monday) to 7 (Sunday), each at most once"}));
        break;
      }
      days |= day;
    }
    return static_cast<std::uint8_t>(days);
  }

  const TableSet& tables_;
  County& county_;
  FaultLog& faults_;
};

const ListedTable* find(const Manifest& manifest, std::string_view name) {
  const auto found = std::find_if(manifest.tables.begin(), manifest.tables.end(),
                                  [&](const ListedTable& table) { return table.name == name; });
  return found == manifest.tables.end() ? nullptr : &*found;
}

/// Names the first cell of a raster that breaks a rule; one is enough, since such rasters are wrong as a whole.
Fault cell_fault(const twin::TextFile& file, const Grid& grid, std::size_t cell, const Text& message) {
  const auto columns = static_cast<std::size_t>(grid.columns);
  const Text where{fmt::format(" (rad {}, kolumn {})", cell / columns + 1, cell % columns + 1),
                   fmt::format(" (row {}, column {})", cell / columns + 1, cell % columns + 1)};
  return {{file.name()}, {message.sv + where.sv, message.en + where.en}, ""};
}

void check_elevations(const Terrain& terrain, const twin::TextFile& file, FaultLog& faults) {
  const auto &mean = terrain.elevation_mean_m.cells, &most = terrain.elevation_max_m.cells;
  for (std::size_t cell = 0; cell != mean.size(); ++cell)
    if (mean[cell] > most[cell])
      return faults.add(
          cell_fault(file, terrain.elevation_mean_m, cell,
                     {fmt::format("medelhöjden {} m är mer än högsta höjden {} m", mean[cell], most[cell]),
                      fmt::format("mean elevation {} m is above the highest, {} m", mean[cell], most[cell])}));
}

void check_codes(const Terrain& terrain, const InputTable& municipalities, const twin::TextFile& file,
                 FaultLog& faults) {
  std::vector<bool> known(10'000);
  known[0] = true;
  for (std::size_t row = 0; row != municipalities.rows(); ++row)
    known[static_cast<std::size_t>(municipalities["municipality"].whole(row))] = true;
  const auto& cells = terrain.municipality.cells;
  for (std::size_t cell = 0; cell != cells.size(); ++cell)
    if (!known[static_cast<std::size_t>(cells[cell])])
      return faults.add(cell_fault(file, terrain.municipality, cell,
                                   {fmt::format("kommunen {} finns inte i tabellen «municipalities»", cells[cell]),
                                    fmt::format("municipality {} is not in table 'municipalities'", cells[cell])}));
}

std::optional<Terrain> read_terrain(const Manifest& manifest, const TableSet& tables, FaultLog& faults) {
  const std::size_t before = faults.count();
  Terrain terrain;
  for (const GridTable& table : kGridTables) {
    const ListedTable* listed = find(manifest, table.name);
    if (listed == nullptr) return std::nullopt;
    if (auto grid = twin::parse_ascii_grid(listed->file, table.range, faults))
      terrain.*table.field = std::move(*grid);
  }
  if (faults.count() != before) return std::nullopt;
  for (const GridTable& table : kGridTables)
    if (!twin::same_extent(terrain.*table.field, terrain.*kGridTables.front().field)) {
      faults.add(find(manifest, table.name)
                     ->file.fault(0, {"rastret täcker inte samma rutor som elevation_mean_m",
                                      "the raster does not cover the same cells as elevation_mean_m"}));
      return std::nullopt;
    }
  check_elevations(terrain, find(manifest, "elevation_mean_m")->file, faults);
  if (const InputTable* municipalities = tables.find("municipalities"))
    check_codes(terrain, *municipalities, find(manifest, "municipality")->file, faults);
  return terrain;
}

/// Rasters, and the tables of the timetable, are of use only together.
template <class Names>
void check_group(const Manifest& manifest, const Names& names, const std::string& file, FaultLog& faults) {
  std::vector<std::string> missing;
  for (const std::string_view name : names)
    if (find(manifest, name) == nullptr) missing.emplace_back(name);
  if (missing.empty() || missing.size() == names.size()) return;
  const std::string all = fmt::format("{}", fmt::join(names, ", ")),
                    list = fmt::format("{}", fmt::join(missing, ", "));
  faults.add({{file},
              {fmt::format("tabeller saknas: {}", list), fmt::format("tables are missing: {}", list)},
              "",
              {fmt::format("antingen alla eller ingen av: {}", all), fmt::format("either all or none of: {}", all)}});
}

std::vector<twin::TableSource> sources_of(const Manifest& manifest) {
  std::vector<twin::TableSource> sources;
  for (twin::TableSpec& spec : table_specs())
    if (const ListedTable* listed = find(manifest, spec.name)) sources.push_back({std::move(spec), listed->file});
  return sources;
}

}  // namespace

County load_county(const std::filesystem::path& folder) {
  FaultLog faults;
  const std::string file = (folder / "county.yaml").lexically_normal().string();
  const Manifest manifest = read_manifest(folder, known_tables(), faults);
  std::vector<std::string_view> grids;
  grids.reserve(kGridTables.size());
  for (const GridTable& table : kGridTables) grids.push_back(table.name);
  check_group(manifest, grids, file, faults);
  check_group(manifest, kBusTables, file, faults);
  check_group(manifest, kFreightTables, file, faults);

  const TableSet tables(sources_of(manifest), faults);
  County county;
  county.name = manifest.name;
  county.base_date = manifest.base_date;
  for (const ListedTable& table : manifest.tables)
    county.inputs_hash = twin::combine(county.inputs_hash, twin::hash_name(table.name),
                                       twin::checksum(std::as_bytes(std::span(table.file.content()))));
  for (const ListedTable& table : manifest.tables)
    if (table.name == kMastsTable) county.masts = table.file;
  county.terrain = read_terrain(manifest, tables, faults);
  Loader loader(tables, county, faults);
  loader.municipalities();
  loader.places();
  loader.roads();
  loader.buses();
  loader.service_points();
  loader.freight();
  county.demography = read_demography(tables, faults);
  county.economy = read_economy(tables, county.municipalities, faults);
  faults.throw_if_any();
  return county;
}

}  // namespace rurban
