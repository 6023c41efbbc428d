#include "models/coverage/nearest_places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "models/coverage/synthetic_field.h"

namespace rurban::coverage {
namespace {

/// Indexes of the nearest as they are found by looking at all.
std::vector<std::uint32_t> by_looking_at_all(const NearestPlaces& places, float east, float north,
                                             std::uint32_t without) {
  std::vector<std::pair<float, std::uint32_t>> all;
  for (std::uint32_t i = 0; i != places.size(); ++i) {
    const float de = places.east_m()[i] - east, dn = places.north_m()[i] - north;
    if (i != without) all.emplace_back(de * de + dn * dn, i);
  }
  std::sort(all.begin(), all.end());
  all.resize(std::min(all.size(), kNeighbours));
  std::vector<std::uint32_t> result;
  for (const auto& [squared, index] : all) result.push_back(index);
  return result;
}

std::vector<std::uint32_t> found(const NearestPlaces& places, float east, float north, std::uint32_t without,
                                 NearestPlaces::Scratch& scratch) {
  std::uint32_t nearest[kNeighbours];
  const std::size_t count = places.find(east, north, without, scratch, nearest);
  return {nearest, nearest + count};
}

TEST(NearestPlaces, AreThoseOneFindsByLookingAtAllOfThem) {
  std::vector<float> east, north;
  for (std::uint64_t i = 0; i != 500; ++i) {
    // A grid, so that many are equally far.
    east.push_back(static_cast<float>(std::floor(uniform(1, i, 0, 40)) * 50));
    north.push_back(static_cast<float>(std::floor(uniform(2, i, 0, 20)) * 50));
  }
  const NearestPlaces places(east, north);
  NearestPlaces::Scratch scratch;
  for (std::uint64_t i = 0; i != 300; ++i) {
    const auto at_east = static_cast<float>(std::floor(uniform(3, i, -20, 60)) * 50);
    const auto at_north = static_cast<float>(uniform(4, i, -500, 1500));
    const std::uint32_t without = i % 2 == 0 ? NearestPlaces::kNone : static_cast<std::uint32_t>(i);
    EXPECT_EQ(found(places, at_east, at_north, without, scratch),
              by_looking_at_all(places, at_east, at_north, without));
  }
}

TEST(NearestPlaces, AreAllThereAreWhenTheyAreFewAndFarAway) {
  const std::vector<float> east{0, 10, 10}, north{0, 0, 0};
  const NearestPlaces places(east, north);
  NearestPlaces::Scratch scratch;
  EXPECT_EQ(found(places, 300'000, 0, NearestPlaces::kNone, scratch), (std::vector<std::uint32_t>{1, 2, 0}));
  EXPECT_EQ(found(places, 300'000, 0, 1, scratch), (std::vector<std::uint32_t>{2, 0}));
}

TEST(NearestPlaces, AreNoneWhereNothingIsKnown) {
  const NearestPlaces places({}, {});
  NearestPlaces::Scratch scratch;
  EXPECT_TRUE(found(places, 0, 0, NearestPlaces::kNone, scratch).empty());
}

}  // namespace
}  // namespace rurban::coverage
