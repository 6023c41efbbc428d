#include "models/coverage/mast_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "twin/io/fault_log.h"
#include "twin/io/table_spec.h"

namespace rurban::coverage {
namespace {

constexpr double kSamePlaceM = 50;
constexpr int kSweden = 240;                // mobile country code, ITU-T E.212
constexpr double kUnknownHeightM = 60;      // assumption: 40 to 72
constexpr double kTallM = 100, kLowM = 35;  // what is tall, and what stands on a roof; assumption
constexpr int kUnknownYear = 2000;
constexpr double kSecondsPerYear = 365.2425 * 86'400;
constexpr const char* kOpenCellIdHeader =
    "radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,averageSignal";

/// Nets of country 240 and the operators whose phones use them; from memory, after PTS's list of network codes.
struct Net {
  int code;
  bool telia, tele2_telenor, tre;
};
constexpr std::array<Net, 7> kNets{{{1, true, false, false},     // Telia
                                    {2, false, false, true},     // Tre
                                    {4, false, true, true},      // 3GIS: Telenor and Tre
                                    {5, true, true, false},      // SUNAB: Telia and Tele2
                                    {7, false, true, false},     // Tele2
                                    {8, false, true, false},     // Telenor
                                    {24, false, true, false}}};  // Net4Mobility

BandSet band_of(const std::string& radio) {
  if (radio == "GSM") return bit_of(Band::k900);
  if (radio == "UMTS") return bit_of(Band::k2100);
  return radio == "LTE" ? bit_of(Band::k800) : bit_of(Band::k700);
}

SiteKind kind_of(double height_m) {
  return height_m >= kTallM ? SiteKind::kTall : height_m <= kLowM ? SiteKind::kRooftop : SiteKind::kMast;
}

class MastReader {
 public:
  MastReader(const twin::TextFile& file, const CountyCells& cells, const Projection& project, Elsewhere elsewhere)
      : file_(file), cells_(cells), project_(project), elsewhere_(elsewhere) {}

  ImportedMasts read() {
    const std::string_view content = file_.content(), first = content.substr(0, content.find('\n'));
    if (first.starts_with("GSM,") || first.starts_with("UMTS,") || first.starts_with("LTE,") ||
        first.starts_with("NR,"))
      faults_.add(file_.fault(
          0, {"filen börjar utan rubriker", "the file begins without a header"},
          {fmt::format("första raden: {}", kOpenCellIdHeader), fmt::format("first line: {}", kOpenCellIdHeader)}));
    else
      first.find("mcc") != std::string_view::npos ? open_cell_id() : operators_list();
    faults_.throw_if_any();
    for (Site& site : result_.network.sites)
      site.id = static_cast<std::uint32_t>(&site - result_.network.sites.data());
    return std::move(result_);
  }

 private:
  void open_cell_id() {
    twin::TableSpec spec{
        "cells",
        {twin::choice_column("radio", {"GSM", "UMTS", "LTE", "NR"}), twin::whole_column("mcc", 1, 999),
         twin::whole_column("net", 0, 999), twin::decimal_column("lon", -180, 180),
         twin::decimal_column("lat", -90, 90), twin::decimal_column("created", 0, 1e11).absent_ok().blank_ok()}};
    for (const char* unused : {"area", "cell", "unit", "range", "samples", "changeable", "updated", "averageSignal"})
      spec.columns.push_back(twin::text_column(unused).absent_ok().blank_ok());
    const twin::TableSet tables({{spec, file_}}, faults_);
    const twin::InputTable* table = tables.find("cells");
    for (std::size_t row = 0; table != nullptr && row != table->rows(); ++row) cell(*table, row);
  }

  void cell(const twin::InputTable& table, std::size_t row) {
    const int country = table["mcc"].whole(row), code = table["net"].whole(row);
    if (country != kSweden) {
      faults_.add(table.fault(
          row, "mcc",
          {fmt::format("mcc: {} är inte Sverige", country), fmt::format("mcc: {} is not Sweden", country)},
          {fmt::format("landskod {}", kSweden), fmt::format("country code {}", kSweden)}));
      return;
    }
    ++result_.cells;
    const auto net = std::find_if(kNets.begin(), kNets.end(), [code](const Net& n) { return n.code == code; });
    if (net == kNets.end()) {
      ++result_.other_nets;
      return;
    }
    const BandSet bands = band_of(table["radio"].text(row));
    Site site;
    site.height_m = kUnknownHeightM;
    site.bands = {net->telia ? bands : BandSet{0}, net->tele2_telenor ? bands : BandSet{0},
                  net->tre ? bands : BandSet{0}};
    site.since_year = kUnknownYear;
    if (table["created"].present() && !table["created"].is_blank(row))
      site.since_year = 1970 + static_cast<int>(table["created"].decimal(row) / kSecondsPerYear);
    put(table, row, "lat", site, project_(table["lat"].decimal(row), table["lon"].decimal(row)));
  }

