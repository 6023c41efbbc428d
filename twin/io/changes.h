#pragma once
#include "twin/io/file.h"

namespace twin {

// How a column becomes bytes that pack well, and how a later state of it becomes a list of what changed.
// `width` is that of a value: 1, 2, 4 or 8 bytes.

/// All first bytes, then all second bytes …: the high bytes of small numbers become long runs of zeros.
Bytes to_planes(std::span<const std::byte> values, std::size_t width);
/// Requires: planes.size() is a multiple of width
Bytes from_planes(std::span<const std::byte> planes, std::size_t width);

/// changes := rows:u32 count:u32 planes of gap:u32*count planes of value*count
/// The new values of the rows that differ from `before` or are new, each with the number of rows skipped in front of
/// it; `rows` is how many there are now.
Bytes changes_between(std::span<const std::byte> before, std::span<const std::byte> now, std::size_t width);
/// Turns `before` into `now`. False, with `values` in any state, if `changes` is no such list.
bool apply_changes(Bytes& values, std::span<const std::byte> changes, std::size_t width);

}  // namespace twin
