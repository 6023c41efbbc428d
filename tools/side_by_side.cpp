#include "tools/side_by_side.h"

#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tools {

void side_by_side(std::size_t count, std::size_t at_a_time, const std::function<void(std::size_t)>& work) {
  std::mutex mutex;  // guards what follows
  std::size_t begun = 0;
  std::exception_ptr fault;
  const auto next = [&]() -> std::optional<std::size_t> {
    const std::lock_guard lock(mutex);
    return fault || begun == count ? std::nullopt : std::optional(begun++);
  };
  const auto take = [&] {
    while (const auto index = next()) try {
        work(*index);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!fault) fault = std::current_exception();
      }
  };
  {
    std::vector<std::jthread> workers;
    for (std::size_t k = 0; k != at_a_time; ++k) workers.emplace_back(take);
  }
  if (fault) std::rethrow_exception(fault);
}

}  // namespace tools
