#pragma once
#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Window/Event.hpp>

namespace viz {

/// Dear ImGui in a window of SFML: events in, triangles out. One at a time.
class ImGuiBridge {
 public:
  ImGuiBridge(sf::RenderWindow& window, float text_scale);
  ~ImGuiBridge();
  ImGuiBridge(const ImGuiBridge&) = delete;
  ImGuiBridge& operator=(const ImGuiBridge&) = delete;

  void handle(const sf::Event& event);
  void begin_frame(float seconds);
  void draw();
  void set_text_scale(float scale);

 private:
  void load_font(float scale);

  sf::RenderWindow& window_;
  bool pressed_[3] = {};  ///< since the last frame: a click within one frame would be lost otherwise
};

}  // namespace viz
