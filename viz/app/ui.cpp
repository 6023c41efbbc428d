#include "viz/app/ui.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "twin/base/error.h"
#include "viz/core/glyphs.h"

namespace viz {
namespace {

bool is_dark(Theme theme) {
  return theme == Theme::kDark || theme == Theme::kDarkHighContrast;
}
bool is_strong(Theme theme) {
  return theme == Theme::kLightHighContrast || theme == Theme::kDarkHighContrast;
}

}  // namespace

Ui::Ui(float text_scale, Theme theme) : scale_(text_scale), theme_(theme) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  load_font();
  set_style();
}

Ui::~Ui() {
  ImGui::DestroyContext();
}

void Ui::load_font() {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  if (io.Fonts->AddFontFromFileTTF(kFontFile, kTextSize * scale_, nullptr, kGlyphRanges.data()) == nullptr)
    throw twin::IoError({std::string("typsnittet ") + kFontFile + " saknas; installera fonts-dejavu-core",
                         std::string("the font ") + kFontFile + " is missing; install fonts-dejavu-core"});
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);  // without it there are no widths of letters
  font_changed_ = true;
}

void Ui::set_style() {
  ImGuiStyle style;
  if (is_dark(theme_))
    ImGui::StyleColorsDark(&style);
  else
    ImGui::StyleColorsLight(&style);
  style.WindowRounding = style.FrameRounding = 4;
  style.WindowBorderSize = style.FrameBorderSize = 1;
  style.FramePadding = {8, 5};
  style.ItemSpacing = {8, 7};
  style.GrabMinSize = 16;
  const auto set = [&](ImGuiCol which, ImVec4 light, ImVec4 dark) {
    style.Colors[which] = is_dark(theme_) ? dark : light;
  };
  set(ImGuiCol_WindowBg, {0.985F, 0.985F, 0.98F, 1}, {0.09F, 0.10F, 0.12F, 1});
  set(ImGuiCol_PopupBg, {1, 1, 1, 1}, {0.07F, 0.08F, 0.10F, 1});
  set(ImGuiCol_Button, {0.80F, 0.87F, 0.93F, 1}, {0.17F, 0.28F, 0.40F, 1});
  set(ImGuiCol_FrameBg, {0.90F, 0.91F, 0.92F, 1}, {0.20F, 0.21F, 0.24F, 1});
  set(ImGuiCol_Border, {0.62F, 0.62F, 0.65F, 1}, {0.45F, 0.46F, 0.50F, 1});
  set(ImGuiCol_SliderGrab, {0.45F, 0.68F, 0.88F, 1}, {0.40F, 0.62F, 0.86F, 1});
  set(ImGuiCol_CheckMark, {0.05F, 0.35F, 0.62F, 1}, {0.62F, 0.82F, 1, 1});
  set(ImGuiCol_TextDisabled, {0.35F, 0.36F, 0.40F, 1}, {0.72F, 0.73F, 0.76F, 1});
  set(ImGuiCol_Text, {0.10F, 0.10F, 0.12F, 1}, {0.95F, 0.95F, 0.96F, 1});
  set(ImGuiCol_NavHighlight, {0.83F, 0.37F, 0, 1}, {1, 0.72F, 0.25F, 1});
  if (is_strong(theme_)) {
    set(ImGuiCol_WindowBg, {1, 1, 1, 1}, {0, 0, 0, 1});
    set(ImGuiCol_PopupBg, {1, 1, 1, 1}, {0, 0, 0, 1});
    set(ImGuiCol_Text, {0, 0, 0, 1}, {1, 1, 1, 1});
    set(ImGuiCol_TextDisabled, {0.15F, 0.15F, 0.15F, 1}, {0.9F, 0.9F, 0.9F, 1});
    set(ImGuiCol_Border, {0, 0, 0, 1}, {1, 1, 1, 1});
    set(ImGuiCol_Button, {0.88F, 0.93F, 1, 1}, {0, 0.16F, 0.38F, 1});
    set(ImGuiCol_FrameBg, {0.93F, 0.93F, 0.93F, 1}, {0.13F, 0.13F, 0.13F, 1});
    style.FrameBorderSize = style.WindowBorderSize = 2;
  }
  style.ScaleAllSizes(scale_);
  ImGui::GetStyle() = style;
}

