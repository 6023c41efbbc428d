#pragma once
#include <filesystem>
#include <vector>

#include "models/county/county.h"

namespace rurban::history {

/// What the country gave and went through, year by year: exogenous to any county. value_in() (models/rates.h) reads
/// the series. None is empty.
struct Sweden {
  std::vector<YearValue> children_per_woman;     ///< total fertility rate
  std::vector<YearValue> age_at_birth;           ///< mothers' mean age, years
  std::vector<YearValue> life_expectancy_women;  ///< at birth, years
  std::vector<YearValue> life_expectancy_men;
  std::vector<YearValue> residents;  ///< persons on 31 December
  std::vector<YearValue> refugees;   ///< persons granted protection a year
};

/// Reads scenarios/sweden/sweden.csv or a table like it. Throws twin::InputError with every fault of the table,
/// twin::IoError when it can't be read.
Sweden load_sweden(const std::filesystem::path& path);

}  // namespace rurban::history
