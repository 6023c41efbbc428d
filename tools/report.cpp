#include "tools/report.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "models/money.h"
#include "models/places.h"
#include "models/resourceflow/attribution.h"
#include "models/vocabulary.h"
#include "tools/commands.h"
#include "tools/place_named.h"
#include "tools/session.h"
#include "twin/base/error.h"
#include "twin/io/file.h"
#include "viz/core/replay.h"
#include "viz/export/figures.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScenario = "scenario.yaml";  // beside the results, as `rurban run` leaves it

/// The countryside's return flow in the year that a run recorded last, or first; nothing when it has none.
std::optional<rurban::ReturnFlow> return_flow_of(const twin::RunResult& run, int year) {
  const auto in = [&](const char* name) { return viz::in_year(run, std::string("resourceflow.") + name, year); };
  rurban::ReturnFlow flow;
  const std::array<const char*, rurban::kChannels> channels{"rural_wages", "rural_purchases", "rural_surplus",
                                                            "rural_public", "rural_investment"};
  for (std::size_t channel = 0; channel != channels.size(); ++channel) {
    const auto value = in(channels[channel]);
    if (!value) return std::nullopt;
    flow.channels[channel] = std::llround(*value);
  }
  const auto goods = in("rural_goods");
  if (!goods) return std::nullopt;
  flow.goods = std::llround(*goods);
  return flow;
}

/// What moved the ratio between two years or two runs, by channel (Shapley).
std::optional<viz::Attribution> explained(twin::Text heading, const std::optional<rurban::ReturnFlow>& before,
                                          const std::optional<rurban::ReturnFlow>& after) {
  if (!before || !after) return std::nullopt;
  const auto change = rurban::attribute_change(*before, *after, rurban::HumanCapital::kLeftOut);
  if (!change) return std::nullopt;
  viz::Attribution result{std::move(heading), {"öre per krona", "öre per krona"}, {}};
  for (auto& part : rurban::parts_of(*change)) result.parts.push_back({std::move(part.name), 100 * part.change});
  return result;
}

std::vector<viz::Attribution> attributions(const twin::RunResult& run, const twin::RunResult* against) {
  const std::vector<int> years = viz::whole_years(run);
  if (years.empty()) return {};
  std::vector<viz::Attribution> result;
  const auto add = [&](std::optional<viz::Attribution> change) {
    if (change) result.push_back(std::move(*change));
  };
  const int first = years.front(), last = years.back();
  if (against != nullptr)
    add(explained({fmt::format("Vad förändringen gör med återflödet till landsbygden, {}", last),
                   fmt::format("What the change does to the return flow to the countryside, {}", last)},
                  return_flow_of(*against, last), return_flow_of(run, last)));
  if (first != last)
    add(explained({fmt::format("Varför återflödet till landsbygden ändras från {} till {}", first, last),
                   fmt::format("Why the return flow to the countryside changes from {} to {}", first, last)},
                  return_flow_of(run, first), return_flow_of(run, last)));
  return result;
}

/// What the recording of a run told of places last; nothing where there is none.
std::vector<twin::Story> stories(const fs::path& recording, twin::Date to, const std::vector<std::size_t>& places) {
  if (places.empty() || !fs::exists(recording)) return {};
  const viz::Replay film(recording);
  std::vector<twin::Story> told;
  for (const std::size_t place : places) told.push_back(film.story(place, to).value_or(twin::Story{}));
  return told;
}

}  // namespace

twin::RunResult only_run(const fs::path& path) {
  const fs::path file = fs::is_directory(path) ? path / "results.sqlite" : path;
  auto runs = twin::read_results(file);
  if (runs.size() == 1) return std::move(runs.front());
  throw twin::IoError({fmt::format("{} innehåller {} körningar; här behövs en", file.string(), runs.size()),
                       fmt::format("{} holds {} runs; one is needed here", file.string(), runs.size())});
}