void Ui::set_look(float text_scale, Theme theme) {
  if (drawing_) {
    next_look_ = {text_scale, theme};
    return;
  }
  const bool larger = text_scale != scale_;
  scale_ = text_scale;
  theme_ = theme;
  if (larger) load_font();
  set_style();
}

bool Ui::take_font_change() {
  return std::exchange(font_changed_, false);
}

void Ui::begin_frame(float width, float height, float seconds) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  io.DeltaTime = std::max(seconds, 1e-4F);
  widgets_.clear();
  ImGui::NewFrame();
  drawing_ = true;
}

void Ui::end_frame() {
  ImGui::Render();
  drawing_ = false;
  if (const auto look = std::exchange(next_look_, std::nullopt)) set_look(look->first, look->second);
}

const Ui::Widget* Ui::find(const std::string& id) const {
  const auto found = std::find_if(widgets_.begin(), widgets_.end(), [&](const Widget& w) { return w.id == id; });
  return found == widgets_.end() ? nullptr : &*found;
}

void Ui::record(const char* id, bool fits) {
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  const ImVec2 corner = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const bool inside = low.x >= corner.x - 1 && high.x <= corner.x + size.x + 1;
  const float middle = (low.y + high.y) / 2;
  widgets_.push_back({id,
                      {low.x, low.y, high.x - low.x, high.y - low.y},
                      fits && inside,
                      ImGui::IsRectVisible({low.x, middle}, {high.x, middle + 1})});
}

void Ui::begin_panel(const char* id, Rect rect) {
  ImGui::SetNextWindowPos({rect.left, rect.top});
  ImGui::SetNextWindowSize({rect.width, rect.height});
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
}

void Ui::begin_note(const char* id, float right, float bottom, float width) {
  ImGui::SetNextWindowPos({right, bottom}, ImGuiCond_Always, {1, 1});
  ImGui::SetNextWindowSize({width, 0});
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBringToFrontOnFocus);
}

void Ui::end_panel() {
  ImGui::End();
}

