// Mouse and keys.
#include <algorithm>
#include <cmath>

#include "viz/app/desk.h"

namespace viz {
namespace {

bool moves_focus(sf::Keyboard::Key key) {
  using sf::Keyboard;
  return key == Keyboard::Left || key == Keyboard::Right || key == Keyboard::Up || key == Keyboard::Down ||
         key == Keyboard::Home || key == Keyboard::End || key == Keyboard::Space;
}

}  // namespace

void Desk::name_keys() {
  ImGuiIO& io = ImGui::GetIO();
  using sf::Keyboard;
  constexpr std::array<std::pair<ImGuiKey, Keyboard::Key>, 16> kKeys{{{ImGuiKey_Tab, Keyboard::Tab},
                                                                      {ImGuiKey_LeftArrow, Keyboard::Left},
                                                                      {ImGuiKey_RightArrow, Keyboard::Right},
                                                                      {ImGuiKey_UpArrow, Keyboard::Up},
                                                                      {ImGuiKey_DownArrow, Keyboard::Down},
                                                                      {ImGuiKey_Enter, Keyboard::Enter},
                                                                      {ImGuiKey_Escape, Keyboard::Escape},
                                                                      {ImGuiKey_Space, Keyboard::Space},
                                                                      {ImGuiKey_Backspace, Keyboard::Backspace},
                                                                      {ImGuiKey_Delete, Keyboard::Delete},
                                                                      {ImGuiKey_Home, Keyboard::Home},
                                                                      {ImGuiKey_End, Keyboard::End},
                                                                      {ImGuiKey_A, Keyboard::A},
                                                                      {ImGuiKey_C, Keyboard::C},
                                                                      {ImGuiKey_V, Keyboard::V},
                                                                      {ImGuiKey_X, Keyboard::X}}};
  for (const auto& [key, code] : kKeys) io.KeyMap[key] = code;
}

void Desk::handle(const sf::Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  wake();
  switch (event.type) {
    case sf::Event::Closed:
      closed_ = true;
      break;
    case sf::Event::LostFocus:  // where keys and buttons are let go is not told
      keys_held_.reset();
      held_ = {};
      io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
      dragging_ = swiping_ = false;
      carried_.reset();
      break;
    case sf::Event::MouseMoved: {
      const Point now{1.0 * event.mouseMove.x, 1.0 * event.mouseMove.y};
      io.MousePos = {static_cast<float>(now.x), static_cast<float>(now.y)};
      if (swiping_ && map_rect_.width > 0)
        swipe_ = std::clamp((static_cast<float>(now.x) - map_rect_.left) / map_rect_.width, 0.02F, 0.98F);
      else if (dragging_ && (dragged_ || std::hypot(now.x - pointer_.x, now.y - pointer_.y) > 3)) {
        dragged_ = true;
        if (!carried_) view_.camera.pan(now.x - pointer_.x, now.y - pointer_.y);
      }
      if (!dragging_ || dragged_) pointer_ = now;
      break;
    }
    case sf::Event::MouseButtonPressed:
      walking_ = false;
      io.MousePos = {static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y)};
      pointer_ = {1.0 * event.mouseButton.x, 1.0 * event.mouseButton.y};
      if (event.mouseButton.button < 3) pressed_[event.mouseButton.button] = held_[event.mouseButton.button] = true;
      if (watched_ && !io.WantCaptureMouse && map_rect_.contains(io.MousePos.x, io.MousePos.y)) {
        const float curtain = map_rect_.left + swipe_ * map_rect_.width;
        swiping_ = compare_ == Compare::kSwipe && comparing() && std::abs(io.MousePos.x - curtain) < 14 * s();
        dragging_ = !swiping_;
        dragged_ = false;
        carried_ = swiping_ ? std::nullopt : carried_from({pointer_.x - map_rect_.left, pointer_.y - map_rect_.top});
      }
      break;
    case sf::Event::MouseButtonReleased:
      io.MousePos = {static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y)};
      if (event.mouseButton.button < 3) held_[event.mouseButton.button] = false;
      if (dragging_ && !dragged_)
        click_map({io.MousePos.x - map_rect_.left * 1.0, io.MousePos.y - map_rect_.top * 1.0});
      if (dragging_ && dragged_ && carried_)
        put_down({io.MousePos.x - map_rect_.left * 1.0, io.MousePos.y - map_rect_.top * 1.0});
      dragging_ = swiping_ = false;
      carried_.reset();
      break;
    case sf::Event::MouseWheelScrolled:
      if (watched_ && !io.WantCaptureMouse)
        view_.camera.zoom(in_pane({event.mouseWheelScroll.x - 1.0 * map_rect_.left,
                                   event.mouseWheelScroll.y - 1.0 * map_rect_.top}),
                          event.mouseWheelScroll.delta > 0 ? 1.25 : 0.8);
      else
        io.MouseWheel += event.mouseWheelScroll.delta;
      break;
    case sf::Event::TextEntered:
      if (event.text.unicode >= 32 && event.text.unicode != 127) io.AddInputCharacter(event.text.unicode);
      break;
    case sf::Event::KeyPressed:
    case sf::Event::KeyReleased:
      if (event.key.code == sf::Keyboard::Tab) walking_ = true;
      if (event.key.code == sf::Keyboard::Escape) walking_ = false;
      if (event.key.code >= 0 && event.key.code < sf::Keyboard::KeyCount) {
        const auto code = static_cast<std::size_t>(event.key.code);
        keys_held_[code] =
            event.type == sf::Event::KeyPressed && (walking_ || io.WantTextInput || !moves_focus(event.key.code));
        if (keys_held_[code]) keys_pressed_.set(code);
      }
      io.KeyCtrl = event.key.control;
      io.KeyShift = event.key.shift;
      io.KeyAlt = event.key.alt;
      if (event.type == sf::Event::KeyPressed && !io.WantTextInput) key(event.key);
      break;
    default:
      break;
  }
}

