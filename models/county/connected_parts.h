#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"

namespace rurban {

/// Which road nodes hang together, by union and find.
class ConnectedParts {
 public:
  ConnectedParts(std::size_t nodes, std::span<const RoadLink> links);
  /// The node that stands for all that hang together with this one.
  std::uint32_t root(std::uint32_t node);
  /// Returns whether they did not hang together before.
  bool join(std::uint32_t a, std::uint32_t b);

 private:
  std::vector<std::uint32_t> above_;
};

}  // namespace rurban
