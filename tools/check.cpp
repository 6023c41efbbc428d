#include <fmt/format.h>

#include "tools/commands.h"
#include "twin/base/error.h"

namespace tools {

int check(const Options& options, const std::vector<std::filesystem::path>& scenarios) {
  int result = kOk;
  for (const auto& scenario : scenarios) {
    try {
      const Session session = open_session(scenario, options.set);
      const rurban::County& county = session.beginning->county();
      if (!options.quiet)
        fmt::print("{}: {} ({}, {} {}, {} {})\n", scenario.string(), options.tr("i sin ordning", "all right"),
                   county.name, county.municipalities.size(), options.tr("kommuner", "municipalities"),
                   county.places.size(), options.tr("orter", "places"));
    } catch (const twin::InputError& error) {
      fmt::print(stderr, "{}", twin::to_string(error.faults(), options.language));
      fmt::print(stderr, "{}: {} {}\n", scenario.string(), error.faults().size(),
                 error.faults().size() == 1 ? options.tr("fel", "fault") : options.tr("fel", "faults"));
      result = kScenarioInvalid;
    }
  }
  return result;
}

}  // namespace tools
