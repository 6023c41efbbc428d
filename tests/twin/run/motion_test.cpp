#include "twin/run/motion.h"

#include <gtest/gtest.h>

#include <array>

namespace twin {
namespace {

/// A bus that drives 1 km east in a minute, waits a minute and drives 2 km north in another.
MotionDay one_bus() {
  MotionDay day;
  day.date = Date{std::chrono::days(18'659)};
  const auto kind = day.add_kind({"bussar", "buses"});
  const std::array<WayPoint, 4> points{{{0, 0, 0}, {1'000, 0, 60'000}, {1'000, 0, 120'000}, {1'000, 2'000, 180'000}}};
  const auto way = day.add_way(points);
  day.add_leg({day.add_mover(kind), way, 36'000});
  return day;
}

TEST(Motion, IsSomewhereAtEverySecond) {
  const MotionDay day = one_bus();
  const Leg leg = day.legs().front();
  const auto at = [&](double second) { return day.position_on(leg, second); };
  EXPECT_DOUBLE_EQ(at(36'030).east_m, 500) << "half a minute of a kilometre a minute";
  EXPECT_TRUE(at(36'030).moving);
  EXPECT_DOUBLE_EQ(at(36'090).east_m, 1'000) << "it waits";
  EXPECT_DOUBLE_EQ(at(36'090).north_m, 0);
  EXPECT_DOUBLE_EQ(at(36'150).north_m, 1'000);
  EXPECT_DOUBLE_EQ(at(0).east_m, 0) << "before the leg at its beginning";
  EXPECT_FALSE(at(0).moving);
  EXPECT_DOUBLE_EQ(at(80'000).north_m, 2'000) << "after the leg at its end";
  EXPECT_EQ(day.end_s(leg), 36'180);
}

TEST(Motion, ComesBackFromItsBytes) {
  const MotionDay day = one_bus();
  const auto bytes = day.pack();
  const auto back = MotionDay::unpack(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->date, day.date);
  EXPECT_EQ(back->kinds().front().sv, "bussar");
  EXPECT_EQ(back->movers(), 1U);
  EXPECT_EQ(back->legs().front(), day.legs().front());
  EXPECT_EQ(back->pack(), bytes);
}

TEST(Motion, RefusesBytesThatAreCutOrPointNowhere) {
  const auto bytes = one_bus().pack();
  for (std::size_t size = 0; size != bytes.size(); ++size)
    EXPECT_FALSE(MotionDay::unpack(std::span(bytes).first(size))) << size << " bytes";
  for (std::size_t index = 4; index != bytes.size(); ++index) {  // none may crash, whatever it says
    auto flipped = bytes;
    flipped[index] ^= std::byte{0x80};
    if (const auto day = MotionDay::unpack(flipped))
      for (const Leg& leg : day->legs()) day->position_on(leg, 36'100);
  }
}

TEST(Motion, KnowsAKindByItsNameWhoeverAddsIt) {
  MotionDay day = one_bus();
  EXPECT_EQ(day.add_kind({"tåg", "trains"}), 1);
  EXPECT_EQ(day.add_kind({"bussar", "buses"}), 0);
  EXPECT_EQ(day.kinds().size(), 2U);
}

}  // namespace
}  // namespace twin
