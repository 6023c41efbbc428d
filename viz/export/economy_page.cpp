#include "viz/export/economy_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "viz/core/numbers.h"
#include "viz/export/economy_charts.h"
#include "viz/export/economy_tables.h"
#include "viz/export/economy_words.h"
#include "viz/export/figures.h"
#include "viz/export/html.h"
#include "viz/export/place_page.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

using twin::SeriesResult;
using twin::YearlyFlow;

constexpr const char* kBalance = "resourceflow.balance";  // kr per inhabitant, by place
constexpr std::size_t kShownPlaces = 8;                   // at each end of the list

class EconomyPage {
 public:
  EconomyPage(const twin::RunResult& run, const ReportFrame& frame)
      : run_(run), frame_(frame), names_(*frame.accounts), years_(whole_years(run)) {}

  bool has_money() const {
    return !years_.empty() && std::ranges::any_of(run_.flows, [&](const YearlyFlow& flow) {
      return flow.stock == names_.money && flow.year == years_.back();
    });
  }

  std::string summary() const {
    std::string html = figures();
    if (frame_.against != nullptr)
      html += list(tr("Vad förändringen gör", "What the change does"),
                   difference_sentences(run_, *frame_.against, names_, chosen_municipality()));
    html += list(tr("Pengarna i korthet", "Money in brief"), economy_sentences(run_, names_));
    html += html_section(tr("Vad som kommer tillbaka av varje krona", "What comes back of each krona"),
                         return_chart(), frame_.language);
    html += html_section(fmt::format("{} {}", tr("Landsbygdens pengar", "The countryside's money"), years_.back()),
                         countryside_chart(), frame_.language);
    return html;
  }

  std::string details() const {
    std::string html;
    for (const Attribution& change : frame_.attributions) html += attribution(change);
    html += maps();
    html += section(tr("Kommunernas ekonomi", "The municipalities' economy"),
                    municipality_table(run_, names_, frame_.language));
    html += section(fmt::format("{} {}", tr("Räkenskapens rader", "The rows of the account"), years_.back()),
                    row_table(run_, names_, years_.back(), frame_.language));
    html += balance_charts();
    for (std::size_t page = 0; page != frame_.place_pages.size(); ++page)
      html += place_page_html(run_, names_, frame_.place_pages[page],
                              page < frame_.stories.size() ? frame_.stories[page] : twin::Story{}, years_.back(),
                              frame_.language);
    return html;
  }

