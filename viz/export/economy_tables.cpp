#include "viz/export/economy_tables.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "viz/core/numbers.h"
#include "viz/export/figures.h"
#include "viz/export/html.h"

namespace viz {
namespace {

using twin::SeriesResult;

std::string tr(twin::Language language, const char* sv, const char* en) {
  return language == twin::Language::kEnglish ? en : sv;
}

/// By municipality, in kr; empty without the series.
std::vector<double> balance_per_inhabitant(const twin::RunResult& run, const AccountNames& names) {
  const SeriesResult *returned = find_series(run, "resourceflow.returned"),
                     *extracted = find_series(run, "resourceflow.extracted"),
                     *residents = find_series(run, "population.place_residents");
  if (returned == nullptr || extracted == nullptr || residents == nullptr) return {};
  std::vector<double> kr(names.municipalities.size()), people(kr.size());
  const auto last = [](const SeriesResult* result, std::size_t row) {
    return row < result->series.width ? value(result->series, result->series.dates.size() - 1, row) : 0.0;
  };
  for (std::size_t place = 0; place != names.places.size(); ++place) {
    const std::size_t municipality = names.places[place].municipality;
    kr[municipality] += (last(returned, place) - last(extracted, place)) / 100;
    people[municipality] += last(residents, place);
  }
  for (std::size_t i = 0; i != kr.size(); ++i) kr[i] = people[i] > 0 ? kr[i] / people[i] : 0;
  return kr;
}

/// A series of municipalities in words and units that everybody knows.
struct Column {
  const char *series, *sv, *en;
  double times;
  int decimals;
};
constexpr Column kColumns[] = {
    {"income.disposable", "inkomst efter skatt, kr per invånare", "income after tax, kr per inhabitant", 1, 0},
    {"firms.product", "värdet av det som framställs, kr per invånare", "value of what is produced, kr per inhabitant",
     1, 0},
    {"public_finance.tax_rate", "kommunalskatt, %", "municipal tax, %", 1, 2},
    {"public_finance.service_level", "kommunens service, % av normen", "municipal services, % of the norm", 0.1, 1},
    {"public_finance.result", "kommunens överskott, kr per invånare", "the municipality's surplus, kr per inhabitant",
     1, 0}};

}  // namespace

std::string municipality_table(const twin::RunResult& run, const AccountNames& names, twin::Language language) {
  std::vector<std::string> heads{tr(language, "kommun", "municipality")};
  std::vector<std::vector<std::string>> rows;
  for (const std::string& name : names.municipalities) rows.push_back({name});
  for (const Column& column : kColumns) {
    const SeriesResult* result = find_series(run, column.series);
    if (result == nullptr || result->series.width != rows.size()) continue;
    heads.push_back(tr(language, column.sv, column.en));
    for (std::size_t row = 0; row != rows.size(); ++row) {
      const double now = value(result->series, result->series.dates.size() - 1, row);
      rows[row].push_back(number(now * column.times, column.decimals, language));
    }
  }
  if (const std::vector<double> balance = balance_per_inhabitant(run, names); !balance.empty()) {
    heads.push_back(tr(language, "tillbaka minus ut (kr/invånare)", "back less out (kr/inhabitant)"));
    for (std::size_t row = 0; row != rows.size(); ++row) rows[row].push_back(signed_number(balance[row]));
  }
  return heads.size() == 1 ? "" : html_table(heads, rows);
}

std::string row_table(const twin::RunResult& run, const AccountNames& names, int year, twin::Language language) {
  const auto sums = [&](const Inside& inside) { return row_sums(run, names, year, inside); };
  const std::array<std::vector<InOut>, 3> sets{
      sums(places_where(names, [](const auto& place) { return place.countryside; })),
      sums(places_where(names, [](const auto& place) { return !place.countryside; })), sums(is_node)};
  std::vector<std::string> heads{tr(language, "miljoner kronor", "SEK million")};
  for (const std::string& who : {tr(language, "landsbygd", "countryside"), tr(language, "tätorter", "towns"),
                                 tr(language, "utanför orterna", "outside the places")})
    for (const std::string& what :
         {tr(language, "in", "in"), tr(language, "ut", "out"), tr(language, "netto", "net")})
      heads.push_back(who + " " + what);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row = 1; row < names.rows.size(); ++row) {
    std::vector<std::string> cells{names.rows[row].in(language)};
    for (const std::vector<InOut>& set : sets)
      for (const std::int64_t ore : {set[row].in, set[row].out, set[row].net()})
        cells.push_back(number(static_cast<double>(ore) / 1e8, 1, language));
    rows.push_back(std::move(cells));
  }
  return html_table(heads, rows) +
         html_note(
             tr(language,
                "Varje krona som kommer in någonstans går ut någon annanstans: de tre nettona på en rad blir noll.",
                "Each krona that comes in somewhere goes out somewhere else: the three nets of a row sum to zero."));
}

}  // namespace viz
