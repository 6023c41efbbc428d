#include "models/public_finance/income_tax.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

constexpr std::int64_t kKr = 100;
constexpr LocalRates kLulea{22'500, 11'340};  // together 33.84 %
constexpr int kAdult = 40, kSenior = 70;

/// Öre in kronor, for comparisons that need no öre.
double kr(std::int64_t ore_amount) {
  return static_cast<double>(ore_amount) / 100;
}

IncomeTax of_year(std::int64_t wage_kr, std::int64_t pension_kr, int age, LocalRates rates = kLulea) {
  return yearly_tax(schedule_of({}), {wage_kr * kKr, pension_kr * kKr, age, false}, rates);
}

TEST(IncomeTax, NobodyPaysOnWhatTheAllowanceCovers) {
  EXPECT_EQ(of_year(15'000, 0, kAdult), (IncomeTax{0, 0, 0, 0}));
  EXPECT_EQ(of_year(0, 50'000, kSenior), (IncomeTax{0, 0, 0, 0}));  // 1.11 x 47,600 = 52,836
}

TEST(IncomeTax, AgreesWithTheSumByHandAtHalfAPay) {
  // Allowance 0.423 x 47,600 + 0.2 x (100,000 - 47,124) = 30,710; credit on 43,316 + 0.3405 x 56,684 - 30,710 =
  // 31,906.90.
  const IncomeTax tax = of_year(100'000, 0, kAdult);
  EXPECT_NEAR(kr(tax.taxable), 69'290, 1);
  EXPECT_NEAR(kr(tax.municipal), 15'590.25, 1);  // 22.50 %
  EXPECT_NEAR(kr(tax.region), 7'857.49, 1);      // 11.34 %
  EXPECT_NEAR(kr(tax.state), -10'797.30, 1);     // 33.84 % of 31,906.90, borne by the state
  EXPECT_EQ(tax.total(), tax.municipal + tax.region + tax.state);
}

TEST(IncomeTax, AgreesWithTheSumByHandAtAMedianPay) {
  // Allowance 36,652 - 0.1 x (350,000 - 148,036) = 16,455.60; credit on 81,062.80 + 0.128 x 195,776 - 16,455.60.
  const IncomeTax tax = of_year(350'000, 0, kAdult);
  EXPECT_NEAR(kr(tax.taxable), 333'544.40, 1);
  EXPECT_NEAR(kr(tax.total()), (333'544.40 - 89'666.53) * 0.3384, 2);
}

TEST(IncomeTax, AgreesWithTheSumByHandAboveTheStateThreshold) {
  // Allowance 0.293 x 47,600 = 13,946.80; state tax 20 % of 686,053.20 - 523,200; credit 33.84 % of 96,628 less 3 %
  // of 700,000 - 644,504.
  const IncomeTax tax = of_year(700'000, 0, kAdult);
  EXPECT_NEAR(kr(tax.taxable), 686'053.20, 1);
  EXPECT_NEAR(kr(tax.state), (32'570.64 - 32'698.92 + 1'664.88), 2);
  EXPECT_NEAR(kr(tax.total()), 233'697, 2);
}

TEST(IncomeTax, APensionerPaysAboutWhatAnEmployeeDoes) {
  // Allowance 81,062.80 + 0.128 x 45,776 = 86,922.13.
  EXPECT_NEAR(kr(of_year(0, 200'000, kSenior).total()), 113'077.87 * 0.3384, 2);
  for (const std::int64_t income : {140'000, 200'000, 300'000, 450'000})
    EXPECT_NEAR(kr(of_year(0, income, kSenior).total()), kr(of_year(income, 0, kAdult).total()), 200) << income;
  EXPECT_GT(of_year(0, 200'000, kAdult).total(), of_year(200'000, 0, kAdult).total() + 10'000 * kKr)
      << "benefits below 65 earn no work credit";
}

TEST(IncomeTax, MoreGrossNeverGivesLessNetAndNeverAllOfIt) {
  const TaxSchedule schedule = schedule_of({});
  for (const int age : {kAdult, kSenior})
    for (const bool works : {false, true}) {
      std::int64_t last = -1;
      for (std::int64_t gross = 0; gross < 100'000 * kKr; gross += 20 * kKr) {
        const EarnedIncome month{works ? gross : 0, works ? 0 : gross, age, true};
        const std::int64_t net = gross - monthly_tax(schedule, month, kLulea).total();
        EXPECT_LE(net, gross);
        ASSERT_GT(net, last) << age << works << " at " << gross;
        last = net;
      }
    }
}

TEST(IncomeTax, TaxBaseDoesNotDependOnTheRate) {
  for (const std::int64_t income : {50'000, 200'000, 600'000}) {
    EXPECT_EQ(of_year(income, 0, kAdult).taxable, of_year(income, 0, kAdult, {0, 0}).taxable);
    EXPECT_EQ(of_year(income, 0, kAdult).taxable, of_year(income, 0, kAdult, {40'000, 20'000}).taxable);
  }
}

TEST(IncomeTax, MunicipalityAndRegionReceiveTheirRateOfEveryMonthsBase) {
  const TaxSchedule schedule = schedule_of({});
  for (const std::int64_t income : {1'111, 12'345, 30'001, 77'777}) {
    const IncomeTax tax = monthly_tax(schedule, {income * kKr, 333, kAdult, true}, kLulea);
    EXPECT_EQ(tax.municipal, tax.taxable * 22'500 / 100'000);
    EXPECT_EQ(tax.region, tax.taxable * 11'340 / 100'000);
    EXPECT_GE(tax.total(), 0) << "credits never exceed the local tax";
  }
}

TEST(IncomeTax, TwelveMonthsAreAYear) {
  const TaxSchedule schedule = schedule_of({});
  for (const int age : {kAdult, kSenior})
    for (const std::int64_t income : {9'999, 17'000, 31'234, 54'321, 90'000}) {
      const EarnedIncome month{income * kKr, 1'000 * kKr, age, true};
      const EarnedIncome year{month.wage * 12, month.pension * 12, age, true};
      EXPECT_NEAR(kr(monthly_tax(schedule, month, kLulea).total() * 12),
                  kr(yearly_tax(schedule, year, kLulea).total()), 0.5);
    }
}

TEST(IncomeTax, TheSupportAreasCreditIsItsFullSumOrTheLocalTax) {
  const TaxSchedule schedule = schedule_of({});
  const auto paid = [&](std::int64_t income, bool area) {
    return yearly_tax(schedule, {0, income * kKr, kAdult, area}, kLulea).total();
  };
  EXPECT_EQ(paid(300'000, false) - paid(300'000, true), 1'675 * kKr);
  EXPECT_EQ(paid(22'000, true), 0);
}

TEST(IncomeTax, RulesThatGrowWithPayKeepTheShareOfTax) {
  const TaxSchedule doubled = schedule_of(TaxRules{}.indexed(200'000));
  const IncomeTax now = of_year(400'000, 0, kAdult);
  const IncomeTax then = yearly_tax(doubled, {800'000 * kKr, 0, kAdult, false}, kLulea);
  EXPECT_NEAR(kr(then.total()), kr(2 * now.total()), 2);
}

TEST(IncomeTax, SeniorsWhoWorkKeepAFifthOfTheFirstHundredThousand) {
  // 20 % of 100,000 = 20,000, but never more than the local tax: (150,000 - 1.633 x 47,600) x 33.84 % = 24,456
  const std::int64_t saved = of_year(0, 150'000, kSenior).total() - of_year(100'000, 50'000, kSenior).total();
  EXPECT_NEAR(kr(saved), 20'000, 1);
}

TEST(CapitalTax, TakesAndGivesBackAThird) {
  EXPECT_EQ(yearly_capital_tax({}, 10'000 * kKr), 3'000 * kKr);
  EXPECT_EQ(yearly_capital_tax({}, -10'000 * kKr), -3'000 * kKr);
  EXPECT_EQ(yearly_capital_tax({}, -150'000 * kKr), -(30'000 + 10'500) * kKr);  // 21 % of the last 50,000
}

TEST(LocalRate, IsBetweenNothingAndSixtyPercent) {
  EXPECT_FALSE(check_rate(0));
  EXPECT_FALSE(check_rate(23'400));
  EXPECT_FALSE(check_rate(60'000));
  EXPECT_TRUE(check_rate(-1));
  ASSERT_TRUE(check_rate(340'000));
  EXPECT_EQ(check_rate(340'000)->en, "the tax rate 340.00 % is outside 0 to 60 %");
}

}  // namespace
}  // namespace rurban
