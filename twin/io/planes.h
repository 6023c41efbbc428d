#pragma once
#include "twin/io/file.h"

namespace twin {

/// What changed from `before` to `now`, two columns of values of `width` bytes (1, 2, 4 or 8): byte by byte XOR,
/// with all first bytes in front, then all second bytes … Rows that stayed become zeros, and small numbers
/// zeros in a row, both of which pack well. Where `before` is shorter it counts as zeros.
Bytes planes_of_change(std::span<const std::byte> now, std::span<const std::byte> before, std::size_t width);

/// The reverse: turns `before` into `now`. Requires: planes.size() is a multiple of width
void apply_change(Bytes& values, std::span<const std::byte> planes, std::size_t width);

}  // namespace twin
