#include "tools/batch/agenda.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace tools {
namespace {

std::vector<RunPlace> all_of(Agenda& agenda) {
  std::vector<RunPlace> runs;
  while (const auto run = agenda.next()) runs.push_back(*run);
  return runs;
}

TEST(Agenda, GivesEveryRunOnceAndASeedOfAllPointsBeforeTheNext) {
  Agenda agenda(3, 2);
  EXPECT_EQ(all_of(agenda), (std::vector<RunPlace>{{0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 1}, {2, 1}}));
  EXPECT_EQ(agenda.left(), 6U);
}

TEST(Agenda, GivesALostRunAgainAndOneThatWasLivedNeverMore) {
  Agenda agenda(2, 1);
  all_of(agenda);
  agenda.lived({0, 0}, {});
  agenda.hand_back({0, 0});
  agenda.hand_back({1, 0});
  EXPECT_EQ(all_of(agenda), (std::vector<RunPlace>{{1, 0}}));
  EXPECT_EQ(agenda.left(), 1U);
  agenda.failed({1, 0});
  agenda.failed({0, 0});  // a worker that was thought lost tells of another attempt
  EXPECT_EQ(agenda.left(), 0U);
  EXPECT_EQ(agenda.settled(), 2U);
}

TEST(Agenda, GoesOnFromWhatWasLivedEarlier) {
  Agenda agenda(2, 3);
  for (const RunPlace run : {RunPlace{0, 0}, RunPlace{0, 1}, RunPlace{1, 2}}) agenda.lived(run, {});
  EXPECT_EQ(agenda.left(), 3U);
  EXPECT_EQ(all_of(agenda), (std::vector<RunPlace>{{1, 0}, {1, 1}, {0, 2}}));
}

TEST(Agenda, HasEnoughReplicatesWhenTheIntervalIsNarrow) {
  // Of 0, 1, 0, 1 the mean is 0.5 and the deviation 0.577, so that the 90 % interval is 2 · 2.353 · 0.577 / 2 = 1.358
  // wide (Student's t with 3 degrees of freedom); of 0, 1, 0 it is 2 · 2.920 · 0.577 / 1.732 = 1.946.
  for (const auto& [width, enough] : {std::pair{1.36, 4U}, std::pair{1.35, 5U}, std::pair{1.95, 3U}}) {
    Agenda agenda(1, 100, Agenda::Rule{width, 3});
    for (std::size_t r = 0; r != 5; ++r) agenda.lived({0, r}, static_cast<double>(r % 2));
    EXPECT_TRUE(agenda.is_wanted({0, enough - 1})) << width;
    EXPECT_FALSE(agenda.is_wanted({0, enough})) << width;
    EXPECT_EQ(agenda.left(), 0U);
    EXPECT_EQ(agenda.settled(), enough);
  }
}

TEST(Agenda, CountsNoFailedRunInTheMean) {
  Agenda agenda(1, 10, Agenda::Rule{0.1, 2});
  agenda.failed({0, 0});
  agenda.lived({0, 1}, 1.0);
  EXPECT_EQ(agenda.left(), 8U);  // one value has no spread yet
  agenda.lived({0, 2}, 1.0);
  EXPECT_EQ(agenda.left(), 0U);
  EXPECT_EQ(agenda.settled(), 3U);
}

TEST(Agenda, PutsRunsThatMayProveNeedlessLast) {
  Agenda agenda(2, 10, Agenda::Rule{1, 2});
  std::vector<RunPlace> first;
  for (int i = 0; i != 5; ++i) first.push_back(*agenda.next());
  EXPECT_EQ(first, (std::vector<RunPlace>{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {0, 2}}));
  agenda.lived({1, 0}, 0.0);
  agenda.lived({1, 1}, 9.0);  // too wide, so that its third is surely wanted: before the fourth of the other
  EXPECT_EQ(*agenda.next(), (RunPlace{1, 2}));
}

TEST(Agenda, DecidesAlikeInWhateverOrderRunsAreReady) {
  std::mt19937 chance(7);
  const auto figure = [](RunPlace run) { return static_cast<double>((run.replicate * 7919 + run.point * 31) % 13); };
  std::vector<std::size_t> expected;
  for (int trial = 0; trial != 50; ++trial) {
    Agenda agenda(4, 60, Agenda::Rule{4, 3});
    std::vector<RunPlace> under_way;
    for (;;) {
      while (under_way.size() < 1 + chance() % 9) {
        const auto run = agenda.next();
        if (!run) break;
        under_way.push_back(*run);
      }
      if (agenda.left() == 0) break;
      ASSERT_FALSE(under_way.empty());
      const auto ready = under_way.begin() + static_cast<std::ptrdiff_t>(chance() % under_way.size());
      agenda.lived(*ready, figure(*ready));
      under_way.erase(ready);
    }
    std::vector<std::size_t> wanted;
    for (std::size_t point = 0; point != 4; ++point) {
      std::size_t count = 0;
      while (count != 60 && agenda.is_wanted({point, count})) ++count;
      wanted.push_back(count);
    }
    if (expected.empty()) expected = wanted;
    EXPECT_EQ(wanted, expected);
  }
  EXPECT_GT(*std::ranges::max_element(expected), 3U);  // else nothing was decided late
  EXPECT_LT(*std::ranges::min_element(expected), 60U);
}

}  // namespace
}  // namespace tools
