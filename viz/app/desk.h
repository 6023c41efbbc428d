#pragma once
#include <SFML/Window/Event.hpp>
#include <array>
#include <atomic>
#include <bitset>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "twin/io/scratch_folder.h"
#include "viz/app/host.h"
#include "viz/app/ui.h"
#include "viz/core/change_log.h"
#include "viz/core/film_events.h"
#include "viz/core/indicators.h"
#include "viz/core/journal.h"
#include "viz/core/replay.h"
#include "viz/core/scene.h"
#include "viz/core/timeline.h"
#include "viz/core/words.h"

namespace viz {

enum class Compare { kOff, kSideBySide, kSwipe, kDifference };

/// A film that is looked at, with what is kept to draw it and to tell of it.
struct Watched {
  explicit Watched(std::unique_ptr<Film> f) : film(std::move(f)), painter(*film), indicators(*film), events(*film) {}

  std::unique_ptr<Film> film;
  ScenePainter painter;
  IndicatorBook indicators;
  FilmEvents events;
  LiveFilm* live = nullptr;  ///< the film, if it is a run
};

/// What changes lead to: first by a run that follows some of the households, which is there at once, then by the
/// whole one. The quick one is set against a baseline of the same households.
struct Answer {
  std::unique_ptr<Watched> whole, quick, quick_baseline;
};

/// Everything that is on the screen and what hands do to it, apart from the window itself: it needs no display, and
/// time passes only as `advance` is told.
class Desk {
 public:
  Desk(Host& host, WindowStart start);
  ~Desk();

  void handle(const sf::Event& event);
  /// Time passes. True when the picture is no longer what it should be.
  bool advance(float seconds);
  /// One picture; the widgets are then in ImGui's draw data, the map in `map_image`.
  void frame(float width, float height, float seconds);

  Ui& ui() { return ui_; }
  /// The map, where it stands, and a number that is another one when it was drawn anew; 0: there is none.
  const Image& map_image() const { return map_; }
  Rect map_rect() const { return map_rect_; }
  std::uint64_t map_version() const { return map_version_; }

  bool full_screen() const { return full_screen_; }
  bool closed() const { return closed_; }
  /// Where the picture's corners stand on the screen, in shares of it: top left, top right, bottom right, bottom
  /// left.
  const std::array<Point, 4>& corners() const { return corners_; }

  // For those who look on: tests, and the tour.
  const Film* film() const { return watched_ ? watched_->film.get() : nullptr; }
  const Timeline& timeline() const { return timeline_; }
  const ChangeLog& log() const { return log_; }
  const View& view() const { return view_; }
  Compare compare() const { return compare_; }
  std::optional<std::size_t> selected() const { return selected_; }
  const Answer& answer() const { return answer_; }
  twin::Language language() const { return words_.language(); }
  const std::string& message() const { return message_; }
  /// Makes every phrase of the window longer by that share.
  void stretch_words(double share) { words_.stretch(1 + share); }
  /// Nothing is being opened, computed or written in the background.
  /// What is expected of the settings as they stand, before anything is lived; nothing where nobody knows.
  std::vector<Echo::Figure> expected() const {
    return echo_.settings.empty() ? std::vector<Echo::Figure>{} : echo_.expect(values_);
  }
  bool idle() const;

 private:
  struct Opening {
    std::unique_ptr<Watched> film;
    std::vector<twin::ParamInfo> parameters;
    Echo echo;
    std::vector<twin::ActInfo> acts;
    std::vector<ProgrammeCard> programmes;
    std::map<std::string, double> values;
    std::vector<twin::Change> changes;  ///< of the file itself
    twin::Text fault;                   ///< empty: there is none
  };

  const std::string& tr(const char* english) const { return words_(english); }
  void wake() { pictures_ = std::max(pictures_, 3); }
  float s() const { return ui_.scale(); }

