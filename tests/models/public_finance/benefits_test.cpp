#include "models/public_finance/benefits.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

constexpr std::int64_t kKr = 100;
const BenefitRules kRules;

/// Öre in kronor, for comparisons that need no öre.
double kr(std::int64_t ore_amount) {
  return static_cast<double>(ore_amount) / 100;
}

TEST(ChildAllowance, GrowsByTheSupplements) {
  EXPECT_EQ(child_allowance(kRules, 0), 0);
  EXPECT_EQ(child_allowance(kRules, 1), 1'250 * kKr);
  EXPECT_EQ(child_allowance(kRules, 2), 2'650 * kKr);   // 2 x 1,250 + 150
  EXPECT_EQ(child_allowance(kRules, 3), 4'480 * kKr);   // 3 x 1,250 + 150 + 580
  EXPECT_EQ(child_allowance(kRules, 4), 6'740 * kKr);   // + 1,010
  EXPECT_EQ(child_allowance(kRules, 6), 11'740 * kKr);  // two more of 1,250 + 1,250
}

TEST(StudyGrant, IsTenMonthsSpreadOverTwelve) {
  EXPECT_NEAR(kr(study_grant(kRules) * 12), 12'500, 0.12);
}

TEST(StudentAid, IsMostlyALoan) {
  const StudentAid aid = student_aid(kRules);
  EXPECT_NEAR(kr(aid.grant * 12), 10 * 3'292, 0.12);  // 40 weeks are ten payments
  EXPECT_GT(aid.loan, 2 * aid.grant);
}

TEST(Unemployment, PaysFourFifthsBetweenFloorAndCeiling) {
  EXPECT_EQ(unemployment_benefit(kRules, 20'000 * kKr), 16'000 * kKr);
  EXPECT_EQ(unemployment_benefit(kRules, 60'000 * kKr), 1'100 * 22 * kKr);
  EXPECT_EQ(unemployment_benefit(kRules, 0), 510 * 22 * kKr);
}

TEST(Sickness, PaysAShareOfPayToTheCeiling) {
  EXPECT_EQ(sickness_benefit(kRules, 20'000 * kKr), 15'520 * kKr);  // 77.6 %
  EXPECT_NEAR(kr(sickness_benefit(kRules, 90'000 * kKr)), 8 * 47'600 / 12.0 * 0.776, 0.02);
  EXPECT_NEAR(kr(disability_benefit(kRules, 0)), 2.53 * 47'600 / 12.0, 0.02);
  EXPECT_EQ(disability_benefit(kRules, 25'000 * kKr), 16'175 * kKr);  // 64.7 %
}

TEST(Benefits, NeverFallWhenFormerPayRises) {
  for (std::int64_t pay = 0; pay < 70'000 * kKr; pay += 500 * kKr)
    for (auto* benefit : {&unemployment_benefit, &sickness_benefit, &disability_benefit})
      EXPECT_LE((*benefit)(kRules, pay), (*benefit)(kRules, pay + 500 * kKr));
}

TEST(SocialAssistance, LiftsToTheNormAndNoFurther) {
  const std::int64_t norm = (6'900 + 2 * 3'100 + 5'500) * kKr;
  for (const std::int64_t income : {std::int64_t{0}, norm / 2, norm - 1})
    EXPECT_EQ(social_assistance(kRules, 2, 2, income) + income, norm);
  EXPECT_EQ(social_assistance(kRules, 2, 2, norm + 1), 0);
  EXPECT_LT(social_assistance(kRules, 1, 0, 0), social_assistance(kRules, 1, 1, 0));
}

TEST(Pensions, FollowAgeSexAndTheMunicipalitysPayAboveAFloor) {
  EXPECT_EQ(pension(kRules, 64, Sex::kMan, 100'000).state, 0);
  const Pension man = pension(kRules, 65, Sex::kMan, 100'000), woman = pension(kRules, 65, Sex::kWoman, 100'000);
  EXPECT_EQ(man.state, 15'500 * kKr);
  EXPECT_EQ(woman.state, 12'500 * kKr);
  EXPECT_LT(pension(kRules, 85, Sex::kMan, 100'000).state, man.state);
  EXPECT_GT(pension(kRules, 65, Sex::kMan, 110'000).state, man.state);
  // 2.181 x 47,600 / 12 = 8,651 kr
  EXPECT_NEAR(kr(pension(kRules, 90, Sex::kWoman, 30'000).state), 8'651, 1);
}

TEST(BenefitRules, AreRefusedWhenABenefitExceedsThePay) {
  EXPECT_FALSE(check_benefits(kRules));
  BenefitRules generous;
  generous.unemployment_share = 120'000;
  EXPECT_TRUE(check_benefits(generous));
  BenefitRules negative;
  negative.norm_child_kr = -1;
  EXPECT_TRUE(check_benefits(negative));
}

}  // namespace
}  // namespace rurban