void Desk::key(const sf::Event::KeyEvent& key) {
  using sf::Keyboard;
  constexpr std::array<twin::Language, 3> kNext{twin::Language::kEnglish, twin::Language::kFinnish,
                                                twin::Language::kSwedish};
  switch (key.code) {
    case Keyboard::F1:
      help_ = !help_;
      return;
    case Keyboard::Q:
      if (key.control) closed_ = true;
      return;
    case Keyboard::F9:
      words_.set_language(kNext[static_cast<std::size_t>(language())]);
      return;
    case Keyboard::F11:
      full_screen_ = !full_screen_;
      return;
    case Keyboard::Add:
    case Keyboard::Equal:
      if (key.control) return scale_text(1.15F);
      break;
    case Keyboard::Subtract:
    case Keyboard::Hyphen:
      if (key.control) return scale_text(1 / 1.15F);
      break;
    case Keyboard::Num0:
      if (key.control) return scale_text(1 / ui_.scale());
      break;
    default:
      break;
  }
  if (key.code == Keyboard::D && !key.control)
    ui_.set_look(ui_.scale(), static_cast<Theme>((static_cast<int>(ui_.theme()) + 1) % 4));
  if (!watched_) return;
  if (key.control && key.code == Keyboard::Z) return undo();
  if (key.control && key.code == Keyboard::Y) return redo();
  constexpr double kStep = 80;  // pixels
  if (key.alt) {
    const int right = (key.code == Keyboard::Right) - (key.code == Keyboard::Left),
              down = (key.code == Keyboard::Down) - (key.code == Keyboard::Up);
    if (right != 0 || down != 0) return view_.camera.pan(-right * kStep, -down * kStep);
  }
  // While Dear ImGui walks from widget to widget with them, arrows and the space bar are its own.
  switch (key.code) {
    case Keyboard::Space:
      if (!walking_) timeline_.playing = !timeline_.playing;
      break;
    case Keyboard::R:
      timeline_.backwards = !timeline_.backwards;
      break;
    case Keyboard::Comma:
      timeline_.speed = std::max(Timeline::kLeastSpeed, timeline_.speed / 2);
      break;
    case Keyboard::Period:
      timeline_.speed = std::min(Timeline::kMostSpeed, timeline_.speed * 2);
      break;
    case Keyboard::Left:
    case Keyboard::Right:
      if (!walking_) timeline_.step((key.code == Keyboard::Left ? -1 : 1) * (key.control || !key.shift ? 12 : 1));
      break;
    case Keyboard::Home:
      if (!walking_) timeline_.step(-1'000'000);
      break;
    case Keyboard::End:
      if (!walking_) timeline_.step(1'000'000);
      break;
    case Keyboard::M:
      timeline_.toggle_bookmark();
      break;
    case Keyboard::N:
      timeline_.to_bookmark(!key.shift);
      break;
    case Keyboard::C:
      if (key.shift && answer_.whole && !is_secret())
        compare_ = Compare::kDifference;
      else
        next_comparison();
      break;
    case Keyboard::L:
      legend_ = !legend_;
      break;
    case Keyboard::Slash:
    case Keyboard::F:
      finding_ = true;
      break;
    case Keyboard::F10:
      workshop_ = !workshop_;
      ui_.set_look(std::clamp(ui_.scale() * (workshop_ ? 1.3F : 1 / 1.3F), 0.75F, 2.5F), ui_.theme());
      break;
    case Keyboard::S:
      export_as("png");
      break;
    case Keyboard::V:
      if (!key.control) export_as("mp4");
      break;
    case Keyboard::H:
      export_as("html");
      break;
    case Keyboard::Add:
    case Keyboard::Equal:
      view_.camera.zoom({view_.camera.width / 2.0, view_.camera.height / 2.0}, 1.25);
      break;
    case Keyboard::Subtract:
    case Keyboard::Hyphen:
      view_.camera.zoom({view_.camera.width / 2.0, view_.camera.height / 2.0}, 0.8);
      break;
    case Keyboard::Escape:
      selected_.reset();
      tool_.reset();
      carried_.reset();
      dragging_ = false;
      help_ = finding_ = projector_ = false;
      tour_.reset();
      break;
    default:
      if (key.code >= Keyboard::Num1 && key.code <= Keyboard::Num9)
        choose_layer(static_cast<std::size_t>(key.code - Keyboard::Num1));
      break;
  }
}

}  // namespace viz
