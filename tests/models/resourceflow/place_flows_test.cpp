// Three places: a mine village (0) and a market village (1) in municipality 0, a city (2) in municipality 1. Their
// stable ids are 1, 2 and 3. One year of their ledger, entry by entry.
#include "models/resourceflow/place_flows.h"

#include <gtest/gtest.h>

namespace {

using namespace rurban;
using twin::Account;
using twin::FlowInfo;
using twin::LedgerRow;

constexpr Account kState = twin::Ledger::kFirstNode, kWorld = kState + 1;

Account at(Account place, Part part) {
  return account_of(place, part);
}

struct Book {
  std::vector<FlowInfo> flows;
  std::vector<LedgerRow> rows;
  std::vector<std::uint8_t> is_money;
  std::vector<std::uint32_t> municipality{0, 0, 1}, row_of_place{0, 0, 1, 2};
  std::vector<std::int64_t> residents{100, 300, 1'000};
  ExtractionFlows extraction;

  std::uint16_t flow(FlowRow row) {
    flows.push_back({std::to_string(flows.size()), 0, {}, static_cast<std::uint8_t>(row)});
    is_money.push_back(1);
    return static_cast<std::uint16_t>(flows.size() - 1);
  }
  void post(std::uint16_t flow, Account from, Account to, std::int64_t amount) {
    rows.push_back({0, flow, from, to, amount});
  }
  LedgerYear year() const { return {rows, flows, is_money, extraction, municipality, residents, row_of_place}; }
};

TEST(PlaceFlows, OreThatLeavesIsExtractedAndWhatItPaysPeopleOfThePlaceReturns) {
  Book book;
  const auto ore_sales = book.flow(FlowRow::kPrimary), wages = book.flow(FlowRow::kWages),
             other_wages = book.flow(FlowRow::kWages);
  book.extraction.wages = wages;
  book.post(ore_sales, kWorld, at(1, Part::kBranches), 1'000);
  book.post(wages, at(1, Part::kBranches), at(1, Part::kHouseholds), 100);
  book.post(wages, at(1, Part::kBranches), at(2, Part::kHouseholds), 50);
  book.post(other_wages, at(2, Part::kLocalFirms), at(2, Part::kHouseholds), 70);  // of a shop: no way back of ore
  const auto places = place_flows(book.year());
  EXPECT_EQ(places[0].primary_sales, 1'000);
  EXPECT_EQ(places[0].extraction_wages, 100);
  EXPECT_EQ(places[1].extraction_wages, 50);
  EXPECT_EQ(places[2], (PlaceFlows{.residents = 1'000}));
}

TEST(PlaceFlows, TimberSoldToAMillOfTheSamePlaceHasNotLeftIt) {
  Book book;
  const auto timber = book.flow(FlowRow::kPrimary);
  book.post(timber, at(1, Part::kLocalFirms), at(1, Part::kLocalFirms), 10);
  book.post(timber, at(3, Part::kBranches), at(1, Part::kLocalFirms), 25);
  EXPECT_EQ(place_flows(book.year())[0].primary_sales, 25);
}

TEST(PlaceFlows, WhatReachesAMunicipalityBelongsToItsResidentsWhereverTheyLive) {
  Book book;
  const auto fee = book.flow(FlowRow::kResource);
  book.post(fee, at(1, Part::kBranches), at(2, Part::kMunicipality), 400);  // its seat is the market village
  book.post(fee, at(1, Part::kBranches), at(1, Part::kAssociations), 7);
  const auto places = place_flows(book.year());
  EXPECT_EQ(places[0].resource_payments, 100 + 7);  // 400 * 100 / 400 residents, and the village's own fund
  EXPECT_EQ(places[1].resource_payments, 300);
  EXPECT_EQ(places[2].resource_payments, 0);
}

TEST(PlaceFlows, AResourcePaymentThatPaysForServicesIsCountedOnce) {
  Book book;
  const auto fee = book.flow(FlowRow::kResource), tax = book.flow(FlowRow::kLocalTax),
             service = book.flow(FlowRow::kInKind), wages = book.flow(FlowRow::kWages);
  book.post(tax, at(2, Part::kHouseholds), at(2, Part::kMunicipality), 1'000);
  book.post(wages, at(2, Part::kMunicipality), at(2, Part::kHouseholds), 900);
  book.post(fee, at(1, Part::kBranches), at(2, Part::kMunicipality), 400);
  const auto returned = [&](std::int64_t services) {
    Book lived = book;
    lived.post(service, at(2, Part::kMunicipality), at(2, Part::kHouseholds), services);
    const auto places = place_flows(lived.year());
    return places[0].resource_payments + places[1].resource_payments + places[1].services_in_kind - places[1].taxes;
  };
  for (const std::int64_t services : {1'000, 1'100, 1'250, 1'400}) EXPECT_EQ(returned(services), 400) << services;
  EXPECT_EQ(returned(900), 300) << "a hundred of the tax is kept as well";
}

TEST(PlaceFlows, NoOreOfAResourcePaymentIsLostInTheSplit) {
  Book book;
  const auto fee = book.flow(FlowRow::kResource);
  for (const std::int64_t amount : std::vector<std::int64_t>{1, 2, 3, 401, 999'999'999'999}) {
    book.rows.clear();
    book.post(fee, at(1, Part::kBranches), at(2, Part::kMunicipality), amount);
    const auto places = place_flows(book.year());
    EXPECT_EQ(places[0].resource_payments + places[1].resource_payments, amount);
  }
}

TEST(PlaceFlows, TaxesOfPeopleAndLocalFirmsCountAndThoseOfBranchesDoNot) {
  Book book;
  const auto local = book.flow(FlowRow::kLocalTax), state = book.flow(FlowRow::kStateTax);
  book.post(local, at(1, Part::kHouseholds), at(2, Part::kMunicipality), 30);
  book.post(state, at(1, Part::kLocalFirms), kState, 5);
  book.post(state, at(1, Part::kBranches), kState, 500);  // borne by owners elsewhere
  book.post(state, kState, at(1, Part::kHouseholds), 2);  // credits above the tax
  EXPECT_EQ(place_flows(book.year())[0].taxes, 30 + 5 - 2);
}

TEST(PlaceFlows, OutsideInvestmentCountsUnlessItIsExtractionPlant) {
  Book book;
  const auto building = book.flow(FlowRow::kInvestment), plant = book.flow(FlowRow::kInvestment);
  book.extraction.investment = plant;
  book.post(building, at(3, Part::kBranches), at(2, Part::kLocalFirms), 40);
  book.post(building, at(2, Part::kLocalFirms), at(2, Part::kLocalFirms), 9);  // its own money
  book.post(plant, at(1, Part::kBranches), at(2, Part::kLocalFirms), 100);
  EXPECT_EQ(place_flows(book.year())[1].investment_external, 40);
}

// Sales 200 of which 60 are wages to residents, 10 dividends to them and 40 purchases in the set: 0.35 and 0.2.
TEST(LocalMultiplier, IsWhatSuppliersPayToPeopleAndSuppliersOfTheSetPerKronaOfSales) {
  Book book;
  const auto bought = book.flow(FlowRow::kConsumption), wages = book.flow(FlowRow::kWages),
             dividends = book.flow(FlowRow::kSurplus), purchases = book.flow(FlowRow::kPurchases);
  book.post(bought, at(2, Part::kHouseholds), at(2, Part::kLocalFirms), 160);
  book.post(purchases, at(2, Part::kLocalFirms), at(1, Part::kLocalFirms), 40);
  book.post(wages, at(2, Part::kLocalFirms), at(2, Part::kHouseholds), 60);
  book.post(wages, at(2, Part::kLocalFirms), at(3, Part::kHouseholds),
            30);  // a commuter's, who lives outside the set
  book.post(dividends, at(2, Part::kLocalFirms), at(1, Part::kHouseholds), 10);
  const std::vector<std::uint8_t> villages{1, 1, 0};
  const LocalMultiplier multiplier = local_multiplier(book.year(), villages);
  EXPECT_DOUBLE_EQ(multiplier.value_share, 70.0 / 200);
  EXPECT_DOUBLE_EQ(multiplier.purchase_share, 40.0 / 200);
}

TEST(LocalMultiplier, PaysAKronaOutOnlyOnceInAYearOfLosses) {
  Book book;
  const auto bought = book.flow(FlowRow::kConsumption), wages = book.flow(FlowRow::kWages);
  book.post(bought, at(2, Part::kHouseholds), at(2, Part::kLocalFirms), 10);
  book.post(wages, at(2, Part::kLocalFirms), at(2, Part::kHouseholds), 60);
  const std::vector<std::uint8_t> villages{1, 1, 0};
  const LocalMultiplier multiplier = local_multiplier(book.year(), villages);
  EXPECT_LE(multiplier.value_share + multiplier.purchase_share, 1);
}

}  // namespace
