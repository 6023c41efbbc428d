// The paper edition ends in Lillby, and its readers are offered a tablet.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "models/newspaper/delivery.h"
#include "models/vocabulary.h"
#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "twin/base/parallel.h"
#include "twin/io/snapshot.h"

namespace rurban {
namespace {

using Set = std::vector<std::string>;

/// A copy may cost no more than the aid for it: both villages are given up at the end of the first year.
const Set kEnds{"to=2025-01-01", "newspaper.tolerated=0", "broadband.other_ways=1"};
/// All take it who are offered it.
const Set kAllTake{"newspaper.tablet_offer=1", "newspaper.tablet_take_up=1", "newspaper.tablet_course_helps=1"};

Set operator+(Set a, const Set& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

tools::Session lived(int months, const Set& set) {
  tools::Session session = worlds::founded("tiny", set);
  for (int month = 0; month != months; ++month) session.simulation->advance();
  return session;
}

/// What was recorded last, over all rows.
double last(const tools::Session& session, const std::string& name) {
  for (const twin::Series& series : session.simulation->plan().series())
    if (series.info.name == "newspaper." + name) {
      const std::size_t width = series.values.size() / series.dates.size();
      return std::accumulate(series.values.end() - static_cast<std::ptrdiff_t>(width), series.values.end(), 0.0);
    }
  ADD_FAILURE() << name;
  return 0;
}

/// Kronor that changed hands so far.
double booked(const tools::Session& session, const std::string& flow) {
  std::int64_t sum = 0;
  for (const twin::LedgerRow& row : session.simulation->ledger().history())
    if (session.simulation->ledger().flows()[row.flow].name == flow) sum += row.amount;
  return static_cast<double>(sum) / 100;
}

std::string ledger_of(const tools::Session& session) {
  return to_string(session.simulation->ledger().hash());
}

// ---- where the paper ends

TEST(ThePaperEdition, EndsInAPlaceInTheYearWhenACopyCostsMoreThanAidAndTwiceTheRevenue) {
  tools::Session session = worlds::founded("tiny", {"to=2031-01-01"});
  const auto& world = session.simulation->world();
  constexpr double kTwiceTheRevenue = 2 * 4'500.0 / 302;
  int ended = 0, stayed = 0;
  std::vector<bool> before(3, true);
  for (int year = 2021; year != 2031; ++year) {
    worlds::live_until(*session.simulation, twin::date(year + 1, 1, 1));
    for (std::size_t place = 0; place != before.size(); ++place) {
      const bool now = world.column(kPaperDelivered)[place];
      if (!before[place]) {
        EXPECT_FALSE(now) << "what was given up stays so";
        continue;
      }
      if (world.column(kPaperSubscribers)[place] == 0) continue;
      const double kr = world.column(kPaperCost)[place] / 100.0;
      EXPECT_EQ(now, kr - aid_kr_per_copy(year) <= kTwiceTheRevenue) << year << " place " << place << ": " << kr;
      ++(now ? stayed : ended);
      before[place] = now;
    }
  }
  EXPECT_GT(ended, 0);
  EXPECT_GT(stayed, 0);
}

// ---- what changes nothing

TEST(ATabletOffer, ThatIsNotMadeOrThatNobodyTakesLeavesTheLedgerAsItWas) {
  const std::string plain = ledger_of(lived(36, kEnds));
  EXPECT_EQ(
      ledger_of(lived(36, kEnds + Set{"newspaper.tablet_take_up=1", "newspaper.tablet_cost=9000",
                                      "newspaper.digital_subscription=9000", "newspaper.tablet_state_share=1"})),
      plain);
  EXPECT_EQ(ledger_of(lived(36, kEnds + Set{"newspaper.tablet_offer=1", "newspaper.tablet_take_up=0"})), plain);
}

TEST(ATabletOffer, ThatCostsNobodyAnythingLeavesTheLedgerAsItWasThoughPeopleRead) {
  const tools::Session free = lived(
      36, kEnds + kAllTake +
              Set{"newspaper.tablet_cost=0", "newspaper.tablet_course_cost=0", "newspaper.digital_subscription=0"});
  EXPECT_GT(last(free, "tablet_readers"), 0);
  EXPECT_EQ(ledger_of(free), ledger_of(lived(36, kEnds)));
}

// ---- who reads on

TEST(ReadersWhoLoseThePaper, AreCountedAlikeByMunicipalityAgeAndKindOfPlace) {
  const tools::Session session = lived(12, kEnds + kAllTake);
  const double all = last(session, "lost");
  EXPECT_GT(all, 5);
  for (const char* what : {"lost", "tablets_given"}) {
    const std::string name = what;
    EXPECT_EQ(last(session, name + "_under65") + last(session, name + "_65to74") + last(session, name + "_75plus"),
              all);
    EXPECT_EQ(last(session, name + "_town") + last(session, name + "_village") + last(session, name + "_hamlet"),
              all);
  }
  EXPECT_EQ(last(session, "tablets_given"), all) << "all are online, or learn to be, and take it";
  EXPECT_EQ(last(session, "tablet_readers"), all);
}

TEST(ReadersWhoLoseThePaper, ReadOnTheMoreTheMoreTakeATabletAndNoneWhoHasNoNet) {
  double before = -1;
  for (const char* take_up : {"0", "0.3", "0.7", "1"}) {
    const tools::Session session =
        lived(12, kEnds + kAllTake + Set{std::string("newspaper.tablet_take_up=") + take_up});
    EXPECT_GE(last(session, "tablets_given"), before) << take_up;
    before = last(session, "tablets_given");
  }
  // Without 100 Mbit/s and coverage, a place's other homes are offline: only those with a fast line take it.
  const tools::Session offline = lived(12, kEnds + kAllTake + Set{"broadband.other_ways=0"});
  EXPECT_LT(last(offline, "tablets_given"), before);
}

TEST(TabletReaders, KeepItAsLongAsRetentionSays) {
  const tools::Session all = lived(24, kEnds + kAllTake + Set{"newspaper.tablet_retention=1"}),
                       none = lived(24, kEnds + kAllTake + Set{"newspaper.tablet_retention=0"});
  const double given = last(lived(12, kEnds + kAllTake), "tablets_given");
  EXPECT_GE(last(all, "tablet_readers"), 0.8 * given) << "a household or two has died or left";
  EXPECT_LE(last(all, "tablet_readers"), given);
  EXPECT_EQ(last(none, "tablet_readers"), 0);
}

TEST(TheInformed, BecomeFewerWhenThePaperEndsAndNotWhereAllTakeATablet) {
  tools::Session without = worlds::founded("tiny", kEnds), with = worlds::founded("tiny", kEnds + kAllTake);
  EXPECT_EQ(last(with, "informed"), last(without, "informed"));
  for (tools::Session* session : {&without, &with}) worlds::live_until(*session->simulation, twin::date(2022, 1, 1));
  const tools::Session delivered = lived(12, kEnds + Set{"newspaper.tolerated=20"});
  EXPECT_EQ(last(with, "informed"), last(delivered, "informed"));
  EXPECT_LT(last(without, "informed"), 0.9 * last(with, "informed"));
}

// ---- who pays

TEST(Tablets, ArePaidByThePublisherAndTheStateAndCoursesByTheMunicipality) {
  const tools::Session session = lived(24, kEnds + kAllTake + Set{"newspaper.tablet_state_share=0.5"});
  const double given = last(lived(12, kEnds + kAllTake), "tablets_given");
  const double years = static_cast<double>([&] {
    const auto column = session.simulation->world().column(kTabletYears);
    return std::accumulate(column.begin(), column.end(), std::int64_t{0});
  }());
  EXPECT_EQ(booked(session, "tablets"), given * 3'000);
  EXPECT_EQ(booked(session, "tablet support"), given * 1'500);
  EXPECT_EQ(booked(session, "digital subscriptions"), years * 2'400);
  EXPECT_GT(years, 0);
  EXPECT_NEAR(last(session, "kr_per_reader_year"), given * 4'500 / years, 1e-6);
  EXPECT_NEAR(last(session, "kr_per_reader_year_gained"), given * 4'500 / years / 0.8, 1e-6);

  const tools::Session year = lived(12, kEnds + kAllTake + Set{"newspaper.tablet_state_share=0.5"});
  EXPECT_EQ(last(year, "tablet_cost"), given * 4'500);
  EXPECT_EQ(last(year, "tablet_public"), given * 3'000) << "half the tablet and the course";
  EXPECT_TRUE(std::isnan(last(year, "kr_per_reader_year"))) << "nobody has read for a year yet";
}

TEST(Courses, AreWhatTheMunicipalityBuysMoreThanWithoutThem) {
  const Set take = kEnds + kAllTake;
  const tools::Session with = lived(12, take), without = lived(12, take + Set{"newspaper.tablet_course_cost=0"});
  EXPECT_NEAR(booked(with, "purchases of public bodies") - booked(without, "purchases of public bodies"),
              last(with, "tablets_given") * 1'500, 0.5);
}

// ---- the same to the bit

TEST(Tablets, AreGivenAlikeAtAnyNumberOfThreadsAndAfterARestore) {
  const Set set = kEnds + Set{"newspaper.tablet_offer=1", "newspaper.tablet_take_up=0.7"};
  const auto hash = [](const tools::Session& session) { return to_string(session.simulation->hash().total); };
  twin::set_threads(1);
  const std::string one = hash(lived(30, set));
  twin::set_threads(3);
  EXPECT_EQ(hash(lived(30, set)), one);
  twin::set_threads(0);
  const twin::TempDir folder;
  const tools::Session first = lived(15, set);
  twin::save_snapshot(folder / "a.rts", *first.simulation, first.provenance);
  tools::Session second = tools::open_session(worlds::scenario("tiny"), set);
  twin::restore_snapshot(folder / "a.rts", *second.simulation);
  for (int month = 15; month != 30; ++month) second.simulation->advance();
  EXPECT_EQ(hash(second), one);
}

}  // namespace
}  // namespace rurban
