// `rurban honesty`: what the twin does not know, and how much of what it says hangs on what it assumes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "tools/assumptions.h"
#include "tools/batch/finished.h"
#include "tools/commands.h"
#include "twin/experiment/scores.h"
#include "twin/io/file.h"

namespace tools {
namespace {

constexpr const char* kHead = R"(# What the twin does not know

Written by `{}` from what the models declare: every parameter that its source calls an assumption, with the range that the
source gives. {} of {} parameters are assumptions; the others have a published figure, a rule or a choice behind them
(scenarios/README.md). Tables of the county package that are assumptions say so in its README.

## What no parameter tells

- **Where a mast stands or a fibre runs**: there is no register in the open. Both are set by rule, and replaced by a table of one's own.
- **Who people are**: they are drawn from published totals. Habits of households, cars and work are the same everywhere but for their
  level.
- **What a village says to itself**: meeting places, trust and pride are not counted; ideas spread as the literature on networks has it.
- **Why people move**: in the years before 2011 the long run of each municipality's net migration, and what refugees add, foretell more
  than anything else that was tried (docs/validation.md). The county of today draws its arrivals from one number instead
  (`migration.arrivals`) and sends them where people live: it knows nothing of what single municipalities gained or lost in the past, and
  so is likely to show the inland losing less than it will.
- **Prices and policy after 2024**: the exogenous series stand still.
- **Programmes**: that lab, meetings, tablets, talks and coordination work at all rests on a few studies from elsewhere.
)";

struct Told {
  Assumption assumption;
  std::vector<double> shares;  ///< by figure
  double largest() const { return shares.empty() ? 0 : *std::ranges::max_element(shares); }
};

std::string percent(double share, double noise) {
  return share <= noise ? "" : fmt::format("{:.0f} %", 100 * share);
}

}  // namespace

int honesty(const Options&, const HonestyWanted& wanted) {
  const std::vector<twin::ParamInfo> parameters = schema().parameters;
  const std::vector<Assumption> assumptions = assumptions_of(parameters);
  std::string command = "rurban honesty";
  if (!wanted.results.empty()) {
    command += " --results " + wanted.results.generic_string();
    for (const std::string& figure : wanted.figures) command += " --figure " + figure;
  }
  std::string page = fmt::format(fmt::runtime(kHead), command, assumptions.size(), parameters.size());

  std::vector<Told> told;
  for (const Assumption& assumption : assumptions) told.push_back({assumption, {}});
  double noise = 0;
  std::vector<std::string> names, units;
  if (!wanted.results.empty()) {
    const FinishedExperiment stored = read_finished(wanted.results, wanted.figures);
    const twin::experiment::Points rows = stored.run_rows();
    const auto runs = static_cast<std::size_t>(rows.rows());
    // Of inputs that do nothing, one in 370 passes this share by chance (three deviations of a normal, squared).
    noise = 3.0 * 3.0 / static_cast<double>(runs);
    std::vector<std::vector<double>> outputs;
    for (const FigureOfRuns& figure : stored.figures) {
      if (std::ranges::any_of(figure.values, [](double value) { return std::isnan(value); })) continue;
      names.push_back(figure.name);
      units.push_back(figure.unit);
      outputs.push_back(figure.values);
    }
    std::vector<double> sums(names.size());
    for (std::size_t f = 0; f != stored.factors.size(); ++f) {
      const auto found = std::ranges::find_if(
          told, [&](const Told& one) { return one.assumption.parameter.name == stored.factors[f].key; });
      if (found == told.end()) continue;
      const Eigen::VectorXd column = rows.col(static_cast<Eigen::Index>(f));
      const std::vector<double> input(column.data(), column.data() + column.size());
      for (std::size_t k = 0; k != names.size(); ++k) {
        const double share = linear_share(input, outputs[k]);
        found->shares.push_back(share);
        if (share > noise) sums[k] += share;
      }
    }
    page += fmt::format(
        "\n## How much hangs on what is assumed\n\n{} runs, in which all assumptions were drawn at once within their "
        "ranges: the share of each figure's variance over runs that one assumption alone explains, first order and "
        "linear. "
        "Shares below {:.1f} % are not told: chance gives as much to one in 370 that does nothing. Each is an "
        "estimate, so "
        "that a sum may pass 100 %; what is missing to it is in small shares, in bends and in interplay.\n\n",
        runs, 100 * noise);
    page += "| figure | mean | 90 % of the runs | explained by the assumptions below |\n|---|---|---|---|\n";
    for (std::size_t k = 0; k != names.size(); ++k) {
      std::vector<double> values = outputs[k];
      std::ranges::sort(values);
      double mean = 0;
      for (const double value : values) mean += value / static_cast<double>(values.size());
      const auto at = [&](double p) { return twin::experiment::sorted_quantile(values, p); };
      page += fmt::format("| `{}`, {} | {:.4g} | {:.4g} to {:.4g} | {:.0f} % |\n", names[k], units[k], mean, at(0.05),
                          at(0.95), 100 * sums[k]);
    }
    page += "\n`rurban batch scenarios/experiments/assumptions.yaml --out FOLDER` lives the runs.\n";
    std::ranges::stable_sort(told, std::ranges::greater{}, &Told::largest);
  }

  page += "\n## Every assumption\n\n| assumption | value | range | unit |";
  for (const std::string& name : names) page += fmt::format(" `{}` |", name);
  page += " what it is | source |\n|---|---|---|---|---|---|";
  for (std::size_t k = 0; k != names.size(); ++k) page += "---|";
  page += "\n";
  for (const Told& one : told) {
    const twin::ParamInfo& p = one.assumption.parameter;
    page += fmt::format("| `{}` | {:g} | {:g} to {:g} | {} |", p.name, p.fallback, one.assumption.low,
                        one.assumption.high, p.unit);
    for (std::size_t k = 0; k != names.size(); ++k)
      page += fmt::format(" {} |", k < one.shares.size() ? percent(one.shares[k], noise) : "");
    page += fmt::format(" {} | {} |\n", p.label.en, p.source);
  }
  if (wanted.out.empty())
    fmt::print("{}", page);
  else
    twin::write_text(wanted.out, page);
  return kOk;
}

int describe_assumptions(const Options&) {
  for (const Assumption& one : assumptions_of(schema().parameters))
    fmt::print("  {}: {{from: {:g}, to: {:g}}}\n", one.parameter.name, one.low, one.high);
  return kOk;
}

}  // namespace tools
