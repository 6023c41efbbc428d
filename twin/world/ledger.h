#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/hash.h"
#include "twin/base/text.h"
#include "twin/world/state_hash.h"

namespace twin {

/// What is kept account of: öre, persons, tonnes … Amounts of one stock add up; those of two never meet.
struct StockInfo {
  std::string name;
  std::string unit;
};
/// One kind of flow of a stock, for example "birth" of persons or "wage" of money.
struct FlowInfo {
  std::string name;
  std::uint16_t stock = 0;
  Text label;
  std::uint8_t row = 0;  ///< of the account that models group their flows in; 0: none
};

/// An account: a place (its stable id), one of a place's parts (see Ledger::part), or a node outside all places, from
/// kFirstNode.
using Account = std::uint32_t;

/// The sum of all entries of one kind from one account to another in one month.
struct LedgerRow {
  MonthNumber month = 0;
  std::uint16_t flow = 0;
  Account from = 0, to = 0;
  std::int64_t amount = 0;

  friend auto operator<=>(const LedgerRow&, const LedgerRow&) = default;
};

/// Double-entry accounts: every amount leaves one account and enters another, so each stock sums to zero over
/// all accounts. Entries are aggregated as they are written (from x to x kind x month) and never stored one
/// by one.
class Ledger {
 public:
  static constexpr Account kFirstNode = 0x8000'0000;
  static constexpr Account kPlaceBits = 20;

  /// The account of part `part` (0: the whole) of a place. Requires: place < 2^20, part < 2^11
  static constexpr Account part(Account place, std::uint32_t part) { return place | part << kPlaceBits; }
  /// The place of an account that is no node, and its part.
  static constexpr Account place_of(Account account) { return account & ((Account{1} << kPlaceBits) - 1); }
  static constexpr std::uint32_t part_of(Account account) { return account >> kPlaceBits; }

  std::uint16_t add_stock(StockInfo info);
  std::uint16_t add_flow(FlowInfo info);
  Account add_node(const std::string& name);
  const std::vector<StockInfo>& stocks() const { return stocks_; }
  const std::vector<FlowInfo>& flows() const { return flows_; }
  const std::vector<std::string>& nodes() const { return nodes_; }

  /// Throws CheckError when a balance would leave the range of 64-bit integers. Requires: amount >= 0
  void post(std::uint16_t flow, Account from, Account to, std::int64_t amount);

  /// What entered less what left, since the beginning.
  std::int64_t balance(std::uint16_t stock, Account account) const;
  /// All accounts of one stock that ever saw an entry, ascending.
  std::vector<Account> accounts(std::uint16_t stock) const;
  /// Sum of all balances of one stock: zero, or the ledger itself is broken.
  std::int64_t residual(std::uint16_t stock) const;

  /// Moves the sums of the running month to the history, sorted by (flow, from, to).
  void close_month(MonthNumber month);
  std::span<const LedgerRow> history() const { return history_; }

  /// Of balances, history and the running month; the order of writing doesn't show.
  Hash128 hash() const;

  /// The whole state, for snapshots: balances and history, and the sums of the month that is not closed yet.
  std::vector<LedgerRow> balances() const;    ///< month 0, flow = stock, from = account
  std::vector<LedgerRow> open_month() const;  ///< month 0, sorted
  /// Requires: every flow and stock is declared
  void restore(std::span<const LedgerRow> balances, std::span<const LedgerRow> open_month,
               std::vector<LedgerRow> history);

 private:
  struct Line {
    std::uint16_t flow;
    Account from, to;
    friend bool operator==(const Line&, const Line&) = default;
  };
  struct LineHash {
    std::size_t operator()(const Line& line) const {
      return mix64((std::uint64_t{line.from} << 32 | line.to) ^ (std::uint64_t{line.flow} << 20));
    }
  };

  std::vector<StockInfo> stocks_;
  std::vector<FlowInfo> flows_;
  std::vector<std::string> nodes_;
  /// By stock. Hashed, like month_, since every entry looks up two; only ever listed after sorting.
  std::vector<std::unordered_map<Account, std::int64_t>> balances_;
  std::unordered_map<Line, std::int64_t, LineHash> month_;  ///< read after sorting, or summed up
  std::vector<LedgerRow> history_;
};

}  // namespace twin
