// How the panels share the screen with the map.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "viz/app/desk.h"
#include "viz/core/numbers.h"

namespace viz {

void Desk::frame(float width, float height, float seconds) {
  ImGuiIO& io = ImGui::GetIO();
  for (std::size_t button = 0; button != held_.size(); ++button)
    io.MouseDown[button] = std::exchange(pressed_[button], false) || held_[button];
  for (std::size_t key = 0; key != keys_held_.size(); ++key) io.KeysDown[key] = keys_pressed_[key] || keys_held_[key];
  keys_pressed_.reset();
  ui_.begin_frame(width, height, seconds);
  if (watched_)
    screen(width, height);
  else
    start_page(width, height);
  if (help_) help_box();
  if (!message_.empty()) message_box();
  ui_.end_frame();
  if (leaving_ && !opening_.valid() && !opening_whole_.valid() && !opening_quick_.valid() &&
      !opening_quick_baseline_.valid() && !writing_.valid())
    leave();
}

void Desk::screen(float width, float height) {
  // Before the first month is there, there is nothing to change.
  const bool can_change = watched_->live != nullptr && !locked_ && !timeline_.empty();
  Watched* const asked = dispatched();
  const float left = std::min((workshop_ ? 250 : 320) * s(), width * 0.28F),
              right = asked != nullptr                                       ? std::min(400 * s(), width * 0.34F)
                      : watched_->live != nullptr && (workshop_ || !locked_) ? std::min(350 * s(), width * 0.32F)
                                                                             : 0,
              bottom = std::max(time_buttons_, 46 * s()) + 60 * s(), top = (view_.movers ? 46 : 116) * s();
  map_rect_ = {left, top, width - left - right, height - bottom - top};
  draw_map();
  layer_panel({0, 0, left, height - bottom});
  indicator_strip({left, 0, width - left, top});
  if (asked != nullptr) {
    decisions_panel({width - right, top, right, height - bottom - top}, *asked);
  } else if (workshop_ && !timeline_.empty()) {
    workshop_panel({width - right, top, right, height - bottom - top});
  } else if (can_change) {
    change_panel({width - right, top, right, height - bottom - top});
    echo_note();
  }
  time_bar({0, height - bottom, width, bottom});
  map_overlays();
  hover_card();
  if (selected_) story_box();
  if (finding_) find_box();
  if (programmes_open_ && can_change) programmes_box();
  if (verdict_open_ && verdict_) verdict_box();
  if (projector_) projector_box();
  if (tour_) tour();
}

void Desk::layer_panel(Rect rect) {
  ui_.begin_panel("layers", rect);
  if (ui_.button("layers.start", tr("Start page"))) leaving_ = true;
  ui_.beside_if_room(tr("Whole county"));
  if (ui_.button("layers.fit", tr("Whole county"))) fit_ = true;
  if (ui_.button("layers.find", tr("Find a place"))) finding_ = true;
  ui_.beside_if_room(tr("Help"));
  if (ui_.button("layers.help", tr("Help"))) help_ = true;
  ui_.heading(tr("The map shows"));
  // The list has what the rest of the panel leaves, which the last picture tells.
  const float rest = layers_rest_ > 0 ? layers_rest_ : 260 * s();
  ImGui::BeginChild("list", {0, std::max(120 * s(), ImGui::GetContentRegionAvail().y - rest)});
  if (!watched_->film->filmed().empty() && ui_.choice("layers.vehicles", tr("vehicles of a day"), view_.movers)) {
    view_.movers = true;
    timeline_.speed = std::min(timeline_.speed, 3'600.0);
    constexpr double kMorning = 7.5 * 3'600;  // at midnight there is little to see
    if (timeline_.second() == 0) timeline_.go_to_second(kMorning);
  }
  for (std::size_t layer = 0; layer != watched_->film->layers().size(); ++layer)
    if (!(layer < empty_.size() && empty_[layer]) &&
        ui_.choice(fmt::format("layers.{}", layer).c_str(), words_.of(watched_->film->layers()[layer].label),
                   !view_.movers && !view_.flows && view_.layer == layer)) {
      if (view_.movers) timeline_.speed = std::max(timeline_.speed, 182 * 86'400.0);
      choose_layer(layer);
    }
  const auto& kinds = watched_->film->flow_plan().kinds;
  if (!kinds.empty()) ui_.muted(tr("Where it goes in a year:"));
  for (std::size_t kind = 0; kind != kinds.size(); ++kind)
    if (ui_.choice(fmt::format("layers.flows.{}", kind).c_str(), words_.of(kinds[kind].label),
                   !view_.movers && view_.flows == kind)) {
      if (view_.movers) timeline_.speed = std::max(timeline_.speed, 182 * 86'400.0);
      choose_layer(view_.layer);
      view_.flows = kind;
    }
  ImGui::EndChild();
  const float below = ImGui::GetCursorPosY();
  if (!companions().empty()) ui_.toggle("layers.together", tr("those that belong together, side by side"), together_);
  ui_.toggle("layers.change", tr("change since the beginning"), view_.change);
  ui_.toggle("layers.names", tr("names of places"), view_.names);
  if (!workshop_) {
    if (ui_.button("layers.png", tr("Picture"))) export_as("png");
    ui_.beside_if_room(tr("Video"));
    if (ui_.button("layers.mp4", tr("Video"), !writing_.valid())) export_as("mp4");
    ui_.beside_if_room(tr("Page"));
    if (ui_.button("layers.html", tr("Page"), !writing_.valid())) export_as("html");
    if (ui_.button("layers.workshop", tr("Workshop (F10)"))) key({sf::Keyboard::F10, false, false, false, false});
    ui_.beside_if_room(tr("Projector"));
    if (ui_.button("layers.projector", tr("Projector"))) projector_ = true;
    if (writing_.valid())
      ui_.muted(tr("writing …"));
    else if (!notice_.empty())
      ui_.muted(notice_);
  }
  if (const float used = ImGui::GetCursorPosY() - below; used != layers_rest_) {
    layers_rest_ = used;
    wake();
  }
  ui_.end_panel();
}

/// Figures of the whole county: now, their path, and where the change leads.
void Desk::indicator_strip(Rect rect) {
  ui_.begin_panel("strip", rect);
  if (view_.movers) {
    ui_.heading(tr("Each dot is a vehicle; small grey ones are private cars"), 1.15F);
    ui_.end_panel();
    return;
  }
  const auto& figures = watched_->indicators.figures();
  if (figures.empty() || timeline_.empty()) {
    ui_.end_panel();
    return;
  }
  const std::size_t fitting = std::max<std::size_t>(1, static_cast<std::size_t>(rect.width / (215 * s())));
  const std::size_t count = std::min(figures.size(), fitting);
  const float each = (rect.width - 16 * s()) / static_cast<float>(count);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const twin::Date now = timeline_.date();
  // The figure of the layer that is shown comes first.
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index != figures.size(); ++index)
    if (figures[index].layer == view_.layer) order.push_back(index);
  for (std::size_t index = 0; index != figures.size(); ++index)
    if (figures[index].layer != view_.layer) order.push_back(index);
  for (std::size_t place = 0; place != count; ++place) {
    const IndicatorBook::Figure& figure = figures[order[place]];
    const twin::MapLayer& layer = watched_->film->layers()[figure.layer];
    const float x = corner.x + static_cast<float>(place) * each, width = each - 14 * s();
    const IndicatorBook::Figure* with = nullptr;
    if (answer_.whole && !is_secret()) with = &answer_.whole->indicators.figures()[order[place]];
    const auto [a, b] = IndicatorBook::at(figure, with, now);
    const std::optional<double> first = figure.years.empty() ? std::nullopt : figure.years.front().second;
    ImGui::PushClipRect({x, corner.y}, {x + width, corner.y + rect.height}, true);
    ImFont* font = ImGui::GetFont();
    const std::string& label = words_.of(layer.label);
    draw.AddText(font, 15 * s(), {x, corner.y - 2 * s()}, ui_.ink(0.85F), label.c_str(), nullptr, width);
    std::string words = a ? decimal(b.value_or(*a), language()) : "–";
    const float large = 24 * s();
    draw.AddText(font, large, {x, corner.y + 30 * s()}, ui_.ink(), words.c_str());
    const float after = font->CalcTextSizeA(large, 1e6F, 0, words.c_str()).x;
    draw.AddText(nullptr, 15 * s(), {x + after + 5 * s(), corner.y + 38 * s()}, ui_.ink(0.8F),
                 words_.of(layer.unit).c_str());
    // From the beginning, or against the baseline; the arrow tells the way, the colour whether it is for the better.
    const std::optional<double> base = b ? a : first;
    if (a && base && *base != 0) {
      const double share = b.value_or(*a) / *base - 1;
      const bool worse = (share > 0) == layer.high_is_bad;
      const std::string delta =
          fmt::format("{} {} {}",
                      std::abs(share) < 0.0005 ? "="
                      : share > 0              ? "↑"
                                               : "↓",
                      signed_percent(share, language()), b ? tr("from the baseline") : tr("since the beginning"));
      const bool dark = ui_.theme() == Theme::kDark || ui_.theme() == Theme::kDarkHighContrast;
      const ImU32 colour = std::abs(share) < 0.0005 ? ui_.ink(0.8F)
                           : worse                  ? (dark ? IM_COL32(255, 150, 90, 255) : IM_COL32(170, 60, 0, 255))
                                   : (dark ? IM_COL32(120, 190, 255, 255) : IM_COL32(0, 80, 150, 255));
      draw.AddText(nullptr, 15 * s(), {x, corner.y + 58 * s()}, colour, delta.c_str());
    }
    // The path: the baseline thin, with the change thick.
    double least = 1e300, most = -1e300;
    for (const IndicatorBook::Figure* drawn : {&figure, with})
      if (drawn != nullptr)
        for (const auto& [date, value] : drawn->years)
          if (value) least = std::min(least, *value), most = std::max(most, *value);
    const twin::Date from = timeline_.dates().front();
    const twin::Date to = watched_->live ? watched_->live->to() : watched_->film->dates().back();
    const double span = std::max<double>(1, static_cast<double>((to - from).count()));
    const float low = corner.y + 100 * s(), high = corner.y + 80 * s();
    const auto path = [&](const auto& years, ImU32 colour, float thickness) {
      ImVec2 last{};
      bool any = false;
      for (const auto& [date, value] : years) {
        if (!value) continue;
        const ImVec2 point{
            x + static_cast<float>(static_cast<double>((date - from).count()) / span) * (width - 6 * s()),
            most > least ? low - static_cast<float>((*value - least) / (most - least)) * (low - high) : low};
        if (any) draw.AddLine(last, point, colour, thickness);
        last = point;
        any = true;
      }
    };
    path(figure.years, ui_.ink(with != nullptr ? 0.5F : 0.9F), 1.5F * s());
    if (with != nullptr) path(with->years, ui_.accent(), 3 * s());
    const float here = x + static_cast<float>(static_cast<double>((now - from).count()) / span) * (width - 6 * s());
    draw.AddLine({here, high - 2 * s()}, {here, low + 2 * s()}, ui_.ink(0.4F));
    ImGui::PopClipRect();
    ImGui::SetCursorScreenPos({x, corner.y});
    if (ImGui::InvisibleButton(fmt::format("strip.{}", place).c_str(), {width, rect.height - 16 * s()}))
      choose_layer(figure.layer);
    ui_.record(fmt::format("strip.{}", place).c_str());
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", words_.of(layer.label).c_str());
  }
  ui_.end_panel();
}

/// One place: a household that lives there, and every layer's value now and at the beginning.
void Desk::story_box() {
  const twin::MapLayer* named = place_layer();
  if (named == nullptr || timeline_.empty()) return;
  const auto& names = watched_->film->labels(*named);
  if (*selected_ >= names.size()) return;
  bool open = true;
  ui_.begin_box("story", fmt::format("{} {}", tr("The story of"), names[*selected_]),
                {map_rect_.left + 16 * s(), map_rect_.top + 16 * s(), 580 * s(),
                 std::min(640 * s(), map_rect_.height - 32 * s())},
                &open);
  const twin::Date date = timeline_.date(), first = timeline_.dates().front();
  Watched& a = *shown_a(date);
  Watched* const b = comparing() ? shown_b(date) : nullptr;
  if (table_of(named->column) == kToldTable) {
    const auto now = a.film->story(*selected_, date), then = watched_->film->story(*selected_, first);
    for (std::size_t part = 0; now && part != now->parts.size(); ++part) {
      ui_.heading(words_.of(now->parts[part].heading), 1.1F);
      for (const twin::Text& line : now->parts[part].lines) ui_.text(words_.of(line));
    }
    // What has changed for them is what was told at the beginning and is told otherwise now.
    if (now && then && *now != *then) {
      ui_.heading(tr("At the beginning"), 1.1F);
      for (std::size_t part = 0; part != then->parts.size(); ++part)
        if (part >= now->parts.size() || now->parts[part] != then->parts[part])
          for (const twin::Text& line : then->parts[part].lines) ui_.muted(words_.of(line));
    }
  }
  ui_.heading(tr("The place"), 1.1F);
  if (ImGui::BeginTable("values", b != nullptr ? 4 : 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp)) {
    ImGui::TableSetupColumn("", 0, 2.2F);
    ImGui::TableSetupColumn(tr("now").c_str(), 0, 1);
    if (b != nullptr) ImGui::TableSetupColumn(tr("with the change").c_str(), 0, 1);
    ImGui::TableSetupColumn(tr("at the beginning").c_str(), 0, 1);
    ImGui::TableHeadersRow();
    for (const twin::MapLayer& layer : watched_->film->layers()) {
      if (table_of(layer.column) != table_of(named->column)) continue;
      ImGui::TableNextColumn();
      ui_.text(words_.of(layer.label));
      ImGui::TableNextColumn();
      ui_.text(value_words(*a.film, layer, *selected_, date, language()));
      if (b != nullptr) {
        ImGui::TableNextColumn();
        ui_.text(value_words(*b->film, layer, *selected_, date, language()));
      }
      ImGui::TableNextColumn();
      ui_.text(value_words(*watched_->film, layer, *selected_, first, language()));
    }
    ImGui::EndTable();
  }
  ui_.end_panel();
  if (!open) selected_.reset();
}

}  // namespace viz
