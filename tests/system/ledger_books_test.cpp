// The books of a place as `rurban describe --books` prints them, and the checks of a whole run.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <regex>
#include <set>

#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "tools/commands.h"
#include "twin/base/error.h"
#include "twin/io/file.h"
#include "twin/io/snapshot.h"

namespace twin {

/// Takes one side of an entry away, which Ledger::post() never does.
struct LedgerSurgeon {
  static void lose(Ledger& ledger, const std::string& stock, Account account, std::int64_t amount) {
    for (std::size_t i = 0; i != ledger.stocks().size(); ++i)
      if (ledger.stocks()[i].name == stock) ledger.balances_[i][account] -= amount;
  }
};

}  // namespace twin

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
                           " → Lillby, [a-z ]+: [0-9]", "[0-9]+ entries, all agree with the ledger"})
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
  std::set<twin::MonthNumber> of_2021, of_2022;
  for (const twin::LedgerRow& row : ledger.history()) {
    if (row.month / 12 == 121) of_2021.insert(row.month);  // months since January 1900
    if (row.month / 12 == 122) of_2022.insert(row.month);
  }
  EXPECT_EQ(of_2021, std::set{twin::month_of(twin::date(2021, 12, 1))});
  EXPECT_GT(of_2022.size(), 1U);
}

TEST(LedgerOfARun, EndsTheProgramWithCode5WhenAnEntryLostASide) {
  const twin::TempDir dir;
  tools::Session session = worlds::founded("tiny");
  worlds::live_until(*session.simulation, twin::date(2021, 4, 1));
  const auto place = static_cast<Account>(session.simulation->world().table("place").ids()[1]);
  twin::LedgerSurgeon::lose(session.simulation->ledger(), "money", place, 12'345);
  twin::write_text(dir / "scenario.yaml", session.provenance.scenario);
  twin::save_snapshot(dir / "broken.rts", *session.simulation, session.provenance);
  const std::string command = fmt::format("'{}' resume --lang en '{}' 2>'{}'", RURBAN_PROGRAM,
                                          (dir / "broken.rts").string(), (dir / "err").string());
  const int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  const std::string said = twin::read_text(dir / "err");
  EXPECT_EQ(WEXITSTATUS(status), tools::kCheckFailed) << said;
  EXPECT_NE(said.find("accounts do not balance on 2021-04-01: money, "), std::string::npos) << said;
  EXPECT_NE(said.find("one side of an entry is missing, the sum is -12345 öre"), std::string::npos) << said;

  twin::LedgerSurgeon::lose(session.simulation->ledger(), "money", place, -12'345);  // given back
  twin::save_snapshot(dir / "whole.rts", *session.simulation, session.provenance);
  EXPECT_NO_THROW(twin::restore_snapshot(dir / "whole.rts", *session.simulation));
}

}  // namespace
