#pragma once
// What is made of results.sqlite for other programs, and what tells them how it came about.
#include <filesystem>
#include <string>
#include <vector>

#include "tools/batch/experiment.h"
#include "tools/batch/store.h"

namespace tools {

/// A tidy table, one row a figure of a run: point,replicate,seed,FACTOR…,figure,unit,value; and beside it, called
/// NAME-units.csv, the units of its other columns. The same results make the same bytes. Throws IoError.
void write_tidy_csv(const std::filesystem::path& results, const Experiment& experiment,
                    const std::filesystem::path& csv);

/// Writes the experiment's and the resolved scenario's text beside the results, and ro-crate-metadata.json, which
/// says in the terms of Process Run Crate (0.5) which program made the folder's files from what, and when. `files`:
/// the names of those that the runs led to.
void write_crate(const std::filesystem::path& folder, const Experiment& experiment, const Identity& identity,
                 const std::vector<std::string>& files, const std::string& started, const std::string& ended);

}  // namespace tools
