#include "twin/world/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace twin {
namespace {

void add_exactly(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum))
    throw CheckError(
        {"ett konto i huvudboken rymmer inte mer än 64 bitar", "an account of the ledger exceeds 64 bits"});
}

[[noreturn]] void refuse_negative(const FlowInfo& flow, std::int64_t amount) {
  throw CheckError({fmt::format("ett negativt belopp i huvudboken: {} {}", flow.name, amount),
                    fmt::format("a negative amount in the ledger: {} {}", flow.name, amount)});
}

MonthNumber december_of(int year) {
  return month_of(date(year, 12, 1));
}

}  // namespace

std::uint16_t Ledger::add_stock(StockInfo info) {
  for (std::size_t i = 0; i != stocks_.size(); ++i)
    if (stocks_[i].name == info.name) return static_cast<std::uint16_t>(i);
  stocks_.push_back(std::move(info));
  balances_.emplace_back();
  return static_cast<std::uint16_t>(stocks_.size() - 1);
}

std::uint16_t Ledger::add_flow(FlowInfo info) {
  for (const FlowInfo& flow : flows_)
    if (flow.name == info.name) throw PlanError(fmt::format("flow {} is declared twice", info.name));
  flows_.push_back(std::move(info));
  return static_cast<std::uint16_t>(flows_.size() - 1);
}

Account Ledger::add_node(const std::string& name) {
  const auto found = std::find(nodes_.begin(), nodes_.end(), name);
  const auto index = static_cast<Account>(found - nodes_.begin());
  if (found == nodes_.end()) nodes_.push_back(name);
  return kFirstNode + index;
}

void Ledger::set_parts(std::vector<std::string> names, std::string place_table) {
  if (!place_table_.empty() && (names != parts_ || place_table != place_table_))
    throw PlanError(fmt::format("the parts of the places of {} are named in two ways", place_table));
  parts_ = std::move(names);
  place_table_ = std::move(place_table);
}

void Ledger::post(std::uint16_t flow, Account from, Account to, std::int64_t amount) {
  if (amount < 0) [[unlikely]]
    refuse_negative(flows_[flow], amount);
  auto& balances = balances_[flows_[flow].stock];
  add_exactly(balances[from], -amount);
  add_exactly(balances[to], amount);
  add_exactly(month_[{from, to, flow}], amount);
  if (traced_place_ != kNobody) [[unlikely]]
    keep({0, flow, from, to, amount});
}

void Ledger::trace(Account place, std::size_t most) {
  traced_place_ = place;
  most_traced_ = most;
  traced_closed_ = 0;
  traced_.clear();
}

void Ledger::keep(const LedgerRow& entry) {
  if (!is_traced(entry.from) && !is_traced(entry.to)) return;
  if (traced_.size() == most_traced_)
    throw TraceError({fmt::format("fler än {} poster att spara", most_traced_),
                      fmt::format("more than {} entries to keep", most_traced_)});
  traced_.push_back(entry);
}

std::int64_t Ledger::balance(std::uint16_t stock, Account account) const {
  const std::int64_t* found = balances_[stock].find(account);
  return found == nullptr ? 0 : *found;
}

std::vector<Account> Ledger::accounts(std::uint16_t stock) const {
  std::vector<Account> result;
  balances_[stock].for_each([&](Account account, std::int64_t) { result.push_back(account); });
  std::sort(result.begin(), result.end());
  return result;
}

std::int64_t Ledger::residual(std::uint16_t stock) const {
  // Modulo 2^64: no balance overflowed, so the sum is exactly zero if it is zero modulo 2^64; the way there need not
  // fit 64 bits.
  std::uint64_t sum = 0;
  balances_[stock].for_each([&](Account, std::int64_t balance) { sum += static_cast<std::uint64_t>(balance); });
  return static_cast<std::int64_t>(sum);
}

std::optional<Account> Ledger::broken_account(std::uint16_t stock) const {
  SumTable<Account, AccountHash> sums;  // modulo 2^64, like residual()
  const auto add = [&](std::uint16_t flow, Account from, Account to, std::int64_t amount) {
    if (flows_[flow].stock != stock) return;
    const auto bits = static_cast<std::uint64_t>(amount);
    sums[from] = static_cast<std::int64_t>(static_cast<std::uint64_t>(sums[from]) - bits);
    sums[to] = static_cast<std::int64_t>(static_cast<std::uint64_t>(sums[to]) + bits);
  };
  for (const LedgerRow& row : history_) add(row.flow, row.from, row.to, row.amount);
  month_.for_each([&](const Line& line, std::int64_t amount) { add(line.flow, line.from, line.to, amount); });
  std::optional<Account> first;
  const auto compare = [&](Account account, std::int64_t, std::int64_t other) {
    if (other != balance(stock, account) && (!first || account < *first)) first = account;
  };
  sums.for_each([&](Account account, std::int64_t sum) { compare(account, sum, sum); });
  balances_[stock].for_each([&](Account account, std::int64_t balance) {
    if (balance != 0 && sums.find(account) == nullptr) compare(account, balance, 0);
  });
  return first;
}

