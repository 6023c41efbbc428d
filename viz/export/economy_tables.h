#pragma once
#include <string>

#include "viz/export/accounts.h"

namespace viz {

/// A row for each municipality, a column for each series of its economy that the run recorded, as it was last, called
/// as the series is; and what comes back less what raw materials carry out. Empty without any of them.
std::string municipality_table(const twin::RunResult& run, const AccountNames& names, twin::Language language);

/// The rows of the account in a year: in, out and net of the countryside, the towns, and all who are outside.
std::string row_table(const twin::RunResult& run, const AccountNames& names, int year, twin::Language language);

}  // namespace viz
