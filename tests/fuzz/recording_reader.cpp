#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "tests/fuzz/readers.h"
#include "twin/io/file.h"
#include "viz/core/replay.h"
#include "viz/core/scene.h"
#include "viz/export/player.h"

/// Cairo's fonts are found once and kept until the process ends; they are not ours to free.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}

namespace fuzz {
namespace {

/// Keeps the first error, and goes on with what else there is to see.
class Told {
 public:
  template <class Do>
  void by(const Do& act) {
    try {
      act();
    } catch (const twin::IoError& error) {
      if (text_.empty()) text_ = error.text().en;
      if (error.text().sv.empty() || error.text().en.empty()) std::abort();
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void follow_movers(const twin::MotionDay& day) {
  double sum = 0;
  for (const twin::Leg& leg : day.legs())
    for (const double second : {0.0, 27'030.0, 86'400.0, 1.0 * day.end_s(leg)})
      sum += day.position_on(leg, second).east_m + day.kind_of(leg.mover);
  if (sum != sum) std::abort();  // a place on a way between numbers is a number
}

void draw(const viz::Replay& replay, bool with_words, Told& told) {
  viz::ScenePainter painter(replay);
  viz::View view;
  view.names = view.furniture = with_words;
  view.camera = viz::camera_of(replay.map(), 48, 32);
  const auto dates = replay.dates();
  for (view.layer = 0; view.layer != std::min<std::size_t>(replay.layers().size(), 4); ++view.layer)
    for (const bool change : {false, true}) {
      view.change = change;
      told.by([&] { painter.draw(view, dates.back()); });
    }
  view.layer = 0;
  view.flows = 0;
  told.by([&] { painter.draw(view, dates.back()); });
  view.flows.reset();
  view.movers = true;
  for (view.second = 27'030; view.second < 86'400; view.second += 34'000)
    told.by([&] { painter.draw(view, dates.back()); });
}

}  // namespace

std::string read_recording(const std::filesystem::path& path) {
  Told told;
  told.by([&] {
    const viz::Replay replay(path);
    const auto dates = replay.dates();
    for (const twin::Date date : {dates.front(), dates.back()}) {
      for (const twin::MapLayer& layer : replay.layers())
        told.by([&] {
          const viz::LayerValues values = replay.values(layer, date);
          if (values.values.size() != values.positions.size()) std::abort();
        });
      told.by([&] {
        if (const auto day = replay.motion(date)) follow_movers(*day);
      });
      told.by([&] { replay.story(1, date); });
      told.by([&] { replay.flows(0, date); });
    }
    for (const twin::RecordedTable& table : replay.reader().tables()) {
      told.by([&] { replay.reader().bytes(table.name, dates.back()); });
      for (const twin::ColumnInfo& column : table.columns)
        for (const twin::Date date : {dates.back(), dates.front()})
          told.by([&] { replay.reader().bytes(column.name, date); });
    }
    // Words, and the page with its large picture, would take most of the fuzzer's time.
    const std::uint64_t chance = twin::checksum(twin::read_file(path));
    draw(replay, chance % 16 == 0, told);
    if (chance % 1'024 == 0)
      told.by([&] { viz::player_html(replay, twin::Language::kSwedish, replay.reader().provenance()); });
  });
  return told.text();
}

std::string read_recording(std::span<const std::byte> bytes) {
  static const int file = memfd_create("recording", MFD_CLOEXEC);
  if (ftruncate(file, 0) != 0 || pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::bad_alloc();
  return read_recording(std::filesystem::path("/proc/self/fd/" + std::to_string(file)));
}

}  // namespace fuzz
