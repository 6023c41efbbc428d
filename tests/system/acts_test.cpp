// What people do to the county by a scenario or a hand in the window: it holds, and it is the same to the bit.
#include <gtest/gtest.h>

#include <algorithm>

#include "models/transport/nearest.h"
#include "models/vocabulary.h"
#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "twin/base/error.h"
#include "twin/base/parallel.h"
#include "twin/io/file.h"
#include "twin/io/snapshot.h"

namespace {

using twin::Act;
using twin::Change;

/// Everything that can be done in Lillby, which has no buses.
std::vector<Change> everything() {
  return {{twin::date(2021, 3, 1),
           {},
           {{"services.open", {0, 708'000, 7'304'000}}, {"services.move", {1, 694'000, 7'309'000}}}},
          {twin::date(2021, 5, 1),
           {},
           {{"services.close", {2}}, {"network.build_road", {694'000, 7'309'000, 708'000, 7'304'000, 90}}}},
          {twin::date(2021, 8, 1), {}, {{"network.close_road", {704'000, 7'302'000}}}}};
}

tools::Session lillby(const std::vector<Change>& changes) {
  tools::Session session = tools::open_session(worlds::scenario("tiny"), {}, changes);
  session.simulation->found(session.scenario.from);
  return session;
}

std::string hash_of(const tools::Session& session) {
  return to_string(session.simulation->hash().total);
}

std::string hash_at_the_end(const std::vector<Change>& changes) {
  tools::Session session = lillby(changes);
  worlds::live_until(*session.simulation, session.scenario.to);
  return hash_of(session);
}

TEST(Acts, LeadToTheSameAtAnyNumberOfThreads) {
  twin::set_threads(1);
  const std::string one = hash_at_the_end(everything());
  twin::set_threads(3);
  EXPECT_EQ(hash_at_the_end(everything()), one);
  twin::set_threads(0);
  EXPECT_NE(hash_at_the_end({}), one);
}

TEST(Acts, LeadToTheSameAfterARestoreBeforeBetweenAndAfterThem) {
  const std::string whole = hash_at_the_end(everything());
  const twin::TempDir folder;
  tools::Session first = lillby(everything());
  for (int month = 0; month != 12; ++month) {
    twin::save_snapshot(folder / "a.rts", *first.simulation, first.provenance);
    tools::Session second = tools::open_session(worlds::scenario("tiny"), {}, everything());
    twin::restore_snapshot(folder / "a.rts", *second.simulation);
    worlds::live_until(*second.simulation, second.scenario.to);
    EXPECT_EQ(hash_of(second), whole) << "restored after " << month << " months";
    first.simulation->advance();
  }
}

TEST(Acts, StandInTheScenarioThatIsSavedAndReadBack) {
  const twin::TempDir folder;
  tools::Session session = tools::open_session(worlds::scenario("tiny"), {}, everything());
  twin::write_text(folder / "saved.yaml", twin::to_yaml(session.scenario, tools::schema()));
  const twin::Scenario again = twin::load_scenario(folder / "saved.yaml", tools::schema(), {});
  ASSERT_EQ(again.changes.size(), 3U);
  for (std::size_t i = 0; i != again.changes.size(); ++i) {
    EXPECT_EQ(again.changes[i].date, everything()[i].date);
    EXPECT_EQ(again.changes[i].acts, everything()[i].acts);
  }
}

std::int16_t minutes_to_shop(const tools::Session& session, std::size_t place) {
  const auto grocery = static_cast<std::size_t>(rurban::Service::kGrocery);
  return session.simulation->world().column(rurban::kMinutesByCar[grocery])[place];
}

TEST(Acts, BringAShopNearerOrTakeItAway) {
  constexpr std::size_t kStortrask = 1;
  const auto after = [&](const std::vector<Act>& acts) {
    tools::Session session = lillby({{twin::date(2021, 1, 1), {}, acts}});
    worlds::live_until(*session.simulation, twin::date(2021, 4, 1));
    return minutes_to_shop(session, kStortrask);
  };
  const std::int16_t today = after({});
  EXPECT_LT(after({{"services.open", {0, 708'000, 7'304'000}}}), today);
  EXPECT_LT(after({{"services.move", {1, 708'000, 7'304'000}}}), today);
  EXPECT_GT(after({{"network.close_road", {704'000, 7'302'000}}}), today);
  EXPECT_EQ(after({{"services.close", {1}}}), rurban::kOutOfReach) << "it was the only one";
}

TEST(Acts, LetANewShopCloseAgainWhereNobodyBuys) {
  tools::Session session =
      tools::open_session(worlds::scenario("tiny"), std::vector<std::string>{"to=2026-01-01"},
                          {{{twin::date(2021, 1, 1), {}, {{"services.open", {0, 694'000, 7'309'000}}}}}});
  session.simulation->found(session.scenario.from);
  worlds::live_until(*session.simulation, twin::date(2021, 4, 1));
  const auto open = [&] { return bool(session.simulation->world().column(rurban::kPointOpen).back()); };
  EXPECT_TRUE(open());
  worlds::live_until(*session.simulation, session.scenario.to);
  EXPECT_FALSE(open()) << "twenty people do not feed a shop";
}

TEST(Acts, ThatCantBeDoneAreRefusedWithTheReason) {
  const auto told = [](const Act& act) -> std::string {
    tools::Session session = lillby({{twin::date(2021, 2, 1), {}, {act}}});
    try {
      worlds::live_until(*session.simulation, session.scenario.to);
    } catch (const twin::ActError& error) {
      return error.text().en;
    }
    return "";
  };
  EXPECT_EQ(told({"services.close", {99}}),
            "2021-02-01 services.close: point: there is no service_point with the number 99");
  EXPECT_EQ(told({"services.open", {0, 100, 200}}),
            "2021-02-01 services.open: 100 200 is more than 50 km from the county's places");
  EXPECT_EQ(told({"network.close_road", {100, 200}}),
            "2021-02-01 network.close_road: no road passes within 10 km of 100, 200");
  EXPECT_EQ(told({"network.build_road", {700'000, 7'300'000, 700'001, 7'300'000, 90}}),
            "2021-02-01 network.build_road: both ends are at one crossing");
}

TEST(Acts, OfTheCountyHoldTheLawsOfAll) {
  // A road of the county that many use is closed, a line runs twice as often: people and money still balance.
  tools::Session session =
      tools::open_session(worlds::scenario("today"), {},
                          {{{twin::date(2021, 1, 1),
                             {},
                             {{"network.close_road", {770'000, 7'440'000}}, {"network.frequency", {4, 200}}}}}});
  session.simulation->found(session.scenario.from);
  worlds::live_until(*session.simulation, twin::date(2022, 1, 1));
  for (const auto& [stock, residual] : session.simulation->residuals()) EXPECT_EQ(residual, 0);
}

TEST(QuickRun, FollowsFewAndCountsForAll) {
  const auto days = [](const char* one_in) {
    tools::Session session = worlds::founded("today", {std::string("daily_life.one_household_in=") + one_in});
    worlds::live_until(*session.simulation, twin::date(2021, 4, 1));
    double sum = 0;
    for (const twin::Series& series : session.simulation->plan().series())
      if (series.info.name == "daily_life.person_days")
        for (const double value : series.values) sum += value;
    return sum;
  };
  const double all = days("1"), some = days("20");
  EXPECT_NEAR(some / all, 1, 0.02);
  EXPECT_NE(some, all);
}

}  // namespace
