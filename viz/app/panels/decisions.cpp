// What was asked for on a filmed day, what was decided, and why.
#include <fmt/format.h>

#include <algorithm>

#include "viz/app/desk.h"
#include "viz/core/numbers.h"

namespace viz {
namespace {

std::string clock(std::int32_t second) {
  return fmt::format("{:02}:{:02}", second / 3'600, second / 60 % 60);
}

}  // namespace

Watched* Desk::dispatched() {
  if (!view_.movers || timeline_.empty()) return nullptr;
  const twin::Date date = timeline_.date();
  for (Watched* film : {comparing() ? shown_b(date) : nullptr, shown_a(date)}) {
    if (film == nullptr) continue;
    const Movers* day = film->painter.motion(date);
    if (day != nullptr && !day->day().calls.empty()) return film;
  }
  return nullptr;
}

void Desk::decisions_panel(Rect rect, Watched& film) {
  const twin::Calls& calls = film.painter.motion(timeline_.date())->day().calls;
  const double second = timeline_.second();
  ui_.begin_panel("decisions", rect);
  ui_.heading(tr("The day until now"));
  if (ImGui::BeginTable("counters", 1 + static_cast<int>(calls.cases.size()), ImGuiTableFlags_RowBg)) {
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, 1.2F);
    for (const twin::Text& of_case : calls.cases)
      ImGui::TableSetupColumn(words_.of(of_case).c_str(), ImGuiTableColumnFlags_WidthStretch, 1);
    ImGui::TableNextColumn();
    for (const twin::Text& of_case : calls.cases) {
      ImGui::TableNextColumn();
      ui_.muted(words_.of(of_case));
    }
    for (const twin::Counter& counter : calls.counters) {
      ImGui::TableNextColumn();
      ui_.text(words_.of(counter.label));
      for (std::size_t of_case = 0; of_case != calls.cases.size(); ++of_case) {
        ImGui::TableNextColumn();
        const std::string unit = words_.of(counter.unit);
        ui_.text(thousands(static_cast<double>(counter.at(of_case, second))) + (unit.empty() ? "" : " " + unit));
      }
    }
    ImGui::EndTable();
  }
  ui_.record("decisions.counters");
  const std::size_t answered = calls.answered(second);
  if (view_.call && *view_.call >= answered) view_.call.reset();  // time went back
  if (view_.call) {
    const twin::Call& call = calls.list[*view_.call];
    ui_.heading(tr("Why?"));
    ui_.text(words_.of(call.what));
    ui_.text(words_.of(call.why));
    if (calls.usual_way(call.mover)) ui_.muted(tr("Blue: the way it takes. White: its usual way."));
    if (ui_.button("decisions.close", tr("Unmark"))) view_.call.reset();
  }
  ui_.heading(tr("Last decisions"));
  if (answered == 0) ui_.muted(tr("Nothing has been asked yet."));
  ImGui::BeginChild("list", {0, 0});
  // What was decided overnight is read as it comes up.
  std::vector<std::size_t> listed;
  for (std::size_t index = 0; index != answered; ++index)
    if (calls.list[index].from_s <= second) listed.push_back(index);
  constexpr std::size_t kListed = 30;  // more than anybody reads
  const std::size_t most = std::min(kListed, listed.size());
  std::partial_sort(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(most), listed.end(),
                    [&](std::size_t a, std::size_t b) {
                      return std::pair(calls.list[b].from_s, a) < std::pair(calls.list[a].from_s, b);
                    });
  for (std::size_t line = 0; line != most; ++line) {
    const std::size_t index = listed[line];
    const twin::Call& call = calls.list[index];
    if (ui_.choice(fmt::format("decisions.{}", line).c_str(), clock(call.from_s) + " " + words_.of(call.what),
                   view_.call == index))
      view_.call = view_.call == index ? std::nullopt : std::optional(index);
  }
  ImGui::EndChild();
  ui_.end_panel();
}

}  // namespace viz
