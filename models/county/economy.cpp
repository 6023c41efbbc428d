#include "models/county/economy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace rurban {

using twin::choice_column;
using twin::ColumnSpec;
using twin::decimal_column;
using twin::FaultLog;
using twin::flag_column;
using twin::InputTable;
using twin::TableSet;
using twin::TableSpec;
using twin::text_column;
using twin::whole_column;

const std::array<std::string_view, kSectors> kSectorKeys{
    "farming",     "forestry",          "mining",  "steel",          "paper_wood", "manufacturing", "energy",
    "water",       "construction",      "trade",   "transport",      "lodging",    "information",   "finance",
    "real_estate", "business_services", "support", "administration", "education",  "care",          "culture"};
const std::array<std::string_view, kOwners> kOwnerKeys{"local", "county",       "sweden", "abroad",
                                                       "state", "municipality", "region", "government"};
const std::array<std::string_view, Economy::kProducts> kProductKeys{"none",  "iron_ore", "copper_ore",
                                                                    "power", "steel",    "pulp_paper"};
const std::array<std::string_view, Economy::kDrivers> kDriverKeys{
    "iron_ore_price", "iron_ore_volume", "copper_price", "copper_volume", "power_price",  "power_volume",
    "timber_price",   "timber_volume",   "steel_price",  "paper_price",   "guest_nights", "visitor_spending",
    "wages",          "prices",          "pensions",     "refugees"};
const std::array<std::string_view, Economy::kDrivers> kDriverUnits{
    "kr/t", "1", "kr/t of ore",       "1",        "öre/kWh", "1", "kr/m3", "m3/year",
    "1",    "1", "1,000 nights/year", "kr/night", "1",       "1", "1",     "persons/year"};

namespace {

constexpr double kRounding = 0.001;  // shares are written with three decimals
constexpr double kMostKr = 1e8;      // per job or person and year
constexpr double kMostPercent = 60;  // of income to one tier of government
constexpr double kMostPersons = 1e7;

template <class Keys>
std::vector<std::string> words(const Keys& keys) {
  return {keys.begin(), keys.end()};
}

/// Requires: `word` is one of the keys, as a choice_column promises
template <class Enum, class Keys>
Enum named(const Keys& keys, const std::string& word) {
  return static_cast<Enum>(std::find(keys.begin(), keys.end(), word) - keys.begin());
}

/// A figure of a table and the field that takes it, divided by `unit`.
template <class Facts>
struct Figure {
  std::string_view column;
  double Facts::*field;
  double least, most, unit = 1;
};

using Municipal = Economy::MunicipalFacts;
const std::array<Figure<SectorFacts>, 7> kSectorFigures{{{"jobs", &SectorFacts::jobs, 1, kMostPersons},
                                                         {"jobs_sweden", &SectorFacts::jobs_sweden, 1, kMostPersons},
                                                         {"wage_kr", &SectorFacts::wage_kr, 1, kMostKr},
                                                         {"output_kr", &SectorFacts::output_kr, 1, kMostKr},
                                                         {"women", &SectorFacts::women, 0, 1},
                                                         {"tertiary", &SectorFacts::tertiary, 0, 1},
                                                         {"remote", &SectorFacts::remote, 0, 1}}};
const std::array<Figure<Municipal>, 9> kMunicipalFigures{
    {{"municipal_tax_percent", &Municipal::municipal_tax, 0, kMostPercent, 100},
     {"grp_per_head_2015_kr", &Municipal::grp_per_head_2015_kr, 1, kMostKr},
     {"disposable_2015_kr", &Municipal::disposable_2015_kr, 1, kMostKr},
     {"disposable_2021_kr", &Municipal::disposable_2021_kr, 1, kMostKr},
     {"care_cost_2022_kr", &Municipal::care_cost_2022_kr, 1, kMostKr},
     {"pupil_cost_2018_kr", &Municipal::pupil_cost_2018_kr, 1, kMostKr},
     {"income_women_2024_kr", &Municipal::income_women_2024_kr, 1, kMostKr},
     {"income_men_2024_kr", &Municipal::income_men_2024_kr, 1, kMostKr},
     {"jobs_per_employed", &Municipal::jobs_per_employed, 0.1, 5}}};

template <class Figures>
void append_columns(std::vector<ColumnSpec>& columns, const Figures& figures) {
  for (const auto& figure : figures)
    columns.push_back(decimal_column(std::string(figure.column), figure.least, figure.most));
}

template <class Facts, class Figures>
void read_figures(const InputTable& table, std::size_t row, const Figures& figures, Facts& facts) {
  for (const auto& figure : figures) facts.*figure.field = table[figure.column].decimal(row) / figure.unit;
}

/// Faults for words that no row has in `column`.
template <class Keys>
void check_each_named(const InputTable& table, std::string_view column, const Keys& keys, FaultLog& faults) {
  for (const std::string_view key : keys) {
    std::size_t row = 0;
    while (row != table.rows() && table[column].text(row) != key) ++row;
    if (row == table.rows())
      faults.add(
          table.fault({fmt::format("{} «{}» saknas", column, key), fmt::format("{} '{}' is missing", column, key)}));
  }
}

void read_sectors(const InputTable& table, Economy& economy, FaultLog& faults) {
  check_each_named(table, "sector", kSectorKeys, faults);
  for (std::size_t row = 0; row != table.rows(); ++row) {
    SectorFacts& facts = economy.sectors[named<std::size_t>(kSectorKeys, table["sector"].text(row))];
    read_figures(table, row, kSectorFigures, facts);
    double sum = 0;
    for (std::size_t owner = 0; owner != kOwnerKeys.size(); ++owner)
      sum += facts.owners[owner] = table[kOwnerKeys[owner]].decimal(row);
    if (std::abs(sum - 1) > kRounding)
      faults.add(table.fault(row, kOwnerKeys[0],
                             {fmt::format("ägarnas andelar blir tillsammans {:.4f}", sum),
                              fmt::format("the owners' shares sum to {:.4f}", sum)},
                             {"tillåtet: 0,999 till 1,001", "allowed: 0.999 to 1.001"}));
  }
}

void read_inputs(const InputTable& table, Economy& economy, FaultLog& faults) {
  check_each_named(table, "buyer", kSectorKeys, faults);
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const auto buyer = named<std::size_t>(kSectorKeys, table["buyer"].text(row));
    economy.imported[buyer] = table["imported"].decimal(row);
    double sum = 0;
    for (std::size_t seller = 0; seller != kSectorKeys.size(); ++seller)
      sum += economy.input[buyer][seller] = table[kSectorKeys[seller]].decimal(row);
    if (sum >= 1)
      faults.add(table.fault(row, "buyer",
                             {fmt::format("{} köper in för {:.4f} kr per krona som säljs", kSectorKeys[buyer], sum),
                              fmt::format("{} buys inputs for {:.4f} kr per krona sold", kSectorKeys[buyer], sum)},
                             {"tillåtet: 0 upp till, men inte med, 1", "allowed: 0 to less than 1"}));
  }
}

