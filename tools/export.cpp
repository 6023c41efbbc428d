#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/commands.h"
#include "twin/io/file.h"
#include "viz/core/replay.h"
#include "viz/core/scene.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVehicles = "vehicles";

[[noreturn]] void refuse(const char* option, twin::Text message, twin::Text hint) {
  twin::Fault fault;
  fault.where.file = option;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  throw twin::InputError(std::vector<twin::Fault>(1, fault));
}

/// The recording of a run's folder, or the file itself.
fs::path recording_of(const fs::path& run) {
  return fs::is_directory(run) ? run / "run.rtr" : run;
}

std::size_t layer_named(const viz::Replay& replay, const std::string& name) {
  std::string names = kVehicles;
  std::vector<std::string> known{kVehicles};
  for (std::size_t layer = 0; layer != replay.layers().size(); ++layer) {
    const std::string& column = replay.layers()[layer].column;
    if (column == name) return layer;
    names += ", " + column;
    known.push_back(column);
  }
  if (name == kVehicles) return 0;
  const std::string near{twin::nearest_word(name, known)};
  const std::string slip = near.empty() ? "" : fmt::format("«{}»? ", near);
  refuse("--layer", {fmt::format("det finns inget lager «{}»", name), fmt::format("there is no layer '{}'", name)},
         {(near.empty() ? "" : "menade du " + slip) + "en av: " + names,
          (near.empty() ? "" : "did you mean " + slip) + "one of: " + names});
}

}  // namespace

int export_png(const Options& options, const fs::path& run, const ExportView& wanted, const fs::path& out) {
  const viz::Replay replay(recording_of(run));
  viz::View view;
  view.language = options.language;
  view.layer = layer_named(replay, wanted.layer);
  view.movers = wanted.layer == kVehicles;
  view.change = wanted.change;
  view.text_scale = wanted.text_scale;
  view.camera = viz::camera_of(replay.map(), wanted.width, wanted.height);
  view.second = wanted.hour * 3'600;
  twin::Date date = replay.dates().back();
  if (!wanted.date.empty()) {
    const auto given = twin::parse_date(wanted.date);
    if (!given || *given < replay.dates().front())
      refuse("--date",
             {fmt::format("«{}» finns inte i inspelningen", wanted.date),
              fmt::format("'{}' is not in the recording", wanted.date)},
             {"från " + twin::to_string(replay.dates().front()) + " till " + twin::to_string(replay.dates().back()),
              "from " + twin::to_string(replay.dates().front()) + " to " + twin::to_string(replay.dates().back())});
    date = *given;
  }
  if (!wanted.place.empty()) {
    const auto& names = replay.map().names;
    const auto place =
        std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.text == wanted.place; });
    if (place == names.end()) {
      std::vector<std::string> known;
      for (const auto& name : names) known.push_back(name.text);
      const std::string near{twin::nearest_word(wanted.place, known)};
      refuse(
          "--place",
          {fmt::format("orten «{}» finns inte", wanted.place), fmt::format("there is no place '{}'", wanted.place)},
          near.empty() ? twin::Text{} : twin::Text{"menade du «" + near + "»?", "did you mean '" + near + "'?"});
    }
    view.camera.east_m = place->east_m;
    view.camera.north_m = place->north_m;
    view.camera.metres_per_pixel = 40'000.0 / wanted.height;  // 40 km from top to bottom
  }
  viz::ScenePainter painter(replay);
  const viz::Image image = painter.draw(view, date);
  const std::string bytes = viz::png(image, replay.reader().provenance().scenario);
  twin::write_atomically(out, [&](twin::OutputFile& file) { file.write(bytes); });
  fmt::print("{}: {}\n", options.tr("Bild", "Image"), out.string());
  return kOk;
}

}  // namespace tools
