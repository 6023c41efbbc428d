#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "twin/geo/network.h"

namespace twin {

/// An order of the nodes in which those that separate the network into halves come last (nested dissection by METIS),
/// so that taking the nodes out one by one leaves few shortcuts. Deterministic for one version of METIS; which order
/// is used never changes what a way costs.
std::vector<std::uint32_t> dissection_order(const Network& network);

/// The part of a customisable contraction hierarchy that does not depend on costs: nodes in the order of a walk
/// through the elimination tree, and the links between each node and its ancestors, shortcuts among them. Built once
/// for a network; Routes puts costs on it.
///
/// Source: Dibbelt, Strasser, Wagner, Customizable Contraction Hierarchies, ACM JEA 21 (2016), sections 4 to 7.
class Hierarchy {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// `order` lists all nodes, the first to be taken out first.
  Hierarchy(const Network& network, std::span<const std::uint32_t> order);
  explicit Hierarchy(const Network& network) : Hierarchy(network, dissection_order(network)) {}

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(depth_.size()); }
  /// Place of a node in the walk. Every node comes after its ancestors, and right before its descendants.
  std::uint32_t position(std::uint32_t node) const { return position_[node]; }

  // Below, nodes are given by position.

  std::uint32_t node_at(std::uint32_t position) const { return node_at_[position]; }
  std::uint16_t depth(std::uint32_t position) const { return depth_[position]; }  ///< count of its ancestors
  std::uint32_t parent(std::uint32_t position) const { return parent_[position]; }
  /// Links to ancestors, farthest first: their range in heads().
  std::uint32_t first_up(std::uint32_t position) const { return first_up_[position]; }
  std::span<const std::uint32_t> heads() const { return heads_; }
  std::span<const std::uint32_t> heads(std::uint32_t position) const {
    return std::span(heads_).subspan(first_up_[position], first_up_[position + 1] - first_up_[position]);
  }
  /// The link between a node and one of its ancestors. Requires: there is one
  std::uint32_t link(std::uint32_t position, std::uint32_t ancestor) const;
  /// How many ancestors two different nodes share, one of the two counted in if it is the other's ancestor.
  std::uint32_t shared_ancestors(std::uint32_t a, std::uint32_t b) const;

  /// Where the labels of a node begin: one for each of its ancestors from the root on, and one for itself.
  std::uint32_t first_label(std::uint32_t position) const { return first_label_[position]; }
  std::uint32_t labels() const { return first_label_.back(); }

  /// The link that each arc of the network lies on; kNone for loops.
  std::uint32_t link_of_arc(std::uint32_t arc) const { return link_of_arc_[arc]; }
  /// Disjoint ranges of positions, each a node with all its descendants, that hold all but few of the nodes: pieces
  /// for threads. Whatever is not in one comes before those that need it.
  std::span<const std::pair<std::uint32_t, std::uint32_t>> subtrees() const { return subtrees_; }

 private:
  void contract(const Network& network, std::span<const std::uint32_t> order);
  void find_subtrees();
  void prepare_shared_ancestors();

  std::vector<std::uint32_t> position_, node_at_, parent_;
  std::vector<std::uint16_t> depth_;
  std::vector<std::uint32_t> first_up_, heads_, first_label_, link_of_arc_;
  std::vector<std::vector<std::uint16_t>> lowest_;  ///< [k][i]: least depth among positions i to i + 2^k - 1
  std::vector<std::pair<std::uint32_t, std::uint32_t>> subtrees_;
};

}  // namespace twin
