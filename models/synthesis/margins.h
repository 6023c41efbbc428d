#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/synthesis/synthesis.h"

namespace rurban {

/// What the margins know of a person.
struct Kind {
  Sex sex;
  std::uint8_t age_group;  ///< 0: 0-14, 1: 15-64, 2: 65 and over
  bool employed;
  BirthRegion born_in;
};
/// Kinds in the order sex, age group, employed, birth region; those that can't be (employed children) are left out.
inline constexpr int kKinds = 2 * 5 * 3;
Kind kind_of(int index);

/// Which of the five published age groups (see Municipality::age_groups) an age belongs to.
constexpr std::size_t published_group(int age) {
  return age < 16 ? 0 : age < 25 ? 1 : age < 45 ? 2 : age < 65 ? 3 : 4;
}

/// Whole numbers that sum to `total`, as nearly in proportion to `weights` as can be; the largest remainders round
/// up, the first of equals. All zero weights count as equal. Requires: total >= 0
std::vector<std::int32_t> largest_remainder(std::span<const double> weights, std::int32_t total);

/// Persons of each kind in each place of one municipality: place totals and the municipality's margins are met
/// exactly, the places' margins closely. Iterative proportional fitting (Deming & Stephan 1940), then rounding along
/// each place's running total, then single exchanges until the municipality's margins hold. `place_offsets`: one
/// number in (0, 1) per place, where its rounding starts.
using Counts = std::vector<std::array<std::int32_t, kKinds>>;
Counts fit_counts(const Margins& municipality, std::span<const Margins> places,
                  std::span<const double> place_offsets);

/// The level (see at_level) at which people, counted by sex and age, have this many cases at the table's shares. More
/// level is always more cases; found by halving the interval 1/1000 to 1000.
double level_of(const ByAgeSex& people, const ByAgeSex& shares, double cases);

}  // namespace rurban
