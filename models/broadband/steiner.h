#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace rurban::broadband {

/// A prize-collecting Steiner problem: connect what is worth it. Costs and prizes are whole numbers (öre in the
/// twin), none negative; all costs together, and all prizes, are below 2^54 (18,000,000,000,000,000).
struct SteinerGraph {
  struct Edge {
    std::uint32_t a = 0, b = 0;
    std::int64_t cost = 0;
  };
  std::vector<Edge> edges;
  std::vector<std::int64_t> prize;    ///< by node
  std::optional<std::uint32_t> root;  ///< which the tree must hold; without one it may stand anywhere
};

/// How long to go on. In any case the search ends when the tree is proved to be best, or when 40 rounds brought
/// neither a better tree nor a better bound.
struct SteinerRules {
  double seconds = 2;       ///< of CPU time, but for a round that has begun; 0: no limit
  std::int32_t rounds = 0;  ///< not 0: so many at most, and no clock decides. So models ask, to be repeatable.
  std::uint64_t seed = 1;
};

struct SteinerTree {
  /// Indices of SteinerGraph::edges, ascending. A tree without edges stands on the root, or on the node with the
  /// highest prize.
  std::vector<std::uint32_t> edges;
  std::int64_t edge_cost = 0;
  std::int64_t missed_prize = 0;
  std::int64_t lower_bound = 0;  ///< no tree has a smaller edge_cost + missed_prize
  std::int64_t objective() const { return edge_cost + missed_prize; }
  double gap() const {
    return objective() == 0 ? 0 : static_cast<double>(objective() - lower_bound) / static_cast<double>(objective());
  }
};

/// The tree with the least edge cost plus missed prizes that was found, and a bound that says how good it is at
/// least. The same on every machine, unless seconds decide. Edges may be parallel, or lead back to where they began.
SteinerTree prize_collecting_tree(const SteinerGraph& graph, const SteinerRules& rules);

}  // namespace rurban::broadband
