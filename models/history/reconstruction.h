#pragma once
#include <span>
#include <vector>

#include "models/history/cohorts.h"

namespace rurban::history {

/// Residents on 31 December of each year from `first_year` on, by municipality of a county.
struct PopulationSeries {
  int first_year = 0;
  std::vector<std::vector<double>> residents;  ///< [municipality][year - first_year]; all of one length

  int last_year() const { return first_year + static_cast<int>(residents.front().size()) - 1; }
  double at(std::size_t municipality, int year) const {
    return residents[municipality][static_cast<std::size_t>(year - first_year)];
  }
  /// What was known at the end of a year. Requires: first_year <= year <= last_year()
  PopulationSeries until(int year) const;
};

/// What totals alone tell of a municipality's past, given how the country lived and died.
struct Past {
  ByAgeSex people{};  ///< at the series' end
  /// Of each year after the first: net migration per resident at the year's beginning, births and deaths in persons.
  std::vector<double> net, births, deaths;
};

/// Carries an assumed age structure of the first year through all others: births and deaths follow from the country's
/// rates, leavers from the tables' rates, and as many arrive as the next total asks for. What was assumed for 1950
/// has little left to say about the ages that bear and move after 1980. Requires: the series has two years or more
std::vector<Past> reconstruct(const PopulationSeries& series, const Demography& tables, const Sweden& sweden,
                              const CountyLevels& levels);

/// Residents at the end of each of the years that follow `from`, when so many net migrants per resident come in each
/// of them; the same arithmetic onward.
std::vector<double> project(const ByAgeSex& people, int from, std::span<const double> net, const Demography& tables,
                            const Sweden& sweden, const CountyLevels& levels);

}  // namespace rurban::history
