#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "models/vocabulary.h"

namespace rurban {

/// Age of the eldest member by household, on the first day of `month`.
inline std::vector<std::int16_t> eldest_members(std::span<const HouseholdRef> household,
                                                std::span<const MonthNumber> birth_month, MonthNumber month,
                                                std::size_t households) {
  std::vector<std::int16_t> eldest(households, -1);
  for (std::size_t person = 0; person != household.size(); ++person) {
    std::int16_t& age = eldest[household[person].row];
    age = std::max(age, static_cast<std::int16_t>(age_on(month, birth_month[person])));
  }
  return eldest;
}

/// Age of the youngest, in the same way; kAges of a household without members.
inline std::vector<std::int16_t> youngest_members(std::span<const HouseholdRef> household,
                                                  std::span<const MonthNumber> birth_month, MonthNumber month,
                                                  std::size_t households) {
  std::vector<std::int16_t> youngest(households, kAges);
  for (std::size_t person = 0; person != household.size(); ++person) {
    std::int16_t& age = youngest[household[person].row];
    age = std::min(age, static_cast<std::int16_t>(age_on(month, birth_month[person])));
  }
  return youngest;
}

}  // namespace rurban
