#include "tools/echo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <regex>

#include "tools/session.h"
#include "twin/experiment/emulator_file.h"
#include "twin/io/file.h"
#include "twin/io/scratch_folder.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
namespace lab = twin::experiment;

constexpr double kNinetyPercent = 1.645;  // deviations of a normal on both sides

/// Choices of precision: they change how exactly a run tells, not what it tells.
constexpr std::array<std::string_view, 2> kPrecision{"daily_life.one_household_in", "marketplace.improvement"};

/// The scenario that the runs were of. Its county is known by its hash; where it lay then nobody knows.
twin::Scenario emulated(const lab::EmulatorFile& emulators, const fs::path& county) {
  const twin::ScratchFolder scratch;
  const fs::path file = scratch.path() / "scenario.yaml";
  static const std::regex kCounty("(^|\n)county: [^\n]*");
  twin::write_text(file, std::regex_replace(emulators.provenance.scenario, kCounty,
                                            "$1county: \"" + fs::absolute(county).string() + "\""));
  return twin::load_scenario(file, schema(), {});
}

bool stands_for(const lab::EmulatorFile& emulators, const twin::Scenario& lived, const twin::Scenario& scenario,
                const twin::Provenance& provenance) {
  if (emulators.provenance.inputs_hash != provenance.inputs_hash || lived.from != scenario.from ||
      lived.changes != scenario.changes)
    return false;
  return std::ranges::all_of(scenario.parameters, [&](const auto& parameter) {
    const auto& [key, value] = parameter;
    const auto other = lived.parameters.find(key);
    return (other != lived.parameters.end() && other->second == value) ||
           std::ranges::find(kPrecision, key) != kPrecision.end() ||
           std::ranges::find(emulators.factors, key, &lab::Factor::key) != emulators.factors.end();
  });
}

/// Where settings lie in the unit cube; nothing where the emulators have not been.
std::optional<std::vector<double>> point_of(const std::vector<lab::Factor>& factors,
                                            const std::map<std::string, double>& settings) {
  std::vector<double> point;
  for (const lab::Factor& factor : factors) {
    const double at = (settings.at(factor.key) - factor.low) / (factor.high - factor.low);
    if (at < 0 || at > 1) return std::nullopt;
    point.push_back(at);
  }
  return point;
}

}  // namespace

viz::Echo echo_of(const fs::path& file, const twin::Scenario& scenario, const twin::Provenance& provenance,
                  const twin::Plan& plan) {
  const fs::path beside = fs::path(file).replace_extension(".echo.json");
  viz::Echo echo;
  if (!fs::exists(beside)) return echo;
  const auto emulators = std::make_shared<const lab::EmulatorFile>(lab::read_emulators(beside));
  const twin::Scenario lived = emulated(*emulators, scenario.county);
  const auto before = point_of(emulators->factors, scenario.parameters);
  if (!before || !stands_for(*emulators, lived, scenario, provenance)) return echo;
  echo.on = lived.to;
  for (const lab::Factor& factor : emulators->factors) echo.settings.push_back(factor.key);
  struct Known {
    viz::Echo::Figure figure;
    const lab::Emulator* emulator;
  };
  std::vector<Known> known;
  for (const lab::NamedEmulator& output : emulators->outputs) {
    const auto series =
        std::ranges::find_if(plan.series(), [&](const twin::Series& one) { return one.info.name == output.output; });
    if (series == plan.series().end()) continue;
    const double value = output.emulator.mean(*before);
    known.push_back({{series->info.label, series->info.unit, value, value, value, value}, &output.emulator});
  }
  echo.expect = [emulators, known](const std::map<std::string, double>& settings) {
    std::vector<viz::Echo::Figure> expected;
    const auto point = point_of(emulators->factors, settings);
    for (std::size_t f = 0; point && f != known.size(); ++f) {
      const lab::Prediction prediction = known[f].emulator->predict(*point);
      const double doubt = kNinetyPercent * std::sqrt(prediction.variance);
      expected.push_back(known[f].figure);
      expected.back().after = prediction.mean;
      expected.back().low = prediction.mean - doubt;
      expected.back().high = prediction.mean + doubt;
    }
    return expected;
  };
  return echo;
}

}  // namespace tools
