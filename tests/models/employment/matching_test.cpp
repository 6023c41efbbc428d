#include "models/employment/matching.h"

#include <gtest/gtest.h>

#include <cmath>

#include "twin/base/hash.h"

namespace rurban {
namespace {

const twin::PhiloxKey kKey = twin::draw_key(1, twin::hash_name("test"));

/// Three places on a line, 30 minutes apart; care and mining in each of the last two.
struct Valley {
  std::vector<twin::StableId> ids{1, 2, 3, 4};
  std::vector<PlaceRef> place{{1}, {2}, {1}, {2}};
  std::vector<Sector> sector{Sector::kCare, Sector::kCare, Sector::kMining, Sector::kMining};
  std::vector<std::int32_t> vacant{10, 10, 10, 10};
  CommutingRules rules;

  std::vector<int> choices(std::size_t kind, int many, int* remote = nullptr) const {
    const Deterrence ways(
        3, [](std::uint32_t a, std::uint32_t b) { return 30 * std::abs(double(a) - double(b)); }, rules);
    const Vacancies vacancies({ids, place, sector, vacant}, vacant, ways, rules);
    std::vector<int> counts(vacant.size());
    for (int k = 0; k != many; ++k) {
      const auto offer = vacancies.choose(0, kind, 1, twin::Draw(kKey, static_cast<std::uint64_t>(k), 7));
      if (offer.firm == kNoFirm) continue;
      ++counts[offer.firm];
      if (remote != nullptr) *remote += offer.remote;
    }
    return counts;
  }
};

constexpr std::size_t kNurse = worker_kind(Sex::kWoman, kTertiary), kMiner = worker_kind(Sex::kMan, kUpperSecondary);

TEST(Vacancies, AreChosenByDistanceAndFit) {
  Valley valley;
  valley.rules.remote_share = 0;
  const auto nurses = valley.choices(kNurse, 20'000), miners = valley.choices(kMiner, 20'000);
  // Thirty minutes more divide by exp(2.7) = 14.9.
  EXPECT_NEAR(double(nurses[0]) / nurses[1], std::exp(2.7), 1.5);
  // Care to mining: 0.79 x 0.50 to 0.20 x 0.25, and 0.21 x 0.50 to 0.80 x 0.75.
  EXPECT_NEAR(double(nurses[0]) / nurses[2], 7.9, 0.6);
  EXPECT_NEAR(double(miners[0]) / miners[2], 0.175, 0.02);
}

TEST(Vacancies, OfRemoteWorkReachFarther) {
  Valley valley;
  valley.sector = {Sector::kBusinessServices, Sector::kBusinessServices, Sector::kFinance, Sector::kFinance};
  int remote = 0;
  const auto with = valley.choices(kNurse, 10'000, &remote);
  valley.rules.remote_share = 0;
  const auto without = valley.choices(kNurse, 10'000);
  EXPECT_GT(with[1] + with[3], without[1] + without[3] + 200);
  // A fifth of 0.80 and of 0.76.
  EXPECT_NEAR(remote, 1'560, 150);
}

TEST(Vacancies, BeyondReachAreNotOffered) {
  Valley valley;
  valley.rules = {.remote_share = 0, .farthest_min = 29};
  for (const int count : valley.choices(kNurse, 100)) EXPECT_EQ(count, 0);
}

TEST(TakenOn, FillsNoMoreThanTheVacanciesInTheOrderDrawn) {
  const std::vector<Proposal> proposals{{0, 30, 1}, {0, 10, 2}, {0, 20, 3}, {1, 5, 4}, {kNoFirm, 1, 5}, {0, 20, 6}};
  std::vector<std::int32_t> vacant{2, 3};
  EXPECT_EQ(taken_on(proposals, vacant), (std::vector<bool>{false, true, true, true, false, false}));
  EXPECT_EQ(vacant, (std::vector<std::int32_t>{0, 2}));
}

TEST(Tightness, IsOneWhenVacanciesStandOpenAsLongAsNormally) {
  EXPECT_EQ(tightness(1'500, 1'000, 1.5), 1);
  EXPECT_EQ(tightness(0, 1'000, 1.5), 0.5);
  EXPECT_EQ(tightness(100'000, 1'000, 1.5), 1.5);
  EXPECT_NEAR(tightness(1'200, 1'000, 1.5), 0.8, 1e-12);
  EXPECT_EQ(tightness(10, 0, 1.5), 1);
}

}  // namespace
}  // namespace rurban
