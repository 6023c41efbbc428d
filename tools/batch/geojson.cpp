#include "tools/batch/geojson.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "models/projection.h"
#include "twin/base/error.h"
#include "twin/experiment/scores.h"
#include "twin/io/database.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using twin::Statement;

double rounded(double degrees) {
  return std::round(degrees * 1e6) / 1e6;  // a decimetre
}

/// Values of one place in all runs become three properties.
void tell(ordered_json& properties, const std::string& name, std::vector<double>& values) {
  if (values.empty()) return;
  std::ranges::sort(values);
  properties[name] = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  properties[name + "_low_10"] = twin::experiment::sorted_quantile(values, 0.1);
  properties[name + "_high_90"] = twin::experiment::sorted_quantile(values, 0.9);
}

}  // namespace

void write_geojson(const fs::path& results, const rurban::County& county, const fs::path& file) {
  twin::Database database(results, results, SQLITE_OPEN_READONLY);
  std::vector<ordered_json> properties;
  for (const rurban::Place& place : county.places)
    properties.push_back({{"place", place.number},
                          {"name", place.name},
                          {"municipality", county.municipalities[place.municipality].name}});
  bool told = false;
  Statement series(database, "select series, name, unit from series_names where by_table = 'place' order by series");
  Statement values(database,
                   "select row, value from series_numbers where series = ?1 and date = (select max(date) from "
                   "series_numbers where series = ?1) and value is not null");
  ordered_json units = ordered_json::object();
  while (series.step()) {
    told = true;
    std::vector<std::vector<double>> by_place(county.places.size());
    values.start(series.integer(0));
    while (values.step()) by_place.at(static_cast<std::size_t>(values.integer(0))).push_back(values.real(1));
    for (std::size_t place = 0; place != by_place.size(); ++place)
      tell(properties[place], series.text(1), by_place[place]);
    units[series.text(1)] = series.text(2);
  }
  if (!told)
    throw twin::IoError(
        {fmt::format("kan inte skriva {}: experimentet sparar inga serier per ort; skriv series och by_place: yes "
                     "under outputs",
                     file.string()),
         fmt::format(
             "can't write {}: the experiment keeps no series by place; write series and by_place: yes under outputs",
             file.string())});
  const rurban::PlaneToDegrees degrees = rurban::degrees_of_sweref99_tm();
  ordered_json features = ordered_json::array();
  for (std::size_t p = 0; p != county.places.size(); ++p) {
    const auto [latitude, longitude] = degrees(county.places[p].east_m, county.places[p].north_m);
    features.push_back({{"type", "Feature"},
                        {"geometry", {{"type", "Point"}, {"coordinates", {rounded(longitude), rounded(latitude)}}}},
                        {"properties", std::move(properties[p])}});
  }
  const ordered_json all{{"type", "FeatureCollection"}, {"units", units}, {"features", std::move(features)}};
  twin::write_text(file, all.dump(1) + "\n");
}

}  // namespace tools
