#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace twin {

/// A directed link of a network, from node to node.
struct Arc {
  std::uint32_t from, to;
};

/// A directed graph whose arcs are looked up by the node they leave. Its topology never changes; what an arc costs is
/// kept apart (see Routes), so that one network serves every season and vehicle.
class Network {
 public:
  /// Arcs keep their index in `arcs`. Loops and parallel arcs are allowed. Requires: ends are below `nodes`
  Network(std::uint32_t nodes, std::vector<Arc> arcs);

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  std::span<const Arc> arcs() const { return arcs_; }
  /// Indices of the arcs that leave the node.
  std::span<const std::uint32_t> leaving(std::uint32_t node) const {
    return std::span(leaving_).subspan(first_[node], first_[node + 1] - first_[node]);
  }

 private:
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> first_, leaving_;
};

}  // namespace twin
