#include <fmt/format.h>

#include <algorithm>

#include "tools/commands.h"
#include "twin/io/file.h"
#include "viz/app/app.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

class Program final : public viz::Host {
 public:
  explicit Program(const Options& options) : options_(options) {}

  viz::OpenedScenario open(const fs::path& scenario, const std::vector<twin::Change>& added) override {
    Session session = open_session(scenario, options_.set, added);
    return {std::move(session.simulation), std::move(session.scenario), std::move(session.provenance),
            map_of(session.beginning->county())};
  }

  void save(const viz::OpenedScenario& opened, const fs::path& file) override {
    const std::string text = twin::to_yaml(opened.scenario, schema());
    twin::write_atomically(file, [&](twin::OutputFile& output) { output.write(text); });
  }

 private:
  const Options& options_;
};

std::vector<fs::path> recordings_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (fs::exists(entry.path() / "run.rtr")) found.push_back(entry.path() / "run.rtr");
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

int view(const Options& options, const fs::path& what, const ViewStart& wanted) {
  Program program(options);
  viz::WindowStart start;
  start.language = options.language;
  start.text_scale = wanted.text_scale;
  start.width = static_cast<unsigned>(wanted.width);
  start.height = static_cast<unsigned>(wanted.height);
  start.screenshot = wanted.screenshot;
  start.screenshot_after_s = wanted.screenshot_after_s;
  start.first_scenario = "scenarios/today.yaml";
  start.recordings = recordings_in("results");
  if (fs::is_directory(what))
    start.recording = what / "run.rtr";
  else if (what.extension() == ".yaml")
    start.scenario = what;
  else
    start.recording = what;
  viz::run_window(program, start);
  return kOk;
}

}  // namespace tools
