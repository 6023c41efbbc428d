#include "twin/base/philox.h"

#include <gtest/gtest.h>

#include "twin/base/draw.h"

namespace twin {
namespace {

// The three known-answer vectors that the authors publish with Random123 (kat_vectors, philox4x32 10).
TEST(Philox, GivesThePublishedAnswers) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Draw, DependsOnSeedStreamAgentTimeAndIndexAndOnNothingElse) {
  constexpr Stream kDeath{"demography.death"}, kBirth{"demography.birth"};
  const auto draw = [](std::uint64_t seed, Stream stream, StableId agent, std::uint32_t time, std::uint32_t index) {
    return Draw(draw_key(seed, stream.hash), agent, time, index).bits();
  };
  const std::uint32_t reference = draw(1, kDeath, 7, 18'628, 0);
  EXPECT_EQ(reference, draw(1, kDeath, 7, 18'628, 0));
  EXPECT_NE(reference, draw(2, kDeath, 7, 18'628, 0));
  EXPECT_NE(reference, draw(1, kBirth, 7, 18'628, 0));
  EXPECT_NE(reference, draw(1, kDeath, 8, 18'628, 0));
  EXPECT_NE(reference, draw(1, kDeath, 7 + (1ULL << 32), 18'628, 0));
  EXPECT_NE(reference, draw(1, kDeath, 7, 18'629, 0));
  EXPECT_NE(reference, draw(1, kDeath, 7, 18'628, 1));
}

TEST(Draw, IsUniformOverAgents) {
  constexpr Stream kStream{"test.uniform"};
  const PhiloxKey key = draw_key(1, kStream.hash);
  std::array<int, 10> tenths{};
  constexpr int kAgents = 100'000;
  for (StableId agent = 0; agent != kAgents; ++agent)
    ++tenths[static_cast<std::size_t>(Draw(key, agent, 0).uniform() * 10)];
  for (const int count : tenths) EXPECT_NEAR(count, kAgents / 10, 4 * 95);  // 4 standard deviations of a binomial
}

}  // namespace
}  // namespace twin
