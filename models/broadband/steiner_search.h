#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/broadband/steiner_net.h"

namespace rurban::broadband::steiner {

/// Finds and betters trees of one net. Keeps its sheets of paper from one call to the next.
class TreeSearch {
 public:
  explicit TreeSearch(const Net& net);

  /// How a tree is grown.
  struct Growth {
    std::span<const std::int64_t> cost;     ///< by edge; empty: as they are
    std::span<const std::uint8_t> allowed;  ///< nodes; empty: all
    std::int64_t scale = 1;                 ///< of `cost`, times the prizes'
    bool all_prizes = false;                ///< buys the way to every prize, worth it or not
  };
  /// The tree grown from a node: the way to whatever is nearest to it and worth it is bought, again and again
  /// (Takahashi & Matsuyama, Math. Japonica 24, 1980), then what is not worth it is cut off.
  Tree grow(std::uint32_t from, const Growth& growth);
  /// Betters a tree until neither growth, nor a dearer stretch exchanged for a cheaper one, nor a node more, nor
  /// cheaper edges between the same nodes help.
  void better(Tree& tree);

 private:
  void start(const Tree& tree);
  void hold(std::uint32_t node);
  void spread(const Growth& growth);
  void relax(std::uint32_t from, std::int64_t left, const Growth& growth);
  bool on_way(std::uint32_t node, std::uint32_t from) const;
  void buy_way(std::uint32_t node);
  Tree pruned_spanning();
  std::vector<std::uint32_t> spanning();
  void hang(std::span<const std::uint32_t> edges, std::uint32_t top);
  Tree pruned();
  bool exchange(const Tree& tree);
  std::int64_t try_edge(std::uint32_t edge);
  bool try_node(std::uint32_t node);
  void change(std::uint32_t node);
  void undo();
  std::uint32_t walk_way(std::uint32_t node, std::int64_t& cost) const;
  void climb(std::uint32_t a, std::uint32_t b);
  struct Stretch {
    std::size_t first = 0, last = 0;  ///< nodes of path_
    std::int64_t value = 0;
  };
  Stretch dearest_stretch() const;
  void swap(const Stretch& stretch, std::uint32_t edge, std::uint32_t u, std::uint32_t v);
  void turn_round(std::uint32_t top, std::uint32_t old_top);
  void hang_way(std::uint32_t node, std::uint32_t above, std::uint32_t by);
  void hold_way(std::uint32_t node);

  const Net& net_;
  std::vector<std::uint8_t> held_;       ///< node is in the tree
  std::vector<std::int64_t> way_cost_;   ///< from the tree to the node, less prizes before it
  std::vector<std::uint32_t> way_edge_;  ///< the last edge of that way
  std::vector<std::uint8_t> passed_;     ///< other ways may lead through the node
  std::vector<HeapEntry> heap_;
  std::size_t bought_ = 0;  ///< nodes, since start()
  std::vector<std::uint8_t> edge_held_;
  std::vector<std::uint32_t> order_;  ///< the tree's nodes, each behind its parent
  std::vector<std::uint32_t> parent_, parent_edge_, degree_;
  std::vector<std::uint32_t> path_, path_edge_;  ///< nodes of the way between two in the tree; edges between them
  std::size_t path_top_ = 0;                     ///< where on it the node nearest to the top is
  struct Before {
    std::uint32_t node, parent, parent_edge, degree, way_edge;
    std::uint8_t held;
  };
  std::vector<Before> changed_;  ///< what try_node() may have to take back
  std::vector<std::uint32_t> seen_;
  std::uint32_t now_ = 0;
  std::vector<std::int64_t> below_;  ///< gain of the best tree that hangs from a node
  std::vector<std::uint8_t> must_below_;
};

}  // namespace rurban::broadband::steiner
