#pragma once
#include <array>
#include <cstdint>

namespace rurban {

/// Income equalisation (SFS 2004:773, rates of SFS 2019:797): who has less tax base than the guaranteed share of the
/// country's mean receives the county's rate of what is missing; who has more pays a rate of what exceeds it. Rates
/// in 1/100 000.
struct IncomeEqualisation {
  std::int64_t mean_base_kr = 227'000;  ///< per resident of Sweden, 2021: assumption 218,000 to 238,000
  std::int64_t guaranteed = 115'000;    ///< of the mean, 1/100 000 (SFS 2004:773, 4 §)
  std::int64_t grant_rate = 20'450;     ///< Norrbotten's municipalities from 2020 (SFS 2019:797)
  /// Of what exceeds the guaranteed share: 60 % of the country's mean rate of 20.7 % (assumption 12,000 to 17,600).
  std::int64_t fee_rate = 12'400;
  std::int64_t high_fee_from = 125'000;  ///< of the mean; beyond it high_fee_rate (assumption 120,000 to 130,000)
  std::int64_t high_fee_rate = 17'600;   ///< 85 % of the country's mean rate (assumption 12,400 to 17,600)

  /// That of the 21 regions: 8.63 % for Norrbotten from 2020 (SFS 2019:797); fees 60 and 85 % of a mean rate of 11.6
  /// % (assumption).
  static IncomeEqualisation of_regions();
};

/// Grant in öre per year to a body with so many residents and this tax base (öre per year); a fee is negative.
/// Homogeneous: twice the residents with twice the base receive twice as much, to the öre that rounding takes.
/// Requires: fewer than 3 million residents
std::int64_t income_equalisation(const IncomeEqualisation& rules, std::int64_t residents, std::int64_t tax_base);

/// How new revenue is seen by the equalisation.
enum class RevenueKind : std::uint8_t {
  kTaxBase,  ///< adds to the tax base, as income of residents does
  kOutside   ///< stands outside, as the municipal property fee does
};
/// What the equalisation takes back of a new revenue of `revenue` öre per year, by paying a smaller grant or asking
/// for a larger fee.
std::int64_t equalisation_offset(const IncomeEqualisation& rules, std::int64_t residents, std::int64_t tax_base,
                                 std::int64_t revenue, RevenueKind kind);

/// Groups of age that cost equalisation looks at: 0-5, 6-15, 16-18, 19-64, 65-79, 80 and over.
inline constexpr int kCostAgeGroups = 6;
template <typename T>
using ByCostAge = std::array<T, kCostAgeGroups>;
constexpr std::size_t cost_age_group(int age) {
  return age < 6 ? 0 : age < 16 ? 1 : age < 19 ? 2 : age < 65 ? 3 : age < 80 ? 4 : 5;
}

/// Standard cost in kr per inhabitant of the group and year, 2021. All assumptions (±15 %): the country's mean costs.
struct StandardCosts {
  ByCostAge<std::int64_t> preschool{110'000, 13'000, 0, 0, 0, 0};
  ByCostAge<std::int64_t> school{0, 120'000, 0, 0, 0, 0};
  ByCostAge<std::int64_t> upper_secondary{0, 0, 125'000, 0, 0, 0};
  ByCostAge<std::int64_t> care{8'500, 8'500, 8'500, 8'500, 24'000, 190'000};
  ByCostAge<std::int64_t> other{11'000, 11'000, 11'000, 11'000, 11'000, 11'000};

  /// Of all five.
  ByCostAge<std::int64_t> sum() const;
  /// Of the regions' health care (assumption ±15 %).
  static StandardCosts of_regions();
};

struct CostEqualisation {
  StandardCosts costs;
  /// Of Sweden's population by group, 1/100 000: assumption (±300), after SCB's population of 31 December 2020.
  ByCostAge<std::int64_t> national{6'900, 11'900, 3'400, 57'700, 14'800, 5'300};
  /// 1/1000 of the difference that is made good: 1000 is the law, more stands for what it adds for long ways and
  /// small populations (assumption 900 to 1,300).
  std::int64_t factor = 1'000;
};

/// Öre per year: what the own age structure costs by the standard, less what the country's would for as many
/// residents. Negative for a young and healthy population. 0 for the country itself.
std::int64_t cost_equalisation(const CostEqualisation& rules, const ByCostAge<std::int64_t>& people);

/// Structural grant to small and sparsely populated municipalities (SFS 2004:773, 10-13 §§): so much for each
/// resident up to `counted_residents`, where at most `most_residents_per_km2` live.
struct StructuralGrant {
  std::int64_t kr_per_head = 2'000;         ///< assumption 500 to 5,000
  std::int64_t counted_residents = 5'000;   ///< assumption 3,000 to 10,000
  std::int64_t most_residents_per_km2 = 5;  ///< assumption 2 to 10
};
/// Öre per year. Requires: land_km2 > 0
std::int64_t structural_grant(const StructuralGrant& rules, std::int64_t residents, std::int64_t land_km2);

}  // namespace rurban
