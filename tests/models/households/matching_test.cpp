#include "models/households/matching.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr AgeGap kGap{.usual = 30, .widest = 144};

std::vector<Seeker> crowd(std::uint32_t count) {
  std::vector<Seeker> seekers;
  for (std::uint32_t i = 0; i != count; ++i)
    seekers.push_back({i, 1000 + twin::combine(i, 1) % 100'000, static_cast<std::uint32_t>(i % 3),
                       static_cast<MonthNumber>(800 + twin::combine(i, 2) % 500), i % 2 ? Sex::kMan : Sex::kWoman,
                       i % 17 == 0});
  return seekers;
}

TEST(Matching, PairsAWomanAndAManOfTheUsualAges) {
  const auto pairs = match({{7, 1, 0, 1000, Sex::kWoman, false}, {8, 2, 0, 970, Sex::kMan, false}}, kGap);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0], (std::pair{7U, 8U}));
}

TEST(Matching, KeepsThoseApartWhoAreTooFarInAgeOrInAnotherMunicipality) {
  EXPECT_TRUE(match({{7, 1, 0, 1000, Sex::kWoman, false}, {8, 2, 0, 600, Sex::kMan, false}}, kGap).empty());
  EXPECT_TRUE(match({{7, 1, 0, 1000, Sex::kWoman, false}, {8, 2, 1, 1000, Sex::kMan, false}}, kGap).empty());
  EXPECT_TRUE(match({{7, 1, 0, 1000, Sex::kWoman, false}, {8, 2, 0, 1000, Sex::kWoman, false}}, kGap).empty());
  EXPECT_EQ(match({{7, 1, 0, 1000, Sex::kWoman, true}, {8, 2, 0, 1000, Sex::kWoman, true}}, kGap).size(), 1U);
}

TEST(Matching, TakesNobodyTwiceAndPairsMostOfACrowd) {
  const auto pairs = match(crowd(600), kGap);
  std::set<std::uint32_t> taken;
  for (const auto& [a, b] : pairs) {
    EXPECT_TRUE(taken.insert(a).second);
    EXPECT_TRUE(taken.insert(b).second);
  }
  EXPECT_GT(taken.size(), 500U);
}

TEST(Matching, DoesNotDependOnTheOrderOfTheSeekers) {
  auto seekers = crowd(300);
  const auto pairs = match(seekers, kGap);
  for (std::uint64_t salt = 0; salt != 5; ++salt) {
    std::sort(seekers.begin(), seekers.end(), [&](const Seeker& a, const Seeker& b) {
      return twin::combine(a.id, salt) < twin::combine(b.id, salt);
    });
    EXPECT_EQ(match(seekers, kGap), pairs);
  }
}

}  // namespace
}  // namespace rurban
