#pragma once
// A county foretold from a year of the past, beside what came of it.
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "models/history/county_then.h"

namespace tools {

/// A population series of one county, by its municipalities' order, as far as it is told. Years that the file leaves
/// out are straight between those around; `told` says which are not.
struct TownSeries {
  rurban::history::PopulationSeries series;
  std::vector<std::vector<bool>> told;  ///< [municipality][year - first_year]
};
/// Of a population series in one of the forms of models/county_import/series.h, in which other municipalities may be.
/// Throws twin::InputError with every fault.
TownSeries read_series(const std::filesystem::path& path, const rurban::County& county);

/// The municipalities whose residents a year the series tells.
std::vector<std::size_t> told_in(const TownSeries& towns, int year);

/// Ages of one year by municipality: `code,age_from,age_to,women,men`. Throws twin::InputError.
std::vector<rurban::ByAgeSex> read_ages(const std::filesystem::path& path, const rurban::County& county);

/// Residents at the end of the years after a start, by municipality, of each member of an ensemble:
/// [member][year after the start][municipality].
using Ensemble = std::vector<std::vector<std::vector<double>>>;
/// Lives the county's people from the end of `start` to that of `end`: two members for each seed from 1 on, whose
/// years stray in opposite directions.
Ensemble live_people(const rurban::County& then, const rurban::history::VitalParameters& vital, int start, int end,
                     std::size_t members);

/// How well one way of foretelling did over the municipalities.
struct Scores {
  std::string name;
  double mape = 0, bias = 0, worst = 0;  ///< %; `worst`: the largest absolute error
  double crps = 0;                       ///< mean over municipalities, % of what came
  int covered = -1;                      ///< municipalities whose 80 % band holds what came; -1: it has no band
};

struct Hindcast {
  int start = 0, end = 0;
  std::vector<std::size_t> municipalities;                ///< those with a figure at the end
  std::vector<double> before, observed, mean, low, high;  ///< by them; the band of 80 %
  std::vector<Scores> scores;                             ///< the twin first, then what needs no model
};
/// Requires: the series begins ten years before `start`
Hindcast judge_hindcast(const TownSeries& towns, const Ensemble& ensemble, const rurban::County& today,
                        const rurban::history::Sweden& sweden, const rurban::history::Assumptions& assumptions,
                        int start, int end);

/// The whole of it: the county of the start, its ensemble, the scores. `counted`: ages at the start as they were
/// counted; none: those that follow from totals. Requires: as above
Hindcast make_hindcast(const rurban::County& today, const rurban::history::Sweden& sweden, const TownSeries& towns,
                       const rurban::history::Assumptions& assumptions, int start, int end, std::size_t members,
                       std::span<const rurban::ByAgeSex> counted = {});

}  // namespace tools
