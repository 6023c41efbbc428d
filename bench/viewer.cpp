// viewer_bench: what looking costs. Seeks in a recording, and CPU time of whole pictures of the desk at 1600 x 900 as
// the window shows them, except what the display itself takes: of a month, of a morning's vehicles, and of 250,000
// dots. One CSV line a figure.
//   viewer_bench recording.rtr [scenario.yaml]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>
#include <thread>

#include "tools/host.h"
#include "viz/app/desk.h"

namespace {

using Clock = std::chrono::steady_clock;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

void tell(const char* figure, double value, const char* unit) {
  fmt::print("{},{:.2f},{}\n", figure, value, unit);
}

long peak_kb() {
  std::FILE* status = std::fopen("/proc/self/status", "r");
  char line[256];
  long kb = 0;
  while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr)
    if (std::sscanf(line, "VmHWM: %ld kB", &kb) == 1) break;
  if (status != nullptr) std::fclose(status);
  return kb;
}

void seeks(const std::string& file) {
  const viz::Replay replay(file);
  const auto dates = replay.dates();
  std::mt19937 random(1);
  double sum = 0, worst = 0;
  constexpr int kSeeks = 200;
  for (int seek = 0; seek != kSeeks; ++seek) {
    const twin::Date date = dates[random() % dates.size()];
    const auto start = Clock::now();
    replay.values(replay.layers()[random() % replay.layers().size()], date);
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    sum += ms;
    worst = std::max(worst, ms);
  }
  tell("seek_mean", sum / kSeeks, "ms wall");
  tell("seek_worst", worst, "ms wall");
}

void key(viz::Desk& desk, sf::Keyboard::Key code, bool shift = false) {
  sf::Event event{};
  event.key = {code, false, false, shift, false};
  for (const auto type : {sf::Event::KeyPressed, sf::Event::KeyReleased}) {
    event.type = type;
    desk.handle(event);
  }
}

template <class Picture>
void click(viz::Desk& desk, float x, float y, const Picture& picture) {
  sf::Event event{};
  event.mouseMove = {static_cast<int>(x), static_cast<int>(y)};
  event.type = sf::Event::MouseMoved;
  desk.handle(event);
  picture();
  event.mouseButton = {sf::Mouse::Left, static_cast<int>(x), static_cast<int>(y)};
  for (const auto type : {sf::Event::MouseButtonPressed, sf::Event::MouseButtonReleased}) {
    event.type = type;
    desk.handle(event);
    picture();
  }
}

template <class Picture>
void press(viz::Desk& desk, const char* widget, const Picture& picture) {
  const viz::Ui::Widget* found = desk.ui().find(widget);
  if (found == nullptr) throw std::runtime_error(fmt::format("there is no {}", widget));
  click(desk, found->box.left + 10, found->box.top + 10, picture);
}

