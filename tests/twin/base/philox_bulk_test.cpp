#include "twin/base/philox_bulk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "twin/base/draw.h"
#include "twin/base/hash.h"
#include "twin/base/instruction_set.h"

namespace twin {
namespace {

constexpr Stream kStream{"test.bulk"};

/// Ids as they come: running numbers, hashes with all 64 bits, and the ends of the range.
std::vector<StableId> some_ids(std::size_t count) {
  std::vector<StableId> ids(count);
  for (std::size_t i = 0; i != count; ++i) ids[i] = i % 3 ? mix64(i) : i;
  if (count > 1) ids[1] = ~StableId{0};
  return ids;
}

DrawOf some_draw(std::uint32_t salt) {
  return {draw_key(mix64(salt), kStream.hash), static_cast<std::uint32_t>(mix64(salt + 1)),
          static_cast<std::uint32_t>(mix64(salt + 2) % 5)};
}

std::vector<std::uint32_t> one_by_one(std::span<const StableId> ids, const DrawOf& draw) {
  std::vector<std::uint32_t> bits;
  for (const StableId id : ids) bits.push_back(Draw(draw.key, id, draw.time, draw.index).bits());
  return bits;
}

/// Each test runs once on every instruction set that this processor has.
class BulkDraw : public testing::TestWithParam<InstructionSet> {
 protected:
  BulkDraw() { set_instruction_set(GetParam()); }
  ~BulkDraw() override { set_instruction_set(before_); }

 private:
  InstructionSet before_ = instruction_set();
};

TEST_P(BulkDraw, GivesTheBitsOfTheSingleDrawForEachAgent) {
  for (std::size_t count = 0; count <= 70; ++count)
    for (std::size_t start = 0; start != 4; ++start) {  // so that no load or store is aligned
      const auto ids = some_ids(start + count);
      const auto wanted = std::span(ids).subspan(start);
      const DrawOf draw = some_draw(static_cast<std::uint32_t>(count));
      std::vector<std::uint32_t> bits(start + count + 1, 12345);
      draw_bits(wanted, draw, std::span(bits).subspan(start, count));
      EXPECT_EQ(std::vector(bits.begin() + static_cast<std::ptrdiff_t>(start), bits.end() - 1),
                one_by_one(wanted, draw))
          << count << " agents from " << start;
      EXPECT_EQ(bits.back(), 12345U) << "written past the end";
    }
}

TEST_P(BulkDraw, UsesAllBitsOfKeyTimeAndIndex) {
  const auto ids = some_ids(100);
  constexpr std::uint32_t kOnes = 0xffffffff;
  for (const DrawOf& draw : {DrawOf{{0, 0}, 0, 0}, DrawOf{{kOnes, kOnes}, kOnes, kOnes}, DrawOf{{kOnes, 0}, 0, 1},
                             DrawOf{{0, kOnes}, 1, 0}, DrawOf{{7, 9}, 0x80000000, 0x80000001}}) {
    std::vector<std::uint32_t> bits(ids.size());
    draw_bits(ids, draw, bits);
    EXPECT_EQ(bits, one_by_one(ids, draw));
  }
}

TEST_P(BulkDraw, SelectsExactlyTheAgentsWhoseDrawIsBelowTheirThreshold) {
  // From nobody through one in 2000 to all but one in 2^32, over sizes around each border of the implementation.
  const std::vector<std::uint32_t> threshold_of{0, 1, 1U << 21, 1U << 29, 0x80000000, 0xffffffff};
  for (const std::size_t count : {0, 1, 31, 32, 33, 70, 1023, 1024, 1025, 4096, 5000})
    for (std::size_t groups = 1; groups <= threshold_of.size(); ++groups) {
      const auto ids = some_ids(count);
      const DrawOf draw = some_draw(static_cast<std::uint32_t>(count + groups));
      const auto bits = one_by_one(ids, draw);
      std::vector<std::uint16_t> group(count);
      std::vector<std::uint32_t> thresholds(count), expected, hits(count);
      for (std::size_t i = 0; i != count; ++i) {
        group[i] = static_cast<std::uint16_t>(mix64(i) % groups);
        thresholds[i] = threshold_of[group[i]];
        if (bits[i] < thresholds[i]) expected.push_back(static_cast<std::uint32_t>(i));
      }
      hits.resize(count);
      hits.resize(select_below(ids, group, std::span(threshold_of).first(groups), draw, hits));
      EXPECT_EQ(hits, expected) << count << " agents in " << groups << " groups";
      hits.resize(count);
      hits.resize(select_below(ids, thresholds, draw, hits));
      EXPECT_EQ(hits, expected) << count << " agents with their own thresholds";
    }
}

INSTANTIATE_TEST_SUITE_P(EachInstructionSet, BulkDraw, testing::ValuesIn(supported_instruction_sets()),
                         [](const auto& set) { return std::string(to_string(set.param)); });

TEST(Threshold, SaysTheSameAsTheChanceOfASingleDraw) {
  const auto chance = [](std::uint32_t bits, double probability) { return (bits + 0.5) * 0x1p-32 < probability; };
  for (const double probability : {1e-12, 0x1p-33, 0x1p-32, 0.3e-9, 1e-6, 0.001, 0.5, 1 / 3., 0.999, 1 - 0x1p-33}) {
    const std::uint32_t edge = threshold(probability);
    for (const std::uint32_t bits : {edge - 2, edge - 1, edge, edge + 1})
      EXPECT_EQ(bits < edge, chance(bits, probability)) << probability << ' ' << bits;
  }
  EXPECT_EQ(threshold(0), 0U);
  EXPECT_EQ(threshold(-1), 0U);
  EXPECT_EQ(threshold(std::nan("")), 0U);
  EXPECT_EQ(threshold(1), 0xffffffffU);
  EXPECT_EQ(threshold(2), 0xffffffffU);
}

TEST(InstructionSet, IsKnownByItsName) {
  for (const InstructionSet set : supported_instruction_sets()) EXPECT_EQ(instruction_set_from(to_string(set)), set);
  EXPECT_FALSE(instruction_set_from("mmx"));
  EXPECT_EQ(supported_instruction_sets().front(), InstructionSet::kScalar);
}

}  // namespace
}  // namespace twin
