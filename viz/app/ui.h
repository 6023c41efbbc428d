#pragma once
#include <imgui.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "viz/core/image.h"
#include "viz/core/layer_view.h"

namespace viz {

/// How the screen looks: by day, in a dark room, and on a projector that washes colours out.
enum class Theme { kLight, kDark, kLightHighContrast, kDarkHighContrast };

struct Rect {
  float left = 0, top = 0, width = 0, height = 0;
  bool contains(float x, float y) const { return x >= left && y >= top && x < left + width && y < top + height; }
};

/// The widgets of the window over Dear ImGui. Each has an id that stays the same in every language, and leaves behind
/// where it was drawn and whether its text fitted: a test, a tour or a hand finds it by that.
class Ui {
 public:
  struct Widget {
    std::string id;
    Rect box;
    bool fits = true;   ///< its text is not cut off
    bool shown = true;  ///< not scrolled out of its panel
  };

  Ui(float text_scale, Theme theme);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  float scale() const { return scale_; }
  Theme theme() const { return theme_; }
  /// From the next frame on. The font's texture must be made anew where pictures are drawn (`take_font_change`).
  void set_look(float text_scale, Theme theme);
  bool take_font_change();

  void begin_frame(float width, float height, float seconds);
  void end_frame();
  /// Of the frame that was begun last.
  const std::vector<Widget>& widgets() const { return widgets_; }
  const Widget* find(const std::string& id) const;

  /// A panel that stays where it is. Each needs its end_panel.
  void begin_panel(const char* id, Rect rect);
  void end_panel();
  /// A note as high as what it says, by its lower right corner; it takes the keys and the mouse from nobody when it
  /// comes. Each needs its end_panel.
  void begin_note(const char* id, float right, float bottom, float width);
  /// A box that can be moved and closed. Each needs its end_panel.
  void begin_box(const char* id, const std::string& title, Rect first, bool* open);

  void heading(const std::string& text, float factor = 1.25F);
  void text(const std::string& text);
  void muted(const std::string& text);
  bool button(const char* id, const std::string& text, bool enabled = true, float width = 0);
  /// A large one with a title and an explanation.
  bool card(const char* id, const std::string& title, const std::string& text, float width);
  bool toggle(const char* id, const std::string& text, bool& value);
  /// True when it was chosen now.
  bool choice(const char* id, const std::string& text, bool chosen);
  /// Over the whole width. `tick`: where the baseline stands, if it is within the range.
  bool slider(const char* id, float& value, float least, float most, const std::string& format, const float* tick,
              bool logarithmic = false, float width = -1);
  /// `shown`: the value as its reader writes it; what is typed may have a decimal comma or point.
  bool number(const char* id, double& value, const std::string& shown, float width);
  bool line(const char* id, const std::string& hint, std::string& value, float width = -1);
  /// Whether the line just drawn was left with Enter.
  bool entered() const;
  bool lines(const char* id, std::string& value, float height);
  bool select(const char* id, const std::vector<std::string>& words, std::size_t& chosen);
  void beside(float gap = -1) { ImGui::SameLine(0, gap); }
  /// In the same line where there is room for a button with this text, or else below.
  void beside_if_room(const std::string& next, float width = 0);
  void rule() { ImGui::Separator(); }
  float width_left() const { return ImGui::GetContentRegionAvail().x; }

  /// Notes where the last thing was drawn, for those drawn by hand.
  void record(const char* id, bool fits = true);
  ImU32 ink(float opacity = 1) const;
  ImU32 paper() const;
  ImU32 accent() const;

 private:
  void load_font();
  void set_style();

  float scale_;
  Theme theme_;
  bool font_changed_ = true, drawing_ = false;
  std::optional<std::pair<float, Theme>> next_look_;  ///< Dear ImGui's fonts must stay as they are while it draws
  std::vector<Widget> widgets_;
};

/// Size of text at scale 1, in pixels.
inline constexpr float kTextSize = 17;

}  // namespace viz
