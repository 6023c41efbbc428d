#include "twin/run/motion.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <string>

#include "twin/base/bytes.h"
#include "twin/io/text_file.h"

// Grammar of the bytes, little-endian, counts and numbers of 32 bits:
//   day    := date(days since 1970) kinds movers(bytes) ways points legs [calls]      calls: see calls.cpp
//   kinds  := count (length text length text)*      Swedish, English
//   movers := count kind*                           one byte each
//   ways   := count end*                            index past its last point
//   points := count (east north ms)*
//   legs   := count (mover way start_s)*

namespace twin {
namespace {

bool is_sound(const WayPoint& point) {
  return is_on_earth(point.east_m, point.north_m) && point.ms <= kLongestMotion_s * 1'000;
}

bool is_earlier(const WayPoint& a, const WayPoint& b) {
  return a.ms < b.ms;
}

}  // namespace

bool is_filmed(Date from, Date now, int every_years) {
  const std::chrono::year_month_day first(from), today(now);
  return every_years != 0 && today.month() == first.month() && today.day() == first.day() &&
         (int(today.year()) - int(first.year())) % every_years == 0;
}

Date film_date(Date now) {
  const Date later = now + std::chrono::days(7);
  return later + (std::chrono::Wednesday - std::chrono::weekday(later));
}

bool is_on_earth(std::int32_t east_m, std::int32_t north_m) {
  constexpr std::int64_t kFarthest_m = 20'000'000;  // sums and differences stay within 32 bits
  return std::abs(std::int64_t{east_m}) <= kFarthest_m && std::abs(std::int64_t{north_m}) <= kFarthest_m;
}

std::uint8_t MotionDay::add_kind(Text name) {
  if (const auto same = std::find(kinds_.begin(), kinds_.end(), name); same != kinds_.end())
    return static_cast<std::uint8_t>(same - kinds_.begin());
  assert(kinds_.size() < 255);
  kinds_.push_back(std::move(name));
  return static_cast<std::uint8_t>(kinds_.size() - 1);
}

std::uint32_t MotionDay::add_mover(std::uint8_t kind) {
  assert(kind < kinds_.size());
  kind_of_.push_back(kind);
  return static_cast<std::uint32_t>(kind_of_.size() - 1);
}

std::uint32_t MotionDay::add_way(std::span<const WayPoint> points) {
  assert(!points.empty() && points.front().ms == 0);
  assert(std::is_sorted(points.begin(), points.end(), is_earlier));
  points_.insert(points_.end(), points.begin(), points.end());
  way_ends_.push_back(static_cast<std::uint32_t>(points_.size()));
  return static_cast<std::uint32_t>(way_ends_.size() - 1);
}

void MotionDay::add_leg(Leg leg) {
  assert(leg.mover < kind_of_.size() && leg.way < way_ends_.size());
  legs_.push_back(leg);
}

std::span<const WayPoint> MotionDay::way(std::uint32_t index) const {
  const std::uint32_t begin = index == 0 ? 0 : way_ends_[index - 1];
  return std::span(points_).subspan(begin, way_ends_[index] - begin);
}

MotionDay::Position MotionDay::position_on(const Leg& leg, double second) const {
  const auto points = way(leg.way);
  const double ms = (second - leg.start_s) * 1'000;
  if (ms <= 0) return {1.0 * points.front().east_m, 1.0 * points.front().north_m, false};
  if (ms >= points.back().ms) return {1.0 * points.back().east_m, 1.0 * points.back().north_m, false};
  const auto after = std::upper_bound(points.begin(), points.end(), ms,
                                      [](double time, const WayPoint& point) { return time < point.ms; });
  const WayPoint &a = *(after - 1), &b = *after;
  const double share = (ms - a.ms) / (b.ms - a.ms);
  return {a.east_m + share * (b.east_m - a.east_m), a.north_m + share * (b.north_m - a.north_m), true};
}

std::vector<std::byte> MotionDay::pack() const {
  std::vector<std::byte> bytes;
  ByteWriter out(bytes);
  out.value(static_cast<std::int32_t>(date.time_since_epoch().count()));
  out.value(static_cast<std::uint32_t>(kinds_.size()));
  for (const Text& kind : kinds_) out.text(kind);
  out.list(std::span(kind_of_));
  out.list(std::span(way_ends_));
  out.list(std::span(points_));
  out.list(std::span(legs_));
  if (!calls.empty()) calls.pack(out);
  return bytes;
}

std::optional<MotionDay> MotionDay::unpack(std::span<const std::byte> bytes) {
  ByteReader in(bytes);
  MotionDay day;
  day.date = Date{std::chrono::days(in.value<std::int32_t>())};
  const auto kinds = in.value<std::uint32_t>();
  for (std::uint32_t kind = 0; in.good() && kind < kinds; ++kind) day.kinds_.push_back(in.bilingual());
  day.kind_of_ = in.list<std::uint8_t>();
  day.way_ends_ = in.list<std::uint32_t>();
  day.points_ = in.list<WayPoint>();
  day.legs_ = in.list<Leg>();
  if (!in.good()) return std::nullopt;
  if (!in.done()) {
    auto calls = Calls::unpack(in, day.kind_of_.size(), day.way_ends_.size());
    if (!calls || !in.done()) return std::nullopt;
    day.calls = std::move(*calls);
  }
  const auto all = [](const auto& values, auto holds) { return std::all_of(values.begin(), values.end(), holds); };
  std::uint32_t begin = 0;
  const bool ways_hold = all(day.way_ends_, [&](std::uint32_t end) {
    if (begin >= end || end > day.points_.size()) return false;
    const auto points = std::span(day.points_).subspan(begin, end - begin);
    begin = end;
    return points.front().ms == 0 && std::is_sorted(points.begin(), points.end(), is_earlier);
  });
  const bool texts_hold = all(day.kinds_, [](const Text& kind) { return is_utf8(kind); });
  if (!ways_hold || !texts_hold || day.kinds_.size() > 255 || !all(day.points_, is_sound) ||
      !all(day.kind_of_, [&](std::uint8_t kind) { return kind < day.kinds_.size(); }) ||
      !all(day.legs_, [&](const Leg& leg) {
        return leg.mover < day.movers() && leg.way < day.ways() && leg.start_s >= -kLongestMotion_s &&
               leg.start_s <= kLongestMotion_s;
      }))
    return std::nullopt;
  return day;
}

}  // namespace twin
