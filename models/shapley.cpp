#include "models/shapley.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>

#include "twin/base/draw.h"

namespace rurban {
namespace {

constexpr int kMostExact = 12;  // 4,096 coalitions
constexpr twin::Stream kOrders{"shapley.orders"};

/// |S|! (n - |S| - 1)! / n! for each size of S, as 1 / (n · C(n - 1, |S|)).
std::vector<double> weights_by_size(int players) {
  std::vector<double> weights;
  double choices = 1;  // C(n - 1, size)
  for (int size = 0; size != players; ++size) {
    weights.push_back(1 / (players * choices));
    choices = choices * (players - 1 - size) / (size + 1);
  }
  return weights;
}

}  // namespace

std::vector<double> shapley(int players, const std::function<double(std::uint32_t)>& value) {
  assert(1 <= players && players <= kMostExact);
  const std::uint32_t coalitions = 1U << players;
  std::vector<double> values(coalitions);
  for (std::uint32_t coalition = 0; coalition != coalitions; ++coalition) values[coalition] = value(coalition);

  const std::vector<double> weights = weights_by_size(players);
  std::vector<double> shares(static_cast<std::size_t>(players), 0.0);
  for (std::size_t player = 0; player != shares.size(); ++player)
    for (std::uint32_t without = 0; without != coalitions; ++without) {
      const std::uint32_t with = without | (1U << player);
      if (with == without) continue;
      shares[player] += weights[static_cast<std::size_t>(std::popcount(without))] * (values[with] - values[without]);
    }
  return shares;
}

SampledShapley sampled_shapley(int players, int pairs, std::uint64_t seed,
                               const std::function<double(std::uint32_t)>& value) {
  assert(1 <= players && players <= 32 && pairs >= 1);
  const auto count = static_cast<std::size_t>(players);
  SampledShapley result{std::vector<double>(count), std::vector<double>(count)};
  std::vector<double> squares(count), pair(count);
  const double none = value(0);
  std::vector<std::uint32_t> order(count);
  for (int p = 0; p != pairs; ++p) {
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t i = 0; i + 1 < count; ++i) {  // Fisher and Yates
      const twin::Draw draw(twin::draw_key(seed, kOrders.hash), static_cast<std::uint64_t>(p), i);
      std::swap(order[i], order[i + draw.below(static_cast<std::uint32_t>(count) - i)]);
    }
    std::fill(pair.begin(), pair.end(), 0.0);
    for (int turn = 0; turn != 2; ++turn) {
      std::uint32_t in = 0;
      double before = none;
      for (const std::uint32_t player : order) {
        in |= 1U << player;
        const double after = value(in);
        pair[player] += (after - before) / 2;
        before = after;
      }
      std::reverse(order.begin(), order.end());
    }
    for (std::size_t i = 0; i != count; ++i) {
      result.values[i] += pair[i];
      squares[i] += pair[i] * pair[i];
    }
  }
  for (std::size_t i = 0; i != count; ++i) {
    const double mean = result.values[i] / pairs;
    result.values[i] = mean;
    if (pairs > 1) result.errors[i] = std::sqrt(std::max(0.0, (squares[i] / pairs - mean * mean) / (pairs - 1)));
  }
  return result;
}

std::vector<std::int64_t> whole_split(std::int64_t total, std::span<const double> shares) {
  std::vector<std::int64_t> split;
  for (const double share : shares) split.push_back(static_cast<std::int64_t>(std::floor(share)));
  std::int64_t left = total - std::accumulate(split.begin(), split.end(), std::int64_t{0});
  std::vector<std::size_t> order(split.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return shares[a] - std::floor(shares[a]) > shares[b] - std::floor(shares[b]);
  });
  for (std::size_t i = 0; left != 0 && !order.empty(); i = (i + 1) % order.size()) {
    split[order[i]] += left > 0 ? 1 : -1;
    left += left > 0 ? -1 : 1;
  }
  return split;
}

}  // namespace rurban
