// What fees on ore and power, and what is given back of them, do to the flows of money.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/system/economy.h"

namespace {

using namespace rurban;
using books::account;
using books::firm_of;
using books::Flows;
using books::lived;
using books::node;
using books::town;

const twin::Date kStart = twin::date(2021, 1, 1);

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
  const tools::Session base = lived("today", 1, {worlds::kFewHouseholds}),
                       other = lived("today", 1, {worlds::kFewHouseholds, "firms.local_power=1"});
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
  const tools::Session session =
      lived("today", 1, {worlds::kFewHouseholds, "firms.power_fee=1.1", "firms.mineral_fee=1"});
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

}  // namespace
