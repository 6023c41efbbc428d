#include "viz/app/bridge.h"

#include <imgui.h>

#include <algorithm>
#include <array>

#include "backends/imgui_impl_opengl2.h"
#include "twin/base/error.h"

namespace viz {
namespace {

constexpr const char* kFont = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
constexpr float kSize = 17;

}  // namespace

ImGuiBridge::ImGuiBridge(sf::RenderWindow& window, float text_scale) : window_(window) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  const auto map = [&](ImGuiKey key, sf::Keyboard::Key code) { io.KeyMap[key] = code; };
  map(ImGuiKey_Tab, sf::Keyboard::Tab);
  map(ImGuiKey_LeftArrow, sf::Keyboard::Left);
  map(ImGuiKey_RightArrow, sf::Keyboard::Right);
  map(ImGuiKey_UpArrow, sf::Keyboard::Up);
  map(ImGuiKey_DownArrow, sf::Keyboard::Down);
  map(ImGuiKey_Enter, sf::Keyboard::Enter);
  map(ImGuiKey_Escape, sf::Keyboard::Escape);
  map(ImGuiKey_Space, sf::Keyboard::Space);
  map(ImGuiKey_Backspace, sf::Keyboard::Backspace);
  map(ImGuiKey_Delete, sf::Keyboard::Delete);
  map(ImGuiKey_Home, sf::Keyboard::Home);
  map(ImGuiKey_End, sf::Keyboard::End);
  ImGui_ImplOpenGL2_Init();
  load_font(text_scale);
}

ImGuiBridge::~ImGuiBridge() {
  ImGui_ImplOpenGL2_Shutdown();
  ImGui::DestroyContext();
}

void ImGuiBridge::load_font(float scale) {
  ImGuiIO& io = ImGui::GetIO();
  // Latin with all its accents, Sámi letters, dashes and thin blanks, superscripts.
  static constexpr std::array<ImWchar, 9> kRanges{0x20, 0x17F, 0x2010, 0x203A, 0x2070, 0x2094, 0x2190, 0x2212, 0};
  io.Fonts->Clear();
  if (io.Fonts->AddFontFromFileTTF(kFont, kSize * scale, nullptr, kRanges.data()) == nullptr)
    throw twin::IoError({std::string("typsnittet ") + kFont + " saknas; installera fonts-dejavu-core",
                         std::string("the font ") + kFont + " is missing; install fonts-dejavu-core"});
  ImGui_ImplOpenGL2_DestroyFontsTexture();
  ImGui_ImplOpenGL2_CreateFontsTexture();
  ImGuiStyle style;
  ImGui::StyleColorsLight(&style);
  style.WindowRounding = style.FrameRounding = 4;
  style.WindowBorderSize = 1;
  style.FramePadding = {8, 5};
  style.ItemSpacing = {8, 7};
  style.Colors[ImGuiCol_WindowBg] = {0.985F, 0.985F, 0.98F, 1};
  style.Colors[ImGuiCol_Button] = {0.80F, 0.87F, 0.93F, 1};
  style.Colors[ImGuiCol_FrameBg] = {0.90F, 0.91F, 0.92F, 1};
  style.Colors[ImGuiCol_Border] = {0.70F, 0.70F, 0.72F, 1};
  style.FrameBorderSize = 1;
  style.GrabMinSize = 16;
  style.Colors[ImGuiCol_SliderGrab] = {0.45F, 0.68F, 0.88F, 1};
  style.Colors[ImGuiCol_CheckMark] = {0.05F, 0.35F, 0.62F, 1};
  style.Colors[ImGuiCol_TextDisabled] = {0.35F, 0.36F, 0.40F, 1};
  style.Colors[ImGuiCol_Text] = {0.10F, 0.10F, 0.12F, 1};
  style.ScaleAllSizes(scale);
  ImGui::GetStyle() = style;
}

void ImGuiBridge::set_text_scale(float scale) {
  load_font(scale);
}

void ImGuiBridge::handle(const sf::Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.type) {
    case sf::Event::MouseMoved:
      io.MousePos = {static_cast<float>(event.mouseMove.x), static_cast<float>(event.mouseMove.y)};
      break;
    case sf::Event::MouseButtonPressed:
      io.MousePos = {static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y)};
      if (event.mouseButton.button < 3) pressed_[event.mouseButton.button] = true;
      break;
    case sf::Event::MouseWheelScrolled:
      io.MouseWheel += event.mouseWheelScroll.delta;
      break;
    case sf::Event::TextEntered:
      if (event.text.unicode >= 32 && event.text.unicode != 127) io.AddInputCharacter(event.text.unicode);
      break;
    case sf::Event::KeyPressed:
    case sf::Event::KeyReleased:
      if (event.key.code >= 0 && event.key.code < sf::Keyboard::KeyCount)
        io.KeysDown[event.key.code] = event.type == sf::Event::KeyPressed;
      io.KeyCtrl = event.key.control;
      io.KeyShift = event.key.shift;
      io.KeyAlt = event.key.alt;
      break;
    default:
      break;
  }
}

void ImGuiBridge::begin_frame(float seconds) {
  ImGuiIO& io = ImGui::GetIO();
  const sf::Vector2u size = window_.getSize();
  io.DisplaySize = {static_cast<float>(size.x), static_cast<float>(size.y)};
  io.DeltaTime = std::max(seconds, 1e-4F);
  for (int button = 0; button != 3; ++button) {
    io.MouseDown[button] = pressed_[button] || sf::Mouse::isButtonPressed(static_cast<sf::Mouse::Button>(button));
    pressed_[button] = false;
  }
  ImGui_ImplOpenGL2_NewFrame();
  ImGui::NewFrame();
}

void ImGuiBridge::draw() {
  ImGui::Render();
  ImGui_ImplOpenGL2_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace viz
