#pragma once
#include <cstdint>
#include <vector>

#include "models/broadband/steiner_net.h"

namespace rurban::broadband::steiner {

/// What a dual ascent proves about a net. Every tree costs (edges plus missed prizes) at least `bound`, and as much
/// more as its arcs, directed away from the root, and the prizes it misses have left.
struct Dual {
  std::int64_t bound = 0;
  std::uint32_t root = kNone;           ///< kNone: an artificial one that leads to each node with a prize
  std::vector<std::int64_t> arc_left;   ///< by 2 * edge (from a to b) and 2 * edge + 1 (from b to a)
  std::vector<std::int64_t> root_left;  ///< of the artificial root's arc to a node; empty with a real root
  std::vector<std::int64_t> prize_left;
};

/// The arc that enters by `edge` into `head`.
inline std::uint32_t arc_into(const Net& net, std::uint32_t edge, std::uint32_t head) {
  return 2 * edge + (net.edge(edge).a == head ? 1 : 0);
}

/// Dual ascent on the cut formulation directed away from the root (Wong, Mathematical Programming 28, 1984), where a
/// node may call for a connection at the cost of its prize at most (Leitner, Ljubić, Luipersbeck & Sinnl, INFORMS J.
/// on Computing 30, 2018).
class DualAscent {
 public:
  explicit DualAscent(const Net& net);

  /// For trees that hold `root`, which therefore must be a node that every tree has to hold, if the bound is to hold
  /// for every tree.
  Dual from(std::uint32_t root);
  /// For trees that stand anywhere. `entry` is what the artificial root's arcs cost: Lagrange's multiplier of the
  /// rule that only one is used; the bound holds for any, and is the best for the gain of a best tree.
  Dual from_anywhere(std::int64_t entry);

 private:
  Dual ascend(Dual dual);
  /// Raises the dual of the nodes that reach `node` for nothing until its prize is used up, the root is there, or
  /// the cut has more than `most_arcs`. Returns the arcs of the cut, 0 when the node is done.
  std::size_t raise(std::uint32_t node, std::size_t most_arcs);
  void add(std::uint32_t node);
  void settle(std::uint32_t arc);

  const Net& net_;
  Dual dual_;
  std::vector<std::uint32_t> stamp_;  ///< of the last cut a node was inside of
  std::vector<std::uint8_t> cut_;     ///< arc is in the cut at hand
  std::vector<std::int64_t> due_;     ///< when the cut's arc is used up, counted by raised_
  std::vector<HeapEntry> heap_;
  std::vector<std::uint32_t> open_;
  std::uint32_t now_ = 0;
  std::size_t cut_arcs_ = 0;
  std::int64_t raised_ = 0;
  bool reached_root_ = false;
};

}  // namespace rurban::broadband::steiner
