#pragma once
#include <vector>

#include "models/history/reconstruction.h"

namespace rurban::history {

/// What anybody could say of a municipality's residents at the end of `end` who knew the series until `start`,
/// without a model. Each gives one figure by municipality. Requires: the series begins ten years before `start` or
/// earlier.
std::vector<double> no_change(const PopulationSeries& known);
/// As the last ten years grew, times over.
std::vector<double> exponential_trend(const PopulationSeries& known, int end);
/// As many more each year as in the mean of the last ten.
std::vector<double> linear_trend(const PopulationSeries& known, int end);
/// The mean of no change and the exponential trend.
std::vector<double> damped_trend(const PopulationSeries& known, int end);
/// Cohorts that live, bear and die at the country's rates, with the net migration of the mean of the last ten years.
std::vector<double> cohort_component(const PopulationSeries& known, int end, const Demography& tables,
                                     const Sweden& sweden, const CountyLevels& levels);

}  // namespace rurban::history
