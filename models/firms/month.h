#pragma once
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "models/firms/firms_model.h"

namespace rurban {

/// Firms that sell on the market, by branch, each branch's in the order of their numbers, so that nothing depends on
/// where rows lie.
class Members {
 public:
  Members(std::size_t branches, std::vector<std::pair<std::size_t, std::uint32_t>> firms,
          std::span<const twin::StableId> ids);

  std::span<const std::uint32_t> of(std::size_t branch) const {
    return std::span(firms_).subspan(first_[branch], first_[branch + 1] - first_[branch]);
  }

 private:
  std::vector<std::uint32_t> first_, firms_;
};

/// What happened to each branch and firm in one month, in öre.
struct FirmsModel::Month {
  explicit Month(std::size_t branches, std::size_t firms)
      : money(branches),
        demand(branches),
        turnover(branches),
        bought(branches),
        own(firms),
        own_turnover(firms),
        pay(firms) {}

  int year = 0;          ///< whose prices hold
  int months_lived = 0;  ///< since the base date, this one included
  bool quarter_ends = false, year_ends = false;
  std::vector<std::int64_t> money;     ///< by branch: received less paid, to be shared by its members
  std::vector<std::int64_t> demand;    ///< by branch: output asked for, at basic prices
  std::vector<std::int64_t> turnover;  ///< by branch: received
  std::vector<std::int64_t> bought;    ///< by branch: timber for its mills, beyond the coefficients
  std::vector<std::int64_t> own;       ///< by firm: received less paid by itself
  std::vector<std::int64_t> own_turnover;
  std::vector<std::int64_t> pay;                 ///< by firm: gross pay of residents of the county
  std::vector<std::int64_t> contributions = {};  ///< by firm: on that pay
  std::vector<std::int64_t> dividends = {};      ///< by firm: to all owners
  std::vector<std::int64_t> site_product = {};   ///< by municipality: value added of sites that sell a product
  struct Volumes {
    double iron_ore_t = 0, copper_ore_t = 0, power_mwh = 0, timber_m3 = 0;
  };
  std::vector<Volumes> volumes = {};  ///< by place
};

/// How firms spend a krona that stays in the county: near them first. Assumption: half in the own place, a quarter at
/// the seat, the rest on the coast; +- 0.15.
inline constexpr Tiers kFirmTiers{share(0.5), share(0.25), share(0.25)};

}  // namespace rurban
