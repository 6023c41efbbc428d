#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "tools/commands.h"
#include "tools/place_named.h"
#include "twin/base/error.h"
#include "twin/world/account_names.h"
#include "viz/core/numbers.h"

namespace tools {
namespace {

using twin::Account;
using twin::Ledger;
using twin::LedgerRow;
using twin::MonthNumber;

std::string name_of(MonthNumber month) {
  return twin::to_string(twin::first_day_of(month)).substr(0, 7);
}

/// Throws InputError for what is no month of the run. Empty: its first.
MonthNumber month_of_run(const std::string& text, const twin::Scenario& scenario) {
  const MonthNumber first = twin::month_of(scenario.from), last = twin::month_of(scenario.to - std::chrono::days{1});
  if (text.empty()) return first;
  const auto day = twin::parse_date(text + "-01");
  if (!day)
    throw twin::InputError(
        {{{"--month"},
          {fmt::format("«{}» är ingen månad", text), fmt::format("'{}' is no month", text)},
          "",
          {"skriv år och månad, som " + name_of(first), "write year and month, as " + name_of(first)}}});
  const MonthNumber month = twin::month_of(*day);
  if (month >= first && month <= last) return month;
  throw twin::InputError(
      {{{"--month"},
        {fmt::format("körningen lever inte {}", text), fmt::format("the run does not live {}", text)},
        "",
        {fmt::format("från {} till {}", name_of(first), name_of(last)),
         fmt::format("from {} to {}", name_of(first), name_of(last))}}});
}

/// "−1 234,56 kr" of öre, to the öre; "−1 234 persons" of other units.
std::string amount(std::int64_t value, const std::string& unit, twin::Language language) {
  const auto size = value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const char* sign = value < 0 ? "−" : "";
  if (unit != "öre") return fmt::format("{}{} {}", sign, viz::thousands(static_cast<double>(size)), unit);
  return fmt::format("{}{}{}{:02} kr", sign, viz::thousands(static_cast<double>(size / 100)),
                     language == twin::Language::kEnglish ? "." : ",", size % 100);
}

/// One account of one stock in one month.
struct Book {
  std::int64_t opening = 0, closing = 0;
  struct Kind {
    std::int64_t in = 0, out = 0;
    std::vector<LedgerRow> entries;
  };
  std::map<std::uint16_t, Kind> kinds;  ///< by flow

  std::int64_t sum() const {
    std::int64_t sum = opening;
    for (const auto& [flow, kind] : kinds) sum += kind.in - kind.out;
    return sum;
  }
};
/// By account and stock: the place first, then its parts.
using Books = std::map<std::pair<Account, std::uint16_t>, Book>;

bool touches(const LedgerRow& row, Account place) {
  const auto is_of = [&](Account account) { return !Ledger::is_node(account) && Ledger::place_of(account) == place; };
  return is_of(row.from) || is_of(row.to);
}

/// The balances of all accounts of a place, put into `side` of their books.
void take_balances(const Ledger& ledger, Account place, std::int64_t Book::*side, Books& books) {
  for (std::uint16_t stock = 0; stock != ledger.stocks().size(); ++stock)
    for (const Account account : ledger.accounts(stock))
      if (!Ledger::is_node(account) && Ledger::place_of(account) == place)
        books[{account, stock}].*side = ledger.balance(stock, account);
}

void sort_entries(const Ledger& ledger, Account place, Books& books) {
  for (const LedgerRow& entry : ledger.traced()) {
    const std::uint16_t stock = ledger.flows()[entry.flow].stock;
    const auto kind_of = [&](Account account) -> Book::Kind& { return books[{account, stock}].kinds[entry.flow]; };
    const auto add = [&](Account account, std::int64_t Book::Kind::*side) {
      if (Ledger::is_node(account) || Ledger::place_of(account) != place) return;
      kind_of(account).*side += entry.amount;
      if (side == &Book::Kind::in || entry.from != entry.to) kind_of(account).entries.push_back(entry);
    };
    add(entry.from, &Book::Kind::out);
    add(entry.to, &Book::Kind::in);
  }
}

/// The single entries add up to what the ledger has booked for the month, line by line.
bool agree_with_history(const Ledger& ledger, Account place, MonthNumber month) {
  std::map<std::tuple<std::uint16_t, Account, Account>, std::int64_t> left;
  for (const LedgerRow& entry : ledger.traced()) left[{entry.flow, entry.from, entry.to}] += entry.amount;
  const auto history = ledger.history();
  for (auto row = history.rbegin(); row != history.rend() && row->month == month; ++row)
    if (touches(*row, place)) left[{row->flow, row->from, row->to}] -= row->amount;
  return std::all_of(left.begin(), left.end(), [](const auto& line) { return line.second == 0; });
}

class Page {
 public:
  Page(const Options& options, const twin::Simulation& simulation, std::size_t most_entries)
      : o_(options),
        ledger_(simulation.ledger()),
        names_(ledger_, &simulation.world().table("place")),
        most_entries_(most_entries) {}

