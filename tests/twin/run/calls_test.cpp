#include "twin/run/calls.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/support/toy_day.h"

namespace twin {
namespace {

TEST(Calls, ComeBackFromTheirBytesWithTheDay) {
  const MotionDay day = toy::a_day_with_calls(date(2021, 1, 6));
  const auto back = MotionDay::unpack(day.pack());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->calls, day.calls);
  EXPECT_TRUE(MotionDay::unpack(toy::a_day(date(2021, 1, 6)).pack())->calls.empty()) << "a day on which nobody asked";
}

TEST(Calls, AreKnownWhenTheyAreAnsweredAndCountersStandAsTheyStoodLast) {
  const Calls calls = toy::a_day_with_calls(date(2021, 1, 6)).calls;
  EXPECT_EQ(calls.answered(25'999), 0U);
  EXPECT_EQ(calls.answered(26'000), 1U);
  EXPECT_EQ(calls.answered(86'400), 3U);
  EXPECT_EQ(calls.counters[0].at(1, 27'599), 0);
  EXPECT_EQ(calls.counters[0].at(1, 27'600), 1);
  EXPECT_EQ(calls.counters[0].at(1, 1e9), 1) << "after midnight as at midnight";
  EXPECT_EQ(calls.usual_way(1), 0U);
  EXPECT_FALSE(calls.usual_way(0));
}

TEST(Calls, AreRefusedWhenTheyAreCutOrPointNowhere) {
  const auto bytes = toy::a_day_with_calls(date(2021, 1, 6)).pack();
  const std::size_t without = toy::a_day(date(2021, 1, 6)).pack().size();
  for (std::size_t size = without + 1; size != bytes.size(); ++size)
    EXPECT_FALSE(MotionDay::unpack(std::span(bytes).first(size))) << size << " bytes";
  MotionDay day = toy::a_day_with_calls(date(2021, 1, 6));
  day.calls.list[0].mover = 7;
  EXPECT_FALSE(MotionDay::unpack(day.pack())) << "there are two movers";
  day.calls.list[0].mover = 1;
  day.calls.list[0].kind = 3;
  EXPECT_FALSE(MotionDay::unpack(day.pack())) << "there are three kinds";
  day.calls.list[0].kind = 0;
  std::swap(day.calls.list[0], day.calls.list[2]);
  EXPECT_FALSE(MotionDay::unpack(day.pack())) << "not in the order of their answers";
  std::swap(day.calls.list[0], day.calls.list[2]);
  day.calls.counters[0].by_case[0].pop_back();
  EXPECT_FALSE(MotionDay::unpack(day.pack())) << "a value is missing";
}

}  // namespace
}  // namespace twin
