#include "twin/base/calendar.h"

#include <gtest/gtest.h>

namespace twin {
namespace {

TEST(Calendar, KnowsLeapDays) {
  EXPECT_TRUE(parse_date("2024-02-29"));
  EXPECT_FALSE(parse_date("2023-02-29"));
  EXPECT_FALSE(parse_date("2023-2-9"));
  EXPECT_FALSE(parse_date("yesterday!"));
  EXPECT_EQ(to_string(*parse_date("2021-01-01")), "2021-01-01");
}

TEST(Calendar, MonthNumbersGoBackBefore1900) {
  EXPECT_EQ(month_of(date(1900, 1, 1)), 0);
  EXPECT_EQ(month_of(date(2021, 1, 31)), 121 * 12);
  for (int month = -300; month < 2000; ++month)
    EXPECT_EQ(month_of(first_day_of(static_cast<MonthNumber>(month))), month);
}

TEST(Calendar, EveryYearBoundaryIsAMonthBoundary) {
  int months = 0;
  for (Date d = date(2021, 1, 1); d < date(2025, 1, 1); d = next_boundary(d, Period::kMonth)) ++months;
  EXPECT_EQ(months, 48);
  EXPECT_EQ(next_boundary(date(2021, 1, 1), Period::kYear), date(2022, 1, 1));
  EXPECT_EQ(previous_boundary(date(2021, 1, 1), Period::kQuarter), date(2020, 10, 1));
  EXPECT_EQ(next_boundary(date(2021, 1, 1), Period::kWeek), date(2021, 1, 4));  // a Monday
}

}  // namespace
}  // namespace twin
