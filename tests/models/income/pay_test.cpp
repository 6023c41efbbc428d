#include "models/income/pay.h"

#include <gtest/gtest.h>

#include <array>

namespace rurban {
namespace {

TEST(Pay, OfAMiddleAgedManOfUnknownSchoolingAndMeanLuckIsTheProductOfItsFactors) {
  EXPECT_NEAR(pay_factor({Sex::kMan, 40, 0, 0.5}), 1.08 * 0.97 * 1.06 * 1.00, 1e-12);
  EXPECT_NEAR(pay_factor({Sex::kWoman, 22, 3, 0.9}), 0.90 * 1.10 * 0.78 * 1.20, 1e-12);
}

TEST(Pay, OfWomenIsFiveSixthsOfThatOfMenAllElseEqual) {
  for (int age = 16; age != 80; ++age)
    for (std::uint8_t skill = 0; skill != 4; ++skill)
      EXPECT_NEAR(pay_factor({Sex::kWoman, age, skill, 0.3}) / pay_factor({Sex::kMan, age, skill, 0.3}), 5.0 / 6,
                  1e-12);
}

TEST(Pay, RisesWithSchoolingAndLuck) {
  for (int age = 16; age != 80; ++age) {
    EXPECT_LT(pay_factor({Sex::kWoman, age, 1, 0.5}), pay_factor({Sex::kWoman, age, 2, 0.5}));
    EXPECT_LT(pay_factor({Sex::kWoman, age, 2, 0.5}), pay_factor({Sex::kWoman, age, 3, 0.5}));
    EXPECT_LT(pay_factor({Sex::kWoman, age, 2, 0.1}), pay_factor({Sex::kWoman, age, 2, 0.2}));
  }
}

TEST(Pay, SpreadsByAQuarterAroundTheMeanThroughLuck) {
  double mean = 0;
  constexpr int kDraws = 1'000;
  for (int k = 0; k != kDraws; ++k) mean += pay_factor({Sex::kMan, 40, 0, (k + 0.5) / kDraws}) / kDraws;
  const double middle = pay_factor({Sex::kMan, 40, 0, 0.5});
  EXPECT_NEAR(mean, middle, 1e-9);
  EXPECT_NEAR(pay_factor({Sex::kMan, 40, 0, 0}) / middle, 0.75, 1e-12);
  EXPECT_NEAR(pay_factor({Sex::kMan, 40, 0, 1}) / middle, 1.25, 1e-12);
}

TEST(Pay, IsLowestForTeenagersAndPensionersAndHighestInMiddleAge) {
  const auto at = [](int age) { return pay_factor({Sex::kMan, age, 2, 0.5}); };
  EXPECT_LT(at(19), at(20));
  EXPECT_LT(at(24), at(25));
  EXPECT_LT(at(34), at(35));
  EXPECT_GT(at(64), at(65));
}

TEST(Livelihood, FollowsAgeAtBothEnds) {
  for (const double luck : {0.0, 0.45, 0.7, 0.99}) {
    EXPECT_EQ(livelihood_of(15, luck, 65), Livelihood::kNone);
    EXPECT_EQ(livelihood_of(16, luck, 65), Livelihood::kPupil);
    EXPECT_EQ(livelihood_of(19, luck, 65), Livelihood::kPupil);
    EXPECT_EQ(livelihood_of(65, luck, 65), Livelihood::kPensioner);
    EXPECT_EQ(livelihood_of(110, luck, 65), Livelihood::kPensioner);
    EXPECT_NE(livelihood_of(65, luck, 66), Livelihood::kPensioner);
  }
}

std::array<int, 7> counted(int age) {
  std::array<int, 7> counts{};
  for (int k = 0; k != 1'000; ++k) ++counts[static_cast<std::size_t>(livelihood_of(age, (k + 0.5) / 1'000, 65))];
  return counts;
}

TEST(Livelihood, HasTheSharesItStates) {
  // None, pupil, student, unemployed, sick, disabled, pensioner, of a thousand.
  EXPECT_EQ(counted(20), (std::array<int, 7>{200, 0, 500, 300, 0, 0, 0}));
  EXPECT_EQ(counted(26), counted(20));
  EXPECT_EQ(counted(27), (std::array<int, 7>{100, 0, 0, 400, 100, 400, 0}));
  EXPECT_EQ(counted(64), counted(27));
}

}  // namespace
}  // namespace rurban
