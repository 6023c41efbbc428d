#include "twin/world/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include "twin/base/error.h"

namespace twin {
namespace {

struct HouseTag {
  static constexpr std::string_view name = "house";
};
struct PersonTag {
  static constexpr std::string_view name = "person";
};
using HouseRef = Ref<HouseTag>;
using PersonRef = Ref<PersonTag>;

constexpr TableKey kHouses{"house", "village", "where people live"};
constexpr TableKey kPeople{"person", "village", "who lives here"};
constexpr Key<std::int32_t> kRooms{"house.rooms", "village", "1", "how large it is"};
constexpr Key<std::uint8_t> kAge{"person.age", "village", "years", "completed years"};
constexpr Key<HouseRef> kHome{"person.home", "village", "", "where they live"};
constexpr Key<PersonRef> kPartner{"person.partner", "village", "", "who they live with"};

/// Houses and people who live in them; everything is named by stable ids, wherever the rows are.
class Village {
 public:
  Village() {
    houses_ = &world.add_table(kHouses);
    people_ = &world.add_table(kPeople);
    world.add_column(kRooms);
    world.add_column(kAge);
    world.add_column(kHome);
    world.add_column(kPartner);
  }

  void build(StableId house, std::int32_t rooms) {
    const std::uint32_t at = houses_->add(house);  // first: adding moves what a span looks at
    world.column(kRooms)[at] = rooms;
  }
  void demolish(StableId house) { houses_->remove(row(*houses_, house)); }
  /// `home` 0: without a home.
  void arrive(StableId person, std::uint8_t age, StableId home) {
    const std::uint32_t at = people_->add(person);
    world.column(kAge)[at] = age;
    if (home != 0) world.column(kHome)[at] = {row(*houses_, home)};
  }
  void pair(StableId a, StableId b) {
    world.column(kPartner)[row(*people_, a)] = {row(*people_, b)};
    world.column(kPartner)[row(*people_, b)] = {row(*people_, a)};
  }
  void leave(StableId person) { people_->remove(row(*people_, person)); }

  std::vector<StableId> houses() const { return {houses_->ids().begin(), houses_->ids().end()}; }
  std::vector<StableId> people() const { return {people_->ids().begin(), people_->ids().end()}; }
  std::int32_t rooms(StableId house) { return world.column(kRooms)[row(*houses_, house)]; }
  int age(StableId person) { return world.column(kAge)[row(*people_, person)]; }
  StableId home(StableId person) { return id(*houses_, world.column(kHome)[row(*people_, person)].row); }
  StableId partner(StableId person) { return id(*people_, world.column(kPartner)[row(*people_, person)].row); }

  World world;

 private:
  static std::uint32_t row(const Table& table, StableId id) {
    const auto found = std::find(table.ids().begin(), table.ids().end(), id);
    EXPECT_NE(found, table.ids().end()) << table.name() << " " << id;
    return static_cast<std::uint32_t>(found - table.ids().begin());
  }
  static StableId id(const Table& table, std::uint32_t row) { return row == Ref<void>::kNone ? 0 : table.ids()[row]; }

