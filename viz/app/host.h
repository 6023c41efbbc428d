#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "twin/io/provenance.h"
#include "twin/io/scenario.h"
#include "twin/run/simulation.h"
#include "viz/core/live.h"
#include "viz/core/package_verdict.h"

namespace viz {

/// How much of the world a run follows.
enum class Tier {
  kQuick,  ///< some households, each of which stands for many: an answer at once
  kWhole
};

/// Something to be turned on as a whole: a programme, and what is known of it.
struct ProgrammeCard {
  std::string key;
  twin::Text title, what, cost, known;
  std::size_t evidence = 0;  ///< how surely: 0 well, 1 partly, 2 hardly
  bool for_scale = false;    ///< no programme: what programmes are measured against
  std::string act;           ///< what a hand does for a place instead; empty: nothing
  /// What it changes from a date on, at a strength above 0 and up to 1; by date.
  std::function<std::vector<twin::Change>(twin::Date start, double strength)> changes;
};

/// What is expected of changed settings at once, before anything is lived: an estimate by emulators of many runs.
struct Echo {
  /// Of the last year before `on`: without the change and with it, and the bounds of nine cases in ten.
  struct Figure {
    twin::Text label;
    std::string unit;
    double before = 0, after = 0, low = 0, high = 0;
  };
  twin::Date on{};
  std::vector<std::string> settings;  ///< that it knows; empty: there is no estimate
  /// Nothing where settings lie beyond what was lived. Safe to call often: some microseconds.
  std::function<std::vector<Figure>(const std::map<std::string, double>& settings)> expect;
};

/// A scenario made ready to be lived.
struct OpenedScenario {
  std::unique_ptr<twin::Simulation> simulation;
  twin::Scenario scenario;
  twin::Provenance provenance;
  MapData map;
  FlowPlan flows;
  std::vector<twin::Change> own_changes;  ///< of the file, when it was opened without them
  std::vector<ProgrammeCard> programmes;
  Echo echo;
};

/// A scenario to be opened.
struct ScenarioWanted {
  std::filesystem::path file;
  std::vector<twin::Change> added;  ///< to those of the scenario
  Tier tier = Tier::kWhole;
  bool bare = false;  ///< without the changes of the file itself: a session that is gone on with
};

/// What the window asks of the program around it, from several threads at once.
class Host {
 public:
  virtual ~Host() = default;
  /// Throws InputError or IoError.
  virtual OpenedScenario open(const ScenarioWanted& wanted) = 0;
  /// Writes the scenario with its changes, so that `rurban run` lives it again to the bit. Throws as `open`.
  virtual void save(const ScenarioWanted& wanted, const std::filesystem::path& file) = 0;
  /// Judges the changes added, beside the scenario without them, by what both have come to on `to`. Asks after each
  /// of the 2 * `replicates` runs whether to go on; nothing if not. Throws as `open`.
  virtual std::optional<PackageVerdict> judge(const ScenarioWanted& wanted, twin::Date to, std::size_t replicates,
                                              const std::function<bool(std::size_t done)>& goes_on) = 0;
};

struct WindowStart {
  std::filesystem::path scenario;                 ///< lived at once; empty: none
  std::filesystem::path recording;                ///< shown at once; empty: none
  std::filesystem::path first_scenario;           ///< what the start page explores
  std::vector<std::filesystem::path> recordings;  ///< offered on the start page
  std::filesystem::path saves;                    ///< folder where sessions, journals and pictures go
  std::filesystem::path autosave;                 ///< file of the session that is under way; empty: none is kept
  twin::Language language = twin::Language::kSwedish;
  double text_scale = 1;
  unsigned width = 1'600, height = 900;
  std::filesystem::path screenshot;  ///< not empty: written once there is something to see, and the window closes
  int screenshot_after_s = 3;
  std::filesystem::path widgets;  ///< not empty: always tells where each button is, "id left top width height" a line
  std::function<std::string()> clock;                    ///< "14.05": the time that a journal notes
  std::function<bool()> stopped = [] { return false; };  ///< the system wants the program to end
};

}  // namespace viz
