#include "models/coverage/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "twin/io/fault_log.h"
#include "twin/io/table_spec.h"

namespace rurban::coverage {
namespace {

/// One row of masts.csv and the faults that a spec can't say.
Site read_site(const twin::InputTable& table, std::size_t row, const CountyCells& cells, twin::FaultLog& faults) {
  Site site;
  site.id = static_cast<std::uint32_t>(row);
  site.name = table["name"].text(row);
  site.east_m = table["east_m"].whole(row);
  site.north_m = table["north_m"].whole(row);
  site.height_m = table["height_m"].decimal(row);
  if (table["ground_m"].present() && !table["ground_m"].is_blank(row)) site.ground_m = table["ground_m"].decimal(row);
  site.kind = kind_from(table["kind"].text(row));
  site.since_year = table["since_year"].whole(row);
  site.synthetic = table["synthetic"].present() && table["synthetic"].flag(row);
  bool sound = true;
  for (std::size_t op = 0; op != kOperators; ++op) {
    const twin::TableColumn& column = table[kOperatorKeys[op]];
    const auto bands = bands_from(column.text(row));
    if (!bands) {
      faults.add(
          table.fault(row, kOperatorKeys[op],
                      {fmt::format("{}: «{}» är inga band", kOperatorKeys[op], column.text(row)),
                       fmt::format("{}: '{}' are no bands", kOperatorKeys[op], column.text(row))},
                      {fmt::format("åtskilda av |: {}", kBandKeys), fmt::format("separated by |: {}", kBandKeys)}));
      sound = false;
    }
    site.bands[op] = bands.value_or(0);
  }
  if (sound && std::all_of(site.bands.begin(), site.bands.end(), [](BandSet bands) { return bands == 0; }))
    faults.add(table.fault(
        row, "name",
        {fmt::format("name: {} har inget band", site.name), fmt::format("name: {} has no band", site.name)},
        {fmt::format("minst ett band hos en operatör: {}", kBandKeys),
         fmt::format("at least one band of an operator: {}", kBandKeys)}));
  if (const auto why = cannot_stand(cells, site.east_m, site.north_m))
    faults.add(table.fault(row, "east_m", *why, {"på land i länet", "on land in the county"}));
  return site;
}

}  // namespace

std::optional<BandSet> bands_from(const std::string& text) {
  BandSet bands = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    int mhz = 0;
    const auto [stop, error] = std::from_chars(text.data() + begin, text.data() + end, mhz);
    int band = 0;
    while (band != kBands && std::lround(carrier(static_cast<Band>(band)).mhz) != mhz) ++band;
    if (error != std::errc() || stop != text.data() + end || band == kBands) return std::nullopt;
    bands |= bit_of(static_cast<Band>(band));
    begin = end + 1;
  }
  return bands;
}

std::string to_text(BandSet bands) {
  std::string text;
  for (int band = 0; band != kBands; ++band)
    if ((bands & bit_of(static_cast<Band>(band))) != 0)
      text += fmt::format("{}{:.0f}", text.empty() ? "" : "|", carrier(static_cast<Band>(band)).mhz);
  return text;
}

SiteKind kind_from(const std::string& key) {
  return static_cast<SiteKind>(std::find(kSiteKindKeys.begin(), kSiteKindKeys.end(), key) - kSiteKindKeys.begin());
}

std::optional<twin::Text> cannot_stand(const CountyCells& cells, double east_m, double north_m) {
  const std::uint32_t cell = cells.at(east_m, north_m);
  if (cell == CountyCells::kNone)
    return twin::Text{fmt::format("masten vid {:.0f} {:.0f} står utanför länet", east_m, north_m),
                      fmt::format("the mast at {:.0f} {:.0f} stands outside the county", east_m, north_m)};
  if (cells.land[cell] == 0)
    return twin::Text{fmt::format("masten vid {:.0f} {:.0f} står i vatten", east_m, north_m),
                      fmt::format("the mast at {:.0f} {:.0f} stands in water", east_m, north_m)};
  return std::nullopt;
}

Network read_network(const twin::TextFile& file, const CountyCells& cells) {
  twin::FaultLog faults;
  twin::TableSpec spec{"masts",
                       {twin::text_column("name"), twin::whole_column("east_m", 0, 1'000'000),
                        twin::whole_column("north_m", 6'100'000, 7'800'000),
                        twin::decimal_column("height_m", kLeastHeightM, kMostHeightM),
                        twin::decimal_column("ground_m", 0, 2'200).absent_ok().blank_ok(),
                        twin::choice_column("kind", {kSiteKindKeys.begin(), kSiteKindKeys.end()}),
                        twin::whole_column("since_year", 1980, 2100), twin::flag_column("synthetic").absent_ok()}};
  for (const char* key : kOperatorKeys) spec.columns.push_back(twin::text_column(key).blank_ok());
  const twin::TableSet tables({{spec, file}}, faults);
  Network network;
  if (const twin::InputTable* table = tables.find("masts"))
    for (std::size_t row = 0; row != table->rows(); ++row)
      network.sites.push_back(read_site(*table, row, cells, faults));
  faults.throw_if_any();
  return network;
}

std::string to_table(const Network& network, const std::string& origin) {
  std::string table = fmt::format(
      "# Masts: {}\nname,east_m,north_m,height_m,ground_m,kind,telia,tele2_telenor,tre,since_year,synthetic\n",
      origin);
  for (const Site& site : network.sites)
    table += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", twin::csv_quoted(site.name), site.east_m, site.north_m,
                         site.height_m, site.ground_m ? fmt::to_string(*site.ground_m) : "",
                         kSiteKindKeys[static_cast<std::size_t>(site.kind)], to_text(site.bands[0]),
                         to_text(site.bands[1]), to_text(site.bands[2]), site.since_year, site.synthetic ? 1 : 0);
  return table;
}

}  // namespace rurban::coverage
