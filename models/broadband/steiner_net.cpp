#include "models/broadband/steiner_net.h"

#include <numeric>

namespace rurban::broadband::steiner {

Net::Net(std::vector<Edge> edges, std::vector<std::int64_t> prize, std::vector<std::uint8_t> must)
    : edges_(std::move(edges)), prize_(std::move(prize)), must_(std::move(must)) {
  first_.assign(nodes() + 1, 0);
  for (const Edge& edge : edges_) ++first_[edge.a + 1], ++first_[edge.b + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  arcs_.resize(2 * edges_.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t e = 0; e != edges_.size(); ++e) {
    arcs_[next[edges_[e].a]++] = {edges_[e].b, e};
    arcs_[next[edges_[e].b]++] = {edges_[e].a, e};
  }
  prizes_ = std::accumulate(prize_.begin(), prize_.end(), std::int64_t{0});
  for (std::uint32_t node = 0; node != nodes() && !anchor_; ++node)
    if (must_[node]) anchor_ = node;
}

}  // namespace rurban::broadband::steiner
