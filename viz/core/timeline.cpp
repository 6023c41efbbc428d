#include "viz/core/timeline.h"

#include <algorithm>
#include <cmath>

namespace viz {
namespace {

double days_of(twin::Date date) {
  return static_cast<double>(date.time_since_epoch().count());
}

}  // namespace

void Timeline::set_dates(std::vector<twin::Date> dates) {
  dates_ = std::move(dates);
  if (dates_.empty()) return;
  if (!placed_) day_ = days_of(dates_.front());
  placed_ = true;
  day_ = std::clamp(day_, days_of(dates_.front()), days_of(dates_.back()) + second() / 86'400);
}

std::size_t Timeline::index() const {
  const auto after = std::upper_bound(dates_.begin(), dates_.end(), day_,
                                      [](double day, twin::Date date) { return day < days_of(date); });
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - dates_.begin() - 1, 0));
}

twin::Date Timeline::date() const {
  return dates_[index()];
}

double Timeline::second() const {
  return (day_ - std::floor(day_)) * 86'400;
}

void Timeline::go_to(twin::Date date) {
  day_ = days_of(date) + second() / 86'400;
  placed_ = true;
  if (!dates_.empty()) set_dates(std::move(dates_));
}

void Timeline::go_to_second(double second) {
  day_ = std::floor(day_) + std::clamp(second, 0.0, 86'399.0) / 86'400;
}

void Timeline::step(int frames) {
  if (dates_.empty()) return;
  const auto last = static_cast<std::ptrdiff_t>(dates_.size()) - 1;
  go_to(dates_[static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(index()) + frames, 0, last))]);
}

void Timeline::advance(double seconds, bool within_day) {
  if (!playing || dates_.empty()) return;
  const double days = (backwards ? -1 : 1) * speed * seconds / 86'400;
  if (within_day) {
    const double part = second() / 86'400 + days;
    day_ = std::floor(day_) + (part - std::floor(part));
    return;
  }
  day_ += days;
  const double first = days_of(dates_.front()), last = days_of(dates_.back());
  if (day_ <= first || day_ >= last) playing = false;
  day_ = std::clamp(day_, first, last);
}

void Timeline::toggle_bookmark() {
  if (dates_.empty()) return;
  if (!bookmarks_.erase(date())) bookmarks_.insert(date());
}

void Timeline::to_bookmark(bool next) {
  if (dates_.empty()) return;
  const auto after = bookmarks_.upper_bound(date()), here = bookmarks_.lower_bound(date());
  if (next && after != bookmarks_.end()) go_to(*after);
  if (!next && here != bookmarks_.begin()) go_to(*std::prev(here));
}

}  // namespace viz
