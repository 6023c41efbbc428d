#include "models/county_import/localities.h"

#include <algorithm>
#include <tuple>

#include "models/county_import/source_file.h"
#include "twin/io/table_spec.h"

namespace rurban {
namespace {

constexpr double kMostResidents = 1e7;

/// The column that tells how many live there; empty if none does.
std::string size_column(const std::vector<std::string>& header) {
  if (const std::string named = first_column(header, {"population", "residents"}); !named.empty()) return named;
  std::string latest;  // gridYYYY sorts by year
  for (const std::string& name : header)
    if (name.size() == 8 && name.starts_with("grid")) latest = std::max(latest, name);
  return latest;
}

}  // namespace

std::vector<Locality> read_localities(const twin::TextFile& file, const Projection& project) {
  const std::vector<std::string> header = header_of(file);
  const std::string size = size_column(header), latitude = first_column(header, {"lat", "latitude"}),
                    longitude = first_column(header, {"lon", "longitude"});
  const bool in_degrees = !latitude.empty() || !has_column(header, "east_m");
  const std::string first = !in_degrees        ? "east_m"
                            : latitude.empty() ? "lat"
                                               : latitude,
                    second = !in_degrees         ? "north_m"
                             : longitude.empty() ? "lon"
                                                 : longitude;
  twin::TableSpec spec{
      "localities",
      {twin::text_column("name"), twin::whole_column("municipality", 1, 9999).blank_ok(),
       in_degrees ? twin::decimal_column(first, -90, 90) : twin::decimal_column(first, 2e5, 1e6),
       in_degrees ? twin::decimal_column(second, -180, 180) : twin::decimal_column(second, 6.1e6, 7.8e6),
       twin::choice_column("confidence", {"high", "medium", "stop_name"}).absent_ok().blank_ok()}};
  if (!size.empty()) spec.columns.push_back(twin::decimal_column(size, 0, kMostResidents).blank_ok());
  const twin::TableSet tables = read_source(std::move(spec), file);
  const twin::InputTable& table = *tables.find("localities");
  std::vector<Locality> localities;
  for (std::size_t row = 0; row != table.rows(); ++row) {
    Locality& locality = localities.emplace_back();
    locality.name = table["name"].text(row);
    locality.municipality = table["municipality"].whole(row);
    const double a = table[first].decimal(row), b = table[second].decimal(row);
    std::tie(locality.east_m, locality.north_m) = in_degrees ? project(a, b) : std::pair{a, b};
    if (!size.empty() && !table[size].is_blank(row)) locality.residents = table[size].decimal(row);
    if (table["confidence"].present()) locality.confidence = table["confidence"].text(row);
  }
  return localities;
}

}  // namespace rurban
