#include "viz/export/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "viz/core/numbers.h"
#include "viz/export/economy_page.h"
#include "viz/export/figures.h"
#include "viz/export/html.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

using twin::Language;
using twin::SeriesResult;

/// The total over rows at the first instant of each year.
Line stock_line(const SeriesResult& result, const std::string& label) {
  Line line{label, {}, {}};
  for (std::size_t t = 0; t != result.series.dates.size(); ++t) {
    if (!twin::is_boundary(result.series.dates[t], twin::Period::kYear)) continue;
    line.x.push_back(twin::year_of(result.series.dates[t]));
    line.y.push_back(total(result.series, t));
  }
  return line;
}

/// The total over rows and months of each whole year. A flow dated the first of January belongs to the year before.
Line flow_line(const SeriesResult& result, const std::string& label) {
  std::map<int, std::pair<double, int>> years;
  for (std::size_t t = 0; t != result.series.dates.size(); ++t) {
    auto& [sum, months] = years[twin::year_of(result.series.dates[t] - std::chrono::days{1})];
    sum += total(result.series, t);
    ++months;
  }
  Line line{label, {}, {}};
  for (const auto& [year, sum] : years) {
    if (sum.second != 12) continue;
    line.x.push_back(year);
    line.y.push_back(sum.first);
  }
  return line;
}

double sum_of(const SeriesResult* result) {
  double sum = 0;
  if (result != nullptr)
    for (const double v : result->series.values) sum += v;
  return sum;
}

class Page {
 public:
  Page(const twin::RunResult& run, const ReportFrame& frame) : run_(run), frame_(frame) {}

