#pragma once
// Who moved the return-flow ratio: the change between two states, shared out among the channels.
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "models/resourceflow/return_flow.h"

namespace rurban {

/// The change of the ratio Returned / Extracted between two states, and what each channel did to it. Dimensionless.
/// A coalition's value is the ratio with its members as they are after and all others as they were before.
struct Attribution {
  double change = 0;
  std::array<double, kChannels> channels{};  ///< by Channel; with `extraction` they sum to the change
  double extraction = 0;                     ///< above 0 where less is extracted, if what returns is above 0
};

/// Exact: 2^6 coalitions. Empty where one of the two states has no ratio.
std::optional<Attribution> attribute_change(const ReturnFlow& before, const ReturnFlow& after,
                                            HumanCapital human_capital);

/// One of the things that moved the ratio, and by how much; what is told of an attribution, in its order.
struct AttributedPart {
  twin::Text name;
  double change = 0;
};
std::vector<AttributedPart> parts_of(const Attribution& attribution);

}  // namespace rurban
