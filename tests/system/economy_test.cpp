// The books of a whole run hold to the öre: what people and firms have, what was paid and taxed, what is made and
// sold. All of it is worked out anew here from columns and the ledger's rows.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/temp_dir.h"
#include "tests/system/economy.h"
#include "twin/base/parallel.h"
#include "twin/io/snapshot.h"

namespace {

using namespace rurban;
using books::account;

/// C1: deposits less loans of people and firms, by place.
void expect_deposits_booked(const twin::Simulation& simulation) {
  const twin::World& world = simulation.world();
  const twin::Ledger& ledger = simulation.ledger();
  const std::uint16_t money = books::stock(ledger, "money");
  const std::size_t places = world.table("place").rows();
  std::vector<std::int64_t> people(places), local(places), branches(places);
  const auto deposits = world.column(kDeposits);
  for (std::size_t person = 0; person != deposits.size(); ++person)
    people[world.column(kAccountPlace)[person].row] += deposits[person];
  const auto firm_deposits = world.column(kFirmDeposits);
  for (std::size_t firm = 0; firm != firm_deposits.size(); ++firm) {
    const Owner owner = world.column(kFirmOwner)[firm];
    if (is_public(owner)) {
      EXPECT_EQ(firm_deposits[firm], 0) << "a public body with an account of its own";
      continue;
    }
    (owner == Owner::kLocal ? local : branches)[world.column(kFirmPlace)[firm].row] += firm_deposits[firm];
  }
  for (std::size_t place = 0; place != places; ++place) {
    EXPECT_EQ(ledger.balance(money, account(simulation, place, Part::kHouseholds)), people[place]) << place;
    EXPECT_EQ(ledger.balance(money, account(simulation, place, Part::kLocalFirms)), local[place]) << place;
    EXPECT_EQ(ledger.balance(money, account(simulation, place, Part::kBranches)), branches[place]) << place;
  }
}

/// C2: every stock, and every row of the flow account, over all accounts; balances are the sums of all rows.
void expect_rows_closed(const twin::Simulation& simulation) {
  const twin::Ledger& ledger = simulation.ledger();
  std::map<std::uint16_t, std::int64_t> residual;
  for (const twin::LedgerRow& balance : ledger.balances()) residual[balance.flow] += balance.amount;
  for (const auto& [stock, sum] : residual) EXPECT_EQ(sum, 0) << ledger.stocks()[stock].name;
  std::map<std::pair<std::uint16_t, twin::Account>, std::int64_t> entered;
  std::array<books::Sums, kFlowRows> net;
  const auto add = [&](const twin::LedgerRow& row) {
    const twin::FlowInfo& flow = ledger.flows()[row.flow];
    ASSERT_LT(flow.row, kFlowRows);
    net[flow.row][row.from] -= row.amount;
    net[flow.row][row.to] += row.amount;
    entered[{flow.stock, row.from}] -= row.amount;
    entered[{flow.stock, row.to}] += row.amount;
  };
  for (const twin::LedgerRow& row : ledger.history()) add(row);
  for (const twin::LedgerRow& row : ledger.open_month()) add(row);
  for (std::size_t row = 1; row != kFlowRows; ++row) {
    std::int64_t sum = 0;
    for (const auto& [of, amount] : net[row]) sum += amount;
    EXPECT_EQ(sum, 0) << kFlowRowNames[row].en;
  }
  for (const auto& [key, amount] : entered)
    EXPECT_EQ(ledger.balance(key.first, key.second), amount)
        << ledger.stocks()[key.first].name << ", account " << key.second;
}

/// C4 and C5: nothing is left of goods in any place, and people are those who live there.
void expect_goods_and_persons(const twin::Simulation& simulation) {
  const twin::World& world = simulation.world();
  const twin::Ledger& ledger = simulation.ledger();
  for (const char* goods : {"iron ore", "copper ore", "power", "timber", "food", "parcels"})
    for (std::size_t place = 0; place != world.table("place").rows(); ++place)
      EXPECT_EQ(ledger.balance(books::stock(ledger, goods), account(simulation, place, Part::kWhole)), 0)
          << goods << " in place " << place;
  std::vector<std::int64_t> persons(world.table("place").rows());
  for (const HouseholdRef household : world.column(kHousehold)) ++persons[world.column(kPlace)[household.row].row];
  for (std::size_t place = 0; place != persons.size(); ++place)
    EXPECT_EQ(ledger.balance(books::stock(ledger, "persons"), account(simulation, place, Part::kWhole)),
              persons[place]);
}

/// C7: what was booked as wages is what people were paid, and local taxes are their rates of the tax base, which a
/// person's rounding makes less by less than an öre. `rates`: as they were before the month.
void expect_pay_and_taxes(const twin::Simulation& simulation, const std::vector<std::int32_t>& rates,
                          double region_tax) {
  const twin::World& world = simulation.world();
  const books::Flows flows(simulation, books::last_month(simulation));
  const std::size_t places = world.table("place").rows();
  std::vector<std::int64_t> pay(places), persons(places);
  for (std::size_t person = 0; person != world.column(kPay).size(); ++person) {
    pay[world.column(kAccountPlace)[person].row] += world.column(kPay)[person];
    ++persons[world.column(kAccountPlace)[person].row];
  }
  for (std::size_t place = 0; place != places; ++place) {
    const twin::Account homes = account(simulation, place, Part::kHouseholds);
    EXPECT_EQ(
        flows.to("wages", homes) + flows.to("wages of extraction", homes) + flows.to("wages from outside", homes),
        pay[place])
        << place;
    EXPECT_EQ(world.column(kPlaceWages)[place], pay[place]);
    const std::int64_t base = world.column(kPlaceTaxBase)[place];
    const auto expect_rate = [&](std::string_view flow, double rate) {
      const double missing = static_cast<double>(base) * rate - static_cast<double>(flows.from(flow, homes));
      EXPECT_GE(missing, -1e-3 * static_cast<double>(1 + persons[place])) << flow << " of place " << place;
      EXPECT_LE(missing, static_cast<double>(persons[place]) + 1e-3) << flow << " of place " << place;
    };
    expect_rate("municipal tax", rates[world.column(kPlaceMunicipality)[place].row] / 100'000.0);
    expect_rate("region tax", region_tax);
    EXPECT_EQ(world.column(kPlaceMunicipalTax)[place], flows.from("municipal tax", homes));
    EXPECT_EQ(world.column(kPlaceRegionTax)[place], flows.from("region tax", homes));
  }
}

void advance_closed(tools::Session& session) {
  twin::Simulation& simulation = *session.simulation;
  const auto rate = simulation.world().column(kTaxRate);
  const std::vector<std::int32_t> rates(rate.begin(), rate.end());
  simulation.advance();
  expect_deposits_booked(simulation);
  expect_rows_closed(simulation);
  expect_goods_and_persons(simulation);
  expect_pay_and_taxes(simulation, rates, session.beginning->county().economy.region_tax);
}

void live_closed(tools::Session session, int months) {
  for (int month = 0; month != months && !testing::Test::HasFailure(); ++month) {
    advance_closed(session);
    if (testing::Test::HasFailure()) ADD_FAILURE() << "month " << month + 1;
  }
}

TEST(Books, OfTheSmallestWorldCloseEveryMonthForFourteen) {
  live_closed(worlds::founded("tiny"), 14);
}

TEST(Books, OfTheCountyCloseEveryMonthForFour) {
  live_closed(worlds::founded("today"), 4);
}

TEST(Books, UseEveryRowOfTheFlowAccountWithinAYear) {
  tools::Session session = tools::open_session(
      worlds::scenario("tiny"), {},
      {{{twin::date(2021, 5, 1), {}, {{"network.build_road", {694'000, 7'309'000, 708'000, 7'304'000, 90}}}}}});
  session.simulation->found(session.scenario.from);
  worlds::live_until(*session.simulation, session.scenario.to);
  const twin::Ledger& ledger = session.simulation->ledger();
  std::array<std::int64_t, kFlowRows> moved{};
  for (const twin::LedgerRow& row : ledger.history()) moved[ledger.flows()[row.flow].row] += row.amount;
  for (std::size_t row = 1; row != kFlowRows; ++row) EXPECT_GT(moved[row], 0) << kFlowRowNames[row].en;
}

class Extreme : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(Extreme, ParametersLeaveTheBooksClosedForThirtyMonths) {
  live_closed(worlds::founded("tiny", GetParam()), 30);
}

using Set = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(
    Books, Extreme,
    testing::Values(Set{"income.propensity=0.3"}, Set{"income.propensity=1"}, Set{"income.interest=0.3"},
                    Set{"firms.exit_rate=0.5"}, Set{"firms.most_change=0.5", "firms.exit_rate=0.5"},
                    Set{"firms.mineral_fee=10"}, Set{"firms.power_fee=20"}, Set{"firms.local_power=1"},
                    Set{"public_finance.hydropower_tax_returned=1"},
                    Set{"public_finance.hydropower_tax_returned=1", "public_finance.equalisation_offset=1",
                        "firms.power_fee=20", "firms.mineral_fee=10", "firms.local_power=1"},
                    Set{"migration.out_factor=3", "migration.move_factor=3", "migration.arrivals=21"},
                    Set{"economy.contributions=0.6", "firms.profit_tax=0.6", "firms.investment=0.5"},
                    Set{"firms.flq_delta=0", "economy.price_year=2015"}, Set{"firms.flq_delta=0.6"}));

TEST(Books, StayClosedWhenAVillageEmpties) {
  tools::Session session =
      worlds::founded("tiny", {"to=2081-01-01", "migration.arrivals=0", "migration.out_factor=3",
                               "demography.fertility_factor=0", "demography.mortality_factor=2",
                               "migration.return_rate=0", "migration.move_factor=0", "firms.local_power=1"});
  const auto residents = session.simulation->world().column(kPlaceResidents);
  int empty = 0, months = 0;
  for (; empty < 4 && months != 720 && !HasFailure(); ++months) {
    advance_closed(session);
    empty += *std::min_element(residents.begin(), residents.end()) == 0;
  }
  EXPECT_EQ(empty, 4) << "no village stood empty for four months within " << months;
}

TEST(Books, StayClosedWhenAShopOpensWhereNoFirmIs) {
  // Its customers come before its firm: who takes money founds one.
  struct Spot {
    double east, north;
  };
  constexpr std::array<Spot, 3> kSpots{{{700'000, 7'300'000}, {708'000, 7'304'000}, {694'000, 7'309'000}}};
  tools::Session look = worlds::founded("tiny");
  const auto jobs = look.simulation->world().column(kBranchJobs);
  std::size_t place = 0;
  while (place != kSpots.size() && jobs[branch_row(place, Sector::kTrade, false)] != 0) ++place;
  ASSERT_NE(place, kSpots.size()) << "every place has a trading firm";
  tools::Session session = tools::open_session(
      worlds::scenario("tiny"), {},
      {{{twin::date(2021, 1, 1), {}, {{"services.open", {0, kSpots[place].east, kSpots[place].north}}}}}});
  session.simulation->found(session.scenario.from);
  live_closed(std::move(session), 12);

  tools::Session again = tools::open_session(
      worlds::scenario("tiny"), {},
      {{{twin::date(2021, 1, 1), {}, {{"services.open", {0, kSpots[place].east, kSpots[place].north}}}}}});
  again.simulation->found(again.scenario.from);
  worlds::live_until(*again.simulation, twin::date(2021, 4, 1));
  EXPECT_GT(again.simulation->world().column(kPointTakings).back(), 0);
  EXPECT_GT(again.simulation->world().column(kBranchJobs)[branch_row(place, Sector::kTrade, false)], 0);
}

TEST(Books, AreTheSameAtAnyNumberOfThreadsThroughTheTurnOfAYear) {
  for (const auto& [name, months] : {std::pair{"tiny", 13}, std::pair{"today", 2}}) {
    twin::set_threads(1);
    const std::string one = worlds::hash_after(name, months);
    for (const int threads : {2, 3}) {
      twin::set_threads(threads);
      EXPECT_EQ(worlds::hash_after(name, months), one) << name << " on " << threads;
    }
    twin::set_threads(0);
  }
}

TEST(Books, GoOnAlikeFromASnapshotInMidYearAndAtItsTurn) {
  const twin::TempDir folder;
  const std::string whole = worlds::hash_after("tiny", 15);
  tools::Session session = worlds::founded("tiny");
  for (int month = 0; month != 15; ++month) {
    if (month == 7 || month == 11 || month == 12 || month == 13) {
      twin::save_snapshot(folder / "state.rts", *session.simulation, session.provenance);
      tools::Session restored = tools::open_session(worlds::scenario("tiny"), {});
      twin::restore_snapshot(folder / "state.rts", *restored.simulation);
      for (int rest = month; rest != 15; ++rest) restored.simulation->advance();
      EXPECT_EQ(to_string(restored.simulation->hash().total), whole) << "restored after " << month << " months";
    }
    session.simulation->advance();
  }
}

}  // namespace
