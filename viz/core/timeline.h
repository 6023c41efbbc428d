#pragma once
#include <set>
#include <string>
#include <vector>

#include "twin/base/calendar.h"

namespace viz {

/// Where one stands in a film, and how fast and which way one goes: from ten minutes to a year in a second, forwards
/// and backwards.
class Timeline {
 public:
  static constexpr double kLeastSpeed = 600, kMostSpeed = 366 * 86'400.0;  ///< seconds of the film in one second

  /// The dates that there are; of a run they grow. Stays where it was, as far as that still is.
  void set_dates(std::vector<twin::Date> dates);
  const std::vector<twin::Date>& dates() const { return dates_; }
  bool empty() const { return dates_.empty(); }

  /// The frame that is shown: the last one at or before where one stands. Requires: !empty()
  twin::Date date() const;
  std::size_t index() const;
  /// Of the day, 0 to 86,400.
  double second() const;
  void go_to(twin::Date date);
  void go_to_second(double second);
  void step(int frames);

  /// Moves on; stops at either end. Within one day, for films of a day: past midnight it is the same day's morning.
  void advance(double seconds, bool within_day);

  bool playing = false, backwards = false;
  double speed = 182 * 86'400.0;

  /// Sets or lifts a bookmark where one stands.
  void toggle_bookmark();
  void to_bookmark(bool next);
  const std::set<twin::Date>& bookmarks() const { return bookmarks_; }

 private:
  std::vector<twin::Date> dates_;
  double day_ = 0;  ///< days since 1970, with what has gone of the day
  bool placed_ = false;
  std::set<twin::Date> bookmarks_;
};

}  // namespace viz
