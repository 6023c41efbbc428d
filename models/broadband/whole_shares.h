#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace rurban::broadband {

/// Splits `total` by weights into whole numbers that add up to it: what is left after rounding down goes to the
/// largest remainders, the first of equals. Weights are none negative; all zero: everything goes to nobody.
std::vector<std::int32_t> whole_shares(std::int32_t total, std::span<const double> weights);

}  // namespace rurban::broadband
