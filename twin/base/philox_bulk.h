#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "twin/base/id.h"
#include "twin/base/philox.h"

namespace twin {

/// Which draw of every agent is meant: the arguments of `Draw` without the agent.
struct DrawOf {
  PhiloxKey key;  ///< from draw_key()
  std::uint32_t time;
  std::uint32_t index = 0;
};

/// Draws for many agents at once: `bits[i]` becomes Draw(draw.key, ids[i], draw.time, draw.index).bits(), on every
/// instruction set. Safe from many threads. Requires: bits.size() == ids.size()
void draw_bits(std::span<const StableId> ids, const DrawOf& draw, std::span<std::uint32_t> bits);

/// The agents to whom an event happens, as positions in `ids`, ascending, written to the front of `hits`; returns how
/// many there are. The event happens where the draw is below the agent's threshold (see threshold()).
/// Meant for rare events: fastest when hits are below one in a hundred, correct always. Safe from many threads.
///
///     std::array<std::uint32_t, kBlockRows> hits;
///     const std::size_t deaths = select_below(ids, group, hazard_by_group, {key, day}, hits);
///     for (const std::uint32_t row : std::span(hits).first(deaths)) alive[row] = 0;
///
/// Requires: hits.size() >= ids.size()
std::size_t select_below(std::span<const StableId> ids, std::span<const std::uint32_t> thresholds, const DrawOf& draw,
                         std::span<std::uint32_t> hits);  ///< one threshold per agent
/// The same with one threshold per group: `threshold_of[group[i]]`. Requires: group[i] < threshold_of.size()
std::size_t select_below(std::span<const StableId> ids, std::span<const std::uint16_t> group,
                         std::span<const std::uint32_t> threshold_of, const DrawOf& draw,
                         std::span<std::uint32_t> hits);

}  // namespace twin
