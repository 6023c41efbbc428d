#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

/// Inside the solver of prize-collecting Steiner problems; models use models/broadband/steiner.h.
namespace rurban::broadband::steiner {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max() / 4;

/// A prize-collecting problem that stays as it is, with the edges of each node side by side.
class Net {
 public:
  struct Edge {
    std::uint32_t a = 0, b = 0;
    std::int64_t cost = 0;
    std::uint32_t other(std::uint32_t node) const { return node == a ? b : a; }
  };
  struct Arc {
    std::uint32_t node = 0, edge = 0;  ///< where it leads, and by which edge
  };

  /// `must`: which nodes every tree has to hold. Requires: as many flags as prizes
  Net(std::vector<Edge> edges, std::vector<std::int64_t> prize, std::vector<std::uint8_t> must);

  std::size_t nodes() const { return prize_.size(); }
  std::span<const Edge> edges() const { return edges_; }
  const Edge& edge(std::uint32_t e) const { return edges_[e]; }
  std::span<const Arc> around(std::uint32_t node) const {
    return std::span(arcs_).subspan(first_[node], first_[node + 1] - first_[node]);
  }
  std::int64_t prize(std::uint32_t node) const { return prize_[node]; }
  bool must(std::uint32_t node) const { return must_[node] != 0; }
  /// What missing the node costs.
  std::int64_t worth(std::uint32_t node) const { return must(node) ? kEndless : prize_[node]; }
  std::int64_t prizes() const { return prizes_; }
  /// The first node that every tree holds.
  std::optional<std::uint32_t> anchor() const { return anchor_; }

 private:
  std::vector<Edge> edges_;
  std::vector<std::int64_t> prize_;
  std::vector<std::uint8_t> must_;
  std::vector<std::uint32_t> first_;
  std::vector<Arc> arcs_;
  std::int64_t prizes_ = 0;
  std::optional<std::uint32_t> anchor_;
};

/// A tree of a net: its edges, or when it has none the node it stands on.
struct Tree {
  std::vector<std::uint32_t> edges;
  std::uint32_t top = kNone;
  std::int64_t gain = -kEndless;  ///< prizes of its nodes less costs of its edges
};

/// A heap's entry: the smallest key first, then the smallest item, so that ties fall the same way everywhere.
struct HeapEntry {
  std::int64_t key = 0;
  std::uint32_t item = 0;
  friend bool operator<(const HeapEntry& x, const HeapEntry& y) {
    return x.key != y.key ? x.key > y.key : x.item > y.item;
  }
};

}  // namespace rurban::broadband::steiner
