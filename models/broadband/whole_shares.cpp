#include "models/broadband/whole_shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rurban::broadband {

std::vector<std::int32_t> whole_shares(std::int32_t total, std::span<const double> weights) {
  std::vector<std::int32_t> whole(weights.size());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (sum <= 0) return whole;
  std::vector<double> rest(weights.size());
  std::int32_t left = total;
  for (std::size_t i = 0; i != weights.size(); ++i) {
    const double exact = total * weights[i] / sum;
    whole[i] = static_cast<std::int32_t>(std::floor(exact));
    rest[i] = exact - whole[i];
    left -= whole[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t i = 0; i != order.size() && left > 0; ++i, --left) ++whole[order[i]];
  return whole;
}

}  // namespace rurban::broadband