  std::string html() const {
    const std::string title = frame_.title.in(frame_.language);
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title>\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n"
        "body{{font:18px/1.5 Inter,'DejaVu Sans',sans-serif;max-width:56rem;margin:2rem auto;padding:0 "
        "1rem;color:#222;background:#fff}}\n"
        "h1{{font-size:2rem;line-height:1.2;margin:0}}h2{{font-size:1.35rem;margin:2rem 0 .5rem}}\n"
        ".figures{{display:flex;flex-wrap:wrap;gap:1rem;margin:1.5rem 0}}\n"
        ".figures div{{flex:1 1 9rem;border-top:4px solid #0072B2;padding:.5rem 0}}\n"
        ".figures b{{display:block;font-size:1.9rem;line-height:1.2}}\n"
        "table{{border-collapse:collapse;width:100%}}td{{white-space:nowrap}}th,td{{text-align:right;padding:.25rem "
        ".5rem;border-bottom:1px "
        "solid #ccc}}\n"
        "th:first-child{{text-align:left}}tfoot td{{font-weight:600;border-top:2px solid #222}}\n"
        "svg{{width:100%;min-width:34rem;height:auto;display:block}}figure{{margin:0;break-inside:avoid}}small,"
        "footer{{"
        "color:#555;font-size:.85rem}}\n"
        ".wide{{overflow-x:auto}}summary{{cursor:pointer;padding:.3rem 0}}:focus-visible{{outline:3px solid "
        "#0b5a9e;outline-offset:2px}}\n"
        "tbody th{{font-weight:400}}tfoot th{{font-weight:600;border-top:2px solid #222}}\n"
        "h1,h2,p,code{{overflow-wrap:anywhere}}\n"
        ".after{{border-top:2px solid #222;margin-top:3rem}}.after>h1{{margin-top:1rem}}\n"
        "ul.plain{{padding-left:1.2rem}}ul.plain li{{margin:.3rem 0}}\n"
        "@page{{size:A4;margin:14mm}}\n"
        "@media "
        "print{{body{{font-size:14px;margin:0;max-width:none;padding:0}}.after{{break-before:page;border:0;margin:0}}"
        "h1{{font-size:1.6rem}}th,td{{padding:.1rem .4rem}}h2{{break-after:avoid;margin:1rem 0 "
        ".3rem}}svg{{min-width:0}}.wide{{overflow:visible}}details{{display:none}}}}\n"
        "</style></head>\n<body>\n",
        tr("sv", "en"), escape(title));
    if (!frame_.other_language_file.empty())
      page += fmt::format("<p><a href=\"{}\" hreflang=\"{}\">{}</a></p>\n", frame_.other_language_file,
                          tr("en", "sv"), tr("In English", "På svenska"));
    page += fmt::format("<header><h1>{}</h1>\n<p>{}</p></header>\n<main>\n", escape(title),
                        escape(frame_.question.in(frame_.language)));
    page += figures();
    const std::string economy = economy_summary(run_, frame_);
    page += economy;
    if (!economy.empty()) page += "<div class=\"after\">\n";
    page += section(tr("Invånare", "Residents"), residents_chart());
    page += section(tr("Förändring per kommun", "Change by municipality"), change_chart());
    page += section(tr("Var blir vi fler och färre?", "Where do we become more, and fewer?"), map());
    page += section(tr("Födda, döda och flyttare per år", "Births, deaths and moves, each year"), flows_chart());
    page += section(tr("Åldrar", "Ages"), ages_chart());
    page += section(tr("Vägen till service", "The way to services"), {services_table(), ""});
    page += section(tr("Kommunerna i siffror", "The municipalities in figures"), {table(), ""});
    page += economy_details(run_, frame_);
    if (!economy.empty()) page += "</div>\n";
    page += "</main>\n" + footer();
    return page + "</body></html>\n";
  }

 private:
  std::string tr(const char* sv, const char* en) const { return frame_.language == Language::kEnglish ? en : sv; }

  std::string section(const std::string& heading, const Shown& shown) const {
    return html_section(heading, shown, frame_.language);
  }

  /// A row for each year of any line.
  Shown shown(const LineChart& chart) const {
    std::vector<std::string> heads{tr("år", "year")};
    std::map<double, std::vector<std::string>> years;
    for (const Line& line : chart.lines) {
      heads.push_back(line.label);
      for (std::size_t i = 0; i != line.x.size(); ++i) {
        std::vector<std::string>& row = years[line.x[i]];
        row.resize(heads.size(), "–");
        row.front() = fmt::format("{:.0f}", line.x[i]);
        row.back() = thousands(line.y[i]);
      }
    }
    std::vector<std::vector<std::string>> rows;
    for (auto& [year, row] : years) {
      row.resize(heads.size(), "–");
      rows.push_back(std::move(row));
    }
    return {to_svg(chart), html_table(heads, rows)};
  }

  Shown shown(const BarChart& chart) const {
    std::vector<std::vector<std::string>> rows;
    for (const Bar& bar : chart.bars) rows.push_back({bar.label, bar.text});
    return {to_svg(chart), html_table({tr("kommun", "municipality"), tr("förändring", "change")}, rows)};
  }

  Shown map() const {
    std::vector<std::vector<std::string>> rows;
    if (const SeriesResult* places = find_series(run_, "population.place_residents"))
      for (std::size_t row = 0; row != places->series.width; ++row) {
        const double then = value(places->series, 0, row),
                     now = value(places->series, places->series.dates.size() - 1, row);
        rows.push_back({places->row_labels[row], thousands(then), thousands(now),
                        then > 0 ? signed_percent(now / then - 1, frame_.language) : "–"});
      }
    return {population_map_svg(run_, frame_), html_table({tr("ort", "place"), twin::to_string(run_.info.from),
                                                          twin::to_string(run_.info.to), tr("förändring", "change")},
                                                         rows)};
  }

  std::string figures() const {
    const SeriesResult* residents = find_series(run_, "population.residents");
    if (residents == nullptr) return "";
    const double then = total(residents->series, 0),
                 now = total(residents->series, residents->series.dates.size() - 1);
    std::string html = "<div class=\"figures\">\n";
    const auto figure = [&](const std::string& number, const std::string& label) {
      html += fmt::format("<div><b>{}</b>{}</div>\n", number, escape(label));
    };
    figure(thousands(then), fmt::format("{} {}", tr("invånare", "residents"), twin::to_string(run_.info.from)));
    figure(thousands(now), fmt::format("{} {}", tr("invånare", "residents"), twin::to_string(run_.info.to)));
    figure(signed_percent(now / std::max(then, 1.0) - 1, frame_.language), tr("förändring", "change"));
    figure(signed_number(sum_of(find_series(run_, "population.births")) -
                         sum_of(find_series(run_, "population.deaths"))),
           tr("födda minus döda", "births less deaths"));
    figure(signed_number(sum_of(find_series(run_, "population.arrived")) -
                         sum_of(find_series(run_, "population.departed"))),
           tr("inflyttade minus utflyttade", "arrivals less departures"));
    return html + "</div>\n";
  }

  Shown residents_chart() const {
    const SeriesResult* residents = find_series(run_, "population.residents");
    if (residents == nullptr) return {};
    return shown(LineChart{tr("Invånare i länet per år", "Residents of the county by year"),
                           tr("personer den 1 januari", "persons on 1 January"),
                           {stock_line(*residents, tr("invånare", "residents"))},
                           false});
  }

  Shown change_chart() const {
    const SeriesResult* residents = find_series(run_, "population.residents");
    if (residents == nullptr) return {};
    const twin::Series& series = residents->series;
    BarChart chart{tr("Förändring av invånarantal per kommun", "Change of residents by municipality"), {}};
    for (std::size_t row = 0; row != series.width; ++row) {
      const double then = value(series, 0, row), now = value(series, series.dates.size() - 1, row);
      const double change = then > 0 ? now / then - 1 : 0;
      chart.bars.push_back({residents->row_labels[row], change, signed_percent(change, frame_.language)});
    }
    std::stable_sort(chart.bars.begin(), chart.bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
    return shown(chart);
  }

  Shown flows_chart() const {
    LineChart chart{
        tr("Födda, döda, inflyttade och utflyttade per år", "Births, deaths, arrivals and departures by year"),
        tr("personer per år", "persons a year"),
        {},
        true};
    for (const auto& [name, label] :
         {std::pair{"population.births", tr("födda", "births")}, std::pair{"population.deaths", tr("döda", "deaths")},
          std::pair{"population.arrived", tr("inflyttade", "arrived")},
          std::pair{"population.departed", tr("utflyttade", "departed")}})
      if (const SeriesResult* result = find_series(run_, name)) chart.lines.push_back(flow_line(*result, label));
    return chart.lines.empty() || chart.lines.front().x.size() < 2 ? Shown{} : shown(chart);
  }

  Shown ages_chart() const {
    LineChart chart{tr("Invånare per åldersgrupp", "Residents by age group"),
                    tr("personer den 1 januari", "persons on 1 January"),
                    {},
                    true};
    for (const auto& [name, label] :
         {std::pair{"census.age_0_14", tr("0–14 år", "0-14")}, std::pair{"census.age_15_64", tr("15–64 år", "15-64")},
          std::pair{"census.age_65_plus", tr("65+ år", "65+")},
          std::pair{"census.employed", tr("sysselsatta", "employed")}})
      if (const SeriesResult* result = find_series(run_, name)) chart.lines.push_back(stock_line(*result, label));
    return chart.lines.empty() || chart.lines.front().x.size() < 2 ? Shown{} : shown(chart);
  }

  std::string table() const {
    const SeriesResult* residents = find_series(run_, "population.residents");
    const SeriesResult* elderly = find_series(run_, "census.age_65_plus");
    const SeriesResult* employed = find_series(run_, "census.employed");
    if (residents == nullptr || elderly == nullptr || employed == nullptr) return "";
    std::string html = fmt::format(
        "<table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></"
        "thead>\n<tbody>\n",
        tr("kommun", "municipality"), twin::to_string(run_.info.from), twin::to_string(run_.info.to),
        tr("förändring", "change"), "%", tr("65+ då → nu", "65+ then → now"),
        tr("sysselsatta då → nu", "employed then → now"));
    const std::size_t last = residents->series.dates.size() - 1;
    const auto row_html = [&](const std::string& label, auto at) {
      const double then = at(residents->series, 0), now = at(residents->series, last);
      const auto share = [&](const SeriesResult* part, std::size_t time, double of) {
        return fmt::format("{:.0f}\u202f%", of > 0 ? 100 * at(part->series, time) / of : 0);
      };
      return fmt::format(
          "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{} → {}</td><td>{} → "
          "{}</td></tr>\n",
          escape(label), thousands(then), thousands(now), signed_number(now - then),
          signed_percent(then > 0 ? now / then - 1 : 0, frame_.language), share(elderly, 0, then),
          share(elderly, last, now), share(employed, 0, then), share(employed, last, now));
    };
    for (std::size_t row = 0; row != residents->series.width; ++row)
      html += row_html(residents->row_labels[row],
                       [&](const twin::Series& s, std::size_t t) { return value(s, t, row); });
    html += "</tbody>\n<tfoot>" +
            row_html(tr("länet", "the county"), [](const twin::Series& s, std::size_t t) { return total(s, t); });
    return html + "</tfoot></table>\n";
  }

  /// What daily life meets in each municipality, at the beginning and at the end.
  std::string services_table() const {
    const std::array<std::pair<const SeriesResult*, std::string>, 5> columns{
        {{find_series(run_, "access.car_minutes_grocery"),
          tr("minuter med bil till matbutik", "minutes by car to a shop")},
         {find_series(run_, "access.car_minutes_care"), tr("till hälsocentral", "to a health centre")},
         {find_series(run_, "access.out_of_reach_care"), tr("utan buss dit", "without a bus there")},
         {find_series(run_, "services.shops"), tr("matbutiker", "grocery shops")},
         {find_series(run_, "newspaper.subscribers"), tr("tidning på papper", "paper newspapers")}}};
    for (const auto& [result, label] : columns)
      if (result == nullptr) return "";
    std::string html = fmt::format("<table><thead><tr><th scope=\"col\">{}</th>", tr("kommun", "municipality"));
    for (const auto& [result, label] : columns) html += fmt::format("<th scope=\"col\">{}</th>", escape(label));
    html += "</tr></thead>\n<tbody>\n";
    const auto& names = columns.front().first->row_labels;
    for (std::size_t row = 0; row != names.size(); ++row) {
      html += fmt::format("<tr><th scope=\"row\">{}</th>", escape(names[row]));
      for (const auto& [result, label] : columns) {
        const twin::Series& series = result->series;
        html += fmt::format("<td>{} → {}</td>", thousands(value(series, 0, row)),
                            thousands(value(series, series.dates.size() - 1, row)));
      }
      html += "</tr>\n";
    }
    return html +
           fmt::format("</tbody></table>\n<p><small>{}</small></p>",
                       tr("Minuter: medel över invånarna, från ortens mitt. Utan buss: invånare som en vardag "
                          "varken kan ta bussen fram och tillbaka eller gå.",
                          "Minutes: mean over residents, from the centre of their place. Without a bus: residents "
                          "who can neither take the bus there and back on a weekday nor walk."));
  }

  std::string footer() const {
    return fmt::format(
        "<footer><p>{}</p>\n<p>{}: Statistiska centralbyrån (SCB) · Eurostat/GISCO · GeoNames (CC BY 4.0) · "
        "Samtrafiken/Trafiklab · "
        "Viewfinder Panoramas · © OpenStreetMap contributors (ODbL).</p>\n"
        "<p>Rurban Twin {} · {} {} · <code>{}</code></p></footer>\n",
        tr("Detta är en simulering av varje invånare, inte en prognos: den visar vad som följer av antagandena i "
           "scenariot. "
           "Ett annat frö ger en annan, lika möjlig historia.",
           "This is a simulation of every inhabitant and not a forecast: it shows what follows from the scenario's "
           "assumptions. "
           "Another seed gives another, equally possible history."),
        tr("Källor", "Sources"), run_.info.version, tr("frö", "seed"), run_.info.seed, run_.info.state_hash);
  }

  const twin::RunResult& run_;
  const ReportFrame& frame_;
};

}  // namespace

