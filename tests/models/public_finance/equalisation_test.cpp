#include "models/public_finance/equalisation.h"

#include <gtest/gtest.h>

#include "models/vocabulary.h"

namespace rurban {
namespace {

constexpr std::int64_t kKr = 100;
constexpr double kMeanKr = 227'000;
const IncomeEqualisation kRules;

/// Öre in kronor, for comparisons that need no öre.
double kr(std::int64_t ore_amount) {
  return static_cast<double>(ore_amount) / 100;
}

TEST(IncomeEqualisation, PaysTheRateOfWhatIsMissing) {
  // 1,000 residents with 200,000 kr each: 20.45 % of (1.15 x 227,000 - 200,000) x 1,000 = 12,485 kr a head.
  EXPECT_EQ(income_equalisation(kRules, 1'000, 200'000'000 * kKr), 12'484'725 * kKr);
}

TEST(IncomeEqualisation, IsHomogeneous) {
  for (const std::int64_t base_kr : {150'000, 230'000, 270'000, 400'000}) {
    const std::int64_t small = income_equalisation(kRules, 1'000, base_kr * kKr * 1'000);
    EXPECT_NEAR(kr(income_equalisation(kRules, 26'000, base_kr * kKr * 26'000)), kr(26 * small), 0.6);
  }
}

TEST(IncomeEqualisation, AHigherOwnBaseLosesExactlyTheRate) {
  const std::int64_t more = 1'000'000 * kKr;
  EXPECT_EQ(income_equalisation(kRules, 1'000, 200'000'000 * kKr) -
                income_equalisation(kRules, 1'000, 200'000'000 * kKr + more),
            204'500 * kKr);
}

TEST(IncomeEqualisation, AResidentWithoutIncomeBringsTheGuaranteedBase) {
  const std::int64_t base = 200'000'000 * kKr;
  // 20.45 % of 1.15 x 227,000 kr = 53,385 kr
  EXPECT_NEAR(kr(income_equalisation(kRules, 1'001, base) - income_equalisation(kRules, 1'000, base)), 53'385, 1);
}

TEST(IncomeEqualisation, WhoHasMoreThanGuaranteedPays) {
  const auto per_head = [](double of_mean) { return kr(income_equalisation(kRules, 1, ore(of_mean * kMeanKr))); };
  EXPECT_NEAR(per_head(1.15), 0, 0.02);
  EXPECT_NEAR(per_head(1.20), -0.05 * 0.124 * kMeanKr, 0.05);
  EXPECT_NEAR(per_head(1.30), -(0.10 * 0.124 + 0.05 * 0.176) * kMeanKr, 0.05);
}

TEST(IncomeEqualisation, NeverMakesItWorthwhileToBePoor) {
  // With the lowest rate of the county's municipalities that are published, 22.25 %, more base is more money.
  std::int64_t last = -1;
  for (std::int64_t base = 0; base < 400'000 * kKr; base += 1'000 * kKr) {
    const std::int64_t revenue = base * 2'225 / 10'000 + income_equalisation(kRules, 1, base);
    EXPECT_GT(revenue, last);
    last = revenue;
  }
}

TEST(Offset, TakesBackWhatCountsAsTaxBaseAndLeavesTheRest) {
  const std::int64_t revenue = 71'000'000 * kKr;  // 1.1 öre per kWh in Jokkmokk
  const std::int64_t base = 200'000 * kKr * 4'851;
  EXPECT_EQ(equalisation_offset(kRules, 4'851, base, revenue, RevenueKind::kTaxBase), revenue / 100'000 * 20'450);
  EXPECT_EQ(equalisation_offset(kRules, 4'851, base, revenue, RevenueKind::kOutside), 0);
}

TEST(RegionalEqualisation, PaysALowerRate) {
  const IncomeEqualisation region = IncomeEqualisation::of_regions();
  EXPECT_EQ(income_equalisation(region, 1'000, 200'000'000 * kKr), 61'050'000 * kKr * 863 / 10'000);
}

/// People in the country's proportions.
ByCostAge<std::int64_t> like_the_country() {
  return CostEqualisation{}.national;
}

TEST(CostEqualisation, IsNothingForTheCountrysOwnStructure) {
  std::int64_t sum = 0;
  for (const std::int64_t share : CostEqualisation{}.national) sum += share;
  EXPECT_EQ(sum, 100'000);
  EXPECT_EQ(cost_equalisation({}, like_the_country()), 0);
}

TEST(CostEqualisation, PaysTheOldAndTheVeryYoungAndAsksTheMiddleAged) {
  const auto with = [](std::size_t group) {
    ByCostAge<std::int64_t> people = like_the_country();
    people[group] += 1'000;
    return cost_equalisation({}, people);
  };
  EXPECT_GT(with(0), 0);
  EXPECT_GT(with(5), with(4));
  EXPECT_LT(with(3), 0);
}

TEST(CostEqualisation, GrowsWithItsFactor) {
  ByCostAge<std::int64_t> people = like_the_country();
  people[5] *= 2;
  CostEqualisation wide;
  wide.factor = 1'200;
  EXPECT_NEAR(kr(cost_equalisation(wide, people)), 1.2 * kr(cost_equalisation({}, people)), 0.1);
}

TEST(CostEqualisation, GroupsMeetAtTheirBounds) {
  EXPECT_EQ(cost_age_group(5), 0U);
  EXPECT_EQ(cost_age_group(6), 1U);
  EXPECT_EQ(cost_age_group(18), 2U);
  EXPECT_EQ(cost_age_group(19), 3U);
  EXPECT_EQ(cost_age_group(64), 3U);
  EXPECT_EQ(cost_age_group(80), 5U);
}

TEST(StructuralGrant, GoesToSmallAndSparseMunicipalities) {
  EXPECT_EQ(structural_grant({}, 2'718, 12'557), 2'718 * 2'000 * kKr);   // Arjeplog
  EXPECT_EQ(structural_grant({}, 22'664, 19'155), 5'000 * 2'000 * kKr);  // Kiruna
  EXPECT_EQ(structural_grant({}, 78'549, 2'094), 0);                     // Luleå
}

}  // namespace
}  // namespace rurban
