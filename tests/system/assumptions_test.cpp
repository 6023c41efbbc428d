#include "tools/assumptions.h"

#include <gtest/gtest.h>

#include "tools/session.h"
#include "twin/base/draw.h"

namespace tools {
namespace {

twin::ParamInfo parameter(double fallback, std::string source) {
  twin::ParamInfo info;
  info.fallback = fallback;
  info.source = std::move(source);
  return info;
}

TEST(Assumptions, TellTheirRangeInWords) {
  const auto range = assumed_range(parameter(20e6, "assumption: 10 to 40 million, two lanes in the countryside"));
  ASSERT_TRUE(range);
  EXPECT_EQ(*range, (std::pair{10e6, 40e6}));
  EXPECT_EQ(assumed_range(parameter(6'700, "assumption: 7,900 in all; 6,000 to 8,000")).value(),
            (std::pair{6'000.0, 8'000.0}));
  EXPECT_EQ(assumed_range(parameter(0, "no effect 1990 to 2004; assumption: -1 to 1")).value(),
            (std::pair{-1.0, 1.0}));
  EXPECT_FALSE(assumed_range(parameter(1, "SCB: 1 to 2")));         // published
  EXPECT_FALSE(assumed_range(parameter(9, "assumption: 1 to 2")));  // the default lies outside
}

TEST(Assumptions, AllHaveARange) {
  for (const twin::ParamInfo& info : schema().parameters) {
    if (twin::basis_of(info) != twin::Basis::kAssumption) continue;
    EXPECT_TRUE(assumed_range(info)) << info.name << ": " << info.source;
  }
}

TEST(Assumptions, ExplainOfASumWhatTheyPutIntoIt) {
  // y = 3 a + b of independent uniform a, b: nine tenths of its variance are a's, one tenth is b's, none is c's.
  constexpr twin::Stream kStream{"test.assumptions"};
  std::vector<double> a, b, c, y;
  for (std::uint64_t run = 0; run != 4'000; ++run) {
    const twin::Draw draw(twin::draw_key(1, kStream.hash), run, 0);
    a.push_back(draw.uniform(0));
    b.push_back(draw.uniform(1));
    c.push_back(draw.uniform(2));
    y.push_back(3 * a.back() + b.back());
  }
  EXPECT_NEAR(linear_share(a, y), 0.9, 0.02);
  EXPECT_NEAR(linear_share(b, y), 0.1, 0.02);
  EXPECT_LT(linear_share(c, y), 0.003);
  EXPECT_EQ(linear_share(a, std::vector<double>(a.size(), 7)), 0);
}

}  // namespace
}  // namespace tools
