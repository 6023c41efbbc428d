#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/error.h"
#include "twin/base/hash.h"
#include "twin/base/text.h"
#include "twin/world/state_hash.h"
#include "twin/world/sum_table.h"

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

/// More single entries than a traced place may have.
class TraceError : public Failure {
 public:
  using Failure::Failure;
};

/// Double-entry accounts: every amount leaves one account and enters another, so each stock sums to zero over
/// all accounts. Entries are summed up as they are written (from x to x kind x month) and not stored one by one,
/// unless a place is traced. The month that is closed first holds the opening balances and stays as it is; of a
/// calendar year that lies a whole year back, only the year's sums are kept.
class Ledger {
 public:
  static constexpr Account kFirstNode = 0x8000'0000;
  static constexpr Account kPlaceBits = 20;
  static constexpr std::size_t kMostTraced = 50'000'000;  ///< entries: 1.2 GB

  /// The account of part `part` (0: the whole) of a place. Requires: place < 2^20, part < 2^11
  static constexpr Account part(Account place, std::uint32_t part) { return place | part << kPlaceBits; }
  /// The place of an account that is no node, and its part.
  static constexpr Account place_of(Account account) { return account & ((Account{1} << kPlaceBits) - 1); }
  static constexpr std::uint32_t part_of(Account account) { return account >> kPlaceBits; }
  static constexpr bool is_node(Account account) { return account >= kFirstNode; }

  std::uint16_t add_stock(StockInfo info);
  std::uint16_t add_flow(FlowInfo info);
  Account add_node(const std::string& name);
  /// What the parts of a place are called, by part ([0]: the whole), and which table's stable ids the places are.
  /// Throws PlanError when either was set otherwise before.
  void set_parts(std::vector<std::string> names, std::string place_table);
  const std::vector<StockInfo>& stocks() const { return stocks_; }
  const std::vector<FlowInfo>& flows() const { return flows_; }
  const std::vector<std::string>& nodes() const { return nodes_; }
  const std::vector<std::string>& parts() const { return parts_; }
  const std::string& place_table() const { return place_table_; }  ///< empty until parts are set

  /// Throws CheckError for a negative amount, and when a balance would leave the range of 64-bit integers.
  void post(std::uint16_t flow, Account from, Account to, std::int64_t amount);

  /// What entered less what left, since the beginning.
  std::int64_t balance(std::uint16_t stock, Account account) const;
  /// All accounts of one stock that ever saw an entry, ascending.
  std::vector<Account> accounts(std::uint16_t stock) const;
  /// Sum of all balances of one stock: zero, or the ledger itself is broken.
  std::int64_t residual(std::uint16_t stock) const;
  /// The first account of a stock whose balance is not the sum of its entries; none while the ledger is whole. Adds
  /// up the whole history: for telling what is wrong, not for every step.
  std::optional<Account> broken_account(std::uint16_t stock) const;

  /// Moves the sums of the running month to the history, sorted by (flow, from, to). The first call closes the
  /// opening balances. When a December closes, the months of the year before become one row for each (flow, from,
  /// to), with that year's December as month; their opening balances stay apart. Requires: month is later than that
  /// of the last call
  void close_month(MonthNumber month);
  /// Sorted in time, and by (flow, from, to) within a month.
  std::span<const LedgerRow> history() const { return history_; }
  /// The month of the opening balances; none before anything is closed.
  std::optional<MonthNumber> opening() const { return opening_; }
  /// The sums of all closed months from `first` on and of the running one, as rows of month 0, sorted; without
  /// opening balances.
  std::vector<LedgerRow> sums_since(MonthNumber first) const;

  /// Of balances, history and the running month; the order of writing doesn't show.
  Hash128 hash() const;

  /// From now on keeps every single entry that touches the place or any part of it (or the node). Forgets what was
  /// traced before. More than `most` entries are an error, which post() throws as a TraceError.
  void trace(Account place, std::size_t most = kMostTraced);
  /// In the order of posting; month 0 while the month is not closed.
  std::span<const LedgerRow> traced() const { return traced_; }

  /// The whole state, for snapshots: opening(), balances and history, and the sums of the month that is not closed
  /// yet.
  std::vector<LedgerRow> balances() const;    ///< month 0, flow = stock, from = account
  std::vector<LedgerRow> open_month() const;  ///< month 0, sorted
  /// Requires: every flow and stock is declared
  void restore(std::span<const LedgerRow> balances, std::span<const LedgerRow> open_month,
               std::vector<LedgerRow> history, std::optional<MonthNumber> opening);

 private:
  friend struct LedgerSurgeon;  ///< of tests: breaks what post() never would, to see that it is found

  struct Line {
    Account from, to;
    std::uint16_t flow;
    friend bool operator==(const Line&, const Line&) = default;
  };
  struct LineHash {
    std::size_t operator()(const Line& line) const {
      return mix64((std::uint64_t{line.from} << 32 | line.to) ^ (std::uint64_t{line.flow} << 20));
    }
  };
  struct AccountHash {
    std::size_t operator()(Account account) const { return mix64(account); }
  };
  using Lines = SumTable<Line, LineHash>;
  static constexpr Account kNobody = ~Account{0};

  static void append(const Lines& lines, MonthNumber month, std::vector<LedgerRow>& rows);
  void fold(int year);
  bool is_traced(Account account) const { return (is_node(account) ? account : place_of(account)) == traced_place_; }
  void keep(const LedgerRow& entry);

  std::vector<StockInfo> stocks_;
  std::vector<FlowInfo> flows_;
  std::vector<std::string> nodes_;
  std::vector<std::string> parts_;
  std::string place_table_;
  /// By stock. Hashed, like month_, since every entry looks up two; only ever listed after sorting.
  std::vector<SumTable<Account, AccountHash>> balances_;
  Lines month_;  ///< read after sorting, or summed up
  std::vector<LedgerRow> history_;
  std::optional<MonthNumber> opening_;

  Account traced_place_ = kNobody;
  std::size_t most_traced_ = 0, traced_closed_ = 0;  ///< the first so many have their month
  std::vector<LedgerRow> traced_;
};

}  // namespace twin
