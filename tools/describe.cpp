#include <fmt/format.h>

#include <map>

#include "tools/commands.h"
#include "tools/margin_fits.h"
#include "twin/io/scenario_reference.h"

namespace tools {
namespace {

/// The plan with the time each entry took over the scenario's first year.
int describe_plan(const Options& options, Session session) {
  twin::Simulation& simulation = *session.simulation;
  simulation.found(session.scenario.from);
  const twin::Date end =
      std::min(session.scenario.to, twin::next_boundary(session.scenario.from, twin::Period::kYear));
  while (simulation.now() < end) simulation.advance();
  fmt::print("{}", twin::describe(simulation.plan(), options.language));
  return kOk;
}

int describe_population(const Options& options, const Session& session) {
  const rurban::County& county = session.beginning->county();
  const auto targets = rurban::reconcile(county);
  const auto drawn = session.beginning->people(session.scenario.seed);
  const auto& people = *drawn;
  const auto fits = fits_by_margin(rurban::fit_report(county, targets, people));
  fmt::print("{}: {} {}, {} {}, {} {}\n\n", county.name, people.persons.size(), options.tr("personer", "persons"),
             people.households.size(), options.tr("hushåll", "households"), people.dwellings.size(),
             options.tr("bostäder", "dwellings"));
  fmt::print("{:<22} {:>10} {:>9} {:>9} {:>9}  {}\n", options.tr("fördelning", "margin"), options.tr("mål", "target"),
             options.tr("avvikelse", "error"), "%", options.tr("värst %", "worst %"),
             options.tr("kommun", "municipality"));
  bool exact = true;
  for (const bool controlled : {true, false}) {
    fmt::print("{}\n", controlled ? options.tr("styrda, ska stämma exakt", "controlled, must be exact")
                                  : options.tr("övriga", "others"));
    for (const auto& [margin, fit] : fits) {
      if (fit.controlled != controlled) continue;
      fmt::print("  {:<20} {:>10} {:>9} {:>9.3f} {:>9.3f}  {}\n", margin, fit.total, fit.error,
                 fit.total > 0 ? 100.0 * static_cast<double>(fit.error) / static_cast<double>(fit.total) : 0,
                 100 * fit.worst, fit.worst > 0 ? county.municipalities[fit.worst_municipality].name : "");
      exact = exact && (!controlled || fit.error == 0);
    }
  }
  return exact ? kOk : kCheckFailed;
}

}  // namespace

int describe(const Options& options, Topic topic, const std::filesystem::path& scenario) {
  if (topic == Topic::kParameters) {
    fmt::print("{}", twin::describe_parameters(schema().parameters, options.language));
    return kOk;
  }
  Session session = open_session(scenario, options.set);
  if (topic == Topic::kPlan) return describe_plan(options, std::move(session));
  if (topic == Topic::kPopulation) return describe_population(options, session);
  fmt::print("{}", session.provenance.scenario);
  return kOk;
}

}  // namespace tools
