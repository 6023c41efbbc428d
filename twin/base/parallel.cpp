#include "twin/base/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <memory>

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace twin {
namespace {

// oneTBB is not instrumented, so the thread sanitizer doesn't see that it hands work to its threads and back, and
// would take every loop for a race. Telling it so at the loop's two ends, instead of muting all that runs in a loop,
// keeps races between blocks visible. See tests/tsan.supp for what oneTBB does inside its own headers.
char handed_out, handed_back;  // only their addresses matter
#if defined(__SANITIZE_THREAD__)
void hands_over(char& what) {
  __tsan_release(&what);
}
void takes_over(char& what) {
  __tsan_acquire(&what);
}
#else
void hands_over(char&) {}
void takes_over(char&) {}
#endif
// Work that throws hands back as well.
struct HandsBackAtEnd {
  ~HandsBackAtEnd() { hands_over(handed_back); }
};
struct TakesBackAtEnd {
  ~TakesBackAtEnd() { takes_over(handed_back); }
};

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
  hands_over(handed_out);
  const TakesBackAtEnd takes_back;
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, 1), [&](const tbb::blocked_range<std::size_t>& range) {
    takes_over(handed_out);
    const HandsBackAtEnd hands_back;
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
