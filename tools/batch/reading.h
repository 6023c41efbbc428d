#pragma once
// The results of an experiment, as analyses want them.
#include <Eigen/Core>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tools {

/// What results.sqlite holds of runs that were lived: row by row the same run.
struct StoredExperiment {
  std::map<std::string, std::string> about;            ///< "version", "design", …
  std::vector<std::string> factors, units;             ///< names, and their units
  std::vector<std::size_t> points;                     ///< by run
  Eigen::MatrixXd values;                              ///< [run][factor]
  std::map<std::string, std::vector<double>> figures;  ///< by name, by run; NaN where a run has none
  std::map<std::string, std::string> figure_units;
};
/// Throws twin::IoError when the file is missing, foreign or damaged.
StoredExperiment read_experiment_results(const std::filesystem::path& results);

}  // namespace tools
