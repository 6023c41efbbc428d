#pragma once
#include <cstdint>
#include <queue>
#include <span>
#include <vector>

#include "models/broadband/fibre_graph.h"

namespace rurban::broadband {

/// The cheapest way from what is lit to every node, kept up as more is lit: distances only ever shrink, so that each
/// new node costs what it changes.
class EdgeSearch {
 public:
  static constexpr std::int64_t kNoWay = 0x3FFFFFFFFFFFFFFF;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  explicit EdgeSearch(const FibreGraph& graph);

  /// Makes a node a source. Call settle() before anything is asked.
  void light(std::uint32_t node);
  void settle();

  std::int64_t ore(std::uint32_t node) const { return ore_[node]; }
  /// Edges from what is lit to the node, in the order of building. Empty if the node is lit, or if no way leads
  /// there.
  std::vector<std::uint32_t> path(std::uint32_t node) const;

 private:
  using Entry = std::pair<std::int64_t, std::uint32_t>;

  const FibreGraph& graph_;
  std::vector<std::uint32_t> first_, leaving_;  ///< edges by node
  std::vector<std::int64_t> ore_;
  std::vector<std::uint32_t> by_;  ///< the edge that a node is reached by, kNone at sources
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace rurban::broadband
