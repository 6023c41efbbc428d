#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/synthesis/beginning.h"
#include "twin/io/provenance.h"
#include "twin/io/scenario.h"
#include "twin/run/simulation.h"
#include "viz/core/flow_book.h"
#include "viz/core/map_data.h"
#include "viz/export/report.h"

namespace tools {

/// What every command knows from the command line.
struct Options {
  twin::Language language = twin::Language::kSwedish;
  bool json = false;             ///< events and results as one JSON object a line
  bool quiet = false;            ///< nothing but errors and the closing lines
  std::vector<std::string> set;  ///< "a.b=3"

  std::string tr(const char* sv, const char* en) const { return language == twin::Language::kEnglish ? en : sv; }
};

/// A scenario with its county, ready to found or to restore.
struct Session {
  twin::Scenario scenario;
  rurban::BeginningPtr beginning;
  std::unique_ptr<twin::Simulation> simulation;
  twin::Provenance provenance;
};

/// Everything that the models can be set to.
twin::Schema schema();

/// Reads a county package. Throws InputError with every fault of it.
rurban::BeginningPtr read_beginning(const std::filesystem::path& county);

/// With changes added to the scenario's, all by date. Throws InputError with every fault of the scenario.
twin::Scenario scenario_of(const std::filesystem::path& scenario, std::span<const std::string> overrides,
                           std::span<const twin::Change> added);

/// Of scenario_of(). Throws InputError with every fault of the scenario, or of its county package.
Session open_session(
    const std::filesystem::path& scenario, std::span<const std::string> overrides,
    std::span<const twin::Change> added = {},
    const std::function<rurban::BeginningPtr(const std::filesystem::path&)>& beginning_of = read_beginning);

/// A scenario that was read, set up in its county. Throws InputError when it can't start there.
Session open_session(twin::Scenario scenario, rurban::BeginningPtr beginning);

/// What a run can tell, as the models declare it.
std::vector<twin::SeriesInfo> declared_series();

/// What a base map of the county is drawn from.
viz::MapData map_of(const rurban::County& county);
/// How the ledger of a run in a county is shown as flows on the map. Requires: all flows and nodes are declared
viz::FlowPlan flow_plan(const rurban::County& county, const twin::Ledger& ledger);

inline constexpr const char* kRecording = "run.rtr";  ///< in a run's folder
/// The recording of a run's folder, or the file itself.
std::filesystem::path recording_of(const std::filesystem::path& run);

/// Name of this program's version in every file it writes.
std::string version();

}  // namespace tools
