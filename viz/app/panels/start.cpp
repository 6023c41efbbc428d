// What one meets first, and help.
#include <fmt/format.h>

#include <algorithm>

#include "viz/app/desk.h"

namespace viz {

namespace fs = std::filesystem;

void Desk::start_page(float width, float height) {
  ui_.begin_panel("start", {0, 0, width, height});
  const float margin = 48 * s(), gap = 24 * s();
  ImGui::SetCursorPos({margin, 32 * s()});
  ImGui::BeginGroup();
  ui_.heading("Rurban Twin", 2);
  ui_.heading(tr("A digital twin of rural Norrbotten"));
  ImGui::Dummy({0, 12 * s()});
  const float column = (width - 2 * margin - gap) / 2 - 8 * s();
  const auto pair = [&](const auto& left, const auto& right) {
    left();
    ui_.beside(gap);
    right();
    ImGui::Dummy({0, 4 * s()});
  };
  const bool there = !start_.first_scenario.empty();
  pair(
      [&] {
        if (ui_.card("start.explore", tr("Explore today"),
                     tr("See the county live month by month: people, services, roads."), column) &&
            there)
          open_scenario(start_.first_scenario);
      },
      [&] {
        if (ui_.card("start.change", tr("Try a change"),
                     tr("Place a shop, close a road, change a fare: and see what follows, beside today."), column) &&
            there)
          open_scenario(start_.first_scenario);
      });
  pair(
      [&] {
        if (ui_.card("start.workshop", tr("Lead a workshop"),
                     tr("Large text, the group's guess before the result, notes and a journal to take home."),
                     column) &&
            there) {
          workshop_ = true;
          ui_.set_look(std::max(ui_.scale(), 1.3F), ui_.theme());
          open_scenario(start_.first_scenario);
        }
      },
      [&] {
        if (ui_.card("start.tour", tr("Guided tour"), tr("Three minutes: all that the window can do."), column) &&
            there) {
          tour_ = 0;
          open_scenario(start_.first_scenario);
        }
      });
  pair(
      [&] {
        if (ui_.card("start.language", "Svenska · English · suomi", tr("Change the language (F9)"), column))
          key({sf::Keyboard::F9, false, false, false, false});
      },
      [&] {
        if (ui_.card("start.larger", tr("Larger text"), tr("Ctrl + and Ctrl −; D for dark and for more contrast"),
                     column))
          scale_text(1.25F);
      });
  if (opening_.valid()) ui_.heading(tr("The county comes to life …"));
  std::error_code ignored;
  if (!start_.autosave.empty() && fs::exists(start_.autosave, ignored)) {
    ui_.heading(tr("Go on where you were"));
    if (ui_.button("start.resume", tr("The last session, with all its changes")))
      open_scenario(start_.autosave, true);
  }
  ui_.heading(tr("Watch a replay"));
  if (start_.recordings.empty()) ui_.text(tr("No recordings yet. 'rurban run scenarios/today.yaml' makes one."));
  for (std::size_t index = 0; index != start_.recordings.size(); ++index)
    if (ui_.button(fmt::format("start.recording.{}", index).c_str(), start_.recordings[index].string()))
      open_recording(start_.recordings[index]);
  ImGui::EndGroup();
  ui_.end_panel();
}

void Desk::message_box() {
  bool open = true;
  ui_.begin_box("message", tr("That did not work"), {80 * s(), 80 * s(), 760 * s(), 260 * s()}, &open);
  ui_.text(message_);
  if (ui_.button("message.ok", tr("All right")) || !open) message_.clear();
  ui_.end_panel();
}

void Desk::help_box() {
  ui_.begin_box("help", tr("Keys"), {120 * s(), 60 * s(), 640 * s(), 640 * s()}, &help_);
  if (ui_.button("help.tour", tr("Guided tour"))) {
    tour_ = 0;
    help_ = false;
  }
  struct Row {
    const char *keys, *does;
  };
  constexpr std::array<Row, 20> kRows{{{"Space", phrase("play and pause")},
                                       {"← →", phrase("a year back or on; with Shift a month")},
                                       {"Home End", phrase("to the beginning, to the end")},
                                       {", .", phrase("slower, faster")},
                                       {"R", phrase("play backwards")},
                                       {"M, N, Shift+N", phrase("bookmark; to the next, to the one before")},
                                       {"1–9", phrase("layer of the map")},
                                       {"+ −", phrase("nearer, farther; the wheel does too")},
                                       {"Alt + ← → ↑ ↓", phrase("move the map; dragging does too")},
                                       {"F", phrase("find a place")},
                                       {"C, Shift+C", phrase("compare; the difference")},
                                       {"Ctrl+Z, Ctrl+Y", phrase("undo, redo")},
                                       {"S, V, H", phrase("save as a picture, a video, a page")},
                                       {"L, D", phrase("legend; dark and more contrast")},
                                       {"Ctrl + − 0", phrase("size of the text")},
                                       {"Tab, Enter", phrase("go from button to button; press one")},
                                       {"F9", phrase("language")},
                                       {"F10", phrase("workshop")},
                                       {"F11", phrase("full screen")},
                                       {"Ctrl+Q", phrase("close the window")}}};
  if (ImGui::BeginTable("keys", 2, ImGuiTableFlags_RowBg)) {
    ImGui::TableSetupColumn("keys", ImGuiTableColumnFlags_WidthFixed, 190 * s());
    for (const Row& row : kRows) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(row.keys);
      ImGui::TableNextColumn();
      ui_.text(tr(row.does));
    }
    ImGui::EndTable();
  }
  ui_.end_panel();
}

