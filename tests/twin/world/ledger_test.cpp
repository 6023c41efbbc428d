#include "twin/world/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <tuple>

#include "twin/base/error.h"

namespace twin {

/// Takes one side of an entry away, which post() never does.
struct LedgerSurgeon {
  static void lose(Ledger& ledger, std::uint16_t stock, Account account, std::int64_t amount) {
    ledger.balances_[stock][account] -= amount;
  }
};

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr MonthNumber kMay = (2021 - 1900) * 12 + 4, kJune = kMay + 1;

/// Persons are born and move, money is paid as wages and taxes; places are the numbers 1, 2, 3 …
struct Books {
  Ledger ledger;
  std::uint16_t persons = ledger.add_stock({"person", "persons"});
  std::uint16_t money = ledger.add_stock({"money", "öre"});
  std::uint16_t birth = ledger.add_flow({"birth", persons, {"födda", "births"}});
  std::uint16_t move = ledger.add_flow({"move", persons, {"flyttningar", "moves"}});
  std::uint16_t wage = ledger.add_flow({"wage", money, {"löner", "wages"}});
  std::uint16_t tax = ledger.add_flow({"tax", money, {"skatt", "taxes"}});
  Account unborn = ledger.add_node("unborn");
  Account state = ledger.add_node("state");
};

struct Post {
  std::uint16_t flow;
  Account from, to;
  std::int64_t amount;
};

std::vector<Post> random_posts(const Books& books, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::vector<Account> accounts{1, 2, 3, books.unborn, books.state};
  std::vector<Post> posts;
  for (std::size_t i = 0; i != count; ++i)
    posts.push_back({static_cast<std::uint16_t>(random() % 4), accounts[random() % 5], accounts[random() % 5],
                     static_cast<std::int64_t>(random() % 1'000'000)});
  return posts;
}

void write(Ledger& ledger, std::span<const Post> posts) {
  for (const Post& post : posts) ledger.post(post.flow, post.from, post.to, post.amount);
}

std::vector<LedgerRow> rows_of(std::span<const LedgerRow> rows) {
  return {rows.begin(), rows.end()};
}

TEST(Ledger, TakesFromOneAccountWhatItGivesToAnother) {
  Books books;
  books.ledger.post(books.birth, books.unborn, 1, 5);
  books.ledger.post(books.move, 1, 2, 2);
  books.ledger.post(books.wage, books.state, 1, 30'000);
  EXPECT_EQ(books.ledger.balance(books.persons, 1), 3);  // 5 born, 2 moved away
  EXPECT_EQ(books.ledger.balance(books.persons, 2), 2);
  EXPECT_EQ(books.ledger.balance(books.persons, books.unborn), -5);
  EXPECT_EQ(books.ledger.balance(books.money, 1), 30'000);  // stocks never meet
  EXPECT_EQ(books.ledger.balance(books.money, 3), 0);
  EXPECT_EQ(books.ledger.accounts(books.persons), (std::vector<Account>{1, 2, books.unborn}));
}

TEST(Ledger, SumsEveryStockToZeroWhateverIsPosted) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Books books;
    for (const Post& post : random_posts(books, 200, seed)) {
      books.ledger.post(post.flow, post.from, post.to, post.amount);
      ASSERT_EQ(books.ledger.residual(books.persons), 0);
      ASSERT_EQ(books.ledger.residual(books.money), 0);
    }
  }
}

TEST(Ledger, KeepsTheSumOfEachKindFromEachToEachByMonth) {
  Books books;
  Ledger& ledger = books.ledger;
  ledger.post(books.tax, 2, books.state, 10);
  ledger.post(books.wage, books.state, 2, 100);
  ledger.post(books.wage, books.state, 1, 1);
  ledger.post(books.wage, books.state, 2, 200);
  EXPECT_TRUE(ledger.history().empty());
  ledger.close_month(kMay);
  ledger.post(books.wage, books.state, 2, 400);
  ledger.close_month(kJune);
  EXPECT_EQ(rows_of(ledger.history()), (std::vector<LedgerRow>{
                                           {kMay, books.wage, books.state, 1, 1},
                                           {kMay, books.wage, books.state, 2, 300},  // 100 + 200
                                           {kMay, books.tax, 2, books.state, 10},
                                           {kJune, books.wage, books.state, 2, 400},
                                       }));
}

TEST(Ledger, HasBalancesThatAreTheSumOfItsHistory) {
  Books books;
  for (MonthNumber month = kMay; month != kMay + 12; ++month) {
    write(books.ledger, random_posts(books, 50, static_cast<std::uint64_t>(month)));
    books.ledger.close_month(month);
  }
  std::map<std::pair<std::uint16_t, Account>, std::int64_t> sums;
  for (const LedgerRow& row : books.ledger.history()) {
    const std::uint16_t stock = books.ledger.flows()[row.flow].stock;
    sums[{stock, row.from}] -= row.amount;
    sums[{stock, row.to}] += row.amount;
  }
  for (const std::uint16_t stock : {books.persons, books.money})
    for (const Account account : books.ledger.accounts(stock))
      EXPECT_EQ(books.ledger.balance(stock, account), (sums[{stock, account}])) << account;
}

TEST(Ledger, DoesNotShowInWhichOrderItWasWritten) {
  Books expected;
  std::vector<Post> posts = random_posts(expected, 500, 1);
  write(expected.ledger, posts);
  expected.ledger.close_month(kMay);
  std::mt19937_64 random(2);
  for (int round = 0; round != 5; ++round) {
    std::shuffle(posts.begin(), posts.end(), random);
    Books books;
    write(books.ledger, posts);
    books.ledger.close_month(kMay);
    EXPECT_EQ(to_string(books.ledger.hash()), to_string(expected.ledger.hash()));
    EXPECT_EQ(rows_of(books.ledger.history()), rows_of(expected.ledger.history()));
  }
}

TEST(Ledger, HashesAmountAccountsKindAndMonth) {
  const auto hash_with = [](std::uint16_t flow, Account from, Account to, std::int64_t amount, MonthNumber month) {
    Books books;
    books.ledger.post(books.wage, books.state, 1, 7);
    books.ledger.post(flow, from, to, amount);
    books.ledger.close_month(month);
    return books.ledger.hash();
  };
  const Books names;
  const Hash128 reference = hash_with(names.wage, names.state, 2, 100, kMay);
  EXPECT_EQ(reference, hash_with(names.wage, names.state, 2, 100, kMay));
  EXPECT_NE(reference, hash_with(names.tax, names.state, 2, 100, kMay));
  EXPECT_NE(reference, hash_with(names.wage, names.unborn, 2, 100, kMay));
  EXPECT_NE(reference, hash_with(names.wage, names.state, 3, 100, kMay));
  EXPECT_NE(reference, hash_with(names.wage, names.state, 2, 101, kMay));
  EXPECT_NE(reference, hash_with(names.wage, names.state, 2, 100, kJune));
}

TEST(Ledger, HashesTheRunningMonthToo) {
  Books wages, taxes;  // the same balances by another kind
  wages.ledger.post(wages.wage, wages.state, 1, 100);
  taxes.ledger.post(taxes.tax, taxes.state, 1, 100);
  EXPECT_NE(to_string(wages.ledger.hash()), to_string(taxes.ledger.hash()));
}

TEST(Ledger, RefusesABalanceBeyond64Bits) {
  Books books;
  books.ledger.post(books.wage, books.state, 1, kMost);
  EXPECT_THROW(books.ledger.post(books.wage, books.unborn, 1, 1), CheckError);  // 1 would hold one too many
  Books owing;
  owing.ledger.post(owing.wage, owing.state, 1, kMost);
  owing.ledger.post(owing.wage, owing.state, 2, 1);  // -2^63: the least there is
  EXPECT_EQ(owing.ledger.balance(owing.money, owing.state), std::numeric_limits<std::int64_t>::min());
  EXPECT_THROW(owing.ledger.post(owing.wage, owing.state, 3, 1), CheckError);
}

TEST(Ledger, RefusesAMonthBeyond64Bits) {
  Books books;
  books.ledger.post(books.wage, books.state, 1, kMost);
  books.ledger.post(books.tax, 1, books.state, kMost);
  EXPECT_THROW(books.ledger.post(books.wage, books.state, 1, 1), CheckError);  // fits the balances, not the sum
}

TEST(Ledger, StillSumsToZeroWhenBalancesAreHuge) {
  Books books;
  books.ledger.post(books.wage, 1, books.state, kMost);
  books.ledger.post(books.wage, 2, books.unborn, kMost);  // 1 and 2 together owe more than 64 bits hold
  EXPECT_EQ(books.ledger.residual(books.money), 0);
}

TEST(Ledger, NamesEachFlowOnceAndSharesStocksAndNodes) {
  Books books;
  EXPECT_EQ(books.ledger.add_stock({"money", "öre"}), books.money);
  EXPECT_EQ(books.ledger.add_node("state"), books.state);
  EXPECT_NE(books.ledger.add_node("abroad"), books.state);
  EXPECT_EQ(books.ledger.nodes()[books.state - Ledger::kFirstNode], "state");
  EXPECT_THROW(books.ledger.add_flow({"wage", books.money, {}}), PlanError);
}

TEST(Ledger, GoesOnFromARestoreAsIfNothingHadHappened) {
  Books saved;
  write(saved.ledger, random_posts(saved, 300, 1));
  saved.ledger.post(saved.tax, 77, saved.state, 0);  // an account that stands at zero is an account too
  saved.ledger.close_month(kMay);

  Books restored;
  write(restored.ledger, random_posts(restored, 10, 9));  // what stood there before is forgotten
  restored.ledger.close_month(kMay);
  restored.ledger.restore(saved.ledger.balances(), saved.ledger.open_month(), rows_of(saved.ledger.history()),
                          saved.ledger.opening());
  EXPECT_EQ(restored.ledger.balances(), saved.ledger.balances());
  EXPECT_EQ(restored.ledger.accounts(restored.money), saved.ledger.accounts(saved.money));
  EXPECT_EQ(restored.ledger.hash(), saved.ledger.hash());

  for (Books* books : {&saved, &restored}) {
    write(books->ledger, random_posts(*books, 300, 2));
    books->ledger.close_month(kJune);
  }
  EXPECT_EQ(restored.ledger.hash(), saved.ledger.hash());
  EXPECT_EQ(rows_of(restored.ledger.history()), rows_of(saved.ledger.history()));
}

TEST(Ledger, RefusesANegativeAmount) {
  Books books;
  try {
    books.ledger.post(books.wage, books.state, 1, -1);
    FAIL() << "a wage of −1";
  } catch (const CheckError& error) {
    EXPECT_EQ(error.text().en, "a negative amount in the ledger: wage -1");
  }
  EXPECT_EQ(books.ledger.balance(books.money, 1), 0);  // nothing was booked
  EXPECT_TRUE(books.ledger.open_month().empty());
}

TEST(Ledger, NamesPartsOnceAndForAll) {
  Books books;
  books.ledger.set_parts({"the place", "households"}, "place");
  books.ledger.set_parts({"the place", "households"}, "place");
  EXPECT_THROW(books.ledger.set_parts({"the place", "firms"}, "place"), PlanError);
  EXPECT_THROW(books.ledger.set_parts({"the place", "households"}, "town"), PlanError);
  EXPECT_EQ(books.ledger.parts()[1], "households");
}

// ---- years

constexpr MonthNumber month_in(int year, int month) {
  return static_cast<MonthNumber>((year - 1900) * 12 + month - 1);
}

/// Opening balances in `opening`, then `months` months of random entries.
void live(Books& books, MonthNumber opening, int months) {
  for (int i = 0; i <= months; ++i) {
    write(books.ledger, random_posts(books, 60, static_cast<std::uint64_t>(i)));
    books.ledger.close_month(static_cast<MonthNumber>(opening + i));
  }
}

std::vector<MonthNumber> months_of(std::span<const LedgerRow> rows) {
  std::vector<MonthNumber> months;
  for (const LedgerRow& row : rows)
    if (months.empty() || months.back() != row.month) months.push_back(row.month);
  return months;
}

TEST(LedgerYears, KeepTwelveMonthsOfTheLastYearAndOneOfEachBefore) {
  Books books;
  live(books, month_in(2020, 12), 36);  // to December 2023
  std::vector<MonthNumber> expected{month_in(2020, 12), month_in(2021, 12), month_in(2022, 12)};
  for (int month = 1; month <= 12; ++month) expected.push_back(month_in(2023, month));
  EXPECT_EQ(months_of(books.ledger.history()), expected);
}

TEST(LedgerYears, KeepAllMonthsUntilTheNextDecemberCloses) {
  Books books;
  live(books, month_in(2020, 12), 23);  // to November 2022
  EXPECT_EQ(months_of(books.ledger.history()).size(), 24U);
  write(books.ledger, random_posts(books, 60, 99));
  books.ledger.close_month(month_in(2022, 12));
  EXPECT_EQ(months_of(books.ledger.history()).size(), 14U);  // the opening, 2021, twelve months of 2022
}

TEST(LedgerYears, LeaveOpeningBalancesInTheMiddleOfAYearAsTheyAre) {
  Books books;
  live(books, month_in(2021, 6), 18);  // the balances of June, then July 2021 to December 2022
  const auto months = months_of(books.ledger.history());
  ASSERT_EQ(months.size(), 14U);
  EXPECT_EQ(months[0], month_in(2021, 6));
  EXPECT_EQ(months[1], month_in(2021, 12));
  EXPECT_EQ(months[2], month_in(2022, 1));
}

TEST(LedgerYears, HaveTheSumsThatTheirMonthsHad) {
  for (const MonthNumber opening : {month_in(2020, 12), month_in(2021, 6), month_in(2021, 1)}) {
    Books books;
    std::map<std::tuple<int, std::uint16_t, Account, Account>, std::int64_t> expected;
    for (int i = 0; i <= 70; ++i) {
      const auto month = static_cast<MonthNumber>(opening + i);
      for (const Post& post : random_posts(books, 60, static_cast<std::uint64_t>(i))) {
        books.ledger.post(post.flow, post.from, post.to, post.amount);
        expected[{month / 12, post.flow, post.from, post.to}] += post.amount;
      }
      books.ledger.close_month(month);
    }
    for (const LedgerRow& row : books.ledger.history())
      expected[{row.month / 12, row.flow, row.from, row.to}] -= row.amount;
    for (const auto& [line, left] : expected) EXPECT_EQ(left, 0) << std::get<0>(line) + 1900;
    EXPECT_TRUE(std::is_sorted(books.ledger.history().begin(), books.ledger.history().end()));
    EXPECT_EQ(books.ledger.broken_account(books.money), std::nullopt);
  }
}

TEST(LedgerYears, AreFoldedAlikeAfterARestoreInTheMiddleOfOne) {
  for (const int months : {0, 5, 12, 17, 24, 31}) {
    Books saved, restored;
    live(saved, month_in(2021, 3), months);
    restored.ledger.restore(saved.ledger.balances(), saved.ledger.open_month(), rows_of(saved.ledger.history()),
                            saved.ledger.opening());
    for (Books* books : {&saved, &restored})
      for (int i = months + 1; i <= 50; ++i) {
        write(books->ledger, random_posts(*books, 60, static_cast<std::uint64_t>(i)));
        books->ledger.close_month(static_cast<MonthNumber>(month_in(2021, 3) + i));
      }
    EXPECT_EQ(restored.ledger.hash(), saved.ledger.hash()) << "saved after month " << months;
    EXPECT_EQ(rows_of(restored.ledger.history()), rows_of(saved.ledger.history())) << "saved after month " << months;
  }
}

TEST(LedgerYears, AreSummedWithTheRunningMonthAndWithoutOpeningBalances) {
  Books books;
  Ledger& ledger = books.ledger;
  ledger.post(books.wage, books.state, 1, 1'000);
  ledger.close_month(month_in(2021, 6));  // what there was before
  ledger.post(books.wage, books.state, 1, 30);
  ledger.post(books.tax, 1, books.state, 9);
  ledger.close_month(month_in(2021, 7));
  ledger.post(books.wage, books.state, 1, 40);
  const auto hash = ledger.hash();
  EXPECT_EQ(
      ledger.sums_since(month_in(2021, 1)),
      (std::vector<LedgerRow>{{0, books.wage, books.state, 1, 70}, {0, books.tax, 1, books.state, 9}}));  // 30 + 40
  EXPECT_EQ(ledger.sums_since(month_in(2021, 8)), (std::vector<LedgerRow>{{0, books.wage, books.state, 1, 40}}));
  EXPECT_EQ(ledger.hash(), hash);
}

// ---- faults

TEST(Ledger, FindsTheAccountThatLostASide) {
  Books books;
  live(books, month_in(2020, 12), 30);
  write(books.ledger, random_posts(books, 20, 77));
  ASSERT_EQ(books.ledger.broken_account(books.money), std::nullopt);
  LedgerSurgeon::lose(books.ledger, books.money, 2, 17);
  EXPECT_EQ(books.ledger.residual(books.money), -17);
  EXPECT_EQ(books.ledger.broken_account(books.money), std::optional<Account>{2});
  EXPECT_EQ(books.ledger.residual(books.persons), 0);
  EXPECT_EQ(books.ledger.broken_account(books.persons), std::nullopt);
}

// ---- single entries

TEST(Ledger, KeepsSingleEntriesOfATracedPlaceAndAllItsParts) {
  Books books;
  Ledger& ledger = books.ledger;
  const Account households = Ledger::part(2, 1);
  ledger.post(books.wage, books.state, 2, 1);  // before it is traced
  ledger.trace(2);
  ledger.post(books.wage, books.state, households, 100);
  ledger.post(books.wage, books.state, households, 100);
  ledger.post(books.wage, books.state, 1, 5);  // of another place
  ledger.post(books.tax, 2, books.state, 30);
  ledger.close_month(kMay);
  ledger.post(books.move, households, 2, 3);
  EXPECT_EQ(rows_of(ledger.traced()), (std::vector<LedgerRow>{
                                          {kMay, books.wage, books.state, households, 100},
                                          {kMay, books.wage, books.state, households, 100},
                                          {kMay, books.tax, 2, books.state, 30},
                                          {0, books.move, households, 2, 3},  // of the running month
                                      }));
}

TEST(Ledger, TakesNoNodeForThePlaceOfTheSameNumber) {
  Books books;
  ASSERT_EQ(Ledger::place_of(books.state), 1U);  // the second node
  books.ledger.trace(1);
  books.ledger.post(books.wage, books.state, 2, 5);
  EXPECT_TRUE(books.ledger.traced().empty());
}

TEST(Ledger, IsTheSameWhetherItIsTracedOrNot) {
  Books traced, other;
  traced.ledger.trace(2);
  for (Books* books : {&traced, &other}) live(*books, kMay, 5);
  EXPECT_GT(traced.ledger.traced().size(), 100U);
  EXPECT_EQ(traced.ledger.hash(), other.ledger.hash());
}

TEST(Ledger, SaysWhenThereAreTooManyEntriesToKeep) {
  Books books;
  books.ledger.trace(2, 3);
  for (int i = 0; i != 3; ++i) books.ledger.post(books.wage, books.state, 2, 1);
  EXPECT_THROW(books.ledger.post(books.wage, books.state, 2, 1), TraceError);
}

}  // namespace
}  // namespace twin
