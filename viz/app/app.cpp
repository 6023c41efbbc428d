#include "viz/app/app.h"

#include <fmt/format.h>
#include <imgui.h>

#include <SFML/Graphics.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <thread>

#include "twin/base/error.h"
#include "viz/app/bridge.h"
#include "viz/core/numbers.h"
#include "viz/core/replay.h"
#include "viz/core/scene.h"

namespace viz {
namespace {

namespace fs = std::filesystem;

/// A folder that goes when the window does.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "rurban-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw twin::write_error(pattern, errno);
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;  // what stays is in the system's folder of temporary files
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  fs::path fresh() {
    const fs::path folder = path_ / std::to_string(next_++);
    fs::create_directories(folder);
    return folder;
  }

 private:
  fs::path path_;
  int next_ = 0;
};

enum class Compare { kOff, kSideBySide, kDifference };

/// One number of a film through time, worked out date by date.
struct Indicator {
  std::vector<double> values;  ///< by date
  bool is_sum = false;         ///< else a mean
};

/// Everything that is on the screen, and what hands do to it.
class App {
 public:
  App(Host& host, const WindowStart& start)
      : host_(host),
        start_(start),
        language_(start.language),
        text_scale_(static_cast<float>(start.text_scale)),
        window_(sf::VideoMode(start.width, start.height), "Rurban Twin", sf::Style::Default),
        bridge_(window_, text_scale_) {
    window_.setPosition({0, 0});  // SFML 2.5.1 centres a window with the screen's width for its height
    window_.setFramerateLimit(60);
    ImGui::GetIO().ConfigWindowsMoveFromTitleBarOnly = true;
    if (!start.recording.empty()) open_recording(start.recording);
    if (!start.scenario.empty()) open_scenario(start.scenario);
  }

  void run() {
    const auto began = std::chrono::steady_clock::now();
    sf::Clock clock;
    while (window_.isOpen()) {
      for (sf::Event event{}; window_.pollEvent(event);) handle(event);
      if (!window_.isOpen()) break;
      const float seconds = clock.restart().asSeconds();
      advance(seconds);
      if (frames_to_draw_ == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
        continue;
      }
      --frames_to_draw_;
      frame(seconds);
      const auto age = std::chrono::steady_clock::now() - began;
      if (!start_.screenshot.empty() && age > std::chrono::seconds(start_.screenshot_after_s)) {
        save_screenshot();
        window_.close();
      }
      if (!start_.screenshot.empty()) wake();
    }
  }

 private:
  std::string tr(const char* sv, const char* en) const { return language_ == twin::Language::kSwedish ? sv : en; }
  void wake() { frames_to_draw_ = std::max(frames_to_draw_, 3); }

  // ---- films

  void open_recording(const fs::path& path) {
    try {
      take(std::make_unique<Replay>(path));
      live_ = nullptr;
    } catch (const twin::IoError& error) {
      message_ = error.text().in(language_);
    }
  }

  void open_scenario(const fs::path& path) {
    try {
      auto film = start_run(path, {}, nullptr, twin::Date::min());
      live_ = film.get();
      take(std::move(film));
    } catch (const twin::InputError& error) {
      message_ = twin::to_string(error.faults(), language_);
    } catch (const twin::IoError& error) {
      message_ = error.text().in(language_);
    }
  }

  std::unique_ptr<LiveFilm> start_run(const fs::path& path, const std::vector<twin::Change>& added,
                                      const LiveFilm* before, twin::Date since) {
    OpenedScenario opened = host_.open(path, added);
    LiveFilm::Start live;
    live.from = opened.scenario.from;
    live.to = opened.scenario.to;
    live.title = opened.scenario.title;
    live.map = std::move(opened.map);
    live.provenance = opened.provenance;
    live.snapshots = scratch_.fresh();
    live.before = before;
    live.since = since;
    parameters_ = opened.simulation->plan().parameters();
    std::erase_if(parameters_, [](const twin::ParamInfo& info) { return info.slider.sv.empty(); });
    std::stable_sort(parameters_.begin(), parameters_.end(),
                     [](const auto& a, const auto& b) { return a.slider.sv < b.slider.sv; });
    if (before == nullptr) {
      scenario_path_ = path;
      values_.clear();
      for (const twin::ParamInfo& info : parameters_) values_[info.name] = opened.scenario.parameters.at(info.name);
      base_values_ = values_;
    }
    live.simulation = std::move(opened.simulation);
    return std::make_unique<LiveFilm>(std::move(live));
  }