  // desk.cpp: films and changes
  void open_recording(const std::filesystem::path& path);
  /// `is_session`: its changes stand in the log, to be undone or gone on with.
  void open_scenario(const std::filesystem::path& path, bool is_session = false);
  Opening open_run(const ScenarioWanted& wanted, std::vector<const LiveFilm*> before, twin::Date since);
  void take(std::unique_ptr<Watched> film);
  void look_after_background();
  void begin_answer();
  void begin_whole();
  void drop_answer();
  void discard(std::unique_ptr<Watched> film);
  void keep_stone();
  void leave();
  void try_settings();
  twin::Date change_date() const;
  void do_change(twin::Change change);
  /// Several at once, by date, which are undone at once. `words`: what they are called.
  void do_changes(std::vector<twin::Change> changes, const std::string& words);
  void answer_anew(bool goes_on);
  void find_empty_layers();
  void follow_change();
  void tell_fault();
  void undo();
  void redo();
  void autosave();
  ScenarioWanted session() const { return {scenario_path_, log_.changes(), Tier::kWhole, bare_}; }
  void note(Journal::Entry::Kind kind, std::string text, std::string png = {});
  std::string words_of(const twin::Change& change) const;
  std::string words_of(const std::vector<twin::Change>& changes) const;
  std::string name_of(const std::string& table, twin::StableId id) const;
  /// The films to show on a date: A, and B if there are changes whose consequences are known that far.
  Watched* shown_a(twin::Date date);
  Watched* shown_b(twin::Date date);
  bool comparing() const { return compare_ != Compare::kOff && (answer_.whole || answer_.quick) && !is_secret(); }
  /// Tells Dear ImGui which keys are which.
  static void name_keys();
  void key(const sf::Event::KeyEvent& key);
  void choose_layer(std::size_t layer);
  void scale_text(float factor);
  void next_comparison();
  void export_as(const std::string& kind);
  /// The first of rurban-1.png, rurban-2.png, … that is not there yet.
  std::filesystem::path free_name(const char* what, const std::string& extension) const;

  // panels/map.cpp
  void draw_map();
  void click_map(Point at);
  void hover_card();
  void map_overlays();
  /// The layers that belong together with the one shown, itself among them; none when it stands alone.
  std::vector<std::size_t> companions() const;
  /// Whether they are shown beside one another.
  bool together() const { return together_ && !comparing() && !view_.movers && !view_.flows; }
  Image draw_together(Watched& film, twin::Date date, const std::vector<std::size_t>& layers);
  const twin::MapLayer* place_layer() const;
  /// Several maps of one size share the map's rectangle.
  struct Panes {
    int columns = 1, rows = 1;
    friend bool operator==(const Panes&, const Panes&) = default;
  };
  /// Which arrangement of so many shows the county largest beside their legends.
  Panes panes_of(int count, int width, int height) const;
  /// The upper left corner of the map that a spot is on, from that of the map's rectangle.
  Point pane_of(Point at) const;
  /// A spot of the map's rectangle on the map that it is on.
  Point in_pane(Point at) const;
  /// The film that is seen at a spot.
  Watched& film_at(Point at);
  /// Something of the layer shown that the pointer took, and the act that moves it.
  struct Carried {
    std::size_t act = 0;
    twin::StableId row = 0;
    Point from;  ///< metres east and north
    Point pane;  ///< of the map it was taken from
  };
  /// What stands at a spot of the map, if people can move what the layer shows; nothing otherwise.
  std::optional<Carried> carried_from(Point at);
  void put_down(Point at);
  /// The row nearest to a spot of one map, and nearer than `reach` pixels.
  std::optional<std::size_t> row_near(const Film& film, const twin::MapLayer& layer, Point at, double reach) const;
  std::string area_words(Watched& film, Point at);
  std::string mark_words(Watched& film, Point at);
  std::string place_words(Watched& film, Point at);

  // panels/*.cpp
  void start_page(float width, float height);
  void screen(float width, float height);
  void layer_panel(Rect rect);
  void indicator_strip(Rect rect);
  void time_bar(Rect rect);
  void scrub_bar(float width, float height);
  void change_panel(Rect rect);
  void act_tools();
  void echo_note();
  void take_tool(std::size_t act);
  void programmes_box();
  void judge_package();
  void forget_verdict();
  void verdict_box();
  std::vector<PackagePart> package() const;
  void save_page(const char* what, const std::string& page);
  /// Has a file written beside the session's others, and says where it is or why it is not.
  void save_file(const char* what, const std::string& extension,
                 const std::function<void(const std::filesystem::path&)>& write);
  void compare_panel();
  /// The film whose vehicles are shown, if it knows what was asked of them; null otherwise.
  Watched* dispatched();
  void decisions_panel(Rect rect, Watched& film);
  void differences_box();
  void story_box();
  void workshop_panel(Rect rect);
  bool is_secret() const { return workshop_ && answer_.whole != nullptr && !guess_given_; }
  void help_box();
  void tour();
  void projector_box();
  void message_box();
  void find_box();

