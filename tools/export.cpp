#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/commands.h"
#include "twin/io/file.h"
#include "viz/core/replay.h"
#include "viz/core/scene.h"
#include "viz/export/player.h"
#include "viz/export/video.h"

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

/// A recording and the view of it that was asked for.
struct Opened {
  viz::Replay replay;
  viz::View view;
};

Opened opened(const Options& options, const fs::path& run, const ExportView& wanted) {
  Opened result{viz::Replay(recording_of(run)), {}};
  const viz::Replay& replay = result.replay;
  viz::View& view = result.view;
  view.language = options.language;
  view.layer = layer_named(replay, wanted.layer);
  view.movers = wanted.layer == kVehicles;
  view.change = wanted.change;
  view.text_scale = wanted.text_scale;
  view.camera = viz::camera_of(replay.map(), wanted.width, wanted.height);
  view.second = wanted.hour * 3'600;
  if (wanted.place.empty()) return result;
  const auto& names = replay.map().names;
  const auto place =
      std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.text == wanted.place; });
  if (place == names.end()) {
    std::vector<std::string> known;
    for (const auto& name : names) known.push_back(name.text);
    const std::string near{twin::nearest_word(wanted.place, known)};
    refuse("--place",
           {fmt::format("orten «{}» finns inte", wanted.place), fmt::format("there is no place '{}'", wanted.place)},
           near.empty() ? twin::Text{} : twin::Text{"menade du «" + near + "»?", "did you mean '" + near + "'?"});
  }
  view.camera.east_m = place->east_m;
  view.camera.north_m = place->north_m;
  view.camera.metres_per_pixel = 40'000.0 / wanted.height;  // 40 km from top to bottom
  return result;
}

/// The date asked for, or the recording's last.
twin::Date date_of(const viz::Replay& replay, const std::string& wanted) {
  const auto dates = replay.dates();
  if (wanted.empty()) return dates.back();
  const auto given = twin::parse_date(wanted);
  if (!given || *given < dates.front())
    refuse(
        "--date",
        {fmt::format("«{}» finns inte i inspelningen", wanted), fmt::format("'{}' is not in the recording", wanted)},
        {"från " + twin::to_string(dates.front()) + " till " + twin::to_string(dates.back()),
         "from " + twin::to_string(dates.front()) + " to " + twin::to_string(dates.back())});
  return *given;
}

}  // namespace

int export_png(const Options& options, const fs::path& run, const ExportView& wanted, const fs::path& out) {
  const auto [replay, view] = opened(options, run, wanted);
  viz::ScenePainter painter(replay);
  const viz::Image image = painter.draw(view, date_of(replay, wanted.date));
  const std::string bytes = viz::png(image, replay.reader().provenance().scenario);
  twin::write_text(out, bytes);
  fmt::print("{}: {}\n", options.tr("Bild", "Image"), out.string());
  return kOk;
}

int export_video(const Options& options, const fs::path& run, const ExportView& wanted, const fs::path& out) {
  auto [replay, view] = opened(options, run, wanted);
  viz::ScenePainter painter(replay);
  const auto dates = replay.dates();
  const twin::Date date = date_of(replay, wanted.date);
  constexpr int kFramesPerSecond = 12, kSecondsPerFrame = 120;
  const std::size_t count = view.movers ? 86'400 / kSecondsPerFrame : dates.size();
  const auto frame = [&, &view = view](std::size_t index) {
    if (view.movers) view.second = static_cast<double>(index * kSecondsPerFrame);
    return painter.draw(view, view.movers ? date : dates[index]);
  };
  if (viz::has_ffmpeg()) {
    viz::write_video(out, count, kFramesPerSecond, frame);
    fmt::print("{}: {}\n", options.tr("Film", "Video"), out.string());
    return kOk;
  }
  fs::path folder = out;
  folder.replace_extension();
  viz::write_frames(folder, count, frame);
  fmt::print(
      "{}: {}\n",
      options.tr("ffmpeg finns inte här; filmens bilder ligger i", "there is no ffmpeg here; the frames are in"),
      folder.string());
  return kOk;
}

int export_html(const Options& options, const fs::path& run, const fs::path& out) {
  const viz::Replay replay(recording_of(run));
  const std::string page = viz::player_html(replay, options.language, replay.reader().provenance());
  twin::write_text(out, page);
  fmt::print("{}: {}\n", options.tr("Sida", "Page"), out.string());
  return kOk;
}

}  // namespace tools
