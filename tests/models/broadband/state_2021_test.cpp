#include "models/broadband/state_2021.h"

#include <gtest/gtest.h>

#include "models/broadband/published.h"
#include "models/places.h"
#include "tests/models/broadband/norrbotten.h"

namespace rurban::broadband {
namespace {

TEST(State2021, PartsOfAPlaceNeverExceedIt) {
  for (const Premises& p : norrbotten().state.clusters) {
    EXPECT_LE(p.passed, p.homes);
    EXPECT_LE(p.connected, p.passed);
    EXPECT_LE(p.fast(), p.homes);
    EXPECT_GE(std::min({p.passed, p.connected, p.cable, p.radio}), 0);
  }
}

TEST(State2021, FibreReachesEveryPlaceWithPassedHomes) {
  const auto& world = norrbotten();
  const auto far = ore_from_lit(world.graph, world.state.root, world.state.lit);
  for (std::uint32_t place = 0; place != world.county.places.size(); ++place)
    if (premises_of_place(world.state.clusters, place).passed > 0) {
      EXPECT_EQ(far[world.graph.node_of(place)], 0) << world.county.places[place].name;
    }
}

TEST(State2021, OutsideLocalitiesTheCheaperVillagesOfAMunicipalityHaveFibreAndTheDearerNone) {
  const auto& world = norrbotten();
  int whole = 0, none = 0, part = 0;
  for (std::uint32_t i = 1; i < world.state.clusters.size(); i += 2) {
    const Premises& p = world.state.clusters[i];
    if (p.homes == 0) continue;
    (p.passed == p.homes ? whole : p.passed == 0 ? none : part) += 1;
  }
  EXPECT_GT(whole, 100);
  EXPECT_GT(none, 100);
  EXPECT_LE(part, 14) << "at most one in each municipality is half done";
}

TEST(Published, SharesAreMetWithinThreePoints) {
  const auto& world = norrbotten();
  for (const PublishedShare& share : published_shares(world.county, world.state.clusters)) {
    const char* use = share.use == PublishedShare::Use::kHeldBack ? "held back" : "fitted";
    EXPECT_NEAR(share.model, share.published, 0.03) << share.what << " (" << use << ")";
  }
}

TEST(Published, MoreThanTenThousandHouseholdsOutsideLocalitiesCantConnect) {
  const auto& world = norrbotten();
  std::int32_t dark = 0;
  for (std::uint32_t i = 1; i < world.state.clusters.size(); i += 2) {
    dark += world.state.clusters[i].homes - world.state.clusters[i].passed;
  }
  // October 2019, Region Norrbotten citing PTS; fifteen months later not yet fewer than three quarters of that.
  EXPECT_GT(dark, 7'500);
  EXPECT_LT(dark, 14'000);
}

}  // namespace
}  // namespace rurban::broadband
