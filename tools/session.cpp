#include "tools/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/registry.h"
#include "twin/base/error.h"

namespace tools {
namespace {

/// The population describes the base date, so a run can start on no other day.
void check_start(const twin::Scenario& scenario, const rurban::County& county) {
  if (scenario.from == county.base_date) return;
  const std::string wanted = twin::to_string(county.base_date), given = twin::to_string(scenario.from);
  throw twin::InputError(
      {{{scenario.file.string()},
        {fmt::format("«from» är {}, men länspaketet {} beskriver {}", given, county.name, wanted),
         fmt::format("'from' is {}, but the county package {} describes {}", given, county.name, wanted)},
        "",
        {fmt::format("skriv from: {}", wanted), fmt::format("write from: {}", wanted)}}});
}

}  // namespace

std::filesystem::path recording_of(const std::filesystem::path& run) {
  return std::filesystem::is_directory(run) ? run / kRecording : run;
}

std::string version() {
  return RURBAN_VERSION;
}

twin::Schema schema() {
  static const twin::Schema kSchema = [] {  // many runs ask for it, and every model is made to tell it
    const twin::Simulation empty(rurban::make_models(std::make_shared<rurban::Beginning>(rurban::County{})));
    return twin::Schema{empty.plan().parameters(), empty.plan().acts()};
  }();
  return kSchema;
}

std::vector<twin::SeriesInfo> declared_series() {
  const twin::Simulation empty(rurban::make_models(std::make_shared<rurban::Beginning>(rurban::County{})));
  std::vector<twin::SeriesInfo> infos;
  for (const twin::Series& series : empty.plan().series()) infos.push_back(series.info);
  return infos;
}

rurban::BeginningPtr read_beginning(const std::filesystem::path& county) {
  return std::make_shared<rurban::Beginning>(rurban::load_county(county));
}

twin::Scenario scenario_of(const std::filesystem::path& file, std::span<const std::string> overrides,
                           std::span<const twin::Change> added) {
  twin::Scenario scenario = twin::load_scenario(file, schema(), overrides);
  scenario.changes.insert(scenario.changes.end(), added.begin(), added.end());
  std::stable_sort(scenario.changes.begin(), scenario.changes.end(),
                   [](const twin::Change& a, const twin::Change& b) { return a.date < b.date; });
  return scenario;
}

Session open_session(const std::filesystem::path& file, std::span<const std::string> overrides,
                     std::span<const twin::Change> added,
                     const std::function<rurban::BeginningPtr(const std::filesystem::path&)>& beginning_of) {
  twin::Scenario scenario = scenario_of(file, overrides, added);
  rurban::BeginningPtr beginning = beginning_of(scenario.county);
  return open_session(std::move(scenario), std::move(beginning));
}

Session open_session(twin::Scenario wanted, rurban::BeginningPtr beginning) {
  Session session;
  session.scenario = std::move(wanted);
  session.beginning = beginning;
  const twin::Scenario& scenario = session.scenario;
  check_start(scenario, beginning->county());
  session.simulation = std::make_unique<twin::Simulation>(rurban::make_models(beginning));
  session.simulation->set_seed(scenario.seed);
  for (const auto& [name, value] : scenario.parameters) session.simulation->plan().set_parameter(name, value);
  std::vector<twin::ParameterChange> changes;
  std::vector<twin::DatedAct> acts;
  for (const twin::Change& change : scenario.changes) {
    for (const twin::Setting& setting : change.settings)
      changes.push_back({change.date, setting.name, setting.value});
    for (const twin::Act& act : change.acts) acts.push_back({change.date, act});
  }
  session.simulation->set_changes(std::move(changes));
  session.simulation->set_acts(std::move(acts));
  session.provenance = {version(), twin::to_yaml(scenario, schema()),
                        std::filesystem::absolute(scenario.county).lexically_normal().string(),
                        fmt::format("{:016x}", beginning->county().inputs_hash)};
  return session;
}

}  // namespace tools
