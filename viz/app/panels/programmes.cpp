// The palette: programmes to turn on as a whole, with what they cost and what is known of them.
#include <fmt/format.h>

#include "viz/app/desk.h"

namespace viz {

void Desk::programmes_box() {
  ui_.begin_box("programmes", tr("Programmes"),
                {map_rect_.left + 16 * s(), map_rect_.top + 16 * s(), 720 * s(),
                 std::max(320 * s(), map_rect_.height - 32 * s())},
                &programmes_open_);
  ui_.muted(fmt::format("{} {}", tr("Holds from"), words_.date(change_date())));
  const std::array<std::string, 3> known{tr("well known"), tr("partly known"), tr("hardly known")};
  for (const ProgrammeCard& card : programmes_) {
    ui_.rule();
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
    ui_.text("");
  }
  ui_.end_panel();
}

}  // namespace viz
