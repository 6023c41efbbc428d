#include "models/resourceflow/attribution.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace rurban {
namespace {

constexpr int kMostPlayers = 12;  // 4,096 coalitions
constexpr int kExtraction = kChannels;
constexpr int kPlayers = kChannels + 1;

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
  assert(1 <= players && players <= kMostPlayers);
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

std::optional<Attribution> attribute_change(const ReturnFlow& before, const ReturnFlow& after,
                                            HumanCapital human_capital) {
  const std::optional<double> ratio_before = before.ratio(human_capital), ratio_after = after.ratio(human_capital);
  if (!ratio_before || !ratio_after) return std::nullopt;

  const auto ratio_of = [&](std::uint32_t coalition) {
    const auto state_of = [&](int player) -> const ReturnFlow& {
      return (coalition >> player & 1U) != 0 ? after : before;
    };
    std::int64_t returned = 0;
    for (int channel = 0; channel != kChannels; ++channel)
      returned += state_of(channel).channels[static_cast<std::size_t>(channel)];
    return static_cast<double>(returned) / static_cast<double>(state_of(kExtraction).extracted(human_capital));
  };
  const std::vector<double> shares = shapley(kPlayers, ratio_of);

  Attribution attribution{.change = *ratio_after - *ratio_before};
  std::copy_n(shares.begin(), kChannels, attribution.channels.begin());
  attribution.extraction = shares[kExtraction];
  return attribution;
}

}  // namespace rurban
