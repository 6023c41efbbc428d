#include "twin/io/changes.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace twin {
namespace {

/// Compared at once, since most of a column stays as it is.
constexpr std::size_t kRowsAtOnce = 64;

bool same(std::span<const std::byte> before, std::span<const std::byte> now, std::size_t offset, std::size_t size) {
  return offset + size <= before.size() && std::memcmp(&before[offset], &now[offset], size) == 0;
}

/// Rows of `now` that differ from `before` or are new, ascending.
std::vector<std::uint32_t> changed_rows(std::span<const std::byte> before, std::span<const std::byte> now,
                                        std::size_t width) {
  std::vector<std::uint32_t> result;
  const std::size_t rows = now.size() / width;
  for (std::size_t first = 0; first < rows; first += kRowsAtOnce) {
    const std::size_t end = std::min(first + kRowsAtOnce, rows);
    if (same(before, now, first * width, (end - first) * width)) continue;
    for (std::size_t row = first; row != end; ++row)
      if (!same(before, now, row * width, width)) result.push_back(static_cast<std::uint32_t>(row));
  }
  return result;
}

struct Start {
  std::uint32_t rows, count;
};

}  // namespace

Bytes to_planes(std::span<const std::byte> values, std::size_t width) {
  Bytes planes(values.size());
  const std::size_t rows = values.size() / width;
  for (std::size_t plane = 0; plane != width; ++plane)
    for (std::size_t row = 0; row != rows; ++row) planes[plane * rows + row] = values[row * width + plane];
  return planes;
}

Bytes from_planes(std::span<const std::byte> planes, std::size_t width) {
  assert(planes.size() % width == 0);
  Bytes values(planes.size());
  const std::size_t rows = planes.size() / width;
  for (std::size_t plane = 0; plane != width; ++plane)
    for (std::size_t row = 0; row != rows; ++row) values[row * width + plane] = planes[plane * rows + row];
  return values;
}

Bytes changes_between(std::span<const std::byte> before, std::span<const std::byte> now, std::size_t width) {
  const auto rows = changed_rows(before, now, width);
  Bytes gaps(rows.size() * sizeof(std::uint32_t)), values(rows.size() * width);
  std::uint32_t next = 0;  // the row after the last change
  for (std::size_t i = 0; i != rows.size(); ++i) {
    const std::uint32_t gap = rows[i] - next;
    std::memcpy(&gaps[i * sizeof gap], &gap, sizeof gap);
    std::memcpy(&values[i * width], &now[rows[i] * width], width);
    next = rows[i] + 1;
  }
  const Start start{static_cast<std::uint32_t>(now.size() / width), static_cast<std::uint32_t>(rows.size())};
  Bytes changes(sizeof start);
  std::memcpy(changes.data(), &start, sizeof start);
  for (const Bytes& part : {to_planes(gaps, sizeof(std::uint32_t)), to_planes(values, width)})
    changes.insert(changes.end(), part.begin(), part.end());
  return changes;
}

bool apply_changes(Bytes& values, std::span<const std::byte> changes, std::size_t width) {
  Start start;
  if (changes.size() < sizeof start) return false;
  std::memcpy(&start, changes.data(), sizeof start);
  changes = changes.subspan(sizeof start);
  if (changes.size() != start.count * (sizeof(std::uint32_t) + width)) return false;
  if (start.rows > values.size() / width + start.count) return false;  // every new row stands in the list
  const Bytes gaps = from_planes(changes.first(start.count * sizeof(std::uint32_t)), sizeof(std::uint32_t));
  const Bytes news = from_planes(changes.subspan(gaps.size()), width);
  values.resize(start.rows * width);
  std::size_t row = 0;
  for (std::size_t i = 0; i != start.count; ++i, ++row) {
    std::uint32_t gap;
    std::memcpy(&gap, &gaps[i * sizeof gap], sizeof gap);
    row += gap;
    if (row >= start.rows) return false;
    std::memcpy(&values[row * width], &news[i * width], width);
  }
  return true;
}

}  // namespace twin
