#include "models/history/county_then.h"

#include <cmath>
#include <numeric>

#include "models/rates.h"
#include "models/synthesis/margins.h"
#include "twin/base/math.h"

namespace rurban::history {
namespace {

std::int32_t persons(double count) {
  return static_cast<std::int32_t>(std::lround(count));
}

/// Women's and men's mean factor at which a year's life expectancy comes out.
double mortality_of(const Demography& tables, const Sweden& sweden, double year) {
  return (mortality_factor(tables.death_rate[0], value_in(sweden.life_expectancy_women, year)) +
          mortality_factor(tables.death_rate[1], value_in(sweden.life_expectancy_men, year))) /
         2;
}

void set_people(Municipality& municipality, const ByAgeSex& people, double residents) {
  Margins& census = municipality.census;
  const double employed = 1.0 * census.employed / std::max(1, census.by_age[1]);
  census.residents = municipality.residents_register = persons(residents);
  std::array<double, 3> by_age{};
  std::array<double, 5> groups{};
  for (std::size_t sex = 0; sex != kSexes; ++sex) {
    double all = 0;
    for (int age = 0; age != kAges; ++age) {
      const double count = people[sex][static_cast<std::size_t>(age)];
      by_age[age < 15 ? 0 : age < 65 ? 1 : 2] += count;
      groups[published_group(age)] += count;
      all += count;
    }
    census.by_sex[sex] = persons(all);
  }
  for (std::size_t group = 0; group != by_age.size(); ++group) census.by_age[group] = persons(by_age[group]);
  for (std::size_t group = 0; group != groups.size(); ++group)
    municipality.age_groups[group] = persons(groups[group]);
  census.employed = persons(employed * by_age[1]);
}

double children_per_woman(const VitalRates& rates) {
  return std::accumulate(rates.fertility.begin(), rates.fertility.end(), 0.0);
}

/// Ages of those who arrive: some as in arrival_age.csv, the rest as those who leave.
ByAgeSex arrival_ages(const Demography& tables, const ByAgeSex& people, const CountyLevels& levels) {
  const ByAgeSex leaving = leaving_rates(tables, levels);
  ByAgeSex leavers{};
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = kAdultAge; age != kAges; ++age) leavers[sex][age] = people[sex][age] * leaving[sex][age];
  const double by_table = levels.arrivals_by_table / sum(tables.arrival_age);
  const double as_leavers = (1 - levels.arrivals_by_table) / sum(leavers);
  ByAgeSex result{};
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age)
      result[sex][age] = by_table * tables.arrival_age[sex][age] + as_leavers * leavers[sex][age];
  return result;
}

/// Births and deaths of a year among so many people at such rates.
struct Vital {
  double births = 0, deaths = 0;
};
Vital expected(const ByAgeSex& people, const ByAgeSex& death_rate, const std::array<double, kAges>& fertility) {
  Vital result;
  for (std::size_t age = 0; age != kAges; ++age) {
    result.births += people[0][age] * fertility[age];
    for (std::size_t sex = 0; sex != kSexes; ++sex) result.deaths += people[sex][age] * death_rate[sex][age];
  }
  return result;
}

/// Sets the levels at which the people drawn from the margins bear and die in the first year as the counted ones do:
/// margins tell how many women and how many of each age there are in a municipality, but not how many women of each
/// age. `fertility`: of the first year.
void match_levels(County& then, const std::array<double, kAges>& fertility) {
  ByAgeSex drawn{};
  const MonthNumber month = twin::month_of(then.base_date);
  for (const SyntheticPerson& person : synthesise(then, reconcile(then), 1).persons)
    ++drawn[static_cast<std::size_t>(person.sex)][static_cast<std::size_t>(age_on(month, person.birth_month))];
  std::array<double, kAges> drawn_fertility = then.demography.fertility[0];
  for (double& births : drawn_fertility) births *= then.demography.fertility_level.front().value;
  const Vital a = expected(then.demography.population, then.demography.death_rate, fertility);
  const Vital b = expected(drawn, then.demography.death_rate, drawn_fertility);
  if (!(b.births > 0) || !(b.deaths > 0)) return;
  for (YearValue& level : then.demography.fertility_level) level.value *= a.births / b.births;
  for (auto& ages : then.demography.death_rate)
    for (double& rate : ages) rate *= a.deaths / b.deaths;
}

}  // namespace

County county_then(const County& today, const PopulationSeries& known, const Sweden& sweden,
                   const Assumptions& assumptions, int until, std::span<const ByAgeSex> counted) {
  const int year = known.last_year();
  const auto rates_of = [&](int y) { return vital_rates(today.demography, sweden, assumptions.levels, y); };
  std::vector<std::vector<double>> net;
  std::vector<ByAgeSex> people_of(counted.begin(), counted.end());
  for (const Past& past : reconstruct(known, today.demography, sweden, assumptions.levels)) {
    net.push_back(past.net);
    if (counted.empty()) people_of.push_back(past.people);
  }

  County then = today;
  then.base_date = twin::date(year + 1, 1, 1);
  then.net_migration = estimate(net, year, sweden, assumptions.persistence, assumptions.reception);
  then.demography.population = {};
  for (std::size_t m = 0; m != then.municipalities.size(); ++m) {
    const double residents = known.at(m, year), times = residents / sum(people_of[m]);
    ByAgeSex people = people_of[m];
    for (std::size_t sex = 0; sex != kSexes; ++sex)
      for (std::size_t age = 0; age != kAges; ++age)
        then.demography.population[sex][age] += people[sex][age] *= times;
    set_people(then.municipalities[m], people, residents);
  }
  then.demography.arrival_age = arrival_ages(today.demography, then.demography.population, assumptions.levels);

  then.demography.fertility_level.clear();
  const VitalRates middle = rates_of(year + 1 + (until - year) / 2);
  const double children = children_per_woman(middle);
  for (std::size_t age = 0; age != kAges; ++age) then.demography.fertility[0][age] = middle.fertility[age] / children;
  for (int y = year + 1; y <= until; ++y)
    then.demography.fertility_level.push_back({y, children_per_woman(rates_of(y))});
  const double factor = mortality_of(today.demography, sweden, year + 0.5);
  for (auto& ages : then.demography.death_rate)
    for (double& rate : ages) rate *= factor;
  match_levels(then, rates_of(year + 1).fertility);
  return then;
}

VitalParameters vital_parameters(const Demography& today, const Sweden& sweden, const CountyLevels& levels, int year,
                                 int until) {
  const double fall = mortality_of(today, sweden, until + 0.5) / mortality_of(today, sweden, year + 0.5);
  return {levels.mortality, std::max(0.0, -100 * twin::log(fall) / (until - year))};
}

}  // namespace rurban::history