void Ledger::append(const Lines& lines, MonthNumber month, std::vector<LedgerRow>& rows) {
  const std::size_t first = rows.size();
  lines.for_each([&](const Line& line, std::int64_t amount) {
    rows.push_back({month, line.flow, line.from, line.to, amount});
  });
  std::sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end());
}

void Ledger::close_month(MonthNumber month) {
  append(month_, month, history_);
  month_.clear();
  for (; traced_closed_ != traced_.size(); ++traced_closed_) traced_[traced_closed_].month = month;
  if (!opening_) opening_ = month;
  if (const int year = year_of(first_day_of(month)); month == december_of(year)) fold(year - 1);
}

void Ledger::fold(int year) {
  const MonthNumber before = std::max(december_of(year - 1), *opening_), last = december_of(year);
  const auto later_than = [](MonthNumber month, const LedgerRow& row) { return month < row.month; };
  const auto begin = std::upper_bound(history_.begin(), history_.end(), before, later_than);
  const auto end = std::upper_bound(begin, history_.end(), last, later_than);
  if (begin == end) return;
  Lines sums;
  for (auto row = begin; row != end; ++row) add_exactly(sums[{row->from, row->to, row->flow}], row->amount);
  std::vector<LedgerRow> folded;
  folded.reserve(sums.size());
  append(sums, last, folded);
  history_.erase(std::copy(folded.begin(), folded.end(), begin), end);
}

std::vector<LedgerRow> Ledger::sums_since(MonthNumber first) const {
  Lines sums = month_;
  if (!opening_) sums.clear();  // what runs are the opening balances
  for (auto row = history_.rbegin(); row != history_.rend() && row->month >= first && row->month > *opening_; ++row)
    add_exactly(sums[{row->from, row->to, row->flow}], row->amount);
  std::vector<LedgerRow> rows;
  append(sums, 0, rows);
  return rows;
}

Hash128 Ledger::hash() const {
  Hash128 sum;
  const auto add = [&](std::uint64_t what, std::uint64_t key, std::int64_t amount) {
    const std::uint64_t low = combine(what, key, static_cast<std::uint64_t>(amount));
    sum += {mix64(~low), low};
  };
  for (const LedgerRow& row : history_)
    add(static_cast<std::uint64_t>(row.month) << 16 | row.flow, std::uint64_t{row.from} << 32 | row.to, row.amount);
  constexpr std::uint64_t kRunning = std::uint64_t{1} << 40;  // no month looks like this
  month_.for_each([&](const Line& line, std::int64_t amount) {
    add(kRunning | line.flow, std::uint64_t{line.from} << 32 | line.to, amount);
  });
  for (std::size_t stock = 0; stock != stocks_.size(); ++stock)
    balances_[stock].for_each([&](Account account, std::int64_t balance) { add(~stock, account, balance); });
  return sum;
}

std::vector<LedgerRow> Ledger::balances() const {
  std::vector<LedgerRow> rows;
  for (std::size_t stock = 0; stock != stocks_.size(); ++stock)
    balances_[stock].for_each([&](Account account, std::int64_t balance) {
      rows.push_back({0, static_cast<std::uint16_t>(stock), account, 0, balance});
    });
  std::sort(rows.begin(), rows.end(), [](const LedgerRow& a, const LedgerRow& b) {
    return std::tie(a.flow, a.from) < std::tie(b.flow, b.from);
  });
  return rows;
}

std::vector<LedgerRow> Ledger::open_month() const {
  std::vector<LedgerRow> rows;
  append(month_, 0, rows);
  return rows;
}

void Ledger::restore(std::span<const LedgerRow> balances, std::span<const LedgerRow> open_month,
                     std::vector<LedgerRow> history, std::optional<MonthNumber> opening) {
  for (auto& stock : balances_) stock.clear();
  for (const LedgerRow& row : balances) balances_[row.flow][row.from] = row.amount;
  month_.clear();
  for (const LedgerRow& row : open_month) month_[{row.from, row.to, row.flow}] = row.amount;
  history_ = std::move(history);
  opening_ = opening;
}

}  // namespace twin
