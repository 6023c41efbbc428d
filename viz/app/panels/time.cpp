// When: play, speed, and the bar of all the time there is.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/app/desk.h"
#include "viz/core/numbers.h"

namespace viz {
namespace {

constexpr double kHour = 3'600, kDay = 86'400, kYear = 365.25 * 86'400;

}  // namespace

void Desk::time_bar(Rect rect) {
  ui_.begin_panel("time", rect);
  if (timeline_.empty()) {
    ui_.heading(tr("The county comes to life …"));
    ui_.end_panel();
    return;
  }
  if (ui_.button("time.play", timeline_.playing ? tr("Pause") : tr("Play"), true, 96 * s()))
    timeline_.playing = !timeline_.playing;
  ui_.beside();
  if (ui_.button("time.back", "−1", true)) timeline_.step(-12);
  ui_.beside();
  if (ui_.button("time.on", "+1", true)) timeline_.step(12);
  ui_.beside();
  if (ui_.button("time.turn", timeline_.backwards ? tr("backwards") : tr("forwards")))
    timeline_.backwards = !timeline_.backwards;
  ui_.beside();
  const twin::Date shown = last_filmed(*watched_->film, timeline_.date()).value_or(timeline_.date());
  ui_.heading(view_.movers ? words_.fill("{}, {:02}:{:02}", words_.date(twin::film_date(shown)),
                                         static_cast<int>(timeline_.second()) / 3'600,
                                         static_cast<int>(timeline_.second()) / 60 % 60)
                           : words_.date(timeline_.date()));
  ui_.beside_if_room("", 250 * s());
  // One figure with the unit that suits it, to be drawn or, with a click, to be typed.
  const bool by_years = timeline_.speed >= kYear / 12, by_days = !by_years && timeline_.speed >= kDay;
  const double unit = by_years ? kYear / 12 : by_days ? kDay : kHour;
  auto speed = static_cast<float>(timeline_.speed);
  const std::string words = fmt::format("{} {}", decimal(timeline_.speed / unit, language()),
                                        by_years  ? tr("months a second")
                                        : by_days ? tr("days a second")
                                                  : tr("hours a second"));
  if (ui_.slider("time.speed", speed, static_cast<float>(Timeline::kLeastSpeed),
                 static_cast<float>(Timeline::kMostSpeed), words, nullptr, true, 250 * s()))
    timeline_.speed = static_cast<double>(speed);
  ui_.beside();
  double typed = timeline_.speed / unit;
  if (ui_.number("time.typed", typed, decimal(typed, language()), 64 * s()))
    timeline_.speed = std::clamp(typed * unit, Timeline::kLeastSpeed, Timeline::kMostSpeed);
  ui_.beside_if_room(tr("No bookmark"));
  if (ui_.button("time.bookmark",
                 timeline_.bookmarks().contains(timeline_.date()) ? tr("No bookmark") : tr("Bookmark")))
    timeline_.toggle_bookmark();
  if (watched_->live != nullptr) {
    ui_.beside_if_room("", 160 * s());
    const LiveFilm& run = answer_.whole ? *answer_.whole->live : *watched_->live;
    const auto known = run.dates();
    if (const twin::Text fault = run.error(); !fault.en.empty())
      ui_.text(words_.of(fault));
    else if (!run.done() && !known.empty())
      ui_.text(fmt::format("{} {}", tr("computing …"), twin::year_of(known.back())));
    else if (run.done())
      ui_.text(fmt::format("{} · {}", tr("computed"), run.state_hash().substr(0, 8)));
  }
  // One row, or two where words are long or letters large: the panels make room from the next picture on.
  if (const float used = ImGui::GetCursorPosY(); used != time_buttons_) {
    time_buttons_ = used;
    wake();
  }
  scrub_bar(ui_.width_left(), std::max(30 * s(), ImGui::GetContentRegionAvail().y));
  ui_.end_panel();
}

/// Years, what is computed, what happened, bookmarks, and where one stands.
void Desk::scrub_bar(float width, float height) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("time.scrub", {width, height});
  ui_.record("time.scrub");
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float text = 15 * s(), line = corner.y + height - text - 6 * s(), pad = 14 * s();
  const auto& dates = timeline_.dates();
  if (view_.movers) {
    const auto x_of = [&](double second) {
      return corner.x + pad + static_cast<float>(second / kDay) * (width - 2 * pad);
    };
    draw.AddLine({x_of(0), line}, {x_of(kDay), line}, ui_.ink(0.5F), 4 * s());
    for (int hour = 0; hour <= 24; hour += 2) {
      draw.AddLine({x_of(hour * kHour), line - 4 * s()}, {x_of(hour * kHour), line + 4 * s()}, ui_.ink());
      draw.AddText(nullptr, text, {x_of(hour * kHour) - 8 * s(), line + 5 * s()}, ui_.ink(),
                   fmt::format("{:02}", hour).c_str());
    }
    draw.AddCircleFilled({x_of(timeline_.second()), line}, 9 * s(), ui_.accent());
    if (ImGui::IsItemActive())
      timeline_.go_to_second(static_cast<double>((ImGui::GetIO().MousePos.x - corner.x - pad) / (width - 2 * pad)) *
                             kDay);
    return;
  }
  const twin::Date first = dates.front();
  const twin::Date end = watched_->live != nullptr ? watched_->live->to() : dates.back();
  const double days = std::max<double>(1, static_cast<double>((end - first).count()));
  const auto x_of = [&](twin::Date date) {
    return corner.x + pad +
           static_cast<float>(static_cast<double>((date - first).count()) / days) * (width - 2 * pad);
  };
  draw.AddLine({x_of(first), line}, {x_of(end), line}, ui_.ink(0.25F), 4 * s());
  draw.AddLine({x_of(first), line}, {x_of(dates.back()), line}, ui_.ink(0.75F), 4 * s());  // what is computed
  const int years = twin::year_of(end) - twin::year_of(first);
  const int each = std::max(1, static_cast<int>(std::ceil(static_cast<float>(years) * 60 * s() / width)));
  for (int year = twin::year_of(first) + 1; year <= twin::year_of(end); ++year) {
    const float x = x_of(twin::date(year, 1, 1));
    draw.AddLine({x, line - 4 * s()}, {x, line + 4 * s()}, ui_.ink(0.8F));
    if ((year - twin::year_of(first)) % each == 0)
      draw.AddText(nullptr, text, {x - 17 * s(), line + 5 * s()}, ui_.ink(), std::to_string(year).c_str());
  }
  Watched* const told = comparing() && answer_.whole ? answer_.whole.get() : watched_.get();
  const float mouse = ImGui::GetIO().MousePos.x;
  std::string said;
  for (const FilmEvent& event : told->events.events()) {
    const float x = x_of(event.date);
    const bool opened = event.after > event.before;
    const ImVec2 top{x, line - 16 * s()}, left{x - 5 * s(), line - 7 * s()}, right{x + 5 * s(), line - 7 * s()};
    if (opened)
      draw.AddTriangleFilled(top, right, left, IM_COL32(0, 114, 178, 255));
    else
      draw.AddTriangleFilled({x, line - 6 * s()}, {x - 5 * s(), line - 15 * s()}, {x + 5 * s(), line - 15 * s()},
                             IM_COL32(213, 94, 0, 255));
    if (ImGui::IsItemHovered() && std::abs(mouse - x) < 5 * s() && said.size() < 400)
      said += fmt::format("{}{} {}", said.empty() ? "" : "\n", words_.date(event.date),
                          told->events.words(event, language()));
  }
  for (const twin::Change& change : log_.changes())
    draw.AddRectFilled({x_of(change.date) - 2 * s(), line - 22 * s()}, {x_of(change.date) + 2 * s(), line},
                       ui_.accent());
  for (const twin::Date date : timeline_.bookmarks())
    draw.AddTriangleFilled({x_of(date) - 6 * s(), line - 26 * s()}, {x_of(date) + 6 * s(), line - 26 * s()},
                           {x_of(date), line - 16 * s()}, IM_COL32(0, 158, 115, 255));
  draw.AddCircleFilled({x_of(timeline_.date()), line}, 9 * s(), ui_.accent());
  if (!said.empty()) ImGui::SetTooltip("%s", said.c_str());
  if (ImGui::IsItemActive()) {
    const double share = std::clamp(static_cast<double>((mouse - corner.x - pad) / (width - 2 * pad)), 0.0, 1.0);
    timeline_.go_to(first + std::chrono::days(static_cast<int>(share * days)));
  }
}

}  // namespace viz
