// What prices, pay and taxes do to the flows of money, and that what changes nothing changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "tests/support/temp_dir.h"
#include "tests/system/economy.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace {

using namespace rurban;
using books::Flows;
using books::lived;
using books::node;

const twin::Date kStart = twin::date(2021, 1, 1);

// ---- what changes nothing

std::string ledger_after(const std::vector<std::string>& set, const std::string& changes = "") {
  const twin::TempDir folder;
  twin::write_text(folder / "s.yaml", "extends: " + worlds::scenario("tiny").string() + "\n" + changes);
  tools::Session session = tools::open_session(folder / "s.yaml", set);
  session.simulation->found(session.scenario.from);
  for (int month = 0; month != 14; ++month) session.simulation->advance();
  return to_string(session.simulation->ledger().hash());
}

TEST(ANullProgramme, LeavesTheLedgerAsItWas) {
  const std::string plain = ledger_after({});
  EXPECT_EQ(ledger_after({"firms.mineral_fee=0.2", "firms.power_fee=0", "firms.local_power=0",
                          "public_finance.hydropower_tax_returned=0", "public_finance.equalisation_offset=0"}),
            plain);
  EXPECT_EQ(ledger_after({},
                         "to: 2023-01-01\nchanges:\n"
                         "  - {on: 2021-04-01, set: {firms.power_fee: 0, firms.local_power: 0}}\n"
                         "  - {on: 2021-11-01, set: {public_finance.hydropower_tax_returned: 0,"
                         " public_finance.equalisation_offset: 1}}\n"),
            plain)
      << "an offset of nothing is nothing";
  EXPECT_NE(ledger_after({}, "changes:\n  - {on: 2021-12-01, set: {firms.power_fee: 1.1}}\n"), plain);
}

// ---- prices, wages, taxes

/// Lillby's package with every figure of a table's line changed that a pattern finds.
std::filesystem::path changed_package(const twin::TempDir& folder, const std::string& table,
                                      const std::string& pattern, const std::string& by) {
  const std::filesystem::path scenarios = std::filesystem::path(RURBAN_ROOT) / "scenarios";
  for (const char* part : {"lillby", "demography"})
    std::filesystem::copy(scenarios / part, folder / part, std::filesystem::copy_options::recursive);
  const std::string text = twin::read_text(folder / "lillby" / table);
  const std::string changed = std::regex_replace(text, std::regex(pattern), by);
  EXPECT_NE(text, changed) << pattern;
  twin::write_text(folder / "lillby" / table, changed);
  std::filesystem::copy_file(scenarios / "tiny.yaml", folder / "tiny.yaml");
  return folder / "tiny.yaml";
}

TEST(Law, HigherWagesRaiseTheFlowsThatFollowThemAndMoveNobody) {
  const twin::TempDir folder;
  tools::Session base = worlds::founded("tiny"),
                 other = tools::open_session(
                     changed_package(folder, "exogenous.csv", "wages,2024,[0-9.]*,[0-9.]*,[0-9.]*,",
                                     "wages,2024,1.6,1.5,1.7,"),
                     {});
  other.simulation->found(other.scenario.from);
  for (int month = 0; month != 13; ++month) {  // wages differ from January 2022 on
    base.simulation->advance();
    other.simulation->advance();
  }
  const auto ids = [](const tools::Session& session) {
    const auto all = session.simulation->world().table("person").ids();
    return std::set<twin::StableId>(all.begin(), all.end());
  };
  EXPECT_EQ(ids(base), ids(other));
  auto before = Flows(*base.simulation, books::last_month(*base.simulation)).by_name();
  auto after = Flows(*other.simulation, books::last_month(*other.simulation)).by_name();
  for (const char* flow : {"wages", "wages of extraction", "municipal tax", "region tax",
                           "employers' contributions of firms", "employers' contributions of public bodies",
                           "services in kind", "other sales", "purchases of public bodies", "consumption"})
    EXPECT_GT(after[flow], before[flow]) << flow;
  for (const char* flow : {"primary sales", "timber sales", "visitors", "pensions", "occupational pensions",
                           "property tax on hydropower", "village funds", "dividends", "mineral compensation"})
    EXPECT_EQ(after[flow], before[flow]) << flow << " has a price of its own";
}

