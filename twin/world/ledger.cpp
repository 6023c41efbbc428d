#include "twin/world/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <tuple>

#include "twin/base/error.h"

namespace twin {
namespace {

void add_exactly(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum))
    throw CheckError(
        {"ett konto i huvudboken rymmer inte mer än 64 bitar", "an account of the ledger exceeds 64 bits"});
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

void Ledger::post(std::uint16_t flow, Account from, Account to, std::int64_t amount) {
  assert(amount >= 0);
  auto& balances = balances_[flows_[flow].stock];
  add_exactly(balances[from], -amount);
  add_exactly(balances[to], amount);
  add_exactly(month_[{flow, from, to}], amount);
}

std::int64_t Ledger::balance(std::uint16_t stock, Account account) const {
  const auto found = balances_[stock].find(account);
  return found == balances_[stock].end() ? 0 : found->second;
}

std::vector<Account> Ledger::accounts(std::uint16_t stock) const {
  std::vector<Account> result;
  for (const auto& [account, balance] : balances_[stock]) result.push_back(account);
  std::sort(result.begin(), result.end());
  return result;
}

std::int64_t Ledger::residual(std::uint16_t stock) const {
  // Modulo 2^64: no balance overflowed, so the sum is exactly zero if it is zero modulo 2^64; the way there need not
  // fit 64 bits.
  std::uint64_t sum = 0;
  for (const auto& [account, balance] : balances_[stock]) sum += static_cast<std::uint64_t>(balance);
  return static_cast<std::int64_t>(sum);
}

void Ledger::close_month(MonthNumber month) {
  const std::size_t first = history_.size();
  for (const auto& [line, amount] : month_) history_.push_back({month, line.flow, line.from, line.to, amount});
  std::sort(history_.begin() + static_cast<std::ptrdiff_t>(first), history_.end());
  month_.clear();
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
  for (const auto& [line, amount] : month_)
    add(kRunning | line.flow, std::uint64_t{line.from} << 32 | line.to, amount);
  for (std::size_t stock = 0; stock != stocks_.size(); ++stock)
    for (const auto& [account, balance] : balances_[stock]) add(~stock, account, balance);
  return sum;
}

std::vector<LedgerRow> Ledger::balances() const {
  std::vector<LedgerRow> rows;
  for (std::size_t stock = 0; stock != stocks_.size(); ++stock)
    for (const auto& [account, balance] : balances_[stock])
      rows.push_back({0, static_cast<std::uint16_t>(stock), account, 0, balance});
  std::sort(rows.begin(), rows.end(), [](const LedgerRow& a, const LedgerRow& b) {
    return std::tie(a.flow, a.from) < std::tie(b.flow, b.from);
  });
  return rows;
}

std::vector<LedgerRow> Ledger::open_month() const {
  std::vector<LedgerRow> rows;
  for (const auto& [line, amount] : month_) rows.push_back({0, line.flow, line.from, line.to, amount});
  std::sort(rows.begin(), rows.end());
  return rows;
}

void Ledger::restore(std::span<const LedgerRow> balances, std::span<const LedgerRow> open_month,
                     std::vector<LedgerRow> history) {
  for (auto& stock : balances_) stock.clear();
  for (const LedgerRow& row : balances) balances_[row.flow][row.from] = row.amount;
  month_.clear();
  for (const LedgerRow& row : open_month) month_[{row.flow, row.from, row.to}] = row.amount;
  history_ = std::move(history);
}

}  // namespace twin
