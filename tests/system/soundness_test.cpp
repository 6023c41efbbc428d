// Laws of the population that hold after every month, whatever happened in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>

#include "models/vocabulary.h"
#include "tests/system/worlds.h"

namespace {

using namespace rurban;

/// Follows a linked list from its head; an endless one would visit a row twice.
template <class R>
std::vector<std::uint32_t> list_of(R head, std::span<const R> next) {
  std::vector<std::uint32_t> rows;
  for (R row = head; row.valid(); row = next[row.row]) {
    rows.push_back(row.row);
    if (rows.size() > next.size()) throw std::logic_error("a list of the population is endless");
  }
  return rows;
}

void expect_ids_unique(const twin::World& world) {
  for (const twin::Table& table : world.tables()) {
    const std::set<twin::StableId> ids(table.ids().begin(), table.ids().end());
    EXPECT_EQ(ids.size(), table.rows()) << table.name();
    EXPECT_FALSE(ids.contains(0)) << table.name();
  }
}

void expect_households_sound(const twin::World& world, MonthNumber month) {
  const auto household = world.column(kHousehold);
  const auto next = world.column(kNextMember);
  const auto role = world.column(kRole);
  const auto birth = world.column(kBirthMonth);
  const auto first = world.column(kFirstMember);
  std::vector<int> listed(household.size());
  int broken = 0;
  for (std::uint32_t h = 0; h != first.size(); ++h) {
    int singles = 0, partners = 0, oldest = 0;
    for (const std::uint32_t person : list_of(first[h], next)) {
      ++listed[person];
      broken += household[person].row != h;
      singles += role[person] == Role::kSingle;
      partners += role[person] == Role::kPartner;
      oldest = std::max(oldest, age_on(month, birth[person]));
    }
    const bool adults = (singles == 1 && partners == 0) || (singles == 0 && partners == 2);
    broken += !adults || oldest < kAdultAge;
  }
  EXPECT_EQ(broken, 0) << "households without an adult, or with roles that do not fit";
  EXPECT_EQ(std::count(listed.begin(), listed.end(), 1), static_cast<std::ptrdiff_t>(listed.size()))
      << "somebody is in no household, or in two";
}

void expect_homes_sound(const twin::World& world) {
  const auto dwelling = world.column(kDwelling);
  const auto place = world.column(kPlace);
  const auto occupant = world.column(kOccupant);
  const auto dwelling_place = world.column(kDwellingPlace);
  int broken = 0;
  for (std::uint32_t h = 0; h != dwelling.size(); ++h)
    broken +=
        !dwelling[h].valid() || occupant[dwelling[h].row].row != h || dwelling_place[dwelling[h].row] != place[h];
  EXPECT_EQ(broken, 0) << "households whose home is not theirs, or elsewhere";
  const auto lived_in = std::count_if(occupant.begin(), occupant.end(), [](HouseholdRef h) { return h.valid(); });
  EXPECT_EQ(lived_in, static_cast<std::ptrdiff_t>(dwelling.size())) << "a home with a household that is gone";
  const auto first_car = world.column(kFirstCar);
  const auto next_car = world.column(kNextCar);
  std::vector<int> owned(next_car.size());
  for (const CarRef car : first_car)
    for (const std::uint32_t row : list_of(car, next_car)) ++owned[row];
  EXPECT_EQ(std::count(owned.begin(), owned.end(), 1), static_cast<std::ptrdiff_t>(owned.size()))
      << "a car of nobody, or of two";
}

void expect_places_count_right(const twin::World& world) {
  const auto household = world.column(kHousehold);
  const auto place = world.column(kPlace);
  const auto residents = world.column(kPlaceResidents);
  std::vector<std::int32_t> counted(residents.size());
  for (const HouseholdRef h : household) ++counted[place[h.row].row];
  EXPECT_TRUE(std::equal(counted.begin(), counted.end(), residents.begin()));
}

/// Of the residents of each place, the share aged 65 or over, and of those aged 20 to 64, the share in work.
void expect_places_shares_right(const twin::World& world, MonthNumber month) {
  const auto household = world.column(kHousehold);
  const auto place = world.column(kPlace);
  const auto birth = world.column(kBirthMonth);
  const auto employed = world.column(kEmployed);
  struct Count {
    double residents = 0, elderly = 0, of_20_to_64 = 0, in_work = 0;
  };
  std::vector<Count> counts(world.table("place").rows());
  for (std::size_t person = 0; person != household.size(); ++person) {
    Count& here = counts[place[household[person].row].row];
    const int age = age_on(month, birth[person]);
    here.residents += 1;
    here.elderly += age > 64;
    if (age < 20 || age > 64) continue;
    here.of_20_to_64 += 1;
    here.in_work += employed[person];
  }
  for (std::size_t p = 0; p != counts.size(); ++p) {
    const auto expect = [&](int percent, double part, double whole, const char* what) {
      if (whole == 0)
        EXPECT_EQ(percent, -1) << what << ", place " << p;
      else
        EXPECT_NEAR(percent, 100 * part / whole, 0.5 + 1e-9) << what << ", place " << p;
    };
    expect(world.column(kPlaceElderly)[p], counts[p].elderly, counts[p].residents, "65 and over");
    expect(world.column(kPlaceEmployed)[p], counts[p].in_work, counts[p].of_20_to_64, "in work");
  }
}

void expect_sound(const twin::Simulation& simulation) {
  expect_ids_unique(simulation.world());
  expect_households_sound(simulation.world(), twin::month_of(simulation.now()));
  expect_homes_sound(simulation.world());
  expect_places_count_right(simulation.world());
  expect_places_shares_right(simulation.world(), twin::month_of(simulation.now()));
}

void live_soundly(const std::string& scenario, int months, const std::vector<std::string>& set = {}) {
  tools::Session session = worlds::founded(scenario, set);
  expect_sound(*session.simulation);
  for (int month = 0; month != months && !testing::Test::HasFailure(); ++month) {
    session.simulation->advance();
    expect_sound(*session.simulation);
  }
}

TEST(Population, IsSoundAfterEveryMonthInTheSmallestWorld) {
  live_soundly("tiny", 60);
}
TEST(Population, IsSoundAfterEveryMonthInTheCounty) {
  live_soundly("today", 4);
}

// Rates far above life's bring about what is rare: orphans, empty villages, a household's every change in one month.
TEST(Population, IsSoundWhenEverythingHappensAtOnce) {
  live_soundly("tiny", 60,
               {"demography.mortality_factor=2", "demography.fertility_factor=2", "households.separation_factor=3",
                "households.union_factor=3", "households.leaving_factor=3", "migration.move_factor=3",
                "migration.out_factor=3", "migration.arrivals=60", "migration.return_rate=0.3"});
}

TEST(Population, MayDieOut) {
  live_soundly(
      "tiny", 24,
      {"migration.arrivals=0", "migration.out_factor=3", "demography.fertility_factor=0", "migration.return_rate=0"});
}

std::int64_t residents_after(int months, const std::vector<std::string>& set) {
  tools::Session session = worlds::founded("tiny", set);
  for (int month = 0; month != months; ++month) session.simulation->advance();
  return static_cast<std::int64_t>(session.simulation->world().table("person").rows());
}

const std::vector<std::string> kNobodyComesOrGoes{"migration.arrivals=0", "migration.out_factor=0",
                                                  "migration.return_rate=0"};

std::vector<std::string> with(std::vector<std::string> set, const std::vector<std::string>& more) {
  set.insert(set.end(), more.begin(), more.end());
  return set;
}

TEST(Population, StandsStillWhenNobodyIsBornDiesComesOrGoes) {
  EXPECT_EQ(residents_after(
                24, with(kNobodyComesOrGoes, {"demography.mortality_factor=0", "demography.fertility_factor=0"})),
            200);
}

TEST(Population, OnlyGrowsByBirthsAndOnlyShrinksByDeaths) {
  EXPECT_GT(residents_after(24, with(kNobodyComesOrGoes, {"demography.mortality_factor=0"})), 200);
  EXPECT_LT(residents_after(24, with(kNobodyComesOrGoes, {"demography.fertility_factor=0"})), 200);
}

TEST(Population, HasMoreDeathsWithHigherMortalityAndTheSameBirthsInTheFirstMonth) {
  tools::Session as_known = worlds::founded("today", {worlds::kFewHouseholds}),
                 deadlier = worlds::founded("today", {worlds::kFewHouseholds, "demography.mortality_factor=2"});
  as_known.simulation->advance();
  deadlier.simulation->advance();
  const auto flow = [](const char* name, const tools::Session& session) {
    for (const twin::Series& series : session.simulation->plan().series())
      if (series.info.name == name) return std::accumulate(series.values.begin(), series.values.end(), 0.0);
    return -1.0;
  };
  EXPECT_GT(flow("population.deaths", deadlier), flow("population.deaths", as_known));
  EXPECT_EQ(flow("population.births", deadlier), flow("population.births", as_known));
}

TEST(Changes, TakeEffectFromTheirDateOnAndNotBefore) {
  const auto scenario = [&](const std::string& changes) {
    const std::string path = testing::TempDir() + "changes.yaml";
    std::ofstream(path) << "extends: " << worlds::scenario("tiny").string() << "\n" << changes;
    return tools::open_session(path, {});
  };
  tools::Session plain = scenario(""),
                 changed = scenario("changes:\n  - {on: 2021-07-01, set: {demography.mortality_factor: 2}}\n");
  for (tools::Session* session : {&plain, &changed}) session->simulation->found(session->scenario.from);
  for (int month = 0; month != 6; ++month) {
    plain.simulation->advance();
    changed.simulation->advance();
  }
  EXPECT_EQ(plain.simulation->hash().columns, changed.simulation->hash().columns);
  for (int month = 0; month != 6; ++month) {
    plain.simulation->advance();
    changed.simulation->advance();
  }
  EXPECT_NE(plain.simulation->hash().total, changed.simulation->hash().total);
}

}  // namespace
