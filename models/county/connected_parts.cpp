#include "models/county/connected_parts.h"

#include <numeric>

namespace rurban {

ConnectedParts::ConnectedParts(std::size_t nodes, std::span<const RoadLink> links) : above_(nodes) {
  std::iota(above_.begin(), above_.end(), 0U);
  for (const RoadLink& link : links) join(link.from, link.to);
}

std::uint32_t ConnectedParts::root(std::uint32_t node) {
  while (above_[node] != node) node = above_[node] = above_[above_[node]];
  return node;
}

bool ConnectedParts::join(std::uint32_t a, std::uint32_t b) {
  a = root(a);
  b = root(b);
  above_[a] = b;
  return a != b;
}

}  // namespace rurban
