#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twin {

/// A real date of the Gregorian calendar; counts days, so that dates subtract.
using Date = std::chrono::sys_days;

/// Months since January 1900 (0): the age unit of demographic columns. Negative before.
using MonthNumber = std::int16_t;

enum class Period : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

Date date(int year, unsigned month, unsigned day);
/// "2021-01-01", or nothing if it is no real date in that form.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);

int year_of(Date date);
MonthNumber month_of(Date date);
Date first_day_of(MonthNumber month);
/// Days since 1970-01-01 as the time word of random draws. Requires: date is 1970 or later
std::uint32_t day_number(Date date);

/// True at the first instant of a new period: midnight that starts a Monday, a month's first day …
bool is_boundary(Date date, Period period);
/// The next boundary after `date`, and the last one before it.
Date next_boundary(Date date, Period period);
Date previous_boundary(Date date, Period period);
/// Nominal length as a part of a year: 1/12 for every month, so that yearly rates are met whatever the month.
double nominal_years(Period period);
std::string_view name_of(Period period);

}  // namespace twin
