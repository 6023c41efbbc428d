#pragma once
#include <cstdint>
#include <vector>

#include "twin/base/parallel.h"

namespace rurban {

/// Adds `amount_of(row)` up by `group_of(row)`, over rows in parallel. Sums of integers, so that no order shows.
template <class GroupOf, class AmountOf>
std::vector<std::int64_t> sum_by(std::size_t rows, std::size_t groups, const GroupOf& group_of,
                                 const AmountOf& amount_of) {
  std::vector<std::vector<std::int64_t>> parts(twin::block_count(rows));
  twin::for_blocks(rows, [&](twin::Block block) {
    std::vector<std::int64_t>& part = parts[block.index];
    part.resize(groups);
    for (std::size_t row = block.begin; row != block.end; ++row) part[group_of(row)] += amount_of(row);
  });
  std::vector<std::int64_t> sums(groups);
  for (const auto& part : parts)
    for (std::size_t group = 0; group != groups; ++group) sums[group] += part[group];
  return sums;
}

}  // namespace rurban
