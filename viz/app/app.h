#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "twin/io/provenance.h"
#include "twin/io/scenario.h"
#include "twin/run/simulation.h"
#include "viz/core/live.h"

namespace viz {

/// A scenario made ready to be lived.
struct OpenedScenario {
  std::unique_ptr<twin::Simulation> simulation;
  twin::Scenario scenario;
  twin::Provenance provenance;
  MapData map;
};

/// What the window asks of the program around it.
class Host {
 public:
  virtual ~Host() = default;
  /// With changes added to those of the scenario. Throws InputError.
  virtual OpenedScenario open(const std::filesystem::path& scenario, const std::vector<twin::Change>& added) = 0;
  /// Writes the scenario with its changes, so that `rurban run` lives it again to the bit.
  virtual void save(const OpenedScenario& opened, const std::filesystem::path& file) = 0;
};

struct WindowStart {
  std::filesystem::path scenario;                 ///< lived at once; empty: none
  std::filesystem::path recording;                ///< shown at once; empty: none
  std::filesystem::path first_scenario;           ///< what the start page explores
  std::vector<std::filesystem::path> recordings;  ///< offered on the start page
  twin::Language language = twin::Language::kSwedish;
  double text_scale = 1;
  unsigned width = 1'600, height = 900;
  std::filesystem::path screenshot;  ///< not empty: written once there is something to see, and the window closes
  int screenshot_after_s = 3;
};

/// Opens the window and stays until it is closed. Throws IoError when there is no display.
void run_window(Host& host, const WindowStart& start);

}  // namespace viz
