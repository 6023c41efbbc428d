#pragma once
#include <cstdint>

namespace rurban {

/// Rules of the state's support to shops in sparsely populated places, as published by the Swedish Agency for
/// Economic and Regional Growth (Tillväxtverket): service grant up to 250,000 kr a year (300,000 where the need is
/// great); special operating aid where the next shop is more than 10 to 15 km away and turnover at most 11 million
/// kr.
struct SupportRules {
  double service_grant_kr_per_year = 250'000;
  double operating_aid_kr_per_year =
      250'000;                              ///< assumption: 150,000 to 300,000; the rule caps each case by its loss
  double least_km_to_next = 10;             ///< for both
  double most_turnover_kr_per_year = 11e6;  ///< for the operating aid
};

/// One quarter of one shop, in öre.
struct ShopQuarter {
  std::int64_t takings = 0, gross_profit = 0, fixed_cost = 0;
  std::int64_t grant = 0, aid = 0;

  std::int64_t result() const { return gross_profit - fixed_cost + grant + aid; }
};

/// What is left of `takings` at this margin, and which support covers a loss: the service grant first, the operating
/// aid for the rest, each up to its cap and never beyond the loss.
ShopQuarter shop_quarter(std::int64_t takings, double margin, std::int64_t fixed_cost, double km_to_next_shop,
                         const SupportRules& rules);

/// Fixed cost per quarter that a shop is taken to have, from what it took in the first quarter that was lived: those
/// that the county has are taken to earn `surplus` of their gross profit, but none costs less than the least.
std::int64_t fixed_cost_of(std::int64_t takings, double margin, double surplus, std::int64_t least);

/// Open or closed, and how long the case for a change has been building up.
struct Standing {
  bool open = true;
  std::uint8_t quarters = 0;  ///< with a loss while open, with prospects while closed

  friend bool operator==(const Standing&, const Standing&) = default;
};

/// One quarter later. A shop closes after `tolerated` quarters of loss in a row; a closed one opens after as many
/// quarters in which it would have been worth it. In between nothing changes, so that it does not flicker.
Standing next_standing(Standing now, bool loses, bool has_prospects, int tolerated);

}  // namespace rurban
