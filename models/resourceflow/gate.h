#pragma once
// The equity gate: whether a scenario is good enough, judged on what it changes in many replicates.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twin/base/text.h"

namespace rurban {

/// What a scenario changed in one replicate, empty where it could not be measured; see difference().
using Change = std::optional<double>;

/// The layers of the balance beside money.
enum class BalanceLayer : std::uint8_t { kExchangeOfPeople, kServicesInPlace, kExchangeOfIdeas };
inline constexpr int kLayersBesideMoney = 3;

/// One way of putting people in groups: by place class, age, sex, origin.
struct GroupingChange {
  twin::Text name;                    ///< as in "between the ...": "places", "age groups"
  std::vector<double> theil_between;  ///< change of Theil's T between its groups, a replicate each
  double theil = 0;                   ///< Theil's T of all inequality, in the baseline
};

/// Scenario less baseline, a replicate each; the two runs of a replicate share their random numbers, so that what is
/// left is what the scenario did. Requires: every vector has as many entries as `return_flow`, all of them finite
struct ReplicateChanges {
  std::vector<Change> return_flow;                             ///< of the return-flow ratio of the rural places
  std::array<std::vector<Change>, kLayersBesideMoney> layers;  ///< by BalanceLayer, of the rural places
  std::vector<GroupingChange> groupings;                       ///< at least one
  std::vector<std::optional<double>> largest_loss;             ///< largest_loss(), over the groups of all groupings
  std::vector<Change> interplay;                               ///< of J
};

/// Rules of the gate.
inline constexpr int kTenthsOfReplicates = 9;      ///< a probability of 0.9, counted in whole replicates
inline constexpr double kLargestLoss = 0.01;       ///< of a group's mean welfare
inline constexpr double kLossBound = 0.95;         ///< the loss that is not exceeded with this probability
inline constexpr double kRoundingOfTheil = 1e-12;  ///< a rise below this is how sums of doubles round
/// A rise of less than this share of all inequality is no rise: whatever a scenario does stirs who meets whom, and so
/// moves Theil's T between any two groups a little, up as often as down. With a T of 0.054 it is 5e-6: two halves
/// whose means lie 5 % apart would lie 5.04 % apart. A choice, 1e-5 to 1e-3.
inline constexpr double kNegligibleRise = 1e-4;
/// With n replicates a probability is known in steps of 1/n. Below 10 the step is coarser than the tenth that the
/// gate allows to fail: 0.9 could then be shown only by all of them, and as few as that agree by chance too often.
inline constexpr std::size_t kLeastReplicates = 10;

/// One condition of the gate, and how it came out. The sentence has the same form either way, and the same numbers.
struct Finding {
  int criterion = 0;  ///< 1, 2; 0: of both
  bool holds = false;
  twin::Text text = {};
};

/// Probabilities are shares of the replicates; a change that could not be measured is no rise.
struct GateVerdict {
  std::size_t replicates = 0;
  double return_flow_rises = 0;                          ///< P(ΔRFR_rural > 0)
  std::array<double, kLayersBesideMoney> layer_rises{};  ///< P(Δ > 0), by BalanceLayer
  std::vector<double> between_does_not_rise = {};        ///< P(ΔTheil_between is no rise), by grouping
  /// 95th percentile (type 7) of the largest loss, relative; empty: no group has over 200 persons.
  std::optional<double> loss_bound = {};
  double interplay_rises = 0;  ///< P(ΔJ > 0)

  bool criterion_1 = false;  ///< the return flow rises, and so does at least one layer beside money
  bool criterion_2 = false;  ///< no grouping grows more unequal, no group of over 200 persons loses over 1 %, J rises
  bool passes = false;       ///< both
  twin::Text headline = {};
  std::vector<Finding> findings = {};  ///< every condition, in the order of the rules

  std::vector<twin::Text> failures() const;  ///< the sentences of those that do not hold
};
/// "Rises" is P >= 0.9, "does not rise" likewise. With fewer than 10 replicates neither criterion holds, whatever the
/// probabilities, and the findings say so. A grouping that is left out is not tested: pass all that can be formed.
GateVerdict gate(const ReplicateChanges& changes);

/// The value below which this share of the values lies, by linear interpolation between the order statistics at
/// 1 + (n - 1) p (type 7 of Hyndman & Fan 1996). Requires: at least one value, 0 <= share <= 1
double percentile(std::span<const double> values, double share);

/// What most replicates lie in.
struct Interval {
  double low = 0, median = 0, high = 0;
};
/// The middle `share` of the values, by default from the 5th to the 95th percentile. Requires: at least one value
Interval interval(std::span<const double> values, double share = 0.9);

}  // namespace rurban
