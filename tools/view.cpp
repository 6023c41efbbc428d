#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "tools/commands.h"
#include "tools/host.h"
#include "tools/interruption.h"
#include "viz/app/window.h"
#include "viz/core/replay.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> recordings_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (fs::exists(entry.path() / kRecording)) found.push_back(entry.path() / kRecording);
  std::sort(found.begin(), found.end());
  return found;
}

fs::path state_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (state != nullptr && *state != '\0') return fs::path(state) / "rurban";
  return home != nullptr && *home != '\0' ? fs::path(home) / ".local/state/rurban" : fs::path();
}

std::string time_of_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return fmt::format("{:02}.{:02}", local.tm_hour, local.tm_min);
}

}  // namespace

int view(const Options& options, const fs::path& what, const ViewStart& wanted) {
  const auto program = window_host(options);
  viz::WindowStart start;
  start.language = options.language;
  start.text_scale = wanted.text_scale;
  start.width = static_cast<unsigned>(wanted.width);
  start.height = static_cast<unsigned>(wanted.height);
  start.screenshot = wanted.screenshot;
  start.screenshot_after_s = wanted.screenshot_after_s;
  start.widgets = wanted.widgets;
  start.first_scenario = "scenarios/today.yaml";
  start.recordings = recordings_in("results");
  start.saves = fs::current_path();
  if (const fs::path state = state_folder(); !state.empty()) start.autosave = state / "session.yaml";
  start.clock = time_of_day;
  const Interruption interruption;  // the window closes as by a hand, and leaves nothing behind
  start.stopped = Interruption::came;
  if (what.extension() == ".yaml")
    start.scenario = what;
  else
    start.recording = recording_of(what);
  if (!start.recording.empty()) viz::Replay(start.recording);  // what can't be opened is told here, not in a window
  viz::run_window(*program, start);
  return Interruption::came() ? kInterrupted : kOk;
}

}  // namespace tools
