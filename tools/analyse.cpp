// rurban analyse: which factors of a finished experiment matter, and an emulator of it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <regex>
#include <set>

#include "tools/batch/finished.h"
#include "tools/commands.h"
#include "twin/experiment/emulator_fit.h"
#include "twin/experiment/sensitivity.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace lab = twin::experiment;

// Learning takes the cube of the runs: 400 take some ten seconds for each figure.
constexpr std::size_t kMostRunsToLearnFrom = 400;
constexpr std::size_t kIndexRows = 1024;

/// Rows of the table: one a measure.
struct Measure {
  std::string figure, unit, factor, name;  ///< factor: empty for what is said of the whole figure
  lab::Estimate estimate;
};

bool varies(const FigureOfRuns& figure) {
  std::set<double> different;
  for (const double value : figure.values)
    if (std::isfinite(value)) different.insert(value);
  return different.size() > 1;
}

class Analysis {
 public:
  Analysis(const Options& options, FinishedExperiment finished)
      : o_(options), finished_(std::move(finished)), file_{finished_.provenance, finished_.factors, {}} {
    // The file may go to others: a county is known by its hash, and where it lay here tells them nothing.
    static const std::regex kFolder("(^|\n)county: \"[^\n]*/([^/\n]+)\"");
    file_.provenance.scenario = std::regex_replace(file_.provenance.scenario, kFolder, "$1county: \"$2\"");
  }

  /// Returns whether anything could be said.
  void look_at(const FigureOfRuns& figure) {
    figure_ = &figure;
    if (!o_.quiet) fmt::print("\n{}{}\n", figure.name, figure.unit.empty() ? "" : " (" + figure.unit + ")");
    const std::vector<double> outputs = finished_.by_point(figure);
    if (lab::are_trajectories(finished_.points)) elementary_effects(outputs);
    for (const bool second_order : {false, true})
      if (is_saltelli(finished_.points, second_order)) {
        indices(lab::sobol_indices(outputs, finished_.factors.size(), second_order), "");
        break;
      }
    learn();
  }

  void write(const std::filesystem::path& csv, const std::filesystem::path& emulators) const {
    std::string table = "figure,unit,factor,measure,value,low,high\n";
    for (const Measure& m : measures_)
      table += fmt::format("{},{},{},{},{},{},{}\n", twin::csv_quoted(m.figure), twin::csv_quoted(m.unit), m.factor,
                           m.name, m.estimate.value, m.estimate.low, m.estimate.high);
    twin::write_text(csv, table);
    lab::write_emulators(emulators, file_);
  }

 private:
  void add(const std::string& factor, const std::string& name, const lab::Estimate& estimate) {
    measures_.push_back({figure_->name, figure_->unit, factor, name, estimate});
  }
  void add(const std::string& name, double value) { add("", name, {value, value, value}); }

  void elementary_effects(const std::vector<double>& outputs) {
    const auto effects = lab::morris_effects(finished_.points, outputs);
    if (!o_.quiet)
      fmt::print("  {:40} {:>12} {:>27} {:>12}\n", o_.tr("elementära effekter", "elementary effects"), "mu*",
                 o_.tr("95 %", "95 %"), "sigma");
    for (std::size_t k = 0; k != effects.size(); ++k) {
      const auto& [mu, mu_star, sigma] = effects[k];
      const std::string& factor = finished_.factors[k].key;
      if (!o_.quiet)
        fmt::print("  {:40} {:12.5g} {:12.5g} – {:12.5g} {:12.5g}\n", factor, mu_star.value, mu_star.low,
                   mu_star.high, sigma);
      add(factor, "mu", {mu, mu, mu});
      add(factor, "mu_star", mu_star);
      add(factor, "sigma", {sigma, sigma, sigma});
    }
  }

  void indices(const lab::SobolIndices& found, const std::string& prefix) {
    if (!o_.quiet)
      fmt::print("  {:40} {:>6} {:>15} {:>6} {:>15}\n",
                 prefix.empty() ? o_.tr("Sobolindex", "Sobol indices")
                                : o_.tr("Sobolindex, enligt emulatorn", "Sobol indices, by the emulator"),
                 "S1", "95 %", "ST", "95 %");
    for (std::size_t k = 0; k != found.factors.size(); ++k) {
      const auto& [first, total] = found.factors[k];
      const std::string& factor = finished_.factors[k].key;
      if (!o_.quiet)
        fmt::print("  {:40} {:6.3f} {:6.3f} – {:6.3f} {:6.3f} {:6.3f} – {:6.3f}\n", factor, first.value, first.low,
                   first.high, total.value, total.low, total.high);
      add(factor, prefix + "first", first);
      add(factor, prefix + "total", total);
    }
  }

  void learn() {
    const std::size_t runs = std::min(finished_.run_points.size(), kMostRunsToLearnFrom);
    const std::span<const double> values(figure_->values.data(), runs);
    const auto known = std::ranges::count_if(values, [](double y) { return std::isfinite(y); });
    if (static_cast<std::size_t>(known) < lab::least_runs(finished_.factors.size())) {
      if (!o_.quiet) fmt::print("  {}\n", o_.tr("för få körningar för en emulator", "too few runs for an emulator"));
      return;
    }
    lab::Emulator emulator = lab::fit_emulator(finished_.run_rows().topRows(static_cast<Eigen::Index>(runs)), values);
    const lab::CrossValidation check = lab::cross_validated(emulator);
    if (!o_.quiet)
      fmt::print(
          fmt::runtime(o_.tr("  emulator av {} körningar: förklarar {:.1f} %, {:.0f} % inom 90-procentsbandet\n",
                             "  emulator of {} runs: explains {:.1f} %, {:.0f} % within the 90 % band\n")),
          known, 100 * check.explained, 100 * check.coverage);
    add("emulator_explained", check.explained);
    add("emulator_coverage", check.coverage);
    add("emulator_error", check.root_mean_square_error);
    indices(lab::sobol_indices(emulator, kIndexRows), "emulator_");
    file_.outputs.push_back({figure_->name, std::move(emulator)});
  }

  const Options& o_;
  FinishedExperiment finished_;
  const FigureOfRuns* figure_ = nullptr;
  std::vector<Measure> measures_;
  lab::EmulatorFile file_;
};

}  // namespace

int analyse(const Options& o, const AnalyseWanted& wanted) {
  const std::filesystem::path results =
      std::filesystem::is_directory(wanted.results) ? wanted.results / "results.sqlite" : wanted.results;
  const FinishedExperiment finished = read_finished(results, wanted.figures);
  Analysis analysis(o, finished);
  for (const FigureOfRuns& figure : finished.figures)
    if (varies(figure)) analysis.look_at(figure);
  const std::filesystem::path csv = results.parent_path() / "analysis.csv";
  const std::filesystem::path emulators = results.parent_path() / "emulators.json";
  analysis.write(csv, emulators);
  fmt::print("{}: {}, {}\n", o.tr("Skrivet", "Written"), csv.string(), emulators.string());
  return 0;
}

}  // namespace tools
