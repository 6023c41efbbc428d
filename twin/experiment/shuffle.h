#pragma once
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "twin/base/draw.h"

namespace twin::experiment {

/// 0 to count - 1 in an order drawn by chance, all orders equally likely (Fisher & Yates; Durstenfeld 1964); another
/// one for every `which`. Requires: count < 2^32
inline std::vector<std::size_t> shuffled(std::size_t count, PhiloxKey key, std::uint64_t which) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = count; left > 1; --left) {
    const auto n = static_cast<std::uint32_t>(left);
    std::swap(order[left - 1], order[Draw(key, which, n).below(n)]);
  }
  return order;
}

}  // namespace twin::experiment