  Host& host_;
  WindowStart start_;
  Words words_;
  Ui ui_;
  twin::ScratchFolder scratch_;  // outlives the films
  std::mutex scratch_mutex_;
  int pictures_ = 3;
  std::string message_, notice_;
  bool closed_ = false, full_screen_ = false;

  std::filesystem::path scenario_path_;
  bool bare_ = false;  ///< the scenario is lived without its own changes: they stand in the log
  std::vector<twin::ParamInfo> parameters_;
  Echo echo_;
  std::vector<twin::ActInfo> acts_;
  std::vector<ProgrammeCard> programmes_;
  std::map<std::string, double> values_, base_values_, tried_values_;  ///< tried: those that were lived last
  ChangeLog log_;
  std::unique_ptr<Watched> watched_;
  std::unique_ptr<Watched> stone_;  ///< the last quick baseline, stopped: quick runs go on from where changes began
  Answer answer_, retired_;         ///< retired: gone on from, until the next answer has begun
  bool answer_wanted_ = false, answer_goes_on_ = false;
  std::future<Opening> opening_, opening_whole_, opening_quick_, opening_quick_baseline_;
  std::function<std::future<Opening>()> whole_next_;  ///< waits until the quick run has answered
  std::future<twin::Text> writing_;                   ///< what to say when it is written
  std::future<void> saving_;                          ///< the session, by itself
  /// What the package is found to do, in a thread of its own.
  struct Judging {
    std::atomic<std::size_t> done{0};
    std::atomic<bool> wanted{true};
  };
  std::shared_ptr<Judging> judging_;
  std::future<std::pair<std::optional<PackageVerdict>, twin::Text>> verdict_coming_;  ///< or why there is none
  std::optional<PackageVerdict> verdict_;
  std::vector<std::future<void>> leaving_runs_;
  bool save_again_ = false, leaving_ = false, result_told_ = false, fault_told_ = false;

  View view_;
  std::vector<bool> empty_;  ///< by layer: the county has no rows of it, so it is not offered
  Timeline timeline_;
  Compare compare_ = Compare::kOff;
  bool together_ = false;
  Panes panes_;
  float swipe_ = 0.5F;  ///< share of the map's width that shows A
  Camera whole_;        ///< as it last showed the whole county
  bool fit_ = true;
  std::optional<std::size_t> selected_;
  bool dragging_ = false, dragged_ = false, swiping_ = false;
  bool walking_ = false;  ///< from widget to widget, by Tab: the keys that move are Dear ImGui's
  Point pointer_;
  std::array<bool, 3> pressed_{}, held_{};                        ///< mouse buttons: since the last frame, and now
  std::bitset<sf::Keyboard::KeyCount> keys_pressed_, keys_held_;  ///< so that Dear ImGui sees the shortest tap

  float time_buttons_ = 0, layers_rest_ = 0;  ///< heights above the bar of time and below the layers, as last drawn

  Image map_;
  Rect map_rect_;
  std::uint64_t map_version_ = 0;
  struct Drawn {
    View view;
    twin::Date date{};
    Compare compare = Compare::kOff;
    float swipe = 0;
    bool together = false;
    Panes panes = {};
    const Watched *a = nullptr, *b = nullptr;
    std::optional<int> flow_year = {};  ///< that a run has come to
    friend bool operator==(const Drawn&, const Drawn&) = default;
  } drawn_;

  /// An act whose arguments are being pointed at.
  struct Tool {
    std::size_t act = 0;
    std::vector<std::optional<std::vector<double>>> given;  ///< by argument
    std::size_t asks = 0;                                   ///< the argument that a click on the map answers
  };
  std::optional<Tool> tool_;
  std::optional<Carried> carried_;
  std::optional<twin::Date> follow_;  ///< a change was made on the date shown: what it does shows a month later

  bool workshop_ = false, locked_ = false, guess_given_ = false;
  std::size_t guess_layer_ = 0, guess_way_ = 1;
  std::string guess_text_, note_;
  Journal journal_;

  bool help_ = false, projector_ = false, finding_ = false, legend_ = true, programmes_open_ = false,
       verdict_open_ = false, verdict_new_ = false;
  std::string find_;
  std::optional<std::size_t> tour_;
  std::array<Point, 4> corners_{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
};

}  // namespace viz