void Ui::begin_box(const char* id, const std::string& title, Rect first, bool* open) {
  ImGui::SetNextWindowPos({first.left, first.top}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSize({first.width, first.height}, ImGuiCond_Appearing);
  ImGui::Begin((title + "###" + id).c_str(), open, ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoCollapse);
}

void Ui::heading(const std::string& text, float factor) {
  ImGui::SetWindowFontScale(factor);
  ImGui::TextWrapped("%s", text.c_str());
  ImGui::SetWindowFontScale(1);
}

void Ui::text(const std::string& text) {
  ImGui::TextWrapped("%s", text.c_str());
}

void Ui::muted(const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  ImGui::TextWrapped("%s", text.c_str());
  ImGui::PopStyleColor();
}

bool Ui::button(const char* id, const std::string& text, bool enabled, float width) {
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::Button((text + "###" + id).c_str(), {width, 0});
  ImGui::EndDisabled();
  const float needed = ImGui::CalcTextSize(text.c_str()).x;
  record(id, needed <= ImGui::GetItemRectSize().x);
  return pressed;
}

bool Ui::card(const char* id, const std::string& title, const std::string& text, float width) {
  const float pad = 20 * scale_, height = 150 * scale_;
  ImGui::PushID(id);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::Button("##card", {width, height});
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImFont* font = ImGui::GetFont();
  const float size = kTextSize * scale_ * 1.35F, large = size * 1.4F, inner = width - 2 * pad;
  const ImVec2 title_size = font->CalcTextSizeA(large, inner, inner, title.c_str());
  draw.AddText(font, large, {corner.x + pad, corner.y + pad}, ink(), title.c_str(), nullptr, inner);
  const float below = corner.y + pad + title_size.y + 6 * scale_;
  const ImVec2 text_size = font->CalcTextSizeA(size, inner, inner, text.c_str());
  draw.AddText(font, size, {corner.x + pad, below}, ImGui::GetColorU32(ImGuiCol_TextDisabled), text.c_str(), nullptr,
               inner);
  ImGui::PopID();
  record(id, below + text_size.y <= corner.y + height + 1);
  return pressed;
}

bool Ui::toggle(const char* id, const std::string& text, bool& value) {
  ImGui::PushID(id);
  ImGui::BeginGroup();
  bool changed = ImGui::Checkbox("##on", &value);
  ImGui::SameLine();
  ImGui::TextWrapped("%s", text.c_str());
  if (ImGui::IsItemClicked()) {
    value = !value;
    changed = true;
  }
  ImGui::EndGroup();
  ImGui::PopID();
  record(id);
  return changed;
}

bool Ui::choice(const char* id, const std::string& text, bool chosen) {
  ImGui::PushID(id);
  ImGui::BeginGroup();
  bool now = ImGui::RadioButton("##on", chosen);
  ImGui::SameLine();
  ImGui::TextWrapped("%s", text.c_str());
  now = now || ImGui::IsItemClicked();
  ImGui::EndGroup();
  ImGui::PopID();
  record(id);
  return now;
}

bool Ui::slider(const char* id, float& value, float least, float most, const std::string& format, const float* tick,
                bool logarithmic, float width) {
  ImGui::SetNextItemWidth(width);
  const bool changed = ImGui::SliderFloat((std::string("##") + id).c_str(), &value, least, most, format.c_str(),
                                          logarithmic ? ImGuiSliderFlags_Logarithmic : 0);
  record(id);
  if (tick != nullptr && *tick >= least && *tick <= most) {
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    const float at = low.x + (*tick - least) / (most - least) * (high.x - low.x);
    ImGui::GetWindowDrawList()->AddLine({at, low.y}, {at, high.y}, accent(), 2 * scale_);
  }
  return changed;
}

bool Ui::number(const char* id, double& value, const std::string& shown, float width) {
  std::string typed = shown;
  ImGui::SetNextItemWidth(width);
  const bool entered = ImGui::InputText((std::string("##") + id).c_str(), &typed,
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  record(id);
  if (!entered) return false;
  std::replace(typed.begin(), typed.end(), ',', '.');
  double given = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), given);
  if (error != std::errc() || end != typed.data() + typed.size() || !std::isfinite(given)) return false;
  value = given;
  return true;
}

bool Ui::line(const char* id, const std::string& hint, std::string& value, float width) {
  ImGui::SetNextItemWidth(width);
  const bool changed = ImGui::InputTextWithHint((std::string("##") + id).c_str(), hint.c_str(), &value);
  record(id);
  return changed;
}

bool Ui::entered() const {
  return ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter));
}

bool Ui::lines(const char* id, std::string& value, float height) {
  const bool changed = ImGui::InputTextMultiline((std::string("##") + id).c_str(), &value, {-1, height});
  record(id);
  return changed;
}

bool Ui::select(const char* id, const std::vector<std::string>& words, std::size_t& chosen) {
  bool changed = false;
  ImGui::SetNextItemWidth(-1);
  const bool open =
      ImGui::BeginCombo((std::string("##") + id).c_str(), chosen < words.size() ? words[chosen].c_str() : "",
                        ImGuiComboFlags_HeightLarge);
  record(id);
  if (!open) return false;
  for (std::size_t index = 0; index != words.size(); ++index) {
    ImGui::PushID(static_cast<int>(index));
    if (ImGui::Selectable(words[index].c_str(), index == chosen)) {
      chosen = index;
      changed = true;
    }
    record((std::string(id) + "." + std::to_string(index)).c_str());
    ImGui::PopID();
  }
  ImGui::EndCombo();
  return changed;
}

void Ui::beside_if_room(const std::string& next, float width) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float needed = std::max(width, ImGui::CalcTextSize(next.c_str()).x + 2 * style.FramePadding.x);
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + style.ItemSpacing.x + needed <= right) ImGui::SameLine();
}

ImU32 Ui::ink(float opacity) const {
  return ImGui::GetColorU32(ImGuiCol_Text, opacity);
}

ImU32 Ui::paper() const {
  return ImGui::GetColorU32(ImGuiCol_WindowBg);
}

ImU32 Ui::accent() const {
  return is_dark(theme_) ? IM_COL32(255, 170, 70, 255) : IM_COL32(200, 70, 10, 255);
}

}  // namespace viz