/// CPU of one picture, mean of `count`, each after `change`.
template <class Change>
double picture_ms(viz::Desk& desk, int count, const Change& change) {
  const double before = cpu_ms();
  for (int picture = 0; picture != count; ++picture) {
    change(picture);
    desk.advance(0.016F);
    desk.frame(1'600, 900, 0.016F);
  }
  return (cpu_ms() - before) / count;
}

void pictures(const std::string& file) {
  const auto start = Clock::now();
  tools::Options options;
  const auto host = tools::window_host(options);
  viz::WindowStart wanted;
  wanted.recording = file;
  viz::Desk desk(*host, wanted);
  desk.advance(0.016F);
  desk.frame(1'600, 900, 0.016F);
  tell("first_picture", std::chrono::duration<double, std::milli>(Clock::now() - start).count(), "ms wall");
  for (int more = 0; more != 400; ++more) desk.advance(0.016F);  // the figures of all years are known
  tell("picture_still", picture_ms(desk, 60, [](int) {}), "ms CPU");
  tell("picture_next_year", picture_ms(desk, 20, [&](int) { key(desk, sf::Keyboard::Right); }), "ms CPU");
  key(desk, sf::Keyboard::Home);
  desk.frame(1'600, 900, 0.016F);
  if (desk.ui().find("layers.vehicles") != nullptr) {
    press(desk, "layers.vehicles", [&] { desk.frame(1'600, 900, 0.016F); });
    key(desk, sf::Keyboard::Space);
    tell("picture_vehicles_in_the_morning", picture_ms(desk, 120, [](int) {}), "ms CPU");
  }
  tell("memory_peak", static_cast<double>(peak_kb()) / 1024, "MiB");
}

/// A shop is opened in the middle of the map on a date of 2022 while nothing else is computed, and once more with
/// the county's 25 years still under way: how long until the first month with it is there, by the quick run and by
/// the whole one, and the longest that a picture took meanwhile. December is farthest from a snapshot.
void answers(const std::string& scenario, const char* set, std::size_t month, const std::string& name) {
  tools::Options options;
  options.set = {set};
  const auto host = tools::window_host(options);
  viz::WindowStart wanted;
  wanted.scenario = scenario;
  viz::Desk desk(*host, wanted);
  double worst = 0;
  const auto picture = [&] {
    const auto before = Clock::now();
    desk.advance(0.016F);
    desk.frame(1'600, 900, 0.016F);
    // The first map draws the land, too.
    if (desk.map_version() > 1)
      worst = std::max(worst, std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  };
  const auto until = [&](const auto& holds) {
    while (!holds()) picture();
  };
  const auto months = std::size_t{12} + month;
  until([&] { return desk.film() != nullptr && desk.film()->dates().size() > months; });
  if (std::string_view(set).starts_with("to=")) until([&] { return desk.idle(); });
  for (int more = 0; more != 50; ++more) picture();
  for (std::size_t step = 0; step != months - 1; ++step) {
    key(desk, sf::Keyboard::Right, true);
    picture();
  }
  press(desk, "act.services.open", picture);
  const viz::Rect map = desk.map_rect();
  click(desk, map.left + map.width * 0.6F, map.top + map.height / 2, picture);
  press(desk, "act.do", picture);
  const auto start = Clock::now();
  const twin::Date date = desk.log().first();
  const auto past = [&](const std::unique_ptr<viz::Watched>& run) {
    return run && !run->live->dates().empty() && run->live->dates().back() > date;
  };
  const auto ms = [&] { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); };
  until([&] { return past(desk.answer().quick) && past(desk.answer().quick_baseline); });
  tell(("quick_answer_" + name).c_str(), ms(), "ms wall");
  until([&] { return past(desk.answer().whole); });
  tell(("whole_answer_" + name).c_str(), ms(), "ms wall");
  key(desk, sf::Keyboard::Space);  // plays both, side by side, as far as there is
  const auto playing = Clock::now();
  until([&] { return Clock::now() - playing > std::chrono::seconds(8); });
  tell(("picture_worst_" + name).c_str(), worst, "ms wall");
}

/// 72,000 movers are what the county has; four times as many are what it should bear.
void dots() {
  std::mt19937 random(1);
  twin::MotionDay day;
  const std::uint8_t kind = day.add_kind({"bilar", "cars"});
  std::vector<std::uint32_t> ways;
  for (int way = 0; way != 2'000; ++way) {
    std::vector<twin::WayPoint> points;
    for (int point = 0; point != 12; ++point)
      points.push_back({static_cast<std::int32_t>(600'000 + random() % 300'000),
                        static_cast<std::int32_t>(7'200'000 + random() % 400'000), point * 600'000});
    ways.push_back(day.add_way(points));
  }
  for (int mover = 0; mover != 250'000; ++mover)
    day.add_leg({day.add_mover(kind), ways[random() % ways.size()], static_cast<std::int32_t>(random() % 3'600)});
  const viz::Movers movers(std::move(day));
  viz::Camera camera;
  camera.width = 1'600;
  camera.height = 900;
  camera.fit(600'000, 7'200'000, 900'000, 7'600'000);
  const viz::Image base(1'600, 900);
  double least = 1e9;
  for (int picture = 0; picture != 20; ++picture) {
    const double before = cpu_ms();
    viz::Image image = base;
    viz::draw_movers(movers, 3'600 + 10.0 * picture, camera, image, 1);
    least = std::min(least, cpu_ms() - before);
  }
  tell("dots_250000_all_moving", least, "ms CPU");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    fmt::print(stderr, "viewer_bench recording.rtr [scenario.yaml]\n");
    return 2;
  }
  fmt::print("# {}\nfigure,value,unit\n", RURBAN_BUILD_TYPE);
  seeks(argv[1]);
  pictures(argv[1]);
  dots();
  if (argc == 3) {
    answers(argv[2], "to=2026-01-01", 6, "in_july");
    answers(argv[2], "to=2026-01-01", 11, "in_december");
    answers(argv[2], "to=2046-01-01", 11, "while_computing");
  }
}
