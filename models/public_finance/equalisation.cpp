#include "models/public_finance/equalisation.h"

#include <algorithm>

#include "models/public_finance/income_tax.h"

namespace rurban {

IncomeEqualisation IncomeEqualisation::of_regions() {
  IncomeEqualisation rules;
  rules.grant_rate = 8'630;
  rules.fee_rate = 6'960;
  rules.high_fee_rate = 9'860;
  return rules;
}

std::int64_t income_equalisation(const IncomeEqualisation& rules, std::int64_t residents, std::int64_t tax_base) {
  const std::int64_t mean = rules.mean_base_kr * 100 * residents;
  const std::int64_t missing = part_of(mean, rules.guaranteed) - tax_base;
  if (missing >= 0) return part_of(missing, rules.grant_rate);
  const std::int64_t width = part_of(mean, rules.high_fee_from - rules.guaranteed);
  const std::int64_t low = std::min(-missing, width);
  return -part_of(low, rules.fee_rate) - part_of(-missing - low, rules.high_fee_rate);
}

std::int64_t equalisation_offset(const IncomeEqualisation& rules, std::int64_t residents, std::int64_t tax_base,
                                 std::int64_t revenue, RevenueKind kind) {
  if (kind == RevenueKind::kOutside) return 0;
  return income_equalisation(rules, residents, tax_base) - income_equalisation(rules, residents, tax_base + revenue);
}

ByCostAge<std::int64_t> StandardCosts::sum() const {
  ByCostAge<std::int64_t> total{};
  for (const auto* purpose : {&preschool, &school, &upper_secondary, &care, &other})
    for (std::size_t group = 0; group != kCostAgeGroups; ++group) total[group] += (*purpose)[group];
  return total;
}

StandardCosts StandardCosts::of_regions() {
  return {.preschool = {},
          .school = {},
          .upper_secondary = {},
          .care = {},
          .other = {19'000, 16'000, 20'000, 27'000, 58'000, 80'000}};
}

std::int64_t cost_equalisation(const CostEqualisation& rules, const ByCostAge<std::int64_t>& people) {
  std::int64_t residents = 0;
  for (const std::int64_t group : people) residents += group;
  const ByCostAge<std::int64_t> kr = rules.costs.sum();
  std::int64_t difference = 0;  // kr x 100 000
  for (std::size_t group = 0; group != kCostAgeGroups; ++group)
    difference += kr[group] * (people[group] * 100'000 - rules.national[group] * residents);
  return difference / 1000 * rules.factor / 1000;
}

std::int64_t structural_grant(const StructuralGrant& rules, std::int64_t residents, std::int64_t land_km2) {
  if (residents > rules.most_residents_per_km2 * land_km2) return 0;
  return rules.kr_per_head * 100 * std::min(residents, rules.counted_residents);
}

}  // namespace rurban
