#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "twin/geo/cost.h"
#include "twin/geo/hierarchy.h"

namespace twin {

/// Best ways through a network under one set of costs (a season, a period of the day, a kind of vehicle): a distance
/// takes two reads of labels and no search. New costs, a closed road among them, are put on the same hierarchy.
///
/// Every node carries the cost of its best climb to each of its ancestors in the elimination tree, and down from it;
/// the best way from s to t climbs from s to an ancestor that both share, and down to t. Exact: equal to dijkstra()
/// to the last millisecond.
///
/// Sources: Dibbelt, Strasser, Wagner, Customizable Contraction Hierarchies (2016), for the customisation; Ouyang et
/// al., When Hierarchy Meets 2-Hop-Labeling, SIGMOD 2018, for labels along the elimination tree.
template <class Cost>
class Routes {
 public:
  /// `costs`: one for each arc of the network, from 0 to kNoWay (closed). Keeps a reference to `network` and
  /// `hierarchy`.
  Routes(const Network& network, const Hierarchy& hierarchy, std::span<const Cost> costs);

  /// Puts other costs on the same network. Everything asked before is forgotten.
  void set_costs(std::span<const Cost> costs);

  /// Cost of the best way, kNoWay if there is none. May be called from many threads.
  Cost distance(std::uint32_t from, std::uint32_t to) const;
  /// Arcs of a best way in the order of driving; empty if there is none, or if `from` is `to`.
  std::vector<std::uint32_t> path(std::uint32_t from, std::uint32_t to) const;
  /// Costs from one node to all others, by node.
  std::vector<Cost> to_all(std::uint32_t from) const;
  /// Costs from each of `from` to each of `to`, row by row; uses all threads.
  std::vector<Cost> table(std::span<const std::uint32_t> from, std::span<const std::uint32_t> to) const;

 private:
  /// Where the cost of a link comes from: an arc of the network, or the node below that a shortcut passes.
  struct Origin {
    std::uint32_t index = Hierarchy::kNone;
    bool is_arc = true;
  };
  struct Direction {
    std::vector<Cost> links;      ///< by link: the cost from its lower end up, or down to it
    std::vector<Origin> origins;  ///< by link
    std::vector<Cost> labels;     ///< by node, then ancestor from the root on
  };

  void customise(std::span<const Cost> costs);
  void label();
  void label(Direction& direction, std::uint32_t position) const;
  /// Appends the arcs of a link between a node and an ancestor, `up` or down.
  void unpack(std::uint32_t position, std::uint32_t ancestor, bool up, std::vector<std::uint32_t>& arcs) const;
  /// The nodes that the best climb from a node to its ancestor touches, both ends included.
  std::vector<std::uint32_t> climb(const Direction& direction, std::uint32_t position, std::uint32_t ancestor) const;

  const Network* network_;
  const Hierarchy* hierarchy_;
  Direction up_, down_;
};

extern template class Routes<TravelTime>;
extern template class Routes<TimeAndLength>;

}  // namespace twin
