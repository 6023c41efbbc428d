#pragma once
// The accounts of money and what is booked on them: one stock, fourteen rows of flows, accounts of places and nodes.
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/vocabulary.h"
#include "twin/run/step.h"

namespace rurban {

/// The rows of the flow account. Every flow of money belongs to one; each sums to zero over all accounts.
enum class FlowRow : std::uint8_t {
  kNone,         ///< deposits that change hands with people, opening balances
  kWages,        ///< to residents, to people who fly in, from outside
  kLocalTax,     ///< to municipality and region
  kStateTax,     ///< income tax, employers' contributions, value added tax, profit tax, property tax on hydropower
  kSurplus,      ///< dividends, and what owners put in
  kResource,     ///< resource payments: mineral compensation, village funds, stumpage, power fees, local power
  kGrants,       ///< equalisation, state grants, support
  kBenefits,     ///< pensions and benefits
  kInKind,       ///< public services in kind, at cost (a stock of its own)
  kConsumption,  ///< of households: in the village, at the seat, on the coast, away, online
  kPurchases,    ///< by firms and public bodies
  kPrimary,      ///< sales of primary resources
  kOther,        ///< visitors, other sales to outside, remote-work pay
  kHousing,      ///< rents and interest
  kInvestment    ///< investment and programme money
};
inline constexpr int kFlowRows = 15;

/// Names of the rows, by FlowRow, for reports.
extern const std::array<twin::Text, kFlowRows> kFlowRowNames;

/// The stock that money is.
inline twin::Stock money_stock(twin::Declare& d) {
  return d.stock("money", "öre");
}
/// A flow of money. `name` is unique among all models.
inline twin::Flow money_flow(twin::Declare& d, const std::string& name, FlowRow row, twin::Text label) {
  return d.flow(name, money_stock(d), std::move(label), static_cast<std::uint8_t>(row));
}

/// Who is outside all places.
struct MoneyNodes {
  twin::Account sweden = 0;  ///< X: the rest of Sweden
  twin::Account abroad = 0;  ///< W
  twin::Account state = 0;   ///< G
  twin::Account region = 0;  ///< R: Region Norrbotten
  twin::Account bank = 0;    ///< B
  twin::Account owners = 0;  ///< O: private owners outside the county
};
MoneyNodes money_nodes(twin::Declare& d);

/// The account of one part of a place. `place_id` is its stable id.
inline twin::Account account_of(twin::StableId place_id, Part part) {
  return twin::Ledger::part(static_cast<twin::Account>(place_id), static_cast<std::uint32_t>(part));
}

/// The account of the firms of a branch (see branch_row). `place_ids` by row.
inline twin::Account account_of_branch(std::span<const twin::StableId> place_ids, std::size_t branch) {
  return account_of(place_ids[place_of_branch(branch)], branch % 2 == 0 ? Part::kLocalFirms : Part::kBranches);
}

/// Books an amount of either sign: a negative one goes the other way.
inline void post_either(twin::WriteAccess& w, twin::Flow flow, twin::Account from, twin::Account to,
                        std::int64_t amount) {
  if (amount > 0) w.post(flow, from, to, amount);
  if (amount < 0) w.post(flow, to, from, -amount);
}

/// What one account pays to a few others under one flow, gathered before it is booked.
class Bill {
 public:
  void add(twin::Account to, std::int64_t amount) {
    for (auto& [account, sum] : lines_)
      if (account == to) {
        sum += amount;
        return;
      }
    lines_.emplace_back(to, amount);
  }
  template <class Post>
  void settle(const Post& post) {
    for (const auto& [account, sum] : lines_)
      if (sum != 0) post(account, sum);
    lines_.clear();
  }

 private:
  std::vector<std::pair<twin::Account, std::int64_t>> lines_;
};

}  // namespace rurban
