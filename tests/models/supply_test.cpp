#include "models/supply.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr Sector kSold = Sector::kTrade;
constexpr std::size_t kPlacesInAll = 4;
constexpr std::uint32_t kVillage = 0, kSeat = 1, kCoast = 2, kOtherVillage = 3;

/// A village, its seat, the coast and another village of the seat; firms of one sector.
class Market {
 public:
  Market& firms(std::uint32_t place, std::int32_t local, std::int32_t others = 0) {
    jobs_[branch_row(place, kSold, false)] = local;
    jobs_[branch_row(place, kSold, true)] = others;
    return *this;
  }

  struct Sales {
    std::map<std::size_t, std::int64_t> by_branch;
    std::int64_t outside = 0;

    std::int64_t at(std::uint32_t place, bool branches = false) const {
      const auto found = by_branch.find(branch_row(place, kSold, branches));
      return found == by_branch.end() ? 0 : found->second;
    }
    std::int64_t total() const {
      std::int64_t sum = outside;
      for (const auto& [branch, amount] : by_branch) sum += amount;
      return sum;
    }
  };

  Sales buy(std::int64_t amount, Tiers tiers, std::uint32_t place = kVillage) const {
    const Suppliers suppliers(jobs_, seats_, kCoast);
    Sales sales;
    sales.outside = suppliers.buy(place, kSold, amount, tiers, [&](std::size_t branch, std::int64_t paid) {
      EXPECT_GT(paid, 0);
      EXPECT_GT(jobs_[branch], 0) << "sold by nobody";
      sales.by_branch[branch] += paid;
    });
    return sales;
  }

 private:
  std::vector<std::int32_t> jobs_ = std::vector<std::int32_t>(branch_row(kPlacesInAll, Sector{}, false));
  std::vector<std::uint32_t> seats_{kSeat, kSeat, kCoast, kSeat};
};

constexpr Tiers kHalfQuarterEighth{share(0.5), share(0.25), share(0.125)};

