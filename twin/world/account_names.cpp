#include "twin/world/account_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace twin {

AccountNames::AccountNames(const Ledger& ledger, const Table* places) : ledger_(ledger), places_(places) {
  if (places_ == nullptr) return;
  const std::size_t labelled = std::min(places_->rows(), places_->labels.size());
  for (std::size_t row = 0; row != labelled; ++row) rows_.emplace_back(places_->ids()[row], row);
  std::sort(rows_.begin(), rows_.end());
}

std::string AccountNames::place(Account account) const {
  if (Ledger::is_node(account)) return "";
  const StableId id = Ledger::place_of(account);
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), std::pair{id, std::size_t{0}});
  return found != rows_.end() && found->first == id ? places_->labels[found->second] : "";
}

std::string AccountNames::label(Account account) const {
  if (Ledger::is_node(account)) {
    const Account node = account - Ledger::kFirstNode;
    return node < ledger_.nodes().size() ? ledger_.nodes()[node] : "";
  }
  const std::uint32_t part = Ledger::part_of(account);
  std::string name = place(account);
  if (part == 0 || name.empty()) return name;
  if (part < ledger_.parts().size()) return name + ", " + ledger_.parts()[part];
  return fmt::format("{}, part {}", name, part);
}

std::string account_label(const Ledger& ledger, const Table* places, Account account) {
  return AccountNames(ledger, places).label(account);
}

}  // namespace twin
