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
  const auto key = [&](sf::Keyboard::Key code) {
    sf::Event event{};
    event.type = sf::Event::KeyPressed;
    event.key.code = code;
    desk.handle(event);
    event.type = sf::Event::KeyReleased;
    desk.handle(event);
  };
  for (int more = 0; more != 400; ++more) desk.advance(0.016F);  // the figures of all years are known
  tell("picture_still", picture_ms(desk, 60, [](int) {}), "ms CPU");
  tell("picture_next_year", picture_ms(desk, 20, [&](int) { key(sf::Keyboard::Right); }), "ms CPU");
  key(sf::Keyboard::Home);
  desk.frame(1'600, 900, 0.016F);
  const viz::Ui::Widget* vehicles = desk.ui().find("layers.vehicles");
  if (vehicles != nullptr) {
    sf::Event event{};
    event.mouseButton = {sf::Mouse::Left, static_cast<int>(vehicles->box.left + 10),
                         static_cast<int>(vehicles->box.top + 10)};
    event.type = sf::Event::MouseButtonPressed;
    desk.handle(event);
    desk.frame(1'600, 900, 0.016F);
    event.type = sf::Event::MouseButtonReleased;
    desk.handle(event);
    desk.frame(1'600, 900, 0.016F);
    key(sf::Keyboard::Space);
    for (int hour = 0; hour != 7 * 60; ++hour) desk.advance(1 / 60.0F);
    tell("picture_vehicles_at_seven", picture_ms(desk, 120, [](int) {}), "ms CPU");
  }
  tell("memory_peak", static_cast<double>(peak_kb()) / 1024, "MiB");
}

std::unique_ptr<viz::LiveFilm> run_of(viz::Host& host, const viz::ScenarioWanted& wanted,
                                      const std::filesystem::path& snapshots, const viz::LiveFilm* before) {
  viz::OpenedScenario opened = host.open(wanted);
  std::filesystem::create_directories(snapshots);
  viz::LiveFilm::Start start;
  start.from = opened.scenario.from;
  start.to = opened.scenario.to;
  start.map = std::move(opened.map);
  start.provenance = opened.provenance;
  start.snapshots = snapshots;
  start.simulation = std::move(opened.simulation);
  if (before != nullptr) start.before = {before};
  if (!wanted.added.empty()) start.since = wanted.added.front().date;
  return std::make_unique<viz::LiveFilm>(std::move(start));
}

/// A shop is opened in July 2022: how long until the first month with it is there, by the quick run and by the whole
/// one, both under way at once as in the window; and the longest that a picture took meanwhile.
void answers(const std::string& scenario) {
  tools::Options options;
  options.set = {"to=2026-01-01"};
  const auto host = tools::window_host(options);
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("viewer-bench-{}", std::random_device()());
  {
    const auto baseline = run_of(*host, {scenario, {}}, folder / "a", nullptr);
    while (!baseline->done()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const twin::Change change{twin::date(2022, 7, 1), {}, {{"services.open", {0, 808'000, 7'452'000}}}};
    const auto start = Clock::now();
    std::unique_ptr<viz::LiveFilm> quick, whole;
    std::thread opening([&] {
      quick = run_of(*host, {scenario, {change}, viz::Tier::kQuick}, folder / "b", baseline.get());
    });
    whole = run_of(*host, {scenario, {change}}, folder / "c", baseline.get());
    opening.join();
    const auto until_first = [&](const viz::LiveFilm& film) {
      while (film.dates().empty() || film.dates().back() <= change.date)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    };
    tell("quick_answer", until_first(*quick), "ms wall");
    tell("whole_answer", until_first(*whole), "ms wall");
  }
  std::filesystem::remove_all(folder);
  viz::WindowStart wanted;
  wanted.scenario = scenario;
  viz::Desk desk(*host, wanted);
  double worst = 0;
  const auto start = Clock::now();
  for (int picture = 0; Clock::now() - start < std::chrono::seconds(12); ++picture) {
    const auto before = Clock::now();
    desk.advance(0.016F);
    desk.frame(1'600, 900, 0.016F);
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - before).count();
    if (desk.map_version() > 1) worst = std::max(worst, ms);  // the first draws the land
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  tell("picture_worst_while_a_run_goes_on", worst, "ms wall");
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
  if (argc == 3) answers(argv[2]);
}
