#pragma once
#include <cstddef>
#include <cstdint>

/// The two loops that all routing spends its time in, compiled for several widths of vectors. Included only by
/// routes*.cpp; calls nothing from outside, for the reason given in philox_kernel.h.
namespace twin {

/// Kernels for one kind of cost, see instruction_set.h.
template <class Cost>
struct RouteKernels {
  /// row[i] = min(row[i], from[i] + cost)
  void (*relax)(Cost* row, const Cost* from, Cost cost, std::size_t count);
  /// The least a[i] + b[i], or `most` if that is less.
  Cost (*least_sum)(const Cost* a, const Cost* b, std::size_t count, Cost most);
};

extern const RouteKernels<std::int32_t> kRouteKernels32Avx2;
extern const RouteKernels<std::int64_t> kRouteKernels64Avx2;

namespace {

template <class Cost>
void relax(Cost* row, const Cost* from, Cost cost, std::size_t count) {
#pragma omp simd  // row and from never overlap
  for (std::size_t i = 0; i < count; ++i) {
    const Cost sum = from[i] + cost;
    row[i] = sum < row[i] ? sum : row[i];
  }
}

template <class Cost>
Cost least_sum(const Cost* a, const Cost* b, std::size_t count, Cost most) {
#pragma omp simd reduction(min : most)
  for (std::size_t i = 0; i < count; ++i) {
    const Cost sum = a[i] + b[i];
    most = sum < most ? sum : most;
  }
  return most;
}

}  // namespace
}  // namespace twin