std::string report_html(const twin::RunResult& run, const ReportFrame& frame) {
  return Page(run, frame).html();
}

std::string population_map_svg(const twin::RunResult& run, const ReportFrame& frame) {
  const SeriesResult* places = find_series(run, "population.place_residents");
  if (places == nullptr || frame.places.size() != places->series.width) return "";
  const bool sv = frame.language != Language::kEnglish;
  const twin::Series& series = places->series;
  const std::size_t last = series.dates.size() - 1;
  DotMap map{.title = sv ? "Karta över orter: yta efter invånare, färg efter förändring"
                         : "Map of places: area by residents, colour by change",
             .dots = {},
             .names = {},
             .shrinking = sv ? "minskar mer än 5 %" : "falls by more than 5 %",
             .steady = sv ? "ungefär som nu" : "about as now",
             .growing = sv ? "ökar mer än 5 %" : "grows by more than 5 %"};
  for (std::size_t row = 0; row != series.width; ++row) {
    const double then = value(series, 0, row), now = value(series, last, row);
    const double change = then > 0 ? now / then - 1 : 0;
    const std::string& name = places->row_labels[row];
    const Dot dot{frame.places[row].east_m, frame.places[row].north_m, now, change,
                  fmt::format("{}: {} → {} ({})", name, thousands(then), thousands(now),
                              signed_percent(change, frame.language))};
    map.dots.push_back(dot);
    if (then >= 1500) map.names.emplace_back(name, dot);
  }
  return to_svg(map);
}

