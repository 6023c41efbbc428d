#pragma once
#include <array>
#include <string>

#include "models/vocabulary.h"
#include "twin/base/text.h"

namespace rurban {

struct ServiceNames {
  const char* key;
  twin::Text name, to;  ///< "matbutik", "till matbutik"
};

inline const std::array<ServiceNames, kServices> kServiceNames{{
    {"grocery", {"matbutik", "grocery shop"}, {"till matbutik", "to a grocery shop"}},
    {"fuel", {"drivmedel", "fuel"}, {"till drivmedel", "to fuel"}},
    {"parcel", {"paketombud", "parcel agent"}, {"till paketombud", "to a parcel agent"}},
    {"pharmacy", {"apotek", "pharmacy"}, {"till apotek", "to a pharmacy"}},
    {"care", {"hälsocentral", "health centre"}, {"till hälsocentral", "to a health centre"}},
    {"school", {"grundskola", "compulsory school"}, {"till grundskola", "to a compulsory school"}},
    {"library", {"bibliotek", "library"}, {"till bibliotek", "to a library"}},
}};

}  // namespace rurban
