// What can be changed, what was, and what came of it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/app/desk.h"
#include "viz/core/numbers.h"
#include "viz/export/journal_page.h"

namespace viz {
namespace {

using Kind = twin::ActInfo::Argument::Kind;

constexpr std::size_t kMostSliders = 12;

}  // namespace

void Desk::change_panel(Rect rect) {
  ui_.begin_panel("change", rect);
  ui_.heading(tr("Try a change"));
  ui_.muted(fmt::format("{} {}", tr("Holds from"), words_.date(change_date())));
  const bool differ = log_.can_undo() || log_.can_redo();
  if (differ) {
    if (ui_.button("change.undo", tr("Undo"), log_.can_undo())) undo();
    ui_.beside_if_room(tr("Redo"));
    if (ui_.button("change.redo", tr("Redo"), log_.can_redo())) redo();
    compare_panel();
    ui_.rule();
  }
  if (!programmes_.empty() && ui_.button("change.programmes", tr("Programmes"))) programmes_open_ = true;
  act_tools();
  std::string group;
  bool differs = false;
  for (std::size_t index = 0; index != std::min(parameters_.size(), kMostSliders); ++index) {
    const twin::ParamInfo& info = parameters_[index];
    if (words_.of(info.slider) != group) {
      group = words_.of(info.slider);
      ui_.rule();
      ui_.muted(group);
    }
    double& value = values_[info.name];
    const double base = base_values_.at(info.name);
    // As far as a hand can set it well: three times the baseline, within what is allowed.
    const double most = base > 0 ? std::min(info.most, 3 * base) : info.most;
    ui_.text(words_.of(info.label));
    auto shown = static_cast<float>(value);
    const auto tick = static_cast<float>(base);
    const bool coarse = info.most - info.least > 20;
    std::string format = coarse ? decimal(value, language()) : number(value, 2, language());
    format += fmt::format(" {}", info.unit == "%" ? "%%" : words_.unit(info.unit));
    if (ui_.slider(("change." + info.name).c_str(), shown, static_cast<float>(info.least), static_cast<float>(most),
                   format, &tick)) {
      value = static_cast<double>(shown);
      if (coarse) value = std::round(value);
    }
    differs = differs || value != base;
  }
  ui_.rule();
  if (ui_.button("change.apply", tr("Live the change"), differs)) try_settings();
  ui_.beside_if_room(tr("Reset"));
  if (ui_.button("change.reset", tr("Reset"), differs)) values_ = base_values_;
  ui_.end_panel();
}

/// What the settings are expected to bring, before anything is lived: over the map, while a slider is in the hand.
void Desk::echo_note() {
  if (echo_.settings.empty() || values_ == base_values_ || values_ == tried_values_) return;
  ui_.begin_note("echo", map_rect_.left + map_rect_.width - 10 * s(), map_rect_.top + map_rect_.height - 30 * s(),
                 360 * s());
  ui_.heading(tr("Estimate"));
  ui_.muted(words_.fill("of many runs lived before, had it held from the start until {}", words_.date(echo_.on)));
  bool known = false;
  for (const twin::ParamInfo& info : parameters_) {
    if (values_.at(info.name) == base_values_.at(info.name)) continue;
    if (std::find(echo_.settings.begin(), echo_.settings.end(), info.name) != echo_.settings.end())
      known = true;
    else
      ui_.muted(fmt::format("{}: {}", tr("Not in it"), words_.of(info.label)));
  }
  const std::vector<Echo::Figure> figures = known ? expected() : std::vector<Echo::Figure>{};
  if (known && figures.empty()) ui_.muted(tr("Nothing like it was lived before: live the change to see."));
  for (const Echo::Figure& figure : figures) {
    // Shares are told in per cent.
    const bool share = figure.unit == "1" && std::abs(figure.before) < 2;
    const double times = share ? 100 : 1;
    const auto told = [&](double value) { return decimal(times * value, language()); };
    ui_.text(words_.of(figure.label));
    ui_.heading(
        fmt::format("{} → {} {}", told(figure.before), told(figure.after), share ? "%" : words_.unit(figure.unit)),
        1.1F);
    ui_.muted(words_.fill("nine times in ten between {} and {}", told(figure.low), told(figure.high)));
  }
  ui_.end_panel();
}

/// The tool in hand, with what need not be asked for.
void Desk::take_tool(std::size_t act) {
  const std::vector<twin::ActInfo::Argument>& arguments = acts_[act].arguments;
  tool_ = Tool{act, std::vector<std::optional<std::vector<double>>>(arguments.size()), 0};
  for (std::size_t argument = 0; argument != arguments.size(); ++argument) {
    if (arguments[argument].kind == Kind::kNumber) tool_->given[argument] = {{arguments[argument].fallback}};
    if (arguments[argument].kind == Kind::kChoice) tool_->given[argument] = {{0.0}};
  }
  while (tool_->asks < tool_->given.size() && tool_->given[tool_->asks]) ++tool_->asks;
  view_.movers = false;
}

/// What models say that people can do: choose it, give its arguments by hand or on the map, do it.
void Desk::act_tools() {
  for (std::size_t index = 0; index != acts_.size() && !tool_; ++index) {
    const twin::ActInfo& act = acts_[index];
    if (index == 0 || act.group != acts_[index - 1].group) ui_.muted(words_.of(act.group));
    if (ui_.button(("act." + act.name).c_str(), words_.of(act.label), !timeline_.empty())) {
      take_tool(index);
      break;
    }
  }
  if (!tool_) return;
  const twin::ActInfo& act = acts_[tool_->act];
  ui_.heading(words_.of(act.label), 1.1F);
  for (std::size_t index = 0; index != act.arguments.size(); ++index) {
    const twin::ActInfo::Argument& argument = act.arguments[index];
    auto& given = tool_->given[index];
    const std::string id = fmt::format("act.{}.{}", act.name, argument.name);
    ui_.text(words_.of(argument.label));
    if (argument.kind == Kind::kNumber) {
      auto value = static_cast<float>(given->front());
      const auto tick = static_cast<float>(argument.fallback);
      if (ui_.slider(id.c_str(), value, static_cast<float>(argument.least), static_cast<float>(argument.most),
                     fmt::format("%.0f {}", argument.unit == "%" ? "%%" : words_.unit(argument.unit)), &tick))
        given->front() = std::round(static_cast<double>(value));
    } else if (argument.kind == Kind::kChoice) {
      std::vector<std::string> words;
      for (const twin::Text& choice : argument.choices) words.push_back(words_.of(choice));
      auto chosen = static_cast<std::size_t>(given->front());
      if (ui_.select(id.c_str(), words, chosen)) given->front() = static_cast<double>(chosen);
    } else {
      const auto rows = argument.kind == Kind::kRow ? watched_->live->rows_of(argument.table) : nullptr;
      const bool on_map = argument.kind == Kind::kPosition || watched_->live->has_positions(argument.table);
      std::string words = on_map ? tr("click on the map") : tr("choose");
      if (given && argument.kind == Kind::kPosition)
        words = nearest_name(watched_->film->map(), given->front(), given->back());
      if (given && argument.kind == Kind::kRow)
        words = name_of(argument.table, static_cast<twin::StableId>(given->front()));
      if (on_map) {
        if (ui_.button(id.c_str(), words)) {
          given.reset();
          tool_->asks = index;
        }
      } else if (rows) {
        std::size_t chosen = rows->ids.size();
        for (std::size_t row = 0; given && row != rows->ids.size(); ++row)
          if (static_cast<double>(rows->ids[row]) == given->front()) chosen = row;
        if (ui_.select(id.c_str(), rows->labels, chosen)) {
          given = {{static_cast<double>(rows->ids[chosen])}};
          while (tool_->asks < tool_->given.size() && tool_->given[tool_->asks]) ++tool_->asks;
        }
      }
    }
  }
  const bool whole =
      std::all_of(tool_->given.begin(), tool_->given.end(), [](const auto& g) { return g.has_value(); });
  if (ui_.button("act.do", tr("Do it"), whole)) {
    twin::Act done{act.name, {}};
    for (const auto& given : tool_->given) done.values.insert(done.values.end(), given->begin(), given->end());
    tool_.reset();
    do_change({change_date(), {}, {std::move(done)}});
    return;
  }
  ui_.beside_if_room(tr("Cancel"));
  if (ui_.button("act.cancel", tr("Cancel"))) tool_.reset();
}

void Desk::compare_panel() {
  if (!log_.can_undo()) return;
  ui_.heading(tr("What differs"), 1.1F);
  for (const twin::Change& change : log_.changes()) ui_.text(words_of(change));
  const std::string& quick_words =
      tr("A quick run lives one household in twenty: single shops may differ by chance until the date is computed.");
  if (!answer_.whole) {
    ui_.muted(answer_.quick ? quick_words : tr("computing …"));
    return;
  }
  if (!is_secret()) {
    ui_.heading(tr("Compare"), 1.1F);
    const auto mode = [&](const char* id, const std::string& words, Compare which) {
      if (ui_.choice(id, words, compare_ == which)) compare_ = which;
    };
    mode("compare.off", tr("the baseline only"), Compare::kOff);
    mode("compare.sides", tr("side by side"), Compare::kSideBySide);
    mode("compare.swipe", tr("with a curtain to draw"), Compare::kSwipe);
    mode("compare.difference", tr("the difference"), Compare::kDifference);
    if (answer_.quick && shown_b(timeline_.date()) == answer_.quick.get()) ui_.muted(quick_words);
    differences_box();
  }
  if (!is_secret()) {
    if (verdict_coming_.valid())
      ui_.muted(fmt::format("{} {} / 20", tr("Judging: run"), std::min<std::size_t>(20, judging_->done + 1)));
    else if (ui_.button("compare.judge", verdict_ ? tr("Show the verdict") : tr("Judge the package (20 runs)")))
      verdict_ ? void(verdict_open_ = true) : judge_package();
  }
  if (ui_.button("compare.save", tr("Save the session")))
    save_file("-session", "yaml", [&](const std::filesystem::path& file) { host_.save(session(), file); });
  if (!notice_.empty()) ui_.muted(notice_);
}

/// The figures on both sides at the date shown.
void Desk::differences_box() {
  const twin::Date date = timeline_.date();
  const auto& figures = watched_->indicators.figures();
  std::vector<std::array<std::string, 3>> rows;
  bool known = false;
  for (std::size_t index = 0; index != figures.size(); ++index) {
    const auto [base, with] = IndicatorBook::at(figures[index], &answer_.whole->indicators.figures()[index], date);
    if (!base || !with) continue;
    known = true;
    const std::string a = decimal(*base, language()), b = decimal(*with, language());
    if (a != b) rows.push_back({words_.of(watched_->film->layers()[figures[index].layer].label), a, b});
  }
  if (rows.empty())
    return ui_.muted(known ? tr("No figure of the whole county differs on this date.") : tr("computing …"));
  if (!ImGui::BeginTable("differences", 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp)) return;
  ImGui::TableSetupColumn("", 0, 2);
  ImGui::TableSetupColumn("A", 0, 1);
  ImGui::TableSetupColumn("B", 0, 1);
  ImGui::TableHeadersRow();
  for (const auto& row : rows)
    for (const std::string& cell : row) {
      ImGui::TableNextColumn();
      ui_.text(cell);
    }
  ImGui::EndTable();
}

/// For who leads a meeting: large, few things at a time, and a guess before the result.
void Desk::workshop_panel(Rect rect) {
  ui_.begin_panel("workshop", rect);
  ui_.heading(tr("Workshop"));
  ui_.toggle("workshop.lock", tr("Only look"), locked_);
  const bool asks = log_.can_undo() && !guess_given_ && !watched_->indicators.figures().empty();
  const bool may_change = watched_->live != nullptr && !locked_;
  if (may_change && (log_.can_undo() || log_.can_redo())) {
    if (ui_.button("change.undo", tr("Undo"), log_.can_undo())) undo();
    ui_.beside_if_room(tr("Redo"));
    if (ui_.button("change.redo", tr("Redo"), log_.can_redo())) redo();
  }
  if (log_.can_undo()) {
    const auto& figures = watched_->indicators.figures();
    if (asks) {
      ui_.text(words_of(log_.last()));
      ui_.heading(tr("What does the group guess?"), 1.1F);
      std::vector<std::string> words;
      for (const auto& figure : figures) words.push_back(words_.of(watched_->film->layers()[figure.layer].label));
      guess_layer_ = std::min(guess_layer_, words.size() - 1);
      ui_.select("workshop.figure", words, guess_layer_);
      const std::array<const std::string*, 3> ways{&tr("it falls"), &tr("hardly any difference"), &tr("it rises")};
      for (std::size_t way = 0; way != ways.size(); ++way)
        if (ui_.choice(fmt::format("workshop.way.{}", way).c_str(), *ways[way], guess_way_ == way)) guess_way_ = way;
      ui_.line("workshop.guess", tr("why, or how much"), guess_text_);
      if (ui_.button("workshop.show", tr("Show the result"))) {
        guess_given_ = true;
        note(Journal::Entry::Kind::kGuess,
             fmt::format("{}: {}. {}", words[guess_layer_], *ways[guess_way_], guess_text_));
        guess_text_.clear();
        if (answer_.whole) compare_ = Compare::kSideBySide;
      }
    } else {
      compare_panel();
      ui_.rule();
    }
  }
  if (may_change && !asks) act_tools();  // one thing at a time
  ui_.rule();
  ui_.text(tr("Note"));
  ui_.lines("workshop.note", note_, 90 * s());
  if (ui_.button("workshop.keep", tr("Keep the note"), !note_.empty())) {
    note(Journal::Entry::Kind::kNote, note_);
    note_.clear();
  }
  if (ui_.button("workshop.journal", tr("Save the journal")))
    save_page("-journal", journal_page(journal_, watched_->film->title(), words_));
  if (!log_.can_undo() && !notice_.empty()) ui_.muted(notice_);
  if (ui_.button("workshop.end", tr("End the workshop (F10)"))) key({sf::Keyboard::F10, false, false, false, false});
  ui_.end_panel();
}

}  // namespace viz