std::string population_table(const twin::RunResult& run, Language language) {
  const SeriesResult* residents = find_series(run, "population.residents");
  if (residents == nullptr) return "";
  const bool sv = language != Language::kEnglish;
  const twin::Series& series = residents->series;
  const std::size_t last = series.dates.size() - 1;
  const auto pad = [](const std::string& text, std::size_t width) {  // by characters, since names have å, ä and ö
    const auto length =
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    return std::string(length < width ? width - length : 0, ' ');
  };
  const auto line = [&](const std::string& label, const std::vector<std::string>& cells) {
    std::string text = "  " + label + pad(label, 18);
    for (const std::string& cell : cells) text += pad(cell, 12) + cell;
    return text + "\n";
  };
  const auto figures = [&](const std::string& label, double then, double now) {
    return line(label, {thousands(then), thousands(now), signed_number(now - then),
                        signed_percent(then > 0 ? now / then - 1 : 0, language)});
  };
  std::string text =
      line(sv ? "Invånare" : "Residents",
           {twin::to_string(run.info.from), twin::to_string(run.info.to), sv ? "förändring" : "change", "%"});
  for (std::size_t row = 0; row != series.width; ++row)
    text += figures(residents->row_labels[row], value(series, 0, row), value(series, last, row));
  return text + figures(sv ? "Länet" : "The county", total(series, 0), total(series, last));
}

}  // namespace viz
