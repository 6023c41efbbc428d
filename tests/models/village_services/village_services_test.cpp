// Village service points and the living lab in a county that lives: who pays, what opens and closes, and that nothing
// done changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "tests/system/economy.h"
#include "twin/base/parallel.h"

namespace {

using namespace rurban;
using books::Flows;
using books::latest;
using books::lived;
using books::node;
using worlds::different_columns;

using Set = std::vector<std::string>;

const twin::Date kStart = twin::date(2021, 1, 1);

/// Lillby's villages lie 8 and 11 km from it: in so small a county, nothing beyond the doorstep is near.
Set with(Set more) {
  more.insert(more.end(), {"to=2025-01-01", "village_services.near=0"});
  return more;
}
const Set kOnePoint = with({"village_services.budget=900000", "village_services.noise=0"});

/// The places of open village service points.
std::vector<std::uint32_t> points(const tools::Session& session) {
  const twin::World& world = session.simulation->world();
  std::vector<std::uint32_t> places;
  for (std::size_t point = 0; point != world.table("service_point").rows(); ++point)
    if (world.column(kPointHosted)[point] && world.column(kPointOpen)[point])
      places.push_back(world.column(kPointPlace)[point].row);
  return places;
}

double sum(const tools::Session& session, const char* series) {
  const std::vector<double> values = latest(*session.simulation, series);
  return std::accumulate(values.begin(), values.end(), 0.0);
}
double unmet(const tools::Session& session) {
  return sum(session, "village_services.unmet");
}

TEST(VillageServices, WithoutMoneyAndLabNoAssumptionOfTheirsChangesAnythingElse) {
  const tools::Session plain = lived("tiny", 24, {"to=2025-01-01"});
  const tools::Session other = lived(
      "tiny", 24, with({"village_services.noise=0.2", "village_services.use=1", "village_services.investment=1"}));
  EXPECT_EQ(different_columns(plain, other), (std::set<std::string>{"place.unmet_minutes"}));
  EXPECT_EQ(plain.simulation->ledger().hash(), other.simulation->ledger().hash());
  EXPECT_TRUE(points(plain).empty());
  EXPECT_EQ(sum(plain, "village_services.cost"), 0);
}

TEST(VillageServices, ThatNobodyWouldUseAreNotOpenedAndLeaveTheLedgerAsItWas) {
  const tools::Session plain = lived("tiny", 24, with({})),
                       useless = lived("tiny", 24, with({"village_services.budget=10e6", "village_services.use=0"}));
  EXPECT_TRUE(different_columns(plain, useless).empty());
  EXPECT_EQ(plain.simulation->ledger().hash(), useless.simulation->ledger().hash());
}

TEST(LivingLab, OfNoCostAndNoEffectLeavesTheLedgerAsItWas) {
  const tools::Session plain = lived("tiny", 24, with({}));
  const tools::Session idle = lived("tiny", 24,
                                    with({"village_services.lab_villages=1", "village_services.lab_cost=0",
                                          "village_services.lab_noise=1", "village_services.lab_use=1"}));
  EXPECT_EQ(different_columns(plain, idle), (std::set<std::string>{"place.lab_visited"}));
  EXPECT_EQ(plain.simulation->ledger().hash(), idle.simulation->ledger().hash());
}

TEST(VillageServices, OpenWhereMostIsUnmetAndMeetSomeOfIt) {
  const tools::Session plain = lived("tiny", 12, with({})), one = lived("tiny", 12, kOnePoint);
  EXPECT_EQ(points(one), (std::vector<std::uint32_t>{1})) << "Storträsk, with 50 people, and not Uddnäs with 20";
  EXPECT_LT(unmet(one), unmet(plain));
  EXPECT_GT(unmet(one), 0.5 * unmet(plain)) << "a minority of errands is done there";
  EXPECT_LT(one.simulation->world().column(kMinutesByCar[0])[1],
            plain.simulation->world().column(kMinutesByCar[0])[1])
      << "access finds the shelf of the unmanned shop";
  EXPECT_GT(sum(one, "village_services.uses"), 0);
}

TEST(VillageServices, ArePaidByStateRegionAndMunicipalityToTheOre) {
  const tools::Session plain = lived("tiny", 12, with({})), one = lived("tiny", 12, kOnePoint);
  const Flows before(*plain.simulation, kStart), after(*one.simulation, kStart);
  const auto paid = [&](const char* flow, twin::Account payer) {
    return after.from(flow, payer) - before.from(flow, payer);
  };
  const twin::Account state = node(one, "state"), region = node(one, "region"), town = books::town(one);
  EXPECT_EQ(paid("works of public bodies", state), ore(300'000));
  EXPECT_EQ(paid("works of public bodies", region), ore(120'000));
  EXPECT_EQ(paid("works of public bodies", town), ore(180'000));
  EXPECT_EQ(paid("purchases of public bodies", state), ore(125'000));
  EXPECT_EQ(paid("purchases of public bodies", region), ore(50'000));
  EXPECT_EQ(paid("purchases of public bodies", town), ore(75'000));
  EXPECT_EQ(sum(one, "village_services.cost"), 850'000) << "the series says what the ledger does";
}

TEST(VillageServices, ThatPeoplePlaceThemselvesOpenAtTheNewYearAndStayWithoutABudget) {
  const twin::StableId uddnas = lived("tiny", 0, with({})).simulation->world().table("place").ids()[2];
  const std::vector<twin::Change> changes{
      {twin::date(2021, 5, 1), {}, {{"village_services.open", {static_cast<double>(uddnas)}}}}};
  tools::Session session = tools::open_session(worlds::scenario("tiny"), with({}), changes);
  session.simulation->found(kStart);
  worlds::live_until(*session.simulation, twin::date(2021, 12, 1));
  EXPECT_TRUE(points(session).empty());
  worlds::live_until(*session.simulation, twin::date(2022, 2, 1));
  EXPECT_EQ(points(session), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(sum(session, "village_services.cost"), 850'000);
  worlds::live_until(*session.simulation, twin::date(2025, 2, 1));
  EXPECT_EQ(points(session).size(), 1U);
  EXPECT_EQ(sum(session, "village_services.cost"), 250'000);
  for (const auto& [stock, residual] : session.simulation->residuals()) EXPECT_EQ(residual, 0);
}

TEST(VillageServices, CloseAgainInTheYearAfterTheMoneyEnds) {
  const std::vector<twin::Change> changes{{twin::date(2023, 1, 1), {{"village_services.budget", 0}}, {}}};
  tools::Session session = tools::open_session(worlds::scenario("tiny"), kOnePoint, changes);
  session.simulation->found(kStart);
  worlds::live_until(*session.simulation, twin::date(2023, 1, 1));
  ASSERT_EQ(points(session).size(), 1U);
  worlds::live_until(*session.simulation, twin::date(2024, 1, 1));
  EXPECT_TRUE(points(session).empty());
  EXPECT_EQ(sum(session, "village_services.cost"), 0);
  for (const auto& [stock, residual] : session.simulation->residuals()) EXPECT_EQ(residual, 0);
}

TEST(VillageServices, GetNoSupportOfShopsAndMakeNoShopLoseItsOwn) {
  const tools::Session one = lived("tiny", 36, kOnePoint);
  const twin::World& world = one.simulation->world();
  for (std::size_t point = 0; point != world.table("service_point").rows(); ++point)
    if (world.column(kPointHosted)[point]) {
      EXPECT_EQ(world.column(kPointSupport)[point], 0);
      EXPECT_EQ(world.column(kPointFixedCost)[point], 0);
      EXPECT_TRUE(world.column(kPointOpen)[point]) << "no run of losses closes it";
    }
  EXPECT_EQ(points(one).size(), 1U);
  EXPECT_EQ(sum(one, "services.shops"), sum(lived("tiny", 36, with({})), "services.shops"));
}

TEST(LivingLab, VisitsEachVillageOnceRaisesUseAndIsPaidFor) {
  const Set lab = with({"village_services.budget=900000", "village_services.noise=0",
                        "village_services.lab_villages=1", "village_services.lab_use=1.5"});
  const tools::Session without = lived("tiny", 12, kOnePoint), visited = lived("tiny", 12, lab);
  EXPECT_LT(unmet(visited), unmet(without));
  EXPECT_EQ(sum(visited, "village_services.cost") - sum(without, "village_services.cost"), 1'000'000);
  const tools::Session later = lived("tiny", 48, lab);
  const auto flags = later.simulation->world().column(kLabVisited);
  EXPECT_EQ(std::count(flags.begin(), flags.end(), true), 3) << "Lillby has three places, and none is visited twice";
  EXPECT_EQ(sum(later, "village_services.cost"), 250'000) << "in the fourth year there is nowhere left to go";
}

TEST(VillageServices, AreTheSameAtAnyNumberOfThreads) {
  const Set set = with({"village_services.budget=2e6", "village_services.lab_villages=1"});
  twin::set_threads(1);
  const std::string one = worlds::hash_after("tiny", 24, set);
  twin::set_threads(3);
  EXPECT_EQ(worlds::hash_after("tiny", 24, set), one);
  twin::set_threads(0);
}

}  // namespace
