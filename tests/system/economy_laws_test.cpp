// What levers and prices do to the flows of money, and that what changes nothing changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "models/places.h"
#include "tests/support/temp_dir.h"
#include "tests/system/economy.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace {

using namespace rurban;
using books::account;
using books::Flows;

constexpr std::size_t kLillby = 0;
const twin::Date kStart = twin::date(2021, 1, 1);

tools::Session lived(const std::string& name, int months, const std::vector<std::string>& set = {}) {
  tools::Session session = worlds::founded(name, set);
  for (int month = 0; month != months; ++month) session.simulation->advance();
  return session;
}

twin::Account town(const tools::Session& session, std::size_t municipality = 0) {
  return account(*session.simulation, seats(session.beginning->county())[municipality], Part::kMunicipality);
}

twin::Account node(const tools::Session& session, const std::string& name) {
  return session.simulation->ledger().add_node(name);  // the one that is there
}

std::uint32_t firm_of(const tools::Session& session, Economy::Product product) {
  const auto site = session.simulation->world().column(kFirmSite);
  for (std::uint32_t firm = 0; firm != site.size(); ++firm)
    if (site[firm] != 0 &&
        session.beginning->county().economy.sites[static_cast<std::size_t>(site[firm] - 1)].product == product)
      return firm;
  ADD_FAILURE() << "no such site";
  return 0;
}

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

// ---- levers

class PowerFee : public testing::TestWithParam<double> {};

TEST_P(PowerFee, IsPaidByTheOwnersOfTheStationAndReachesTheMunicipalityToTheOre) {
  const double fee = GetParam();
  const tools::Session base = lived("tiny", 12),
                       other = lived("tiny", 12, {"firms.power_fee=" + std::to_string(fee)});
  const Flows before(*base.simulation, kStart), after(*other.simulation, kStart);
  const std::int64_t paid = after.total("power fee");
  EXPECT_NEAR(static_cast<double>(paid), 20'000 * 1'000 * fee, 12);  // 20,000 MWh a year, fee in öre/kWh
  EXPECT_EQ(after.receipts(town(other)) - before.receipts(town(base)), paid);
  // The year's profit is less by the fee. The state loses its part of that in profit tax in the same year, the owner
  // (the state again) the rest in next year's dividends; until then the station's account bears it.
  const std::uint32_t station = firm_of(base, Economy::Product::kPower);
  const auto of = [&](const tools::Session& session, const auto& key) {
    return std::int64_t{session.simulation->world().column(key)[station]};
  };
  const std::int64_t less_tax = before.total("profit tax") - after.total("profit tax");
  EXPECT_NEAR(static_cast<double>(less_tax), 0.206 * static_cast<double>(paid), 1);
  EXPECT_EQ(of(base, kFirmDeposits) - of(other, kFirmDeposits), paid - less_tax);
  EXPECT_NEAR(static_cast<double>(12 * (of(base, kFirmDividend) - of(other, kFirmDividend))),
              static_cast<double>(paid - less_tax), 12);
  EXPECT_EQ(before.total("dividends to outside"), after.total("dividends to outside"));
}

INSTANTIATE_TEST_SUITE_P(Law, PowerFee, testing::Values(0.5, 1.1, 5.0));

TEST(Law, APowerFeeThatTakesAllProfitLeavesNoDividendAndALoss) {
  const tools::Session base = lived("tiny", 12), other = lived("tiny", 12, {"firms.power_fee=20"});
  const std::uint32_t station = firm_of(base, Economy::Product::kPower);
  EXPECT_GT(Flows(*other.simulation, kStart).total("power fee"), ore(3e6));
  EXPECT_LE(other.simulation->world().column(kFirmDividend)[station],
            base.simulation->world().column(kFirmDividend)[station]);
  EXPECT_GE(other.simulation->world().column(kFirmDividend)[station], 0);
}

TEST(Law, MoreOfAFeeIsNeverLessForTheMunicipalityAndNeverAWorseBudget) {
  std::int64_t least = 0;
  std::array<std::int32_t, 3> worst{0, 0, 0};
  for (const char* fee : {"0", "0.3", "1.1", "4", "20"}) {
    const tools::Session session = lived("tiny", 12, {std::string("firms.power_fee=") + fee});
    const std::int64_t receipts = Flows(*session.simulation, kStart).receipts(town(session));
    EXPECT_GE(receipts, least) << fee;
    least = receipts;
    const twin::World& world = session.simulation->world();
    const std::array<std::int32_t, 3> now{world.column(kServiceLevel)[0], world.column(kStaffLevel)[0],
                                          -world.column(kTaxRate)[0]};
    if (fee != std::string("0")) {
      for (std::size_t k = 0; k != 3; ++k) EXPECT_GE(now[k], worst[k]) << fee << ": " << k;
    }
    worst = now;
  }
}

