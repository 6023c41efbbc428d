// Land, plans and visitors in whole runs: what nothing done leaves as it is, who pays, and what is gained.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "tests/system/economy.h"

namespace {

using namespace rurban;
using books::Flows;
using books::lived;
using books::node;
using worlds::different_columns;

using Set = std::vector<std::string>;

Set with(Set set, const Set& more) {
  set.insert(set.end(), more.begin(), more.end());
  return set;
}

const twin::Date kStart = twin::date(2021, 1, 1);
/// Lillby with many projects, so that its few beds tell something within years.
const Set kBusy{"to=2041-01-01",        "visitors.applications=50", "visitors.occupancy=0.05",
                "visitors.lead_time=3", "visitors.facility_draw=1", "visitors.lead_time_coordinated=2"};
const Set kFree{"visitors.coordination_cost=0"};

template <class T>
std::int64_t sum_of(const tools::Session& session, const twin::Key<T>& key) {
  const auto column = session.simulation->world().column(key);
  return std::accumulate(column.begin(), column.end(), std::int64_t{0});
}

std::int64_t jobs_at_sites(const tools::Session& session) {
  const auto jobs = session.simulation->world().column(kFirmJobs),
             site = session.simulation->world().column(kFirmSite);
  std::int64_t sum = 0;
  for (std::size_t firm = 0; firm != jobs.size(); ++firm) sum += site[firm] != 0 ? jobs[firm] : 0;
  return sum;
}

std::string ledger(const tools::Session& session) {
  return to_string(session.simulation->ledger().hash());
}

TEST(Visitors, ThatNobodyPlansForMoveNoMoneyWhateverIsAssumedOfThem) {
  const Set to{"to=2031-01-01"};
  const tools::Session today = lived("tiny", 120, to),
                       other = lived("tiny", 120,
                                     with(to, {"visitors.applications=50", "visitors.occupancy=0.05",
                                               "visitors.demand_growth=8", "visitors.local_share=0.65",
                                               "visitors.facility_draw=0.9", "visitors.lead_time=2"}));
  EXPECT_EQ(ledger(today), ledger(other));
  EXPECT_GT(other.simulation->world().table("visitor_project").rows(), 5U) << "projects there were";
  EXPECT_EQ(sum_of(other, kVisitorNightsGained), 0);
}

TEST(Visitors, OfAProgrammeWithoutEffectAndCostChangeNothingButWhatHerdingIsSpared) {
  const Set none = with(kFree, {"to=2031-01-01", "visitors.applications=0"});
  const tools::Session today = lived("tiny", 120, none),
                       other = lived("tiny", 120, with(none, {"visitors.coordination=1"}));
  EXPECT_EQ(ledger(today), ledger(other));
  for (const std::string& column : different_columns(today, other)) EXPECT_EQ(column, "municipality.conflict_days");
}

TEST(Coordination, IsPaidByTheRegionToTheOre) {
  const Set none{"visitors.applications=0", "visitors.coordination=0.5", "visitors.coordination_cost=300001"};
  const tools::Session today = lived("tiny", 12), other = lived("tiny", 12, none);
  const Flows before(*today.simulation, kStart), after(*other.simulation, kStart);
  const twin::Account region = node(today, "region");
  EXPECT_EQ(after.from("purchases of public bodies", region) - before.from("purchases of public bodies", region),
            150'000'50);
  for (const auto& [stock, residual] : other.simulation->residuals()) EXPECT_EQ(residual, 0);
}

TEST(Coordination, GainsNightsThatRiseWithItAndTheMoneyOfTheirVisitorsReachesFirms) {
  std::int64_t nights = -1;
  for (const char* coordination : {"0", "0.5", "1"}) {
    const tools::Session session =
        lived("tiny", 181, with(with(kBusy, kFree), {std::string("visitors.coordination=") + coordination}));
    EXPECT_GE(sum_of(session, kVisitorNightsGained), nights) << coordination;
    nights = sum_of(session, kVisitorNightsGained);
  }
  EXPECT_GT(nights, 50);
  const tools::Session today = lived("tiny", 181, with(kBusy, kFree)),
                       other = lived("tiny", 181, with(with(kBusy, kFree), {"visitors.coordination=1"}));
  const auto paid = [](const tools::Session& session) {
    return Flows(*session.simulation, books::last_month(*session.simulation)).total("visitors");
  };
  const std::int64_t gained = sum_of(other, kVisitorSpendingGained);
  EXPECT_GT(gained, 0);
  EXPECT_LE(std::abs(paid(other) - paid(today) - gained), 4) << "four kinds of purchase, each whole öre";
  for (const auto& [stock, residual] : other.simulation->residuals()) EXPECT_EQ(residual, 0);
}

TEST(Coordination, BooksTheLocalShareOfWhatVisitorsSpendAndNoMore) {
  const auto spending = [](const char* share) {
    return static_cast<double>(sum_of(
        lived("tiny", 180, with(with(kBusy, kFree), {"visitors.coordination=1", share})), kVisitorSpendingGained));
  };
  EXPECT_EQ(spending("visitors.local_share=0"), 0);
  EXPECT_NEAR(spending("visitors.local_share=0.65") / spending("visitors.local_share=0.35"), 0.65 / 0.35, 1e-6);
}

TEST(Coordination, NeverOpensBedsLaterThanPlanningOfTodayWould) {
  const tools::Session session = lived("tiny", 180, with(with(kBusy, kFree), {"visitors.coordination=1"}));
  const twin::World& world = session.simulation->world();
  const auto opens = world.column(kProjectOpens), today = world.column(kProjectOpensAsToday);
  const auto asked = world.column(kProjectAsked);
  std::size_t more = 0;
  for (std::size_t project = 0; project != opens.size(); ++project) {
    if (today[project] != 0) {
      EXPECT_GT(opens[project], asked[project]);
      EXPECT_LE(opens[project], today[project]);
    }
    more += today[project] == 0 && opens[project] != 0;
  }
  EXPECT_GT(more, 0U);
}

TEST(LandClosedToBuilding, GetsNoBedsHoweverItIsPlanned) {
  const tools::Session session =
      lived("tiny", 180, with(kBusy, {"visitors.coordination=1", "visitors.herding_land=1"}));
  EXPECT_EQ(sum_of(session, kNewBeds), 0);
  const auto loss = session.simulation->world().column(kProjectLoss);
  EXPECT_GT(loss.size(), 5U);
  EXPECT_TRUE(std::all_of(loss.begin(), loss.end(), [](std::uint8_t why) { return why == 1; }));
}

TEST(FlyInWorkers, WhoSettleKeepTheirPositionsAndBecomeResidents) {
  const Set sparse{"daily_life.one_household_in=20"};
  const tools::Session today = lived("today", 12, sparse),
                       other = lived("today", 12, with(sparse, {"visitors.fifo_conversion=0.2"}));
  const std::int64_t flying = sum_of(today, kFirmFlyIn), settled = sum_of(other, kSettled);
  EXPECT_GT(settled, 0.2 * static_cast<double>(flying) / 5 - 5) << "a fifth of a fifth in the first year";
  EXPECT_LT(settled, 0.2 * static_cast<double>(flying) / 5 + 5);
  EXPECT_EQ(flying - sum_of(other, kFirmFlyIn), settled);
  // At the workplaces where people fly in: the municipality has positions of its own for more residents.
  EXPECT_EQ(jobs_at_sites(other) - jobs_at_sites(today), settled);
  EXPECT_EQ(sum_of(other, kPlaceResidents) - sum_of(today, kPlaceResidents), settled);
  for (const auto& [stock, residual] : other.simulation->residuals()) EXPECT_EQ(residual, 0);
}

}  // namespace
