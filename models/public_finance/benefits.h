#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "models/vocabulary.h"
#include "twin/base/text.h"

namespace rurban {

/// What state and municipality pay to persons, by the rules of 2021. Amounts in kr per month unless said, shares in
/// 1/100 000. Sums with a paragraph were written down from knowledge of the law, not from its print: vary them by ±5
/// %. All functions return öre per month; pay that goes in is öre per month before tax.
struct BenefitRules {
  std::int64_t price_base_kr_per_year = 47'600;  ///< prisbasbelopp 2021 (SFS 2020:764)

  /// For each child (Socialförsäkringsbalk 15 ch. 8 §, from March 2018), tax-free.
  std::int64_t child_allowance_kr = 1'250;
  /// Added by the second, third, fourth and every further child (15 ch. 10-12 §§).
  std::array<std::int64_t, 4> child_supplement_kr{150, 580, 1'010, 1'250};
  /// Pupils aged 16 to 19 (CSN, studiebidrag 2021), paid ten months of the year, here spread over twelve; tax-free.
  std::int64_t study_grant_kr = 1'250;
  std::int64_t student_grant_kr_per_4_weeks = 3'292;  ///< assumption after CSN 2021: 3,200 to 3,400; tax-free
  std::int64_t student_loan_kr_per_4_weeks = 7'568;   ///< assumption after CSN 2021: 7,400 to 7,700
  std::int64_t student_weeks_per_year = 40;           ///< CSN: a full year of studies

  std::int32_t unemployment_share = 80'000;  ///< of former pay (SFS 1997:238, 26 §)
  /// 1,200 kr a day for 100 days, then 1,000 (SFS 1998:1340 as of 2021); mean over spells: assumption 1,000 to 1,200.
  std::int64_t unemployment_most_kr_per_day = 1'100;
  std::int64_t unemployment_least_kr_per_day = 510;  ///< basic amount at full-time work (SFS 1998:1340 as of 2021)
  std::int64_t unemployment_days = 22;               ///< per month: five days a week
  std::int32_t sickness_share = 77'600;              ///< 80 % of 0.97 of pay (Socialförsäkringsbalk 28 ch. 7 §)
  std::int32_t sickness_ceiling = 800'000;           ///< of the price base amount a year (25 ch. 5 § to June 2022)
  std::int32_t disability_share = 64'700;            ///< sickness compensation, of former pay (36 ch. 3 §)
  std::int32_t disability_ceiling = 750'000;         ///< of the price base amount a year (34 ch. 5 §)
  std::int32_t disability_floor = 253'000;           ///< guarantee, of the price base amount a year (35 ch. 18 §)

  /// Social assistance norm, with the home's shared costs: assumption after the national norm of 2021.
  std::int64_t norm_single_kr = 4'150;   ///< assumption 4,000 to 4,300
  std::int64_t norm_couple_kr = 6'900;   ///< assumption 6,700 to 7,200
  std::int64_t norm_child_kr = 3'100;    ///< assumption 2,400 to 3,900, by age
  std::int64_t norm_housing_kr = 5'500;  ///< assumption 4,000 to 7,500; what a reasonable home costs

  std::int32_t pension_age = 65;  ///< guarantee pension (Socialförsäkringsbalk 67 ch. 4 §, 2021)
  /// Income and premium pension at pension_age in a municipality of the county's mean pay, by Sex: assumption
  /// (women 11,700 to 13,300, men 14,500 to 16,500) after the Swedish Pensions Agency's means for 2021.
  std::array<std::int64_t, kSexes> public_pension_kr{12'500, 15'500};
  /// From pension insurers outside the county: assumption (2,500 to 4,500, 4,500 to 8,000).
  std::array<std::int64_t, kSexes> occupational_pension_kr{3'300, 6'000};
  /// Less for each year beyond pension_age, since pensions grow by 1.6 percentage points less than pay
  /// (62 ch. 42 §) while later cohorts had higher pay: assumption 0 to 1,000.
  std::int32_t pension_fall_per_year = 500;
  std::int32_t pension_floor = 218'100;  ///< guarantee of one who lives alone, of the price base amount (67 ch. 21 §)
};

/// A fault if a share or an amount can't be one (negative, or a share of pay above 100 %).
std::optional<twin::Text> check_benefits(const BenefitRules& rules);

/// Allowance and supplements for a household's children below 16. Requires: children not negative
std::int64_t child_allowance(const BenefitRules& rules, int children);
/// Of a pupil in upper secondary school.
std::int64_t study_grant(const BenefitRules& rules);

/// The loan is no income: it is what the person then owes the state.
struct StudentAid {
  std::int64_t grant = 0, loan = 0;
};
StudentAid student_aid(const BenefitRules& rules);

/// Of an insured person without work. Never more than the former pay, when that is above the basic amount. Taxable.
std::int64_t unemployment_benefit(const BenefitRules& rules, std::int64_t former_pay);
/// Of one who is ill all month; waiting days left out. Taxable.
std::int64_t sickness_benefit(const BenefitRules& rules, std::int64_t former_pay);
/// Of one who can't work for good. Taxable.
std::int64_t disability_benefit(const BenefitRules& rules, std::int64_t former_pay);

/// What lifts a household to the norm; 0 if `net_income` reaches it. Tax-free, paid by the municipality.
/// Requires: adults 1 or 2
std::int64_t social_assistance(const BenefitRules& rules, int adults, int children, std::int64_t net_income);

/// Before tax. The public part (from the state) is never below the guarantee; nobody below pension_age has any.
struct Pension {
  std::int64_t state = 0, occupational = 0;
};
/// `pay_level`: of the municipality in which the working life was, in 1/100 000 of the county's mean.
Pension pension(const BenefitRules& rules, int age, Sex sex, std::int32_t pay_level);

}  // namespace rurban
