#include "twin/base/parallel.h"

#include <gtest/gtest.h>

#include <array>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

namespace twin {
namespace {

/// Some number of a row, in no simple order.
std::int64_t number_of(std::size_t row) {
  return static_cast<std::int64_t>(row * row % 1009) - 500;
}

TEST(Blocks, CoverEveryRowOnce) {
  for (const std::size_t rows : {std::size_t{0}, std::size_t{1}, kBlockRows, kBlockRows + 1, 3 * kBlockRows}) {
    std::vector<int> visits(rows);
    std::vector<int> calls(block_count(rows));
    for_blocks(rows, [&](Block block) {
      ++calls[block.index];
      EXPECT_EQ(block.begin, block.index * kBlockRows);
      for (std::size_t row = block.begin; row != block.end; ++row) ++visits[row];
    });
    EXPECT_EQ(visits, std::vector<int>(rows, 1)) << rows << " rows";
    EXPECT_EQ(calls, std::vector<int>(block_count(rows), 1)) << rows << " rows";
  }
}

TEST(SumBlocks, EqualsTheSequentialSum) {
  using Sums = std::array<std::array<std::int64_t, 2>, 3>;  // [row % 3][sum, count]
  for (const std::size_t rows : {0, 1, 4095, 4096, 4097, 100'000}) {
    Sums expected{};
    for (std::size_t row = 0; row != rows; ++row) {
      expected[row % 3][0] += number_of(row);
      ++expected[row % 3][1];
    }
    for (const int count : {1, 2, 3, 8}) {
      set_threads(count);
      const Sums sums = sum_blocks<Sums>(rows, [](Block block, Sums& sum) {
        for (std::size_t row = block.begin; row != block.end; ++row) {
          sum[row % 3][0] += number_of(row);
          ++sum[row % 3][1];
        }
      });
      EXPECT_EQ(sums, expected) << rows << " rows, " << count << " threads";
    }
  }
  set_threads(0);
}

TEST(ParallelWork, PassesAnExceptionToTheCaller) {
  const auto fails_in_the_third = [](Block block) {
    if (block.index == 2) throw std::runtime_error("block 2");
  };
  EXPECT_THROW(for_blocks(5 * kBlockRows, fails_in_the_third), std::runtime_error);
  EXPECT_NO_THROW(for_blocks(2 * kBlockRows, fails_in_the_third));
  EXPECT_THROW(for_each_index(3, [](std::size_t index) { throw std::out_of_range(std::to_string(index)); }),
               std::out_of_range);
}

TEST(ParallelWork, StaysOnTheCallingThreadWhenOneIsAllowed) {
  set_threads(1);
  EXPECT_EQ(threads(), 1);
  std::mutex guard;
  std::set<std::thread::id> seen;
  for_each_index(100, [&](std::size_t) {
    const std::lock_guard lock(guard);
    seen.insert(std::this_thread::get_id());
  });
  set_threads(0);
  EXPECT_EQ(seen, std::set<std::thread::id>{std::this_thread::get_id()});
}

TEST(ParallelWork, MayStartParallelWorkItself) {
  std::array<std::int64_t, 10> sums{};
  for_each_index(sums.size(), [&](std::size_t index) {
    sums[index] = sum_blocks<std::int64_t>(10'000, [](Block block, std::int64_t& sum) {
      for (std::size_t row = block.begin; row != block.end; ++row) sum += static_cast<std::int64_t>(row);
    });
  });
  for (const std::int64_t sum : sums) EXPECT_EQ(sum, 49'995'000);  // 10000 x 9999 / 2
}

}  // namespace
}  // namespace twin