  void take(std::unique_ptr<Film> film) {
    variant_.reset();
    variant_painter_.reset();
    changes_.clear();
    undone_.clear();
    compare_ = Compare::kOff;
    film_ = std::move(film);
    painter_.emplace(*film_);
    view_ = View{};
    selected_.reset();
    date_.reset();
    playing_ = false;
    fit_ = true;
    wake();
  }

  /// Lives the changes of the panel from the date shown, beside the film as it was.
  void try_changes() {
    if (live_ == nullptr || !date_) return;
    twin::Change change{*date_, {}};
    for (const auto& [name, value] : values_)
      if (value != base_values_.at(name)) change.settings.push_back({name, value});
    if (change.settings.empty()) return;
    changes_.push_back(change);
    undone_.clear();
    live_changes();
  }

  void live_changes() {
    variant_painter_.reset();
    variant_.reset();
    if (!changes_.empty()) {
      twin::Date since = changes_.front().date;
      for (const twin::Change& change : changes_) since = std::min(since, change.date);
      variant_ = start_run(scenario_path_, changes_, live_, since);
      variant_painter_.emplace(*variant_);
      if (compare_ == Compare::kOff) compare_ = Compare::kSideBySide;
    } else {
      compare_ = Compare::kOff;
    }
    wake();
  }

  void undo() {
    if (changes_.empty()) return;
    undone_.push_back(changes_.back());
    changes_.pop_back();
    live_changes();
  }
  void redo() {
    if (undone_.empty()) return;
    changes_.push_back(undone_.back());
    undone_.pop_back();
    live_changes();
  }

  // ---- time

  /// The dates that can be shown: of both films, if there are two.
  std::vector<twin::Date> dates() const {
    std::vector<twin::Date> dates = film_->dates();
    if (variant_ && compare_ != Compare::kOff) {
      const auto other = variant_->dates();
      if (other.size() < dates.size()) dates.resize(other.size());
    }
    return dates;
  }

