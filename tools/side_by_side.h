#pragma once
#include <cstddef>
#include <functional>

namespace tools {

/// Runs `work(0)` to `work(count - 1)`, begun in this order, `at_a_time` of them at a time, each on a thread of its
/// own that takes the next when it is free; whole runs of the twin, which cut their own work over all processors.
/// After an exception nothing more is begun, and the caller gets the first one when all that was begun has ended.
/// Not twin::for_each_index(): a thread that waits for a run's own pieces must not begin another run meanwhile.
void side_by_side(std::size_t count, std::size_t at_a_time, const std::function<void(std::size_t)>& work);

}  // namespace tools
