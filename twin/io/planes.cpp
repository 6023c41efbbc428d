#include "twin/io/planes.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace twin {
namespace {

/// Rows are split in blocks that stay in the first-level cache while their planes are written.
constexpr std::size_t kRows = 1024;

template <std::size_t kWidth>
void split(const std::byte* values, std::size_t rows, std::byte* planes) {
  for (std::size_t first = 0; first < rows; first += kRows)
    for (std::size_t plane = 0; plane != kWidth; ++plane)
      for (std::size_t row = first; row != std::min(first + kRows, rows); ++row)
        planes[plane * rows + row] = values[row * kWidth + plane];
}

template <std::size_t kWidth>
void join(const std::byte* planes, std::size_t rows, std::byte* values) {
  for (std::size_t first = 0; first < rows; first += kRows)
    for (std::size_t plane = 0; plane != kWidth; ++plane)
      for (std::size_t row = first; row != std::min(first + kRows, rows); ++row)
        values[row * kWidth + plane] ^= planes[plane * rows + row];
}

}  // namespace

Bytes planes_of_change(std::span<const std::byte> now, std::span<const std::byte> before, std::size_t width) {
  Bytes change(now.begin(), now.end());
  const std::size_t common = std::min(now.size(), before.size());
  for (std::size_t i = 0; i != common; ++i) change[i] ^= before[i];
  if (width == 1) return change;
  Bytes planes(change.size());
  const std::size_t rows = change.size() / width;
  if (width == 2) split<2>(change.data(), rows, planes.data());
  if (width == 4) split<4>(change.data(), rows, planes.data());
  if (width == 8) split<8>(change.data(), rows, planes.data());
  return planes;
}

void apply_change(Bytes& values, std::span<const std::byte> planes, std::size_t width) {
  assert(planes.size() % width == 0);
  values.resize(planes.size());
  const std::size_t rows = planes.size() / width;
  if (width == 1) join<1>(planes.data(), rows, values.data());
  if (width == 2) join<2>(planes.data(), rows, values.data());
  if (width == 4) join<4>(planes.data(), rows, values.data());
  if (width == 8) join<8>(planes.data(), rows, values.data());
}

}  // namespace twin
