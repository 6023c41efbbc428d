#include "models/practices/spread.h"

#include <gtest/gtest.h>

#include <set>

#include "twin/base/draw.h"

namespace rurban::practices {
namespace {

TEST(Pairs, HaveARowEachWhoeverIsNamedFirst) {
  std::set<std::uint32_t> rows;
  for (std::uint32_t a = 0; a != 14; ++a)
    for (std::uint32_t b = 0; b != a; ++b) {
      EXPECT_EQ(pair_row(a, b), pair_row(b, a));
      rows.insert(pair_row(a, b));
    }
  EXPECT_EQ(rows.size(), 91U);  // 14 * 13 / 2
  EXPECT_EQ(*rows.rbegin(), pairs_of(14) - 1);
  EXPECT_EQ(pairs_of(0) + pairs_of(1), 0U);
}

TEST(Trust, GrowsByMeetingNeverBeyondOneAndFadesToWhereItBegan) {
  const TrustRules rules{.first = 0.2, .gain = 0.5, .half_life_years = 2};
  EXPECT_DOUBLE_EQ(trust_after_meeting(0.2, rules), 0.6);  // half of the 0.8 that are missing
  EXPECT_NEAR(trust_after(0.6, 2, rules), 0.4, 1e-12);     // half of the 0.4 that were won
  double trust = rules.first;
  for (int meeting = 0; meeting != 100; ++meeting) trust = trust_after_meeting(trust, rules);
  EXPECT_LE(trust, 1);
  EXPECT_NEAR(trust_after(trust, 100, rules), rules.first, 1e-9);
}

TEST(Trust, OfThoseWhoTrustedMoreIsNotLessAfterTheSameTimeAndMeetings) {
  const TrustRules rules;
  for (double trust = 0.2; trust < 1; trust += 0.1) {
    EXPECT_LE(trust_after(trust, 1, rules), trust_after(trust + 0.05, 1, rules));
    EXPECT_LE(trust_after_meeting(trust, rules), trust_after_meeting(trust + 0.05, rules));
    EXPECT_GE(trust_after_meeting(trust, rules), trust);
  }
}

TEST(Neighbours, AreTheNearestOfEachEitherWayRound) {
  // Along a road: A 10 B 20 C 30 D
  std::vector<std::int64_t> minutes(pairs_of(4));
  const std::vector<std::int64_t> at{0, 10, 30, 60};
  for (std::uint32_t a = 0; a != 4; ++a)
    for (std::uint32_t b = 0; b != a; ++b) minutes[pair_row(a, b)] = at[a] - at[b];
  const auto one = neighbours(4, minutes, 1);
  EXPECT_TRUE(one[pair_row(0, 1)]);
  EXPECT_TRUE(one[pair_row(1, 2)]) << "B is C's nearest, though A is B's";
  EXPECT_TRUE(one[pair_row(2, 3)]);
  EXPECT_FALSE(one[pair_row(0, 2)] || one[pair_row(0, 3)] || one[pair_row(1, 3)]);
  EXPECT_EQ(neighbours(4, minutes, 9), std::vector<std::uint8_t>(6, 1));
}

TEST(Spread, ReachesNobodyWithoutATellerAndAllWhenEveryoneTells) {
  const auto always = [](std::uint32_t, std::uint32_t) { return true; };
  EXPECT_EQ(spread(0, 14, always), 0U);
  EXPECT_EQ(spread(bit(3), 14, always), everyone(14));
  EXPECT_EQ(spread(bit(3), 14, [](std::uint32_t, std::uint32_t) { return false; }), bit(3));
}

TEST(Spread, TakesOneContactAtATime) {
  const auto to_the_next = [](std::uint32_t from, std::uint32_t to) { return to == from + 1; };
  EXPECT_EQ(spread(bit(0), 3, to_the_next), bit(0) | bit(1)) << "C hears of it only when B has had it";
}

/// Months until all 14 have what the first has, with meetings in these months of the year (bits) and the same chance
/// for each pair and month.
int months_to_all(std::uint64_t seed, std::uint32_t meeting_months, double per_contact) {
  const TrustRules rules;
  std::vector<double> trust(pairs_of(14), rules.first);
  Adopters has_it = bit(0);
  for (std::uint32_t month = 0; month != 1'200; ++month) {
    const bool meets = (meeting_months >> (month % 12) & 1) != 0;
    for (double& t : trust) t = trust_after(t, 1.0 / 12, rules);
    has_it = spread(has_it, 14, [&](std::uint32_t from, std::uint32_t to) {
      const bool next = from + 1 == to || to + 1 == from;
      const twin::Draw draw(twin::draw_key(seed, 1), from * 64 + to, month);
      const double chance = per_contact * trust[pair_row(from, to)];
      return (meets && draw.chance(chance, 0)) || (next && draw.chance(chance / 6, 1));
    });
    if (meets)
      for (double& t : trust) t = trust_after_meeting(t, rules);
    if (has_it == everyone(14)) return static_cast<int>(month);
  }
  return 1'200;
}

TEST(Spread, IsNeverSlowedByOneMoreMeetingAYearNorByMoreChanceAContact) {
  for (std::uint64_t seed = 1; seed != 40; ++seed) {
    std::uint32_t months = 0;
    int before = months_to_all(seed, months, 0.06);
    for (const std::uint32_t more : {2U, 8U, 4U, 10U, 0U, 5U}) {
      months |= 1U << more;
      const int now = months_to_all(seed, months, 0.06);
      EXPECT_LE(now, before) << "seed " << seed;
      before = now;
    }
    EXPECT_LE(months_to_all(seed, months, 0.15), before);
    EXPECT_GE(months_to_all(seed, months, 0.02), before);
  }
}

TEST(Spread, TakesYearsBetweenNeighboursAndMonthsWhereAllMeet) {
  double alone = 0, six = 0;
  for (std::uint64_t seed = 1; seed != 40; ++seed) {
    alone += months_to_all(seed, 0, 0.06) / 39.0;
    six += months_to_all(seed, 0b0101'0001'0101, 0.06) / 39.0;
  }
  EXPECT_GT(alone, 10 * six);
}

TEST(Median, IsTheTimeByWhichHalfAreEverywhere) {
  EXPECT_EQ(median_months({{10, true}, {20, true}, {40, true}}), 20);
  EXPECT_FALSE(median_months({}));
}

TEST(Median, CountsThoseStillUnderWayAsNotYetThere) {
  EXPECT_FALSE(median_months({{10, true}, {50, false}, {60, false}})) << "one in three, so far";
  // The one left at 15 leaves two to be watched: 3/4 at 10, then 3/8 at 30.
  EXPECT_EQ(median_months({{10, true}, {15, false}, {30, true}, {60, false}}), 30);
}

}  // namespace
}  // namespace rurban::practices
