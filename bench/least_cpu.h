#pragma once
#include <algorithm>
#include <ctime>
#include <functional>

/// Seconds of processor time that `work` takes, the least of so many times.
inline double least_cpu_s(int repeats, const std::function<void()>& work) {
  double least = 1e300;
  for (int i = 0; i < repeats; ++i) {
    const std::clock_t start = std::clock();
    work();
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return least;
}