  void print(Account account, std::uint16_t stock, const Book& book) const {
    const twin::StockInfo& info = ledger_.stocks()[stock];
    const auto told = [&](std::int64_t value) { return amount(value, info.unit, o_.language); };
    fmt::print("{}: {}\n", names_.label(account), info.name);
    fmt::print("  {:<40} {:>8} {:>24} {:>24}\n", "", o_.tr("antal", "count"), o_.tr("in", "in"), o_.tr("ut", "out"));
    fmt::print("  {:<40} {:>8} {:>24}\n", o_.tr("ingående saldo", "opening balance"), "", told(book.opening));
    for (const auto& [flow, kind] : book.kinds) {
      const std::string label = ledger_.flows()[flow].label.in(o_.language);
      fmt::print("  {:<40} {:>8} {:>24} {:>24}\n", label.empty() ? ledger_.flows()[flow].name : label,
                 kind.entries.size(), told(kind.in), told(kind.out));
      for (std::size_t i = 0; i != std::min(most_entries_, kind.entries.size()); ++i) print(kind.entries[i], told);
    }
    fmt::print("  {:<40} {:>8} {:>24}\n", o_.tr("utgående saldo", "closing balance"), "", told(book.closing));
    const bool whole = book.sum() == book.closing;
    fmt::print("  {:<40} {:>8} {:>24} {}\n\n", o_.tr("ingående + in − ut", "opening + in − out"), "",
               told(book.sum()), whole ? o_.tr("stämmer", "adds up") : o_.tr("STÄMMER INTE", "DOES NOT ADD UP"));
  }

 private:
  template <class Told>
  void print(const LedgerRow& entry, const Told& told) const {
    fmt::print("      {} → {}: {}\n", names_.label(entry.from), names_.label(entry.to), told(entry.amount));
  }

  const Options& o_;
  const Ledger& ledger_;
  twin::AccountNames names_;
  std::size_t most_entries_;
};

/// From the day the simulation stands on to the end of the month, with every entry of the place in it kept.
Books live_month(twin::Simulation& simulation, MonthNumber month, Account place) {
  while (simulation.now() < twin::first_day_of(month)) simulation.advance();
  Books books;
  take_balances(simulation.ledger(), place, &Book::opening, books);
  simulation.ledger().trace(place);
  while (simulation.now() < twin::first_day_of(static_cast<MonthNumber>(month + 1))) simulation.advance();
  take_balances(simulation.ledger(), place, &Book::closing, books);
  sort_entries(simulation.ledger(), place, books);
  return books;
}

}  // namespace

int describe_books(const Options& options, const std::filesystem::path& scenario, const BooksView& wanted) {
  const Session session = open_session(scenario, options.set);
  const rurban::County& county = session.beginning->county();
  const std::uint32_t row = place_named(county, wanted.place, "--books");
  const MonthNumber month = month_of_run(wanted.month, session.scenario);
  twin::Simulation& simulation = *session.simulation;
  simulation.found(session.scenario.from);
  const auto place = static_cast<Account>(simulation.world().table("place").ids()[row]);
  Books books;
  try {
    books = live_month(simulation, month, place);
  } catch (const twin::TraceError& error) {
    twin::Fault fault;
    fault.where.file = "--books";
    fault.message = error.text();
    fault.hint = {"välj en mindre ort", "choose a smaller place"};
    throw twin::InputError({fault});
  }

  fmt::print("{}, {} {}, {}\n\n", county.places[row].name,
             county.municipalities[county.places[row].municipality].name, options.tr("kommun", "municipality"),
             name_of(month));
  const Page page(options, simulation, wanted.entries);
  bool whole = agree_with_history(simulation.ledger(), place, month);
  for (const auto& [key, book] : books) {
    if (book.opening == 0 && book.kinds.empty()) continue;
    page.print(key.first, key.second, book);
    whole = whole && book.sum() == book.closing;
  }
  fmt::print("{} {}, {}\n", simulation.ledger().traced().size(), options.tr("poster", "entries"),
             whole ? options.tr("allt stämmer med huvudboken", "all agree with the ledger")
                   : options.tr("de stämmer inte med huvudboken", "they do not agree with the ledger"));
  return whole ? kOk : kCheckFailed;
}

}  // namespace tools
