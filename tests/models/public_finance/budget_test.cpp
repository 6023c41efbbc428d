#include "models/public_finance/budget.h"

#include <gtest/gtest.h>

#include <vector>

namespace rurban {
namespace {

constexpr std::int64_t kMkr = 100'000'000;  // öre in a million kronor
constexpr std::int32_t kUsual = 22'500;
constexpr BudgetLevels kFull{1'000, 1'000, kUsual};
const BudgetLimits kLimits;

/// Costs 1,000 million at full service; 22.5 % of 2,000 million are 450; `gap` is missing.
BudgetForecast missing(std::int64_t gap) {
  return {.tax_base = 2'000 * kMkr, .other_revenue = 550 * kMkr - gap, .cost_norm = 1'000 * kMkr};
}
BudgetDecision close(std::int64_t gap, BudgetLevels now = kFull) {
  return close_budget(missing(gap), now, kUsual, kLimits);
}

TEST(Budget, InBalanceChangesNothing) {
  const BudgetDecision decision = close(0);
  EXPECT_EQ(decision.levels, kFull);
  EXPECT_EQ(decision.result, 0);
  EXPECT_EQ(decision.words.sv, "Budgeten går jämnt upp: inget ändras.");
}

TEST(Budget, ASmallGapCostsOnlyService) {
  // 3.2 of 1,000 million: four thousandths of the service.
  const BudgetDecision decision = close(32 * kMkr / 10);
  EXPECT_EQ(decision.levels, (BudgetLevels{996, 1'000, kUsual}));
  EXPECT_EQ(decision.words.en, "Deficit of 3.2 million kr: the service level falls from 100.0 to 99.6 %.");
  EXPECT_EQ(decision.words.sv, "Underskott på 3,2 mnkr: servicenivån sänks från 100,0 till 99,6 %.");
}

TEST(Budget, ALargerGapCostsStaffWhenServiceIsAtItsLimit) {
  // Service gives 10; of the other 5 million each thousandth of staff saves 0.6 x 0.99: nine.
  const BudgetDecision decision = close(15 * kMkr);
  EXPECT_EQ(decision.levels, (BudgetLevels{990, 991, kUsual}));
}

TEST(Budget, ALargeGapRaisesTheTaxLast) {
  // Service 10, staff 30 x 0.594 = 17.82; of the other 4.18 million a step of 0.05 points gives 1: five.
  const BudgetDecision decision = close(32 * kMkr);
  EXPECT_EQ(decision.levels, (BudgetLevels{990, 970, 22'750}));
  EXPECT_EQ(decision.words.en,
            "Deficit of 32.0 million kr: the service level falls from 100.0 to 99.0 %, staffing falls from 100.0 to "
            "97.0 %, the tax rate rises from 22.50 to 22.75 %.");
}

TEST(Budget, WhatLimitsLeaveOpenIsSaid) {
  const BudgetDecision decision = close(100 * kMkr);
  EXPECT_EQ(decision.levels, (BudgetLevels{990, 970, 23'000}));
  EXPECT_EQ(decision.result, -6'218 * kMkr / 100);  // 100 - 10 - 17.82 - 10
  EXPECT_TRUE(decision.words.en.ends_with("but 62.1 million kr are missing still."));
  const BudgetDecision spent = close(500 * kMkr, {970, 800, 26'000});
  EXPECT_EQ(spent.levels, (BudgetLevels{970, 800, 26'000}));
  EXPECT_TRUE(spent.words.en.ends_with("all limits are reached and the deficit remains."));
}

TEST(Budget, IsNegativeOnlyWhenAllLimitsBind) {
  for (const BudgetLevels now : {kFull, BudgetLevels{975, 815, 25'800}, BudgetLevels{970, 800, 26'000}})
    for (std::int64_t gap = -100 * kMkr; gap < 300 * kMkr; gap += kMkr / 3) {
      const BudgetDecision decision = close(gap, now);
      EXPECT_EQ(decision.result, result_at(missing(gap), decision.levels, kLimits));
      if (decision.result >= 0) continue;
      EXPECT_EQ(decision.levels.service, std::max(970, now.service - 10));
      EXPECT_EQ(decision.levels.staff, std::max(800, now.staff - 30));
      EXPECT_EQ(decision.levels.tax_rate, std::min(26'000, now.tax_rate + 500));
    }
}

TEST(Budget, MoreRevenueNeverGivesLowerServiceFewerStaffOrAHigherTax) {
  for (const BudgetLevels now : {kFull, BudgetLevels{985, 930, 23'100}, BudgetLevels{970, 800, 26'000}}) {
    BudgetLevels last = close(300 * kMkr, now).levels;
    for (std::int64_t gap = 300 * kMkr; gap > -300 * kMkr; gap -= kMkr / 7) {
      const BudgetLevels next = close(gap, now).levels;
      ASSERT_GE(next.service, last.service) << gap;
      ASSERT_GE(next.staff, last.staff) << gap;
      ASSERT_LE(next.tax_rate, last.tax_rate) << gap;
      last = next;
    }
  }
}

TEST(Budget, ASurplusUndoesTheLastMeasureFirst) {
  const BudgetLevels cut{990, 970, 22'750};
  EXPECT_EQ(close(31 * kMkr, cut).levels, (BudgetLevels{990, 970, 22'700})) << "1.82 million: one step of the tax";
  EXPECT_EQ(close(20 * kMkr, cut).levels.tax_rate, kUsual);
  EXPECT_EQ(close(20 * kMkr, cut).levels.service, 990);
  EXPECT_EQ(close(5 * kMkr, cut).levels.staff, 1'000);
}

TEST(Budget, ALossFollowedByAnEqualGainLeavesEverythingAsItWas) {
  for (const std::int64_t gap : {3, 9, 20, 35}) {
    const BudgetLevels cut = close(gap * kMkr).levels;
    EXPECT_NE(cut, kFull);
    EXPECT_EQ(close(0, cut).levels, kFull) << gap;
  }
}

TEST(Budget, ASmallSurplusInFullServiceIsKept) {
  const BudgetDecision decision = close(-20 * kMkr);
  EXPECT_EQ(decision.levels, kFull);
  EXPECT_EQ(decision.result, 20 * kMkr);
  EXPECT_EQ(decision.words.en, "Surplus of 20.0 million kr: it is kept.");
}

TEST(Budget, ALastingSurplusBuysServicesYearByYearAndNoLowerTax) {
  BudgetLevels levels = kFull;
  std::vector<std::int32_t> service;
  for (int year = 0; year != 4; ++year) service.push_back((levels = close(-50 * kMkr, levels).levels).service);
  // 2 % of 1,050 million are kept, so 29 are spent; ten of a thousand in a year.
  EXPECT_EQ(service, (std::vector<std::int32_t>{1'010, 1'020, 1'029, 1'029}));
  EXPECT_EQ(levels.tax_rate, kUsual);
  EXPECT_EQ(close(0, levels).levels.service, 1'019) << "and is given up again when the money ends";
  for (int year = 0; year != 60; ++year) levels = close(-900 * kMkr, levels).levels;
  EXPECT_EQ(levels.service, kLimits.most_service);
}

TEST(Budget, PositionsLeftOpenSaveTheirPayOnly) {
  EXPECT_EQ(cost_at(missing(0), {1'000, 900, kUsual}, kLimits), 940 * kMkr);  // 60 % of a tenth
  EXPECT_EQ(cost_at(missing(0), {900, 1'000, kUsual}, kLimits), 900 * kMkr);
}

}  // namespace
}  // namespace rurban
