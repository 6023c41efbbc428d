#include "twin/base/calendar.h"

#include <fmt/format.h>

#include <cassert>
#include <charconv>

namespace twin {
using namespace std::chrono;

Date date(int y, unsigned m, unsigned d) {
  return sys_days{year{y} / month{m} / day{d}};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = -1;
    const char* end = text.data() + from + count;
    return std::from_chars(text.data() + from, end, value).ptr == end ? value : -1;
  };
  const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const year_month_day result{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!result.ok()) return std::nullopt;
  return sys_days{result};
}

std::string to_string(Date value) {
  const year_month_day ymd{value};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

int year_of(Date value) {
  return static_cast<int>(year_month_day{value}.year());
}

MonthNumber month_of(Date value) {
  const year_month_day ymd{value};
  return static_cast<MonthNumber>((static_cast<int>(ymd.year()) - 1900) * 12 +
                                  static_cast<int>(static_cast<unsigned>(ymd.month())) - 1);
}

Date first_day_of(MonthNumber number) {
  const int years = number >= 0 ? number / 12 : -((11 - number) / 12);
  return date(1900 + years, static_cast<unsigned>(number - years * 12) + 1, 1);
}

std::uint32_t day_number(Date value) {
  assert(value.time_since_epoch().count() >= 0);
  return static_cast<std::uint32_t>(value.time_since_epoch().count());
}

bool is_boundary(Date value, Period period) {
  const year_month_day ymd{value};
  const bool first = ymd.day() == day{1};
  switch (period) {
    case Period::kDay:
      return true;
    case Period::kWeek:
      return weekday{value} == Monday;
    case Period::kMonth:
      return first;
    case Period::kQuarter:
      return first && (static_cast<unsigned>(ymd.month()) - 1) % 3 == 0;
    case Period::kYear:
      return first && ymd.month() == January;
  }
  return false;
}

Date next_boundary(Date value, Period period) {
  do value += days{1};
  while (!is_boundary(value, period));
  return value;
}

Date previous_boundary(Date value, Period period) {
  do value -= days{1};
  while (!is_boundary(value, period));
  return value;
}

double nominal_years(Period period) {
  switch (period) {
    case Period::kDay:
      return 1 / 365.25;
    case Period::kWeek:
      return 7 / 365.25;
    case Period::kMonth:
      return 1 / 12.0;
    case Period::kQuarter:
      return 1 / 4.0;
    case Period::kYear:
      return 1;
  }
  return 0;
}

std::string_view name_of(Period period) {
  constexpr std::string_view kNames[] = {"day", "week", "month", "quarter", "year"};
  return kNames[static_cast<int>(period)];
}

}  // namespace twin
