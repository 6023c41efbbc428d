#include "viz/core/timeline.h"

#include <gtest/gtest.h>

#include "viz/core/change_log.h"

namespace viz {
namespace {

Timeline of_two_years() {
  Timeline timeline;
  std::vector<twin::Date> dates;
  for (int month = 0; month != 24; ++month)
    dates.push_back(twin::date(2021 + month / 12, static_cast<unsigned>(month % 12 + 1), 1));
  timeline.set_dates(dates);
  return timeline;
}

TEST(Timeline, PlaysAYearInASecondOrAnHour) {
  Timeline timeline = of_two_years();
  timeline.playing = true;
  timeline.speed = Timeline::kMostSpeed;
  timeline.advance(1, false);
  EXPECT_EQ(timeline.date(), twin::date(2022, 1, 1));
  timeline.speed = 3'600;
  timeline.advance(1, false);
  EXPECT_EQ(timeline.date(), twin::date(2022, 1, 1)) << "an hour later it is the same month";
}

TEST(Timeline, PlaysBackwardsAsFarAsForwardsAndStopsAtTheEnds) {
  Timeline timeline = of_two_years();
  timeline.go_to(twin::date(2021, 9, 1));
  timeline.playing = true;
  timeline.speed = 31 * 86'400.0;
  timeline.advance(2, false);
  timeline.backwards = true;
  timeline.advance(2, false);
  EXPECT_EQ(timeline.date(), twin::date(2021, 9, 1));
  timeline.advance(100, false);
  EXPECT_EQ(timeline.date(), twin::date(2021, 1, 1));
  EXPECT_FALSE(timeline.playing);
}

TEST(Timeline, StaysWithinTheDayOfAFilm) {
  Timeline timeline = of_two_years();
  timeline.go_to_second(86'000);
  timeline.playing = true;
  timeline.speed = 3'600;
  timeline.advance(1, true);
  EXPECT_EQ(timeline.date(), twin::date(2021, 1, 1));
  EXPECT_NEAR(timeline.second(), 86'000 + 3'600 - 86'400, 1);
}

TEST(Timeline, StaysWhereItIsWhileARunGrows) {
  Timeline timeline = of_two_years();
  timeline.go_to(twin::date(2021, 6, 1));
  std::vector<twin::Date> more = timeline.dates();
  more.push_back(twin::date(2023, 1, 1));
  timeline.set_dates(more);
  EXPECT_EQ(timeline.date(), twin::date(2021, 6, 1));
  timeline.set_dates({more.begin(), more.begin() + 3});
  EXPECT_EQ(timeline.date(), twin::date(2021, 3, 1)) << "as far as there is anything";
}

TEST(Timeline, GoesFromBookmarkToBookmark) {
  Timeline timeline = of_two_years();
  for (const unsigned month : {3U, 8U}) {
    timeline.go_to(twin::date(2021, month, 1));
    timeline.toggle_bookmark();
  }
  timeline.to_bookmark(false);
  EXPECT_EQ(timeline.date(), twin::date(2021, 3, 1));
  timeline.to_bookmark(false);
  EXPECT_EQ(timeline.date(), twin::date(2021, 3, 1)) << "there is none before";
  timeline.to_bookmark(true);
  EXPECT_EQ(timeline.date(), twin::date(2021, 8, 1));
  timeline.toggle_bookmark();
  EXPECT_EQ(timeline.bookmarks().size(), 1U);
}

TEST(ChangeLog, UndoesAndRedoesWithoutLimitUntilSomethingElseIsDone) {
  ChangeLog log;
  for (unsigned month = 1; month <= 9; ++month) log.add({twin::date(2022, month, 1), {}, {}});
  for (int i = 0; i != 9; ++i) log.undo();
  EXPECT_FALSE(log.can_undo());
  for (int i = 0; i != 5; ++i) log.redo();
  EXPECT_EQ(log.changes().back().date, twin::date(2022, 5, 1));
  log.add({twin::date(2021, 12, 1), {}, {}});
  EXPECT_FALSE(log.can_redo());
  EXPECT_EQ(log.first(), twin::date(2021, 12, 1));
}

TEST(ChangeLog, UndoesAtOnceWhatOneHandDidAtOnce) {
  ChangeLog log;
  log.add(twin::Change{twin::date(2024, 1, 1), {}, {}});
  log.add(ChangeLog::Deed{{twin::date(2022, 1, 1), {}, {}}, {twin::date(2023, 1, 1), {}, {}}});
  EXPECT_EQ(log.changes().size(), 3U);
  EXPECT_EQ(log.last().front().date, twin::date(2022, 1, 1));
  EXPECT_EQ(log.first(), twin::date(2022, 1, 1));
  log.undo();
  EXPECT_EQ(log.changes().size(), 1U);
  log.redo();
  EXPECT_EQ(log.changes().size(), 3U);
}

}  // namespace
}  // namespace viz
