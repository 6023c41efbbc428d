#pragma once
#include <string>
#include <utility>
#include <vector>

#include "twin/world/ledger.h"
#include "twin/world/table.h"

namespace twin {

/// What accounts are called. Finds the rows of places by their stable ids once, so that many are named fast.
/// Requires: the ledger and the table stay, and the table's rows as they are
class AccountNames {
 public:
  /// `places` is the table whose stable ids the accounts are; without one only nodes have names.
  AccountNames(const Ledger& ledger, const Table* places);

  /// "Jokkmokk" for any account of it; empty for nodes and for what the table has no label of.
  std::string place(Account account) const;
  /// "Jokkmokk", "Jokkmokk, households" (or "Jokkmokk, part 3" when parts have no names), or a node's name.
  std::string label(Account account) const;

 private:
  const Ledger& ledger_;
  const Table* places_;
  std::vector<std::pair<StableId, std::size_t>> rows_;  ///< by id
};

/// AccountNames(ledger, places).label(account)
std::string account_label(const Ledger& ledger, const Table* places, Account account);

}  // namespace twin
