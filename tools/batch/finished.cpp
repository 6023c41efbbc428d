#include "tools/batch/finished.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <sstream>

#include "tools/batch/experiment.h"
#include "twin/io/database.h"
#include "twin/io/file.h"

namespace tools {
namespace {

using twin::Database;
using twin::Statement;
using twin::experiment::Points;

std::string entry(Database& database, const std::string& key) {
  Statement found(database, "select value from experiment where key = ?");
  found.start(key);
  return found.step() ? found.text(0) : "";
}

/// A factor, and its choices if it has some.
struct Scale {
  twin::experiment::Factor factor;
  std::vector<double> values;

  double unit(double value) const {
    if (values.empty()) return (value - factor.low) / (factor.high - factor.low);
    const auto place = std::ranges::find(values, value) - values.begin();
    return values.size() == 1 ? 0.5 : static_cast<double>(place) / static_cast<double>(values.size() - 1);
  }
};

std::vector<Scale> read_scales(Database& database) {
  std::vector<Scale> scales;
  Statement rows(database, "select name, \"from\", \"to\", \"values\" from factors order by factor");
  while (rows.step()) {
    Scale& scale = scales.emplace_back(Scale{{rows.text(0), rows.real(1), rows.real(2)}, {}});
    std::istringstream values(rows.text(3));
    for (double value = 0; values >> value;) scale.values.push_back(value);
    if (!scale.values.empty()) scale.factor = {rows.text(0), 0, static_cast<double>(scale.values.size() - 1)};
  }
  return scales;
}

}  // namespace

Points FinishedExperiment::run_rows() const {
  Points rows(static_cast<Eigen::Index>(run_points.size()), points.cols());
  for (std::size_t run = 0; run != run_points.size(); ++run)
    rows.row(static_cast<Eigen::Index>(run)) = points.row(static_cast<Eigen::Index>(run_points[run]));
  return rows;
}

std::vector<double> FinishedExperiment::by_point(const FigureOfRuns& figure) const {
  std::vector<double> sums(static_cast<std::size_t>(points.rows())), counts(sums.size());
  for (std::size_t run = 0; run != run_points.size(); ++run) {
    sums[run_points[run]] += figure.values[run];
    ++counts[run_points[run]];
  }
  for (std::size_t point = 0; point != sums.size(); ++point) sums[point] /= counts[point];
  return sums;
}

FinishedExperiment read_finished(const std::filesystem::path& results, std::span<const std::string> patterns) {
  if (!std::filesystem::exists(results)) throw twin::read_error(results, ENOENT);
  Database database(results, results, SQLITE_OPEN_READONLY);
  FinishedExperiment found;
  found.provenance = {entry(database, "version"), entry(database, "scenario"), "", entry(database, "county")};
  found.design = entry(database, "design");
  const std::vector<Scale> scales = read_scales(database);
  for (const Scale& scale : scales) found.factors.push_back(scale.factor);

  // Columns of `points`: run, point, replicate, seed, then the factors.
  std::map<std::int64_t, std::size_t> rows, runs;
  std::vector<double> coordinates;
  Statement point(database, "select * from points order by run");
  while (point.step()) {
    runs.emplace(point.integer(0), runs.size());
    const auto [row, fresh] = rows.emplace(point.integer(1), rows.size());
    found.run_points.push_back(row->second);
    for (std::size_t f = 0; fresh && f != scales.size(); ++f)
      coordinates.push_back(scales[f].unit(point.real(4 + static_cast<int>(f))));
  }
  found.points = Eigen::Map<const Points>(coordinates.data(), static_cast<Eigen::Index>(rows.size()),
                                          static_cast<Eigen::Index>(scales.size()));

  std::map<std::string, FigureOfRuns> figures;
  Statement value(database, "select run, name, unit, value from figures");
  while (value.step()) {
    const std::string name = value.text(1);
    if (!is_kept(name, patterns) || value.is_null(3)) continue;
    FigureOfRuns& figure = figures[name];
    if (figure.values.empty())
      figure = {name, value.text(2), std::vector<double>(runs.size(), std::numeric_limits<double>::quiet_NaN())};
    if (const auto run = runs.find(value.integer(0)); run != runs.end()) figure.values[run->second] = value.real(3);
  }
  for (auto& [name, figure] : figures) found.figures.push_back(std::move(figure));
  return found;
}

bool is_saltelli(const Points& points, bool second_order) {
  const Eigen::Index factors = points.cols(), stride = second_order ? 2 * factors + 2 : factors + 2;
  if (factors == 0 || points.rows() == 0 || points.rows() % stride != 0) return false;
  for (Eigen::Index first = 0; first != points.rows(); first += stride) {
    const Eigen::RowVectorXd a = points.row(first), b = points.row(first + stride - 1);
    for (Eigen::Index mixture = 1; mixture != stride - 1; ++mixture) {
      const bool of_a = mixture <= factors;
      Eigen::RowVectorXd expected = of_a ? a : b;
      const Eigen::Index k = (mixture - 1) % factors;
      expected[k] = of_a ? b[k] : a[k];
      if (points.row(first + mixture) != expected) return false;
    }
  }
  return true;
}

}  // namespace tools
