#include "twin/base/parallel.h"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>

namespace twin {
namespace {

/// The pool that all parallel work runs in. An arena of our own, since oneTBB's default one never holds more threads
/// than there are cores: tests of eight threads on a machine of two would test two.
struct Pool {
  explicit Pool(int threads)
      : limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)), arena(threads) {}

  tbb::global_control limit;
  tbb::task_arena arena;
};

std::unique_ptr<Pool>& pool() {
  static auto value = std::make_unique<Pool>(tbb::info::default_concurrency());
  return value;
}

}  // namespace

void for_blocks(std::size_t rows, const std::function<void(Block)>& work) {
  for_each_index(block_count(rows), [&](std::size_t index) {
    const std::size_t begin = index * kBlockRows;
    work({index, begin, std::min(begin + kBlockRows, rows)});
  });
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  pool()->arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, work); });
}

void set_threads(int count) {
  const int threads = count > 0 ? count : tbb::info::default_concurrency();
  pool().reset();  // first, since of two limits the lower one holds
  pool() = std::make_unique<Pool>(threads);
}

int threads() {
  return pool()->arena.max_concurrency();
}

}  // namespace twin