  Table* houses_;
  Table* people_;
};

using Ids = std::vector<StableId>;

// ---- adding

TEST(Table, FillsANewRowWithZerosAndEmptyReferences) {
  Village village;
  Table& people = village.world.table("person");
  EXPECT_EQ(people.add(7), 0U);
  people.append(Ids{8, 9});
  EXPECT_EQ(village.people(), (Ids{7, 8, 9}));
  for (const std::uint8_t age : village.world.column(kAge)) EXPECT_EQ(age, 0);
  for (const HouseRef home : village.world.column(kHome)) EXPECT_FALSE(home.valid());
}

TEST(Table, FillsAColumnThatIsDeclaredAfterItsRowsInTheSameWay) {
  Village village;
  village.arrive(1, 30, 0);
  constexpr Key<HouseRef> kCottage{"person.cottage", "village", "", "where they spend the summer"};
  constexpr Key<Ore> kSavings{"person.savings", "village", "öre", "what they have in the bank"};
  village.world.add_column(kCottage);
  village.world.add_column(kSavings);
  ASSERT_EQ(village.world.column(kCottage).size(), 1U);
  EXPECT_FALSE(village.world.column(kCottage)[0].valid());
  EXPECT_EQ(village.world.column(kSavings)[0], kronor(0));
}

TEST(Table, KeepsWhatStoodInItWhenRowsAreAdded) {
  Village village;
  village.build(1, 4);
  for (StableId id = 2; id != 1000; ++id) village.build(id, 1);
  EXPECT_EQ(village.rooms(1), 4);
}

// ---- removing

TEST(Settle, FillsTheGapsWithTheLastRows) {
  Village village;
  for (StableId id = 1; id <= 5; ++id) village.build(id, static_cast<std::int32_t>(10 * id));
  village.demolish(5);
  village.demolish(2);
  village.world.settle();
  EXPECT_EQ(village.houses(), (Ids{1, 4, 3}));  // 4 is the last that stays
  EXPECT_EQ(village.rooms(4), 40);
  EXPECT_EQ(village.rooms(3), 30);
}

TEST(Settle, IsWhatTakesARowAwayNotTheMark) {
  Village village;
  village.build(1, 4);
  village.demolish(1);
  EXPECT_TRUE(village.world.table("house").is_removed(0));
  EXPECT_EQ(village.world.table("house").removals(), 1U);
  EXPECT_EQ(village.rooms(1), 4);
  village.build(2, 3);  // a row that comes after the mark is not meant by it
  EXPECT_FALSE(village.world.table("house").is_removed(1));
  village.world.settle();
  EXPECT_EQ(village.houses(), (Ids{2}));
  EXPECT_FALSE(village.world.table("house").is_removed(0));
  EXPECT_EQ(village.world.table("house").removals(), 0U);
}

TEST(Settle, LetsReferencesFollowTheRowsThatMove) {
  Village village;
  for (StableId id = 1; id <= 3; ++id) village.build(id, 1);
  village.arrive(11, 40, 3);
  village.arrive(12, 40, 2);
  village.demolish(1);
  village.world.settle();
  EXPECT_EQ(village.houses(), (Ids{3, 2}));
  EXPECT_EQ(village.home(11), 3U);
  EXPECT_EQ(village.home(12), 2U);
}

TEST(Settle, EmptiesReferencesToRowsThatWent) {
  Village village;
  for (StableId id = 1; id <= 3; ++id) village.build(id, 1);
  village.arrive(11, 40, 1);  // a gap that another house fills
  village.arrive(12, 40, 3);  // a last row
  village.arrive(13, 40, 0);
  village.demolish(1);
  village.demolish(3);
  village.world.settle();
  for (const StableId person : {11, 12, 13}) EXPECT_EQ(village.home(person), 0U) << person;
}

TEST(Settle, FollowsReferencesWithinTheTableItself) {
  Village village;
  for (StableId id = 1; id <= 5; ++id) village.arrive(id, 40, 0);
  village.pair(4, 5);
  village.pair(2, 3);
  village.leave(1);
  village.leave(2);
  village.world.settle();
  EXPECT_EQ(village.people(), (Ids{4, 5, 3}));
  EXPECT_EQ(village.partner(4), 5U);
  EXPECT_EQ(village.partner(5), 4U);
  EXPECT_EQ(village.partner(3), 0U);
}

TEST(Settle, TakesRowsOutOfSeveralTablesAtOnce) {
  Village village;
  for (StableId id = 1; id <= 4; ++id) village.build(id, 1);
  for (StableId id = 11; id <= 14; ++id) village.arrive(id, static_cast<std::uint8_t>(id), id - 10);
  village.pair(11, 14);
  village.demolish(1);
  village.leave(12);
  village.world.settle();
  EXPECT_EQ(village.houses(), (Ids{4, 2, 3}));
  EXPECT_EQ(village.people(), (Ids{11, 14, 13}));
  EXPECT_EQ(village.home(11), 0U);
  EXPECT_EQ(village.home(14), 4U);
  EXPECT_EQ(village.home(13), 3U);
  EXPECT_EQ(village.partner(11), 14U);
  EXPECT_EQ(village.partner(14), 11U);
}

TEST(Settle, CanEmptyATable) {
  Village village;
  for (StableId id = 1; id <= 3; ++id) village.build(id, 1);
  village.arrive(11, 40, 2);
  for (StableId id = 1; id <= 3; ++id) village.demolish(id);
  village.world.settle();
  EXPECT_TRUE(village.houses().empty());
  EXPECT_TRUE(village.world.column(kRooms).empty());
  EXPECT_EQ(village.home(11), 0U);
  village.build(4, 7);
  EXPECT_EQ(village.rooms(4), 7);
}

/// The village as a beginner would write it: maps by stable id, and no rows at all.
struct NaiveVillage {
  struct Person {
    int age = 0;
    StableId home = 0, partner = 0;
  };
  std::map<StableId, std::int32_t> rooms;
  std::map<StableId, Person> people;

