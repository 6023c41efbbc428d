#pragma once
#include <compare>
#include <cstdint>
#include <limits>

namespace twin {

/// A row of one table, as a type of its own, so that an index into one table can't be used on another.
/// `Tag` names the table: `static constexpr std::string_view name`. Rows move when a table is compacted or
/// sorted; the engine then rewrites every column of this type (see world/world.h). Never keep one outside
/// a column across ticks: keep the row's stable id instead.
template <class Tag>
struct Ref {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t row = kNone;

  constexpr bool valid() const { return row != kNone; }
  friend constexpr auto operator<=>(Ref, Ref) = default;
};

/// Names an agent for as long as the run lasts, wherever its row goes: random draws, events, recordings and
/// the state hash use it. Never reused within a run. 0 means "none".
using StableId = std::uint64_t;

}  // namespace twin