viz::AccountNames account_names(const rurban::County& county) {
  viz::AccountNames names;
  names.rows.assign(rurban::kFlowRowNames.begin(), rurban::kFlowRowNames.end());
  names.households = static_cast<std::uint32_t>(rurban::Part::kHouseholds);
  names.town_hall = static_cast<std::uint32_t>(rurban::Part::kMunicipality);
  // Around a map of the county: the state and the rest of the country in the south, other countries in the west.
  names.nodes = {{"state", {"staten", "the state"}, 0.35, -1},
                 {"rest of Sweden", {"övriga Sverige", "the rest of Sweden"}, -0.35, -1},
                 {"abroad", {"utlandet", "abroad"}, -1, 0.5},
                 {"region", {"regionen", "the region"}, 1, -0.7},
                 {"owners outside", {"ägare utanför länet", "owners outside the county"}, -0.9, -0.6},
                 {"bank", {"banken", "the bank"}, 1, 0.6}};
  names.goods = {{"persons", {"Människors flyttningar", "People who move"}, {"personer", "persons"}},
                 {"timber", {"Virkets vägar", "The ways of timber"}, {"m³", "m³"}},
                 {"iron ore", {"Malmens vägar", "The ways of ore"}, {"ton", "t"}}};
  for (const rurban::Municipality& municipality : county.municipalities)
    names.municipalities.push_back(municipality.name);
  twin::Account account = 0;  // a place's stable id counts from 1, in the package's order
  for (const rurban::Place& place : county.places)
    names.places.push_back({++account,
                            place.name,
                            place.municipality,
                            {1.0 * place.east_m, 1.0 * place.north_m},
                            rurban::is_countryside(place)});
  return names;
}

void write_reports(const fs::path& out, const twin::RunResult& run, const twin::Scenario& scenario,
                   const rurban::County& county, const twin::RunResult* against, std::vector<std::size_t> places,
                   std::vector<twin::Story> stories) {
  const viz::AccountNames names = account_names(county);
  viz::ReportFrame frame{scenario.title, scenario.question, twin::Language::kSwedish, "report.html", {}};
  for (const viz::AccountNames::Place& place : names.places) frame.places.push_back(place.at);
  frame.accounts = &names;
  frame.against = against;
  frame.attributions = attributions(run, against);
  frame.place_pages = std::move(places);
  frame.stories = std::move(stories);
  twin::write_text(out / "rapport.html", viz::report_html(run, frame));
  twin::write_text(out / "karta.svg", viz::population_map_svg(run, frame));
  frame.language = twin::Language::kEnglish;
  frame.other_language_file = "rapport.html";
  twin::write_text(out / "report.html", viz::report_html(run, frame));
}

int report(const Options& options, const fs::path& run, const ReportWanted& wanted) {
  const fs::path folder = fs::is_directory(run) ? run : run.parent_path();
  const fs::path out = wanted.out.empty() ? folder : wanted.out;
  const twin::RunResult result = only_run(run);
  const twin::Scenario scenario = twin::load_scenario(folder / kScenario, schema(), {});
  const rurban::County county = rurban::load_county(scenario.county);
  std::optional<twin::RunResult> against;
  if (!wanted.against.empty()) against = only_run(wanted.against);
  std::vector<std::size_t> places;
  for (const std::string& name : wanted.places) places.push_back(place_named(county, name, "--place"));
  std::error_code error;
  fs::create_directories(out, error);
  if (error) throw twin::write_error(out, error.value());
  write_reports(out, result, scenario, county, against ? &*against : nullptr, places,
                stories(folder / kRecording, result.info.to, places));
  const std::string page = (out / options.tr("rapport.html", "report.html")).string();
  if (options.json)
    fmt::print("{}\n", nlohmann::json{{"event", "report"}, {"report", page}}.dump());
  else
    fmt::print("{}: {}\n", options.tr("Rapport", "Report"), page);
  return kOk;
}

}  // namespace tools