  void demolish(StableId house) {
    rooms.erase(house);
    for (auto& [id, person] : people)
      if (person.home == house) person.home = 0;
  }
  void leave(StableId gone) {
    people.erase(gone);
    for (auto& [id, person] : people)
      if (person.partner == gone) person.partner = 0;
  }
};

void expect_same(Village& village, const NaiveVillage& naive) {
  ASSERT_EQ(village.houses().size(), naive.rooms.size());
  ASSERT_EQ(village.people().size(), naive.people.size());
  for (const auto& [house, rooms] : naive.rooms) ASSERT_EQ(village.rooms(house), rooms) << house;
  for (const auto& [id, person] : naive.people) {
    ASSERT_EQ(village.age(id), person.age) << id;
    ASSERT_EQ(village.home(id), person.home) << id;
    ASSERT_EQ(village.partner(id), person.partner) << id;
  }
}

/// A tenth to a half of the keys, chosen by chance.
template <class Map>
Ids some_of(const Map& map, std::mt19937_64& random) {
  const auto tenths = 1 + random() % 5;
  Ids chosen;
  for (const auto& [id, value] : map)
    if (random() % 10 < tenths) chosen.push_back(id);
  return chosen;
}

StableId any_house(const NaiveVillage& naive, std::mt19937_64& random) {
  if (naive.rooms.empty()) return 0;
  return std::next(naive.rooms.begin(), static_cast<std::ptrdiff_t>(random() % naive.rooms.size()))->first;
}

TEST(Settle, AgreesWithAVillageOfMapsWhateverComesAndGoes) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    Village village;
    NaiveVillage naive;
    StableId next = 1;
    for (int round = 0; round != 20; ++round) {
      for (std::uint64_t more = random() % 10; more != 0; --more, ++next) {
        naive.rooms[next] = static_cast<std::int32_t>(random() % 9);
        village.build(next, naive.rooms[next]);
      }
      for (std::uint64_t more = random() % 30; more != 0; --more, ++next) {
        const StableId home = any_house(naive, random);
        const auto age = static_cast<std::uint8_t>(random() % 100);
        village.arrive(next, age, home);
        naive.people[next] = {age, home, 0};
      }
      Ids singles;
      for (const auto& [id, person] : naive.people)
        if (person.partner == 0) singles.push_back(id);
      for (std::size_t i = 0; i + 1 < singles.size(); i += 3) {
        village.pair(singles[i], singles[i + 1]);
        naive.people[singles[i]].partner = singles[i + 1];
        naive.people[singles[i + 1]].partner = singles[i];
      }
      Ids gone = some_of(naive.people, random);
      std::shuffle(gone.begin(), gone.end(), random);
      for (const StableId person : gone) {
        village.leave(person);
        naive.leave(person);
      }
      for (const StableId house : some_of(naive.rooms, random)) {
        village.demolish(house);
        naive.demolish(house);
      }
      village.world.settle();
      expect_same(village, naive);
      if (HasFatalFailure()) return;
    }
  }
}

