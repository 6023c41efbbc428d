#include "models/broadband/dwellings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rurban::broadband {
namespace {

/// Lillby as a locality of a thousand, with homes in a row eastwards from its centre, ten metres apart; ids count
/// down.
struct Row {
  County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/lillby");
  std::vector<PlaceRef> place;
  std::vector<twin::Metres> east, north;
  std::vector<twin::StableId> id;

  explicit Row(std::int32_t homes) {
    county.places[0].census.residents = 1'000;
    county.places[0].spread_m = 3'000;  // a third live around it
    for (std::int32_t k = 0; k != homes; ++k) add(10 * k, static_cast<twin::StableId>(homes - k));
  }
  void add(std::int32_t metres, twin::StableId stable_id) {
    place.push_back({0});
    east.push_back(twin::Metres{county.places[0].east_m + metres});
    north.push_back(twin::Metres{county.places[0].north_m});
    id.push_back(stable_id);
  }
  auto clusters() const { return dwellings_by_cluster(county, {place, east, north, id}); }
};

TEST(Dwellings, NearestTheCentreAreTheLocality) {
  const Row row(200);
  const auto clusters = row.clusters();
  const double share = locality_share(row.county.places[0], {});
  ASSERT_GT(share, 0.5);
  ASSERT_LT(share, 1);
  EXPECT_EQ(clusters[0].size(), static_cast<std::size_t>(std::lround(200 * share)));
  EXPECT_EQ(clusters[0].size() + clusters[1].size(), 200U);
  EXPECT_LT(*std::max_element(clusters[0].begin(), clusters[0].end()),
            *std::min_element(clusters[1].begin(), clusters[1].end()));
}

TEST(Dwellings, AtOneDistanceGoByTheirIdsWhateverTheirRows) {
  Row row(0), turned(0);
  for (twin::StableId k = 1; k <= 50; ++k) {
    row.add(100, k);
    turned.add(100, 51 - k);
  }
  const auto ids = [](const Row& of) {
    const auto clusters = of.clusters();
    std::vector<twin::StableId> result;
    for (const std::uint32_t home : clusters[1]) result.push_back(of.id[home]);
    std::sort(result.begin(), result.end());
    return result;
  };
  EXPECT_FALSE(ids(row).empty());
  EXPECT_EQ(ids(row), ids(turned));
}

TEST(Dwellings, CountWhatTheirPeopleHave) {
  const std::vector<std::vector<std::uint32_t>> clusters{{0, 1, 2, 3, 4, 5, 6}};
  const std::vector<HouseholdRef> occupant{{0}, {1}, {2}, {3}, {4}, {5}, {}};
  const std::vector<Line> line{Line::kNone,  Line::kPassed, Line::kFibre, Line::kCable,
                               Line::kCable, Line::kRadio,  Line::kFibre};
  const std::vector<MonthNumber> since{0, 1'400, 1'400, 1'400, 0, 0, 1'400};
  const Premises have = premises_of_dwellings(clusters, {occupant, line, since})[0];
  EXPECT_EQ(have.homes, 6) << "the last is vacant";
  EXPECT_EQ(have.passed, 3) << "one of them has cable";
  EXPECT_EQ(have.connected, 1);
  EXPECT_EQ(have.cable, 2);
  EXPECT_EQ(have.radio, 1);
  const Premises plan = premises_to_plan_for(clusters, {occupant, line, since})[0];
  EXPECT_EQ(plan.homes - plan.passed - plan.radio, 1) << "one home has nothing";
}

}  // namespace
}  // namespace rurban::broadband
