#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace rurban {

/// Where adults live, as seen by who knows whom.
struct ContactPlace {
  double east_m = 0, north_m = 0;  ///< SWEREF 99 TM
  std::uint32_t municipality = 0;
  std::int32_t adults = 0;
};

/// Who people of a place have as close contacts.
struct ContactRules {
  /// Part of the contacts that come with work, school and associations of the municipality, wherever in it.
  /// Assumption: 0.1 to 0.4.
  double municipal = 0.2;
  /// The others fall with the square of the distance (Lambiotte et al. 2008, Physica A 387: calls between phones,
  /// from memory), counted from here on, so that neighbours do not weigh without bound. Assumption: 1 to 5 km.
  double scale_m = 2'000;
};

/// Shares of the contacts of an adult of `place` by the place where they live, its own with them: of each part in
/// proportion to adults. They sum to 1; all are 0 where nobody is to be met. Requires: place < places.size()
std::vector<double> contact_shares(std::span<const ContactPlace> places, std::uint32_t place,
                                   const ContactRules& rules);

/// How adults around a place come to it, in proportion: as many as live there, falling with the square of the
/// distance beyond `scale_m`.
std::vector<double> draw_of(std::span<const ContactPlace> places, std::uint32_t place, double scale_m);

/// So many people, each drawn in proportion to the weights: a larger count adds people to a smaller one's.
/// `uniform(k)` is the k-th number in (0, 1). Nobody where all weights are 0.
template <class Uniform>
std::vector<std::int32_t> people_drawn(std::span<const double> weights, std::int32_t count, const Uniform& uniform) {
  std::vector<std::int32_t> people(weights.size());
  std::vector<double> sums(weights.size());
  std::partial_sum(weights.begin(), weights.end(), sums.begin());
  if (sums.empty() || sums.back() <= 0) return people;
  for (std::int32_t k = 0; k != count; ++k) {
    const double at = uniform(static_cast<std::uint32_t>(k)) * sums.back();
    ++people[static_cast<std::size_t>(std::upper_bound(sums.begin(), sums.end(), at) - sums.begin())];
  }
  return people;
}

}  // namespace rurban
