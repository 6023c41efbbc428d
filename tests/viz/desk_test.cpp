// The window as hands use it, by the ids of its widgets, with a clock of its own: no display is needed.
#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <thread>

#include "tests/support/temp_dir.h"
#include "tests/support/toy_film.h"
#include "tests/system/worlds.h"
#include "tools/host.h"
#include "viz/app/desk.h"

namespace viz {
namespace {

/// A desk in a folder of its own, and hands at it.
class Hands {
 public:
  explicit Hands(const std::string& opened = "", const std::filesystem::path& folder = {},
                 const std::string& until = "2023-01-01")
      : saves_(folder.empty() ? own_.path() : folder) {
    options_.set = {"to=" + until};
    host_ = tools::window_host(options_);
    WindowStart start;
    start.first_scenario = worlds::scenario("tiny");
    if (opened.ends_with(".rtr"))
      start.recording = opened;
    else if (!opened.empty())
      start.scenario = worlds::scenario(opened);
    start.saves = saves_;
    start.autosave = saves_ / "state" / "session.yaml";
    start.clock = [] { return std::string("14.05"); };
    desk = std::make_unique<Desk>(*host_, start);
    settle();
  }

  void frame() {
    desk->advance(0.02F);
    desk->frame(width, height, 0.02F);
  }
  /// Until nothing goes on in the background.
  void settle() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    for (int quiet = 0; quiet < 4; quiet = desk->idle() ? quiet + 1 : 0) {
      frame();
      ASSERT_LT(std::chrono::steady_clock::now(), until) << "something never ends: " << desk->message();
      if (!desk->idle()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    for (int more = 0; more != 40; ++more) frame();  // figures come a few at a time
  }

  void mouse(sf::Event::EventType type, float x, float y) {
    sf::Event event{};
    event.type = type;
    if (type == sf::Event::MouseMoved) {
      event.mouseMove = {static_cast<int>(x), static_cast<int>(y)};
    } else {
      event.mouseButton = {sf::Mouse::Left, static_cast<int>(x), static_cast<int>(y)};
    }
    desk->handle(event);
    frame();
  }
  void click_at(float x, float y) {
    mouse(sf::Event::MouseMoved, x, y);
    mouse(sf::Event::MouseMoved, x, y);
    mouse(sf::Event::MouseButtonPressed, x, y);
    mouse(sf::Event::MouseButtonReleased, x, y);
    frame();
  }
  /// Scrolls to it first, if need be.
  void click(const std::string& id) {
    const Ui::Widget* widget = desk->ui().find(id);
    ASSERT_NE(widget, nullptr) << id;
    for (int turn = 0; turn != 60 && !widget->shown; ++turn) {
      sf::Event event{};
      event.type = sf::Event::MouseWheelScrolled;
      event.mouseWheelScroll.delta = widget->box.top > height / 2 ? -1 : 1;
      mouse(sf::Event::MouseMoved, widget->box.left + 20, height / 4);  // above boxes that scroll by themselves
      desk->handle(event);
      frame();
      frame();
      widget = desk->ui().find(id);
      ASSERT_NE(widget, nullptr) << id;
    }
    click_at(widget->box.left + widget->box.width / 2, widget->box.top + widget->box.height / 2);
  }
  void click_map(double east, double north) {
    const Point at = desk->view().camera.to_screen(east, north);
    click_at(static_cast<float>(at.x) + desk->map_rect().left, static_cast<float>(at.y) + desk->map_rect().top);
  }
  void key(sf::Keyboard::Key code, bool control = false, bool shift = false) {
    sf::Event event{};
    event.key = {code, false, control, shift, false};
    event.type = sf::Event::KeyPressed;
    desk->handle(event);
    frame();
    event.type = sf::Event::KeyReleased;
    desk->handle(event);
    frame();
    event.key = {sf::Keyboard::LControl, false, false, false, false};  // the hand lets go of Ctrl and Shift, too
    desk->handle(event);
  }
  void type(const std::string& ascii) {
    for (const char letter : ascii) {
      sf::Event event{};
      event.type = sf::Event::TextEntered;
      event.text.unicode = static_cast<sf::Uint32>(letter);
      desk->handle(event);
      frame();
    }
  }
  bool shows(const std::string& id) const { return desk->ui().find(id) != nullptr; }
  /// Opens a grocery shop at Storträsk, the way a villager would.
  void open_shop() {
    click("act.services.open");
    click_map(708'000, 7'304'000);
    click("act.do");
    settle();
  }
  std::string answer_hash() const { return desk->answer().whole->live->state_hash(); }

  float width = 1'600, height = 900;

 private:
  twin::TempDir own_;
  std::filesystem::path saves_;
  tools::Options options_;
  std::unique_ptr<Host> host_;

 public:
  std::unique_ptr<Desk> desk;
};

TEST(Desk, OpensTheCountyWhenItsCardIsPressed) {
  Hands hands;
  EXPECT_EQ(hands.desk->film(), nullptr);
  hands.click("start.explore");
  hands.settle();
  ASSERT_NE(hands.desk->film(), nullptr);
  EXPECT_EQ(hands.desk->timeline().dates().size(), 25U);
  EXPECT_GT(hands.desk->map_version(), 0U);
  hands.click("layers.start");
  hands.frame();
  EXPECT_EQ(hands.desk->film(), nullptr) << "and back again";
}

TEST(Desk, ShowsWherePeopleGoInTheLastYearThatIsWhole) {
  Hands hands("tiny");
  hands.key(sf::Keyboard::End);
  const std::uint64_t before = hands.desk->map_version();
  hands.click("layers.flows.1");
  hands.frame();
  ASSERT_EQ(hands.desk->view().flows, 1U);
  EXPECT_GT(hands.desk->map_version(), before);
  const auto year = hands.desk->film()->flows(1, hands.desk->timeline().date());
  ASSERT_TRUE(year);
  EXPECT_EQ(year->year, 2022) << "nothing of 2023 has been lived";
  EXPECT_FALSE(year->flows.empty()) << "somebody moved in or out";
  EXPECT_FALSE(hands.desk->film()->flows(1, twin::date(2020, 12, 31)));
  hands.click("layers.0");
  EXPECT_FALSE(hands.desk->view().flows) << "a layer takes the place of the flows";
}

TEST(Desk, AnswersAShopOnTheMapAndUndoesItWithoutLimit) {
  Hands hands("tiny");
  hands.open_shop();
  ASSERT_EQ(hands.desk->log().changes().size(), 1U);
  EXPECT_EQ(hands.desk->compare(), Compare::kSideBySide);
  const std::string with_shop = hands.answer_hash();
  EXPECT_NE(with_shop, "");
  hands.key(sf::Keyboard::Z, true);
  hands.settle();
  EXPECT_EQ(hands.desk->answer().whole, nullptr);
  hands.key(sf::Keyboard::Y, true);
  hands.settle();
  EXPECT_EQ(hands.answer_hash(), with_shop);
  hands.key(sf::Keyboard::End);
  const twin::Date end = hands.desk->timeline().date();
  hands.open_shop();  // one more, on the last day but one: goes on from the answer that there is
  EXPECT_EQ(hands.desk->timeline().date(), end) << "a new answer, that has not come so far, must not take us back";
  ASSERT_EQ(hands.desk->log().changes().size(), 2U);
  hands.click("change.undo");
  hands.settle();
  EXPECT_EQ(hands.answer_hash(), with_shop);
}

TEST(Desk, MovesWhatIsDraggedOnTheMap) {
  Hands hands("tiny");
  const auto& layers = hands.desk->film()->layers();
  std::size_t layer = 0;
  while (layers[layer].column != "service_point.open") ++layer;
  hands.click("layers." + std::to_string(layer));
  const Camera camera = hands.desk->view().camera;
  const Rect map = hands.desk->map_rect();
  const LayerValues points = hands.desk->film()->values(layers[layer], hands.desk->timeline().date());
  ASSERT_FALSE(points.positions.empty());
  const Point at = camera.to_screen(points.positions[0].x, points.positions[0].y);
  const auto x = static_cast<float>(at.x) + map.left, y = static_cast<float>(at.y) + map.top;
  hands.mouse(sf::Event::MouseMoved, x, y);
  hands.mouse(sf::Event::MouseButtonPressed, x, y);
  hands.mouse(sf::Event::MouseMoved, x + 30, y - 20);
  hands.mouse(sf::Event::MouseMoved, x + 60, y - 40);
  hands.mouse(sf::Event::MouseButtonReleased, x + 60, y - 40);
  hands.settle();
  ASSERT_EQ(hands.desk->log().changes().size(), 1U);
  const twin::Act& done = hands.desk->log().changes().back().acts.front();
  EXPECT_EQ(done.name, "services.move");
  EXPECT_NEAR(done.values[1], points.positions[0].x + 60 * camera.metres_per_pixel, 2 * camera.metres_per_pixel);
  EXPECT_NEAR(done.values[2], points.positions[0].y + 40 * camera.metres_per_pixel, 2 * camera.metres_per_pixel);
}

std::size_t layer_of(const Desk& desk, const std::string& column) {
  const auto& layers = desk.film()->layers();
  std::size_t layer = 0;
  while (layer != layers.size() && layers[layer].column != column) ++layer;
  return layer;
}

TEST(Desk, LetsGoOfWhatIsCarriedWithEscape) {
  Hands hands("tiny");
  const std::size_t layer = layer_of(*hands.desk, "service_point.open");
  hands.click("layers." + std::to_string(layer));
  const Camera camera = hands.desk->view().camera;
  const LayerValues points =
      hands.desk->film()->values(hands.desk->film()->layers()[layer], hands.desk->timeline().date());
  const Point at = camera.to_screen(points.positions[0].x, points.positions[0].y);
  const auto x = static_cast<float>(at.x) + hands.desk->map_rect().left,
             y = static_cast<float>(at.y) + hands.desk->map_rect().top;
  hands.mouse(sf::Event::MouseMoved, x, y);
  hands.mouse(sf::Event::MouseButtonPressed, x, y);
  hands.mouse(sf::Event::MouseMoved, x + 40, y + 10);
  EXPECT_EQ(hands.desk->view().camera, camera) << "who carries something does not move the map";
  hands.key(sf::Keyboard::Escape);
  hands.mouse(sf::Event::MouseMoved, x + 50, y + 10);
  hands.mouse(sf::Event::MouseButtonReleased, x + 50, y + 10);
  hands.settle();
  EXPECT_TRUE(hands.desk->log().changes().empty());
  EXPECT_EQ(hands.desk->view().camera, camera);
  hands.click_map(points.positions[0].x, points.positions[0].y);
  EXPECT_TRUE(hands.desk->selected()) << "a click on what could be carried still selects it";
  EXPECT_TRUE(hands.desk->log().changes().empty());
}

TEST(Desk, TakesBackWhatCannotBeDoneAndSaysWhy) {
  Hands hands("tiny");
  hands.click("act.coverage.put_up");  // Lillby has no terrain
  hands.click_map(708'000, 7'304'000);
  hands.click("act.do");
  hands.settle();
  EXPECT_NE(hands.desk->message().find("ingen terräng"), std::string::npos) << hands.desk->message();
  EXPECT_TRUE(hands.desk->log().changes().empty());
  hands.click("message.ok");
  hands.open_shop();
  EXPECT_EQ(hands.desk->log().changes().size(), 1U);
  EXPECT_EQ(hands.desk->message(), "");
}

TEST(Desk, SaysAtOnceWhatASliderIsExpectedToDo) {
  {
    Hands hands("tiny");
    hands.click("change.migration.arrivals");
    EXPECT_TRUE(hands.desk->expected().empty()) << "nobody has lived Lillby beforehand";
  }
  Hands hands("today", {}, "2021-03-01");
  hands.click("change.broadband.budget");  // its middle is half as much again
  const auto begin = std::chrono::steady_clock::now();
  const auto expected = hands.desk->expected();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
  ASSERT_FALSE(expected.empty());
  for (const Echo::Figure& figure : expected) {
    EXPECT_NE(figure.after, figure.before) << figure.label.en;
    EXPECT_LT(figure.low, figure.after) << figure.label.en;
    EXPECT_GT(figure.high, figure.after) << figure.label.en;
  }
  hands.click("change.reset");
  for (const Echo::Figure& figure : hands.desk->expected()) EXPECT_EQ(figure.after, figure.before);
}

TEST(Desk, PutsUpAMastAndDragsItWhileTheMapOfCoverageFollows) {
  Hands hands("today", {}, "2021-03-01");  // only the county itself has terrain: this costs seconds
  Desk& desk = *hands.desk;
  const std::size_t service = layer_of(desk, "cell.service"), masts = layer_of(desk, "mast.kind");
  hands.click("layers." + std::to_string(service));

  hands.click("layers.together");
  hands.frame();
  const Camera one_of_four = desk.view().camera;
  EXPECT_LT(one_of_four.width, desk.map_rect().width / 2 + 1) << "four maps, two by two";
  EXPECT_LT(one_of_four.height, desk.map_rect().height / 2 + 1);
  hands.click("layers.together");
  hands.frame();
  EXPECT_GT(desk.view().camera.width, desk.map_rect().width - 1);

  constexpr double kEast = 567'229, kNorth = 7'396'950;  // in the mountains of Arjeplog, where there is no coverage
  hands.click("act.coverage.put_up");
  hands.click_map(kEast, kNorth);
  const std::clock_t before = std::clock();
  hands.click("act.do");
  const auto shows_answer = [&] { return desk.answer().whole || desk.answer().quick; };
  while (!shows_answer() || desk.timeline().date() == twin::date(2021, 1, 1)) hands.frame();
  RecordProperty("cpu_ms_to_the_first_answer", static_cast<int>(1'000 * (std::clock() - before) / CLOCKS_PER_SEC));
  hands.settle();
  ASSERT_EQ(desk.log().changes().size(), 1U) << desk.message();
  EXPECT_EQ(desk.timeline().date(), twin::date(2021, 2, 1)) << "where its first consequences show";
  const auto values = [&](const Film& film, std::size_t layer) {
    return film.values(film.layers()[layer], desk.timeline().date());
  };
  const LayerValues without = values(*desk.film(), service), with = values(*desk.answer().whole->film, service);
  std::size_t better = 0, worse = 0;
  for (std::size_t cell = 0; cell != with.values.size(); ++cell) {
    better += with.values[cell] > without.values[cell];
    worse += with.values[cell] < without.values[cell];
  }
  EXPECT_GT(better, 10U);
  EXPECT_LT(worse, better / 10 + 1) << "a mast may disturb its neighbours' data, but not more than it gives";

  // The new mast stands in the right one of the two maps only, which is where it is taken from.
  const LayerValues stood = values(*desk.answer().whole->film, masts);
  ASSERT_EQ(stood.positions.size(), values(*desk.film(), masts).positions.size() + 1);
  EXPECT_NEAR(stood.positions.back().x, kEast, 1'000);
  const Camera camera = desk.view().camera;
  const Point at = camera.to_screen(stood.positions.back().x, stood.positions.back().y);
  const auto x = static_cast<float>(at.x) + desk.map_rect().left + static_cast<float>(camera.width + 4),
             y = static_cast<float>(at.y) + desk.map_rect().top;
  hands.mouse(sf::Event::MouseMoved, x, y);
  hands.mouse(sf::Event::MouseButtonPressed, x, y);
  hands.mouse(sf::Event::MouseMoved, x + 5, y - 3);
  hands.mouse(sf::Event::MouseMoved, x + 12, y - 6);
  EXPECT_EQ(desk.view().camera, camera);
  hands.mouse(sf::Event::MouseButtonReleased, x + 12, y - 6);
  hands.settle();
  if (desk.log().changes().size() != 2) FAIL() << desk.message();
  EXPECT_EQ(desk.log().changes().back().acts.front().name, "coverage.move");
  const LayerValues stands = values(*desk.answer().whole->film, masts);
  EXPECT_EQ(stands.positions.size(), stood.positions.size());
}

TEST(Desk, SavesASessionThatARunRepeatsToTheBit) {
  const twin::TempDir folder;
  Hands hands("tiny", folder.path());
  hands.key(sf::Keyboard::Right, false, true);
  hands.key(sf::Keyboard::Right, false, true);
  hands.open_shop();
  hands.click("compare.save");
  tools::Session again = tools::open_session(folder / "rurban-session-1.yaml", {});
  ASSERT_EQ(again.scenario.changes.size(), 1U);
  EXPECT_EQ(again.scenario.changes.front().date, twin::date(2021, 3, 1));
  again.simulation->found(again.scenario.from);
  worlds::live_until(*again.simulation, again.scenario.to);
  EXPECT_EQ(to_string(again.simulation->hash().total), hands.answer_hash());
}

TEST(Desk, GoesOnWhereTheLastSessionEnded) {
  const twin::TempDir folder;
  std::string hash;
  {
    Hands hands("tiny", folder.path());
    hands.open_shop();
    hash = hands.answer_hash();
  }  // the window is closed without a word
  Hands hands("", folder.path());
  hands.click("start.resume");
  hands.settle();
  ASSERT_EQ(hands.desk->log().changes().size(), 1U);
  EXPECT_EQ(hands.answer_hash(), hash);
  hands.click("change.undo");
  hands.settle();
  EXPECT_EQ(hands.desk->answer().whole, nullptr) << "its changes can still be undone";
}

TEST(Desk, AsksTheGroupForAGuessBeforeItShowsTheResult) {
  Hands hands("tiny");
  hands.key(sf::Keyboard::F10);
  hands.open_shop();
  EXPECT_FALSE(hands.shows("compare.sides"));
  EXPECT_TRUE(hands.shows("workshop.show"));
  hands.click("workshop.show");
  hands.frame();
  EXPECT_TRUE(hands.shows("compare.sides"));
  EXPECT_EQ(hands.desk->compare(), Compare::kSideBySide);
}

TEST(Desk, LocksTheToolsWhenPeopleShouldOnlyLook) {
  Hands hands("tiny");
  hands.key(sf::Keyboard::F10);
  EXPECT_TRUE(hands.shows("act.services.open"));
  hands.click("workshop.lock");
  EXPECT_FALSE(hands.shows("act.services.open"));
  hands.key(sf::Keyboard::Z, true);
  EXPECT_TRUE(hands.desk->log().changes().empty());
}

TEST(Desk, KeysDoWhatTheHelpSays) {
  Hands hands("tiny");
  Desk& desk = *hands.desk;
  using sf::Keyboard;
  hands.key(Keyboard::Right);
  EXPECT_EQ(desk.timeline().date(), twin::date(2022, 1, 1));
  hands.key(Keyboard::Left, false, true);
  EXPECT_EQ(desk.timeline().date(), twin::date(2021, 12, 1));
  hands.key(Keyboard::End);
  EXPECT_EQ(desk.timeline().date(), twin::date(2023, 1, 1));
  hands.key(Keyboard::M);
  EXPECT_EQ(desk.timeline().bookmarks().size(), 1U);
  hands.key(Keyboard::Home);
  EXPECT_EQ(desk.timeline().date(), twin::date(2021, 1, 1));
  hands.key(Keyboard::N);
  EXPECT_EQ(desk.timeline().date(), twin::date(2023, 1, 1));
  hands.key(Keyboard::R);
  EXPECT_TRUE(desk.timeline().backwards);
  const double speed = desk.timeline().speed;
  hands.key(Keyboard::Comma);
  EXPECT_EQ(desk.timeline().speed, speed / 2);
  hands.key(Keyboard::Period);
  EXPECT_EQ(desk.timeline().speed, speed);
  hands.key(Keyboard::Space);
  EXPECT_TRUE(desk.timeline().playing);
  hands.key(Keyboard::Space);
  EXPECT_FALSE(desk.timeline().playing);
  hands.key(Keyboard::Num3);
  EXPECT_EQ(desk.view().layer, 2U);
  const double metres = desk.view().camera.metres_per_pixel;
  hands.key(Keyboard::Add);
  EXPECT_LT(desk.view().camera.metres_per_pixel, metres);
  hands.key(Keyboard::F1);
  EXPECT_TRUE(hands.shows("help.tour"));
  hands.key(Keyboard::Escape);
  EXPECT_FALSE(hands.shows("help.tour"));
  hands.key(Keyboard::F9);
  EXPECT_EQ(desk.language(), twin::Language::kEnglish);
  const float scale = desk.ui().scale();
  hands.key(Keyboard::Add, true);
  EXPECT_GT(desk.ui().scale(), scale);
  hands.key(Keyboard::F11);
  EXPECT_TRUE(desk.full_screen());
  hands.key(Keyboard::D);
  EXPECT_EQ(desk.ui().theme(), Theme::kDark);
}

TEST(Desk, ItsTextGrowsByEveryButtonThatSaysSo) {
  Hands hands;
  const float scale = hands.desk->ui().scale();
  hands.click("start.larger");
  EXPECT_GT(hands.desk->ui().scale(), scale);
  hands.key(sf::Keyboard::Num0, true);
  hands.click("start.workshop");
  hands.settle();
  EXPECT_FLOAT_EQ(hands.desk->ui().scale(), 1.3F * scale);
  hands.click("workshop.end");
  hands.settle();
  EXPECT_FLOAT_EQ(hands.desk->ui().scale(), scale);
  hands.click("layers.workshop");
  hands.settle();
  EXPECT_FLOAT_EQ(hands.desk->ui().scale(), 1.3F * scale);
}

TEST(Desk, SeesATapThatIsShorterThanAPicture) {
  Hands hands("tiny");
  hands.click("layers.find");
  hands.frame();
  hands.type("stort");
  hands.frame();
  sf::Event event{};
  event.key = {sf::Keyboard::Enter, false, false, false, false};
  for (const auto type : {sf::Event::KeyPressed, sf::Event::KeyReleased}) {
    event.type = type;
    hands.desk->handle(event);
  }
  hands.frame();
  hands.frame();
  EXPECT_FALSE(hands.shows("find.name")) << "the box is still there";
}

TEST(Desk, LetsGoOfKeysWhenTheWindowLosesThem) {
  Hands hands("tiny");
  sf::Event event{};
  event.type = sf::Event::KeyPressed;
  event.key = {sf::Keyboard::LControl, false, true, false, false};
  hands.desk->handle(event);
  hands.frame();
  ASSERT_TRUE(ImGui::GetIO().KeyCtrl);
  event.type = sf::Event::LostFocus;
  hands.desk->handle(event);
  hands.frame();
  EXPECT_FALSE(ImGui::GetIO().KeyCtrl) << "the wheel would scroll no panel any more";
}

TEST(Desk, FindsAPlaceAndTellsItsStory) {
  Hands hands("tiny");
  hands.click("layers.find");
  hands.frame();
  hands.type("stort");
  hands.frame();
  hands.key(sf::Keyboard::Enter);
  EXPECT_FALSE(hands.shows("find.name")) << "the box is still there";
  EXPECT_EQ(hands.desk->view().camera.east_m, 708'000);
  hands.click_map(708'000, 7'304'000);
  EXPECT_TRUE(hands.desk->selected().has_value());
  hands.key(sf::Keyboard::Escape);
  EXPECT_FALSE(hands.desk->selected().has_value());
  const double scale = hands.desk->view().camera.metres_per_pixel;
  hands.open_shop();
  ASSERT_EQ(hands.desk->compare(), Compare::kSideBySide);
  EXPECT_EQ(hands.desk->view().camera.metres_per_pixel, scale) << "who looks at a village goes on looking at it";
}

TEST(Desk, WritesPicturePageAndJournal) {
  const twin::TempDir folder;
  Hands hands("tiny", folder.path());
  hands.key(sf::Keyboard::S);
  hands.key(sf::Keyboard::H);
  hands.settle();
  hands.key(sf::Keyboard::F10);
  hands.click("workshop.journal");
  EXPECT_TRUE(std::filesystem::exists(folder / "rurban-1.png"));
  EXPECT_TRUE(std::filesystem::exists(folder / "rurban-1.html"));
  std::ifstream in(folder / "rurban-journal-1.html");
  const std::string page((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(page.find("14.05"), std::string::npos);
  EXPECT_NE(page.find("data:image/png;base64,"), std::string::npos) << "the picture is in it";
}

TEST(Desk, SaysWhyAFileCantBeOpenedAndStaysOpen) {
  const twin::TempDir folder;
  std::ofstream(folder / "run.rtr") << "this is no recording";
  tools::Options options;
  const auto host = tools::window_host(options);
  WindowStart start;
  start.recording = folder / "run.rtr";
  Desk desk(*host, start);
  desk.frame(1'600, 900, 0.02F);
  EXPECT_NE(desk.message(), "");
  EXPECT_EQ(desk.film(), nullptr);
  EXPECT_NE(desk.ui().find("message.ok"), nullptr);
}

TEST(Desk, LeadsThroughTheTourToItsEnd) {
  Hands hands;
  hands.click("start.tour");
  hands.settle();
  for (int stop = 0; stop != 8; ++stop) {
    ASSERT_TRUE(hands.shows("tour.next")) << stop;
    hands.click("tour.next");
    hands.frame();
  }
  EXPECT_FALSE(hands.shows("tour.next"));
}

/// Languages, and how much longer than they are all phrases should be: translations grow.
class EachLanguage : public testing::TestWithParam<twin::Language> {};

TEST_P(EachLanguage, HasRoomForEveryTextEvenAThirdLonger) {
  Hands hands;
  while (hands.desk->language() != GetParam()) hands.key(sf::Keyboard::F9);
  const auto expect_room = [&](const std::string& where) {
    hands.desk->stretch_words(0.3);
    hands.frame();
    hands.frame();
    for (const Ui::Widget& widget : hands.desk->ui().widgets())
      EXPECT_TRUE(widget.fits) << where << ": " << widget.id << " at " << widget.box.left << " wide "
                               << widget.box.width;
    hands.desk->stretch_words(0);
    hands.frame();
  };
  expect_room("start");
  hands.click("start.explore");
  hands.settle();
  expect_room("screen");
  hands.open_shop();
  expect_room("changed");
  hands.key(sf::Keyboard::F1);
  expect_room("help");
  hands.key(sf::Keyboard::Escape);
  hands.key(sf::Keyboard::F10);
  expect_room("workshop");
}

INSTANTIATE_TEST_SUITE_P(Languages, EachLanguage,
                         testing::Values(twin::Language::kSwedish, twin::Language::kEnglish,
                                         twin::Language::kFinnish));

TEST(Desk, HasRoomForEveryTextAtEverySizeOfText) {
  for (const double scale : {0.75, 1.0, 1.6, 2.5}) {
    Hands hands("tiny");
    hands.width = scale > 2 ? 1'920 : 1'600;
    hands.height = scale > 2 ? 1'080 : 900;
    while (static_cast<double>(hands.desk->ui().scale()) < scale - 0.08) hands.key(sf::Keyboard::Add, true);
    while (static_cast<double>(hands.desk->ui().scale()) > scale + 0.08) hands.key(sf::Keyboard::Subtract, true);
    hands.settle();
    for (const Ui::Widget& widget : hands.desk->ui().widgets())
      EXPECT_TRUE(widget.fits) << scale << ": " << widget.id;
  }
}

TEST(Desk, StartsAProgrammeFromThePaletteAndUndoesItAtOnce) {
  Hands hands("tiny");
  EXPECT_FALSE(hands.shows("programme.it-norrbotten.100"));
  hands.click("change.programmes");
  ASSERT_TRUE(hands.shows("programme.tackningskollen.100"));
  hands.click("programme.tackningskollen.100");
  EXPECT_FALSE(hands.shows("programme.tackningskollen.100")) << "the palette makes room for what follows";
  hands.settle();
  EXPECT_EQ(hands.desk->log().last().size(), 2U) << "half of the trucks in the first year, all in the second";
  EXPECT_TRUE(hands.desk->answer().whole) << "the county is lived with it";
  hands.click("change.undo");
  hands.settle();
  EXPECT_TRUE(hands.desk->log().changes().empty());
}

TEST(Desk, PutsAProgrammeInOnePlaceThroughItsCard) {
  Hands hands("tiny");
  hands.click("change.programmes");
  EXPECT_FALSE(hands.shows("programme.tedx.place")) << "a stage is no matter of one village";
  hands.click("programme.village-services.place");
  EXPECT_FALSE(hands.shows("programmes")) << "the palette makes room for the map";
  hands.click_map(708'000, 7'304'000);
  hands.click("act.do");
  hands.settle();
  ASSERT_EQ(hands.desk->log().changes().size(), 1U);
  const twin::Act& act = hands.desk->log().changes().front().acts.front();
  EXPECT_EQ(act.name, "village_services.open");
  EXPECT_TRUE(hands.desk->answer().whole);
}

TEST(Desk, OffersLeversForTheSakeOfScaleAfterTheProgrammes) {
  Hands hands("tiny");
  hands.click("change.programmes");
  hands.click("programme.mineral-fee.100");
  hands.settle();
  EXPECT_EQ(hands.desk->log().changes().front().settings.front().name, "firms.mineral_fee");
}

TEST(Desk, JudgesThePackageAndForgetsTheVerdictWhenThePackageChanges) {
  Hands hands("tiny");
  hands.open_shop();
  EXPECT_FALSE(hands.shows("verdict.figures"));
  hands.click("compare.judge");
  hands.settle();
  EXPECT_TRUE(hands.shows("verdict.figures")) << "20 runs are done";
  hands.click("change.undo");
  hands.settle();
  EXPECT_FALSE(hands.shows("verdict.figures")) << "it was the verdict of another package";
}

TEST(Host, JudgesTheNextPackageBesideTheSameRunsAsTheFirst) {
  const tools::Options options;
  const auto package = [](double arrivals) {
    return ScenarioWanted{worlds::scenario("tiny"),
                          {{twin::date(2021, 3, 1), {{"migration.arrivals", arrivals}}, {}}}};
  };
  const auto told = [&](Host& host, const ScenarioWanted& wanted) {
    const auto verdict = host.judge(wanted, twin::date(2022, 1, 1), 2, [](std::size_t) { return true; });
    std::string words;
    for (const auto* rows : {&verdict->groups, &verdict->figures})
      for (const PackageVerdict::Row& row : *rows) words += row.label.en + " " + row.value.en + "\n";
    return words;
  };
  const auto first = tools::window_host(options), second = tools::window_host(options);
  const std::string none = told(*first, package(0));
  EXPECT_NE(none, "");
  EXPECT_NE(told(*second, package(20'000)), none);
  EXPECT_EQ(told(*second, package(0)), none);
}

TEST(Desk, TellsWhatWasDecidedOnAFilmedDayAndWhy) {
  const twin::TempDir folder;
  toy::FilmParts parts;
  parts.day = toy::a_day_with_calls(twin::date(2021, 1, 6)).pack();
  toy::write_film(folder / "run.rtr", parts);
  Hands hands((folder / "run.rtr").string());
  EXPECT_FALSE(hands.shows("decisions.counters")) << "the map of places asks nobody anything";
  hands.click("layers.vehicles");
  EXPECT_TRUE(hands.shows("decisions.0")) << "Anna's is known at half past seven";
  EXPECT_TRUE(hands.shows("decisions.1")) << "and Bo's";
  EXPECT_FALSE(hands.shows("decisions.2")) << "Cia has not called yet";
  const std::uint64_t before = hands.desk->map_version();
  hands.click("decisions.1");
  EXPECT_EQ(hands.desk->view().call, 0U) << "the one decided last stands first";
  hands.frame();
  EXPECT_NE(hands.desk->map_version(), before) << "the bus's way is drawn";
  EXPECT_TRUE(hands.shows("decisions.close"));
  hands.click("decisions.close");
  EXPECT_FALSE(hands.desk->view().call);
  hands.click("layers.0");
  EXPECT_FALSE(hands.shows("decisions.counters"));
}

}  // namespace
}  // namespace viz
