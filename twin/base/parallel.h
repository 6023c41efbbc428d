#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace twin {

/// Rows are worked on in blocks of this many. A constant, never derived from the count of threads, so that what is
/// collected block by block can't show how many threads there were. A multiple of every vector width.
inline constexpr std::size_t kBlockRows = 4096;

struct Block {
  std::size_t index;
  std::size_t begin;
  std::size_t end;
};

constexpr std::size_t block_count(std::size_t rows) {
  return (rows + kBlockRows - 1) / kBlockRows;
}

/// Calls `work` once for each block of rows [0, rows), on as many threads as set_threads() allows; in any order.
/// `work` may write rows of its own block, and slots kept per block, and nothing else. If it throws, blocks not yet
/// begun are left out and the caller gets one of the exceptions. A pass over 250,000 rows costs 2 microseconds
/// besides the work.
void for_blocks(std::size_t rows, const std::function<void(Block)>& work);

/// Adds up what `count(block, sum)` counted in each block of rows. `Sum` is an array, of arrays, of integers.
template <class Sum, class Count>
Sum sum_blocks(std::size_t rows, const Count& count);

/// How many rows fall into each of `groups` groups; `group_of(row)` may be `groups` itself for a row that counts
/// nowhere.
template <class GroupOf>
std::vector<std::int64_t> count_by(std::size_t rows, std::size_t groups, const GroupOf& group_of);

/// Runs independent pieces of work side by side, `work(0)` to `work(count - 1)`; each may cut its own work again.
/// Exceptions as in for_blocks().
void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work);

/// The most threads that parallel work may use from now on, in the whole process; 0 means as many as there are cores.
/// More than there are cores are really used, so that tests can. Must not run beside parallel work.
void set_threads(int threads);
int threads();

namespace detail {
template <class Sum>
void add(Sum& total, const Sum& part) {
  if constexpr (requires { total.size(); }) {
    for (std::size_t i = 0; i != total.size(); ++i) add(total[i], part[i]);
  } else {
    static_assert(std::integral<Sum>, "sums of doubles would depend on their order");
    total += part;
  }
}
}  // namespace detail

template <class Sum, class Count>
Sum sum_blocks(std::size_t rows, const Count& count) {
  std::vector<Sum> parts(block_count(rows));
  for_blocks(rows, [&](Block block) { count(block, parts[block.index]); });
  Sum total{};
  for (const Sum& part : parts) detail::add(total, part);
  return total;
}

template <class GroupOf>
std::vector<std::int64_t> count_by(std::size_t rows, std::size_t groups, const GroupOf& group_of) {
  // Neighbouring rows often fall into the same group, and adding to a number just written waits for it: four counts
  // taken in turn are three times faster than one.
  constexpr std::size_t kLanes = 4;
  const std::size_t stride = groups + 1;
  std::vector<std::vector<std::uint32_t>> parts(block_count(rows));
  for_blocks(rows, [&](Block block) {
    std::vector<std::uint32_t>& part = parts[block.index];
    part.resize(kLanes * stride);
    for (std::size_t row = block.begin; row != block.end; ++row) ++part[row % kLanes * stride + group_of(row)];
  });
  std::vector<std::int64_t> total(groups);
  for (const auto& part : parts)
    for (std::size_t lane = 0; lane != kLanes; ++lane)
      for (std::size_t group = 0; group != groups; ++group) total[group] += part[lane * stride + group];
  return total;
}

}  // namespace twin
