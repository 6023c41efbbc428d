// The same seed gives the same run to the bit: at any count of threads, on any instruction set, whatever the order of
// rows, after a save and restore at any step, in debug and release builds (both compare with the same golden values).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <sstream>

#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "twin/base/hash.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/io/snapshot.h"

namespace {

using twin::Simulation;

/// tests/system/golden.txt: "scenario months hash" a line. RURBAN_RENEW_GOLDEN=1 writes it anew instead of comparing.
class Golden {
 public:
  static std::string file() { return std::string(RURBAN_ROOT) + "/tests/system/golden.txt"; }
  static bool renew() { return std::getenv("RURBAN_RENEW_GOLDEN") != nullptr; }

  static std::map<std::string, std::string> read() {
    std::map<std::string, std::string> golden;
    std::ifstream in(file());
    for (std::string name, months, hash; in >> name >> months >> hash;) golden[name + " " + months] = hash;
    return golden;
  }
  static void expect(const std::string& name, int months, const std::string& hash) {
    auto golden = read();
    const std::string key = name + " " + std::to_string(months);
    if (renew()) {
      golden[key] = hash;
      std::ofstream out(file());
      for (const auto& [k, h] : golden) out << k << ' ' << h << '\n';
    }
    EXPECT_EQ(golden[key], hash) << "if the change of results is meant: RURBAN_RENEW_GOLDEN=1 ctest -R Golden";
  }
};

class EachThreadCount : public testing::TestWithParam<int> {
 protected:
  EachThreadCount() { twin::set_threads(GetParam()); }
  ~EachThreadCount() override { twin::set_threads(0); }
};

TEST_P(EachThreadCount, LillbyEndsItsYearAsTheGoldenRun) {
  Golden::expect("tiny", 12, worlds::hash_after("tiny", 12));
}

TEST_P(EachThreadCount, TheCountyEndsItsFirstYearAsTheGoldenRun) {
  Golden::expect("today", 12, worlds::hash_after("today", 12));
}

INSTANTIATE_TEST_SUITE_P(Golden, EachThreadCount, testing::Values(1, 2, 3, 8));

TEST(Determinism, EveryInstructionSetGivesTheSameRun) {
  const twin::InstructionSet fastest = twin::instruction_set();
  const std::string expected = worlds::hash_after("today", 2);
  for (const twin::InstructionSet set : twin::supported_instruction_sets()) {
    if (set == fastest) continue;
    twin::set_instruction_set(set);
    EXPECT_EQ(worlds::hash_after("today", 2), expected) << to_string(set);
  }
  twin::set_instruction_set(fastest);
}

/// Puts the rows of the tables of agents in an order that has nothing to do with anything.
void shuffle(twin::World& world, std::uint64_t salt) {
  for (const char* name : {"person", "household", "dwelling", "car", "away", "firm"}) {
    const auto ids = world.table(name).ids();
    std::vector<std::uint32_t> order(ids.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return twin::combine(ids[a], salt) < twin::combine(ids[b], salt);
    });
    world.reorder(name, order);
  }
}

TEST(Determinism, TheOrderOfRowsDoesNotMatter) {
  for (const auto& [name, months] : {std::pair{"tiny", 26}, std::pair{"today", 4}}) {
    tools::Session session = worlds::founded(name);
    const auto before = session.simulation->hash();
    shuffle(session.simulation->world(), 1);
    EXPECT_EQ(session.simulation->hash().columns, before.columns) << name;
    for (int month = 0; month != months; ++month) {
      session.simulation->advance();
      if (month % 3 == 1) shuffle(session.simulation->world(), 2 + static_cast<std::uint64_t>(month));
    }
    EXPECT_EQ(to_string(session.simulation->hash().total), worlds::hash_after(name, months)) << name;
  }
}

/// Runs `months`; at every step saves, and restores into a simulation of its own that lives on to the end.
void expect_restorable(const std::string& name, int months) {
  const twin::TempDir folder;
  tools::Session session = worlds::founded(name);
  const std::string expected = worlds::hash_after(name, months);
  for (int month = 0; month <= months; ++month) {
    const auto file = folder / "state.rts";
    twin::save_snapshot(file, *session.simulation, session.provenance);
    tools::Session restored = tools::open_session(worlds::scenario(name), {});
    twin::restore_snapshot(file, *restored.simulation);
    EXPECT_EQ(restored.simulation->hash().columns, session.simulation->hash().columns) << name << ", month " << month;
    for (int rest = month; rest != months; ++rest) restored.simulation->advance();
    EXPECT_EQ(to_string(restored.simulation->hash().total), expected) << name << ", month " << month;
    if (month != months) session.simulation->advance();
  }
}

TEST(Determinism, LillbyGoesOnAlikeFromASnapshotOfEveryMonth) {
  expect_restorable("tiny", 12);
}
TEST(Determinism, TheCountyGoesOnAlikeFromASnapshotOfEveryMonth) {
  expect_restorable("today", 2);
}

TEST(Determinism, AnotherSeedGivesAnotherHistory) {
  EXPECT_NE(worlds::hash_after("tiny", 3, {"seed=1"}), worlds::hash_after("tiny", 3, {"seed=2"}));
}

TEST(CommonRandomNumbers, AScenarioThatSetsADefaultChangesNoAgent) {
  EXPECT_EQ(worlds::hash_after("tiny", 12),
            worlds::hash_after("tiny", 12, {"migration.origin_tie=60 %", "demography.mortality_factor=1.09"}));
}

TEST(CommonRandomNumbers, AFewMoreDeathsLeaveMostOfTheCountyAsItWas) {
  tools::Session base = worlds::founded("today", {worlds::kFewHouseholds}),
                 other = worlds::founded("today", {worlds::kFewHouseholds, "demography.mortality_factor=1.10"});
  base.simulation->advance();
  other.simulation->advance();
  const auto a = base.simulation->world().table("person").ids(), b = other.simulation->world().table("person").ids();
  std::vector<twin::StableId> sa(a.begin(), a.end()), sb(b.begin(), b.end()), differ;
  std::sort(sa.begin(), sa.end());
  std::sort(sb.begin(), sb.end());
  std::set_symmetric_difference(sa.begin(), sa.end(), sb.begin(), sb.end(), std::back_inserter(differ));
  EXPECT_LT(differ.size(), 12U);  // 1 % of some 240 deaths a month, and nobody else
}

}  // namespace
