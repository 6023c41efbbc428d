#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/county/county.h"
#include "twin/io/text_file.h"

namespace rurban {

/// A table with some of its cells multiplied: those of `columns` in the rows whose first cell is one of `rows` (all
/// rows if there are none), and none below `least`. Requires: the table is sound, as in a package that has been
/// loaded
std::string scaled_table(const twin::TextFile& table, std::span<const std::string> columns,
                         std::span<const std::string> rows, double factor, double least = 0);

/// municipal_economy.csv for municipalities that it may or may not have rows for: of the others, the mean of its
/// rows. `borrowed` takes the codes of those others.
std::string municipal_economy_for(const twin::TextFile& table, std::span<const int> codes,
                                  std::vector<int>& borrowed);

/// age_groups.csv as far as a census of three age groups tells: inside them ages lie as in the profile.
std::string age_groups_by_profile(std::span<const Municipality> municipalities, const ByAgeSex& profile);

}  // namespace rurban
