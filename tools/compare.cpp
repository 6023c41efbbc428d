#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "tools/commands.h"
#include "tools/report.h"
#include "twin/base/error.h"
#include "twin/io/results.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

struct Difference {
  std::string series, unit;
  twin::Date since{};   ///< first date with a different value
  std::string where;    ///< row of that date with the largest difference; empty for single values
  double a = 0, b = 0;  ///< its values there
  double last = 0;      ///< difference of the totals over rows at the end, b less a
  std::size_t rows = 0, of = 0;
};

double total(const twin::Series& series, std::size_t time) {
  double sum = 0;
  for (std::size_t row = 0; row != series.width; ++row) sum += series.values[time * series.width + row];
  return sum;
}

/// Compares the dates that both have, in order.
std::optional<Difference> compare_series(const twin::SeriesResult& one, const twin::SeriesResult& other) {
  const twin::Series &a = one.series, &b = other.series;
  if (a.width != b.width) {  // two counties: only that they differ can be said
    Difference difference;
    difference.series = a.info.name;
    difference.unit = a.info.unit;
    difference.since = a.dates.front();
    difference.rows = b.width;
    difference.of = a.width;
    return difference;
  }
  std::optional<Difference> difference;
  std::vector<bool> rows(a.width);
  for (std::size_t ta = 0, tb = 0; ta != a.dates.size() && tb != b.dates.size();) {
    if (a.dates[ta] != b.dates[tb]) {
      ++(a.dates[ta] < b.dates[tb] ? ta : tb);
      continue;
    }
    const bool first = !difference.has_value();
    for (std::size_t row = 0; row != a.width; ++row) {
      const double va = a.values[ta * a.width + row], vb = b.values[tb * b.width + row];
      if (va == vb) continue;
      rows[row] = true;
      if (!difference) {
        difference.emplace();
        difference->series = a.info.name;
        difference->unit = a.info.unit;
        difference->since = a.dates[ta];
      }
      if (!first || std::abs(vb - va) <= std::abs(difference->b - difference->a)) continue;
      difference->where = row < one.row_labels.size() ? one.row_labels[row] : "";
      difference->a = va;
      difference->b = vb;
    }
    if (difference) difference->last = total(b, tb) - total(a, ta);
    ++ta;
    ++tb;
  }
  if (difference) {
    difference->rows = static_cast<std::size_t>(std::count(rows.begin(), rows.end(), true));
    difference->of = a.width;
  }
  return difference;
}

void tell_parameters(const Options& options, const twin::RunResult& a, const twin::RunResult& b) {
  for (const twin::ParameterValue& value : a.parameters) {
    const auto other =
        std::find_if(b.parameters.begin(), b.parameters.end(), [&](const auto& p) { return p.name == value.name; });
    if (other != b.parameters.end() && other->value != value.value)
      fmt::print("  {} {}: {} → {} {}\n", options.tr("parameter", "parameter"), value.name, value.value, other->value,
                 value.unit);
  }
  if (a.info.seed != b.info.seed) fmt::print("  {}: {} → {}\n", options.tr("frö", "seed"), a.info.seed, b.info.seed);
}

}  // namespace

int compare(const Options& options, const fs::path& path_a, const fs::path& path_b) {
  const twin::RunResult a = only_run(path_a), b = only_run(path_b);
  std::vector<Difference> differences;
  std::vector<std::string> only_in_one;
  for (const twin::SeriesResult& series : a.series) {
    const auto other = std::find_if(b.series.begin(), b.series.end(),
                                    [&](const auto& s) { return s.series.info.name == series.series.info.name; });
    if (other == b.series.end())
      only_in_one.push_back(series.series.info.name);
    else if (auto difference = compare_series(series, *other))
      differences.push_back(std::move(*difference));
  }
  std::stable_sort(differences.begin(), differences.end(),
                   [](const Difference& x, const Difference& y) { return x.since < y.since; });

  if (options.json) {
    nlohmann::json list = nlohmann::json::array();
    for (const Difference& d : differences)
      list.push_back({{"series", d.series},
                      {"unit", d.unit},
                      {"since", twin::to_string(d.since)},
                      {"where", d.where},
                      {"a", d.a},
                      {"b", d.b},
                      {"rows", d.rows},
                      {"last_total", d.last}});
    fmt::print("{}\n", nlohmann::json{{"same_state", a.info.state_hash == b.info.state_hash},
                                      {"differences", list},
                                      {"only_in_a", only_in_one}}
                           .dump());
    return kOk;
  }
  fmt::print("A: {} ({}, {} {})\nB: {} ({}, {} {})\n", path_a.string(), a.info.scenario, options.tr("frö", "seed"),
             a.info.seed, path_b.string(), b.info.scenario, options.tr("frö", "seed"), b.info.seed);
  fmt::print("{}\n", a.info.state_hash == b.info.state_hash
                         ? options.tr("Sluttillstånden är lika, till sista biten.",
                                      "The final states are equal, to the last bit.")
                         : options.tr("Sluttillstånden skiljer sig.", "The final states differ."));
  tell_parameters(options, a, b);
  for (const std::string& name : only_in_one) fmt::print("  {} {}\n", options.tr("bara i A:", "only in A:"), name);
  if (differences.empty()) {
    fmt::print("{}\n", options.tr("Alla serier är lika.", "All series are equal."));
    return kOk;
  }
  fmt::print("{} {} {} {} {}\n\n", differences.size(), options.tr("av", "of"), a.series.size(),
             options.tr("serier skiljer sig;", "series differ;"),
             options.tr("störst i början och summan vid slutet (B minus A):",
                        "the largest at first and the sum at the end (B less A):"));
  fmt::print("{:<30} {:<11} {:<16} {:>10} {:>10} {:>12}  {}\n", options.tr("serie", "series"),
             options.tr("sedan", "since"), options.tr("var", "where"), "A", "B",
             options.tr("vid slutet", "at the end"), options.tr("rader", "rows"));
  for (const Difference& d : differences)
    fmt::print("{:<30} {:<11} {:<16} {:>10g} {:>10g} {:>+12g}  {}/{}\n", d.series, twin::to_string(d.since), d.where,
               d.a, d.b, d.last, d.rows, d.of);
  return kOk;
}

}  // namespace tools
