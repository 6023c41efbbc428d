#include "models/money.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace rurban {
namespace {

using Lines = std::vector<std::pair<twin::Account, std::int64_t>>;

Lines settled(Bill& bill) {
  Lines lines;
  bill.settle([&](twin::Account to, std::int64_t amount) { lines.emplace_back(to, amount); });
  return lines;
}

TEST(ABill, AddsUpWhatGoesToTheSameAccountInTheOrderOfFirstMention) {
  Bill bill;
  bill.add(7, 100);
  bill.add(3, 1);
  bill.add(7, 50);
  EXPECT_EQ(settled(bill), (Lines{{7, 150}, {3, 1}}));
}

TEST(ABill, LeavesOutWhatCameToNothing) {
  Bill bill;
  bill.add(7, 0);
  bill.add(3, 5);
  bill.add(4, 5);
  bill.add(4, -5);
  EXPECT_EQ(settled(bill), (Lines{{3, 5}}));
}

TEST(ABill, IsPaidOnce) {
  Bill bill;
  bill.add(7, 100);
  EXPECT_EQ(settled(bill).size(), 1U);
  EXPECT_TRUE(settled(bill).empty());
  bill.add(7, 1);
  EXPECT_EQ(settled(bill), (Lines{{7, 1}}));
}

TEST(Accounts, OfAPlacesPartsDifferAndTellPlaceAndPart) {
  std::set<twin::Account> seen;
  for (const twin::StableId place : {1U, 2U, 600U, (1U << twin::Ledger::kPlaceBits) - 1})
    for (int part = 0; part != kParts; ++part) {
      const twin::Account account = account_of(place, static_cast<Part>(part));
      EXPECT_TRUE(seen.insert(account).second);
      EXPECT_EQ(twin::Ledger::place_of(account), place);
      EXPECT_EQ(twin::Ledger::part_of(account), static_cast<std::uint32_t>(part));
      EXPECT_FALSE(twin::Ledger::is_node(account));
    }
  EXPECT_EQ(account_of(9, Part::kWhole), 9U);
}

TEST(FlowRows, HaveNamesOfTheirOwnInBothLanguages) {
  std::set<std::string> swedish, english;
  for (const twin::Text& name : kFlowRowNames) {
    EXPECT_FALSE(name.sv.empty());
    EXPECT_TRUE(swedish.insert(name.sv).second) << name.sv;
    EXPECT_TRUE(english.insert(name.en).second) << name.en;
  }
  EXPECT_EQ(kFlowRowNames[static_cast<std::size_t>(FlowRow::kInvestment)].en, "investment");
}

}  // namespace
}  // namespace rurban
