#pragma once
// How a way of organising a service reaches other municipalities: by contact, the surer the more they trust each
// other.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rurban::practices {

/// Who has taken a practice up, one bit by row of the municipality.
using Adopters = std::uint64_t;
inline constexpr std::uint32_t kMostMunicipalities = 64;

constexpr Adopters bit(std::uint32_t municipality) {
  return Adopters{1} << municipality;
}
constexpr bool has(Adopters adopters, std::uint32_t municipality) {
  return (adopters & bit(municipality)) != 0;
}
/// All of so many. Requires: 1 <= municipalities <= kMostMunicipalities
constexpr Adopters everyone(std::uint32_t municipalities) {
  return ~Adopters{0} >> (kMostMunicipalities - municipalities);
}

/// Pairs of municipalities are rows in the order (0, 1), (0, 2), (1, 2), (0, 3) …
constexpr std::uint32_t pairs_of(std::uint32_t municipalities) {
  return municipalities < 2 ? 0 : municipalities * (municipalities - 1) / 2;
}
/// Requires: a != b
constexpr std::uint32_t pair_row(std::uint32_t a, std::uint32_t b) {
  return a < b ? pairs_of(b) + a : pairs_of(a) + b;
}

/// Trust of two municipalities' developers, 0 to 1. Assumptions with their range.
struct TrustRules {
  double first = 0.2;          ///< 0.1 to 0.4: of colleagues who have not met in the circle
  double gain = 0.15;          ///< 0.05 to 0.3: of what is missing, won by one meeting of both
  double half_life_years = 2;  ///< 1 to 4: of what was won, without meetings
};
double trust_after_meeting(double trust, const TrustRules& rules);
double trust_after(double trust, double years, const TrustRules& rules);

/// Pairs that have contact without meetings: each municipality with its `nearest` others (the first of equals),
/// either way round. `minutes`: by pair row. Returns 1 or 0 by pair row.
std::vector<std::uint8_t> neighbours(std::uint32_t municipalities, std::span<const std::int64_t> minutes,
                                     int nearest);

/// Who has a practice after a step, if `tells(from, to)` says whether `to` takes it up from `from`, who had it
/// before.
template <class Tells>
Adopters spread(Adopters before, std::uint32_t municipalities, const Tells& tells) {
  Adopters after = before;
  for (std::uint32_t to = 0; to != municipalities; ++to)
    for (std::uint32_t from = 0; from != municipalities && !has(after, to); ++from)
      if (has(before, from) && tells(from, to)) after |= bit(to);
  return after;
}

/// How long a practice has been under way from the first to all, or until now.
struct Course {
  std::int32_t months = 0;
  bool everywhere = false;
};
/// The time by which half of the practices are everywhere, counting those still under way (Kaplan and Meier 1958,
/// J. Am. Stat. Assoc. 53:457). Nothing while that is later than what has been seen.
std::optional<std::int32_t> median_months(std::vector<Course> courses);

}  // namespace rurban::practices
