#include "twin/base/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <memory>

namespace twin {
namespace {

std::unique_ptr<tbb::global_control>& limit() {
  static std::unique_ptr<tbb::global_control> value;
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
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, 1), [&](const tbb::blocked_range<std::size_t>& range) {
    for (std::size_t index = range.begin(); index != range.end(); ++index) work(index);
  });
}

void set_threads(int count) {
  limit().reset();
  const int cores = tbb::info::default_concurrency();
  limit() = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                  static_cast<std::size_t>(count > 0 ? count : cores));
}

int threads() {
  return static_cast<int>(tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
}

}  // namespace twin
