#include "twin/base/parallel.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace twin {
namespace {

/// Each test runs on one thread, on two and on more than most machines have cores.
class Parallel : public testing::TestWithParam<int> {
 protected:
  Parallel() { set_threads(GetParam()); }
  ~Parallel() override { set_threads(0); }
};

TEST_P(Parallel, BlocksCoverEachRowOnceAndAreCutTheSameWay) {
  for (const std::size_t rows : {std::size_t{0}, std::size_t{1}, kBlockRows, kBlockRows + 1, 10 * kBlockRows - 1}) {
    std::vector<int> visits(rows);
    for_blocks(rows, [&](Block block) {
      EXPECT_EQ(block.begin, block.index * kBlockRows);
      EXPECT_LE(block.end - block.begin, kBlockRows);
      for (std::size_t i = block.begin; i != block.end; ++i) ++visits[i];
    });
    EXPECT_EQ(visits, std::vector<int>(rows, 1));
  }
}

TEST_P(Parallel, AnExceptionInTheWorkReachesTheCallerAndTheNextWorkRuns) {
  const auto fail_at_7 = [](std::size_t index) {
    if (index == 7) throw std::runtime_error("seven");
  };
  EXPECT_THROW(for_each_index(20, fail_at_7), std::runtime_error);
  std::vector<int> done(20);
  for_each_index(20, [&](std::size_t index) { done[index] = 1; });
  EXPECT_EQ(done, std::vector<int>(20, 1));
}

TEST_P(Parallel, WorkMayBeCutAgainInside) {
  std::vector<std::vector<int>> visits(5, std::vector<int>(3 * kBlockRows));
  for_each_index(visits.size(), [&](std::size_t piece) {
    for_blocks(visits[piece].size(), [&](Block block) {
      for (std::size_t i = block.begin; i != block.end; ++i) ++visits[piece][i];
    });
  });
  EXPECT_EQ(visits, std::vector(5, std::vector<int>(3 * kBlockRows, 1)));
}

// The engine is tested for equal results on 1, 2, 3 and 8 threads; that says something only if they really run.
TEST_P(Parallel, AsManyPiecesRunSideBySideAsThereAreThreads) {
  EXPECT_EQ(threads(), GetParam());
  std::mutex mutex;
  std::condition_variable changed;
  int running = 0;
  bool all_met = false;
  for_each_index(static_cast<std::size_t>(GetParam()), [&](std::size_t) {
    std::unique_lock lock(mutex);
    if (++running == GetParam()) all_met = true;
    changed.notify_all();
    changed.wait_for(lock, std::chrono::seconds(20), [&] { return all_met; });
  });
  EXPECT_TRUE(all_met);
}

/// Some number of a row, in no simple order.
std::int64_t number_of(std::size_t row) {
  return static_cast<std::int64_t>(row * row % 1009) - 500;
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

INSTANTIATE_TEST_SUITE_P(Threads, Parallel, testing::Values(1, 2, 3, 8));

}  // namespace
}  // namespace twin
