#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "models/firms/firms_model.h"

namespace rurban {

inline constexpr int kMonths = 12;
inline constexpr int kPublishedYear = 2015;  ///< of the municipalities' published product

/// What public bodies' capital wears off a year, of their pay and contributions; counts in their product. Assumption:
/// 0.10 to 0.16.
inline constexpr double kPublicCapital = 0.12;
/// Power that a household's home takes, MWh a year; assumption: 9 to 16, houses heated by power and flats.
inline constexpr double kMwhPerHome = 12;
/// How firms spend a krona that stays in the county: near them first. Assumption: half in the own place, a quarter at
/// the seat, the rest on the coast; +- 0.15.
inline constexpr Tiers kFirmTiers{share(0.5), share(0.25), share(0.25)};

inline constexpr std::size_t kBranchesOfPlace = std::size_t{2} * kSectors;  ///< rows of branches, see branch_row()
inline constexpr std::size_t kTiers = 3;                                    ///< the own place, the seat, the coast

/// Accounts of firms, numbered: of each place that of its local firms and that of its branches.
constexpr std::size_t firm_account(std::size_t place, bool branches) {
  return 2 * place + branches;
}
constexpr std::size_t firm_account(std::size_t branch) {
  return firm_account(place_of_branch(branch), branch % 2 != 0);
}

/// Firms that sell on the market, by branch, each branch's in the order of their numbers, so that nothing depends on
/// where rows lie.
class Members {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  /// `branch` and `ids` by firm; kNone: not on the market.
  Members(std::size_t branches, std::span<const std::uint32_t> branch, std::span<const twin::StableId> ids);

  std::span<const std::uint32_t> of(std::size_t branch) const {
    return std::span(firms_).subspan(first_[branch], first_[branch + 1] - first_[branch]);
  }

 private:
  std::vector<std::uint32_t> first_, firms_;
};

/// What the firms of one place order of the county's branches, in öre: by tier, then as rows of branches lie.
struct FirmsModel::Orders {
  std::array<std::array<std::int64_t, kBranchesOfPlace>, kTiers> of_tier{};
};

/// To whom one account pays: local firms and branches of each tier, the rest of Sweden, abroad.
struct FirmsModel::Payees {
  static constexpr std::size_t kSweden = 2 * kTiers, kAbroad = kSweden + 1;
  std::array<std::int64_t, kAbroad + 1> to{};

  std::int64_t total() const;
  void add(const Payees& other) {
    for (std::size_t k = 0; k != to.size(); ++k) to[k] += other.to[k];
  }
};

/// What happened to each branch and firm in one month, in öre.
struct FirmsModel::Month {
  struct Volumes {
    double iron_ore_t = 0, copper_ore_t = 0, power_mwh = 0, timber_m3 = 0;
  };

  Month(std::size_t places, std::size_t branches, std::size_t firms)
      : money(branches),
        demand(branches),
        turnover(branches),
        bought(branches),
        vat(2 * places),
        goods(2 * places),
        own(firms),
        own_turnover(firms),
        pay(firms),
        volumes(places) {}

  /// The branch is paid.
  void receive(std::size_t branch, std::int64_t amount) {
    money[branch] += amount;
    turnover[branch] += amount;
  }
  /// The branch is paid for its output.
  void sell(std::size_t branch, std::int64_t amount) {
    receive(branch, amount);
    demand[branch] += amount;
  }

  int year = 0;          ///< whose prices hold
  int months_lived = 0;  ///< since the base date, this one included
  bool quarter_ends = false, year_ends = false;
  std::vector<std::int64_t> money;       ///< by branch: received less paid, to be shared by its members
  std::vector<std::int64_t> demand;      ///< by branch: output asked for, at basic prices
  std::vector<std::int64_t> turnover;    ///< by branch: received
  std::vector<std::int64_t> bought;      ///< by branch: timber for its mills, beyond the coefficients
  std::vector<std::int64_t> vat, goods;  ///< by account: tax on, and cost of, what people paid for
  std::vector<std::int64_t> own;         ///< by firm: received less paid by itself
  std::vector<std::int64_t> own_turnover;
  std::vector<std::int64_t> pay;                 ///< by firm: gross pay of residents of the county
  std::vector<std::int64_t> contributions = {};  ///< by firm: on that pay
  std::vector<std::int64_t> dividends = {};      ///< by firm: to all owners
  std::vector<std::int64_t> site_product = {};   ///< by municipality: value added of sites that sell a product
  std::vector<Volumes> volumes;                  ///< by place
};

}  // namespace rurban
