#include "models/public_finance/income_tax.h"

#include <fmt/format.h>

#include <initializer_list>

namespace rurban {
namespace {

constexpr std::int64_t kWhole = 100'000;
constexpr std::int64_t kTaper = 3'000;  // of the work credit at high pay (67 ch. 7 and 8 §§)

/// From `from` on the value changes by `slope` per unit until it is `to`; amounts in 1/1000 of a unit of money.
struct Stretch {
  std::int64_t from, slope, to;
};

/// `unit`: öre that 1000 in the stretches mean.
TaxCurve curve(std::int64_t unit, std::int64_t base, std::initializer_list<Stretch> stretches) {
  TaxCurve result{.base = unit * base * (kWhole / 1000), .from = {}, .length = {}, .slope = {}};
  std::size_t i = 0;
  std::int64_t value = base;
  for (const Stretch& stretch : stretches) {
    result.from[i] = unit * stretch.from / 1000;
    result.slope[i] = stretch.slope;
    result.length[i++] = unit * (stretch.to - value) * (kWhole / 1000) / stretch.slope;
    value = stretch.to;
  }
  return result;
}

/// The tax of a year's income, in parts of `kParts` equal ones; each amount is divided once. All are not negative
/// until the credit is taken off.
template <std::int64_t kParts>
IncomeTax assess(const TaxSchedule& s, const EarnedIncome& income, const LocalRates& rates) {
  const std::size_t senior = income.age >= s.senior_age;
  const std::int64_t wage = income.wage * kParts, gross = wage + income.pension * kParts;
  const std::int64_t allowance = s.allowance[senior].at(gross);
  const std::int64_t taxable = std::max<std::int64_t>(gross - allowance, 0);
  // Below senior age the work credit is the local rate of what exceeds the allowance, later an amount of its own.
  const std::array<std::int64_t, 2> less{allowance, 0}, rate{rates.municipal + rates.region, kWhole};
  const std::int64_t base = std::max<std::int64_t>(s.credit_base[senior].at(wage) - less[senior], 0);
  const std::int64_t too_much = std::max<std::int64_t>(wage - s.credit_top[senior], 0);
  const std::int64_t work_credit = std::max<std::int64_t>(base * rate[senior] - too_much * kTaper, 0);
  const std::int64_t credit = work_credit + s.regional_credit * kWhole * income.in_support_area;
  const std::int64_t above = std::max<std::int64_t>(taxable - s.state_threshold, 0);

  IncomeTax tax{.taxable = taxable / kParts};
  tax.municipal = part_of(tax.taxable, rates.municipal);
  tax.region = part_of(tax.taxable, rates.region);
  tax.state = above * s.state_rate / (kWhole * kParts) -
              std::min(credit / (kWhole * kParts), tax.municipal + tax.region);  // 67 ch. 2 §
  return tax;
}

}  // namespace

TaxRules TaxRules::indexed(std::int64_t index) const {
  TaxRules result = *this;
  for (std::int64_t* kr : {&result.price_base_kr, &result.state_threshold_kr, &result.regional_credit_kr,
                           &result.senior_credit_kr[0], &result.senior_credit_kr[1], &result.senior_credit_kr[2]})
    *kr = part_of(*kr, index);
  return result;
}

TaxSchedule schedule_of(const TaxRules& rules) {
  const std::int64_t base = rules.price_base_kr * 100;
  const auto& senior = rules.senior_credit_kr;
  TaxSchedule s;
  // 63 ch. 3 §, in 1/1000 of the price base amount.
  s.allowance[0] = curve(base, 423, {{990, 20'000, 770}, {3'110, -10'000, 293}});
  // 63 ch. 3 and 3 a §§ together, simplified: to 2.72 price base amounts as in SFS 2018:2086; from there to 11 what
  // gives a pensioner the tax of an employee below 65, which the change for 2021 was made for (assumption, range
  // -0.1 to +0.15 price base amounts; SFS 2021:1160 is more generous for 2022); then down by 62 % of income to 1.40
  // (assumption 1.2 to 1.6).
  s.allowance[1] =
      curve(base, 1'110,
            {{1'110, 25'700, 1'524}, {2'720, 34'050, 1'703}, {3'240, 12'800, 2'323}, {11'000, -62'000, 1'400}});
  // 67 ch. 7 §.
  s.credit_base[0] = curve(base, 0, {{0, 100'000, 910}, {910, 34'050, 1'703}, {3'240, 12'800, 2'323}});
  s.credit_top[0] = base * 1'354 / 100;
  // 67 ch. 8 §: 20 % of the first 100,000 kr, 5 % of the next 200,000.
  const std::int64_t first = senior[0] / 5, second = (senior[1] - senior[0]) / 20;
  s.credit_base[1] = curve(100'000, 0, {{0, 20'000, first}, {senior[0], 5'000, first + second}});
  s.credit_top[1] = senior[2] * 100;
  s.state_threshold = rules.state_threshold_kr * 100;
  s.state_rate = rules.state_rate;
  s.regional_credit = rules.regional_credit_kr * 100;
  s.senior_age = rules.senior_age;
  return s;
}

IncomeTax yearly_tax(const TaxSchedule& schedule, const EarnedIncome& year, const LocalRates& rates) {
  return assess<1>(schedule, year, rates);
}

IncomeTax monthly_tax(const TaxSchedule& schedule, const EarnedIncome& month, const LocalRates& rates) {
  return assess<12>(schedule, month, rates);
}

std::int64_t yearly_capital_tax(const TaxRules& rules, std::int64_t net_income) {
  constexpr std::int64_t kFullDeficit = std::int64_t{-100'000} * 100;  // 67 ch. 10 §
  return part_of(std::max(net_income, kFullDeficit), rules.capital_rate) +
         part_of(std::min<std::int64_t>(net_income - kFullDeficit, 0), 21'000);
}

std::optional<twin::Text> check_rate(std::int32_t rate) {
  if (rate >= 0 && rate <= 60'000) return std::nullopt;
  const auto percent = [&](char mark) {
    const std::int64_t size = rate < 0 ? -std::int64_t{rate} : rate;
    return fmt::format("{}{}{}{:02}", rate < 0 ? "−" : "", size / 1000, mark, size % 1000 / 10);
  };
  return twin::Text{fmt::format("skattesatsen {} % ligger inte mellan 0 och 60 %", percent(',')),
                    fmt::format("the tax rate {} % is outside 0 to 60 %", percent('.'))};
}

}  // namespace rurban
