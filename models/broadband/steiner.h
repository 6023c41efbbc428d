#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace rurban::broadband {

/// A prize-collecting Steiner problem: connect what is worth it. Costs and prizes are whole numbers (öre in the
/// twin), none negative.
struct SteinerGraph {
  struct Edge {
    std::uint32_t a = 0, b = 0;
    std::int64_t cost = 0;
  };
  std::vector<Edge> edges;
  std::vector<std::int64_t> prize;    ///< by node
  std::optional<std::uint32_t> root;  ///< which the tree must hold; without one it may stand anywhere
};

struct SteinerRules {
  double seconds = 2;  ///< of CPU time at most; 0: no limit in time, only in rounds
  std::int32_t rounds =
      0;  ///< of improvement at most; 0: no limit. Models limit rounds, so that a run is repeatable.
  std::uint64_t seed = 1;
};

struct SteinerTree {
  std::vector<std::uint32_t> edges;  ///< indices of SteinerGraph::edges, ascending
  std::int64_t edge_cost = 0;
  std::int64_t missed_prize = 0;
  std::int64_t lower_bound = 0;  ///< no tree has a smaller edge_cost + missed_prize
  std::int64_t objective() const { return edge_cost + missed_prize; }
  double gap() const {
    return objective() == 0 ? 0 : static_cast<double>(objective() - lower_bound) / static_cast<double>(objective());
  }
};

/// The tree with the least edge cost plus missed prizes that was found, and a bound that says how good it is at
/// least.
SteinerTree prize_collecting_tree(const SteinerGraph& graph, const SteinerRules& rules);

}  // namespace rurban::broadband
