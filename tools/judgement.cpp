#include "tools/judgement.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

#include "models/resourceflow/balance.h"
#include "models/resourceflow/equity.h"

namespace tools {
namespace {

constexpr std::array<const char*, 4> kGateGroupings{"place_class", "age", "sex", "origin"};
constexpr std::array<const char*, 6> kGroupings{"place_class", "age", "sex", "origin", "income", "car"};
const std::array<twin::Text, 6> kGroupingNames{{{"orternas storlek", "size of places"},
                                                {"ålder", "age"},
                                                {"kön", "sex"},
                                                {"födelseregion", "region of birth"},
                                                {"inkomst", "income"},
                                                {"bil", "car"}}};

std::optional<double> in(const Figures& figures, const std::string& name) {
  const auto found = figures.find(name);
  return found == figures.end() || std::isnan(found->second.value) ? std::nullopt
                                                                   : std::optional(found->second.value);
}

/// Whether amounts of municipalities add up to the county's; of others the mean is told.
bool adds_up(const std::string& unit) {
  constexpr std::array<std::string_view, 5> kMeans{"%", "1", "min", "kr", "minutes"};
  return std::ranges::find(kMeans, unit) == kMeans.end() && unit.find("/inhabitant") == std::string::npos &&
         unit.find("/person") == std::string::npos;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The groups of a grouping as means and sizes; empty where the run has none.
std::vector<rurban::GroupMean> groups_of(const Figures& figures, const std::string& grouping) {
  std::vector<rurban::GroupMean> groups;
  for (std::size_t group = 1;; ++group) {
    const std::string key = grouping + "_" + std::to_string(group);
    const auto welfare = in(figures, "resourceflow.welfare_" + key),
               persons = in(figures, "resourceflow.persons_" + key);
    if (!welfare || !persons) return groups;
    groups.push_back({*welfare, std::llround(*persons)});
  }
}

std::vector<GroupChange> group_changes(std::span<const Figures> baseline, std::span<const Figures> scenario) {
  std::vector<GroupChange> changes;
  for (std::size_t g = 0; g != kGroupings.size(); ++g)
    for (std::size_t group = 0; group != groups_of(baseline[0], kGroupings[g]).size(); ++group) {
      GroupChange change{kGroupingNames[g], {}, 0, 0, {}};
      std::vector<double> relative;
      for (std::size_t r = 0; r != baseline.size(); ++r) {
        const auto before = groups_of(baseline[r], kGroupings[g]), after = groups_of(scenario[r], kGroupings[g]);
        if (group >= before.size() || group >= after.size() || before[group].mean <= 0) continue;
        relative.push_back(after[group].mean / before[group].mean - 1);
        change.persons += static_cast<double>(before[group].persons) / static_cast<double>(baseline.size());
      }
      if (relative.empty()) continue;
      const std::string name = std::string("resourceflow.persons_") + kGroupings[g] + "_" + std::to_string(group + 1);
      const twin::Text& label = baseline[0].at(name).label;  // "persons, aged 16 to 24"
      change.group = {label.sv.substr(label.sv.find(',') + 2), label.en.substr(label.en.find(',') + 2)};
      change.change = mean_of(relative);
      change.interval = rurban::interval(relative);
      changes.push_back(std::move(change));
    }
  return changes;
}

std::optional<double> largest_loss_of(const Figures& baseline, const Figures& scenario) {
  std::optional<double> largest;
  for (const char* grouping : kGateGroupings) {
    const auto before = groups_of(baseline, grouping), after = groups_of(scenario, grouping);
    if (before.empty() || before.size() != after.size()) continue;
    const auto loss = rurban::largest_loss(before, after);
    if (loss && (!largest || loss->loss > *largest)) largest = loss->loss;
  }
  return largest;
}

rurban::GateVerdict verdict_of(std::span<const Figures> baseline, std::span<const Figures> scenario) {
  rurban::ReplicateChanges changes;
  constexpr std::array<const char*, rurban::kLayersBesideMoney> kLayers{
      "resourceflow.rural_people", "resourceflow.rural_services", "resourceflow.rural_ideas"};
  for (std::size_t g = 0; g != kGateGroupings.size(); ++g) changes.groupings.push_back({kGroupingNames[g], {}, 0});
  for (std::size_t r = 0; r != baseline.size(); ++r) {
    const auto change = [&](const std::string& name) {
      return rurban::difference(in(scenario[r], name), in(baseline[r], name));
    };
    changes.return_flow.push_back(change("resourceflow.rfr_rural"));
    for (std::size_t layer = 0; layer != kLayers.size(); ++layer)
      changes.layers[layer].push_back(change(kLayers[layer]));
    for (std::size_t g = 0; g != kGateGroupings.size(); ++g)
      changes.groupings[g].theil_between.push_back(
          change(std::string("resourceflow.theil_") + kGateGroupings[g] + "_between").value_or(0));
    for (rurban::GroupingChange& grouping : changes.groupings)
      grouping.theil += in(baseline[r], "resourceflow.theil").value_or(0) / static_cast<double>(baseline.size());
    changes.largest_loss.push_back(largest_loss_of(baseline[r], scenario[r]));
    changes.interplay.push_back(change("resourceflow.interplay"));
  }
  return rurban::gate(changes);
}

/// The mean of the replicates' last year.
std::optional<rurban::ReturnFlow> mean_flow(std::span<const Figures> runs) {
  constexpr std::array<const char*, rurban::kChannels> kKeys{"rural_wages", "rural_purchases", "rural_surplus",
                                                             "rural_public", "rural_investment"};
  rurban::ReturnFlow flow;
  std::array<double, rurban::kChannels> channels{};
  double goods = 0;
  for (const Figures& run : runs) {
    for (std::size_t channel = 0; channel != kKeys.size(); ++channel) {
      const auto value = in(run, std::string("resourceflow.") + kKeys[channel]);
      if (!value) return std::nullopt;
      channels[channel] += *value / static_cast<double>(runs.size());
    }
    goods += in(run, "resourceflow.rural_goods").value_or(0) / static_cast<double>(runs.size());
  }
  for (std::size_t channel = 0; channel != channels.size(); ++channel)
    flow.channels[channel] = std::llround(channels[channel]);
  flow.goods = std::llround(goods);
  return flow;
}

std::optional<FigureChange> figure_change(const std::string& name, std::span<const Figures> baseline,
                                          std::span<const Figures> scenario) {
  std::vector<double> changes, before;
  for (std::size_t r = 0; r != baseline.size(); ++r) {
    const auto a = in(baseline[r], name), b = in(scenario[r], name);
    if (!a || !b) continue;
    before.push_back(*a);
    changes.push_back(*b - *a);
  }
  if (std::ranges::all_of(changes, [](double change) { return change == 0; })) return std::nullopt;
  const Figure& figure = baseline[0].at(name);
  FigureChange change{name, figure.unit, figure.label, mean_of(before), mean_of(changes), rurban::interval(changes),
                      0};
  const double width = change.interval.high - change.interval.low;
  change.weight = width > 0 ? std::abs(change.change) / width : std::abs(change.change) * 1e9;
  return change;
}

}  // namespace

Figures figures_of(const twin::RunResult& run) {
  Figures figures;
  const twin::Date last_year = run.info.to - std::chrono::days(365);
  for (const twin::SeriesResult& result : run.series) {
    const twin::Series& series = result.series;
    if (!series.info.table.empty() && series.info.table != "municipality") continue;
    const double over = adds_up(series.info.unit) ? 1 : static_cast<double>(series.width);
    const auto mean_since = [&](twin::Date since) -> std::optional<double> {
      double sum = 0;
      std::size_t times = 0;
      for (std::size_t t = 0; t != series.dates.size(); ++t) {
        if (series.dates[t] <= since) continue;
        for (std::size_t row = 0; row != series.width; ++row) sum += series.values[t * series.width + row];
        ++times;
      }
      return times == 0 ? std::nullopt : std::optional(sum / (static_cast<double>(times) * over));
    };
    if (const auto value = mean_since(last_year))
      figures[series.info.name] = {series.info.label, series.info.unit, *value, *mean_since(run.info.from)};
  }
  return figures;
}

FigureChange change_of(const std::string& name, std::span<const Figures> baseline,
                       std::span<const Figures> scenario) {
  if (auto change = figure_change(name, baseline, scenario)) return *std::move(change);
  FigureChange none;
  none.name = name;
  const auto found = baseline.front().find(name);
  if (found == baseline.front().end()) return none;
  none.unit = found->second.unit;
  none.label = found->second.label;
  for (const Figures& run : baseline)
    none.baseline += in(run, name).value_or(0) / static_cast<double>(baseline.size());
  return none;
}

rurban::Interval beyond_the_sum(const std::string& name, std::span<const Figures> neither,
                                std::span<const Figures> one, std::span<const Figures> other,
                                std::span<const Figures> both) {
  std::vector<double> beyond;
  for (std::size_t r = 0; r != neither.size(); ++r) {
    const auto of = [&](std::span<const Figures> runs) { return in(runs[r], name).value_or(0); };
    beyond.push_back(of(both) - of(one) - of(other) + of(neither));
  }
  return rurban::interval(beyond);
}

Judgement judge(std::span<const Figures> baseline, std::span<const Figures> scenario) {
  assert(!baseline.empty() && baseline.size() == scenario.size());
  Judgement judgement;
  judgement.replicates = baseline.size();
  for (const auto& [name, figure] : baseline[0])
    if (auto change = figure_change(name, baseline, scenario)) judgement.figures.push_back(std::move(*change));
  std::stable_sort(judgement.figures.begin(), judgement.figures.end(),
                   [](const FigureChange& a, const FigureChange& b) {
                     return a.is_sure() != b.is_sure() ? a.is_sure() : a.weight > b.weight;
                   });
  judgement.groups = group_changes(baseline, scenario);
  judgement.verdict = verdict_of(baseline, scenario);
  const auto before = mean_flow(baseline), after = mean_flow(scenario);
  if (before && after) judgement.channels = rurban::attribute_change(*before, *after, rurban::HumanCapital::kLeftOut);
  return judgement;
}

}  // namespace tools
