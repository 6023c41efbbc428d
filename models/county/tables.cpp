#include "models/county/tables.h"

#include <algorithm>
#include <utility>

#include "models/county/economy.h"

namespace rurban {
namespace {

using twin::choice_column;
using twin::ColumnSpec;
using twin::decimal_column;
using twin::flag_column;
using twin::TableSpec;
using twin::text_column;
using twin::whole_column;

constexpr double kMostPersons = 1e7;
constexpr double kMostRows = 1e6;
constexpr double kMinutesPerDay = 24 * 60;

/// Sweden and what its buses reach beyond, in SWEREF 99 TM metres: a swap of east and north can't pass.
ColumnSpec east_column(std::string name) {
  return whole_column(std::move(name), 200'000, 1'000'000);
}
ColumnSpec north_column(std::string name) {
  return whole_column(std::move(name), 6'100'000, 7'800'000);
}

ColumnSpec municipality_column() {
  return whole_column("municipality", 1, 9999).refers_to("municipalities", "municipality");
}

std::vector<ColumnSpec> persons_columns(const std::vector<std::string>& names) {
  std::vector<ColumnSpec> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.push_back(whole_column(name, 0, kMostPersons));
  return columns;
}

std::vector<ColumnSpec> joined(std::vector<ColumnSpec> first, const std::vector<ColumnSpec>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const std::vector<std::string> kCensus{"residents", "women",       "men",     "age_0_14",
                                       "age_15_64", "age_65_plus", "employed"};
const std::vector<std::string> kBirth{"born_sweden", "born_eu", "born_outside_eu"};

TableSpec municipalities() {
  return {"municipalities",
          joined({whole_column("municipality", 1, 9999), text_column("name"), decimal_column("land_km2", 0.01, 1e6),
                  decimal_column("lakes_km2", 0, 1e6).absent_ok(), decimal_column("sea_km2", 0, 1e6).absent_ok(),
                  whole_column("residents_register", 1, kMostPersons)},
                 persons_columns(kCensus)),
          {{"municipality"}, {"name"}}};
}

TableSpec places() {
  return {"places",
          joined(joined({whole_column("place", 0, kMostRows), text_column("name"), municipality_column(),
                         east_column("seat_east_m").absent_ok(), north_column("seat_north_m").absent_ok(),
                         east_column("east_m"), north_column("north_m"), whole_column("spread_m", 0, 100'000)},
                        joined(persons_columns(kCensus), persons_columns(kBirth))),
                 {whole_column("residents_2006", 0, kMostPersons).absent_ok(),
                  whole_column("residents_2011", 0, kMostPersons).absent_ok(),
                  choice_column("name_confidence", {"high", "medium", "stop_name"}).absent_ok()}),
          {{"place"}, {"municipality", "name"}}};
}

TableSpec road_nodes() {
  return {"road_nodes",
          {whole_column("node", 0, kMostRows), text_column("name"), municipality_column().blank_ok(),
           east_column("east_m"), north_column("north_m")},
          {{"node"}}};
}

TableSpec road_links() {
  return {"road_links",
          {whole_column("node_a", 0, kMostRows).refers_to("road_nodes", "node"),
           whole_column("node_b", 0, kMostRows).refers_to("road_nodes", "node"), whole_column("length_m", 1, 1e6),
           whole_column("bus_time_s", 0, 86'400), flag_column("estimated"),
           choice_column("open", {"always", "summer", "winter"}).absent_ok(),
           whole_column("km_per_h", 0, 130).absent_ok()},
          {{"node_a", "node_b"}}};
}

TableSpec bus_patterns() {
  return {"bus_patterns",
          {whole_column("pattern", 0, kMostRows), text_column("line"), choice_column("kind", {"bus", "on-demand"})},
          {{"pattern"}}};
}

TableSpec bus_stop_times() {
  return {"bus_stop_times",
          {whole_column("pattern", 0, kMostRows).refers_to("bus_patterns", "pattern"), whole_column("stop", 0, 1000),
           whole_column("node", 0, kMostRows).refers_to("road_nodes", "node"),
           whole_column("arrive_min", 0, kMinutesPerDay), whole_column("depart_min", 0, kMinutesPerDay)},
          {{"pattern", "stop"}}};
}

TableSpec bus_trips() {
  return {"bus_trips",
          {whole_column("pattern", 0, kMostRows).refers_to("bus_patterns", "pattern"),
           whole_column("start_min", 0, kMinutesPerDay - 1), text_column("weekdays"),
           whole_column("days_per_year", 1, 366)}};
}

TableSpec service_points() {
  return {"service_points",
          {whole_column("place", 0, kMostRows).refers_to("places", "place"), choice_column("kind", point_kinds()),
           east_column("east_m"), north_column("north_m"), text_column("functions").blank_ok(),
           whole_column("post_deliveries_per_week", 0, 7)}};
}

TableSpec freight_routes() {
  return {"freight_routes",
          {whole_column("route", 0, kMostRows), choice_column("product", {"timber", "iron_ore"}),
           whole_column("tonnes_per_year", 0, 1e9)},
          {{"route"}}};
}

TableSpec freight_stops() {
  return {"freight_stops",
          {whole_column("route", 0, kMostRows).refers_to("freight_routes", "route"), whole_column("stop", 0, 1000),
           text_column("name"), east_column("east_m"), north_column("north_m")},
          {{"route", "stop"}}};
}

TableSpec age_groups() {
  return {"age_groups",
          joined({municipality_column()},
                 persons_columns({"age_0_15", "age_16_24", "age_25_44", "age_45_64", "age_65_plus"})),
          {{"municipality"}}};
}

TableSpec households() {
  return {"households", {municipality_column(), decimal_column("persons_per_household", 1, 10)}, {{"municipality"}}};
}

TableSpec fertility_level() {
  return {"fertility_level", {whole_column("year", 1900, 2200), decimal_column("value", 0, 10)}, {{"year"}}};
}

TableSpec cars() {
  return {"cars",
          {whole_column("adults", 1, 2), choice_column("setting", {"town", "countryside"}),
           decimal_column("none", 0, 1), decimal_column("one", 0, 1), decimal_column("two", 0, 1)},
          {{"adults", "setting"}}};
}

TableSpec age_table(const AgeTable& table) {
  return {std::string(table.name),
          {whole_column("age_from", 0, kAges - 1), whole_column("age_to", 0, kAges - 1).blank_ok(),
           decimal_column("women", 0, table.most), decimal_column("men", 0, table.most)}};
}

bool is_optional(std::string_view name) {
  const auto in = [&](const auto& group) { return std::find(group.begin(), group.end(), name) != group.end(); };
  return name == "service_points" || name == "workplaces" || in(kBusTables) || in(kFreightTables);
}

}  // namespace

const std::array<AgeTable, 13> kAgeTables{{{"mortality", &Demography::death_rate, 1},
                                           {"fertility", &Demography::fertility, 1},
                                           {"age_profile", &Demography::population, kMostPersons},
                                           {"at_home", &Demography::at_home, 1},
                                           {"partnered", &Demography::partnered, 1},
                                           {"employment", &Demography::employment, 1},
                                           {"leaving_home", &Demography::leaving_home, 1},
                                           {"union", &Demography::union_rate, 1},
                                           {"separation", &Demography::separation, 1},
                                           {"move_within", &Demography::move_within, 1},
                                           {"move_between", &Demography::move_between, 1},
                                           {"move_out", &Demography::move_out, 1},
                                           {"arrival_age", &Demography::arrival_age, kMostPersons}}};

// Land above the sea and Sweden's highest summit with room; the sea's floor is not in the rasters.
const std::array<GridTable, 5> kGridTables{{{"elevation_mean_m", &Terrain::elevation_mean_m, {-50, 2500}},
                                            {"elevation_max_m", &Terrain::elevation_max_m, {-50, 2500}},
                                            {"land_cover", &Terrain::land_cover, {0, 9}},
                                            {"inland_water_percent", &Terrain::inland_water_percent, {0, 100}},
                                            {"municipality", &Terrain::municipality, {0, 9999}}}};

const std::array<std::string_view, 3> kBusTables{"bus_patterns", "bus_stop_times", "bus_trips"};
const std::array<std::string_view, 2> kFreightTables{"freight_routes", "freight_stops"};

std::vector<std::string> point_kinds() {
  return {"grocery",       "fuel",     "kiosk",  "other_shop", "alcohol_store",        "post_centre", "pharmacy",
          "health_centre", "hospital", "school", "library",    "freight_bus_terminal", "locker",      "other"};
}

std::vector<TableSpec> table_specs() {
  std::vector<TableSpec> specs{municipalities(),  places(),
                               road_nodes(),      road_links(),
                               bus_patterns(),    bus_stop_times(),
                               bus_trips(),       service_points(),
                               freight_routes(),  freight_stops(),
                               age_groups(),      households(),
                               fertility_level(), cars()};
  for (const AgeTable& table : kAgeTables) specs.push_back(age_table(table));
  for (TableSpec& spec : economy_specs()) specs.push_back(std::move(spec));
  return specs;
}

std::vector<KnownTable> known_tables() {
  std::vector<KnownTable> tables;
  for (const TableSpec& spec : table_specs()) tables.push_back({spec.name, !is_optional(spec.name)});
  for (const GridTable& grid : kGridTables) tables.push_back({std::string(grid.name), false});
  tables.push_back({std::string(kMastsTable), false});
  return tables;
}

}  // namespace rurban
