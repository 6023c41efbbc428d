#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "models/vocabulary.h"
#include "twin/base/id.h"

namespace rurban {

/// Someone without a partner who keeps a household and looks for one.
struct Seeker {
  std::uint32_t person = 0;
  twin::StableId id = 0;
  std::uint32_t municipality = 0;
  MonthNumber birth_month = 0;
  Sex sex = Sex::kWoman;
  bool same_sex = false;  ///< looks for a partner of the same sex
};

/// How men and women pair by age: the man is `usual_gap` months older, and couples further than `widest_gap` from
/// that do not form.
struct AgeGap {
  int usual = 0;
  int widest = 0;
};

/// Pairs people of one municipality who look for each other, the nearest in age first in order of age. The result
/// depends on who seeks, and not on the order in which they are given.
std::vector<std::pair<std::uint32_t, std::uint32_t>> match(std::vector<Seeker> seekers, AgeGap gap);

}  // namespace rurban
