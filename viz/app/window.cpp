#include "viz/app/window.h"

#include <fmt/format.h>

#include <SFML/Graphics.hpp>
#include <SFML/OpenGL.hpp>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>

#include "backends/imgui_impl_opengl2.h"
#include "twin/base/error.h"
#include "twin/io/file.h"
#include "viz/app/desk.h"

namespace viz {
namespace {

/// Dear ImGui's pictures in a context of OpenGL.
class Pictures {
 public:
  Pictures() { ImGui_ImplOpenGL2_Init(); }
  ~Pictures() { ImGui_ImplOpenGL2_Shutdown(); }
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;

  static void renew_font() {
    ImGui_ImplOpenGL2_DestroyFontsTexture();
    ImGui_ImplOpenGL2_CreateFontsTexture();
  }
};

bool is_straight(const std::array<Point, 4>& corners) {
  constexpr std::array<Point, 4> kStraight{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
  for (std::size_t i = 0; i != corners.size(); ++i)
    if (corners[i].x != kStraight[i].x || corners[i].y != kStraight[i].y) return false;
  return true;
}

class Window {
 public:
  Window(Host& host, const WindowStart& start)
      : start_(start),
        window_(sf::VideoMode(start.width, start.height), "Rurban Twin", sf::Style::Default),
        desk_(host, start) {
    place();
    pictures_.emplace();
  }

  void run() {
    const auto began = std::chrono::steady_clock::now();
    sf::Clock clock;
    while (!desk_.closed() && !start_.stopped()) {
      for (sf::Event event{}; window_.pollEvent(event);) {
        if (event.type == sf::Event::Resized)
          window_.setView(
              sf::View({0, 0, static_cast<float>(event.size.width), static_cast<float>(event.size.height)}));
        desk_.handle(event);
      }
      if (desk_.full_screen() != full_screen_) open_anew();
      const float seconds = clock.restart().asSeconds();
      const bool photographed = !start_.screenshot.empty();
      if (!desk_.advance(seconds) && !photographed) {
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
        continue;
      }
      draw(seconds);
      if (photographed &&
          std::chrono::steady_clock::now() - began > std::chrono::seconds(start_.screenshot_after_s)) {
        save_screenshot();
        break;
      }
    }
    window_.close();
  }

 private:
  void place() {
    window_.setPosition({0, 0});  // SFML 2.5.1 centres a window with the screen's width for its height
    window_.setFramerateLimit(60);
    window_.setKeyRepeatEnabled(true);
  }

  /// Full screen, or back: SFML has another window for each.
  void open_anew() {
    full_screen_ = desk_.full_screen();
    pictures_.reset();
    window_.create(full_screen_ ? sf::VideoMode::getDesktopMode() : sf::VideoMode(start_.width, start_.height),
                   "Rurban Twin", full_screen_ ? sf::Style::Fullscreen : sf::Style::Default);
    place();
    pictures_.emplace();
    Pictures::renew_font();
    shown_ = 0;
    texture_.emplace();
    sprite_ = sf::Sprite();
  }

  void draw(float seconds) {
    const sf::Vector2u size = window_.getSize();
    window_.setActive(true);
    if (desk_.ui().take_font_change()) Pictures::renew_font();
    ImGui_ImplOpenGL2_NewFrame();
    desk_.frame(static_cast<float>(size.x), static_cast<float>(size.y), seconds);
    if (desk_.map_version() != shown_ && desk_.map_version() != 0) take_map();
    const ImVec4 ground = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
    window_.resetGLStates();
    window_.clear(sf::Color(static_cast<sf::Uint8>(ground.x * 255), static_cast<sf::Uint8>(ground.y * 255),
                            static_cast<sf::Uint8>(ground.z * 255)));
    if (desk_.map_version() != 0) {
      window_.draw(sprite_, sf::BlendNone);
      window_.resetGLStates();  // else the panels are drawn through the sprite's texture matrix
    }
    ImGui_ImplOpenGL2_RenderDrawData(ImGui::GetDrawData());
    if (!is_straight(desk_.corners())) bend();
    window_.display();
    if (!start_.widgets.empty()) tell_widgets();
  }

  void tell_widgets() {
    std::string text;
    for (const Ui::Widget& widget : desk_.ui().widgets())
      if (widget.shown)
        text += fmt::format("{} {:.0f} {:.0f} {:.0f} {:.0f}\n", widget.id, widget.box.left, widget.box.top,
                            widget.box.width, widget.box.height);
    const Rect map = desk_.map_rect();
    text += fmt::format("map {:.0f} {:.0f} {:.0f} {:.0f}\n", map.left, map.top, map.width, map.height);
    if (text == told_) return;
    told_ = text;
    twin::write_text(start_.widgets, text);
  }

  void take_map() {
    shown_ = desk_.map_version();
    const Image& image = desk_.map_image();
    // SFML wants red, green, blue, alpha in the order of bytes.
    pixels_.resize(image.pixels.size() * 4);
    for (std::size_t i = 0; i != image.pixels.size(); ++i) {
      const Colour colour = image.pixels[i];
      pixels_[4 * i] = static_cast<sf::Uint8>(red_of(colour));
      pixels_[4 * i + 1] = static_cast<sf::Uint8>(green_of(colour));
      pixels_[4 * i + 2] = static_cast<sf::Uint8>(blue_of(colour));
      pixels_[4 * i + 3] = 255;
    }
    if (!texture_) texture_.emplace();
    const auto w = static_cast<unsigned>(image.width), h = static_cast<unsigned>(image.height);
    if (texture_->getSize() != sf::Vector2u(w, h)) {
      texture_->create(w, h);
      sprite_ = sf::Sprite(*texture_);
    }
    texture_->update(pixels_.data());
    sprite_.setPosition(desk_.map_rect().left, desk_.map_rect().top);
  }

  /// The finished picture once more, its corners moved: straight lines stay straight (a projective map of the
  /// square; Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3).
  void bend() {
    const sf::Vector2u size = window_.getSize();
    if (screen_.getSize() != size) screen_.create(size.x, size.y);
    screen_.update(window_);
    const auto& c = desk_.corners();
    const double dx1 = c[1].x - c[2].x, dx2 = c[3].x - c[2].x, sx = c[0].x - c[1].x + c[2].x - c[3].x;
    const double dy1 = c[1].y - c[2].y, dy2 = c[3].y - c[2].y, sy = c[0].y - c[1].y + c[2].y - c[3].y;
    const double det = dx1 * dy2 - dx2 * dy1;
    const double g = (sx * dy2 - dx2 * sy) / det, h = (dx1 * sy - sx * dy1) / det;
    const double a = c[1].x - c[0].x + g * c[1].x, b = c[3].x - c[0].x + h * c[3].x;
    const double d = c[1].y - c[0].y + g * c[1].y, e = c[3].y - c[0].y + h * c[3].y;
    constexpr int kCells = 24;  // within a cell the error is less than a pixel
    sf::VertexArray net(sf::Quads);
    const auto vertex = [&](int column, int row) {
      const double u = static_cast<double>(column) / kCells, v = static_cast<double>(row) / kCells;
      const double w = g * u + h * v + 1;
      return sf::Vertex({static_cast<float>((a * u + b * v + c[0].x) / w * size.x),
                         static_cast<float>((d * u + e * v + c[0].y) / w * size.y)},
                        {static_cast<float>(u * size.x), static_cast<float>(v * size.y)});
    };
    for (int row = 0; row != kCells; ++row)
      for (int column = 0; column != kCells; ++column)
        for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}}) net.append(vertex(column + x, row + y));
    window_.resetGLStates();
    window_.clear(sf::Color::Black);
    window_.draw(net, &screen_);
  }

