#include <gtest/gtest.h>

#include <cmath>

#include "models/migration/destinations.h"
#include "models/migration/newcomers.h"

namespace rurban {
namespace {

constexpr twin::Stream kStream{"test.migration"};
double uniform(std::uint64_t agent, int word = 0) {
  return twin::Draw(twin::draw_key(1, kStream.hash), agent, 0).uniform(word);
}

TEST(Lottery, PicksInProportionToTheWeights) {
  const Lottery lottery(std::vector<double>{1, 0, 3});
  std::array<int, 3> picked{};
  for (std::uint64_t i = 0; i != 40'000; ++i) ++picked[lottery.pick(uniform(i))];
  EXPECT_EQ(picked[1], 0);
  EXPECT_NEAR(picked[2] / 40'000.0, 0.75, 0.01);  // 5 standard deviations
  EXPECT_FALSE(Lottery(std::vector<double>{0, 0}).possible());
  EXPECT_FALSE(Lottery(std::vector<double>{}).possible());
}

/// A coast town, a small town near it and a far one; two places each, the first three times as large.
struct Coast {
  Geography geography{{0, 0, 1, 1, 2, 2},
                      {0, 2000, 30'000, 32'000, 300'000, 302'000},
                      {0, 0, 0, 0, 0, 0},
                      {{0, 1}, {2, 3}, {4, 5}},
                      0};
  std::vector<std::int32_t> residents{60'000, 20'000, 21'000, 7'000, 12'000, 4'000};
  std::vector<double> appeal{1, 1, 1, 1, 1, 1};
  Destinations destinations{geography, residents, appeal, 1.5, 2};
};

TEST(Destinations, DrawFromEachMunicipalityAsManyAsLeaveIt) {
  const Coast coast;
  constexpr int kDraws = 30'000;
  std::array<double, 3> size{80'000, 28'000, 16'000}, arrivals{};
  for (std::uint32_t from = 0; from != 3; ++from)
    for (std::uint64_t i = 0; i != kDraws; ++i)
      arrivals[coast.destinations.other_municipality(from, false, uniform(i + from * kDraws))] += size[from] / kDraws;
  for (std::size_t m = 0; m != 3; ++m) {
    if (m == 0)
      continue;  // 80,000 leave the coast town, but all others together are only 44,000: it cannot be balanced
    EXPECT_GT(arrivals[m], size[m] * 0.95);
  }
}

TEST(Destinations, NeverLeadBackToTheMunicipalityLeft) {
  const Coast coast;
  for (std::uint32_t from = 0; from != 3; ++from)
    for (std::uint64_t i = 0; i != 1000; ++i)
      EXPECT_NE(coast.destinations.other_municipality(from, i % 2, uniform(i)), from);
}

TEST(Destinations, DrawStudentsToTheUniversity) {
  const Coast coast;
  int others = 0, students = 0;
  for (std::uint64_t i = 0; i != 5000; ++i) {
    others += coast.destinations.municipality_from_outside(false, uniform(i)) == 0;
    students += coast.destinations.municipality_from_outside(true, uniform(i)) == 0;
  }
  EXPECT_GT(students, others + 300);
}

TEST(Destinations, FillPlacesInProportionToTheirResidents) {
  const Coast coast;
  int first = 0;
  for (std::uint64_t i = 0; i != 10'000; ++i) first += coast.destinations.place_in(1, uniform(i)).row == 2;
  EXPECT_NEAR(first / 10'000.0, 0.75, 0.02);
}

TEST(Newcomers, AreHouseholdsWithAnAdultAndChildrenYoungerThanTheirParents) {
  ByAgeSex ages{};
  for (auto& sex : ages)
    for (int age = 0; age != 80; ++age) sex[static_cast<std::size_t>(age)] = 1;
  const Newcomers newcomers(ages, {});
  double persons = 0, children = 0;
  constexpr int kHouseholds = 20'000;
  for (std::uint64_t i = 0; i != kHouseholds; ++i) {
    const auto random = [&](int index) {
      return twin::Draw(twin::draw_key(1, kStream.hash), i, 0, static_cast<std::uint32_t>(index));
    };
    const Arrive household = newcomers.household(1452, false, random);
    ASSERT_GE(household.count, 1);
    ASSERT_LE(household.count, Arrive::kMost);
    int partners = 0, singles = 0;
    const int parent = age_on(1452, household.persons[0].birth_month);
    EXPECT_GE(parent, kAdultAge);
    for (std::int32_t k = 0; k != household.count; ++k) {
      const auto& person = household.persons[static_cast<std::size_t>(k)];
      partners += person.role == Role::kPartner;
      singles += person.role == Role::kSingle;
      if (person.role == Role::kChild) {
        ++children;
        EXPECT_GE(parent - age_on(1452, person.birth_month), 18);
        EXPECT_LE(age_on(1452, person.birth_month), 17);
      }
    }
    EXPECT_TRUE((partners == 2 && singles == 0) || (partners == 0 && singles == 1));
    persons += household.count;
  }
  EXPECT_GT(children, 0);
  EXPECT_LE(persons / kHouseholds, persons_per_household({}) + 0.02);  // some children would be unborn or grown up
}

}  // namespace
}  // namespace rurban
