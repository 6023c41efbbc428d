#pragma once
#include <array>

#include "models/places.h"
#include "twin/base/text.h"

namespace rurban {

/// A group of people, places or operators, as the names of series and their readers have it.
struct GroupName {
  const char* key;
  twin::Text name;
};

/// By PlaceClass.
inline const std::array<GroupName, kPlaceClasses> kPlaceClassNames{
    {{"town", {"i tätorter", "in towns"}},
     {"village", {"i byar med 200 till 3 000 invånare", "in villages of 200 to 3,000 residents"}},
     {"hamlet", {"i mindre orter", "in smaller places"}}}};

}  // namespace rurban
