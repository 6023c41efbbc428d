#include "models/county/demography.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/county/tables.h"

namespace rurban {
namespace {

using twin::FaultLog;
using twin::InputTable;

int last_age(const InputTable& table, std::size_t row) {
  const twin::TableColumn& to = table["age_to"];
  return to.is_blank(row) ? kAges - 1 : to.whole(row);
}

/// Faults where an interval does not start right after the one before it.
bool check_ages(const InputTable& table, FaultLog& faults) {
  int next = 0;
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const int from = table["age_from"].whole(row), to = last_age(table, row);
    if (from != next || to < from) {
      faults.add(table.fault(row, "age_from",
                             {fmt::format("åldrarna {} till {} följer inte på {}", from, to, next - 1),
                              fmt::format("ages {} to {} do not follow on {}", from, to, next - 1)},
                             {"intervallen täcker 0 till 110 i stigande ordning, utan glapp",
                              "the intervals cover 0 to 110 in ascending order, without gaps"}));
      return false;
    }
    next = to + 1;
  }
  if (next == kAges) return true;
  faults.add(
      table.fault(table.rows() - 1, "age_to",
                  {fmt::format("åldrarna {} till 110 saknas", next), fmt::format("ages {} to 110 are missing", next)},
                  {"ett tomt age_to är öppet uppåt", "an empty age_to is open upwards"}));
  return false;
}

ByAgeSex read_ages(const InputTable& table, FaultLog& faults) {
  ByAgeSex values{};
  if (!check_ages(table, faults)) return values;
  for (std::size_t row = 0; row != table.rows(); ++row)
    for (int age = table["age_from"].whole(row); age <= last_age(table, row); ++age) {
      values[0][static_cast<std::size_t>(age)] = table["women"].decimal(row);
      values[1][static_cast<std::size_t>(age)] = table["men"].decimal(row);
    }
  return values;
}

void check_fertility(const InputTable& table, FaultLog& faults) {
  constexpr double kRounding = 0.001;
  double children = 0;
  for (std::size_t row = 0; row != table.rows(); ++row)
    children += table["women"].decimal(row) * (last_age(table, row) - table["age_from"].whole(row) + 1);
  if (std::abs(children - 1) > kRounding)
    faults.add(
        table.fault({fmt::format("women ger {:.4f} barn över alla åldrar i stället för 1", children),
                     fmt::format("women gives {:.4f} children over all ages instead of 1", children)},
                    {"varje rad räknas en gång per ettårsklass", "each row counts once per single year of age"}));
  for (std::size_t row = 0; row != table.rows(); ++row)
    if (table["men"].decimal(row) != 0)
      faults.add(table.fault(row, "men", {"men: ska vara 0 i fruktsamheten", "men: must be 0 in fertility"}));
}

std::vector<YearValue> read_years(const InputTable& table, FaultLog& faults) {
  std::vector<YearValue> series;
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const int year = table["year"].whole(row);
    if (row > 0 && year <= series.back().year)
      faults.add(table.fault(row, "year",
                             {fmt::format("år {} står efter {}", year, series.back().year),
                              fmt::format("year {} stands after {}", year, series.back().year)}));
    series.push_back({year, table["value"].decimal(row)});
  }
  return series;
}

void read_cars(const InputTable& table, Demography& demography, FaultLog& faults) {
  constexpr double kRounding = 1e-6;
  if (table.rows() != 4)
    faults.add(table.fault({"tabellen ska ha fyra rader: 1 och 2 vuxna i town och countryside",
                            "the table must have four rows: 1 and 2 adults in town and countryside"}));
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const double none = table["none"].decimal(row), one = none + table["one"].decimal(row);
    const double two = one + table["two"].decimal(row);
    if (two > 1 + kRounding)
      faults.add(table.fault(row, "none",
                             {fmt::format("none, one och two blir tillsammans {:.4f}, mer än 1", two),
                              fmt::format("none, one and two sum to {:.4f}, more than 1", two)}));
    const std::size_t adults = table["adults"].whole(row) == 1 ? 0 : 1;
    const std::size_t setting = table["setting"].text(row) == "town" ? 0 : 1;
    demography.cars[adults][setting] = {none, std::min(one, 1.0), std::min(two, 1.0)};
  }
}

}  // namespace

Demography read_demography(const twin::TableSet& tables, FaultLog& faults) {
  Demography demography;
  for (const AgeTable& ages : kAgeTables)
    if (const InputTable* table = tables.find(ages.name)) demography.*ages.field = read_ages(*table, faults);
  if (const InputTable* table = tables.find("fertility")) check_fertility(*table, faults);
  if (const InputTable* table = tables.find("fertility_level"))
    demography.fertility_level = read_years(*table, faults);
  if (const InputTable* table = tables.find("cars")) read_cars(*table, demography, faults);
  return demography;
}

}  // namespace rurban