void Desk::find_box() {
  ui_.begin_box("find", tr("Find a place"), {360 * s(), 120 * s(), 420 * s(), 380 * s()}, &finding_);
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ui_.line("find.name", tr("name"), find_);
  const bool entered = ui_.entered();
  // Names that begin so come before those that have it further on; Enter takes the first.
  const std::string sought = words_.folded(find_);
  constexpr std::size_t kMostShown = 8;
  std::vector<const MapData::Name*> found, further;
  for (const MapData::Name& name : watched_->film->map().names) {
    if (sought.empty()) break;
    const std::size_t at = words_.folded(name.text).find(sought);
    if (at != std::string::npos) (at == 0 ? found : further).push_back(&name);
  }
  found.insert(found.end(), further.begin(), further.end());
  found.resize(std::min(found.size(), kMostShown));
  for (std::size_t index = 0; index != found.size(); ++index)
    if (ui_.button(fmt::format("find.{}", index).c_str(), found[index]->text) || (entered && index == 0)) {
      view_.camera.east_m = found[index]->east_m;
      view_.camera.north_m = found[index]->north_m;
      view_.camera.metres_per_pixel = 60;
      finding_ = false;
    }
  ui_.end_panel();
}

/// Eight stops, each beside the widget it speaks of.
void Desk::tour() {
  struct Stop {
    const char *widget, *text;
  };
  constexpr std::array<Stop, 8> kStops{
      {{"map",
        phrase("This is the county as it is simulated: every household, shop, bus and car. Drag to move, turn the "
               "wheel to come nearer, click a place to read its story.")},
       {"layers.0",
        phrase("Here you choose what the map shows. One thing at a time, always with its legend and unit.")},
       {"time.play",
        phrase("Time passes when you press play. The bar below jumps to any month, backwards too; the marks "
               "are shops that opened or closed.")},
       {"time.speed", phrase("How fast: from ten minutes to a year in a second.")},
       {"strip.0", phrase("The county in figures. Thin line: today's path. Thick line: with your change.")},
       {"change.apply",
        phrase("Set something here or place something on the map, then press this. A quick answer comes at "
               "once, the whole one a little later.")},
       {"change.undo",
        phrase("Nothing is ever lost: every change can be undone, and the session is saved by itself.")},
       {"layers.start",
        phrase("Save a picture with S, a video with V, a page for everyone with H. F1 shows all keys. "
               "That is all: try it!")}}};
  const Stop& stop = kStops[std::min(*tour_, kStops.size() - 1)];
  Rect box{map_rect_.left + 20 * s(), map_rect_.top + 20 * s(), 0, 0};
  if (const Ui::Widget* widget = ui_.find(stop.widget)) box = widget->box;
  ImGui::GetForegroundDrawList()->AddRect(
      {box.left - 5, box.top - 5}, {box.left + box.width + 5, box.top + box.height + 5}, ui_.accent(), 6, 0, 4 * s());
  bool open = true;
  ui_.begin_box("tour", fmt::format("{} {} / {}", tr("Guided tour"), *tour_ + 1, kStops.size()),
                {map_rect_.left + 60 * s(), map_rect_.top + map_rect_.height - 290 * s(), 560 * s(), 250 * s()},
                &open);
  ui_.text(tr(stop.text));
  if (ui_.button("tour.back", tr("Back"), *tour_ > 0)) --*tour_;
  ui_.beside();
  const bool last = *tour_ + 1 == kStops.size();
  if (ui_.button("tour.next", last ? tr("Done") : tr("Next"))) {
    if (last)
      open = false;
    else
      ++*tour_;
  }
  ui_.end_panel();
  if (!open) tour_.reset();
}

/// The picture's corners, for a projector that stands askew.
void Desk::projector_box() {
  ui_.begin_box("projector", tr("Projector"), {200 * s(), 120 * s(), 560 * s(), 420 * s()}, &projector_);
  ui_.text(tr("If the projector stands askew, move the corners until the frame is straight."));
  const std::array<const std::string*, 4> names{&tr("top left"), &tr("top right"), &tr("bottom right"),
                                                &tr("bottom left")};
  for (std::size_t corner = 0; corner != corners_.size(); ++corner) {
    ui_.text(*names[corner]);
    auto x = static_cast<float>(corners_[corner].x), y = static_cast<float>(corners_[corner].y);
    const bool right = corner == 1 || corner == 2, below = corner >= 2;
    const std::string id = fmt::format("projector.{}", corner);
    if (ui_.slider((id + ".x").c_str(), x, right ? 0.7F : 0, right ? 1 : 0.3F, "%.3f", nullptr, false, 240 * s()))
      corners_[corner].x = static_cast<double>(x);
    ui_.beside();
    if (ui_.slider((id + ".y").c_str(), y, below ? 0.7F : 0, below ? 1 : 0.3F, "%.3f", nullptr, false, 240 * s()))
      corners_[corner].y = static_cast<double>(y);
  }
  if (ui_.button("projector.reset", tr("Straight again"))) corners_ = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
  ui_.beside();
  if (ui_.button("projector.full", tr("Full screen (F11)"))) full_screen_ = !full_screen_;
  ui_.end_panel();
}

}  // namespace viz
