#pragma once
// What a scenario changes beside another one, in many replicates: every figure, the groups, the gate.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/resourceflow/attribution.h"
#include "models/resourceflow/gate.h"
#include "twin/io/results.h"

namespace tools {

/// A figure of a run's last year: the mean of what was recorded in it; amounts are summed over municipalities, shares
/// and the like are their plain mean.
struct Figure {
  twin::Text label;
  std::string unit;
  double value = 0;
  double a_year = 0;  ///< of what is told per year: the mean over all of the run
};
/// Every figure of a run that is one for the county or for its municipalities, by the series' name.
using Figures = std::map<std::string, Figure>;
Figures figures_of(const twin::RunResult& run);

/// How a figure differs, scenario less baseline, with common random numbers.
struct FigureChange {
  std::string name, unit;
  twin::Text label;
  double baseline = 0;        ///< mean over replicates
  double change = 0;          ///< mean over replicates
  rurban::Interval interval;  ///< of the change: from the 5th to the 95th percentile
  /// Whether it lies on one side of zero.
  bool is_sure() const { return interval.low > 0 || interval.high < 0; }
  /// How large the change is beside its spread: for an order of what to look at.
  double weight = 0;
};

/// What becomes of one group of people.
struct GroupChange {
  twin::Text grouping, group;
  double persons = 0;         ///< in the baseline, mean
  double change = 0;          ///< of mean welfare, relative, mean over replicates
  rurban::Interval interval;  ///< of that
};

struct Judgement {
  std::size_t replicates = 0;
  std::vector<FigureChange> figures;  ///< that differ in any replicate, those that differ most surely first
  std::vector<GroupChange> groups;
  rurban::GateVerdict verdict;
  std::optional<rurban::Attribution> channels;  ///< of the mean return-flow ratio
};
/// Requires: as many of one as of the other, at least one; the i-th of both has the same seed
Judgement judge(std::span<const Figures> baseline, std::span<const Figures> scenario);

/// How one figure differs; no change where it is the same in all of them or nowhere told.
FigureChange change_of(const std::string& name, std::span<const Figures> baseline, std::span<const Figures> scenario);

/// What two changes do to a figure together beyond the sum of what each does alone, replicate by replicate: above
/// zero they strengthen each other where more is better. All with the same seeds in the same order.
rurban::Interval beyond_the_sum(const std::string& name, std::span<const Figures> neither,
                                std::span<const Figures> one, std::span<const Figures> other,
                                std::span<const Figures> both);

}  // namespace tools
