#include "models/resourceflow/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string>

namespace rurban {
namespace {

const std::array<twin::Text, kLayersBesideMoney> kLayerNames{{{"utbyte av människor", "exchange of people"},
                                                              {"service på plats", "services in place"},
                                                              {"utbyte av idéer", "exchange of ideas"}}};

/// In how many replicates something happened, and whether that is enough.
struct Count {
  std::size_t of = 0, happened = 0;

  std::size_t needed() const { return (of * kTenthsOfReplicates + 9) / 10; }
  bool enough() const { return of > 0 && happened >= needed(); }
  double probability() const { return of == 0 ? 0 : static_cast<double>(happened) / static_cast<double>(of); }
};

Count rises(const std::vector<Change>& changes) {
  return {changes.size(), static_cast<std::size_t>(std::ranges::count_if(
                              changes, [](const Change& change) { return change.value_or(0) > 0; }))};
}

Count does_not_rise(const GroupingChange& grouping) {
  const double most = std::max(kRoundingOfTheil, kNegligibleRise * grouping.theil);
  return {grouping.theil_between.size(), static_cast<std::size_t>(std::ranges::count_if(
                                             grouping.theil_between, [&](double change) { return change <= most; }))};
}

std::optional<double> bound_of_loss(const std::vector<std::optional<double>>& losses) {
  std::vector<double> measured;
  for (const std::optional<double>& loss : losses)
    if (loss) measured.push_back(*loss);
  if (measured.empty()) return std::nullopt;
  return percentile(measured, kLossBound);
}

Finding finding(int criterion, bool holds, const std::string& sv, const std::string& en) {
  return {criterion,
          holds,
          {fmt::format("{}: {}.", sv, holds ? "uppfyllt" : "inte uppfyllt"),
           fmt::format("{}: {}.", en, holds ? "met" : "not met")}};
}

/// "… in 17 of 20 replicates, 18 are needed".
Finding counted(int criterion, const Count& count, const std::string& sv, const std::string& en) {
  return finding(
      criterion, count.enough(),
      fmt::format("{} i {} av {} körningar, {} krävs", sv, count.happened, count.of, count.needed()),
      fmt::format("{} in {} of {} replicates, {} are needed", en, count.happened, count.of, count.needed()));
}

Finding enough_replicates(std::size_t replicates) {
  return finding(0, replicates >= kLeastReplicates,
                 fmt::format("Bedömningen bygger på {} körningar, {} krävs för att sannolikheterna ska säga något",
                             replicates, kLeastReplicates),
                 fmt::format("The verdict rests on {} replicates, {} are needed for probabilities to mean anything",
                             replicates, kLeastReplicates));
}

/// One layer is enough, so one sentence names all three.
Finding layers_finding(const std::array<Count, kLayersBesideMoney>& counts) {
  std::string sv, en;
  for (std::size_t layer = 0; layer != counts.size(); ++layer) {
    const std::string_view comma = layer == 0 ? "" : ", ";
    sv += fmt::format("{}{} i {}", comma, kLayerNames[layer].sv, counts[layer].happened);
    en += fmt::format("{}{} in {}", comma, kLayerNames[layer].en, counts[layer].happened);
  }
  const Count& any = counts.front();
  return finding(
      1, std::ranges::any_of(counts, &Count::enough),
      fmt::format("Något mer än pengar stiger: {} av {} körningar, {} krävs i ett av dem", sv, any.of, any.needed()),
      fmt::format("Something beside money rises: {} of {} replicates, {} are needed in one of them", en, any.of,
                  any.needed()));
}

Finding loss_finding(std::optional<double> bound) {
  if (!bound)
    return finding(2, true, "Ingen grupp har över 200 personer, så ingen förlust prövas",
                   "No group has over 200 persons, so no loss is tested");
  // To a thousandth of a percent, so that a bound just above 1 % is not shown as 1 %.
  const std::string en = fmt::format("{:.3f}", std::max(0.0, 100 * *bound));
  std::string sv = en;
  std::ranges::replace(sv, '.', ',');
  return finding(
      2, *bound <= kLargestLoss,
      fmt::format("Den grupp över 200 personer som förlorar mest mister högst {} % av sin välfärd med 95 % "
                  "sannolikhet, {:g} % tillåts",
                  sv, 100 * kLargestLoss),
      fmt::format("The group of over 200 persons that loses most loses at most {} % of its welfare with a "
                  "probability of 95 %, {:g} % is allowed",
                  en, 100 * kLargestLoss));
}

bool all_hold(const std::vector<Finding>& findings, int criterion) {
  return std::ranges::all_of(findings, [criterion](const Finding& one) {
    return one.holds || (one.criterion != 0 && one.criterion != criterion);
  });
}

twin::Text headline(const GateVerdict& verdict) {
  const std::size_t all = verdict.findings.size(), failed = verdict.failures().size();
  if (failed == 0)
    return {fmt::format("Klarar rättviseprovet: alla {} villkor är uppfyllda.", all),
            fmt::format("Passes the equity gate: all {} conditions are met.", all)};
  return {fmt::format("Klarar inte rättviseprovet: {} av {} villkor är inte uppfyllda.", failed, all),
          fmt::format("Does not pass the equity gate: {} of {} conditions are not met.", failed, all)};
}

void check_sizes([[maybe_unused]] const ReplicateChanges& changes) {
  assert(!changes.groupings.empty());
  [[maybe_unused]] const std::size_t replicates = changes.return_flow.size();
  for ([[maybe_unused]] const auto& layer : changes.layers) assert(layer.size() == replicates);
  for ([[maybe_unused]] const auto& grouping : changes.groupings) assert(grouping.theil_between.size() == replicates);
  assert(changes.largest_loss.size() == replicates && changes.interplay.size() == replicates);
}

}  // namespace

std::vector<twin::Text> GateVerdict::failures() const {
  std::vector<twin::Text> texts;
  for (const Finding& one : findings)
    if (!one.holds) texts.push_back(one.text);
  return texts;
}

GateVerdict gate(const ReplicateChanges& changes) {
  check_sizes(changes);
  GateVerdict verdict{.replicates = changes.return_flow.size()};
  std::vector<Finding>& findings = verdict.findings;
  findings.push_back(enough_replicates(verdict.replicates));

  const Count return_flow = rises(changes.return_flow);
  verdict.return_flow_rises = return_flow.probability();
  findings.push_back(counted(1, return_flow, "Återflödet till landsbygden stiger", "The rural return flow rises"));

  std::array<Count, kLayersBesideMoney> layers;
  for (std::size_t layer = 0; layer != layers.size(); ++layer) {
    layers[layer] = rises(changes.layers[layer]);
    verdict.layer_rises[layer] = layers[layer].probability();
  }
  findings.push_back(layers_finding(layers));

  for (const GroupingChange& grouping : changes.groupings) {
    const Count count = does_not_rise(grouping);
    verdict.between_does_not_rise.push_back(count.probability());
    findings.push_back(counted(2, count, fmt::format("Ojämlikheten mellan {} ökar inte märkbart", grouping.name.sv),
                               fmt::format("Inequality between {} does not rise noticeably", grouping.name.en)));
  }

  verdict.loss_bound = bound_of_loss(changes.largest_loss);
  findings.push_back(loss_finding(verdict.loss_bound));

  const Count interplay = rises(changes.interplay);
  verdict.interplay_rises = interplay.probability();
  findings.push_back(counted(2, interplay, "Samspelet (gemensamt utförd service) stiger",
                             "Interplay (services produced together) rises"));

  verdict.criterion_1 = all_hold(findings, 1);
  verdict.criterion_2 = all_hold(findings, 2);
  verdict.passes = verdict.criterion_1 && verdict.criterion_2;
  verdict.headline = headline(verdict);
  return verdict;
}

double percentile(std::span<const double> values, double share) {
  assert(!values.empty() && 0 <= share && share <= 1);
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const double place = static_cast<double>(sorted.size() - 1) * share;
  const std::size_t below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval(std::span<const double> values, double share) {
  return {percentile(values, (1 - share) / 2), percentile(values, 0.5), percentile(values, (1 + share) / 2)};
}

}  // namespace rurban
