// What a map shows of a ledger.
#include "viz/core/flow_book.h"

#include <gtest/gtest.h>

namespace viz {
namespace {

using twin::Ledger;
using twin::LedgerRow;

constexpr twin::Account kState = Ledger::kFirstNode, kUnnamed = Ledger::kFirstNode + 1;

/// Places 1 and 2 lie in the first municipality, 3 in the second; the state stands outside; öre are told in kr.
FlowPlan two_municipalities() {
  FlowPlan plan;
  plan.ends = {
      {{"Fjäll", "Fjäll"}, 0, 0}, {{"Kust", "Kust"}, 90'000, 0}, {{"staten", "the state"}, 0, -50'000, true}};
  plan.kinds = {{{"pengar mellan kommuner", "money between municipalities"}, {"kr", "kr"}, 100, true},
                {{"flyttningar", "moves"}, {"personer", "persons"}, 1, false}};
  plan.end_of_place = {FlowPlan::kNone, 0, 0, 1};
  plan.end_of_node = {2, FlowPlan::kNone};
  plan.kind_of_flow = {0, 0, 1, FlowPlan::kNone};
  return plan;
}

constexpr twin::MonthNumber month(int year, int number) {
  return static_cast<twin::MonthNumber>((year - 1900) * 12 + number - 1);
}

TEST(FlowBook, AddsWhatGoesFromOneMunicipalityToAnother) {
  const std::vector<LedgerRow> history{
      {month(2021, 3), 0, Ledger::part(1, 1), Ledger::part(3, 2), 500},
      {month(2021, 4), 1, 2, 3, 700},       // another flow of the same kind, from another place
      {month(2021, 4), 0, 1, 2, 900},       // stays inside
      {month(2021, 4), 0, 3, kState, 900},  // has an end outside
      {month(2021, 4), 3, 1, 3, 900},       // is not shown
      {month(2022, 1), 0, 1, 3, 900}};      // another year
  const auto flows = flows_of_year(two_municipalities(), history, 2021);
  ASSERT_EQ(flows.size(), 2U);
  ASSERT_EQ(flows[0].size(), 1U);
  EXPECT_EQ(flows[0][0].from, 0U);
  EXPECT_EQ(flows[0][0].to, 1U);
  EXPECT_EQ(flows[0][0].amount, 12) << "5 kr and 7 kr";
  EXPECT_TRUE(flows[1].empty());
}

TEST(FlowBook, ShowsWhoIsOutsideByNameAndNobodyElse) {
  const std::vector<LedgerRow> history{
      {month(2021, 3), 2, 3, kState, 4}, {month(2021, 3), 2, kUnnamed, 3, 9}, {month(2021, 3), 2, 77, 3, 9}};
  const auto flows = flows_of_year(two_municipalities(), history, 2021);
  ASSERT_EQ(flows[1].size(), 1U);
  EXPECT_EQ(flows[1][0].to, 2U);
  EXPECT_EQ(flows[1][0].amount, 4);
}

TEST(FlowBook, KnowsOnlyYearsThatWereLivedWhole) {
  std::vector<LedgerRow> history;
  for (const int year : {2020, 2021, 2022, 2023}) history.push_back({month(year, 12), 0, 1, 3, 100 * year});
  FlowBook book;
  book.read(two_municipalities(), history, twin::date(2020, 7, 1), twin::date(2023, 7, 1));
  EXPECT_FALSE(book.at(0, twin::date(2020, 12, 31))) << "it began in July";
  EXPECT_EQ(book.at(0, twin::date(2021, 1, 1))->year, 2021);
  EXPECT_EQ(book.at(0, twin::date(2023, 7, 1))->flows.at(0).amount, 2022) << "2023 is half";
  book.forget_after(twin::date(2022, 12, 1));
  EXPECT_EQ(book.at(0, twin::date(2023, 7, 1))->year, 2021) << "2022 is not yet over";
}

TEST(FlowPlan, ComesBackFromItsBytes) {
  const FlowPlan plan = two_municipalities();
  const auto again = FlowPlan::unpack(plan.pack());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->pack(), plan.pack());
  EXPECT_EQ(again->ends[2].name.sv, "staten");
  EXPECT_TRUE(again->kinds[0].inside_only);
  auto bytes = plan.pack();
  bytes.pop_back();
  EXPECT_FALSE(FlowPlan::unpack(bytes));
}

}  // namespace
}  // namespace viz