  void operators_list() {
    const twin::TableSpec spec{
        "masts",
        {twin::choice_column("operator", {kOperatorKeys.begin(), kOperatorKeys.end()}),
         twin::text_column("name").absent_ok().blank_ok(),
         twin::decimal_column("height_m", kLeastHeightM, kMostHeightM), twin::text_column("bands").blank_ok(),
         twin::choice_column("kind", {kSiteKindKeys.begin(), kSiteKindKeys.end()}).absent_ok(),
         twin::whole_column("since_year", 1980, 2100).absent_ok(), twin::decimal_column("lat", -90, 90).absent_ok(),
         twin::decimal_column("lon", -180, 180).absent_ok(), twin::decimal_column("east_m", 0, 1e6).absent_ok(),
         twin::decimal_column("north_m", 6e6, 8e6).absent_ok()}};
    const twin::TableSet tables({{spec, file_}}, faults_);
    const twin::InputTable* table = tables.find("masts");
    if (table == nullptr) return;
    const bool in_degrees = (*table)["lat"].present() && (*table)["lon"].present();
    if (!in_degrees && !((*table)["east_m"].present() && (*table)["north_m"].present())) {
      faults_.add(table->fault(
          {"masterna saknar läge", "the masts have no position"},
          {"kolumnerna lat och lon, eller east_m och north_m", "columns lat and lon, or east_m and north_m"}));
      return;
    }
    for (std::size_t row = 0; row != table->rows(); ++row) listed(*table, row, in_degrees);
  }

  void listed(const twin::InputTable& table, std::size_t row, bool in_degrees) {
    ++result_.cells;
    const std::string& text = table["bands"].text(row);
    const auto bands = bands_from(text);
    if (!bands || *bands == 0) {
      faults_.add(
          table.fault(row, "bands",
                      {fmt::format("bands: «{}» är inga band", text), fmt::format("bands: '{}' are no bands", text)},
                      {fmt::format("åtskilda av |: {}", kBandKeys), fmt::format("separated by |: {}", kBandKeys)}));
      return;
    }
    Site site;
    if (table["name"].present()) site.name = table["name"].text(row);
    site.height_m = table["height_m"].decimal(row);
    site.kind = kind_of(site.height_m);
    if (table["kind"].present()) site.kind = kind_from(table["kind"].text(row));
    const auto op = std::find(kOperatorKeys.begin(), kOperatorKeys.end(), table["operator"].text(row));
    site.bands[static_cast<std::size_t>(op - kOperatorKeys.begin())] = *bands;
    site.since_year = table["since_year"].present() ? table["since_year"].whole(row) : kUnknownYear;
    put(table, row, in_degrees ? "lat" : "east_m", site,
        in_degrees ? project_(table["lat"].decimal(row), table["lon"].decimal(row))
                   : std::pair{table["east_m"].decimal(row), table["north_m"].decimal(row)});
  }

  void put(const twin::InputTable& table, std::size_t row, const char* column, Site& site,
           std::pair<double, double> position) {
    const auto [east_m, north_m] = position;
    if (const auto why = cannot_stand(cells_, east_m, north_m)) {
      if (elsewhere_ == Elsewhere::kLeaveOut)
        ++result_.elsewhere;
      else
        faults_.add(table.fault(
            row, column, *why,
            {"på land i länet; --clip utelämnar andra", "on land in the county; --clip leaves out others"}));
      return;
    }
    site.east_m = static_cast<std::int32_t>(std::lround(east_m));
    site.north_m = static_cast<std::int32_t>(std::lround(north_m));
    if (site.name.empty()) site.name = fmt::format("{} {}", site.east_m, site.north_m);
    for (Site& other : result_.network.sites) {
      if (std::hypot(other.east_m - site.east_m, other.north_m - site.north_m) > kSamePlaceM) continue;
      join(other, site);
      return;
    }
    result_.network.sites.push_back(std::move(site));
  }

  /// One position has one height, the highest; what is on air adds up.
  static void join(Site& site, const Site& other) {
    if (other.height_m > site.height_m) {
      site.height_m = other.height_m;
      site.kind = other.kind;
    }
    site.since_year = std::min(site.since_year, other.since_year);
    for (std::size_t op = 0; op != kOperators; ++op) site.bands[op] |= other.bands[op];
  }

  const twin::TextFile& file_;
  const CountyCells& cells_;
  const Projection& project_;
  Elsewhere elsewhere_;
  twin::FaultLog faults_;
  ImportedMasts result_;
};

}  // namespace

ImportedMasts read_masts(const twin::TextFile& file, const CountyCells& cells, const Projection& project,
                         Elsewhere elsewhere) {
  return MastReader(file, cells, project, elsewhere).read();
}

}  // namespace rurban::coverage
