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

void for_blocks(std::size_t rows, std::function<void(Block)> const& work) {
  for_each_index(block_count(rows), [&](std::size_t index) {
    const std::size_t begin = index * kBlockRows;
    work({index, begin, std::min(begin + kBlockRows, rows)});
  });
}

void for_each_index(std::size_t count, std::function<void(std::size_t)> const& work) {
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, 1),
                    [&](tbb::blocked_range<std::size_t> const& range) {
                      for (std::size_t index = range.begin(); index != range.end(); ++index) work(index);
                    });
}

void set_threads(int count) {
  limit().reset();
  int const cores = tbb::info::default_concurrency();
  limit() = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                  static_cast<std::size_t>(count > 0 ? count : cores));
}

int threads() {
  return static_cast<int>(tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
}

}  // namespace twin
