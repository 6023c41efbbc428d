#include "twin/world/state_hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "twin/base/parallel.h"

namespace twin {
namespace {

struct HouseTag {
  static constexpr std::string_view name = "house";
};
using HouseRef = Ref<HouseTag>;
enum class Mood : std::uint8_t { kCalm, kGlad };

constexpr TableKey kHouses{"house", "village", ""};
constexpr TableKey kPeople{"person", "village", ""};
constexpr Key<bool> kHeated{"house.heated", "village", "", ""};
constexpr Key<HouseRef> kHome{"person.home", "village", "", ""};
constexpr Key<Mood> kMood{"person.mood", "village", "", ""};
constexpr Key<std::int8_t> kChildren{"person.children", "village", "1", ""};
constexpr Key<std::uint16_t> kSteps{"person.steps", "village", "1", ""};
constexpr Key<std::int16_t> kBirthMonth{"person.birth_month", "village", "month", ""};
constexpr Key<std::uint32_t> kPhone{"person.phone", "village", "", ""};
constexpr Key<Metres> kEast{"person.east", "village", "m", ""};
constexpr Key<std::uint64_t> kEmployer{"person.employer", "village", "", ""};
constexpr Key<Ore> kSavings{"person.savings", "village", "öre", ""};
constexpr Key<float> kHeight{"person.height", "village", "m", ""};
constexpr Key<double> kIncome{"person.income", "village", "SEK", ""};

/// People with a column of every type, and a hundredth as many houses to refer to; ids do not start at 0, and all
/// values are drawn.
World village(std::size_t people) {
  World world;
  Table& houses = world.add_table(kHouses);
  Table& persons = world.add_table(kPeople);
  world.add_column(kHeated);
  world.add_column(kMood);
  world.add_column(kChildren);
  world.add_column(kSteps);
  world.add_column(kBirthMonth);
  world.add_column(kPhone);
  world.add_column(kEast);
  world.add_column(kEmployer);
  world.add_column(kSavings);
  world.add_column(kHeight);
  world.add_column(kIncome);
  world.add_column(kHome);
  for (std::size_t i = 0; i != people / 100 + 2; ++i) houses.add(5000 + 3 * i);
  for (std::size_t i = 0; i != people; ++i) persons.add(100 + i);
  std::mt19937_64 random(1);
  for (Table& table : world.tables()) {
    for (Column& column : table.columns()) {
      if (column.is_reference()) continue;
      // Two possible values in a byte keep bool and Mood valid; no pattern of small bytes is NaN.
      for (std::byte& byte : column.bytes()) byte = static_cast<std::byte>(random() % 2);
    }
  }
  for (HouseRef& home : world.column(kHome))
    if (random() % 4 != 0) home.row = static_cast<std::uint32_t>(random() % houses.rows());
  return world;
}

void shuffle_rows(World& world, std::string_view table, std::uint64_t seed) {
  std::vector<std::uint32_t> order(world.table(table).rows());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937_64 random(seed);
  std::shuffle(order.begin(), order.end(), random);
  world.reorder(table, order);
}

/// The names of the columns whose hash differs.
std::vector<std::string> differences(const StateHash& a, const StateHash& b) {
  std::vector<std::string> names;
  for (const auto& [name, hash] : a.columns)
    if (b.columns.at(name) != hash) names.push_back(name);
  return names;
}

using Names = std::vector<std::string>;

TEST(StateHash, DoesNotDependOnTheOrderOfRows) {
  World world = village(1000);
  const StateHash before = hash_of(world);
  for (const std::uint64_t seed : {1, 2, 3}) {
    shuffle_rows(world, "person", seed);
    shuffle_rows(world, "house", seed);  // references follow, and count by the id of the house
    EXPECT_EQ(differences(before, hash_of(world)), Names{});
    EXPECT_EQ(before.total, hash_of(world).total);
  }
}

TEST(StateHash, DoesNotDependOnTheOrderInWhichColumnsAreDeclared) {
  constexpr Key<std::int32_t> kLeft{"pair.left", "test", "1", ""}, kRight{"pair.right", "test", "1", ""};
  const auto pair = [&](bool left_first) {
    World world;
    world.add_column(left_first ? kLeft : kRight);
    world.add_column(left_first ? kRight : kLeft);
    world.table("pair").add(1);
    world.column(kLeft)[0] = 3;
    return hash_of(world).total;
  };
  EXPECT_EQ(pair(true), pair(false));
}

TEST(StateHash, ChangesWithEverySingleBitOfARow) {
  World world = village(3);
  const StateHash before = hash_of(world);
  for (Column& column : world.table("person").columns()) {
    if (column.is_reference()) continue;
    for (std::byte& byte : column.bytes()) {
      for (int bit = 0; bit != 8; ++bit) {
        const std::byte kept = byte;
        byte ^= static_cast<std::byte>(1 << bit);
        const StateHash after = hash_of(world);
        EXPECT_NE(before.total, after.total) << column.info().name << " bit " << bit;
        EXPECT_EQ(differences(before, after), Names{column.info().name});
        byte = kept;
      }
    }
  }
  EXPECT_EQ(before.total, hash_of(world).total);
}

TEST(StateHash, ChangesWhenTwoRowsSwapValues) {
  constexpr Key<std::int32_t> kValue{"thing.value", "test", "1", ""};
  World world;
  world.add_column(kValue);
  world.table("thing").append(std::vector<StableId>{1, 2});
  world.column(kValue)[0] = 10;
  world.column(kValue)[1] = 20;
  const StateHash before = hash_of(world);
  std::swap(world.column(kValue)[0], world.column(kValue)[1]);
  EXPECT_EQ(differences(before, hash_of(world)), Names{"thing.value"});
  EXPECT_NE(before.total, hash_of(world).total);
}

TEST(StateHash, ChangesWhenTwoColumnsSwapValues) {
  constexpr Key<std::int32_t> kLeft{"pair.left", "test", "1", ""}, kRight{"pair.right", "test", "1", ""};
  const auto pair = [&](std::int32_t left, std::int32_t right) {
    World world;
    world.add_column(kLeft);
    world.add_column(kRight);
    world.table("pair").add(1);
    world.column(kLeft)[0] = left;
    world.column(kRight)[0] = right;
    return hash_of(world).total;
  };
  EXPECT_NE(pair(1, 2), pair(2, 1));
  EXPECT_NE(pair(1, 1), pair(2, 2));  // a hash that only compared the two would not see this
}

TEST(StateHash, KnowsWhichRowsThereAre) {
  const auto with_rows = [](const std::vector<StableId>& ids) {
    World world;
    world.add_table({"thing", "test", ""}).append(ids);
    return hash_of(world).total;
  };
  EXPECT_EQ(with_rows({1, 2}), with_rows({2, 1}));
  EXPECT_NE(with_rows({1, 2}), with_rows({1, 3}));
  EXPECT_NE(with_rows({1, 2}), with_rows({1}));
  EXPECT_NE(with_rows({1, 2}), with_rows({1, 2, 3}));
  EXPECT_NE(with_rows({1, 4}), with_rows({2, 3}));  // the same count and the same sum of ids
}

TEST(StateHash, SeesAReferenceAsTheIdItMeans) {
  const auto person_at_home = [](const std::vector<StableId>& houses, std::uint32_t row) {
    World world;
    world.add_table(kHouses).append(houses);
    world.add_column(kHome);
    world.table("person").add(1);
    world.column(kHome)[0].row = row;
    return hash_of(world).columns.at("person.home");
  };
  EXPECT_EQ(person_at_home({7, 8}, 0), person_at_home({8, 7}, 1));  // the same house in another row
  EXPECT_NE(person_at_home({7, 8}, 0), person_at_home({8, 7}, 0));  // the same row, another house
  EXPECT_NE(person_at_home({7, 8}, 0), person_at_home({7, 8}, HouseRef::kNone));
  EXPECT_EQ(person_at_home({7, 8}, HouseRef::kNone), person_at_home({9}, HouseRef::kNone));
}

TEST(StateHash, IsTheSameOnAnyNumberOfThreads) {
  const World world = village(20'000);  // five blocks of people
  set_threads(1);
  const StateHash expected = hash_of(world);
  for (const int count : {2, 3, 8}) {
    set_threads(count);
    EXPECT_EQ(differences(expected, hash_of(world)), Names{}) << count << " threads";
    EXPECT_EQ(to_string(hash_of(world).total), to_string(expected.total)) << count << " threads";
  }
  set_threads(0);
}

TEST(StateHash, SeesOneValueAmongManyRows) {
  World world = village(20'000);
  const StateHash before = hash_of(world);
  for (const std::size_t row : {std::size_t{0}, kBlockRows - 1, kBlockRows, std::size_t{19'999}}) {
    world.column(kIncome)[row] += 0.01;
    EXPECT_EQ(differences(before, hash_of(world)), Names{"person.income"}) << row;
    world = village(20'000);
  }
}

TEST(StateHash, OfAnEmptyWorldIsZero) {
  EXPECT_EQ(to_string(hash_of(World{}).total), "00000000000000000000000000000000");
}

TEST(Hash128, AddsWithCarry) {
  Hash128 sum{.high = 1, .low = ~std::uint64_t{0}};
  sum += {.high = 2, .low = 1};
  EXPECT_EQ(to_string(sum), "00000000000000040000000000000000");  // 1 + 2 + a carry of 1
}

}  // namespace
}  // namespace twin
