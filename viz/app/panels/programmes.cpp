// The palette: programmes to turn on as a whole, with what they cost and what is known of them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "viz/app/desk.h"
#include "viz/export/verdict_page.h"

namespace viz {

void Desk::programmes_box() {
  ui_.begin_box("programmes", tr("Programmes"),
                {map_rect_.left + 16 * s(), map_rect_.top + 16 * s(), 720 * s(),
                 std::max(320 * s(), map_rect_.height - 32 * s())},
                &programmes_open_);
  ui_.muted(fmt::format("{} {}", tr("Holds from"), words_.date(change_date())));
  const std::array<std::string, 3> known{tr("well known"), tr("partly known"), tr("hardly known")};
  bool for_scale = false;
  for (const ProgrammeCard& card : programmes_) {
    ui_.rule();
    if (card.for_scale && !for_scale) {
      ui_.heading(tr("For the sake of scale"), 1.3F);
      ui_.muted(tr("No programmes: what would flow back if the rules were others."));
    }
    for_scale = card.for_scale;
    ui_.heading(words_.of(card.title), 1.15F);
    ui_.text(words_.of(card.what));
    ui_.text(tr("Costs:") + " " + words_.of(card.cost));
    ui_.muted(tr("What is known:") + " " + known[card.evidence] + ". " + words_.of(card.known));
    for (const auto& [share, words] : {std::pair{1.0, tr("Start it")}, std::pair{0.5, tr("Half of it")}}) {
      const std::string id = fmt::format("programme.{}.{:.0f}", card.key, 100 * share);
      if (ui_.button(id.c_str(), words)) {
        programmes_open_ = false;
        do_changes(card.changes(change_date(), share), words_.of(card.title));
        return ui_.end_panel();
      }
      ui_.beside();
    }
    const auto act = std::ranges::find(acts_, card.act, &twin::ActInfo::name);
    if (act != acts_.end() && ui_.button(fmt::format("programme.{}.place", card.key).c_str(), tr("For one place"))) {
      programmes_open_ = false;
      take_tool(static_cast<std::size_t>(act - acts_.begin()));
      return ui_.end_panel();
    }
    ui_.text("");
  }
  ui_.end_panel();
}

/// What the package does, how surely, and to whom.
void Desk::verdict_box() {
  ui_.begin_box("verdict", tr("What did our package do?"),
                {map_rect_.left + 16 * s(), map_rect_.top + 16 * s(), 780 * s(),
                 std::max(320 * s(), map_rect_.height - 32 * s())},
                &verdict_open_);
  if (std::exchange(verdict_new_, false)) ImGui::SetScrollY(0);  // its first line is what everybody waits for
  ui_.heading(words_.of(verdict_->headline), 1.15F);
  for (const PackageVerdict::Condition& condition : verdict_->conditions)
    ui_.text((condition.holds ? "+ " : "− ") + words_.of(condition.words));
  const auto table = [&](const char* id, const std::string& heading, const std::vector<PackageVerdict::Row>& rows) {
    ui_.heading(heading, 1.1F);
    if (rows.empty()) ui_.muted(tr("Nothing surely."));
    if (rows.empty() || !ImGui::BeginTable(id, 2, ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp)) return;
    for (const PackageVerdict::Row& row : rows) {
      ImGui::TableNextColumn();
      ui_.text(words_.of(row.label));
      ImGui::TableNextColumn();
      ui_.text(words_.of(row.value));
    }
    ImGui::EndTable();
  };
  table("groups", tr("Who gains and who loses (welfare, and 90 % of the runs)"), verdict_->groups);
  table("figures", tr("What changes most surely (and 90 % of the runs)"), verdict_->figures);
  ui_.record("verdict.figures");
  ui_.muted(tr("Quick runs: one household in twenty is lived and stands for all."));
  if (ui_.button("verdict.save", tr("Save two pages to take home")))
    save_page("-verdict", verdict_page(*verdict_, package(), &journal_, words_.of(watched_->film->title()), words_));
  if (!notice_.empty()) ui_.muted(notice_);
  ui_.end_panel();
}

/// The deeds of the session; what is a programme comes with its card.
std::vector<PackagePart> Desk::package() const {
  std::vector<PackagePart> parts;
  for (const ChangeLog::Deed& deed : log_.deeds()) {
    const twin::Date since = deed.front().date;
    PackagePart part{.since = words_.date(since), .title = words_of(deed), .what = {}, .cost = {}, .known = {}};
    for (const ProgrammeCard& card : programmes_)
      for (const double share : {1.0, 0.5})
        if (card.changes(since, share) == deed) {
          part.title = words_.of(card.title) + (share < 1 ? fmt::format(" ({})", tr("Half of it")) : "");
          part.what = words_.of(card.what);
          part.cost = words_.of(card.cost);
          part.known = words_.of(card.known);
        }
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace viz
