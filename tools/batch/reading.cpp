#include "tools/batch/reading.h"

#include <fmt/format.h>

#include <limits>

#include "tools/batch/store.h"
#include "twin/io/database.h"

namespace tools {

using twin::Statement;

StoredExperiment read_experiment_results(const std::filesystem::path& results) {
  twin::Database database(results, results, SQLITE_OPEN_READONLY);
  StoredExperiment stored;
  for (Statement row(database, "select key, value from experiment"); row.step();)
    stored.about[row.text(0)] = row.text(1);
  for (Statement row(database, "select name, unit from factors order by factor"); row.step();) {
    stored.factors.push_back(row.text(0));
    stored.units.push_back(row.text(1));
  }
  std::vector<std::vector<double>> values;
  std::map<std::int64_t, std::size_t> index;  // by the number of the run
  for (Statement row(database, "select * from points where run not in (select run from faults) order by run");
       row.step();) {
    index[row.integer(0)] = values.size();
    stored.points.push_back(static_cast<std::size_t>(row.integer(1)));
    auto& of_run = values.emplace_back();
    constexpr int kBefore = 4;  // run, point, replicate, seed
    for (std::size_t f = 0; f != stored.factors.size(); ++f)
      of_run.push_back(row.real(kBefore + static_cast<int>(f)));
  }
  stored.values.resize(static_cast<Eigen::Index>(values.size()), static_cast<Eigen::Index>(stored.factors.size()));
  for (std::size_t run = 0; run != values.size(); ++run)
    for (std::size_t f = 0; f != stored.factors.size(); ++f)
      stored.values(static_cast<Eigen::Index>(run), static_cast<Eigen::Index>(f)) = values[run][f];
  for (Statement row(database, "select run, name, unit, value from figures"); row.step();) {
    const auto found = index.find(row.integer(0));
    if (found == index.end()) continue;
    auto& figure = stored.figures[row.text(1)];
    figure.resize(values.size(), std::numeric_limits<double>::quiet_NaN());
    figure[found->second] = row.real(3);
    stored.figure_units[row.text(1)] = row.text(2);
  }
  return stored;
}

}  // namespace tools
