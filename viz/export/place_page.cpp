#include "viz/export/place_page.h"

#include <fmt/format.h>

#include "viz/core/numbers.h"
#include "viz/export/economy_charts.h"
#include "viz/export/figures.h"
#include "viz/export/html.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

/// Residents each January.
LineChart people_chart(const twin::SeriesResult& residents, std::size_t row, bool sv) {
  LineChart chart{sv ? "Invånare per år" : "Residents by year",
                  sv ? "invånare den 1 januari" : "residents on 1 January",
                  {{sv ? "invånare" : "residents", {}, {}}},
                  true,
                  200};
  for (std::size_t t = 0; t != residents.series.dates.size(); ++t) {
    if (!twin::is_boundary(residents.series.dates[t], twin::Period::kYear)) continue;
    chart.lines.front().x.push_back(twin::year_of(residents.series.dates[t]));
    chart.lines.front().y.push_back(value(residents.series, t, row));
  }
  return chart;
}

std::string row_table(const std::vector<InOut>& sums, const AccountNames& names, twin::Language language) {
  const bool sv = language != twin::Language::kEnglish;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row = 1; row < sums.size(); ++row) {
    const auto cell = [&](std::int64_t ore) { return number(static_cast<double>(ore) / 1e5, 0, language); };
    if (sums[row].in != 0 || sums[row].out != 0)
      rows.push_back({names.rows[row].in(language), cell(sums[row].in), cell(sums[row].out), cell(sums[row].net())});
  }
  if (rows.empty()) return "";
  return html_table({sv ? "tusen kronor" : "SEK thousand", sv ? "in" : "in", sv ? "ut" : "out", sv ? "netto" : "net"},
                    rows);
}

}  // namespace

std::string balance_table(const Balance& balance, const AccountNames& names, twin::Language language) {
  const bool sv = language != twin::Language::kEnglish;
  std::vector<std::vector<std::string>> rows;
  for (const Balance::Entry& entry : balance.entries) {
    if (entry.sum.in == 0 && entry.sum.out == 0) continue;
    const auto cell = [&](std::int64_t ore) { return number(static_cast<double>(ore) / 1e5, 0, language); };
    const auto row = static_cast<std::size_t>(entry.row);
    rows.push_back({row < names.rows.size() ? names.rows[row].in(language) : "–",
                    balance.counterparts[entry.counterpart].in(language), cell(entry.sum.in), cell(entry.sum.out)});
  }
  return html_table({sv ? "tusen kronor" : "SEK thousand", sv ? "från eller till" : "from or to", sv ? "in" : "in",
                     sv ? "ut" : "out"},
                    rows);
}

std::string place_page_html(const twin::RunResult& run, const AccountNames& names, std::size_t place,
                            const twin::Story& story, int year, twin::Language language) {
  const bool sv = language != twin::Language::kEnglish;
  const AccountNames::Place& here = names.places[place];
  std::string html = fmt::format("<section class=\"after\"><h2>{} ({})</h2>\n", escape(here.name),
                                 escape(names.municipalities[here.municipality]));
  if (const twin::SeriesResult* residents = find_series(run, "population.place_residents");
      residents != nullptr && place < residents->series.width) {
    const double then = value(residents->series, 0, place),
                 now = value(residents->series, residents->series.dates.size() - 1, place);
    html += fmt::format("<p>{} {}: {} → {} ({}).", sv ? "Invånare" : "Residents", twin::to_string(run.info.to),
                        thousands(then), thousands(now), signed_number(now - then));
    if (const auto balance = in_year(run, "resourceflow.balance", year, place))
      html += fmt::format(" {}: {} kr {}.",
                          sv ? "Det som kommer tillbaka minus det som råvaror för ut"
                             : "What comes back less what raw "
                               "materials carry out",
                          signed_number(*balance), sv ? "per invånare" : "per inhabitant");
    html += "</p>\n";
    const LineChart chart = people_chart(*residents, place, sv);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i != chart.lines.front().x.size(); ++i)
      rows.push_back({fmt::format("{:.0f}", chart.lines.front().x[i]), thousands(chart.lines.front().y[i])});
    if (rows.size() > 2)
      html +=
          html_figure(here.name + ": " + chart.title,
                      {to_svg(chart), html_table({sv ? "år" : "year", chart.lines.front().label}, rows)}, language);
  }
  for (const twin::Story::Part& part : story.parts) {
    html += fmt::format("<h3>{}</h3>\n", escape(part.heading.in(language)));
    for (const twin::Text& line : part.lines) html += fmt::format("<p>{}</p>\n", escape(line.in(language)));
  }
  const Inside inside = place_inside(names, place);
  const Balance balance = balance_of(run, names, year, inside);
  const std::string title = fmt::format("{}: {} {}", here.name, sv ? "pengar in och ut" : "money in and out", year);
  html += html_section(
      title,
      {to_svg(balance_sankey(balance, names, here.name, title, language)), balance_table(balance, names, language)},
      language);
  html += html_section(fmt::format("{}: {} {}", here.name, sv ? "räkenskapens rader" : "rows of the account", year),
                       {row_table(row_sums(run, names, year, inside), names, language), ""}, language);
  return html + "</section>\n";
}

}  // namespace viz
