#include "models/services/points_import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "models/county/tables.h"
#include "models/county_import/source_file.h"
#include "models/places.h"
#include "twin/io/table_spec.h"

namespace rurban {
namespace {

constexpr double kFarthestM = 30'000;  // assumption: nobody's nearest place lies farther from where people are

/// A point as the file has it.
struct Found {
  std::string kind, name;
  double east_m = 0, north_m = 0;
  std::string functions = {};
  std::int32_t deliveries = 0;
};

class PointReader {
 public:
  PointReader(const twin::TextFile& file, const Projection& project) : file_(file), project_(project) {}

  std::vector<Found> read() {
    const auto first = file_.content().find_first_not_of(" \t\r\n");
    const bool is_json = first != std::string_view::npos && file_.content()[first] == '{';
    std::vector<Found> found = is_json ? geojson() : csv();
    faults_.throw_if_any();
    return found;
  }

 private:
  std::vector<Found> csv() {
    const std::vector<std::string> header = header_of(file_);
    const auto column = [&](std::initializer_list<std::string_view> names) {
      const std::string found = first_column(header, names);
      return found.empty() ? std::string(*names.begin()) : found;
    };
    const std::string kind = column({"kind", "kind_guess"}), latitude = column({"latitude", "lat"}),
                      longitude = column({"longitude", "lon"}),
                      deliveries = column({"post_deliveries_per_week", "max_post_deliveries_per_week"});
    twin::TableSpec spec{
        "points",
        {twin::choice_column(kind, point_kinds()), twin::text_column("name").absent_ok().blank_ok(),
         twin::decimal_column(latitude, -90, 90).absent_ok(), twin::decimal_column(longitude, -180, 180).absent_ok(),
         twin::decimal_column("east_m", 0, 1e6).absent_ok(), twin::decimal_column("north_m", 6e6, 8e6).absent_ok(),
         twin::text_column("functions").absent_ok().blank_ok(),
         twin::whole_column(deliveries, 0, 7).absent_ok().blank_ok()}};
    spec.others_ok = true;
    spec.separator = separator_of(file_);
    const twin::TableSet tables({{spec, file_}}, faults_);
    const twin::InputTable* table = tables.find("points");
    std::vector<Found> found;
    if (table == nullptr) return found;
    const auto has = [&](const std::string& a, const std::string& b) {
      return (*table)[a].present() && (*table)[b].present();
    };
    const bool in_degrees = has(latitude, longitude);
    if (!in_degrees && !has("east_m", "north_m")) {
      faults_.add(table->fault({"punkterna saknar läge", "the points have no position"},
                               {"kolumnerna latitude och longitude, eller east_m och north_m",
                                "columns latitude and longitude, or east_m and north_m"}));
      return found;
    }
    for (std::size_t row = 0; row != table->rows(); ++row) {
      Found& point = found.emplace_back();
      point.kind = (*table)[kind].text(row);
      if ((*table)["name"].present()) point.name = (*table)["name"].text(row);
      if ((*table)["functions"].present()) point.functions = (*table)["functions"].text(row);
      if ((*table)[deliveries].present()) point.deliveries = (*table)[deliveries].whole(row);
      if (in_degrees)
        std::tie(point.east_m, point.north_m) =
            project_((*table)[latitude].decimal(row), (*table)[longitude].decimal(row));
      else
        std::tie(point.east_m, point.north_m) =
            std::pair{(*table)["east_m"].decimal(row), (*table)["north_m"].decimal(row)};
    }
    return found;
  }

