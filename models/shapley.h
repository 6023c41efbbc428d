#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rurban {

/// Shapley values (Shapley 1953): the mean, over all orders in which the players may join, of what each
/// adds when it joins,
///   φ_i = Σ_S |S|! (n - |S| - 1)! / n! · (v(S ∪ {i}) - v(S))  over all S without i.
/// They sum to v(all) - v(none); players who add alike get alike; one who never adds anything gets 0. `value` is
/// asked once for each of the 2^n coalitions; bit i of its argument is player i. Requires: 1 <= players <= 12
std::vector<double> shapley(int players, const std::function<double(std::uint32_t)>& value);

/// The same estimated where coalitions are many or dear to ask: over so many pairs of an order of joining drawn by
/// chance and its reverse, which takes out much of the spread (Lomeli et al., Antithetic and Monte Carlo kernel
/// estimators, 2019). Exactly efficient as well. The same for the same seed on every machine.
/// Requires: 1 <= players <= 32, 1 <= pairs
struct SampledShapley {
  std::vector<double> values;
  std::vector<double> errors;  ///< standard errors, by player; 0 with one pair
};
SampledShapley sampled_shapley(int players, int pairs, std::uint64_t seed,
                               const std::function<double(std::uint32_t)>& value);

/// Whole numbers that add up to `total`, each as near to its share as can be: what rounding leaves goes to those that
/// it took most from, the first of equals. Shares may be below zero. Requires: shares that add up to `total`, nearly
std::vector<std::int64_t> whole_split(std::int64_t total, std::span<const double> shares);

}  // namespace rurban