TEST(Law, AMineralFeeAboveTheOrdinaryReachesTheMunicipalityAndIsPaidByTheMine) {
  const tools::Session base = lived("tiny", 12), other = lived("tiny", 12, {"firms.mineral_fee=1.2"});
  const Flows before(*base.simulation, kStart), after(*other.simulation, kStart);
  const std::int64_t paid = after.total("mineral compensation") - before.total("mineral compensation");
  EXPECT_NEAR(static_cast<double>(paid), 0.01 * 30'000 * 1'700 * 100, 12);  // 1 % of 30,000 t at 1,700 kr
  EXPECT_EQ(after.to("mineral compensation", town(other)), paid);
  EXPECT_EQ(before.to("mineral compensation", town(base)), 0) << "landowner and state have the ordinary fee";
  EXPECT_EQ(after.receipts(town(other)) - before.receipts(town(base)), paid);
  const std::uint32_t mine = firm_of(base, Economy::Product::kIronOre);
  const auto of = [&](const tools::Session& session, const auto& key) {
    return std::int64_t{session.simulation->world().column(key)[mine]};
  };
  const std::int64_t less_tax = before.total("profit tax") - after.total("profit tax");
  EXPECT_EQ(of(base, kFirmDeposits) - of(other, kFirmDeposits), paid - less_tax);
  EXPECT_NEAR(static_cast<double>(12 * (of(base, kFirmDividend) - of(other, kFirmDividend))),
              static_cast<double>(paid - less_tax), 12);
}

TEST(Law, HydropowerPaysTaxAndVillageFundsByTheKilowattHour) {
  const tools::Session session = lived("tiny", 12);
  const Flows flows(*session.simulation, kStart);
  const twin::World& world = session.simulation->world();
  const std::uint32_t station = world.column(kFirmPlace)[firm_of(session, Economy::Product::kPower)].row;
  const twin::Account village = account(*session.simulation, station, Part::kAssociations);
  EXPECT_NEAR(static_cast<double>(flows.total("property tax on hydropower")), 20'000 * 1'000 * 8.3, 12);
  EXPECT_NEAR(static_cast<double>(flows.total("village funds")), 20'000 * 1'000 * 0.17, 12);
  EXPECT_EQ(flows.to("village funds", village), flows.total("village funds"));
}

