#include "models/county_import/census_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "models/county_import/census_columns.h"
#include "models/county_import/source_file.h"
#include "twin/io/table_spec.h"

namespace rurban {
namespace {

constexpr double kMostInCell = 100'000;  // more than any square kilometre of Europe has; a slip of columns can't pass
constexpr double kMostLaeaM = 1e7;

std::optional<double> digits(std::string_view& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool drop(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

class CellReader {
 public:
  CellReader(const twin::TextFile& file, const PlaneChange& project)
      : file_(file), project_(project), header_(header_of(file)) {}

  std::vector<CensusCell> read() {
    const std::string grid_id = first_column(header_, {"GRD_ID", "GRID_ID", "grd_id"});
    const bool eurostat = !grid_id.empty();
    const std::string area = first_column(header_, {"area", "municipality"});
    const bool shared = has_column(header_, "se_share");
    twin::TableSpec spec{"cells", {}};
    if (eurostat)
      spec.columns = {twin::text_column(grid_id)};
    else
      spec.columns = {twin::decimal_column("x_laea", 0, kMostLaeaM), twin::decimal_column("y_laea", 0, kMostLaeaM)};
    for (const CensusCount& count : kCensusCounts)
      spec.columns.push_back(
          twin::decimal_column(std::string(eurostat ? count.eurostat : count.plain), -kMostInCell, kMostInCell)
              .blank_ok());
    if (!area.empty()) spec.columns.push_back(twin::whole_column(area, 1, 9999));
    if (shared) spec.columns.push_back(twin::decimal_column("se_share", 0, 10));
    spec.keys = eurostat ? std::vector<std::vector<std::string>>{{grid_id}}
                         : std::vector<std::vector<std::string>>{{"x_laea", "y_laea"}};
    spec.others_ok = true;
    spec.separator = separator_of(file_);
    const twin::TableSet tables({{spec, file_}}, faults_);
    std::vector<CensusCell> cells;
    if (const twin::InputTable* table = tables.find("cells"))
      for (std::size_t row = 0; row != table->rows(); ++row) {
        CellCorner corner;
        if (eurostat) {
          const auto found = corner_of((*table)[grid_id].text(row));
          if (!found)
            faults_.add(
                table->fault(row, grid_id,
                             {fmt::format("{}: «{}» är ingen kilometerruta", grid_id, (*table)[grid_id].text(row)),
                              fmt::format("{}: '{}' is no cell of 1 km", grid_id, (*table)[grid_id].text(row))},
                             {"som CRS3035RES1000mN4707000E4765000 eller 1kmN4707E4765",
                              "as CRS3035RES1000mN4707000E4765000 or 1kmN4707E4765"}));
          corner = found.value_or(CellCorner{});
        } else {
          corner = {(*table)["x_laea"].decimal(row), (*table)["y_laea"].decimal(row)};
        }
        CensusCell cell;
        const double share = shared ? (*table)["se_share"].decimal(row) : 1;
        for (const CensusCount& count : kCensusCounts)
          count.of(cell) = share * std::max(0.0, (*table)[eurostat ? count.eurostat : count.plain].decimal(row));
        if (!area.empty()) cell.municipality = (*table)[area].whole(row);
        std::tie(cell.east_m, cell.north_m) = project_(corner.east_m + kCellM / 2, corner.north_m + kCellM / 2);
        if (cell.residents > 0) cells.push_back(cell);
      }
    faults_.throw_if_any();
    return cells;
  }

 private:
  const twin::TextFile& file_;
  const PlaneChange& project_;
  std::vector<std::string> header_;
  twin::FaultLog faults_;
};

}  // namespace

std::optional<CellCorner> corner_of(std::string_view id) {
  double unit = 1;
  if (drop(id, "1km"))
    unit = kCellM;
  else if (!drop(id, "CRS3035RES1000m"))
    return std::nullopt;
  if (!drop(id, "N")) return std::nullopt;
  const auto north = digits(id);
  if (!north || !drop(id, "E")) return std::nullopt;
  const auto east = digits(id);
  if (!east || !id.empty() || *east * unit > kMostLaeaM || *north * unit > kMostLaeaM) return std::nullopt;
  return CellCorner{*east * unit, *north * unit};
}

std::vector<CensusCell> read_census_cells(const twin::TextFile& file, const PlaneChange& project) {
  return CellReader(file, project).read();
}

}  // namespace rurban