TEST(Suppliers, SellWhereTheTiersSayWhenAllHaveFirms) {
  const auto sales = Market().firms(kVillage, 1).firms(kSeat, 1).firms(kCoast, 1).buy(8'000, kHalfQuarterEighth);
  EXPECT_EQ(sales.at(kVillage), 4'000);
  EXPECT_EQ(sales.at(kSeat), 2'000);
  EXPECT_EQ(sales.at(kCoast), 1'000);
  EXPECT_EQ(sales.outside, 1'000);
}

TEST(Suppliers, SellAtTheSeatWhatTheVillageLacks) {
  const auto sales = Market().firms(kSeat, 1).firms(kCoast, 1).buy(8'000, kHalfQuarterEighth);
  EXPECT_EQ(sales.at(kSeat), 6'000);
  EXPECT_EQ(sales.at(kCoast), 1'000);
  EXPECT_EQ(sales.outside, 1'000);
}

TEST(Suppliers, SellOnTheCoastWhatVillageAndSeatLack) {
  const auto sales = Market().firms(kCoast, 1).buy(8'000, kHalfQuarterEighth);
  EXPECT_EQ(sales.at(kCoast), 7'000);
  EXPECT_EQ(sales.outside, 1'000);
}

TEST(Suppliers, OfElsewhereSellWhatTheCountyLacks) {
  EXPECT_EQ(Market().buy(8'000, kHalfQuarterEighth).outside, 8'000);
  EXPECT_EQ(Market().firms(kOtherVillage, 9).buy(8'000, kHalfQuarterEighth).outside, 8'000)
      << "another village is no tier";
}

TEST(Suppliers, DoNotSendBackToTheVillageWhatTheSeatLacks) {
  const auto sales = Market().firms(kVillage, 1).firms(kCoast, 1).buy(8'000, kHalfQuarterEighth);
  EXPECT_EQ(sales.at(kVillage), 4'000);
  EXPECT_EQ(sales.at(kCoast), 3'000);
}

TEST(Suppliers, OfTheSeatItselfCountTwice) {
  const auto sales = Market().firms(kSeat, 1).firms(kCoast, 1).buy(8'000, kHalfQuarterEighth, kSeat);
  EXPECT_EQ(sales.at(kSeat), 6'000);
}

TEST(Suppliers, ShareATierByTheirPositions) {
  constexpr Tiers kAllHere{kWholeShare, 0, 0};
  const auto sales = Market().firms(kVillage, 3, 1).buy(1'001, kAllHere);
  EXPECT_EQ(sales.at(kVillage, false), 750);  // 750.75, rounded down
  EXPECT_EQ(sales.at(kVillage, true), 251);
  EXPECT_EQ(Market().firms(kVillage, 0, 5).buy(100, kAllHere).at(kVillage, true), 100);
}

TEST(Suppliers, SellNothingForNothing) {
  const auto sales = Market().firms(kVillage, 2, 2).firms(kSeat, 1).buy(0, kHalfQuarterEighth);
  EXPECT_TRUE(sales.by_branch.empty());
  EXPECT_EQ(sales.outside, 0);
}

TEST(Suppliers, LoseNoOre) {
  for (std::uint64_t world = 0; world != 3'000; ++world) {
    const auto number = [&](std::uint64_t k, std::uint64_t below) {
      return static_cast<std::int64_t>(twin::combine(world, k) % below);
    };
    Market market;
    for (std::uint32_t place = 0; place != kPlacesInAll; ++place)
      market.firms(place, static_cast<std::int32_t>(number(place, 3) * number(10 + place, 400)),
                   static_cast<std::int32_t>(number(20 + place, 2) * number(30 + place, 400)));
    std::array<std::int64_t, 4> parts{number(40, 100), number(41, 100), number(42, 100), number(43, 100)};
    const std::int64_t whole = std::max<std::int64_t>(1, std::accumulate(parts.begin(), parts.end(), 0L));
    const auto part = [&](std::size_t k) { return static_cast<std::int32_t>(parts[k] * kWholeShare / whole); };
    const std::int64_t amount = number(50, world % 3 == 0 ? 50 : 1'000'000'000'000'000);
    const auto place = static_cast<std::uint32_t>(number(60, kPlacesInAll));
    const auto sales = market.buy(amount, {part(0), part(1), part(2)}, place);
    ASSERT_EQ(sales.total(), amount) << world;
    ASSERT_GE(sales.outside, 0);
  }
}

std::vector<std::int64_t> split(std::int64_t amount, const std::vector<std::int64_t>& weights) {
  std::vector<std::int64_t> parts(weights.size());
  split_amount(
      amount, weights.size(), [&](std::size_t k) { return weights[k]; },
      [&](std::size_t k, std::int64_t part) {
        EXPECT_NE(part, 0);
        EXPECT_EQ(parts[k], 0) << "given twice";
        parts[k] = part;
      });
  return parts;
}

TEST(SplitAmount, RoundsTowardsZeroAndGivesTheFirstTheRest) {
  EXPECT_EQ(split(100, {1, 1, 1}), (std::vector<std::int64_t>{34, 33, 33}));
  EXPECT_EQ(split(-100, {1, 1, 1}), (std::vector<std::int64_t>{-34, -33, -33}));
  EXPECT_EQ(split(7, {0, 3, 4}), (std::vector<std::int64_t>{0, 3, 4}));
  EXPECT_EQ(split(0, {2, 3}), (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(split(5, {9}), (std::vector<std::int64_t>{5}));
}

TEST(SplitAmount, IsExactForEitherSignAndLargeAmounts) {
  for (std::uint64_t world = 0; world != 2'000; ++world) {
    const auto number = [&](std::uint64_t k, std::uint64_t below) {
      return static_cast<std::int64_t>(twin::combine(world, k) % below);
    };
    std::vector<std::int64_t> weights{1 + number(0, 1'000)};
    for (std::uint64_t k = 1; k <= static_cast<std::uint64_t>(number(1, 30)); ++k)
      weights.push_back(number(100 + k, 100'000'000'000));
    const std::int64_t amount = (world % 2 == 0 ? 1 : -1) * number(2, 1'000'000'000'000'000'000);
    const auto parts = split(amount, weights);
    ASSERT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), amount);
    for (const std::int64_t part : parts) ASSERT_GE(amount < 0 ? -part : part, 0);
    std::vector<std::int64_t> mirrored = split(-amount, weights);
    for (std::int64_t& part : mirrored) part = -part;
    ASSERT_EQ(mirrored, parts);
  }
}

TEST(SplitAmount, DependsOnTheOrderOnlyByWhoComesFirst) {
  const std::vector<std::int64_t> weights{5, 11, 3, 8, 2};
  const std::vector<std::size_t> order{0, 4, 2, 1, 3};
  std::vector<std::int64_t> shuffled;
  for (const std::size_t k : order) shuffled.push_back(weights[k]);
  for (const std::int64_t amount : {1'000LL, 12'345LL, -999'999LL}) {
    const auto plain = split(amount, weights), other = split(amount, shuffled);
    for (std::size_t k = 0; k != order.size(); ++k) EXPECT_EQ(other[k], plain[order[k]]);
  }
}

}  // namespace
}  // namespace rurban
