#pragma once
// What the twin assumes, and how much of what it says hangs on it.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "twin/run/param.h"

namespace tools {

/// A parameter whose value is no published figure, with the range that its source gives.
struct Assumption {
  twin::ParamInfo parameter;
  double low = 0, high = 0;  ///< in the parameter's unit
};

/// The range that a source states: the first "A to B" after the word "assumption" that holds the default, as in
/// "assumption: 10 to 40 million". Nothing for a source that assumes nothing, or gives no such range.
std::optional<std::pair<double, double>> assumed_range(const twin::ParamInfo& parameter);
/// All of them that have a range, in the order given.
std::vector<Assumption> assumptions_of(const std::vector<twin::ParamInfo>& parameters);

/// What one input alone tells of an output, as a share of the output's variance: the squared correlation over runs,
/// less what chance alone would give. Between 0 and 1; first order, and linear. Requires: as many inputs as outputs,
/// at least 3
double linear_share(const std::vector<double>& input, const std::vector<double>& output);

}  // namespace tools
