#include "models/ideas/contacts.h"

#include <gtest/gtest.h>

#include <numeric>

namespace rurban {
namespace {

/// A town of 9,000 adults; villages of 100 each 10 and 40 km from it, the nearer one in the town's municipality, the
/// farther one in its own; and a place that everyone left.
const std::vector<ContactPlace> kValley{
    {0, 0, 0, 9'000}, {10'000, 0, 0, 100}, {40'000, 0, 1, 100}, {41'000, 0, 1, 0}};

double sum(const std::vector<double>& shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0);
}

TEST(Contacts, OfAnAdultAreAllOfThemSomewhere) {
  for (std::uint32_t place = 0; place != kValley.size(); ++place) {
    const auto shares = contact_shares(kValley, place, {});
    EXPECT_NEAR(sum(shares), 1, 1e-12) << place;
    EXPECT_EQ(shares[3], 0) << "nobody is there to be met";
  }
}

TEST(Contacts, OfAVillageAreFewerTheFartherAwayPeopleLive) {
  const auto near = contact_shares(kValley, 1, {}), far = contact_shares(kValley, 2, {});
  EXPECT_GT(near[0], far[0]);
  // By distance alone: 9,000 / (1 + 400) = 22.4 in the town against 100 in the village, and 0.4 of the far village.
  const auto by_distance = contact_shares(kValley, 2, {.municipal = 0});
  EXPECT_NEAR(by_distance[0] / by_distance[2], 9'000 / 401.0 / 100, 1e-12);
}

TEST(Contacts, OfTheMunicipalityAreMetWhereverInItTheyLive) {
  const auto shares = contact_shares(kValley, 2, {.municipal = 1});
  EXPECT_DOUBLE_EQ(shares[2], 1);
  const auto without = contact_shares(kValley, 1, {.municipal = 0}), with = contact_shares(kValley, 1, {});
  EXPECT_GT(with[0], without[0]) << "the town is of the same municipality";
}

TEST(Contacts, HaveNoneWhereNobodyLivesAnywhere) {
  EXPECT_EQ(sum(contact_shares(std::vector<ContactPlace>{{0, 0, 0, 0}, {5, 5, 0, 0}}, 0, {})), 0);
}

TEST(AnAudience, IsAsLargeAsItIsAndLargerOnesHoldTheSmaller) {
  const auto weights = draw_of(kValley, 1, 30'000);
  const auto uniform = [](std::uint32_t k) { return (k * 37 % 101 + 0.5) / 101; };
  const auto few = people_drawn(weights, 40, uniform), many = people_drawn(weights, 60, uniform);
  EXPECT_EQ(std::accumulate(few.begin(), few.end(), 0), 40);
  EXPECT_EQ(std::accumulate(many.begin(), many.end(), 0), 60);
  for (std::size_t place = 0; place != few.size(); ++place) EXPECT_LE(few[place], many[place]);
  EXPECT_EQ(many[3], 0);
  EXPECT_EQ(people_drawn(std::vector<double>{0, 0}, 5, uniform), (std::vector<std::int32_t>{0, 0}));
}

}  // namespace
}  // namespace rurban
