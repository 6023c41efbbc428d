// The books of a place as `rurban describe --books` prints them, and the checks of a whole run.
#include <gtest/gtest.h>

#include <regex>

#include "tests/system/worlds.h"
#include "tools/commands.h"
#include "twin/base/error.h"

namespace {

using twin::Account;
using twin::Ledger;

std::string page_of(const tools::BooksView& wanted, twin::Language language = twin::Language::kEnglish,
                    int code = 0) {
  tools::Options options;
  options.language = language;
  testing::internal::CaptureStdout();
  const int ended = tools::describe_books(options, worlds::scenario("tiny"), wanted);
  std::string page = testing::internal::GetCapturedStdout();
  EXPECT_EQ(ended, code) << page;
  return page;
}

std::string refusal_of(const tools::BooksView& wanted) {
  try {
    tools::describe_books({}, worlds::scenario("tiny"), wanted);
  } catch (const twin::InputError& error) {
    return twin::to_string(error.faults(), twin::Language::kEnglish);
  }
  return "no refusal";
}

TEST(BooksOfAPlace, AddUpFromTheOpeningToTheClosingBalance) {
  const std::string page = page_of({.place = "Uddnäs", .month = "2021-03", .entries = 2});
  EXPECT_NE(page.find("Uddnäs, Lillby municipality, 2021-03"), std::string::npos) << page;
  for (const char* line : {"Uddnäs: persons", "opening balance +[0-9]", "closing balance", "adds up",
                           " → Lillby: [0-9]", "[0-9]+ entries, all agree with the ledger"})
    EXPECT_TRUE(std::regex_search(page, std::regex(line))) << line << "\n" << page;
  EXPECT_EQ(page.find("NOT"), std::string::npos) << page;
}

TEST(BooksOfAPlace, AreTheSameInSwedish) {
  const std::string page = page_of({.place = "Uddnäs", .month = "2021-03"}, twin::Language::kSwedish);
  for (const char* word : {"ingående saldo", "utgående saldo", "stämmer", "Lillby kommun"})
    EXPECT_NE(page.find(word), std::string::npos) << word << "\n" << page;
  EXPECT_TRUE(std::regex_search(page, std::regex("[0-9],[0-9][0-9] kr"))) << page;
}

TEST(BooksOfAPlace, BeginWithTheFirstMonthOfTheRun) {
  EXPECT_NE(page_of({.place = "Uddnäs", .month = ""}).find("2021-01"), std::string::npos);
}

TEST(BooksOfAPlace, AreRefusedForPlacesAndMonthsThatThereAreNot) {
  EXPECT_NE(refusal_of({.place = "Udnäs", .month = ""}).find("did you mean 'Uddnäs'?"), std::string::npos);
  const std::string late = refusal_of({.place = "Uddnäs", .month = "2099-01"});
  EXPECT_NE(late.find("the run does not live 2099-01"), std::string::npos) << late;
  EXPECT_NE(late.find("from 2021-01 to"), std::string::npos) << late;
  EXPECT_NE(refusal_of({.place = "Uddnäs", .month = "2020-12"}).find("does not live"), std::string::npos);
  EXPECT_NE(refusal_of({.place = "Uddnäs", .month = "2021-13"}).find("'2021-13' is no month"), std::string::npos);
}

TEST(BooksOfAPlace, DoNotChangeTheRunThatIsLookedAt) {
  tools::Session traced = worlds::founded("tiny"), other = worlds::founded("tiny");
  traced.simulation->ledger().trace(static_cast<Account>(traced.simulation->world().table("place").ids()[0]));
  for (tools::Session* session : {&traced, &other}) worlds::live_until(*session->simulation, twin::date(2021, 4, 1));
  EXPECT_FALSE(traced.simulation->ledger().traced().empty());
  EXPECT_EQ(to_string(traced.simulation->hash().total), to_string(other.simulation->hash().total));
}

TEST(LedgerOfARun, HasBalancesThatAreTheSumsOfItsEntriesThroughFoldedYears) {
  tools::Session session = worlds::founded("tiny");
  worlds::live_until(*session.simulation, twin::date(2023, 3, 1));
  const Ledger& ledger = session.simulation->ledger();
  for (std::uint16_t stock = 0; stock != ledger.stocks().size(); ++stock) {
    EXPECT_EQ(ledger.residual(stock), 0) << ledger.stocks()[stock].name;
    EXPECT_EQ(ledger.broken_account(stock), std::nullopt) << ledger.stocks()[stock].name;
  }
  // The opening balances, 2021 as one, twelve months of 2022, January and February of 2023.
  std::size_t months = 0;
  for (std::size_t i = 0; i != ledger.history().size(); ++i)
    months += i == 0 || ledger.history()[i].month != ledger.history()[i - 1].month;
  EXPECT_EQ(months, 16U);
}

}  // namespace
