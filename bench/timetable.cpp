// timetable_bench: searches in the county's Wednesday timetable. One CSV line a figure; least of several repeats.
//   timetable_bench [scenarios folder]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "models/transport/county_service.h"
#include "support/random_roads.h"
#include "twin/base/parallel.h"

namespace {

double least_us(int repeats, const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  double least = 1e300;
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    work();
    least = std::min(least, std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  return least;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace rurban;
  const std::filesystem::path scenarios = argc > 1 ? argv[1] : "scenarios";
  const County county = load_county(scenarios / "norrbotten");
  const Timetable timetable(county_service(county, 2, true));
  fmt::print("# {} stops, {} connections, {} threads, build {}\nfigure,value,unit\n", timetable.stops(),
             timetable.connections(), twin::threads(), RURBAN_BUILD_TYPE);

  constexpr int kQueries = 1'000;
  twin::test::Dice dice(1);
  std::vector<std::uint32_t> stop(kQueries), minute(kQueries);
  for (auto& s : stop) s = dice.below(timetable.stops());
  for (auto& m : minute) m = dice.below(1'440);
  std::vector<DaySeconds> arrivals;
  std::size_t reached = 0;
  const double from_midnight = least_us(7, [&] {
    for (const std::uint32_t s : stop) timetable.earliest_arrivals(s, 0, arrivals);
  });
  fmt::print("one_to_all_from_midnight,{:.2f},us\n", from_midnight / kQueries);
  const double us = least_us(7, [&] {
    reached = 0;
    for (int i = 0; i != kQueries; ++i) {
      timetable.earliest_arrivals(stop[i], static_cast<DaySeconds>(minute[i]) * 60, arrivals);
      reached += static_cast<std::size_t>(
          std::count_if(arrivals.begin(), arrivals.end(), [](DaySeconds t) { return t != kNever; }));
    }
  });
  fmt::print("one_to_all,{:.2f},us\nstops_reached,{:.1f},stops\n", us / kQueries,
             static_cast<double>(reached) / kQueries);

  std::vector<std::size_t> journeys(timetable.stops());
  for (const int threads : {1, 2}) {
    twin::set_threads(threads);
    const double all = least_us(2, [&] {
      twin::for_each_index(timetable.stops(), [&](std::size_t goal) {
        const Timetable::Goal goals[]{{static_cast<std::uint32_t>(goal), 0}};
        journeys[goal] = 0;
        for (const auto& from : timetable.journeys_to(goals)) journeys[goal] += from.size();
      });
    });
    fmt::print("all_stops_all_minutes_threads{},{:.3f},s\n", threads, all / 1e6);
  }
  std::size_t sum = 0;
  for (const std::size_t count : journeys) sum += count;
  fmt::print("journeys,{},journeys\n", sum);
}
