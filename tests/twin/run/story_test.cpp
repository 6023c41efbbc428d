#include "twin/run/story.h"

#include <gtest/gtest.h>

#include "tests/twin/run/tiny_model.h"
#include "twin/base/calendar.h"

namespace twin {
namespace {

Stories two_stories() {
  return {{{{{"Hushållet", "The household"}, {{"en kvinna på 45 år", "a woman of 45"}, {"två bilar", "two cars"}}}}},
          {}};
}

TEST(Stories, ComeBackFromTheirBytes) {
  EXPECT_EQ(unpack_stories(pack(two_stories())), two_stories());
  EXPECT_EQ(unpack_stories(pack({})), Stories{});
}

TEST(Stories, CutAnywhereAreRefused) {
  const std::vector<std::byte> bytes = pack(two_stories());
  for (std::size_t size = 0; size != bytes.size(); ++size)
    EXPECT_FALSE(unpack_stories(std::span(bytes).first(size))) << size;
}

TEST(Films, AreMadeOnTheFirstDayAndEachSoManyYearsAfter) {
  const Date from = date(2021, 1, 1);
  EXPECT_TRUE(is_filmed(from, from, 5));
  EXPECT_TRUE(is_filmed(from, date(2026, 1, 1), 5));
  EXPECT_FALSE(is_filmed(from, date(2022, 1, 1), 5));
  EXPECT_FALSE(is_filmed(from, date(2026, 2, 1), 5));
  EXPECT_FALSE(is_filmed(from, from, 0)) << "never";
}

}  // namespace
}  // namespace twin
