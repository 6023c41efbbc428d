#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/marketplace/outcomes.h"

namespace rurban {

/// Who pays or is paid: an operator in a municipality; of private drivers those of a place.
struct Party {
  Operator who{};
  std::uint32_t municipality = 0;
  std::uint32_t place = 0;  ///< of private drivers, else 0

  friend auto operator<=>(const Party&, const Party&) = default;
};

struct Payment {
  Party from, to;
  std::int64_t ore = 0;  ///< above 0

  friend bool operator==(const Payment&, const Payment&) = default;
};

/// What a party's vehicles cost in a quarter, above (or below) what they would without the market; the region's in
/// each municipality they belong to.
struct CostChange {
  Party party;
  std::int64_t ore = 0;

  friend bool operator==(const CostChange&, const CostChange&) = default;
};

/// A quarter's settlement: whoever carries for another is paid what it costs him, by whose request it is; of
/// travellers by the region, which has their fares. Sorted.
struct MarketBooks {
  std::vector<Payment> payments;
  std::vector<CostChange> costs;
};

/// What each kind of operator has to be paid (below zero: to pay) beside its costs for all to gain in the proportion
/// of `shares`, nobody losing: they add up to zero. Where all together lose by what travellers cost them, the region,
/// which runs the market, bears it, and the others are as they are alone. Öre, by Operator.
std::array<std::int64_t, kOperators> transfers_of(const std::array<std::int64_t, kOperators>& gains,
                                                  const std::array<double, kOperators>& shares);

/// `days` like the one that was lived, with and without the market; travellers' rides of that day stand for `rides`
/// of theirs, from place to place, in the quarter. Transfers between municipalities' bodies and others are in
/// proportion to what their requests cost without the market.
MarketBooks books_of(const Outcomes& market, const Outcomes& separate, double days, double rides,
                     const std::array<std::int64_t, kOperators>& transfers);

/// What each kind of operator gains from the market in such a quarter, travellers left out: what his requests would
/// cost him alone less what they cost him now. Öre, by Operator.
std::array<std::int64_t, kOperators> gains_of(const Outcomes& market, const Outcomes& separate, double days);

}  // namespace rurban
