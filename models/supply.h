#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/vocabulary.h"

namespace rurban {

/// How a buyer's krona is spread over where it may be spent, in parts of kWholeShare: in the own place, at the
/// municipality's seat, on the coast; the rest is spent elsewhere in the country.
struct Tiers {
  std::int32_t here = 0, seat = 0, coast = 0;
};
inline constexpr std::int32_t kWholeShare = 1 << 16;

constexpr std::int32_t share(double part) {
  return (static_cast<std::int32_t>(part * kWholeShare * 2) + 1) / 2;
}

__extension__ typedef __int128 Wide;  // of products of two 64-bit numbers

/// amount * part / whole, rounded towards zero. Requires: 0 <= part <= whole, whole > 0
constexpr std::int64_t part_of_amount(std::int64_t amount, std::int64_t part, std::int64_t whole) {
  // Most products fit 64 bits, and are then divided several times as fast.
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(amount, part, &product)) return product / whole;
  return static_cast<std::int64_t>(static_cast<Wide>(amount) * part / whole);
}

/// Splits an amount of either sign in proportion to weights: each part is rounded towards zero and the first gets the
/// rest. Calls `give(k, öre)`. Requires: weights are not negative and not all zero
template <class Weight, class Give>
void split_amount(std::int64_t amount, std::size_t count, const Weight& weight, const Give& give) {
  std::int64_t whole = 0, given = 0;
  for (std::size_t k = 0; k != count; ++k) whole += weight(k);
  for (std::size_t k = 1; k < count; ++k) {
    const std::int64_t part = part_of_amount(amount, weight(k), whole);
    if (part != 0) give(k, part);
    given += part;
  }
  if (amount != given) give(0, amount - given);
}

/// Splits an amount into equal parts, as split_amount() does with equal weights. Requires: count > 0
template <class Give>
void split_evenly(std::int64_t amount, std::size_t count, const Give& give) {
  const std::int64_t part = amount / static_cast<std::int64_t>(count);
  for (std::size_t k = 1; part != 0 && k != count; ++k) give(k, part);
  if (const std::int64_t rest = amount - part * static_cast<std::int64_t>(count - 1); rest != 0) give(0, rest);
}

/// Which firms of the county sell to whom: of a place, its own firms of a sector, those of its municipality's seat
/// and those of the county's largest place, in each those of local and of other owners by their positions.
class Suppliers {
 public:
  /// `jobs` by branch_row(); `seat` by place. Keeps a reference to both.
  Suppliers(std::span<const std::int32_t> jobs, std::span<const std::uint32_t> seat, std::uint32_t coast)
      : jobs_(jobs), seat_(seat), coast_(coast) {}

  /// Calls `sell(branch, öre)` for what the county's firms sell of `amount`, and returns what they do not. What no
  /// firm offers in the place is bought at the seat, else on the coast, else elsewhere. Nothing is lost: what is sold
  /// and what is returned sum to the amount.
  template <class Sell>
  std::int64_t buy(std::uint32_t place, Sector sector, std::int64_t amount, Tiers tiers, const Sell& sell) const {
    std::int64_t left = amount;
    std::int64_t carried = 0;  // in parts of the whole, of tiers that offer nothing
    const std::array<std::uint32_t, 3> places{place, seat_[place], coast_};
    const std::array<std::int32_t, 3> shares{tiers.here, tiers.seat, tiers.coast};
    for (std::size_t tier = 0; tier != places.size(); ++tier) {
      carried += shares[tier];
      const std::size_t branch = branch_row(places[tier], sector, false);
      const std::int64_t local = jobs_[branch], others = jobs_[branch + 1];
      if (local + others == 0 || carried == 0) continue;
      const std::int64_t here = std::min(left, part_of_amount(amount, carried, kWholeShare));
      carried = 0;
      const std::int64_t from_local = others == 0 ? here : part_of_amount(here, local, local + others);
      if (from_local > 0) sell(branch, from_local);
      if (here > from_local) sell(branch + 1, here - from_local);
      left -= here;
    }
    return left;
  }

 private:
  std::span<const std::int32_t> jobs_;
  std::span<const std::uint32_t> seat_;
  std::uint32_t coast_;
};

}  // namespace rurban
