#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/broadband/steiner_net.h"

namespace rurban::broadband {

/// The cheapest parts of a tree, by what they serve: the tree knapsack, by dynamic programming over the tree's order
/// (Johnson & Niemi, Mathematics of Operations Research 8, 1983). A part holds the root, and with a node all above
/// it.
class TreeKnapsack {
 public:
  /// Requires: `edges` are a tree with the root
  TreeKnapsack(const steiner::Net& net, std::uint32_t root, std::span<const std::uint32_t> edges);

  struct Part {
    std::int64_t cost = 0, served = 0;  ///< the root's prize among them
    std::uint32_t served_class = 0;     ///< names the part
  };
  /// The parts that no cheaper one serves as much as, the cheapest first. What is served is told apart in classes:
  /// exactly, as long as the table stays below about 60 MB.
  const std::vector<Part>& parts() const { return parts_; }
  /// The edges of one of parts(), in no order.
  std::vector<std::uint32_t> edges_of(const Part& part) const;

 private:
  /// A way down from a fork, a prize or the root to the next.
  struct Item {
    std::int64_t cost = 0, prize = 0;
    std::uint32_t weight = 0;                     ///< of its prize, in classes
    std::uint32_t behind = 0;                     ///< the first item that is not below this one
    std::uint32_t first_edge = 0, last_edge = 0;  ///< in edges_
  };

  void order(const steiner::Net& net, std::uint32_t root, std::span<const std::uint32_t> edges);
  void weigh();
  void fill();
  std::int64_t least(std::size_t item, std::size_t served) const { return least_[item * (classes_ + 1) + served]; }
  template <class Take>
  void follow(std::uint32_t served_class, const Take& take) const;

  std::vector<Item> items_;  ///< each before all below it
  std::vector<std::uint32_t> edges_;
  std::size_t classes_ = 0;
  std::vector<std::int64_t> least_;  ///< cost from an item on that serves exactly so many classes
  std::int64_t root_prize_ = 0;
  std::vector<Part> parts_;
};

}  // namespace rurban::broadband
