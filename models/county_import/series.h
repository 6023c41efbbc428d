#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "twin/io/text_file.h"

namespace rurban {

/// Residents of a municipality on 31 December of a year.
struct PopulationCount {
  int municipality = 0;  ///< Statistics Sweden's four digits
  int year = 0;
  std::int32_t residents = 0;

  friend bool operator==(const PopulationCount&, const PopulationCount&) = default;
};

/// Reads a population series in one of two forms, separated by commas, semicolons or tabs:
/// * a row a count: `code` (or `municipality`), `year`, and `population`, `population_31dec`, `residents` or
///   `folkmängd`; other columns are left unread;
/// * as Statistics Sweden's database exports it: a column `region` ("2505 Arvidsjaur", or the code alone), then a
///   column a year ("2010", also with words before it, as in "Folkmängd 2010"); columns `kön`, `ålder` and the like
///   may stand between, and rows that differ in them are summed up; a total beside its parts is a fault.
/// Counties (two digits) and the country (00) are left out. `..` and a blank mean that there is no figure. Sorted by
/// municipality and year. Throws twin::InputError with every fault of the file.
std::vector<PopulationCount> read_series(const twin::TextFile& file);

/// The table population_history.csv: municipality,year,residents. `origin` is a line about where it comes from.
std::string to_table(const std::vector<PopulationCount>& series, const std::string& origin);

}  // namespace rurban