TEST(Law, AHigherTaxRateLowersDisposableIncomeByLessThanItBrings) {
  // The credit for work grows with the rate and is borne by the state.
  tools::Session base = worlds::founded("tiny"), other = worlds::founded("tiny");
  other.simulation->world().column(kTaxRate)[0] += 1'000;  // one percentage point
  base.simulation->advance();
  other.simulation->advance();
  const auto paid = [](const tools::Session& session) {
    return Flows(*session.simulation, kStart).total("municipal tax");
  };
  const std::int64_t less = base.simulation->world().column(kMunicipalDisposable)[0] -
                            other.simulation->world().column(kMunicipalDisposable)[0];
  EXPECT_GT(less, 0);
  EXPECT_LT(less, paid(other) - paid(base));
}

TEST(Law, FixedPricesHoldPrimarySalesConstantAndTheYearsOwnDoNot) {
  const auto sales = [](const std::vector<std::string>& set) {
    const tools::Session session = lived("tiny", 48, set);
    std::vector<double> years = books::all(*session.simulation, "firms.primary_sales");
    EXPECT_EQ(years.size(), 4U);
    return years;
  };
  const std::vector<double> fixed = sales({"to=2025-01-01", "economy.price_year=2021"});
  // 30,000 t at 1,700 kr and 20,000 MWh at 43.2 öre/kWh: 51 + 8.64 million kr.
  for (const double year : fixed) EXPECT_NEAR(year, 59'640'000, 2);
  const std::vector<double> own = sales({"to=2025-01-01"});
  EXPECT_NEAR(own[0], 59'640'000, 2);
  // 0.83 x 30,000 t at 1,300 kr and 0.99 x 20,000 MWh at 28 öre/kWh: 32.37 + 5.544 million kr.
  EXPECT_NEAR(own[3], 37'914'000, 2);
  EXPECT_GT(own[0], own[1]);
}

TEST(Law, InterestIsTheRateOfWhatIsOwed) {
  tools::Session session = worlds::founded("tiny");
  double owed = 0;
  std::int64_t debtors = 0;
  for (const std::int64_t deposits : session.simulation->world().column(kDeposits)) {
    owed -= static_cast<double>(std::min<std::int64_t>(deposits, 0));
    debtors += deposits < 0;
  }
  session.simulation->advance();
  // Those who move in or out in the month owe nothing here; of 200 people that is hardly one.
  const double due = owed * 0.016 / 12;
  EXPECT_NEAR(static_cast<double>(Flows(*session.simulation, kStart).total("interest")), due, 0.03 * due);
  EXPECT_GT(debtors, 20);
}

TEST(Law, OwnersArePromisedNoMoreThanTheirFirmHas) {
  const tools::Session session = lived("tiny", 36);
  const twin::World& world = session.simulation->world();
  int losing = 0;
  for (std::size_t firm = 0; firm != world.column(kFirmDividend).size(); ++firm) {
    const std::int64_t has = world.column(kFirmDeposits)[firm];
    EXPECT_LE(12 * world.column(kFirmDividend)[firm], std::max<std::int64_t>(has, 0)) << firm;
    losing += has < 0;
  }
  EXPECT_GT(losing, 0) << "nobody with a loss to make good";
}

TEST(Law, WhatAMunicipalityHasIsWhatItsBudgetSays) {
  const tools::Session session = lived("tiny", 11);  // its result starts anew each January
  const twin::Simulation& simulation = *session.simulation;
  const Flows flows(simulation, kStart);
  EXPECT_GT(flows.total("social assistance"), 0);
  const std::vector<std::uint32_t> seat = seats(session.beginning->county());
  for (std::size_t m = 0; m != seat.size(); ++m) {
    const twin::Account town = books::account(simulation, seat[m], Part::kMunicipality);
    EXPECT_EQ(simulation.ledger().balance(books::stock(simulation.ledger(), "money"), town),
              simulation.world().column(kMunicipalResult)[m] + flows.to("home-delivery grant", town));
  }
}

