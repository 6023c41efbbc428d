#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "twin/base/text.h"

namespace rurban {

/// That part of an amount, in 1/100 000, rounded toward zero. Every rate of this folder is applied by it.
/// Requires: |amount| at most 9e13, which at 100 % fits 64 bits
constexpr std::int64_t part_of(std::int64_t amount, std::int64_t per_100000) {
  return amount * per_100000 / 100'000;
}

/// Sweden's tax on earned income as the Income Tax Act (Inkomstskattelag 1999:1229) has it for the income year 2021.
///
/// Seen in print: the work credit's coefficients to 8.08 price base amounts, in 67 ch. 9 c § (SFS 2021:1159), which
/// has the same. Written down from knowledge of the law, to be checked: the allowance below senior age, the credit's
/// taper, the senior work credit, the regional credit, the state threshold.
///
/// Left out, since they cancel: the general pension contribution of 7 % and its full credit (67 ch. 4 §); the fee for
/// public service (1 % to 1,329 kr) and the credit for earned income (67 ch. 46-48 §§, 0.75 % to 1,500 kr), which
/// are within 600 kr a year of each other at any income. The law's rounding of allowances up to whole hundreds of
/// kronor is left out, too, so that no krona of pay costs more than a krona of tax.
struct TaxRules {
  std::int64_t price_base_kr = 47'600;        ///< prisbasbelopp 2021 (SFS 2020:764)
  std::int64_t state_threshold_kr = 523'200;  ///< taxable income above it pays state tax (65 ch. 5 §, 2021)
  std::int32_t state_rate = 20'000;           ///< 1/100 000, on what exceeds the threshold (65 ch. 5 §)
  std::int32_t senior_age = 65;               ///< from here on the higher allowance (63 ch. 3 a §, 67 ch. 8 §)
  /// Work credit from senior_age on (67 ch. 8 §): 20 % of pay to the first, then 5 % to the second; 3 % off above the
  /// third.
  std::array<std::int64_t, 3> senior_credit_kr{100'000, 300'000, 600'000};
  /// Yearly credit to residents of the support area (67 ch. 34-35 §§, 2020 on).
  std::int64_t regional_credit_kr = 1'675;
  std::int64_t capital_rate = 30'000;  ///< 1/100 000 of net capital income (65 ch. 7 §)

  /// The rules of a year in which prices and pay are `index`/100 000 times those of 2021.
  TaxRules indexed(std::int64_t index) const;
};

/// A line with kinks through given points: `base` and up to four stretches of their own slope, held beyond their
/// ends. Evaluated by sums and clamps only.
struct TaxCurve {
  static constexpr int kStretches = 4;
  std::int64_t base = 0;                          ///< öre x 100 000
  std::array<std::int64_t, kStretches> from{};    ///< öre
  std::array<std::int64_t, kStretches> length{};  ///< öre
  std::array<std::int64_t, kStretches> slope{};   ///< 1/100 000

  /// Value in öre, rounded down. Requires: 0 <= x < 9e12 öre
  std::int64_t at(std::int64_t x) const {
    std::int64_t sum = base;
    for (std::size_t i = 0; i != kStretches; ++i)
      sum += slope[i] * std::min(std::max<std::int64_t>(x - from[i], 0), length[i]);
    return sum / 100'000;
  }
};

/// The rules made ready for quick use: kinks in öre, index 0 below senior_age and 1 from then on.
/// Where the law's rounded coefficients leave a step between two of its lines (0.001 price base amounts at most), the
/// curve is continued to the next line's value instead.
struct TaxSchedule {
  std::array<TaxCurve, 2> allowance;         ///< grundavdrag (63 ch. 3 and 3 a §§) by income
  std::array<TaxCurve, 2> credit_base;       ///< what the work credit (67 ch. 7 and 8 §§) is worked out on, by pay
  std::array<std::int64_t, 2> credit_top{};  ///< öre of pay above which 3 % is taken off the work credit
  std::int64_t state_threshold = 0;          ///< öre
  std::int64_t state_rate = 0;
  std::int64_t regional_credit = 0;  ///< öre/year
  std::int32_t senior_age = 65;
};
TaxSchedule schedule_of(const TaxRules& rules);

/// What a person earns, in öre per year or per month.
struct EarnedIncome {
  std::int64_t wage = 0;         ///< pay for work, which earns the work credit
  std::int64_t pension = 0;      ///< pensions and taxable benefits, which do not
  std::int32_t age = 0;          ///< at the beginning of the year
  bool in_support_area = false;  ///< lives where the regional credit is given
};

/// Rates in 1/100 000 of taxable income.
struct LocalRates {
  std::int32_t municipal = 0, region = 0;
};

/// Tax in öre per year or per month. Municipality and region receive their full rate of the taxable income; credits
/// are borne by the state, so that its part may be negative. What the person pays is the sum of the three.
struct IncomeTax {
  std::int64_t taxable = 0;  ///< the local tax base
  std::int64_t municipal = 0, region = 0, state = 0;

  std::int64_t total() const { return municipal + region + state; }
  friend bool operator==(const IncomeTax&, const IncomeTax&) = default;
};

/// Tax of a year. Requires: wage and pension not negative, below 9e10 öre; rates that check_rate lets pass
IncomeTax yearly_tax(const TaxSchedule& schedule, const EarnedIncome& year, const LocalRates& rates);

/// Tax of a month, as if all twelve were like it: yearly amounts are divided by twelve, then local rates applied, so
/// that municipal tax is that rate of `taxable` for each person. Twelve months differ from the year by less than
/// 50 öre. Requires: as yearly_tax, for twelve months
IncomeTax monthly_tax(const TaxSchedule& schedule, const EarnedIncome& month, const LocalRates& rates);

/// Tax on income from capital less interest paid, öre: 30 %. Of a deficit 30 % to 100,000 kr a year and 21 % beyond
/// is given back (67 ch. 10 §): negative then.
std::int64_t yearly_capital_tax(const TaxRules& rules, std::int64_t net_income);

/// A fault if `rate` (1/100 000) can't be a rate of local income tax: it must be 0 to 60 %.
std::optional<twin::Text> check_rate(std::int32_t rate);

}  // namespace rurban
