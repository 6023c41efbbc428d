#include "tools/progress.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cmath>

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace tools {

std::string time_text(double seconds) {
  const auto whole = std::lround(seconds);
  if (whole < 90) return fmt::format("{} s", whole);
  if (whole < 3 * 3'600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3'600, whole / 60 % 60);
}

std::string utc_now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Progress::Progress(const Options& options, twin::Date from, twin::Date to)
    : options_(options),
      from_(from),
      to_(to),
      last_(from),
      start_(std::chrono::steady_clock::now()),
      terminal_(isatty(STDERR_FILENO) == 1 && !options.json) {}

Progress::~Progress() {
  if (bar_open_) fmt::print(stderr, "\r\033[K");
}

double Progress::wall_s() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

double Progress::seconds_left(double done) const {
  return done > 0 ? wall_s() * (1 - done) / done : 0;
}

void Progress::at(twin::Date now, std::size_t persons) {
  person_years_ += static_cast<double>(persons) * static_cast<double>((now - last_).count()) / 365.25;
  last_ = now;
  if (options_.quiet) return;
  const double done = static_cast<double>((now - from_).count()) / static_cast<double>((to_ - from_).count());
  if (terminal_)
    show_bar(done, twin::to_string(now));
  else if (static_cast<int>(done * 10) > tenths_) {
    tenths_ = static_cast<int>(done * 10);
    show_line(done, twin::to_string(now));
  }
}

void Progress::show_bar(double done, const std::string& date) {
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < std::chrono::milliseconds(100)) return;  // ten pictures a second are enough for the eye
  shown_ = now;
  constexpr int kWidth = 30;
  const int full = static_cast<int>(done * kWidth);
  std::string bar;
  for (int i = 0; i != kWidth; ++i) bar += i < full ? "█" : "░";
  fmt::print(stderr, "\r{} {:3.0f} %  {}  {} {}  {:.1f} {}\033[K", bar, done * 100, date,
             time_text(seconds_left(done)), options_.tr("kvar", "left"), person_years_ / wall_s() / 1e6,
             options_.tr("miljoner personår/s", "million person-years/s"));
  std::fflush(stderr);
  bar_open_ = true;
}

void Progress::show_line(double done, const std::string& date) {
  if (options_.json) {
    const nlohmann::json event{{"event", "progress"},
                               {"done", done},
                               {"date", date},
                               {"seconds_left", seconds_left(done)},
                               {"person_years_per_s", person_years_ / wall_s()}};
    fmt::print(stderr, "{}\n", event.dump());
    return;
  }
  fmt::print(stderr, "{:3.0f} %  {}  {} {}\n", done * 100, date, time_text(seconds_left(done)),
             options_.tr("kvar", "left"));
}

}  // namespace tools
