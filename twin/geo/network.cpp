#include "twin/geo/network.h"

#include <cassert>

namespace twin {

Network::Network(std::uint32_t nodes, std::vector<Arc> arcs)
    : arcs_(std::move(arcs)), first_(nodes + 1), leaving_(arcs_.size()) {
  for (const Arc& arc : arcs_) {
    assert(arc.from < nodes && arc.to < nodes);
    ++first_[arc.from + 1];
  }
  for (std::uint32_t node = 0; node != nodes; ++node) first_[node + 1] += first_[node];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t arc = 0; arc != arcs_.size(); ++arc) leaving_[next[arcs_[arc].from]++] = arc;
}

}  // namespace twin
