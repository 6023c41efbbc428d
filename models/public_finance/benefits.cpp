#include "models/public_finance/benefits.h"

#include <algorithm>

#include "models/public_finance/income_tax.h"

namespace rurban {
namespace {

constexpr std::int64_t kOre = 100;

/// A yearly amount given in price base amounts, per month.
std::int64_t monthly(const BenefitRules& rules, std::int32_t of_price_base) {
  return part_of(rules.price_base_kr_per_year * kOre, of_price_base) / 12;
}

std::int64_t four_weekly(const BenefitRules& rules, std::int64_t kr) {
  return kr * kOre * rules.student_weeks_per_year / 4 / 12;
}

}  // namespace

std::optional<twin::Text> check_benefits(const BenefitRules& rules) {
  for (const std::int32_t share : {rules.unemployment_share, rules.sickness_share, rules.disability_share})
    if (share < 0 || share > 100'000)
      return twin::Text{"en förmån kan inte vara mer än hela lönen", "a benefit can't be more than all of the pay"};
  for (const std::int64_t kr :
       {rules.price_base_kr_per_year, rules.child_allowance_kr, rules.study_grant_kr, rules.norm_single_kr,
        rules.norm_couple_kr, rules.norm_child_kr, rules.norm_housing_kr, rules.unemployment_least_kr_per_day})
    if (kr < 0) return twin::Text{"en förmån kan inte vara negativ", "a benefit can't be negative"};
  return std::nullopt;
}

std::int64_t child_allowance(const BenefitRules& rules, int children) {
  std::int64_t kr = rules.child_allowance_kr * children;
  for (int child = 2; child <= children; ++child)
    kr += rules.child_supplement_kr[static_cast<std::size_t>(std::min(child, 5) - 2)];
  return kr * kOre;
}

std::int64_t study_grant(const BenefitRules& rules) {
  return rules.study_grant_kr * kOre * 10 / 12;
}

StudentAid student_aid(const BenefitRules& rules) {
  return {four_weekly(rules, rules.student_grant_kr_per_4_weeks),
          four_weekly(rules, rules.student_loan_kr_per_4_weeks)};
}

std::int64_t unemployment_benefit(const BenefitRules& rules, std::int64_t former_pay) {
  const std::int64_t most = rules.unemployment_most_kr_per_day * rules.unemployment_days * kOre;
  const std::int64_t least = rules.unemployment_least_kr_per_day * rules.unemployment_days * kOre;
  return std::max(std::min(part_of(former_pay, rules.unemployment_share), most), least);
}

std::int64_t sickness_benefit(const BenefitRules& rules, std::int64_t former_pay) {
  return part_of(std::min(former_pay, monthly(rules, rules.sickness_ceiling)), rules.sickness_share);
}

std::int64_t disability_benefit(const BenefitRules& rules, std::int64_t former_pay) {
  return std::max(part_of(std::min(former_pay, monthly(rules, rules.disability_ceiling)), rules.disability_share),
                  monthly(rules, rules.disability_floor));
}

std::int64_t social_assistance(const BenefitRules& rules, int adults, int children, std::int64_t net_income) {
  const std::int64_t norm = (adults > 1 ? rules.norm_couple_kr : rules.norm_single_kr) +
                            rules.norm_child_kr * children + rules.norm_housing_kr;
  return std::max<std::int64_t>(norm * kOre - net_income, 0);
}

Pension pension(const BenefitRules& rules, int age, Sex sex, std::int32_t pay_level) {
  if (age < rules.pension_age) return {};
  const auto which = static_cast<std::size_t>(sex);
  const std::int32_t left = std::max(100'000 - rules.pension_fall_per_year * (age - rules.pension_age), 0);
  const auto earned = [&](std::int64_t kr) { return part_of(part_of(kr * kOre, pay_level), left); };
  return {std::max(earned(rules.public_pension_kr[which]), monthly(rules, rules.pension_floor)),
          earned(rules.occupational_pension_kr[which])};
}

}  // namespace rurban
