#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace rurban::broadband {

/// Something to build that can only come after its parent.
struct Work {
  static constexpr std::uint32_t kFirst = 0xFFFFFFFF;
  std::uint32_t parent = kFirst;  ///< index; kFirst: it can be built at once
  std::int64_t cost = 0;
  std::int64_t benefit = 0;
};

/// The order in which each start of the list brings most benefit for its cost: the set of works with the highest
/// ratio of benefit to cost that can be built first, then the next such set, and so on (Horn, SIAM J. Appl. Math. 23,
/// 1972: sequencing with the precedence of a tree). Parents come before children. What brings nothing is left out.
/// Requires: parents form no circle; costs and benefits are none negative.
std::vector<std::uint32_t> build_order(std::span<const Work> works);

}  // namespace rurban::broadband
