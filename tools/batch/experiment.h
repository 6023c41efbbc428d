#pragma once
// What an experiment file says: which points, how often each, and what is kept of every run.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/experiment/design.h"
#include "twin/io/scenario.h"
#include "twin/run/series.h"

namespace tools {

/// A parameter that is varied. Values are in its unit.
struct Factor {
  std::string name, unit;
  bool whole = false;
  double from = 0, to = 0;          ///< the range, without `values`
  std::vector<double> values = {};  ///< the choices, in the file's order
};

/// Replicates of a point end when its mean is known well enough.
struct StoppingRule {
  std::string figure;
  double interval_width = 0;  ///< of the 90 % interval of the mean, in the figure's unit
  std::size_t at_least = 2;   ///< replicates
};

/// What is kept of a run. Names may hold `*` and `?`.
struct KeptOutputs {
  std::vector<std::string> figures{"*"};
  std::vector<std::string> series;
  bool by_place = false;  ///< series of places, too; else those of the county and its municipalities
};

struct Experiment {
  twin::Text title;
  std::filesystem::path file, scenario;
  std::string text;              ///< of the file
  std::string list_text;         ///< of the design's CSV, if there is one
  std::vector<std::string> set;  ///< for all runs, as on the command line: "a.b=3", "to=2023-01-01"
  std::string design;            ///< its name in the file
  std::vector<Factor> factors;
  twin::experiment::Points points;  ///< one row a point, one column a factor, in the factors' units
  std::size_t replicates = 1;       ///< seeds 1 to so many, the same at every point; with a stopping rule at most
  std::optional<StoppingRule> stop;
  KeptOutputs outputs;
  std::vector<twin::Text> notices;  ///< what was ignored on purpose

  std::size_t runs() const { return static_cast<std::size_t>(points.rows()) * replicates; }
};

/// Reads an experiment and its list of points. `schema` says which parameters there are, `series` what a run can
/// tell. The scenario itself is not read. Throws InputError with every fault of both, or IoError when `path` can't be
/// read.
Experiment load_experiment(const std::filesystem::path& path, const twin::Schema& schema,
                           std::span<const twin::SeriesInfo> series);

/// Whether a name is one of the patterns, in which `*` stands for any letters and `?` for one.
bool is_kept(const std::string& name, std::span<const std::string> patterns);

/// Where in [0, 1] of a factor a value is taken from: along its range (of whole numbers: in as many equal parts as
/// there are), or its choices in equal parts.
double value_at(const Factor& factor, double where);

}  // namespace tools
