#pragma once
#include <chrono>
#include <string>

#include "tools/session.h"

namespace tools {

/// "48 s", "12 min 05 s", "3 h 20 min".
std::string time_text(double seconds);
/// The wall clock, ISO 8601.
std::string utc_now();

/// Tells how far a run is: a bar with the time left on a terminal, a line for every tenth otherwise, JSON events
/// when asked for, nothing when quiet. Writes to standard error, so that results stay alone on standard output.
class Progress {
 public:
  Progress(const Options& options, twin::Date from, twin::Date to);
  ~Progress();
  /// `persons` live now; person-years done are summed from it.
  void at(twin::Date now, std::size_t persons);
  double wall_s() const;
  double person_years() const { return person_years_; }

 private:
  void show_bar(double done, const std::string& date);
  void show_line(double done, const std::string& date);
  double seconds_left(double done) const;

  const Options& options_;
  twin::Date from_, to_, last_;
  std::chrono::steady_clock::time_point start_;
  double person_years_ = 0;
  bool terminal_;
  bool bar_open_ = false;
  int tenths_ = 0;
  std::chrono::steady_clock::time_point shown_{};
};

}  // namespace tools