  std::vector<Found> geojson() {
    using nlohmann::json;
    std::vector<Found> found;
    json root;
    try {
      root = json::parse(file_.content());
    } catch (const json::parse_error& error) {
      faults_.add(file_.fault(std::min(error.byte == 0 ? 0 : error.byte - 1, file_.content().size()),
                              {"här är filen inte längre JSON", "here the file is no JSON any more"}));
      return found;
    }
    const json* features = root.contains("features") ? &root["features"] : nullptr;
    if (features == nullptr || !features->is_array()) {
      faults_.add(file_.fault(0, {"filen är ingen FeatureCollection", "the file is no FeatureCollection"},
                              {"GeoJSON med en lista «features»", "GeoJSON with a list 'features'"}));
      return found;
    }
    for (std::size_t index = 0; index != features->size(); ++index)
      if (auto point = feature((*features)[index], index)) found.push_back(std::move(*point));
    return found;
  }

  std::optional<Found> feature(const nlohmann::json& feature, std::size_t index) {
    const auto fault = [&](twin::Text message, twin::Text hint) {
      // GeoJSON has no lines of its own: the feature's number tells where.
      faults_.add(file_.fault(
          0, {fmt::format("features[{}]: {}", index, message.sv), fmt::format("features[{}]: {}", index, message.en)},
          std::move(hint)));
      return std::nullopt;
    };
    const auto at = [&](const char* pointer) {
      const nlohmann::json::json_pointer path(pointer);
      return feature.is_object() && feature.contains(path) ? feature.at(path) : nlohmann::json();
    };
    const nlohmann::json kind = at("/properties/kind"), name = at("/properties/name"),
                         longitude = at("/geometry/coordinates/0"), latitude = at("/geometry/coordinates/1");
    if (at("/geometry/type") != "Point" || !longitude.is_number() || !latitude.is_number() ||
        std::abs(latitude.get<double>()) > 90 || std::abs(longitude.get<double>()) > 180)
      return fault({"ingen punkt", "no point"}, {"geometry: {type: Point, coordinates: [longitud, latitud]}",
                                                 "geometry: {type: Point, coordinates: [longitude, latitude]}"});
    const std::vector<std::string> kinds = point_kinds();
    if (!kind.is_string() || std::find(kinds.begin(), kinds.end(), kind.get<std::string>()) == kinds.end())
      return fault(
          {fmt::format("kind {} finns inte", kind.dump()), fmt::format("there is no kind {}", kind.dump())},
          {fmt::format("en av: {}", fmt::join(kinds, ", ")), fmt::format("one of: {}", fmt::join(kinds, ", "))});
    const auto [east, north] = project_(latitude.get<double>(), longitude.get<double>());
    return Found{kind.get<std::string>(), name.is_string() ? name.get<std::string>() : "", east, north};
  }

  const twin::TextFile& file_;
  const Projection& project_;
  twin::FaultLog faults_;
};

}  // namespace

ImportedPoints read_points(const twin::TextFile& file, std::span<const Place> places, const Projection& project) {
  ImportedPoints result;
  for (const Found& found : PointReader(file, project).read()) {
    const std::uint32_t nearest = nearest_place(places, found.east_m, found.north_m);
    const Place& there = places[nearest];
    if (std::hypot(there.east_m - found.east_m, there.north_m - found.north_m) > kFarthestM) {
      result.far.push_back(found.name.empty() ? fmt::format("{:.0f} {:.0f}", found.east_m, found.north_m)
                                              : found.name);
      continue;
    }
    ServicePoint& point = result.points.emplace_back();
    point.place = nearest;
    point.kind = found.kind;
    point.functions = found.functions;
    point.post_deliveries_per_week = found.deliveries;
    point.east_m = static_cast<std::int32_t>(std::lround(found.east_m));
    point.north_m = static_cast<std::int32_t>(std::lround(found.north_m));
  }
  return result;
}

std::string to_table(std::span<const ServicePoint> points, std::span<const Place> places, const std::string& origin) {
  std::string table =
      fmt::format("# Service points: {}\nplace,kind,east_m,north_m,functions,post_deliveries_per_week\n", origin);
  for (const ServicePoint& point : points)
    table += fmt::format("{},{},{},{},{},{}\n", places[point.place].number, point.kind, point.east_m, point.north_m,
                         point.functions, point.post_deliveries_per_week);
  return table;
}

}  // namespace rurban
