#include "twin/base/parallel.h"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>
#ifdef RURBAN_TSAN
#include <sanitizer/tsan_interface.h>
#endif

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

/// Tells the thread sanitizer the order that oneTBB guarantees and that it can't see, since the library is built
/// without it: the caller's past comes before each piece of work, and each piece before the caller's future. Nothing
/// orders the pieces among themselves, so that a race between them is still found. Empty in every other build.
class Order {
 public:
  Order() { release(begun_); }
  ~Order() { acquire(ended_); }

  class Piece {
   public:
    explicit Piece(Order& order) : order_(order) { acquire(order_.begun_); }
    ~Piece() { release(order_.ended_); }

   private:
    Order& order_;
  };

 private:
#ifdef RURBAN_TSAN
  static void acquire(char& event) {
    __tsan_acquire(&event);
  }
  static void release(char& event) {
    __tsan_release(&event);
  }
#else
  static void acquire(char&) {}
  static void release(char&) {}
#endif

  char begun_ = 0, ended_ = 0;
};

}  // namespace

void for_blocks(std::size_t rows, const std::function<void(Block)>& work) {
  for_each_index(block_count(rows), [&](std::size_t index) {
    const std::size_t begin = index * kBlockRows;
    work({index, begin, std::min(begin + kBlockRows, rows)});
  });
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  Order order;
  // Isolated: a caller who waits for the last pieces takes no other run's, which may want a lock that he holds.
  pool()->arena.execute([&] {
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(std::size_t{0}, count, [&](std::size_t index) {
        const Order::Piece piece(order);
        work(index);
      });
    });
  });
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