// ---- another order

TEST(Reorder, PutsRowsInTheNamedOrder) {
  Village village;
  for (StableId id = 1; id <= 4; ++id) village.build(id, static_cast<std::int32_t>(10 * id));
  village.world.reorder("house", std::vector<std::uint32_t>{2, 0, 3, 1});
  EXPECT_EQ(village.houses(), (Ids{3, 1, 4, 2}));
}

TEST(Reorder, LeavesTheContentAsItWas) {
  std::mt19937_64 random(1);
  Village village;
  NaiveVillage naive;
  for (StableId id = 1; id <= 50; ++id) {
    naive.rooms[id] = static_cast<std::int32_t>(id);
    village.build(id, naive.rooms[id]);
  }
  for (StableId id = 1; id <= 50; ++id) {
    naive.people[id] = {static_cast<int>(id), 1 + id * 7 % 50, 0};
    village.arrive(id, static_cast<std::uint8_t>(id), naive.people[id].home);
  }
  for (StableId id = 1; id <= 48; id += 2) {
    village.pair(id, id + 1);
    naive.people[id].partner = id + 1;
    naive.people[id + 1].partner = id;
  }
  for (const char* table : {"house", "person", "house"}) {
    std::vector<std::uint32_t> order(50);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), random);
    village.world.reorder(table, order);
    expect_same(village, naive);
  }
}

// ---- names

TEST(World, FindsTablesAndColumnsByName) {
  Village village;
  EXPECT_EQ(village.world.find("house"), &village.world.table("house"));
  EXPECT_EQ(village.world.find("barn"), nullptr);
  EXPECT_THROW(village.world.table("barn"), std::out_of_range);
  EXPECT_EQ(village.world.find_column("person.age")->info().unit, "years");
  EXPECT_EQ(village.world.find_column("person.home")->info().target, "house");
  EXPECT_EQ(village.world.find_column("person.shoe_size"), nullptr);
  EXPECT_EQ(village.world.find_column("barn.rooms"), nullptr);
}

TEST(World, TakesTheSameDeclarationTwiceAsOne) {
  World world;
  Column& before_its_table = world.add_column(kRooms);
  EXPECT_EQ(world.table("house").owner(), "");
  EXPECT_EQ(&world.add_table(kHouses), &world.table("house"));
  EXPECT_EQ(world.table("house").owner(), "village");
  EXPECT_EQ(&world.add_column(kRooms), &before_its_table);
  EXPECT_EQ(world.table("house").columns().size(), 1U);
}

TEST(World, RefusesATableWithTwoOwners) {
  World world;
  world.add_table(kHouses);
  EXPECT_THROW(world.add_table({"house", "developer", ""}), PlanError);
}

TEST(World, RefusesAColumnThatTwoDescribeDifferently) {
  World world;
  world.add_column(kAge);
  world.add_column(kHome);
  using OtherType = Key<std::int8_t>;
  using OtherTarget = Key<PersonRef>;
  EXPECT_THROW(world.add_column(OtherType{"person.age", "village", "years", ""}), PlanError);
  EXPECT_THROW(world.add_column(Key<std::uint8_t>{"person.age", "doctor", "years", ""}), PlanError);
  EXPECT_THROW(world.add_column(Key<std::uint8_t>{"person.age", "village", "months", ""}), PlanError);
  EXPECT_THROW(world.add_column(OtherTarget{"person.home", "village", "", ""}), PlanError);
}

TEST(World, RefusesAColumnThatNamesNoTable) {
  World world;
  EXPECT_THROW(world.add_column(Key<std::uint8_t>{"age", "village", "years", ""}), PlanError);
}

}  // namespace
}  // namespace twin
