#pragma once
#include <filesystem>

#include "models/county/county.h"
#include "tools/batch/experiment.h"

namespace tools {

/// Writes the series of results.sqlite as NetCDF-4 in the conventions CF-1.8: a variable of (run, time) for each
/// series, or of (run, time, place) and the like for those by the rows of a table; dates that a series lacks are
/// missing. Factors, point and seed stand along `run`, places have their position in SWEREF 99 TM. Names have `_` for
/// `.`; units are the twin's, of which UDUNITS does not know all (kr, persons). Throws IoError, also when the program
/// is built without NetCDF or the results have no series.
void write_netcdf(const std::filesystem::path& results, const Experiment& experiment, const rurban::County& county,
                  const std::filesystem::path& file);

}  // namespace tools