TEST(Law, PowerAtCostSavesAHomeTheDifferenceToThePrice) {
  tools::Session session = worlds::founded("tiny", {"firms.local_power=0.5"});
  std::int64_t homes = 0;
  for (const HouseholdRef household : session.simulation->world().column(kOccupant)) homes += household.valid();
  session.simulation->advance();
  // Half of 1 MWh a month at 43.2 less 12 öre/kWh: 156 kr.
  EXPECT_EQ(Flows(*session.simulation, kStart).total("local power"), homes * 156'00);
}

TEST(Law, EmployersPayContributionsOnAllPayThatOfThoseWhoFlyInToo) {
  const tools::Session session = lived("tiny", 1);
  const twin::World& world = session.simulation->world();
  const Flows flows(*session.simulation, kStart);
  EXPECT_EQ(flows.total("wages to fly-in workers"), ore(2 * 505'000.0 / 12));  // a fifth of the mine's ten
  double of_firms = static_cast<double>(flows.total("wages to fly-in workers")), of_town_and_region = 0;
  std::int64_t paid = 0;
  for (std::size_t person = 0; person != world.column(kPay).size(); ++person) {
    const FirmRef workplace = world.column(kWorkplace)[person];
    if (!workplace.valid() || world.column(kPay)[person] == 0) continue;
    const Owner owner = world.column(kFirmOwner)[workplace.row];
    ++paid;
    if (!is_public(owner)) of_firms += world.column(kPay)[person];
    if (owner == Owner::kMunicipality || owner == Owner::kRegion) of_town_and_region += world.column(kPay)[person];
  }
  const auto bound = static_cast<double>(paid + 1);
  EXPECT_NEAR(static_cast<double>(flows.total("employers' contributions of firms")), of_firms * 0.3142, bound);
  EXPECT_NEAR(static_cast<double>(flows.total("employers' contributions of public bodies")),
              of_town_and_region * 0.3142, bound);
}

TEST(Law, NoMineralFeeAtAllPaysNobody) {
  const tools::Session session = lived("tiny", 2, {"firms.mineral_fee=0"});
  EXPECT_EQ(Flows(*session.simulation, kStart).total("mineral compensation"), 0);
}

TEST(Law, PowerAtCostRaisesIncomeWhereTheRiverIsDammedAndNowhereElse) {
  const tools::Session base = lived("today", 1), other = lived("today", 1, {"firms.local_power=1"});
  const County& county = base.beginning->county();
  std::set<std::uint32_t> dammed;
  for (const Economy::Site& site : county.economy.sites)
    if (site.product == Economy::Product::kPower && site.owner == Owner::kState)
      dammed.insert(county.places[site.place].municipality);
  EXPECT_GT(dammed.size(), 1U);
  EXPECT_LT(dammed.size(), county.municipalities.size());
  std::int64_t more = 0;
  for (std::uint32_t m = 0; m != county.municipalities.size(); ++m) {
    const std::int64_t gain = other.simulation->world().column(kMunicipalDisposable)[m] -
                              base.simulation->world().column(kMunicipalDisposable)[m];
    if (dammed.count(m) != 0) {
      EXPECT_GT(gain, 0) << county.municipalities[m].name;
    } else {
      EXPECT_EQ(gain, 0) << county.municipalities[m].name;
    }
    more += gain;
  }
  EXPECT_EQ(more, Flows(*other.simulation, kStart).total("local power"));
  EXPECT_GT(more, 0);
}

TEST(Law, AMunicipalityHasTheFeesAndTheTaxOfAllItsStationsAndMines) {
  const tools::Session session = lived("today", 1, {"firms.power_fee=1.1", "firms.mineral_fee=1"});
  const twin::World& world = session.simulation->world();
  const Flows flows(*session.simulation, kStart);
  std::vector<std::int64_t> tax(world.table("municipality").rows());
  for (std::size_t place = 0; place != world.table("place").rows(); ++place)
    tax[world.column(kPlaceMunicipality)[place].row] +=
        flows.from("property tax on hydropower", account(*session.simulation, place, Part::kBranches));
  std::int64_t fees = 0, some = 0;
  for (std::size_t m = 0; m != tax.size(); ++m) {
    EXPECT_EQ(world.column(kHydroTax)[m], tax[m]) << m;
    const std::int64_t income =
        flows.to("power fee", town(session, m)) + flows.to("mineral compensation", town(session, m));
    EXPECT_EQ(world.column(kResourceIncome)[m], income) << m;
    fees += income;
    some += income > 0;
  }
  EXPECT_EQ(fees, flows.total("power fee") + flows.total("mineral compensation") -
                      flows.to("mineral compensation", node(session, "state")) -
                      flows.to("mineral compensation", node(session, "owners outside")));
  EXPECT_GT(some, 3) << "Lule river and the ore fields";
}

TEST(Law, PropertyTaxThatIsReturnedIsLessWhereEqualisationSeesIt) {
  const auto returned = [](const char* offset) {
    const tools::Session session = lived(
        "tiny", 12,
        {"public_finance.hydropower_tax_returned=1", std::string("public_finance.equalisation_offset=") + offset});
    const Flows flows(*session.simulation, kStart);
    // The first month's tax is known in the second; what is paid is 8.3 öre/kWh.
    EXPECT_NEAR(static_cast<double>(flows.total("property tax returned")), 20'000 * 1'000 * 8.3 * 11 / 12, 24);
    return flows.to("property tax returned", town(session)) - flows.from("equalisation offset", town(session));
  };
  const std::int64_t none = returned("0"), half = returned("0.5"), all = returned("1");
  EXPECT_GT(none, half);
  EXPECT_GT(half, all);
  EXPECT_LT(all, none / 2) << "most of it is taken back";
  EXPECT_GE(all, 0) << "equalisation takes back no more than there is";
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
  other.simulation->world().column(kTaxRate)[kLillby] += 1'000;  // one percentage point
  base.simulation->advance();
  other.simulation->advance();
  const auto paid = [](const tools::Session& session) {
    return Flows(*session.simulation, kStart).total("municipal tax");
  };
  const std::int64_t less = base.simulation->world().column(kMunicipalDisposable)[kLillby] -
                            other.simulation->world().column(kMunicipalDisposable)[kLillby];
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

TEST(Law, ALeverBeyondItsRangeIsRefusedWithTheRange) {
  try {
    tools::open_session(worlds::scenario("tiny"), std::vector<std::string>{"public_finance.equalisation_offset=3"});
    FAIL() << "an offset of 3 is taken";
  } catch (const twin::InputError& error) {
    const std::string said = twin::to_string(error.faults(), twin::Language::kEnglish);
    EXPECT_NE(said.find("public_finance.equalisation_offset: 3"), std::string::npos) << said;
    EXPECT_NE(said.find("outside what is allowed"), std::string::npos) << said;
    EXPECT_TRUE(std::regex_search(said, std::regex("0.*1"))) << said;
  }
}

}  // namespace
