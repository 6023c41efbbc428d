#pragma once
// A finished experiment, read back from results.sqlite.
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "twin/experiment/design.h"
#include "twin/experiment/emulator_file.h"
#include "twin/io/provenance.h"

namespace tools {

/// A figure of every run that was planned, in their order; not a number where a run failed or has none.
struct FigureOfRuns {
  std::string name, unit;
  std::vector<double> values;
};

struct FinishedExperiment {
  twin::Provenance provenance;
  std::string design;
  std::vector<twin::experiment::Factor> factors;
  twin::experiment::Points points;      ///< in the unit cube, a row a point of the design
  std::vector<std::size_t> run_points;  ///< each run's row in `points`
  std::vector<FigureOfRuns> figures;    ///< by name

  /// Where the runs are, a row each.
  twin::experiment::Points run_rows() const;
  /// The mean of a figure over the replicates of each point; not a number where one is missing.
  std::vector<double> by_point(const FigureOfRuns& figure) const;
};

/// Factors that choose among values count them from 0 to 1 in their order. Figures whose name is none of `patterns`
/// are left out. Throws IoError when the file can't be read or is no experiment's result.
FinishedExperiment read_finished(const std::filesystem::path& results, std::span<const std::string> patterns);

/// Whether the points are base rows as saltelli() makes them.
bool is_saltelli(const twin::experiment::Points& points, bool second_order);

}  // namespace tools
