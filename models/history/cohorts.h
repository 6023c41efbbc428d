#pragma once
#include <array>

#include "models/county/county.h"
#include "models/history/sweden.h"

namespace rurban::history {

/// How people of one year live and die.
struct VitalRates {
  ByAgeSex death{};                       ///< probability of dying before the year is over, by age at its end
  std::array<double, kAges> fertility{};  ///< births per woman and year
};

/// What a county has of its own beside the country's rates. All are assumptions.
struct CountyLevels {
  double mortality = 1;            ///< deaths, times those at Sweden's rates; 0.95 to 1.1
  double fertility_1950 = 1.3;     ///< births per woman, times Sweden's; 1.1 to 1.5
  int fertility_even_after = 30;   ///< years from 1950 until they are Sweden's; 20 to 40
  double families_move = 0.8;      ///< how often children move, times adults 30 years older; 0.6 to 1
  double arrivals_by_table = 0.3;  ///< share of those who arrive whose ages follow arrival_age.csv, the rest those
                                   ///< of the leavers; 0.1 to 0.5
};

/// Rates of a year: mortality.csv scaled to the country's life expectancy, fertility.csv moved to its mean age and
/// level.
VitalRates vital_rates(const Demography& tables, const Sweden& sweden, const CountyLevels& levels, int year);

/// Life expectancy at birth, years, where each age's yearly rate is `table` times `factor`.
double life_expectancy(const std::array<double, kAges>& table, double factor);
/// The factor at which it is `years`. Requires: 30 < years < 95
double mortality_factor(const std::array<double, kAges>& table, double years);

/// Who moves across a municipality's border a year and person: move_out.csv and move_between.csv; children follow
/// parents.
ByAgeSex leaving_rates(const Demography& tables, const CountyLevels& levels);

/// Persons of one municipality by sex and age.
struct CohortYear {
  ByAgeSex people{};  ///< at the year's end, before anybody has arrived
  ByAgeSex leavers{};
  double births = 0, deaths = 0, left = 0;
};
/// One year older, without those who leave (the cohort-component method, Preston et al. 2001, ch. 6).
CohortYear without_arrivals(const ByAgeSex& people, const VitalRates& rates, const ByAgeSex& leaving);
/// The people of the year's end once so many have arrived. Less than nothing: all ages shrink alike.
ByAgeSex with_arrivals(const CohortYear& year, double arrivals, const Demography& tables, const CountyLevels& levels);

double sum(const ByAgeSex& people);

}  // namespace rurban::history