  void advance(float seconds) {
    if (!film_) return;
    const auto all = dates();
    if (all.size() != known_dates_) wake();
    known_dates_ = all.size();
    if (all.empty()) return;
    if (!date_) date_ = all.front();
    if (!playing_) return;
    wake();
    if (view_.movers) {
      view_.second += seconds * minutes_per_second_ * 60;
      if (view_.second >= 86'400) view_.second -= 86'400;
      return;
    }
    played_months_ += seconds * months_per_second_;
    while (played_months_ >= 1) {
      played_months_ -= 1;
      step(1);
    }
  }

  void step(int frames) {
    const auto all = dates();
    if (all.empty()) return;
    const auto at = std::upper_bound(all.begin(), all.end(), *date_) - all.begin() - 1;
    const auto next = std::clamp<std::ptrdiff_t>(at + frames, 0, static_cast<std::ptrdiff_t>(all.size()) - 1);
    date_ = all[static_cast<std::size_t>(next)];
    wake();
  }

  // ---- hands

  void handle(const sf::Event& event) {
    bridge_.handle(event);
    wake();
    const ImGuiIO& io = ImGui::GetIO();
    switch (event.type) {
      case sf::Event::Closed:
        window_.close();
        break;
      case sf::Event::Resized:
        window_.setView(
            sf::View({0, 0, static_cast<float>(event.size.width), static_cast<float>(event.size.height)}));
        break;
      case sf::Event::MouseButtonPressed:
        if (film_ && !io.WantCaptureMouse) {
          dragging_ = true;
          dragged_ = false;
          last_mouse_ = {event.mouseButton.x, event.mouseButton.y};
        }
        break;
      case sf::Event::MouseMoved: {
        const sf::Vector2i now{event.mouseMove.x, event.mouseMove.y};
        if (dragging_ && (std::abs(now.x - last_mouse_.x) > 3 || std::abs(now.y - last_mouse_.y) > 3 || dragged_)) {
          dragged_ = true;
          view_.camera.pan(now.x - last_mouse_.x, now.y - last_mouse_.y);
          last_mouse_ = now;
        }
        break;
      }
      case sf::Event::MouseButtonReleased:
        if (dragging_ && !dragged_) select({event.mouseButton.x - map_left_, event.mouseButton.y - map_top_});
        dragging_ = false;
        break;
      case sf::Event::MouseWheelScrolled:
        if (film_ && !io.WantCaptureMouse)
          view_.camera.zoom(
              {1.0 * (event.mouseWheelScroll.x - map_left_), 1.0 * (event.mouseWheelScroll.y - map_top_)},
              event.mouseWheelScroll.delta > 0 ? 1.25 : 0.8);
        break;
      case sf::Event::KeyPressed:
        if (!io.WantTextInput) key(event.key);
        break;
      default:
        break;
    }
  }

  void key(const sf::Event::KeyEvent& key) {
    using sf::Keyboard;
    if (key.code == Keyboard::F9)
      language_ = language_ == twin::Language::kSwedish ? twin::Language::kEnglish : twin::Language::kSwedish;
    if (key.control && (key.code == Keyboard::Add || key.code == Keyboard::Equal)) scale_text(1.15F);
    if (key.control && (key.code == Keyboard::Subtract || key.code == Keyboard::Hyphen)) scale_text(1 / 1.15F);
    if (!film_) return;
    if (key.control) {
      if (key.code == Keyboard::Z) undo();
      if (key.code == Keyboard::Y) redo();
      return;
    }
    switch (key.code) {
      case Keyboard::Space:
        playing_ = !playing_;
        break;
      case Keyboard::Left:
        step(key.shift ? -1 : -12);
        break;
      case Keyboard::Right:
        step(key.shift ? 1 : 12);
        break;
      case Keyboard::Home:
        step(-1'000'000);
        break;
      case Keyboard::End:
        step(1'000'000);
        break;
      case Keyboard::C:
        next_comparison();
        break;
      case Keyboard::Escape:
        selected_.reset();
        break;
      default:
        break;
    }
  }

  void next_comparison() {
    if (!variant_) return;
    compare_ = compare_ == Compare::kOff          ? Compare::kSideBySide
               : compare_ == Compare::kSideBySide ? Compare::kDifference
                                                  : Compare::kOff;
  }

  void scale_text(float factor) {
    text_scale_ = std::clamp(text_scale_ * factor, 0.75F, 2.5F);
    rescale_ = true;  // not while a frame is being put together
  }

  /// The nearest row of the layer within reach of the pointer.
  void select(sf::Vector2i at) {
    selected_.reset();
    const twin::MapLayer* layer = place_layer();
    if (layer == nullptr || !date_) return;
    const LayerValues values = film_->values(*layer, *date_);
    double least = 24 * text_scale_;
    for (std::size_t row = 0; row != values.positions.size(); ++row) {
      const Point point = view_.camera.to_screen(values.positions[row].x, values.positions[row].y);
      const double distance = std::hypot(point.x - at.x, point.y - at.y);
      if (distance >= least) continue;
      least = distance;
      selected_ = row;
    }
  }

  /// The layer shown, or the first whose rows have names.
  const twin::MapLayer* place_layer() const {
    const twin::MapLayer& shown = film_->layers()[view_.layer];
    if (!film_->labels(shown).empty()) return &shown;
    for (const twin::MapLayer& layer : film_->layers())
      if (!film_->labels(layer).empty()) return &layer;
    return nullptr;
  }

  // ---- drawing

  void frame(float seconds) {
    if (rescale_) bridge_.set_text_scale(text_scale_);
    rescale_ = false;
    window_.resetGLStates();
    window_.clear(sf::Color(245, 245, 243));
    bridge_.begin_frame(seconds);
    if (film_)
      film_screen();
    else
      start_page();
    if (!message_.empty()) message_box();
    if (sprite_ready_ && film_) {
      window_.draw(sprite_);
      window_.resetGLStates();  // else the panels are drawn through the sprite's texture matrix
    }
    bridge_.draw();
    window_.display();
  }

  /// A panel that stays where it is.
  bool begin_panel(const char* id, float x, float y, float width, float height) {
    ImGui::SetNextWindowPos({x, y});
    ImGui::SetNextWindowSize({width, height});
    return ImGui::Begin(id, nullptr,
                        ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings);
  }

  void heading(const std::string& text, float scale = 1.25F) {
    ImGui::SetWindowFontScale(scale);
    ImGui::TextWrapped("%s", text.c_str());
    ImGui::SetWindowFontScale(1);
  }

  bool card(const char* id, const std::string& title, const std::string& text, float width) {
    const float s = text_scale_;
    ImGui::PushID(id);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::Button("##card", {width, 120 * s});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(nullptr, 17 * s * 1.35F, {corner.x + 18 * s, corner.y + 20 * s}, IM_COL32(20, 30, 48, 255),
                 title.c_str());
    draw.AddText(nullptr, 17 * s, {corner.x + 18 * s, corner.y + 58 * s}, IM_COL32(60, 66, 78, 255), text.c_str(),
                 nullptr, width - 36 * s);
    ImGui::PopID();
    return clicked;
  }

  void start_page() {
    const float s = text_scale_, width = static_cast<float>(window_.getSize().x),
                height = static_cast<float>(window_.getSize().y);
    begin_panel("start", 0, 0, width, height);
    ImGui::SetCursorPos({48 * s, 40 * s});
    ImGui::BeginGroup();
    heading("Rurban Twin", 2);
    ImGui::TextUnformatted(
        tr("En digital tvilling av landsbygdens Norrbotten", "A digital twin of rural Norrbotten").c_str());
    ImGui::Dummy({0, 20 * s});
    const float column = std::min((width - 130 * s) / 2, 620 * s);
    if (card("explore", tr("Utforska nuläget", "Explore today"),
             tr("Se länet leva månad för månad: människor, service, vägar.",
                "See the county live month by month: people, services, roads."),
             column))
      open_scenario(start_.first_scenario);
    ImGui::SameLine(0, 24 * s);
    if (card("change", tr("Prova en förändring", "Try a change"),
             tr("Ändra biljettpris eller stöd till butiken, och jämför med utgångsläget.",
                "Change a fare or the support to the shop, and compare with the baseline."),
             column))
      open_scenario(start_.first_scenario);
    ImGui::Dummy({0, 8 * s});
    if (card("language", "Svenska · English", tr("Switch to English (F9)", "Byt till svenska (F9)"), column))
      language_ = language_ == twin::Language::kSwedish ? twin::Language::kEnglish : twin::Language::kSwedish;
    ImGui::SameLine(0, 24 * s);
    if (card("larger", tr("Större text", "Larger text"), tr("Ctrl + och Ctrl −", "Ctrl + and Ctrl −"), column))
      scale_text(1.25F);
    ImGui::Dummy({0, 16 * s});
    heading(tr("Titta på en repris", "Watch a replay"));
    if (start_.recordings.empty())
      ImGui::TextWrapped("%s", tr("Inga inspelningar än. «rurban run scenarios/today.yaml» gör en.",
                                  "No recordings yet. 'rurban run scenarios/today.yaml' makes one.")
                                   .c_str());
    for (const fs::path& recording : start_.recordings)
      if (ImGui::Button(recording.string().c_str())) open_recording(recording);
    ImGui::EndGroup();
    ImGui::End();
  }

  void message_box() {
    ImGui::SetNextWindowPos({80, 80}, ImGuiCond_Appearing);
    ImGui::Begin(tr("Det gick inte###message", "That did not work###message").c_str(), nullptr,
                 ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
    ImGui::TextUnformatted(message_.c_str());
    if (ImGui::Button("OK")) message_.clear();
    ImGui::End();
  }

  void film_screen() {
    const float s = text_scale_, width = static_cast<float>(window_.getSize().x),
                height = static_cast<float>(window_.getSize().y);
    const float left = std::min(330 * s, width / 3), right = live_ != nullptr ? std::min(340 * s, width / 3) : 0,
                bottom = 112 * s, top = 62 * s;
    map_left_ = static_cast<int>(left);
    map_top_ = static_cast<int>(top);
    draw_map(static_cast<int>(width - left - right), static_cast<int>(height - bottom - top));
    layer_panel(left, height - bottom, s);
    indicator_strip(left, width - left, top);
    if (right > 0) change_panel(width - right, right, top, height - bottom - top);
    time_bar(width, height - bottom, bottom);
    if (selected_) story(left, top);
    if (leaving_) leave();
  }

  void draw_map(int width, int height) {
    if (!date_ || width < 50 || height < 50) return;
    const bool split = compare_ == Compare::kSideBySide && variant_;
    const int each = split ? width / 2 - 2 : width;
    if (split != was_split_) fit_ = true;
    was_split_ = split;
    if (fit_ || view_.camera.width != each || view_.camera.height != height) {
      if (fit_)
        view_.camera = camera_of(film_->map(), each, height);
      else
        view_.camera.width = each, view_.camera.height = height;
      fit_ = false;
    }
    view_.language = language_;
    view_.text_scale = text_scale_;
    if (view_ == drawn_view_ && *date_ == drawn_date_ && compare_ == drawn_compare_ && sprite_ready_ &&
        drawn_variant_ == variant_.get())
      return;
    Image image;
    if (compare_ == Compare::kDifference && variant_) {
      View view = view_;
      view.change = true;
      view.movers = false;
      image = variant_painter_->draw(view, *date_, film_.get());
    } else {
      image = painter_->draw(view_, *date_);
    }
    if (split) {
      View plain = view_;
      plain.furniture = false;
      const Image other = variant_painter_->draw(plain, *date_);
      Image both(width, height, rgb(60, 60, 66));
      for (int y = 0; y != height; ++y) {
        std::copy_n(image.row(y), each, both.row(y));
        std::copy_n(other.row(y), each, both.row(y) + width - each);
      }
      label_sides(both, each);
      image = std::move(both);
    }
    show(image);
    drawn_view_ = view_;
    drawn_date_ = *date_;
    drawn_compare_ = compare_;
    drawn_variant_ = variant_.get();
  }

  void label_sides(Image& both, int each) const {
    Canvas canvas(both);
    const double scale = static_cast<double>(text_scale_);
    const auto label = [&](double x, const std::string& text) {
      canvas.text({x, 34 * scale}, text, 20 * scale, rgb(20, 20, 24), Align::kRight, true, true);
    };
    label(each - 16 * scale, tr("A  utgångsläget", "A  baseline"));
    label(both.width - 16 * scale, tr("B  med ändringen", "B  with the change"));
  }

  void show(const Image& image) {
    // SFML wants red, green, blue, alpha in the order of bytes.
    pixels_.resize(image.pixels.size() * 4);
    for (std::size_t i = 0; i != image.pixels.size(); ++i) {
      const Colour colour = image.pixels[i];
      pixels_[4 * i] = static_cast<sf::Uint8>(red_of(colour));
      pixels_[4 * i + 1] = static_cast<sf::Uint8>(green_of(colour));
      pixels_[4 * i + 2] = static_cast<sf::Uint8>(blue_of(colour));
      pixels_[4 * i + 3] = 255;
    }
    const auto w = static_cast<unsigned>(image.width), h = static_cast<unsigned>(image.height);
    if (texture_.getSize() != sf::Vector2u(w, h)) {
      texture_.create(w, h);
      sprite_ = sf::Sprite(texture_);
    }
    texture_.update(pixels_.data());
    sprite_.setPosition(static_cast<float>(map_left_), static_cast<float>(map_top_));
    sprite_ready_ = true;
  }

  // ---- panels

  void layer_panel(float width, float height, float s) {
    begin_panel("layers", 0, 0, width, height);
    if (ImGui::Button(tr("Startsidan", "Start page").c_str())) leaving_ = true;
    ImGui::SameLine();
    if (ImGui::Button(tr("Hela länet", "Whole county").c_str())) fit_ = true;
    heading(tr("Kartan visar", "The map shows"));
    if (!film_->filmed().empty() &&
        ImGui::RadioButton(tr("fordon en dag", "vehicles of a day").c_str(), view_.movers))
      view_.movers = true;
    ImGui::BeginChild("list", {0, height - 190 * s});
    for (std::size_t layer = 0; layer != film_->layers().size(); ++layer) {
      ImGui::PushID(static_cast<int>(layer));
      ImGui::PushTextWrapPos(0);
      const std::string label = film_->layers()[layer].label.in(language_);
      if (ImGui::RadioButton("##layer", !view_.movers && view_.layer == layer)) choose(layer);
      ImGui::SameLine();
      ImGui::TextWrapped("%s", label.c_str());
      if (ImGui::IsItemClicked()) choose(layer);
      ImGui::PopTextWrapPos();
      ImGui::PopID();
    }
    ImGui::EndChild();
    ImGui::Checkbox(tr("förändring sedan början", "change since the beginning").c_str(), &view_.change);
    ImGui::Checkbox(tr("ortnamn", "names").c_str(), &view_.names);
    ImGui::End();
  }

  void choose(std::size_t layer) {
    view_.layer = layer;
    view_.movers = false;
  }

  void leave() {
    leaving_ = false;
    variant_painter_.reset();
    variant_.reset();
    painter_.reset();
    live_ = nullptr;
    film_.reset();
    sprite_ready_ = false;
    wake();
  }

  static Indicator indicator_of(const Film& film, const twin::MapLayer& layer, twin::Date date) {
    const LayerValues values = film.values(layer, date);
    const bool is_sum = layer.sized_by.empty() || layer.sized_by == layer.column;
    double sum = 0, weights = 0;
    for (std::size_t row = 0; row != values.values.size(); ++row) {
      const double value = values.values[row];
      if (std::isnan(value) || value == layer.missing) continue;
      const double weight = is_sum || values.weights.empty() ? 1 : values.weights[row];
      sum += weight * value;
      weights += weight;
    }
    return {{is_sum ? sum : weights == 0 ? 0 : sum / weights}, is_sum};
  }

  /// What the layer shown comes to, now, at the beginning, and in the other film.
  void indicator_strip(float x, float width, float height) {
    begin_panel("indicators", x, 0, width, height);
    const twin::MapLayer& layer = film_->layers()[view_.layer];
    if (date_ && !view_.movers) {
      const auto all = film_->dates();
      const Indicator now = indicator_of(*film_, layer, *date_), first = indicator_of(*film_, layer, all.front());
      const auto number = [](double value) { return value < 100 ? fmt::format("{:.1f}", value) : thousands(value); };
      std::string text = fmt::format(
          "{}: {}", now.is_sum ? tr("Hela länet", "Whole county") : tr("Medel per invånare", "Mean per resident"),
          number(now.values[0]));
      text += fmt::format("   {} {}", tr("i början", "at the beginning"), number(first.values[0]));
      if (first.values[0] != 0)
        text += fmt::format(" ({})", signed_percent(now.values[0] / first.values[0] - 1, language_));
      if (variant_) {
        const Indicator other = indicator_of(*variant_, layer, std::min(*date_, variant_->dates().back()));
        text += fmt::format("   {} {}", tr("med ändringen", "with the change"), number(other.values[0]));
      }
      heading(text, 1.15F);
    } else {
      heading(tr("Varje punkt är ett fordon; små grå är privata bilar",
                 "Each dot is a vehicle; small grey ones are private cars"),
              1.15F);
    }
    ImGui::End();
  }

  void time_bar(float width, float y, float height) {
    begin_panel("time", 0, y, width, height);
    const float s = text_scale_;
    const auto all = dates();
    if (!all.empty() && date_) {
      if (ImGui::Button((playing_ ? tr("Paus", "Pause") : tr("Spela", "Play")).append("##play").c_str(), {90 * s, 0}))
        playing_ = !playing_;
      ImGui::SameLine();
      if (ImGui::Button("-1")) step(-12);
      ImGui::SameLine();
      if (ImGui::Button("+1")) step(12);
      ImGui::SameLine();
      heading(view_.movers ? "" : long_date(*date_, language_));
      ImGui::SameLine(420 * s);
      ImGui::SetNextItemWidth(240 * s);
      if (view_.movers)
        ImGui::SliderFloat(tr("minuter per sekund", "minutes a second").c_str(), &minutes_per_second_, 1, 120, "%.0f",
                           ImGuiSliderFlags_Logarithmic);
      else
        ImGui::SliderFloat(tr("månader per sekund", "months a second").c_str(), &months_per_second_, 0.5F, 60, "%.1f",
                           ImGuiSliderFlags_Logarithmic);
      if (live_ != nullptr) {
        ImGui::SameLine();
        const LiveFilm& running = variant_ ? *variant_ : *live_;
        const auto known = running.dates();
        if (!running.error().empty())
          ImGui::TextUnformatted(running.error().c_str());
        else if (!running.done() && !known.empty())
          ImGui::TextUnformatted(
              (tr("räknar … ", "computing … ") + std::to_string(twin::year_of(known.back()))).c_str());
        else
          ImGui::TextUnformatted((tr("beräknad, ", "computed, ") + running.state_hash().substr(0, 8)).c_str());
      }
      ImGui::SetNextItemWidth(-1);
      if (view_.movers) {
        auto minute = static_cast<int>(view_.second / 60);
        const std::string clock = fmt::format("{:02}.{:02}", minute / 60, minute % 60);
        if (ImGui::SliderInt("##minute", &minute, 0, 1'439, clock.c_str())) view_.second = minute * 60;
      } else {
        int at = static_cast<int>(std::upper_bound(all.begin(), all.end(), *date_) - all.begin()) - 1;
        const std::string year = std::to_string(twin::year_of(*date_));
        if (ImGui::SliderInt("##date", &at, 0, static_cast<int>(all.size()) - 1, year.c_str()))
          date_ = all[static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(all.size()) - 1))];
      }
    } else {
      ImGui::TextUnformatted(tr("Länet väcks till liv …", "The county comes to life …").c_str());
      wake();
    }
    ImGui::End();
  }

  void change_panel(float x, float width, float y, float height) {
    begin_panel("change", x, y, width, height);
    heading(tr("Prova en förändring", "Try a change"));
    std::string group;
    bool differs = false;
    for (const twin::ParamInfo& info : parameters_) {
      if (info.slider.in(language_) != group) {
        group = info.slider.in(language_);
        ImGui::Separator();
        ImGui::TextDisabled("%s", group.c_str());
      }
      double& value = values_[info.name];
      const double base = base_values_.at(info.name);
      // As far as a hand can set it well: three times the baseline, within what is allowed.
      const double most = base > 0 ? std::min(info.most, 3 * base) : info.most;
      ImGui::TextWrapped("%s", info.label.in(language_).c_str());
      auto shown = static_cast<float>(value);
      ImGui::SetNextItemWidth(-1);
      ImGui::PushID(info.name.c_str());
      const std::string format = (info.most - info.least > 20 ? "%.0f " : "%.2f ") +
                                 (info.unit == "%" ? "%%" : unit_words(info.unit, language_));
      if (ImGui::SliderFloat("##value", &shown, static_cast<float>(info.least), static_cast<float>(most),
                             format.c_str())) {
        value = static_cast<double>(shown);
        if (info.most - info.least > 20) value = std::round(value);
      }
      // A tick where the baseline stands.
      const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
      const auto at = static_cast<float>((base - info.least) / (most - info.least));
      const float tick = low.x + at * (high.x - low.x);
      ImGui::GetWindowDrawList()->AddLine({tick, low.y}, {tick, high.y}, IM_COL32(200, 60, 20, 255), 2);
      ImGui::PopID();
      differs = differs || value != base;
    }
    ImGui::Separator();
    if (date_) ImGui::TextWrapped("%s", (tr("Gäller från ", "Holds from ") + long_date(*date_, language_)).c_str());
    if (ImGui::Button(tr("Lev ändringen", "Live the change").c_str()) && differs) try_changes();
    ImGui::SameLine();
    if (ImGui::Button(tr("Återställ", "Reset").c_str())) values_ = base_values_;
    if (ImGui::Button(tr("Ångra", "Undo").c_str())) undo();
    ImGui::SameLine();
    if (ImGui::Button(tr("Gör om", "Redo").c_str())) redo();
    for (const twin::Change& change : changes_)
      for (const twin::Setting& setting : change.settings)
        ImGui::TextWrapped("%s: %s = %g", twin::to_string(change.date).c_str(), setting.name.c_str(), setting.value);
    if (variant_) {
      heading(tr("Jämför", "Compare"));
      const auto mode = [&](const char* sv, const char* en, Compare which) {
        if (ImGui::RadioButton(tr(sv, en).c_str(), compare_ == which)) compare_ = which;
      };
      mode("bara utgångsläget", "the baseline only", Compare::kOff);
      mode("sida vid sida", "side by side", Compare::kSideBySide);
      mode("skillnaden", "the difference", Compare::kDifference);
      if (ImGui::Button(tr("Spara som scenario", "Save as a scenario").c_str())) save_scenario();
      if (!saved_.empty()) ImGui::TextWrapped("%s", saved_.c_str());
    }
    ImGui::End();
  }

  void save_scenario() {
    try {
      fs::path file;
      for (int number = 1; file.empty() || fs::exists(file); ++number)
        file = fmt::format("rurban-session-{}.yaml", number);
      host_.save(host_.open(scenario_path_, changes_), file);
      saved_ = tr("Sparat: ", "Saved: ") + fs::absolute(file).string();
    } catch (const twin::IoError& error) {
      message_ = error.text().in(language_);
    }
  }

  /// One place: its name, and every layer's value there now and at the beginning.
  void story(float x, float y) {
    const twin::MapLayer* named = place_layer();
    if (named == nullptr || !date_) return;
    const auto& names = film_->labels(*named);
    if (*selected_ >= names.size()) return;
    const float s = text_scale_;
    ImGui::SetNextWindowPos({x + 20 * s, y + 20 * s}, ImGuiCond_Appearing);
    ImGui::SetNextWindowSize({540 * s, 560 * s}, ImGuiCond_Appearing);
    bool open = true;
    ImGui::Begin((tr("Historien om ", "The story of ") + names[*selected_] + "###story").c_str(), &open,
                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoCollapse);
    const twin::Date first = film_->dates().front();
    for (const twin::MapLayer& layer : film_->layers()) {
      if (table_of(layer.column) != table_of(named->column)) continue;
      const auto told = [&](twin::Date date) -> std::string {
        const LayerValues values = film_->values(layer, date);
        if (*selected_ >= values.values.size()) return "–";
        const double value = values.values[*selected_];
        if (value == layer.missing) return tr("går inte", "no way");
        if (layer.kind == twin::MapLayer::Kind::kCategories) {
          const auto code = static_cast<std::size_t>(value);
          return code < layer.categories.size() ? layer.categories[code].in(language_) : "–";
        }
        return thousands(value) + " " + layer.unit.in(language_);
      };
      const std::string now = told(*date_), then = told(first);
      ImGui::TextWrapped("%s: %s%s", layer.label.in(language_).c_str(), now.c_str(),
                         now == then ? "" : (tr("  (i början ", "  (at the beginning ") + then + ")").c_str());
    }
    ImGui::End();
    if (!open) selected_.reset();
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
    twin::write_atomically(start_.screenshot, [&](twin::OutputFile& file) { file.write(bytes); });
  }

  Host& host_;
  const WindowStart& start_;
  twin::Language language_;
  float text_scale_;
  bool rescale_ = false;
  sf::RenderWindow window_;
  ImGuiBridge bridge_;
  int frames_to_draw_ = 3;
  std::string message_, saved_;
  ScratchFolder scratch_;  // outlives the films

  std::unique_ptr<Film> film_;
  LiveFilm* live_ = nullptr;  ///< film_, if it is a run
  std::unique_ptr<LiveFilm> variant_;
  std::optional<ScenePainter> painter_, variant_painter_;
  fs::path scenario_path_;
  std::vector<twin::ParamInfo> parameters_;
  std::map<std::string, double> values_, base_values_;
  std::vector<twin::Change> changes_, undone_;
  Compare compare_ = Compare::kOff;

  View view_;
  std::optional<twin::Date> date_;
  std::size_t known_dates_ = 0;
  bool playing_ = false, fit_ = true, leaving_ = false, was_split_ = false;
  float months_per_second_ = 6, minutes_per_second_ = 20;
  double played_months_ = 0;
  std::optional<std::size_t> selected_;
  bool dragging_ = false, dragged_ = false;
  sf::Vector2i last_mouse_;

  View drawn_view_;
  twin::Date drawn_date_;
  Compare drawn_compare_ = Compare::kOff;
  const LiveFilm* drawn_variant_ = nullptr;
  int map_left_ = 0, map_top_ = 0;
  std::vector<sf::Uint8> pixels_;
  sf::Texture texture_;
  sf::Sprite sprite_;
  bool sprite_ready_ = false;
};

}  // namespace

void run_window(Host& host, const WindowStart& start) {
  // Without a display SFML ends the whole program.
  if (std::getenv("DISPLAY") == nullptr || *std::getenv("DISPLAY") == '\0')
    throw twin::IoError(
        {"det finns ingen skärm (DISPLAY är tomt); «rurban export png» gör bilder utan fönster",
         "there is no display (DISPLAY is empty); 'rurban export png' makes images without a window"});
  App(host, start).run();
}

}  // namespace viz