void check_volume(const InputTable& table, std::size_t row, const Economy::Site& site, FaultLog& faults) {
  if ((site.product == Economy::Product::kNone) == (site.volume == 0)) return;
  const std::string& product = table["product"].text(row);
  faults.add(
      table.fault(row, "volume",
                  {fmt::format("volymen {:.0f} av produkten «{}»", site.volume, product),
                   fmt::format("a volume of {:.0f} of product '{}'", site.volume, product)},
                  {"tillåtet: 0 utan produkt, mer än 0 med", "allowed: 0 without a product, more than 0 with one"}));
}

void read_sites(const InputTable& table, const InputTable* sectors, Economy& economy, FaultLog& faults) {
  std::array<double, kSectors> jobs{};
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const Economy::Site& site = economy.sites.emplace_back(Economy::Site{
        table["name"].text(row), table["place"].target(row), named<Sector>(kSectorKeys, table["sector"].text(row)),
        named<Owner>(kOwnerKeys, table["owner"].text(row)), table["jobs"].whole(row), table["fly_in"].decimal(row),
        named<Economy::Product>(kProductKeys, table["product"].text(row)), table["volume"].decimal(row),
        table["since"].present() ? table["since"].whole(row) : 0, table["source"].text(row),
        table["assumption"].flag(row)});
    check_volume(table, row, site, faults);
    const auto sector = static_cast<std::size_t>(site.sector);
    const double all = economy.sectors[sector].jobs, before = jobs[sector];
    jobs[sector] += site.jobs;
    if (sectors != nullptr && all > 0 && before <= all && jobs[sector] > all)
      faults.add(
          table.fault(row, "jobs",
                      {fmt::format("arbetsställena i {} når här {:.0f} jobb", kSectorKeys[sector], jobs[sector]),
                       fmt::format("the workplaces in {} reach {:.0f} jobs here", kSectorKeys[sector], jobs[sector])},
                      {fmt::format("tillåtet: upp till {:.0f}, länets jobb enligt sectors", all),
                       fmt::format("allowed: up to {:.0f}, the county's jobs by sectors", all)}));
  }
}

