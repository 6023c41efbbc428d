// Ideas in a county that lives: what a stage costs whom, which way ideas go, and who founds firms.
#include <gtest/gtest.h>

#include <numeric>

#include "tests/system/economy.h"

namespace {

using namespace rurban;
using books::Flows;
using books::lived;

using Set = std::vector<std::string>;

const twin::Date kStart = twin::date(2021, 1, 1);
constexpr int kMonthsLived = 26;
const Set kFree{"to=2024-01-01", "ideas.tedx_events=2", "ideas.event_cost=0"};

Set with(Set set, const Set& more) {
  set.insert(set.end(), more.begin(), more.end());
  return set;
}

std::string ledger_after(const Set& set) {
  return to_string(lived("tiny", kMonthsLived, with({"to=2024-01-01"}, set)).simulation->ledger().hash());
}

std::int64_t sum_of(const tools::Session& session, const twin::Key<std::int32_t>& key) {
  const auto values = session.simulation->world().column(key);
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

double total(const tools::Session& session, std::string_view series) {
  const auto values = books::all(*session.simulation, series);
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(TalksThatCostNothingAndFoundNothing, LeaveTheLedgerAsItWas) {
  const std::string plain = ledger_after({});
  EXPECT_EQ(ledger_after(kFree), plain);
  EXPECT_EQ(ledger_after({"ideas.startup_factor=1.05"}), plain) << "nobody has heard a talk";
  EXPECT_NE(ledger_after({"ideas.tedx_events=2"}), plain) << "somebody pays";
}

TEST(ATalk, IsPaidByMunicipalityAndRegionToTheOre) {
  const auto bought = [](const Set& set, bool by_region) {
    const tools::Session session = lived("tiny", 12, with({"to=2022-02-01"}, set));
    const Flows flows(*session.simulation, kStart);
    return flows.from("purchases of public bodies",
                      by_region ? books::node(session, "region") : books::town(session));
  };
  const Set talks{"ideas.tedx_events=1", "ideas.event_cost=300001", "ideas.municipal_share=0.4"};
  EXPECT_EQ(bought(talks, false) - bought({}, false), 12'000'040);
  EXPECT_EQ(bought(talks, true) - bought({}, true), 18'000'060);
}

TEST(Ideas, GoBetweenPlacesWithoutAnyStage) {
  const tools::Session session = lived("tiny", 12);
  EXPECT_GT(sum_of(session, kIdeaAdopters), 0);
  EXPECT_EQ(sum_of(session, kIdeaExposed), 0);
  EXPECT_EQ(sum_of(session, kIdeasFromTowns), 0) << "Lillby has no town";
}

TEST(Ideas, ThatAreTakenUpHaveASourceInTheCountyOrOutside) {
  const tools::Session session = lived("tiny", 12, {"ideas.outside=0", "ideas.tedx_events=2"});
  EXPECT_EQ(sum_of(session, kIdeasFromTowns) + sum_of(session, kIdeasFromCountryside),
            static_cast<std::int64_t>(total(session, "ideas.adoptions")));
}

TEST(Ideas, AreOfAdultsWhoLiveThere) {
  const tools::Session session = lived("tiny", 24, kFree);
  const twin::World& world = session.simulation->world();
  for (std::size_t place = 0; place != world.table("place").rows(); ++place)
    EXPECT_LE(
        world.column(kIdeaAware)[place] + world.column(kIdeaInterested)[place] + world.column(kIdeaAdopters)[place],
        world.column(kPlaceResidents)[place]);
}

TEST(WhoHeardATalk, FoundsFirmsAsOftenAsOthersUnlessItIsAssumed) {
  const Set renewed{"firms.exit_rate=0.5"};
  const tools::Session usual = lived("tiny", 24, with(kFree, renewed));
  const tools::Session keener = lived("tiny", 24, with(kFree, with(renewed, {"ideas.startup_factor=2"})));
  EXPECT_EQ(total(usual, "firms.opened_beside"), 0);
  EXPECT_GT(total(keener, "firms.opened_beside"), 0);
  for (const double factor : usual.simulation->world().column(kFoundingFactor)) EXPECT_EQ(factor, 1);
}

TEST(WhoHeardATalk, IsCountedForTwoYears) {
  const auto factor_after = [](int months) {
    twin::Change once{twin::date(2022, 1, 1), {{"ideas.tedx_events", 0}}, {}};
    const Set set{"to=2025-01-01", "ideas.tedx_events=1", "ideas.startup_factor=1.05"};
    tools::Session session = tools::open_session(worlds::scenario("tiny"), set, std::vector{once});
    session.simulation->found(session.scenario.from);
    for (int month = 0; month != months; ++month) session.simulation->advance();
    return session.simulation->world().column(kFoundingFactor)[0];
  };
  EXPECT_GT(factor_after(12), 1);
  EXPECT_GT(factor_after(24), 1);
  EXPECT_EQ(factor_after(36), 1);
}

}  // namespace
