#include "models/synthesis/synthesis.h"
#include "models/synthesis/beginning.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "models/rates.h"
#include "models/synthesis/beginning.h"
#include "models/synthesis/families.h"
#include "models/synthesis/homes.h"
#include "models/synthesis/margins.h"
#include "twin/base/draw.h"
#include "twin/base/hash.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

std::uint64_t random_number(std::uint64_t a, std::uint64_t b) {
  return twin::combine(a, b);
}

TEST(LargestRemainder, SumsToTheTotalAndStaysWithinOneOfTheShares) {
  for (std::uint64_t round = 0; round != 200; ++round) {
    std::vector<double> weights(1 + round % 9);
    for (std::size_t i = 0; i != weights.size(); ++i) weights[i] = static_cast<double>(random_number(round, i) % 50);
    const auto total = static_cast<std::int32_t>(random_number(round, 77) % 1000);
    const auto counts = largest_remainder(weights, total);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0), total);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i != weights.size() && sum > 0; ++i)
      EXPECT_LT(std::abs(counts[i] - weights[i] / sum * total), 1);
  }
}

/// A municipality of random places whose margins sum.
struct RandomTown {
  Margins municipality;
  std::vector<Margins> places;
  std::vector<double> offsets;

  explicit RandomTown(std::uint64_t seed) {
    for (std::uint64_t p = 0; p != 1 + seed % 12; ++p) {
      Margins place;
      place.residents = static_cast<std::int32_t>(2 + random_number(seed, p) % 400);
      const auto part = [&](std::uint64_t salt) {
        return static_cast<std::int32_t>(random_number(seed + salt, p) %
                                         static_cast<std::uint64_t>(place.residents / 2));
      };
      place.by_sex = {place.residents / 2 + part(1) / 4, 0};
      place.by_sex[1] = place.residents - place.by_sex[0];
      place.by_age = {part(2) / 2, 0, part(3) / 2};
      place.by_age[1] = place.residents - place.by_age[0] - place.by_age[2];
      place.employed = place.by_age[1] / 2;
      place.by_birth = {0, part(4) / 8, part(5) / 6};
      place.by_birth[0] = place.residents - place.by_birth[1] - place.by_birth[2];
      municipality.residents += place.residents;
      municipality.employed += place.employed;
      for (std::size_t i = 0; i != 2; ++i) municipality.by_sex[i] += place.by_sex[i];
      for (std::size_t i = 0; i != 3; ++i) municipality.by_age[i] += place.by_age[i];
      for (std::size_t i = 0; i != 3; ++i) municipality.by_birth[i] += place.by_birth[i];
      places.push_back(place);
      offsets.push_back(static_cast<double>(random_number(seed, p + 100) % 999 + 1) / 1000);
    }
  }
};

TEST(FitCounts, MeetTheMunicipalitysMarginsAndThePlacesTotalsExactly) {
  for (std::uint64_t seed = 1; seed != 60; ++seed) {
    const RandomTown town(seed);
    const Counts counts = fit_counts(town.municipality, town.places, town.offsets);
    Margins got;
    for (std::size_t p = 0; p != counts.size(); ++p) {
      std::int32_t here = 0;
      for (int k = 0; k != kKinds; ++k) {
        const std::int32_t persons = counts[p][static_cast<std::size_t>(k)];
        const Kind kind = kind_of(k);
        EXPECT_GE(persons, 0);
        EXPECT_FALSE(kind.employed && kind.age_group == 0);
        here += persons;
        got.by_sex[static_cast<std::size_t>(kind.sex)] += persons;
        got.by_age[kind.age_group] += persons;
        got.employed += kind.employed ? persons : 0;
      }
      EXPECT_EQ(here, town.places[p].residents);
    }
    EXPECT_EQ(got.by_sex, town.municipality.by_sex) << seed;
    EXPECT_EQ(got.by_age, town.municipality.by_age) << seed;
    EXPECT_EQ(got.employed, town.municipality.employed) << seed;
  }
}

TEST(LevelOf, GivesAsManyCasesAsAskedFor) {
  ByAgeSex people{}, shares{};
  for (std::size_t age = 20; age != 60; ++age) {
    people[0][age] = people[1][age] = 10;
    shares[0][age] = 0.5;
    shares[1][age] = 0.8;
  }
  double cases = 0;
  const double level = level_of(people, shares, 300);
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age) cases += people[sex][age] * at_level(shares[sex][age], level);
  EXPECT_NEAR(cases, 300, 1e-6);
}

