#pragma once
#include <filesystem>

#include "twin/io/provenance.h"
#include "twin/run/simulation.h"

namespace twin {

/// Saves all that a run needs in order to go on: rows, columns and labels of all tables, ledger, series, date
/// and seed. Parameters are not saved: they follow from the scenario in `provenance`.
/// Requires: no step is under way. Throws IoError; an earlier file at `path` is then as it was.
void save_snapshot(const std::filesystem::path& path, const Simulation& simulation, const Provenance& provenance);

/// Reads the header only. Throws IoError.
Provenance read_provenance(const std::filesystem::path& path);

/// Puts `simulation` where the saved one was; from there both run alike to the bit. Takes the place of found().
/// Requires: it has the same models, and its parameters and changes are set.
/// Throws IoError when the file is damaged, foreign or declared otherwise, and CheckError when its accounts do
/// not balance; `simulation` is then as it was.
void restore_snapshot(const std::filesystem::path& path, Simulation& simulation);

}  // namespace twin