void read_municipalities(const InputTable& table, const std::vector<Municipality>& municipalities, Economy& economy,
                         FaultLog& faults) {
  economy.municipalities.resize(municipalities.size());
  std::vector<bool> there(municipalities.size());
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const std::uint32_t municipality = table["municipality"].target(row);
    there[municipality] = true;
    read_figures(table, row, kMunicipalFigures, economy.municipalities[municipality]);
    const double percent = table["region_tax_percent"].decimal(row), first = table["region_tax_percent"].decimal(0);
    if (percent != first)
      faults.add(table.fault(row, "region_tax_percent",
                             {fmt::format("regionskatten {} skiljer sig från {}", percent, first),
                              fmt::format("region tax {} differs from {}", percent, first)},
                             {"tillåtet: en sats i hela länet", "allowed: one rate in the whole county"}));
    economy.region_tax = first / 100;
  }
  for (std::size_t i = 0; i != there.size(); ++i)
    if (!there[i])
      faults.add(table.fault(
          {fmt::format("kommunen {} ({}) saknas", municipalities[i].name, municipalities[i].code),
           fmt::format("municipality {} ({}) is missing", municipalities[i].name, municipalities[i].code)}));
}

void check_range(const InputTable& table, std::size_t row, FaultLog& faults) {
  const double value = table["value"].decimal(row), low = table["low"].decimal(row),
               high = table["high"].decimal(row);
  if (low <= value && value <= high) return;
  faults.add(
      table.fault(row, "value",
                  {fmt::format("värdet {} ligger utanför sitt spann", value),
                   fmt::format("the value {} is outside its range", value)},
                  {fmt::format("tillåtet: {} till {}", low, high), fmt::format("allowed: {} to {}", low, high)}));
}

void read_drivers(const InputTable& table, Economy& economy, FaultLog& faults) {
  check_each_named(table, "driver", kDriverKeys, faults);
  for (std::size_t row = 0; row != table.rows(); ++row) {
    std::vector<YearValue>& series = economy.drivers[named<std::size_t>(kDriverKeys, table["driver"].text(row))];
    const int year = table["year"].whole(row);
    if (!series.empty() && year <= series.back().year)
      faults.add(table.fault(row, "year",
                             {fmt::format("år {} står efter {}", year, series.back().year),
                              fmt::format("year {} stands after {}", year, series.back().year)}));
    check_range(table, row, faults);
    series.push_back({year, table["value"].decimal(row)});
  }
}

TableSpec sector_spec() {
  std::vector<ColumnSpec> columns{choice_column("sector", words(kSectorKeys))};
  append_columns(columns, kSectorFigures);
  for (const std::string_view owner : kOwnerKeys) columns.push_back(decimal_column(std::string(owner), 0, 1));
  return {"sectors", columns, {{"sector"}}};
}

TableSpec input_spec() {
  std::vector<ColumnSpec> columns{choice_column("buyer", words(kSectorKeys))};
  for (const std::string_view seller : kSectorKeys) columns.push_back(decimal_column(std::string(seller), 0, 1));
  columns.push_back(decimal_column("imported", 0, 1));
  return {"input_coefficients", columns, {{"buyer"}}};
}

TableSpec site_spec() {
  return {"workplaces",
          {text_column("name"), whole_column("place", 0, 1e6).refers_to("places", "place"),
           choice_column("sector", words(kSectorKeys)), choice_column("owner", words(kOwnerKeys)),
           whole_column("jobs", 1, 1e6), decimal_column("fly_in", 0, 1),
           choice_column("product", words(kProductKeys)), decimal_column("volume", 0, 1e9),
           whole_column("since", 0, 2200).absent_ok(), text_column("source"), flag_column("assumption")},
          {{"name"}}};
}

TableSpec municipal_spec() {
  std::vector<ColumnSpec> columns{whole_column("municipality", 1, 9999).refers_to("municipalities", "municipality")};
  append_columns(columns, kMunicipalFigures);
  columns.push_back(decimal_column("region_tax_percent", 0, kMostPercent));
  columns.push_back(text_column("source"));
  return {"municipal_economy", columns, {{"municipality"}}};
}

TableSpec driver_spec() {
  return {
      "exogenous",
      {choice_column("driver", words(kDriverKeys)), whole_column("year", 1900, 2200), decimal_column("value", 0, 1e9),
       decimal_column("low", 0, 1e9), decimal_column("high", 0, 1e9), text_column("source")},
      {{"driver", "year"}}};
}

}  // namespace

std::vector<TableSpec> economy_specs() {
  return {sector_spec(), input_spec(), site_spec(), municipal_spec(), driver_spec()};
}

Economy read_economy(const TableSet& tables, const std::vector<Municipality>& municipalities, FaultLog& faults) {
  Economy economy;
  const InputTable* sectors = tables.find("sectors");
  if (sectors != nullptr) read_sectors(*sectors, economy, faults);
  if (const InputTable* table = tables.find("input_coefficients")) read_inputs(*table, economy, faults);
  if (const InputTable* table = tables.find("workplaces")) read_sites(*table, sectors, economy, faults);
  const InputTable* table_of_municipalities = tables.find("municipal_economy");
  if (table_of_municipalities != nullptr && tables.find("municipalities") != nullptr)
    read_municipalities(*table_of_municipalities, municipalities, economy, faults);
  if (const InputTable* table = tables.find("exogenous")) read_drivers(*table, economy, faults);
  return economy;
}

}  // namespace rurban
