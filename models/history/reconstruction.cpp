#include "models/history/reconstruction.h"

#include <algorithm>

#include "twin/base/math.h"

namespace rurban::history {
namespace {

/// The shape of a young county's ages in 1950: 32 % under 15, 6 % of 65 or more (assumption, 29 to 34 and 5 to 8;
/// Norrbotten was Sweden's youngest county, the country had 23 and 10). Each year of age has 1.7 % fewer than the one
/// before, from 60 on many fewer.
ByAgeSex young_county() {
  ByAgeSex result{};
  for (std::size_t age = 0; age != kAges; ++age) {
    const double old = std::max(0.0, static_cast<double>(age) - 60);
    const double count = twin::exp(-0.017 * static_cast<double>(age) - 0.03 * old - 0.0028 * old * old);
    for (auto& ages : result) ages[age] = count;
  }
  return result;
}

/// The first year's shape: a young county in 1950, that of age_profile.csv in 2021, in between of both.
ByAgeSex first_structure(const Demography& tables, int year) {
  const ByAgeSex young = young_county();
  const double later = std::clamp((year - 1950) / 71.0, 0.0, 1.0), now = sum(tables.population), then = sum(young);
  ByAgeSex result{};
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age)
      result[sex][age] =
          (1 - later) * young[sex][age] / then + (now > 0 ? later * tables.population[sex][age] / now : 0);
  return result;
}

ByAgeSex scaled(ByAgeSex people, double total) {
  const double factor = total / sum(people);
  for (auto& ages : people)
    for (double& count : ages) count *= factor;
  return people;
}

}  // namespace

PopulationSeries PopulationSeries::until(int year) const {
  PopulationSeries result = *this;
  for (auto& values : result.residents) values.resize(static_cast<std::size_t>(year - first_year + 1));
  return result;
}

std::vector<Past> reconstruct(const PopulationSeries& series, const Demography& tables, const Sweden& sweden,
                              const CountyLevels& levels) {
  const ByAgeSex leaving = leaving_rates(tables, levels);
  std::vector<Past> result(series.residents.size());
  for (std::size_t m = 0; m != result.size(); ++m)
    result[m].people = scaled(first_structure(tables, series.first_year), series.at(m, series.first_year));
  for (int year = series.first_year + 1; year <= series.last_year(); ++year) {
    const VitalRates rates = vital_rates(tables, sweden, levels, year);
    for (std::size_t m = 0; m != result.size(); ++m) {
      Past& past = result[m];
      const CohortYear lived = without_arrivals(past.people, rates, leaving);
      const double arrivals = series.at(m, year) - sum(lived.people);
      past.people = scaled(with_arrivals(lived, arrivals, tables, levels), series.at(m, year));
      past.net.push_back((arrivals - lived.left) / series.at(m, year - 1));
      past.births.push_back(lived.births);
      past.deaths.push_back(lived.deaths);
    }
  }
  return result;
}

std::vector<double> project(const ByAgeSex& people, int from, std::span<const double> net, const Demography& tables,
                            const Sweden& sweden, const CountyLevels& levels) {
  const ByAgeSex leaving = leaving_rates(tables, levels);
  ByAgeSex now = people;
  std::vector<double> result;
  for (std::size_t i = 0; i != net.size(); ++i) {
    const VitalRates rates = vital_rates(tables, sweden, levels, from + 1 + static_cast<int>(i));
    const CohortYear lived = without_arrivals(now, rates, leaving);
    now = with_arrivals(lived, lived.left + net[i] * sum(now), tables, levels);
    result.push_back(sum(now));
  }
  return result;
}

}  // namespace rurban::history
