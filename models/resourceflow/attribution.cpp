#include "models/resourceflow/attribution.h"

#include "models/shapley.h"

namespace rurban {
namespace {

constexpr int kExtraction = kChannels;
constexpr int kPlayers = kChannels + 1;

}  // namespace

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

std::vector<AttributedPart> parts_of(const Attribution& attribution) {
  std::vector<AttributedPart> parts;
  for (std::size_t channel = 0; channel != attribution.channels.size(); ++channel)
    parts.push_back({kChannelNames[channel], attribution.channels[channel]});
  parts.push_back(
      {{"mer eller mindre råvaror som förs ut", "more or less raw materials carried out"}, attribution.extraction});
  return parts;
}

}  // namespace rurban
