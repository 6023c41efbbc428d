#pragma once
#include <cstddef>
#include <cstdint>

#include "twin/geo/cost.h"

/// The two loops that all routing spends its time in, compiled for several widths of vectors. Included only by
/// routes*.cpp; calls nothing from outside, for the reason given in philox_kernel.h.
namespace twin {

/// Kernels for one kind of cost, see instruction_set.h.
template <class Cost>
struct RouteKernels {
  /// row[i] = min(row[i], from[i] + cost)
  void (*relax)(Cost* row, const Cost* from, Cost cost, std::size_t count);
  /// The least a[i] + b[i], or `most` if that is less. Reads, and forgets, up to kLanes values beyond `count`.
  Cost (*least_sum)(const Cost* a, const Cost* b, std::size_t count, Cost most);
  /// result[k] = least_sum(a, b[k], counts[k], most)
  void (*least_sums)(const Cost* a, const Cost* const* b, const std::uint32_t* counts, std::size_t size, Cost most,
                     Cost* result);
};

/// Values that are worked on at once.
template <class Cost>
inline constexpr std::size_t kLanes = 32 / sizeof(Cost);

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

/// kLanes zeros, then kLanes times no way.
template <class Cost>
constexpr auto kBeyond = [] {
  struct {
    Cost values[2 * kLanes<Cost>];
  } result{};
  for (std::size_t lane = kLanes<Cost>; lane != 2 * kLanes<Cost>; ++lane) result.values[lane] = kNoWay<Cost>;
  return result;
}();

// Vectors by hand: of the plain loop the compiler makes one that goes through the last values one by one, and most
// rows are short. Here they go through the same lanes as the others, and what lies beyond `count` is raised to
// kNoWay.
template <class Cost>
inline __attribute__((always_inline)) Cost least_sum(const Cost* a, const Cost* b, std::size_t count, Cost most) {
  constexpr std::size_t kWidth = kLanes<Cost>;
  typedef Cost Lanes __attribute__((vector_size(32), aligned(sizeof(Cost)), may_alias));
  Lanes least = most - Lanes{};
  std::size_t i = 0;
  for (; i + kWidth <= count; i += kWidth) {
    const Lanes sum = *reinterpret_cast<const Lanes*>(a + i) + *reinterpret_cast<const Lanes*>(b + i);
    least = sum < least ? sum : least;
  }
  const Lanes sum = *reinterpret_cast<const Lanes*>(a + i) + *reinterpret_cast<const Lanes*>(b + i);
  const Lanes beyond = *reinterpret_cast<const Lanes*>(kBeyond<Cost>.values + kWidth - (count - i));
  const Lanes last = sum < beyond ? beyond : sum;
  least = last < least ? last : least;
  Lanes lane;
  for (std::size_t k = 0; k != kWidth; ++k) lane[k] = static_cast<Cost>(k);
  for (std::size_t half = kWidth / 2; half != 0; half /= 2) {
    const Lanes other = __builtin_shuffle(least, lane ^ static_cast<Cost>(half));
    least = other < least ? other : least;
  }
  return least[0];
}

template <class Cost>
Cost least_sum_alone(const Cost* a, const Cost* b, std::size_t count, Cost most) {
  return least_sum(a, b, count, most);
}

template <class Cost>
void least_sums(const Cost* a, const Cost* const* b, const std::uint32_t* counts, std::size_t size, Cost most,
                Cost* result) {
  for (std::size_t k = 0; k != size; ++k) result[k] = least_sum(a, b[k], counts[k], most);
}

}  // namespace
}  // namespace twin
