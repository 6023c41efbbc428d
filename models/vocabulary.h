#pragma once
// The shared nouns of the models: codes, tables, columns and events, each with type, unit, owner and meaning.
#include <cstdint>

namespace rurban {

enum class Sex : std::uint8_t { kWoman, kMan };
inline constexpr int kSexes = 2;

/// Where a person was born, as the census groups it.
enum class BirthRegion : std::uint8_t { kSweden, kEu, kOutsideEu };
inline constexpr int kBirthRegions = 3;

/// A person's position in the household. A household has two partners or none; `kSingle` is an adult without a
/// partner who keeps a household (alone or with children); `kChild` lives with a parent, at any age.
enum class Role : std::uint8_t { kSingle, kPartner, kChild };

enum class DwellingKind : std::uint8_t { kHouse, kFlat };
enum class Tenure : std::uint8_t { kOwned, kCooperative, kRented };

}  // namespace rurban
