#include "models/history/cohorts.h"

#include <algorithm>
#include <cmath>

#include "models/births.h"
#include "models/rates.h"
#include "twin/base/math.h"

namespace rurban::history {
namespace {

constexpr int kParentsAhead = 30;  // years between children who move and the adults they follow

// Of those who arrive: children under 16 (22 % of persons in the mix of newcomers, see migration/newcomers.h), fewer
// the older they are.
constexpr double kChildrenOfArrivals = 0.22;

/// The ages of arrivals, summing to one.
ByAgeSex arrival_ages(const Demography& tables) {
  ByAgeSex result{};
  const double adults = sum(tables.arrival_age);
  double children = 0;
  for (int age = 0; age != kAdultAge; ++age) children += 20 - age;
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age)
      result[sex][age] = static_cast<int>(age) < kAdultAge
                             ? kChildrenOfArrivals / 2 * (20 - static_cast<double>(age)) / children
                             : (1 - kChildrenOfArrivals) * tables.arrival_age[sex][age] / adults;
  return result;
}

double at(const std::array<double, kAges>& values, double age) {
  const double low = std::clamp(std::floor(age), 0.0, kAges - 1.0), share = age - low;
  const auto i = static_cast<std::size_t>(low);
  return values[i] * (1 - share) + values[std::min(i + 1, values.size() - 1)] * share;
}

}  // namespace

double sum(const ByAgeSex& people) {
  double result = 0;
  for (const auto& ages : people)
    for (const double count : ages) result += count;
  return result;
}

double life_expectancy(const std::array<double, kAges>& table, double factor) {
  double alive = 1, years = 0;
  for (const double rate : table) {
    const double dies = probability(rate * factor, 1);
    years += alive * (1 - dies / 2);
    alive *= 1 - dies;
  }
  return years;
}

double mortality_factor(const std::array<double, kAges>& table, double years) {
  double low = 0.01, high = 100;
  for (int halving = 0; halving != 60; ++halving) {
    const double middle = std::sqrt(low * high);
    (life_expectancy(table, middle) > years ? low : high) = middle;
  }
  return low;
}

VitalRates vital_rates(const Demography& tables, const Sweden& sweden, const CountyLevels& levels, int year) {
  VitalRates result;
  const std::array expectancy{value_in(sweden.life_expectancy_women, year),
                              value_in(sweden.life_expectancy_men, year)};
  for (std::size_t sex = 0; sex != kSexes; ++sex) {
    const double factor = mortality_factor(tables.death_rate[sex], expectancy[sex]) * levels.mortality;
    for (std::size_t age = 0; age != kAges; ++age)
      result.death[sex][age] = probability(tables.death_rate[sex][age] * factor, 1);
  }
  double mean_age = 0, all = 0;
  for (std::size_t age = 0; age != kAges; ++age) {
    mean_age += (static_cast<double>(age) + 0.5) * tables.fertility[0][age];
    all += tables.fertility[0][age];
  }
  const double later = mean_age / all - value_in(sweden.age_at_birth, year);
  const double own =
      1 + (levels.fertility_1950 - 1) * std::max(0.0, 1 - (year - 1950.0) / levels.fertility_even_after);
  const double level = value_in(sweden.children_per_woman, year) * own;
  for (std::size_t age = 0; age != kAges; ++age)
    result.fertility[age] = level * at(tables.fertility[0], static_cast<double>(age) + later);
  return result;
}

ByAgeSex leaving_rates(const Demography& tables, const CountyLevels& levels) {
  ByAgeSex result{};
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age)
      result[sex][age] = tables.move_out[sex][age] + tables.move_between[sex][age];
  const ByAgeSex adults = result;
  for (std::size_t age = 0; age != kAdultAge; ++age)
    for (std::size_t sex = 0; sex != kSexes; ++sex)
      result[sex][age] = levels.families_move * (adults[0][age + kParentsAhead] + adults[1][age + kParentsAhead]) / 2;
  return result;
}

CohortYear without_arrivals(const ByAgeSex& people, const VitalRates& rates, const ByAgeSex& leaving) {
  CohortYear year;
  for (std::size_t age = 0; age != kAges; ++age) year.births += people[0][age] * rates.fertility[age];
  const std::array born{year.births * (1 - kShareOfBoys), year.births * kShareOfBoys};
  for (std::size_t sex = 0; sex != kSexes; ++sex) {
    for (std::size_t age = 0; age != kAges; ++age) {
      double before = age == 0 ? born[sex] : people[sex][age - 1];
      if (age + 1 == kAges) before += people[sex][age];  // the last age is open
      const double dies = before * rates.death[sex][age];
      const double leaves = (before - dies) * probability(leaving[sex][age], 1);
      year.deaths += dies;
      year.left += leaves;
      year.leavers[sex][age] = leaves;
      year.people[sex][age] = before - dies - leaves;
    }
  }
  return year;
}

ByAgeSex with_arrivals(const CohortYear& year, double arrivals, const Demography& tables,
                       const CountyLevels& levels) {
  ByAgeSex result = year.people;
  const double stayed = sum(year.people);
  if (arrivals < 0) {
    for (auto& ages : result)
      for (double& count : ages) count *= std::max(0.0, 1 + arrivals / stayed);
    return result;
  }
  const ByAgeSex table = arrival_ages(tables);
  const double by_table = year.left > 0 ? levels.arrivals_by_table : 1;
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age)
      result[sex][age] += arrivals * (by_table * table[sex][age] +
                                      (by_table < 1 ? (1 - by_table) * year.leavers[sex][age] / year.left : 0));
  return result;
}

}  // namespace rurban::history