TEST(Families, HaveEverybodyOnceAndNoChildWithoutAnAdult) {
  ByAgeSex fertility{};
  for (std::size_t age = 18; age != 45; ++age) fertility[0][age] = 1 / 27.0;
  for (std::uint64_t seed = 0; seed != 40; ++seed) {
    std::vector<Inhabitant> people;
    for (std::uint64_t i = 0; i != 5 + seed * 7; ++i) {
      const int age = static_cast<int>(random_number(seed, i) % 90);
      people.push_back({age, i % 2 ? Sex::kMan : Sex::kWoman,
                        static_cast<double>(random_number(seed, i + 1000) % 1000) / 1000, age < 18});
    }
    const auto families =
        form_families(people, static_cast<std::int32_t>(people.size() / 4), fertility, [&](std::uint32_t decision) {
          return (static_cast<double>(random_number(seed, decision + 5000) % 100'000) + 0.5) / 100'000;
        });
    std::vector<int> seen(people.size());
    for (const Family& family : families) {
      ASSERT_GE(family.adults.size(), 1U);
      ASSERT_LE(family.adults.size(), 2U);
      for (const std::uint32_t person : family.adults) ++seen[person];
      for (const std::uint32_t person : family.children) ++seen[person];
      if (!family.children.empty()) {
        EXPECT_GE(people[family.adults[0]].age, kAdultAge);
      }
    }
    EXPECT_EQ(seen, std::vector<int>(people.size(), 1)) << seed;
  }
}

TEST(Homes, AreAsManyCarsAsTheTableSaysAndSpreadLikeThePeople) {
  Demography tables;
  tables.cars[0][0] = {0.5, 0.9, 1.0};
  EXPECT_EQ(cars_wanted(tables, 1, 5000, 0.49), 0);
  EXPECT_EQ(cars_wanted(tables, 1, 5000, 0.51), 1);
  EXPECT_EQ(cars_wanted(tables, 1, 5000, 0.95), 2);
  constexpr twin::Stream kStream{"test.homes"};
  double square = 0;
  constexpr int kHomes = 20'000;
  for (std::uint64_t i = 0; i != kHomes; ++i) {
    const twin::Draw draw(twin::draw_key(1, kStream.hash), i, 0);
    const Home home = draw_home({100, 200, 1000, 300}, draw, draw);
    square += (home.east_m - 100.0) * (home.east_m - 100.0) + (home.north_m - 200.0) * (home.north_m - 200.0);
  }
  EXPECT_NEAR(std::sqrt(square / kHomes), 1000, 20);
}

class Packages : public testing::TestWithParam<const char*> {
 protected:
  County county_ = load_county(std::string(RURBAN_ROOT) + "/scenarios/" + GetParam());
  Targets targets_ = reconcile(county_);
};

TEST_P(Packages, HaveTheirControlledMarginsExactly) {
  for (const FitRow& row : fit_report(county_, targets_, synthesise(county_, targets_, 1))) {
    EXPECT_TRUE(!row.controlled || row.absolute_error == 0)
        << row.margin << ", " << county_.municipalities[row.municipality].name;
  }
}

TEST_P(Packages, AreTheSamePeopleOnAnyThreadsAndOthersWithAnotherSeed) {
  const auto fingerprint = [&](std::uint64_t seed) {
    std::uint64_t hash = 0;
    for (const SyntheticPerson& p : synthesise(county_, targets_, seed).persons)
      hash = twin::combine(hash, static_cast<std::uint64_t>(p.birth_month), p.sex == Sex::kMan, p.employed,
                           p.household, static_cast<std::uint64_t>(p.role));
    return hash;
  };
  const std::uint64_t expected = fingerprint(1);
  for (const int threads : {1, 2, 3, 8}) {
    twin::set_threads(threads);
    EXPECT_EQ(fingerprint(1), expected) << threads;
  }
  twin::set_threads(0);
  EXPECT_NE(fingerprint(2), expected);
}

TEST(Beginning, GivesEachSeedItsPeople) {
  const Beginning beginning(load_county(std::string(RURBAN_ROOT) + "/scenarios/lillby"));
  const auto births = [&](std::uint64_t seed) {
    std::vector<MonthNumber> months;
    for (const SyntheticPerson& person : beginning.people(seed)->persons) months.push_back(person.birth_month);
    return months;
  };
  const auto first = births(1);
  EXPECT_NE(births(2), first);
  EXPECT_EQ(births(1), first);
}

INSTANTIATE_TEST_SUITE_P(Shipped, Packages, testing::Values("norrbotten", "lillby"));

TEST(Norrbotten, MeetsEveryOtherMarginWithinOneAndAHalfPerCent) {
  const County county = load_county(std::string(RURBAN_ROOT) + "/scenarios/norrbotten");
  const Targets targets = reconcile(county);
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> margins;  // error, total
  for (const FitRow& row : fit_report(county, targets, synthesise(county, targets, 1))) {
    margins[row.margin].first += row.absolute_error;
    margins[row.margin].second += row.total;
  }
  EXPECT_GE(margins.size(), 11U);
  for (const auto& [margin, sums] : margins)
    EXPECT_LT(static_cast<double>(sums.first), 0.015 * static_cast<double>(sums.second)) << margin;
}

}  // namespace
}  // namespace rurban