  void save_screenshot() {
    sf::Texture screen;
    screen.create(window_.getSize().x, window_.getSize().y);
    screen.update(window_);
    const sf::Image shot = screen.copyToImage();
    Image image(static_cast<int>(shot.getSize().x), static_cast<int>(shot.getSize().y));
    for (int y = 0; y != image.height; ++y)
      for (int x = 0; x != image.width; ++x) {
        const sf::Color colour = shot.getPixel(static_cast<unsigned>(x), static_cast<unsigned>(y));
        image.row(y)[x] = rgb(colour.r, colour.g, colour.b);
      }
    const std::string bytes = png(image, "");
    twin::write_text(start_.screenshot, bytes);
  }

  const WindowStart& start_;
  sf::RenderWindow window_;
  Desk desk_;
  std::optional<Pictures> pictures_;
  bool full_screen_ = false;
  std::uint64_t shown_ = 0;
  std::vector<sf::Uint8> pixels_;
  std::optional<sf::Texture> texture_;
  sf::Texture screen_;
  sf::Sprite sprite_;
  std::string told_;
};

}  // namespace

void run_window(Host& host, const WindowStart& start) {
  // Without a display SFML ends the whole program.
  if (std::getenv("DISPLAY") == nullptr || *std::getenv("DISPLAY") == '\0')
    throw twin::IoError(
        {"det finns ingen skärm (DISPLAY är tomt); «rurban export png» gör bilder utan fönster",
         "there is no display (DISPLAY is empty); 'rurban export png' makes images without a window"});
  Window(host, start).run();
}

}  // namespace viz
