#pragma once
#include <cstdint>
#include <vector>

#include "models/broadband/steiner_net.h"

namespace rurban::broadband::steiner {

/// A net that shrinks by tests which leave at least one best tree in it. Every node and edge that is left remembers
/// the edges of the given net it stands for, so that a tree of what is left is a tree of the given net with the same
/// gain. The tests are those of Duin & Volgenant (Networks 17, 1987) and Uchoa (OR Letters 34, 2006,
/// "Reduction tests for the prize-collecting Steiner problem").
class Reduction {
 public:
  /// `rooted`: a tree without the nodes it must hold is none. Otherwise they are what better trees hold, and one
  /// alone may be the best.
  Reduction(const Net& given, bool rooted);

  /// Applies all tests until nothing more falls.
  void reduce();
  /// What is left, numbered anew. The numbers hold until the next change.
  Net net();
  /// The tree of the given net that one of net() stands for.
  Tree given_tree(const Tree& tree) const;

  // What bounds have proved about the nodes and edges of the last net().
  void drop_edge(std::uint32_t net_edge);
  void drop_node(std::uint32_t net_node);
  void require(std::uint32_t net_node);

  /// The best tree that a test cut off on its own, as one of the given net.
  const Tree& best_cut_off() const { return cut_off_; }
  std::size_t edges_left() const { return edges_left_; }

 private:
  struct Node {
    std::int64_t prize = 0;
    std::uint32_t history = kNone;  ///< edges bought together with the node
    std::uint32_t given = kNone;    ///< one of the given nodes it stands for
    bool must = false, alive = true;
  };
  struct Edge {
    std::uint32_t a = 0, b = 0;
    std::int64_t cost = 0;
    std::uint32_t history = kNone;
    bool alive = true;
    std::uint32_t other(std::uint32_t node) const { return node == a ? b : a; }
  };

  std::int64_t worth(std::uint32_t node) const { return nodes_[node].must ? kEndless : nodes_[node].prize; }
  std::uint32_t join(std::uint32_t x, std::uint32_t y);
  void append(std::uint32_t history, std::vector<std::uint32_t>& edges) const;
  void link(std::uint32_t a, std::uint32_t b, std::int64_t cost, std::uint32_t history);
  void unlink(std::uint32_t edge);
  void forget(std::uint32_t node);
  void note_cut_off(std::uint32_t node);
  void contract(std::uint32_t edge);
  void touch(std::uint32_t node);
  void simplify_touched();
  bool simplify(std::uint32_t node);
  bool leaf(std::uint32_t node);
  bool pass(std::uint32_t node);
  bool nearest(std::uint32_t node);
  std::size_t drop_bypassed_edges(std::uint32_t from);

  bool rooted_;
  std::size_t given_edges_;
  std::size_t edges_left_ = 0, musts_ = 0;
  std::size_t edges_searched_ = 0;  ///< left when bypasses were last looked for
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<std::vector<std::uint32_t>> around_;
  struct Join {
    std::uint32_t x, y;
  };
  std::vector<Join> joins_;  ///< histories: below given_edges_ a given edge, from there on a join of two
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint8_t> is_touched_;
  std::vector<std::uint32_t> node_of_net_, edge_of_net_;
  Tree cut_off_;
  struct Way {
    std::int64_t stretch = kEndless;  ///< the dearest stretch of it that ends at the node
    std::int64_t dearest = kEndless;  ///< of all its stretches
    std::uint32_t edge = kNone;       ///< its last
    bool passed = false;
  };
  std::vector<Way> ways_;  ///< empty between two searches
  std::vector<std::uint32_t> reached_;
  std::vector<HeapEntry> heap_;
};

}  // namespace rurban::broadband::steiner