TEST(Law, TheRegionSavesNoneOfItsFaresAndFees) {
  const tools::Session session = lived("tiny", 24);
  const twin::Simulation& simulation = *session.simulation;
  const Flows flows(simulation, kStart);
  const std::int64_t fees = flows.total("fares") + flows.total("patient fees");
  EXPECT_GT(fees, 0);
  // Of a quarter that ends, a third counts in each month from then on: two thirds of it are still there.
  const std::int64_t has =
      simulation.ledger().balance(books::stock(simulation.ledger(), "money"), node(session, "region"));
  EXPECT_GE(has, 0);
  EXPECT_LE(has, fees / 4);
}

TEST(Law, OwnersArePaidWhereTheyAre) {
  tools::Session session = worlds::founded("tiny");
  const twin::World& world = session.simulation->world();
  std::array<std::int64_t, kOwners> due{};
  for (std::size_t firm = 0; firm != world.column(kFirmDividend).size(); ++firm)
    due[static_cast<std::size_t>(world.column(kFirmOwner)[firm])] += world.column(kFirmDividend)[firm];
  const auto of = [&](Owner owner) { return due[static_cast<std::size_t>(owner)]; };
  session.simulation->advance();
  const Flows flows(*session.simulation, kStart);
  EXPECT_EQ(flows.to("dividends to outside", node(session, "state")), of(Owner::kState));
  EXPECT_EQ(flows.to("dividends to outside", node(session, "owners outside")),
            of(Owner::kSweden) + of(Owner::kAbroad));
  EXPECT_EQ(flows.total("dividends"), of(Owner::kLocal) + of(Owner::kCounty));
  EXPECT_GT(of(Owner::kState), of(Owner::kLocal)) << "mine and river are the state's";
}

TEST(Law, ValueAddedTaxIsItsRateOfWhatHouseholdsAndVisitorsPay) {
  const tools::Session session = lived("tiny", 1);
  const Flows flows(*session.simulation, kStart);
  // Parts of the price: 25, 12 and 6 % are 0.2, 0.107 and 0.057; food and the rest of trade together 0.165.
  const std::map<Sector, double> rates{
      {Sector::kTrade, 0.165},      {Sector::kLodging, 0.107},     {Sector::kCulture, 0.060},
      {Sector::kConstruction, 0.2}, {Sector::kEnergy, 0.2},        {Sector::kWater, 0.2},
      {Sector::kTransport, 0.057},  {Sector::kInformation, 0.180}, {Sector::kBusinessServices, 0.2}};
  double due = 0;
  const auto sold = session.simulation->world().column(kBranchSoldToHouseholds);
  for (std::size_t branch = 0; branch != sold.size(); ++branch)
    if (const auto rate = rates.find(sector_of_branch(branch)); rate != rates.end())
      due += rate->second * static_cast<double>(sold[branch]);
  const auto paid = static_cast<double>(flows.total("value added tax")),
             visitors = static_cast<double>(flows.total("visitors"));
  EXPECT_GE(paid, due + 0.057 * visitors - 100);
  EXPECT_LE(paid, due + 0.165 * visitors);
}

TEST(Law, ALeverBeyondItsRangeIsRefusedWithTheRange) {
  try {
    tools::open_session(worlds::scenario("tiny"), std::vector<std::string>{"public_finance.equalisation_offset=3"});
    FAIL() << "an offset of 3 is taken";
  } catch (const twin::InputError& error) {
    const std::string said = twin::to_string(error.faults(), twin::Language::kEnglish);
    EXPECT_NE(said.find("public_finance.equalisation_offset: 3"), std::string::npos) << said;
    EXPECT_NE(said.find("allowed: 0 – 1"), std::string::npos) << said;
  }
}

}  // namespace