 private:
  std::string tr(const char* sv, const char* en) const {
    return frame_.language == twin::Language::kEnglish ? en : sv;
  }
  std::string attribution(const Attribution& change) const {
    double sum = 0;
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](const std::string& label, double part) {
      rows.push_back({label, fmt::format("{}{}", part > 0 ? "+" : "", number(part, 2, frame_.language))});
    };
    for (const Attribution::Part& part : change.parts) {
      add(part.label.in(frame_.language), part.value);
      sum += part.value;
    }
    add(tr("summa", "sum"), sum);
    return section(change.heading.in(frame_.language),
                   html_table({tr("väg", "way"), change.unit.in(frame_.language)}, rows));
  }

  std::string section(const std::string& heading, const std::string& table) const {
    return html_section(heading, {table, ""}, frame_.language);
  }

  std::string list(const std::string& heading, const std::vector<twin::Text>& sentences) const {
    if (sentences.empty()) return "";
    std::string html = fmt::format("<section><h2>{}</h2><ul class=\"plain\">\n", escape(heading));
    for (const twin::Text& sentence : sentences)
      html += fmt::format("<li>{}</li>\n", escape(sentence.in(frame_.language)));
    return html + "</ul></section>\n";
  }

  /// The municipality of the first place that was asked for by name.
  std::optional<std::size_t> chosen_municipality() const {
    if (frame_.place_pages.empty()) return std::nullopt;
    return names_.places[frame_.place_pages.front()].municipality;
  }

  std::string figures() const {
    std::string html;
    const auto figure = [&](const std::string& number, const std::string& label) {
      html += fmt::format("<div><b>{}</b>{}</div>\n", number, escape(label));
    };
    const auto ore = [&](double share) {
      return fmt::format("{}\u202före", number(100 * share, 0, frame_.language));
    };
    if (const SeriesResult* ratio = find_series(run_, "resourceflow.rfr_rural")) {
      const std::vector<YearFigure> years = by_year(run_, *ratio, 0);
      for (const std::size_t at : {std::size_t{0}, years.size() - 1}) {
        if (years.empty() || (at == 0 && years.size() == 1)) continue;
        figure(ore(years[at].value), fmt::format("{} {}",
                                                 tr("kommer tillbaka av varje krona som råvaror för ut,",
                                                    "come back of each krona that raw materials carry out,"),
                                                 years[at].year));
      }
    }
    if (const auto with = in_year(run_, "resourceflow.rfr_rural_with_people", years_.back()))
      figure(ore(*with),
             fmt::format("{} {}", tr("om unga som flyttar också räknas,", "if the young who leave count,"),
                         years_.back()));
    if (const auto product = county_product())
      figure(
          money(*product * 100, frame_.language),
          fmt::format("{} {}", tr("värdet av allt som länet framställer,", "value of all that the county produces,"),
                      years_.back()));
    return html.empty() ? "" : "<div class=\"figures\">\n" + html + "</div>\n";
  }

  /// In kr: product per inhabitant times inhabitants.
  std::optional<double> county_product() const {
    const SeriesResult* product = find_series(run_, "firms.product");
    const SeriesResult* residents = find_series(run_, "population.residents");
    if (product == nullptr || residents == nullptr || product->series.width != residents->series.width)
      return std::nullopt;
    double sum = 0;
    for (std::size_t row = 0; row != product->series.width; ++row)
      sum += value(product->series, product->series.dates.size() - 1, row) *
             value(residents->series, residents->series.dates.size() - 1, row);
    return sum;
  }

  Shown return_chart() const {
    LineChart chart{
        tr("Öre som kommer tillbaka av varje krona, år för år", "Öre that come back of each krona, by year"),
        tr("öre per krona", "öre of each krona"),
        {},
        true};
    for (const auto& [name, label] :
         {std::pair{"resourceflow.rfr_rural", tr("landsbygden", "countryside")},
          std::pair{"resourceflow.rfr_rural_with_people", tr("med unga", "with the young")},
          std::pair{"resourceflow.rfr_rural_fixed_prices", tr("fasta priser", "fixed prices")},
          std::pair{"resourceflow.rfr_county", tr("hela länet", "whole county")}})
      if (const SeriesResult* result = find_series(run_, name)) {
        Line line{label, {}, {}};
        for (const YearFigure& figure : by_year(run_, *result, 0)) {
          line.x.push_back(figure.year);
          line.y.push_back(100 * figure.value);
        }
        chart.lines.push_back(line);
      }
    if (chart.lines.empty() || chart.lines.front().x.size() < 2) return {};
    std::vector<std::string> heads{tr("år", "year")};
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i != chart.lines.front().x.size(); ++i)
      rows.push_back({fmt::format("{:.0f}", chart.lines.front().x[i])});
    for (const Line& line : chart.lines) {
      heads.push_back(line.label);
      for (std::size_t i = 0; i != rows.size(); ++i)
        rows[i].push_back(i < line.y.size() ? thousands(line.y[i]) : "–");
    }
    return {to_svg(chart) +
                html_note(tr("Vad som för ut: malm, timmer, el och andra råvaror, till priset där de lämnar "
                             "orten. Vad som kommer tillbaka: löner, inköp, ersättningar, utjämning och "
                             "offentliga tjänster minus skatter. Fasta priser: som om råvarorna alltid hade "
                             "kostat lika mycket.",
                             "What is carried out: ore, timber, power and other raw materials, at their price "
                             "where they leave. What comes back: wages, purchases, payments, equalisation and "
                             "public services less taxes. Fixed prices: as if raw materials had always cost "
                             "the same.")),
            html_table(heads, rows)};
  }

  static std::string html_note(const std::string& text) { return "<p><small>" + escape(text) + "</small></p>"; }

  Shown countryside_chart() const {
    const Balance balance = balance_of(run_, names_, years_.back(),
                                       places_where(names_, [](const auto& place) { return place.countryside; }));
    const Sankey sankey = balance_sankey(
        balance, names_, tr("landsbygden", "the countryside"),
        tr("Pengar till landsbygden och därifrån", "Money to and from the countryside"), frame_.language);
    const std::string svg = to_svg(sankey);
    if (svg.empty()) return {};
    return {svg + html_note(tr(
                      "Till vänster det som kom, till höger det som gick. Ju tjockare band, desto mer pengar; färgen "
                      "visar från vem och till vem.",
                      "On the left what came, on the right what went. The thicker the band, the more money; the "
                      "colour shows from whom and to whom.")),
            balance_table(balance, names_, frame_.language)};
  }

  // ---- maps

  std::string maps() const {
    std::string html = map_section(
        tr("Pengarnas vägar", "The ways of money"),
        [&](const YearlyFlow& flow) { return flow.stock == names_.money; },
        [language = frame_.language](double ore) { return money(ore, language); });
    for (const AccountNames::Goods& goods : names_.goods)
      html += map_section(
          goods.heading.in(frame_.language), [&](const YearlyFlow& flow) { return flow.stock == goods.stock; },
          [unit = goods.unit.in(frame_.language)](double amount) { return thousands(amount) + " " + unit; });
    return html;
  }

  std::string map_section(const std::string& heading, const std::function<bool(const YearlyFlow&)>& wanted,
                          const std::function<std::string(double)>& figure) const {
    std::vector<double> residents;
    if (const SeriesResult* places = find_series(run_, "population.place_residents"))
      for (std::size_t row = 0; row != places->series.width; ++row)
        residents.push_back(value(places->series, places->series.dates.size() - 1, row));
    const std::vector<PairFlow> pairs = pair_flows(run_, names_, years_.back(), wanted);
    const FlowMap map = municipality_map(pairs, names_, residents, heading, figure, frame_.language);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i != std::min(pairs.size(), map.most); ++i)
      rows.push_back(
          {map.ends[pairs[i].from].name, map.ends[pairs[i].to].name, figure(static_cast<double>(pairs[i].amount))});
    return html_section(
        fmt::format("{} {}", heading, years_.back()),
        {to_svg(map), html_table({tr("från", "from"), tr("till", "to"), tr("hur mycket", "how much")}, rows)},
        frame_.language);
  }

  // ---- who gets more than leaves

  std::string balance_charts() const {
    const SeriesResult* balance = find_series(run_, kBalance);
    const SeriesResult* residents = find_series(run_, "population.place_residents");
    if (balance == nullptr || residents == nullptr || balance->series.width != names_.places.size()) return "";
    const std::size_t last = balance->series.dates.size() - 1;
    std::vector<std::size_t> order(balance->series.width);
    std::iota(order.begin(), order.end(), 0);
    std::erase_if(order, [&](std::size_t row) { return !(people(*residents, row) > 0); });
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t row) { return value(balance->series, last, row); });
    BarChart bars{tr("Orter med mest och minst tillbaka, kronor per invånare",
                     "Places with most and least back, kr per inhabitant"),
                  {}};
    DotMap map{.title = bars.title,
               .dots = {},
               .names = {},
               .shrinking = tr("för ut mer än som kommer tillbaka", "carries out more than comes back"),
               .steady = tr("ungefär lika mycket", "about as much"),
               .growing = tr("får tillbaka mer än den för ut", "gets back more than it carries out")};
    std::vector<std::vector<std::string>> rows, ends;
    for (std::size_t i = 0; i != order.size(); ++i) {
      const AccountNames::Place& place = names_.places[order[i]];
      const double kr = value(balance->series, last, order[i]);
      const std::string text = signed_number(kr) + " kr";
      if (i < kShownPlaces || i + kShownPlaces >= order.size())
        bars.bars.push_back({place.name, kr, signed_number(kr)});
      const Dot dot{place.at.east_m, place.at.north_m, people(*residents, order[i]), kr / kSteadyKr * 0.05,
                    place.name + ": " + text};
      map.dots.push_back(dot);
      if (dot.size >= 1'500) map.names.emplace_back(place.name, dot);
      rows.push_back({place.name, text});
    }
    const std::vector<std::string> heads{tr("ort", "place"), tr("kronor per invånare", "kr per inhabitant")};
    return html_section(tr("Vem får mer än den för ut?", "Who gets more than they carry out?"),
                        {to_svg(map), html_table(heads, rows)}, frame_.language) +
           html_section(bars.title, {to_svg(bars), html_table(heads, ends)}, frame_.language);
  }

  static double people(const SeriesResult& residents, std::size_t row) {
    return row < residents.series.width ? value(residents.series, residents.series.dates.size() - 1, row) : 0;
  }

  static constexpr double kSteadyKr = 1'000;  // a balance of less than this counts as none on the map

  const twin::RunResult& run_;
  const ReportFrame& frame_;
  const AccountNames& names_;
  const std::vector<int> years_;
};

}  // namespace

std::string economy_summary(const twin::RunResult& run, const ReportFrame& frame) {
  if (frame.accounts == nullptr) return "";
  const EconomyPage page(run, frame);
  return page.has_money() ? page.summary() : "";
}

std::string economy_details(const twin::RunResult& run, const ReportFrame& frame) {
  if (frame.accounts == nullptr) return "";
  const EconomyPage page(run, frame);
  return page.has_money() ? page.details() : "";
}

}  // namespace viz
