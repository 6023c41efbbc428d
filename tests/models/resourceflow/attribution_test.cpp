#include "models/resourceflow/attribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>

#include "models/resourceflow/three_places.h"
#include "models/shapley.h"

namespace rurban {
namespace {

using namespace three_places;
using enum HumanCapital;

std::vector<double> random_game(int players, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<double> values(std::size_t{1} << players);
  for (double& value : values) value = static_cast<double>(random() % 1'000'000) / 1000;
  return values;
}

double sum(const Attribution& attribution) {
  return std::accumulate(attribution.channels.begin(), attribution.channels.end(), attribution.extraction);
}

double share_of(const Attribution& attribution, Channel channel) {
  return attribution.channels[static_cast<std::size_t>(channel)];
}

TEST(Shapley, OfTheGloveGameIsAsInTheTextbooks) {
  // Player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1. Of the six orders player 0 completes the
  // pair in all but the two in which it comes first, and each of the others in one: 4/6, 1/6, 1/6.
  const auto worth = [](std::uint32_t who) { return (who & 1U) != 0 && (who & 6U) != 0 ? 1.0 : 0.0; };
  const std::vector<double> shares = shapley(3, worth);
  EXPECT_NEAR(shares[0], 4 / 6.0, 1e-15);
  EXPECT_NEAR(shares[1], 1 / 6.0, 1e-15);
  EXPECT_NEAR(shares[2], 1 / 6.0, 1e-15);
}

TEST(Shapley, IsTheMeanOverAllOrdersOfJoining) {
  constexpr int kSix = 6;
  const std::vector<double> values = random_game(kSix, 3);
  std::array<std::size_t, kSix> order{0, 1, 2, 3, 4, 5};
  std::array<double, kSix> added{};
  do {
    std::uint32_t joined = 0;
    for (const std::size_t player : order) {
      added[player] += values[joined | 1U << player] - values[joined];
      joined |= 1U << player;
    }
  } while (std::ranges::next_permutation(order).found);
  const std::vector<double> shares = shapley(kSix, [&](std::uint32_t who) { return values[who]; });
  for (std::size_t player = 0; player != kSix; ++player) EXPECT_NEAR(shares[player], added[player] / 720, 1e-9);
}

TEST(Shapley, SharesOutTheWholeForAnyNumberOfPlayers) {
  for (int players = 1; players <= 12; ++players) {
    const std::vector<double> values = random_game(players, static_cast<std::uint32_t>(players));
    const std::vector<double> shares = shapley(players, [&](std::uint32_t who) { return values[who]; });
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), values.back() - values.front(), 1e-8) << players;
  }
}

TEST(Shapley, GivesAlikeToThoseWhoAddAlikeAndNothingToOneWhoAddsNothing) {
  // Worth depends on how many of players 0 to 3 take part, unevenly; player 4 changes nothing.
  const auto worth = [](std::uint32_t who) { return std::array{0.0, 1.0, 7.0, 7.5, 30.0}[std::popcount(who & 15U)]; };
  const std::vector<double> shares = shapley(5, worth);
  for (std::size_t player = 0; player != 4; ++player) EXPECT_NEAR(shares[player], 7.5, 1e-12);  // 30 / 4
  EXPECT_EQ(shares[4], 0.0);
}

TEST(Attribution, GivesAllToTheOneChannelThatChanged) {
  const ReturnFlow before = return_flow(kFlows, kRural, kMultiplier);
  ReturnFlow after = before;
  after.channels[static_cast<std::size_t>(Channel::kSurplus)] += kr(135'000);
  const auto attribution = attribute_change(before, after, kCounted);
  ASSERT_TRUE(attribution);
  EXPECT_NEAR(attribution->change, 0.1, 1e-12);  // 135 / 1,350
  EXPECT_NEAR(share_of(*attribution, Channel::kSurplus), 0.1, 1e-12);
  EXPECT_EQ(share_of(*attribution, Channel::kWages), 0.0);
  EXPECT_EQ(attribution->extraction, 0.0);
}

TEST(Attribution, SharesWhatTwoChangesDoTogetherEvenly) {
  // Wages 100 to 200 and goods 400 to 500: 0.25 to 0.4. Wages first: 200/400 - 100/400 = 0.25, last: 0.4 - 100/500 =
  // 0.2, mean 0.225. Goods first: 100/500 - 0.25 = -0.05, last: 0.4 - 0.5 = -0.1, mean -0.075.
  const ReturnFlow before{.goods = 400, .channels = {100}}, after{.goods = 500, .channels = {200}};
  const auto attribution = attribute_change(before, after, kCounted);
  ASSERT_TRUE(attribution);
  EXPECT_NEAR(share_of(*attribution, Channel::kWages), 0.225, 1e-15);
  EXPECT_NEAR(attribution->extraction, -0.075, 1e-15);
  EXPECT_NEAR(attribution->change, 0.15, 1e-15);
}

TEST(Attribution, ContributionsSumToTheWholeChangeAndTurnRoundWithTime) {
  std::mt19937 random(11);
  const auto amount = [&random] { return static_cast<std::int64_t>(random()) + 1; };
  const auto state = [&] {
    return ReturnFlow{.goods = amount() + 4'294'967'296,  // more than any human capital can take off
                      .human_capital = amount() - amount(),
                      .channels = {amount(), amount(), amount(), amount() - amount(), amount()}};
  };
  for (int world = 0; world != 200; ++world) {
    const ReturnFlow one = state(), other = state();
    const auto there = attribute_change(one, other, kCounted), back = attribute_change(other, one, kCounted);
    ASSERT_TRUE(there && back);
    ASSERT_NEAR(sum(*there), there->change, 1e-12);
    for (std::size_t channel = 0; channel != kChannels; ++channel)
      ASSERT_NEAR(there->channels[channel], -back->channels[channel], 1e-12);
  }
}

TEST(Attribution, LeavesHumanCapitalOutWhereTheRatioDoes) {
  const ReturnFlow before{.goods = 400, .human_capital = 100, .channels = {100}};
  ReturnFlow after = before;
  after.human_capital = 0;
  EXPECT_NEAR(attribute_change(before, after, kCounted)->extraction, 0.05, 1e-15);  // 100/400 - 100/500
  EXPECT_EQ(attribute_change(before, after, kLeftOut)->extraction, 0.0);
}

TEST(Attribution, IsEmptyWhereAStateHasNoRatio) {
  const ReturnFlow city = return_flow(kFlows[kCity], kMultiplier), mine = return_flow(kFlows[kMine], kMultiplier);
  EXPECT_FALSE(attribute_change(city, mine, kLeftOut));
  EXPECT_FALSE(attribute_change(mine, city, kCounted));
}

}  // namespace
}  // namespace rurban
