#pragma once
#include "models/broadband/steiner_dual.h"
#include "models/broadband/steiner_reduction.h"

namespace rurban::broadband::steiner {

/// Takes out of `reduction`, whose net() is `net`, what no tree cheaper than `cost` has, and requires what each of
/// them has, by what the dual left of arcs and prizes (Duin 1993; Leitner et al. 2018). Returns how many nodes and
/// edges were decided.
std::size_t fix_by_bound(const Net& net, const Dual& dual, std::int64_t cost, Reduction& reduction);

/// Which nodes the root reaches over arcs that have nothing left: where cheap trees are to be found.
std::vector<std::uint8_t> reached_for_nothing(const Net& net, const Dual& dual);

}  // namespace rurban::broadband::steiner
